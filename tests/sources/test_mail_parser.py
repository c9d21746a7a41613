"""E-mail and mailboxes to articles."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.model import Article, stable_id
from briefing.sources import article_from_bytes, find_seeds, kind_of, mail_parser, read_seed
from briefing.sources.mail_parser import (
    MAX_DEPTH,
    MAX_PARAMETERS,
    SIGNATURE_COLUMNS,
    SIGNATURE_LINES,
    SMALL_WORK,
    messages_of,
)
from tests.table import table

ONE = "The mayor of Norville opened the new bridge on Monday, after three years of work."
TWO = "Thousands came to see it, and the band of the fire brigade played until midnight."


def mail(body: str = f"{ONE}\n\n{TWO}\n", subject: str = "Bridge opens", html: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Zoë of North Post <news@north.example>"
    message["Subject"] = subject
    message["Date"] = "Mon, 02 Mar 2026 08:00:00 +0100"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def read(message: EmailMessage | bytes) -> Article:
    return article_from_bytes(message if isinstance(message, bytes) else bytes(message))


def test_headers_become_fields_of_the_article() -> None:
    article = read(mail())
    assert (article.title, article.outlet) == ("Bridge opens", "Zoë of North Post")
    assert article.published == datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert article.text == f"{ONE}\n{TWO}"


def test_the_part_that_says_more_counts() -> None:
    html = f"<p>{ONE}</p><p>{TWO}</p>"
    assert read(mail("View this in your browser: https://n.example/x", html=html)).text == f"{ONE}\n{TWO}"
    assert read(mail(f"{ONE}\n\n{TWO}", html="<p>Your program shows no text.</p>")).text == f"{ONE}\n{TWO}"


def test_attachments_are_left_out() -> None:
    message = mail()
    message.add_attachment("Not to be read. " * 100, filename="notes.txt")
    assert read(message).text == f"{ONE}\n{TWO}"


def test_transfer_and_character_encodings() -> None:
    raw = (
        b"From: =?iso-8859-1?q?Jos=E9?= <j@x.example>\r\nSubject: =?UTF-8?B?QnLDvGNrZQ==?=\r\n =?utf-8?q?_offen?=\r\n"
        b"Content-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        b"8NLJ18XULCDNydIhIO3P09QgxNfF0snSz9fBzi4=\r\n"
    )
    article = read(raw)
    assert (article.outlet, article.title) == ("José", "Brücke offen")
    assert article.text.startswith("Привет, мир!")


def test_forwarded_in_the_text_is_itself() -> None:
    head = "---------- Forwarded message ---------\nFrom: South Post <s@south.example>\n"
    head += "Date: Sun, 1 Mar 2026 09:00:00 +0000\n"
    article = read(mail(f"FYI\n\n{head}Subject: Snow falls\nTo: me\n\n{ONE}\n\n{TWO}\n", "Fwd: Snow falls"))
    assert (article.title, article.outlet, article.text) == ("Snow falls", "South Post", f"{ONE}\n{TWO}")
    assert article.published == datetime(2026, 3, 1, 9, tzinfo=UTC)


def test_forwarded_as_an_attachment_is_itself() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "me@x.example", "Fwd: Bridge opens"
    outer.set_content("See below.")
    outer.add_attachment(mail())
    article = read(outer)
    assert (article.title, article.outlet, article.text) == ("Bridge opens", "Zoë of North Post", f"{ONE}\n{TWO}")


def test_signature_and_quoted_reply_are_left_out() -> None:
    body = f"{ONE}\n{TWO}\n\nOn Monday, Ann wrote:\n> What is new?\n\n-- \nZoë\nNorth Post\n"
    assert read(mail(body, "Re: RE: Bridge")).text == f"{ONE}\n{TWO}"
    assert read(mail(body, "Re: RE: Bridge")).title == "Bridge"


def test_header_that_smuggles_lines_is_one_line() -> None:
    raw = b"From: a@x.example\nSubject: =?utf-8?q?Hello=0D=0ABcc:_all=1B[31m?=\n\n" + ONE.encode()
    assert read(raw).title == "Hello Bcc: all"


def test_folder_of_seeds_has_mail(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(bytes(mail()))
    (tmp_path / "b.txt").write_text(f"{ONE}\n{TWO}\n")
    assert [path.name for path in find_seeds(tmp_path)] == ["a.eml", "b.txt"]
    assert read_seed(tmp_path / "a.eml").published == datetime(2026, 3, 2, 7, tzinfo=UTC)


def test_text_that_looks_a_little_like_mail_is_text() -> None:
    assert kind_of(f"From: Norville\nBy: Ann\n\n{ONE}".encode()) == "text"
    assert kind_of(f"From Norville, in 2024, {ONE}\n{TWO}".encode()) == "text"


def test_mailbox_is_split_into_messages() -> None:
    line = b"From n@x.example Mon Mar  2 08:00:00 2026\n"
    body = line + bytes(mail(f"{ONE}\n\n>From here on, {TWO}\n")) + b"\n" + line + bytes(mail(subject="Second")) + b"\n"
    assert kind_of(body) == "mbox"
    first, second = map(read, messages_of(body.splitlines(keepends=True)))
    assert "From here on" in first.text and ">From" not in first.text
    assert second.title == "Second"


def test_html_counts_from_seven_tenths_of_the_words_of_the_plain_text() -> None:
    plain = f"{ONE} {TWO}\n"
    assert len(plain.split()) == 30
    for number, is_html in ((20, False), (21, True)):
        assert read(mail(plain, html=f"<p>{'word ' * number}</p>")).text.startswith("word") is is_html


def test_parts_are_read_up_to_a_depth() -> None:
    for depth, text in ((MAX_DEPTH, "Text."), (MAX_DEPTH + 1, "")):
        heads = [f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth)]
        assert read(("From: a\nTo: b\n" + "".join(heads) + "\nText.\n").encode()).text == text


def test_empty_part_hides_no_other() -> None:
    message = mail(" ")
    message.add_alternative(" ", subtype="html")
    message.add_alternative(f"<p>{ONE}</p>", subtype="html")
    assert read(message).text == ONE


def test_first_line_that_repeats_the_subject_is_left_out_unless_it_is_all() -> None:
    assert read(mail(f"Bridge opens\n\n{ONE}\n")).text == ONE
    assert read(mail(f"{ONE}\n\nBridge opens\n\n{TWO}\n")).text == f"{ONE}\nBridge opens\n{TWO}"
    assert read(mail("Bridge opens\n")).text == "Bridge opens"


def test_lines_that_flow_are_joined() -> None:
    body = b"From: a@x.example\nTo: b@x.example\nContent-Type: text/plain%s\n\nThe mayor \ncame.\nThe band played.\n"
    assert read(body % b"; format=Flowed").text == "The mayor came.\nThe band played."
    assert read(body % b"").text == read(body % b"; format=fixed").text == "The mayor\ncame.\nThe band played."


def test_quoted_text_is_the_message_where_it_is_most_of_it() -> None:
    quoted = "> five words of the other"  # six words, with the mark
    assert read(mail(f"see this\n\n{quoted}\n")).text == "see this"
    assert read(mail(f"see this\n\n{quoted} one\n")).text == "see this\nfive words of the other one"
    assert read(mail(f"On Monday, Ann wrote:\n\n{quoted} {ONE} {TWO}\n")).text.startswith("On Monday, Ann wrote:")


def test_message_without_quotes_has_all_its_lines() -> None:
    assert read(mail("one\n\ntwo > three\n")).text == "one\ntwo > three"


def test_signature_is_short_and_below_the_text() -> None:
    end = "x" * SIGNATURE_COLUMNS
    assert read(mail(f"{ONE}\n-- \n{end}\n" + "zz\n" * (SIGNATURE_LINES - 1))).text == ONE
    assert "zz" in read(mail(f"{ONE}\n-- \n{end}\n" + "zz\n" * SIGNATURE_LINES)).text
    assert end in read(mail(f"{ONE}\n-- \n{end}x\n")).text
    assert read(mail(f"{ONE} {end}\n-- \nZoë\n")).text == f"{ONE} {end}"
    assert read(mail(f"-- \n{ONE}\n")).text.endswith(ONE)


FORWARDED = "---------- Forwarded message ---------\n"


@table(
    ("body", "title", "text"),
    [
        (f"FYI\n\n{FORWARDED}Subject: Snow\n\n{ONE}\n", "Snow", ONE),
        (f"FYI\n\n{FORWARDED}Subject: Snow\nsubject: Rain\nX: y\n\n{ONE}\n", "Snow", f"X: y\n{ONE}"),
        (f"{ONE}\n\n{FORWARDED}Subject: Snow\n\nShort.\n", "Bridge", None),
        (f"One word.\n\n{FORWARDED}Subject: Snow\n\nTwo words.\n", "Bridge", None),
        (f"FYI\n\n{FORWARDED}{ONE}\n", "Bridge", None),
        (f"FYI\n\n{FORWARDED}Subject: Snow\n", "Bridge", None),
        (f"FYI\n\n{FORWARDED}\nAnd again\n\n{FORWARDED}Subject: Snow\n\n{ONE}\n", "Snow", ONE),
    ],
)
def test_forwarded_text_counts_where_it_has_fields_and_more_words(body: str, title: str, text: str | None) -> None:
    article = read(mail(body, "Bridge"))
    assert article.title == title
    assert article.text == text or (text is None and article.text.startswith(body.split("\n")[0]))


def test_message_counts_where_it_has_as_many_words_as_the_one_that_is_attached() -> None:
    for own, title in (("one two three", "Outer"), ("one two", "Inner")):
        outer = EmailMessage()
        outer["From"], outer["Subject"] = "me@x.example", "Outer"
        outer.set_content(own)
        outer.add_attachment(mail("four five six", "Inner"))
        assert read(outer).title == title


def test_only_content_headers_have_few_parameters() -> None:
    parameters = "".join(f"; p{number}=x" for number in range(MAX_PARAMETERS - 1))
    body = "From: a@x.example\nSubject: a%s\nContent-Type: text/plain%s; format=flowed\n\nThe mayor \ncame."
    article = read((body % (parameters, parameters)).encode())
    assert (article.title, article.text) == (f"a{parameters}", "The mayor\ncame.")
    assert read((body % ("", parameters[: parameters.rindex(";")])).encode()).text == "The mayor came."


def test_parts_and_lines_are_bounded_by_the_size_of_the_message() -> None:
    def work(parts: int, lines: int, size: int = 0) -> bytes:
        head = b"From: a\nTo: b\n\n" + b"boundary= " * parts
        return (head + b"\n" * (lines - 3)).ljust(size, b"x")

    assert read(work(100, SMALL_WORK // 100)).title
    with pytest.raises(SourceError, match="more lines in more parts"):
        read(work(100, SMALL_WORK // 100 + 1))
    assert read(work(100, 1000, 20_000)).title
    with pytest.raises(SourceError, match="more lines in more parts"):
        read(work(100, 1000, 19_999))


def test_sender_without_a_name_is_called_by_the_host() -> None:
    for sender, name in (("<a@north.example>", "north.example"), ("'Zoë' <a@x>", "Zoë"), ("", "")):
        assert read(f"From: {sender}\nSubject: x\nTo: y\n\n{ONE}".encode()).outlet == name


def test_address_in_the_archive_is_the_url() -> None:
    article = read(b"From: a@x\nSubject: x\nArchived-At: <https://n.example/a?utm_source=y>\n\nText.")
    assert (article.url, article.id) == ("https://n.example/a", stable_id("x\nText."))
    folded = read(b"From: a@x\nSubject: x\nArchived-At:\n <https://n.example/long/\n way>\n\nText.")
    assert folded.url == "https://n.example/long/way"
    for other in (b"<javascript:alert(1)>", b"<mailto:a@n.example>", b"<>", b"nowhere"):
        assert read(b"From: a@x\nSubject: x\nArchived-At: " + other + b"\n\nText.").url == ""


def test_messages_with_one_address_are_two_articles() -> None:
    for head, link in (
        ("Archived-At: <https://n.example/list>\n", ""),
        ("", "<a href='https://n.example/v'>View online</a>"),
    ):
        one, two = (
            read(f"From: a@x\nSubject: x\n{head}Content-Type: text/html\n\n<p>{link}</p><p>{text}</p>".encode())
            for text in (ONE, TWO)
        )
        assert one.url == two.url != "" and one.id != two.id
        assert (one.text, two.text) == (ONE, TWO)


@table(
    ("line", "url"),
    [
        ("View this email in your browser: https://n.example/v?utm_source=x", "https://n.example/v"),
        ("View in browser (https://n.example/v)", "https://n.example/v"),
        ("Im Browser ansehen\n<https://n.example/v>", "https://n.example/v"),
        ("Ver en el navegador\n\nhttps://n.example/v", "https://n.example/v"),
        ("View this post on the web at https://n.example/p/bridge", "https://n.example/p/bridge"),
        ("Unsubscribe: https://n.example/u", ""),
        ("View in browser or unsubscribe: https://n.example/u", ""),
        ("View in browser\n\nBridge opens\nhttps://n.example/1", ""),
        ("View online: https://n.example/1\nView online: https://n.example/2", ""),
        ("View in browser: javascript:alert(1)", ""),
    ],
)
def test_plain_text_names_its_web_version(line: str, url: str) -> None:
    assert read(mail(f"{line}\n\n{ONE}\n\n{TWO}\n")).url == url


def test_link_that_unsubscribes_is_not_the_web_version() -> None:
    html = f"<p>Trouble viewing this email? <a href='https://n.example/{{}}'>Click here</a></p><p>{ONE}</p>"
    for path, url in (("u", ""), ("v", "https://n.example/v")):
        message = mail(ONE, html=html.format(path))
        message["List-Unsubscribe"] = "<mailto:u@n.example>, <https://n.example/u>"
        assert read(message).url == url


def test_header_goes_before_links_and_html_before_plain_text() -> None:
    html = f"<p><a href='https://n.example/html'>View in browser</a></p><p>{ONE}</p><p>{TWO}</p>"
    message = mail(f"View in browser: https://n.example/plain\n\n{ONE}\n{TWO}\n", html=html)
    assert read(message).url == "https://n.example/html"
    message["Archived-At"] = "<https://n.example/archive>"
    assert read(message).url == "https://n.example/archive"


@pytest.mark.parametrize("sentences", [1, 2, 3, 4, 6])
def test_mail_of_any_length_keeps_its_paragraphs(sentences: int) -> None:
    lines = [f"{ONE} {number}" for number in range(sentences)]
    body = "".join(f"<p>{line}</p>" for line in lines)
    head = b"From: a@x.example\nTo: b\nSubject: x\nContent-Type: text/html\n\n"
    html = f"<html><body><p><a href='https://n.example/v'>View in browser</a></p>{body}<p>Unsubscribe</p></body></html>"
    assert read(head + html.encode()).text.split("\n") == lines


SHAPES = {
    "no date, Message-ID or subject": b"From: a@x.example\nTo: b@x.example\n\n" + ONE.encode(),
    "wrong charset": b"From: a@x.example\nTo: b\nSubject: x\nContent-Type: text/plain; charset=nonsense\n\n"
    + ONE.encode(),
    "quoted-printable": b"From: a@x.example\nTo: b\nSubject: x\nContent-Transfer-Encoding: quoted-printable\n\n"
    + ONE.replace("Norville", "Nor=\nville").encode(),
    "nested alternatives": b"From: a@x.example\nTo: b\nSubject: x\nContent-Type: multipart/mixed; boundary=m\n\n--m\n"
    b"Content-Type: multipart/related; boundary=r\n\n--r\nContent-Type: multipart/alternative; boundary=a\n\n--a\n"
    b"Content-Type: text/plain\n\n"
    + ONE.encode()
    + b"\n--a\nContent-Type: text/html\n\n<p>"
    + ONE.encode()
    + b"</p>\n--a--\n--r\nContent-Type: image/png\n\nx\n--r--\n--m--\n",
    "calendar": b"From: a@x.example\nTo: b\nSubject: x\nContent-Type: multipart/alternative; boundary=a\n\n--a\n"
    b"Content-Type: text/plain\n\n"
    + ONE.encode()
    + b"\n--a\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n--a--\n",
    "S/MIME signed": b"From: a@x.example\nTo: b\nSubject: x\nContent-Type: multipart/signed; boundary=s;\n"
    b' protocol="application/pkcs7-signature"\n\n--s\nContent-Type: text/plain\n\n'
    + ONE.encode()
    + b"\n--s\nContent-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n"
    b"Content-Disposition: attachment; filename=smime.p7s\n\nMIIB\n--s--\n",
}


@pytest.mark.parametrize("body", SHAPES.values(), ids=SHAPES)
def test_text_of_a_message_of_any_shape(body: bytes) -> None:
    article = read(body)
    assert article.text == ONE or article.title == ONE
    assert article.outlet == "x.example"


@table(
    ("lines", "messages"),
    [
        ([], []),
        ([b"From a\n"], [b""]),
        ([b"a\n", b"From b\n"], [b"a\nFrom b\n"]),
        ([b"From a\n", b"b\n", b"\n", b"From c\n", b"d\n"], [b"b\n\n", b"d\n"]),
        ([b"From a\n", b"\n", b"From c\n"], [b"\n", b""]),
        ([b"From a\n", b"\n", b">From c\n", b">>From d\n", b"x >From\n"], [b"\nFrom c\n>From d\nx >From\n"]),
    ],
)
def test_messages_begin_below_a_blank_line(lines: list[bytes], messages: list[bytes]) -> None:
    assert list(messages_of(lines)) == messages


def test_message_of_a_mailbox_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_parser, "MAX_BYTES", 4)
    lines = [b"From a\n", b"b\n", b"c\n", b"d\n", b"\n", b"From e\n", b"f\n"]
    assert list(messages_of(lines)) == [b"b\nc\n", b"f\n"]


HOSTILE: tuple[Callable[[int], bytes], ...] = (
    lambda n: (
        b"From: a\nMIME-Version: 1.0\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(n // 100))
    ),
    lambda n: b"From: a\nTo: b\nContent-Type: message/rfc822\n\n" * (n // 30),
    lambda n: b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * (n // 5),
    lambda n: b"From: a\nTo: b\nSubject: " + b"=?utf-8?q?=41?= " * (n // 3) + b"\n\nText.",
    lambda n: b"From: a\nTo: b\n" + b"X: y\n" * n + b"\nText.",
)


@pytest.mark.parametrize("make", HOSTILE)
def test_hostile_mail_takes_linear_work(make: Callable[[int], bytes]) -> None:
    once, twice = (calls_of(make(size)) for size in (10_000, 20_000))
    assert twice < 2.3 * once + 1000


@pytest.mark.soak
@pytest.mark.parametrize("make", HOSTILE)
def test_hostile_mail_ends_soon(make: Callable[[int], bytes]) -> None:
    began = time.process_time()
    with contextlib.suppress(SourceError):
        article_from_bytes(make(100_000), kind="email")
    assert time.process_time() - began < 5


def calls_of(body: bytes) -> int:
    """Number of function calls to read a mail, which is the same on every machine and under any load."""
    count = 0

    def count_call(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    article_from_bytes(b"From: a\nTo: b\n\nText.", kind="email")  # imports
    before = sys.getprofile()
    sys.setprofile(count_call)
    try:
        with contextlib.suppress(SourceError):
            article_from_bytes(body, kind="email")
    finally:
        sys.setprofile(before)
    return count


@settings(deadline=None)  # the first example imports parsers
@given(st.binary(max_size=400))
def test_any_bytes_are_an_article_or_refused(rest: bytes) -> None:
    try:
        article = article_from_bytes(b"From: a\nSubject: b\nMIME-Version: 1.0\n" + rest, kind="email")
    except SourceError:
        return
    assert "\n" not in article.title and "\x1b" not in article.text

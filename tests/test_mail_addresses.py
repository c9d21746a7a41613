"""Addresses as people write them, and what would be another header."""

from __future__ import annotations

from email import message_from_string
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.mail_addresses import header_value, parse_address, parse_addresses
from tests.table import table

NOT_AN_ADDRESS = "no mail address"


def addresses_of(words: str) -> list[tuple[str, str]]:
    """Display names and addresses, as a mail program reads them in the header that is written."""
    value = header_value(parse_addresses(words))
    assert value.isascii()
    assert max(map(len, value.splitlines())) <= 998
    message = message_from_string(f"To: {value}\nSubject: x\n\n", policy=default)
    assert isinstance(message, EmailMessage)
    assert (message.keys(), message.defects) == (["To", "Subject"], [])
    return [(each.display_name, each.addr_spec) for each in message["To"].addresses]


@table(
    ("words", "expected"),
    [
        ("me", [("", "me")]),
        ("a@x, b@y", [("", "a@x"), ("", "b@y")]),
        ('a@x, "B, C" <b@y>', [("", "a@x"), ("B, C", "b@y")]),
        ('"B, C" <b@y>,"D \\"E\\"" <d@z>', [("B, C", "b@y"), ('D "E"', "d@z")]),
        ("Zoë Ray <zoe@example.org>", [("Zoë Ray", "zoe@example.org")]),
        ("me@example.org <me@example.org>", [("me@example.org", "me@example.org")]),
        ("J. R. O'Neill <j+news@example.org>", [("J. R. O'Neill", "j+news@example.org")]),
        ("=?utf-8?q?J=C3=B6rg?= <j@x>", [("Jörg", "j@x")]),
        ("=?utf-8?q?J=C3=B6rg_?= =?iso-8859-1?q?M=FCller?= <j@x>", [("Jörg Müller", "j@x")]),
        ('"" <a@b>', [("", "a@b")]),
        (" me@example.org\n", [("", "me@example.org")]),
        ("王小明 <wang@example.org>", [("王小明", "wang@example.org")]),
    ],
)
def test_lists_of_addresses_are_read(words: str, expected: list[tuple[str, str]]) -> None:
    assert addresses_of(words) == expected


@table("name", ["Ö" * 200, "N" * 300, "Ana María " * 40 + "x", "日本" * 100, '"' * 90])
def test_long_names_are_folded(name: str) -> None:
    written = name.replace('"', '\\"')
    value = header_value(parse_addresses(f'"{written}" <a@example.org>, b@example.org'))
    assert max(map(len, value.splitlines())) <= 100
    folded, address = value.split(",\n ")[0].rsplit(" ", 1)
    assert (str(make_header(decode_header(folded))), address) == (name, "<a@example.org>")
    assert [address for _, address in addresses_of(f'"{written}" <a@example.org>, b@x')] == ["a@example.org", "b@x"]


@table(
    ("words", "ascii_form"),
    [
        ("joerg@bücher.example", "joerg@xn--bcher-kva.example"),
        ("x@faß.example", "x@xn--fa-hia.example"),
        ("x@straße.example", "x@xn--strae-oqa.example"),
        ("x@例え.jp", "x@xn--r8jz45g.jp"),
        ("x@BÜCHER.Example", "x@xn--bcher-kva.example"),
        ("x@münchen。de", "x@xn--mnchen-3ya.de"),
        ("x@παράδειγμα.δοκιμή", "x@xn--hxajbheg2az3al.xn--jxalpdlp"),
        ("x@sub.Example.ORG", "x@sub.Example.ORG"),
    ],
)
def test_domains_are_punycode(words: str, ascii_form: str) -> None:
    assert parse_address(words).address == ascii_form


@table(
    "words",
    [
        "=?utf-8?b?CkJjYzogeEB5?= <me@example.org>",  # "\nBcc: x@y"
        "=?utf-8?q?=0ABcc=3A?= <me@example.org>",
        "=?utf-8?q?=0D=0ABcc=3A?= <me@example.org>",
        "=?utf-8?q?a=0Db?= <me@example.org>",
        "=?utf-8?q?a=00b?= <me@example.org>",
        "=?utf-8?q?a=0Bb?= <me@example.org>",
        "=?utf-8?q?a=0Cb?= <me@example.org>",
        "=?utf-8?q?a=C2=85b?= <me@example.org>",
        "=?utf-8?q?a=E2=80=A8b?= <me@example.org>",
        "=?utf-8?q?a=E2=80=A9b?= <me@example.org>",
        "=?utf-8?q?a=E2=80=AEb?= <me@example.org>",
        "=?utf-7?q?+AAo-Bcc?= <me@example.org>",
        "=?utf-16?b?CgAK?= <me@example.org>",
        "=?iso-2022-jp?b?Cg==?= x <me@example.org>",
        '"=?utf-8?b?CkJjYzogeEB5?=" <me@example.org>',
        "x =?utf-8?b?CkJj?= y =?utf-8?q?=00?= <me@example.org>",
        "=?utf-8?q?=3D=3Futf-8=3Fb=3FCkJjYzogeEB5=3F=3D?= <me@example.org>",  # encoded twice
        "=?utf-8?b?CkJjYzogeEB5?=@example.org",
        "x.=?utf-8?b?CkJjYzogeEB5?=@example.org",
        "=?bogus?q?x?= <me@example.org>",
        "=?utf-8?b?a?= <me@example.org>",
        "=?utf-8?q?=FF?= <me@example.org>",
        "x\nBcc: y@z",
        "x\rBcc: y@z",
        "x\x0bBcc: y@z",
        "x\u2028Bcc: y@z",
        "Me\n <me@example.org>",
        "me\x00@example.org",
        "me\ud800 <me@example.org>",
    ],
)
def test_line_breaks_are_refused_however_they_are_hidden(words: str) -> None:
    with pytest.raises(ValueError, match=NOT_AN_ADDRESS):
        parse_addresses(words)


@table(
    ("words", "reason"),
    [
        ("jörg@example.org", "only ASCII before the @"),
        ("a@x;b@y", "'x;b@y' is no domain"),
        ("a@x,", NOT_AN_ADDRESS),
        (",a@x", NOT_AN_ADDRESS),
        ("a,,b", NOT_AN_ADDRESS),
        ("", NOT_AN_ADDRESS),
        (" ", NOT_AN_ADDRESS),
        ("a b", NOT_AN_ADDRESS),
        ("a@b@c", "is no domain"),
        ("a@-x", "is no domain"),
        ("a@x..y", "is no domain"),
        ("a@.x", "is no domain"),
        ("a@x.", "is no domain"),
        ("a@" + "x" * 64 + ".de", "is no domain"),
        ("a@" + "x." * 150 + "de", "is no domain"),
        ("a@" + "ü" * 300, "too long"),
        ("a@ü..de", "is no domain"),
        ("a@\u2024ü", "is no domain"),
        ("a" * 65 + "@x", NOT_AN_ADDRESS),
        (".a@x", NOT_AN_ADDRESS),
        ("a..b@x", NOT_AN_ADDRESS),
        ('"a" b <x@y>', "name <user@domain>"),
        ('"unterminated <a@b>', NOT_AN_ADDRESS),
        ("Me <a@b> <c@d>", NOT_AN_ADDRESS),
        ("a@b>", NOT_AN_ADDRESS),
        ("<a@b", NOT_AN_ADDRESS),
        ("(a)@b", NOT_AN_ADDRESS),
        ("a@[127.0.0.1]", "is no domain"),
        ("undisclosed:;", NOT_AN_ADDRESS),
        ("=?x?q?" * 100_000 + " <a@b>", "too long"),
        ('"' * 100_001, NOT_AN_ADDRESS),
        ("<" * 100_000, NOT_AN_ADDRESS),
        ("a" * 100_000 + "@b", "too long"),
        ("Ñ, Me <a@b>", "only ASCII before the @"),
    ],
)
def test_invalid_addresses_are_refused_with_the_reason(words: str, reason: str) -> None:
    with pytest.raises(ValueError, match=NOT_AN_ADDRESS) as raised:
        parse_addresses(words)
    assert reason in str(raised.value)
    assert "\n" not in str(raised.value)


@given(st.text(max_size=60) | st.from_regex(r'("[^"]{0,5}"|=\?utf-8\?[bq]\?[\w=]{0,9}\?=|\w| |,){0,6}<?a@[\w.]{1,9}>?'))
def test_any_words_are_addresses_or_none(words: str) -> None:
    try:
        parsed = parse_addresses(words)
    except ValueError:
        return
    assert [address for _, address in addresses_of(words)] == [each.address for each in parsed]

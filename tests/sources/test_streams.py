"""Streams to documents: what a stream is, one document after the other, failures as values."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Document, SourceFailure
from briefing.sources import Kind, Origin, jsonlines, kind_of, read_stream, streams
from briefing.sources.encodings import MAX_BYTES, decode
from briefing.sources.json_records import article_from_record
from briefing.sources.jsonlines import is_complete
from briefing.sources.media_types import starts_mail
from tests.table import table

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ONE = "The mayor of Norville opened the new bridge on Monday, after three years of work."
RSS = f"<rss version='2.0'><channel><title>North</title><item><title>A</title><description>{ONE}</description></item>"


def read(body: bytes | str, name: str = "-", kind: Kind | None = None) -> list[Document | SourceFailure]:
    stream = io.BytesIO(body.encode() if isinstance(body, str) else body)
    return list(read_stream(stream, Origin(name, kind=kind), NOW))


def texts(body: bytes | str, name: str = "-", kind: Kind | None = None) -> list[str]:
    found = read(body, name, kind)
    assert all(isinstance(each, Document) for each in found), found
    return [each.article.text for each in found if isinstance(each, Document)]


def reason(body: bytes | str, name: str = "-") -> str:
    (found,) = read(body, name)
    assert isinstance(found, SourceFailure)
    return found.reason


@table(
    ("body", "kind"),
    [
        ("<!-- x --><!DOCTYPE html><html>", "html"),
        ("<?xml version='1.0'?>\n<html xmlns='x'>", "html"),
        ("<p>A fragment.</p>", "html"),
        (RSS, "feed"),
        ("<?xml version='1.0'?><?xml-stylesheet href='x'?><!-- x --><feed xmlns='x'>", "feed"),
        ("<rdf:RDF xmlns='x'>", "feed"),
        ('{"text": "x"}\n', "json"),
        ('[\n  {"text": "x"}]', "json"),
        ("[1] Notes begin with brackets.", "text"),
        ("[[wiki]] is Markdown", "text"),
        ("From: a@x\nTo: b@x\n\nText", "email"),
        ("# Title\n\nText", "markdown"),
        ("Just text.", "text"),
    ],
)
def test_kinds_are_known_by_how_they_begin(body: str, kind: str) -> None:
    assert kind_of(body.encode()) == kind
    assert kind_of(body.encode("utf-16")) == kind or kind == "email"


@table("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_kinds_are_known_in_wide_encodings_without_a_mark(encoding: str) -> None:
    for text, kind in (("<rss>", "feed"), ("<!doctype html>", "html"), ('{"a": 1}', "json"), ("# A title", "markdown")):
        assert kind_of(text.encode(encoding)) == kind


@table(
    ("head", "is_mail"),
    [
        ("From: a@x\nTo: b@x\n\nText", True),
        ("\ufeff\r\nFrom: a@x\r\nSubject: a\r\n b\r\n\tc\r\n\r\nText", True),
        ("From: a@x\nTo: b@x", True),
        ("From: a@x\nTo: b@x\nSubj", True),
        (" From: a@x\nFrom: a@x\nTo: b@x\n\nText", False),
        ("From: a@x\nTo: b@x\nno field\n\nText", False),
        ("From: a@x\nTo: b@x\nno field\n", False),
        ("From: a@x\nSide: left\n\nText", False),
        ("To: a@x\nSubject: a\n\nText", False),
        ("From: a@x\nFrom: b@x\n\nText", False),
        ("From: a@x\nX-Mailer: a\nmy field\n", False),
    ],
)
def test_mail_begins_with_fields_of_mail_and_nothing_else(head: str, is_mail: bool) -> None:
    assert starts_mail(head.encode()) is is_mail


def test_mailbox_begins_with_an_address_and_a_time() -> None:
    for line, kind in (
        ("From a@x Mon Mar  2 08:00:00 2026\nFrom: a@x\n", "mbox"),
        ("\nFrom a@x Mon Mar  2 08:00:00 2026\n>From: a@x\n", "mbox"),
        ("From a@x Mon Mar  2 08:00:00 2026\nno field\n", "text"),
        ("From a@x, with love\nFrom: a@x\n", "text"),
    ):
        assert kind_of(line.encode()) == kind


@table(
    ("name", "kind"),
    [
        ("a.MD", "markdown"),
        ("https://x.example/b.txt#c.md", "text"),
        ("HTTPS://x.example/a.htm?b.md", "html"),
        ("http://[", "text"),
        ("a.md/b", "text"),
        ("a.jsonl", "json"),
        ("a.eml", "email"),
    ],
)
def test_suffix_of_a_name_or_address_counts(name: str, kind: str) -> None:
    assert kind_of(b"Words", name=name) == kind


def test_name_and_server_decide_between_text_and_markdown() -> None:
    assert kind_of(b"# Title", name="a.txt") == "text"
    assert kind_of(b"Text", name="https://x.example/a.md?x=1") == "markdown"
    assert kind_of(b"Text", name="https://x.example/a.txt", content_type="text/markdown; charset=utf-8") == "markdown"
    assert kind_of(b"<p align=center>Logo</p>\n# Title", name="README.md") == "markdown"


def test_records_by_the_names_that_programs_use() -> None:
    article = article_from_record(
        {
            "headline": "A &amp; B",
            "content": {"rendered": f"<p>{ONE}</p><p>More.</p>"},
            "link": "https://n.example/a?utm_source=x",
            "source": {"name": "North Post"},
            "author": {"name": "Ann"},
            "publishedAt": "2026-03-01T10:00:00Z",
            "lang": "en-GB",
        }
    )
    assert (article.title, article.text, article.author) == ("A & B", f"{ONE}\nMore.", "Ann")
    assert (article.url, article.outlet, article.language) == ("https://n.example/a", "North Post", "en")
    assert article.published == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert article_from_record({"text": ONE, "date": 1772359200}).published == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_text_of_a_record_keeps_its_places() -> None:
    text = f"{ONE}\n\n<b>not</b> markup\n- item"
    assert article_from_record({"text": text}).text == text


def test_json_in_all_its_shapes() -> None:
    record = {"title": "A", "text": ONE}
    line = json.dumps(record)
    for body in (line, f"{line}\n{line}", json.dumps([record]), json.dumps({"articles": [record]}, indent=2)):
        assert set(texts(body)) == {ONE}
    assert texts("\n\n" + line + "\n\n") == [ONE]
    for encoding in ("utf-16", "utf-16-le", "utf-8-sig"):
        assert texts(line.encode(encoding)) == [ONE]
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_html": f"<p>{ONE}</p>"}]}
    assert texts(json.dumps(feed)) == texts(json.dumps(feed, indent=1)) == [ONE]


def test_lines_are_named() -> None:
    found = read(f'\n{{"text": "{ONE}"}}\n{{"x"\n{{"text": "{ONE}"}}', "a.jsonl")
    assert [each.location for each in found] == ["a.jsonl:2", "a.jsonl", "a.jsonl:4"]
    assert isinstance(found[1], SourceFailure) and found[1].reason.startswith("line 3: ")


@table(
    ("line", "is_whole"),
    [
        ('{"a": 1}', True),
        (' {"a": 1} \n', True),
        ("5", True),
        ("oops", True),
        ('{"a": 1} x', True),
        ('{"a": x', True),
        ("1" * 5000, True),
        ('{"a":' * 100_000, True),
        ("{", False),
        ('{"a": 1,\n', False),
        ("[1]", False),
    ],
)
def test_first_line_is_whole_unless_it_may_go_on(line: str, is_whole: bool) -> None:
    assert is_complete(line.encode()) is is_whole


def test_line_may_be_as_long_as_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonlines, "MAX_BYTES", 20)
    monkeypatch.setattr(jsonlines, "_CHUNK", 4)
    body = '{"text": "Short."}\n{"text": "A line."}\n{"text": "B lines."}\n{"text": "B" "too long"}\n\n{"text": "C"}\n'
    first, second, third, fourth, last = read(body)
    assert isinstance(second, Document) and second.article.text == "A line."
    assert isinstance(third, Document) and third.article.text == "B lines."
    assert isinstance(fourth, SourceFailure) and fourth.reason == "line 4: too large: more than 10 MB"
    assert (first.location, last.location) == ("-:1", "-:6")


def test_errors_of_json_name_their_place() -> None:
    assert reason("[\n1 2]", "a.json") == "this is not JSON (Expecting ',' delimiter, line 2, column 3)"
    assert read('{"text": "x"}\n{"a" 1}', "a.json")[1] == SourceFailure(
        "a.json", "line 2: this is not JSON (Expecting ':' delimiter, column 6)"
    )
    assert reason('{"a": [}', "a.json").startswith("line 1: this is not JSON")
    records = read('[{"text": "One."}, {"x": 1}, 5]', "a.json")
    assert [each.reason[:20] for each in records if isinstance(each, SourceFailure)] == [
        "record 2: there is n",
        "record 3: not an obj",
    ]
    assert reason('{"articles": []}', "a.jsonl") == "line 1: there is no article in it"


def test_blank_lines_before_the_first_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_BLANK_LINES", 3)
    assert texts('\n\n{"text": "x"}\n{"text": "y"}\n') == ["x", "y"]
    assert isinstance(read('\n\n\n{"text": "x"}\n{"text": "y"}\n')[0], SourceFailure)


def test_only_mail_may_be_longer_than_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_BYTES", 100)
    head = "From: a@x\nTo: b@x\n\n"
    assert texts(head + "word " * 40)[0].startswith("word")
    assert texts("x" * 100) == ["x" * 100]
    assert reason("x" * 101) == "too large: more than 10 MB"
    assert reason('{"text":\n "' + "x" * 100 + '"}', "a.json").startswith(
        "too large: more than 10 MB in one value; write"
    )


def test_stream_that_fails_is_a_failure_with_its_reason() -> None:
    class Broken(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    assert list(read_stream(Broken(), Origin("a.txt"), NOW)) == [
        SourceFailure("a.txt", "cannot be read: Input/output error")
    ]


def test_texts_of_several_inputs_are_told_apart_by_their_titles() -> None:
    body = f"---\ntitle: A\n---\n{ONE}\n\n---\ntitle: B\n---\nMore.\n---\nrest\n"
    assert [each.article.title for each in read(body) if isinstance(each, Document)] == ["A", "B"]
    assert texts(body) == [ONE, "More.\n---\nrest"]
    failure = read(f"---\ntitle: A\n---\n{ONE}\n---\ntitle: B\n---\n")[1]
    assert isinstance(failure, SourceFailure) and failure.reason == "text 2: there is no text in it"
    assert texts(f"---\ntitle: A\n---\n{ONE}\n") == [ONE]


def test_mailbox_in_a_stream_gives_its_messages() -> None:
    line = "From a@x Mon Mar  2 08:00:00 2026\nFrom: a@x\nTo: b@x\n\n"
    first, second = read(f"\n{line}{ONE}\n\n{line}\n")
    assert isinstance(first, Document) and first.article.text == ONE
    assert isinstance(second, SourceFailure) and second.reason == "message 2: there is no text in it"


def test_documents_without_text_are_failures_and_errors_of_parsers_too() -> None:
    origin = Origin("a.txt", url="https://n.example/a")
    article = article_from_record({"title": "T", "text": ""})
    assert origin.name == "https://n.example/a" and Origin("a.txt").name == "a.txt"
    assert origin.document(lambda: article, where="part 1: ") == SourceFailure(
        "a.txt", "part 1: there is no text in it"
    )
    assert origin.document(lambda: article, empty=True) == Document(article, "a.txt")
    assert origin.document(lambda: article, empty=True, line=3) == Document(article, "a.txt:3")
    assert origin.document(lambda: 1 / 0) == SourceFailure(  # type: ignore[arg-type, return-value]
        "a.txt", "cannot be read (ZeroDivisionError: division by zero)"
    )


def test_broken_first_line_does_not_hide_the_rest() -> None:
    first, second = read(f'oops\n{{"text": "{ONE}"}}\n', "a.jsonl")
    assert isinstance(first, SourceFailure) and isinstance(second, Document)


def test_feed_gives_its_entries_even_without_text() -> None:
    assert texts(RSS + "<item><title>Only a headline</title></item></channel></rss>") == [ONE, ""]


def test_too_large_line_is_refused_and_the_next_is_read() -> None:
    assert reason(b"x " * (MAX_BYTES // 2 + 1)) == "too large: more than 10 MB"
    first, second = read(b'{"text": "' + b"x" * (MAX_BYTES + 10) + b'"}\n{"text": "Short."}\n')
    assert isinstance(first, SourceFailure) and isinstance(second, Document)


@table(
    ("body", "words"),
    [
        (b"", "no text"),
        (b"\x1f\x8b\x08rest", "gunzip"),
        (b"%PDF-1.7", "a PDF"),
        (bytes(range(256)) * 20, "binary"),
        (b'{"text": ' + b"[" * 100_000, "too deeply"),
        (b"[]", "no text"),
        (b'[{"x": 1}]', "a field `text`"),
        (b'{"a": 1' + b"1" * 5000 + b"}", "digits"),
        (b"<rss><channel></channel></rss>", "no entries"),
    ],
)
def test_reasons_name_the_kind_of_the_value(body: bytes, words: str) -> None:
    if body != b"[]":
        assert words in reason(body)


@table(
    ("body", "declared", "text"),
    [
        ("Привет".encode("cp1251"), "windows-1251", "Привет"),
        ("<meta charset='windows-1251'>Привет".encode("cp1251"), "", "<meta charset='windows-1251'>Привет"),
        ("日本語".encode("iso2022_jp"), "iso-2022-jp", "日本語"),
        ("日本語の".encode("shift_jis"), "Shift_JIS", "日本語の"),
        ("Zoë".encode(), "iso-8859-1", "Zoë"),
        ("“Zoë”".encode("cp1252"), "iso-8859-1", "“Zoë”"),
        (b"a\xff-b", "punycode", "aÿ-b"),
        (b"a\xff", "no-such", "aÿ"),
    ],
)
def test_declared_encodings_count_where_they_can_be_true(body: bytes, declared: str, text: str) -> None:
    assert decode(body, declared) == text


@settings(deadline=None)  # the first example imports parsers
@given(st.binary(max_size=300), st.sampled_from([b"", b'{"', b"From ", b"<rss>", b"---\n", b"\xff\xfe"]))
def test_any_bytes_end_in_documents_or_reasons(body: bytes, start: bytes) -> None:
    for each in read(start + body):
        if isinstance(each, SourceFailure):
            assert each.reason and each.location == "standard input"


@settings(deadline=None)  # the first example imports parsers
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda v: (
            st.lists(v)
            | st.dictionaries(
                st.sampled_from(["text", "title", "items", "content", "source", "id", "published", "lead", "thread"]), v
            )
        ),
    )
)
def test_any_json_ends_in_documents_or_reasons(value: object) -> None:
    assert read(json.dumps(value), kind="json")

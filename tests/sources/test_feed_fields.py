"""Fields of entries as parsers give them, their languages, and the limits of feeds."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from briefing.errors import SourceError
from briefing.model import Document, Entry, Source, SourceFailure
from briefing.sources import feed_parser, feedparser_adapter, parse_feed
from briefing.sources.fast_xml.elements import MAX_ATTRIBUTES
from briefing.sources.feed_parser import MAX_LINE_CHARS, documents_of_feed, plain_line
from briefing.sources.feedparser_adapter import read_syndication
from briefing.sources.feedparser_fields import entry_of
from briefing.sources.input_context import Origin
from briefing.sources.jsonfeed import read_json_feed
from briefing.sources.raw_feed import RawEntry, RawFeed
from tests.table import table

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def fields(is_atom: bool = False, **item: Any) -> RawEntry:
    return entry_of(item, is_atom)


def test_entry_without_fields_is_empty() -> None:
    assert fields() == RawEntry(guid_is_link=True)
    assert fields(title=5, id=None, author=[], source="x", links="x", content="x", published=5) == RawEntry(
        guid_is_link=True
    )
    assert not fields(guidislink=False).guid_is_link
    assert RawEntry() == RawEntry("", False, "", "", True, "", "", None, "", True, "", True)
    assert RawFeed("T", ()) == RawFeed("T", (), "", "", False, False)


@table(
    ("item", "link"),
    [
        ({"link": "a", "feedburner_origlink": "b"}, "b"),
        ({"link": "a", "links": [{"rel": "alternate", "href": "b"}]}, "a"),
        ({"links": [{"rel": "enclosure", "href": "a"}, {"rel": "related", "href": "b"}]}, "b"),
        ({"links": [{"rel": "alternate"}, {"rel": "via", "href": "b"}]}, "b"),
        ({"links": [{"rel": "self", "href": "a"}]}, ""),
    ],
)
def test_link_is_that_of_the_article(item: dict[str, Any], link: str) -> None:
    assert entry_of(item, is_atom=True).link == link


@table(
    ("detail", "text", "is_atom", "is_html"),
    [
        ({"type": "text/plain"}, "<b>", False, True),
        ({"type": "text/plain"}, "<b>", True, False),
        ({"type": "TEXT/HTML"}, "a", True, True),
        ({"type": "application/xml"}, "a", True, True),
        ({"type": "odd"}, "<b>a", True, True),
        ({"type": "odd"}, "a &amp; b", True, True),
        ({"type": "odd"}, "a < b", True, False),
        ({}, "<b>", True, True),
        (None, "a", True, True),
    ],
)
def test_texts_of_atom_are_html_by_their_type_or_their_tags(
    detail: object, text: str, is_atom: bool, is_html: bool
) -> None:
    entry = fields(is_atom, title=text, title_detail=detail, summary=text, summary_detail=detail)
    assert entry.title_is_html is entry.summary_is_html is is_html


@table(
    ("parts", "content", "is_html"),
    [
        ([], "", True),
        ([{"value": ""}, {"type": "text/plain"}], "", True),
        ([{"value": "a"}, {"value": "longer", "type": "text/plain"}, {"value": "b"}], "longer", False),
        ([{"value": "a", "type": "text/html"}], "a", True),
        ([{"value": "QUJD", "type": "image/png"}, {"value": "a"}], "a", False),
        ([{"value": "words here", "type": "VIDEO/mp4"}], "", True),
        ([{"value": "QUJD\nQUJD==", "type": "application/octet-stream"}], "", True),
        ([{"value": "words, not data", "type": "application/odd"}], "words, not data", False),
        ([{"value": "QUJD", "type": "application/xml"}], "QUJD", True),
        ([{"value": "QUJD", "type": "text/odd"}], "QUJD", False),
        ([{"value": "QUJD", "type": "odd"}], "QUJD", False),
    ],
)
def test_content_is_the_longest_that_is_text(parts: list[dict[str, str]], content: str, is_html: bool) -> None:
    entry = fields(True, content=parts)
    assert (entry.content, entry.content_is_html) == (content, is_html)


def test_date_is_that_of_publication_or_the_next_that_is_one() -> None:
    assert fields(published="soon", created="2026-03-01T12:00Z", updated="2026-03-02").published == NOW
    assert fields(updated="2026-03-01T12:00Z").published == NOW
    assert fields(published="soon").published is None


def test_outlet_is_the_source_of_an_item_but_not_of_an_atom_entry() -> None:
    for is_atom, outlet in ((False, "North"), (True, "")):
        assert fields(is_atom, source={"title": "North"}).outlet == outlet


def parsed(head: str = "", entry: str = "<title>A</title>", root: str = "") -> Entry:
    body = f"<rss {root}><channel>{head}<item>{entry}</item></channel></rss>"
    return parse_feed(body.encode(), Source("s", "feed", "x"), url="https://n.example/feed").entries[0]


@table(
    ("head", "root", "language"),
    [
        ("<language>en-GB</language>", "", "en"),
        ("<dc:language> ES_mx </dc:language>", 'xmlns:dc="http://purl.org/dc/elements/1.1/"', "es"),
        ("", 'xml:lang="de"', "de"),
        ("<language>fr</language>", 'xml:lang="de"', "fr"),
        ("<language>ger</language>", "", ""),
        ("<language>english</language>", "", ""),
        ("<title>language</title>", "", ""),
    ],
)
def test_language_is_the_one_that_the_feed_declares(head: str, root: str, language: str) -> None:
    assert parsed(head, root=root).language == language


def test_language_of_an_entry_is_not_that_of_the_feed() -> None:
    assert parsed(entry="<title>A</title><language>en</language>").language == ""


def test_lines_are_short_and_plain() -> None:
    assert plain_line("x" * (MAX_LINE_CHARS + 1)) == "x" * MAX_LINE_CHARS
    assert plain_line("<b>a</b> &amp; b") == "a & b"
    assert plain_line("<b>a</b> &amp; b", html=False) == "<b>a</b> &amp; b"
    assert plain_line("a < b <unknown> c") == "a < b <unknown> c"
    assert plain_line("&amp;" * 2 * MAX_LINE_CHARS) == "&" * (4 * MAX_LINE_CHARS // 5)


def test_address_and_identifier_stand_in_for_each_other() -> None:
    for entry, url, guid, has_guid in (
        ("<guid>https://n.example/a</guid>", "https://n.example/a", "https://n.example/a", True),
        ("<guid isPermaLink='false'>https://n.example/a</guid>", "", "https://n.example/a", True),
        ("<link>/a</link>", "https://n.example/a", "https://n.example/a", False),
    ):
        read = parsed(entry=entry)
        assert (read.guid, read.has_guid) == (guid, has_guid)
        assert read.url == url
    assert parsed(entry="<title>A</title>").guid != parsed(entry="<title>B</title>").guid


def test_plain_text_of_an_entry_is_escaped() -> None:
    body = {"items": [{"id": "1", "content_text": "a <b> & c", "summary": "no markup", "title": "<i>x</i>"}]}
    entry = parse_feed(json.dumps(body).encode(), Source("s", "feed", "x"), url="https://n.example/").entries[0]
    assert (entry.content, entry.summary, entry.title) == ("a &lt;b&gt; &amp; c", "no markup", "<i>x</i>")


@table(
    ("body", "reason"),
    [
        (b" \n", "the feed is empty"),
        (b"\xef\xbb\xbf", "the feed is empty"),
        (b"<!DOCTYPE HTML><p>x", "this is a web page, not a feed; look for a link"),
        (b"<body><rss/>", "this is a web page"),
        (b"<html><link type=application/atom+xml href=/f.xml>", "its feed is https://n.example/f.xml"),
        (b"<html><link type=application/atom+xml href=javascript:x>", "look for a link to its feed"),
        (b"just words", "this is not a feed: neither RSS, Atom nor JSON Feed"),
        (b"{}", "it has no list of items"),
        (b'{"items": 5}', "it has no list of items"),
        (b'{"items" 5}', "the JSON cannot be read"),
        (b'{"items": [{"id"', "the feed ended early"),
    ],
)
def test_why_a_feed_cannot_be_read(body: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        parse_feed(body, Source("s", "feed", "x"), url="https://n.example/")


def test_html_within_a_feed_is_no_web_page() -> None:
    assert parsed("<description><![CDATA[<html><body>]]></description>").title == "A"


def test_entries_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_parser, "MAX_ENTRIES", 2)
    item = "<item><title>A</title></item>"
    for body in (
        f"<rss><channel>{item * 3}</channel></rss>",
        f"<rss><channel>{item * 3}<b></channel></rss>",
        json.dumps({"items": [{"id": n} for n in range(3)]}),
    ):
        assert len(parse_feed(body.encode(), Source("s", "feed", "x"), url="https://n.example/").entries) == 2


@pytest.mark.parametrize(
    ("limit", "body", "reason"),
    [
        ("MAX_TAGS", b"<rss><channel>" + b"<item/>" * 8, "more than 9 tags"),
        ("DENSE_TAGS", b"<rss><channel>" + b"<item/>" * 8, "10 tags and hardly any text"),
    ],
)
def test_feeds_of_many_tags_are_refused(monkeypatch: pytest.MonkeyPatch, limit: str, body: bytes, reason: str) -> None:
    monkeypatch.setattr(feedparser_adapter, limit, 10)
    assert read_syndication(body, limit=99)
    monkeypatch.setattr(feedparser_adapter, limit, 9)
    with pytest.raises(SourceError, match=reason):
        read_syndication(body, limit=99)
    if limit == "DENSE_TAGS":
        assert read_syndication(body.ljust(10 * feedparser_adapter.BYTES_A_TAG), limit=99)
        with pytest.raises(SourceError, match=reason):
            read_syndication(body.ljust(10 * feedparser_adapter.BYTES_A_TAG - 1), limit=99)


def test_tags_behind_the_last_entry_that_is_read_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedparser_adapter, "MAX_TAGS", 10)
    feed = read_syndication(b"<rss version='2.0'><channel>" + b"<item><title>A</title></item>" * 8, limit=2)
    assert len(feed.entries) == 2


def test_tag_of_many_attributes_is_refused() -> None:
    for number, is_read in ((MAX_ATTRIBUTES, True), (MAX_ATTRIBUTES + 1, False)):
        attributes = "".join(f" attribute{n}='x'" for n in range(number))
        body = f"<rss version='2.0'><channel{attributes}><item/></channel>".encode()
        if is_read:
            assert read_syndication(body, limit=9)
        else:
            with pytest.raises(SourceError, match=f"more than {MAX_ATTRIBUTES} attributes"):
                read_syndication(body, limit=9)


def json_entry(**item: object) -> RawEntry:
    return read_json_feed(json.dumps({"items": [item]}).encode(), content_type="", limit=9).entries[0]


@table(
    ("item", "field", "value"),
    [
        ({"id": 5}, "guid", "5"),
        ({"id": True}, "guid", ""),
        ({"id": None}, "guid", ""),
        ({"external_url": "a"}, "link", "a"),
        ({"url": "b", "external_url": "a"}, "link", "b"),
        ({"authors": [{"name": "Ann"}, {"url": "x"}, "x", {"name": "Bob"}]}, "author", "Ann, Bob"),
        ({"author": {"name": "Ann"}}, "author", "Ann"),
        ({"authors": [], "author": {"name": "Ann"}}, "author", ""),
        ({"date_published": "soon", "date_modified": "2026-03-01T12:00Z"}, "published", NOW),
        ({"content_html": "<p>", "content_text": "a"}, "content", "<p>"),
        ({"content_html": "<p>"}, "content_is_html", True),
        ({"content_text": "a"}, "content_is_html", False),
        ({"title": "a"}, "title_is_html", False),
        ({"summary": "a"}, "summary_is_html", False),
        ({"id": "a"}, "guid_is_link", True),
    ],
)
def test_fields_of_json_feed(item: dict[str, object], field: str, value: object) -> None:
    assert getattr(json_entry(**item), field) == value


def test_json_feed_has_a_title_a_page_and_a_language() -> None:
    data = {
        "title": "T",
        "home_page_url": "https://n.example/",
        "language": "en",
        "items": [5, {"id": 1}, {"id": 2}, {"id": 3}],
    }
    feed = read_json_feed(json.dumps(data).encode(), content_type="", limit=3)
    assert (feed.title, feed.base, feed.language, feed.is_cut) == ("T", "https://n.example/", "en", False)
    assert [entry.guid for entry in feed.entries] == ["1", "2"]


@table(
    ("text", "ids", "has_lost"),
    [
        ('{"items": [{"id": 1}, {"id": 2}', ["1", "2"], False),
        ('{"items": [{"id": 1}, {"id"', ["1"], True),
        ('{"title": "]", "items": [{"id": 1}], "x": [', ["1"], False),
        ('{"a": {"items": []}, "items": [{"id": "{"}], "x', ["{"], False),
        ('{"items": [{"id": 1}], "items2": "', ["1"], False),
    ],
)
def test_json_feed_that_is_cut_keeps_its_whole_items(text: str, ids: list[str], has_lost: bool) -> None:
    feed = read_json_feed(text.encode(), content_type="", limit=9)
    assert ([entry.guid for entry in feed.entries], feed.is_cut, feed.has_lost_item) == (ids, True, has_lost)


def test_documents_of_a_feed_have_its_title_and_its_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    origin = Origin("feed.xml", url="https://n.example/")
    body = b"<rss><channel><title>North</title><item><title>A</title></item><item><ti"
    document, failure = documents_of_feed(body, origin, NOW)
    assert isinstance(document, Document) and document.article.outlet == "North"
    assert failure == SourceFailure("feed.xml", "the feed ended early; its last entry was left out")
    (refused,) = documents_of_feed(b"words", origin, NOW)
    assert isinstance(refused, SourceFailure) and refused.reason.startswith("this is not a feed: neither RSS")
    monkeypatch.setattr(feed_parser, "parse_feed", lambda *_, **__: 1 / 0)
    (failed,) = documents_of_feed(body, origin, NOW)
    assert failed == SourceFailure("feed.xml", "the feed cannot be read (ZeroDivisionError: division by zero)")

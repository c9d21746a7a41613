"""The fast reader of feeds beside feedparser: it says the same, or leaves a feed to it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.sources.fast_xml.feed import read_wellformed
from briefing.sources.feedparser_adapter import read_syndication
from briefing.sources.raw_feed import RawFeed
from tests.conftest import SHARED_EVAL
from tests.sources.test_feed_parser import ATOM, RDF, RSS
from tests.table import table

LIMIT = 5000


def fast(body: bytes, content_type: str = "") -> RawFeed | None:
    return read_wellformed(body, content_type=content_type, limit=LIMIT)


def slow(body: bytes) -> RawFeed | None:
    try:
        return read_syndication(body, limit=LIMIT)
    except SourceError:
        return None


@pytest.mark.skipif(not SHARED_EVAL.exists(), reason="needs ../shared/eval")
def test_real_feeds_say_the_same() -> None:
    with gzip.open(SHARED_EVAL / "data" / "feeds.jsonl.gz", "rt", encoding="utf-8") as lines:
        bodies = [json.loads(line)["feed"].encode("latin-1") for line in lines]
    bodies = [body for body in bodies if not body.startswith(b"{")]
    feeds = [fast(body, "text/xml") for body in bodies]
    assert sum(feed is not None for feed in feeds) > 0.9 * len(bodies)
    for body, feed in zip(bodies, feeds, strict=True):
        assert feed is None or feed == slow(body)


@pytest.mark.parametrize("body", [RSS, ATOM, RDF])
def test_usual_feeds_are_read_fast(body: str) -> None:
    assert fast(body.encode()) == slow(body.encode()) is not None


HEAD = "<?xml version='1.0' encoding='utf-8'?>"
SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "content": "http://purl.org/rss/1.0/modules/content/",
        "media": "http://search.yahoo.com/mrss/",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "a": "http://www.w3.org/2005/Atom",
        "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
        "odd": "http://odd.example/ns",
    }.items()
)
NAMES = """
title link guid id pubDate published updated modified lastBuildDate issued created date description summary content
author managingEditor contributor source image category enclosure comments subtitle rights name email uri url body
generator info textInput language abstract item entry dc:title dc:creator dc:date dc:description dc:subject dc:rights
dcterms:created dcterms:issued dcterms:modified content:encoded media:title media:description media:group media:content
media:thumbnail media:credit itunes:summary itunes:author itunes:subtitle itunes:owner itunes:name a:link a:title
a:updated a:author a:id feedburner:origLink odd:title odd:thing fullitem svg tags
"""
KEYS = "type rel href url isPermaLink src mode scheme term lang base xml:base xml:lang"
VALUES = """
text html xhtml text/plain text/html image/png alternate self related enclosure true false base64 escaped
https://two.example/x http:///three.example/ TEXT/HTML en
"""
TEXTS = st.sampled_from(
    [
        "",
        " ",
        "Plain words",
        " A title with <b>bold</b> &amp; more ",
        "https://one.example/a?b=1&c=2",
        "/relative/path",
        "http:////slashes.example/x",
        "ann@one.example (Ann)",
        "Ann",
        "Café “Zoë”",
        "CafÃ©",
        "a\x80b",
        "\xa0padded\xa0",
        "Sun, 01 Mar 2026 09:00:00 +0100",
        "2026-03-01T08:00:00Z",
        "2026-03-01",
        "1 March 2026",
        "not a date",
    ]
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(KEYS.split()),
    st.sampled_from(VALUES.split()),
    max_size=2,
)


def element(name: str, attrs: dict[str, str], inside: str) -> str:
    told = "".join(f" {key}={quoteattr(value)}" for key, value in attrs.items())
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"


LEAVES = st.builds(element, st.sampled_from(NAMES.split()), st.just({}) | ATTRIBUTES, TEXTS.map(escape))
NESTED = st.builds(
    element,
    st.sampled_from(NAMES.split()),
    st.just({}) | ATTRIBUTES,
    st.lists(LEAVES, min_size=1, max_size=3).map("".join),
)
CHILDREN = st.lists(LEAVES | LEAVES | LEAVES | NESTED, max_size=7).map("".join)


def make_feed(kind: str, before: str, items: list[str], after: str) -> bytes:
    name = "entry" if kind.startswith("atom") else "item"
    told = "".join(f"<{name}>{item}</{name}>" for item in items)
    if kind == "rss":
        text = f'<rss version="2.0" {SPACES}><channel>{before}{told}{after}</channel></rss>'
    elif kind == "rdf":
        spaces = SPACES.replace('xmlns:a="http://www.w3.org/2005/Atom"', 'xmlns:a="http://purl.org/pie/"')
        rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        text = f"<rdf:RDF {rdf} {spaces}><channel>{before}</channel>{told}{after}</rdf:RDF>"
    else:
        uri = "http://www.w3.org/2005/Atom" if kind == "atom" else "http://purl.org/atom/ns#"
        text = f'<feed version="0.3" xmlns="{uri}" {SPACES}>{before}{told}{after}</feed>'
    return (HEAD + text).encode()


FEEDS = st.builds(
    make_feed,
    st.sampled_from(["rss", "rss", "atom", "atom", "rdf", "atom03"]),
    CHILDREN,
    st.lists(CHILDREN, max_size=3),
    CHILDREN | st.just(""),
)


@given(FEEDS)
@example(make_feed("rss", "", ["<source>x</source><title>a</title><title>b</title>"], ""))
def test_generated_feeds_say_the_same_or_are_left(body: bytes) -> None:
    feed = fast(body)
    assert feed is None or feed == slow(body)


ODD = json.loads(Path(__file__).with_name("feeds_of_odd_elements.json").read_text("utf-8"))
"""Small feeds in which elements stand where few feeds have them, and each decides something."""


@pytest.mark.parametrize("way", ODD)
def test_feeds_of_odd_elements_say_the_same_or_are_left(way: str) -> None:
    rdf = SPACES.replace('xmlns:a="http://www.w3.org/2005/Atom"', 'xmlns:a="http://purl.org/pie/"')
    for text in ODD[way]:
        body = text.replace("{head}", HEAD).replace("{spaces}", SPACES).replace("{rdf spaces}", rdf).encode()
        feed = fast(body)
        assert (feed is not None) is (way == "read fast"), text
        assert feed is None or feed == slow(body), text


@table(
    "body",
    [
        "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel><title>&a;</title></channel></rss>",
        "<rss><channel><title>a & b</title></channel></rss>",
        "<rss xml:base='https://x.example/'><channel><item><link>/a</link></item></channel></rss>",
        "<rss><channel><item><title>a <b>b</b></title></item></channel></rss>",
        "<?xml version='1.0' encoding='iso-8859-1'?><rss><channel/></rss>",
        "<html><channel/></html>",
        "<rss><channel>" + "<a>" * 300 + "</a>" * 300 + "</channel></rss>",
        "",
    ],
)
def test_unusual_feeds_are_left_to_feedparser(body: str) -> None:
    assert fast(body.encode()) is None


def test_other_encodings_are_left_to_feedparser() -> None:
    body = "<rss><channel><title>Café</title></channel></rss>"
    assert fast(body.encode(), "text/xml; charset=iso-8859-1") is None
    assert fast(body.encode("latin-1")) is None
    assert fast(body.encode("utf-16")) is None
    assert fast(body.encode("utf-8-sig"), 'text/xml; charset="UTF-8"') == RawFeed("Café", ())


def test_only_the_first_entries_are_read() -> None:
    body = b"<rss><channel>" + b"<item><title>a</title></item>" * 9 + b"</channel></rss>"
    feed = read_wellformed(body, content_type="", limit=4)
    assert feed and len(feed.entries) == 4


def test_a_date_without_a_name_space_is_that_of_the_last_change() -> None:
    item = "<item><title>A</title><date>Sun, 01 Mar 2026 09:00:00 +0100</date></item>"
    body = f"<rss version='2.0'><channel><title>T</title>{item}</channel></rss>".encode()
    read = fast(body)
    assert read is not None and read == slow(body) and read.entries[0].published is not None

"""Feeds of every format, the good, the odd and the hostile, to entries."""

from __future__ import annotations

import gzip
import io
import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.model import Entry, FeedSchedule, Source
from briefing.sources import ParsedFeed, feed_parser, parse_feed
from briefing.sources.entries import article_from_entry
from briefing.sources.feed_parser import plain_line
from tests.conftest import SHARED_EVAL
from tests.table import table

URL = "https://feeds.example/news/rss.xml"
SOURCE = Source("one", "feed", URL, "One")
MORNING = datetime(2026, 3, 1, 8, tzinfo=UTC)


def parse(body: bytes | str, content_type: str = "") -> ParsedFeed:
    raw = body.encode() if isinstance(body, str) else body
    return parse_feed(raw, SOURCE, url=URL, content_type=content_type)


def rss(*items: str, start: str = '<?xml version="1.0"?>', more: str = "") -> str:
    told = "".join(f"<item>{item}</item>" for item in items)
    return f'{start}<rss version="2.0" {more}><channel><title>Daily News</title>{told}</channel></rss>'


def one(item: str, more: str = "") -> Entry:
    (entry,) = parse(rss(item, more=more)).entries
    return entry


def refusal(body: bytes | str) -> str:
    with pytest.raises(SourceError) as caught:
        parse(body)
    assert "\n" not in str(caught.value)
    return str(caught.value)


RSS = rss(
    "<title>Storm</title><link>https://one.example/storm</link><guid>g1</guid><author>Ann</author>"
    "<pubDate>Sun, 01 Mar 2026 09:00:00 +0100</pubDate><description>&lt;p&gt;Short.&lt;/p&gt;</description>"
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Daily News</title></channel>'
    '<item rdf:about="g1"><title>Storm</title><link>https://one.example/storm</link><dc:creator>Ann</dc:creator>'
    "<dc:date>2026-03-01T08:00:00Z</dc:date><description>&lt;p&gt;Short.&lt;/p&gt;</description></item></rdf:RDF>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Daily News</title><entry><title>Storm</title><id>g1</id>'
    '<link href="https://one.example/storm"/><author><name>Ann</name></author>'
    '<published>2026-03-01T08:00:00Z</published><summary type="html">&lt;p&gt;Short.&lt;/p&gt;</summary></entry></feed>'
)
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Daily News",
        "items": [
            {
                "id": "g1",
                "url": "https://one.example/storm",
                "title": "Storm",
                "date_published": "2026-03-01T09:00:00+01:00",
                "authors": [{"name": "Ann"}],
                "summary": "<p>Short.</p>",
            }
        ],
    }
)


@pytest.mark.parametrize("body", [RSS, RDF, ATOM])
def test_formats_say_the_same(body: str) -> None:
    entry = Entry("one", "g1", "https://one.example/storm", "Storm", "Ann", MORNING, "<p>Short.</p>")
    assert parse(body) == ParsedFeed("Daily News", (entry,))


def test_json_feed_says_the_same_with_its_teaser_plain() -> None:
    (entry,) = parse(JSON).entries
    assert entry == Entry(
        "one", "g1", "https://one.example/storm", "Storm", "Ann", MORNING, "&lt;p&gt;Short.&lt;/p&gt;"
    )


@table("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_feeds_in_any_encoding_are_read(encoding: str) -> None:
    body = rss("<title>Café “Zoë”</title>" if encoding != "iso-8859-1" else "<title>Café Zoë</title>")
    name = encoding.removesuffix("-sig")
    declared = body.replace('version="1.0"', f'version="1.0" encoding="{name}"', 1)
    assert parse(declared.encode(encoding)).entries[0].title.startswith("Café")


@table(
    ("title", "plain"),
    [
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        ("&lt;b&gt;Bold&lt;/b&gt; words", "Bold words"),
        ("<![CDATA[<i>The Times</i> wins]]>", "The Times wins"),
        ("Is 3 &lt; 4?", "Is 3 < 4?"),
        ("[red]markup[/red]", "[red]markup[/red]"),
        ("two\n   lines", "two lines"),
        ("esc&#x202e;aped\u200b end", "escaped end"),
    ],
)
def test_titles_are_plain_text(title: str, plain: str) -> None:
    assert one(f"<title>{title}</title>").title == plain


def test_title_that_is_declared_plain_shows_its_tags() -> None:
    body = ATOM.replace("<title>Storm</title>", '<title type="text">How to use &lt;b&gt;</title>')
    assert parse(body).entries[0].title == "How to use <b>"


def test_links_are_absolute_and_of_the_web() -> None:
    assert one("<link>/storm?a=1&amp;b=2</link>").url == "https://feeds.example/storm?a=1&b=2"
    assert one("<guid>https://one.example/storm</guid>").url == "https://one.example/storm"
    for link in ("javascript:alert(1)", "file:///etc/passwd", "ftp://one.example/x", "http://[::1"):
        assert one(f"<title>t</title><link>{link}</link>").url == ""
    based = ATOM.replace("<entry>", '<entry xml:base="https://base.example/a/">').replace(
        'href="https://one.example/storm"', 'href="storm"'
    )
    assert parse(based).entries[0].url == "https://base.example/a/storm"


def test_missing_fields_have_substitutes() -> None:
    first, second = parse(rss("<title>Storm</title>", "<description>Words</description>")).entries
    assert (first.url, first.published) == ("", None)
    assert first.guid and second.guid and first.guid != second.guid
    assert one("<link>https://one.example/a</link>").guid == "https://one.example/a"


@table(
    ("date", "found"),
    [
        ("Sun, 01 Mar 2026 08:00:00", MORNING),
        ("2026-03-01T03:00:00-05:00", MORNING),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("yesterday", None),
    ],
)
def test_dates(date: str, found: datetime | None) -> None:
    assert one(f"<title>t</title><pubDate>{date}</pubDate>").published == found


def test_longest_content_stands_beside_the_teaser() -> None:
    more = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    entry = one(
        "<description>Short</description>"
        "<content:encoded><![CDATA[<p>Long text</p><script>x</script>]]></content:encoded>",
        more,
    )
    assert (entry.summary, entry.content) == ("Short", "<p>Long text</p><script>x</script>")


def test_aggregator_names_the_publisher_of_an_entry() -> None:
    entry = one('<title>Storm - The Coast</title><source url="https://coast.example">The Coast</source>')
    assert entry.outlet == "The Coast"


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    body = rss("<title>One &nbsp; & two</title>", "<title>Two</title>")
    assert [entry.title for entry in parse(body).entries] == ["One & two", "Two"]
    assert [entry.title for entry in parse(body[: body.rindex("</item>")]).entries] == ["One & two"]


def test_web_page_is_refused_with_the_address_of_its_feed() -> None:
    link = '<link rel="alternate" type="application/rss+xml" title="x" href="/feed.xml">'
    reason = refusal(f"<!DOCTYPE html><html><head>{link}</head><body>News</body></html>")
    assert reason == "this is a web page, not a feed; its feed is https://feeds.example/feed.xml"
    assert "look for a link" in refusal("<html><p>Sorry, we have moved.</p>")


@table("body", ["", " \n ", "hello", "{", '{"a": 1}', "[]", "\x00\x01\x02", "<a><b/></a>", '{"a":' * 50_000])
def test_other_formats_are_refused(body: str) -> None:
    assert refusal(body)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
)


def test_entities_are_not_expanded_and_not_fetched() -> None:
    body = rss("<title>x &j; y</title><description>&file;</description>", start=BOMB)
    try:
        (entry,) = parse(body).entries
    except SourceError:
        return
    assert len(entry.title) < 200 and "root:" not in entry.summary


@pytest.mark.parametrize(
    "body",
    [
        rss("<title>x</title>" + "<a>" * 10_000),
        rss("<title>x</title><description>" + "&lt;div&gt;" * 20_000 + "</description>"),
        rss(*["<title>x</title>"] * 20_000),
        rss("<title>" + "x" * 2_000_000 + "</title>"),
        "<rss>" + "<item/>" * 500_000,
        rss("<title>x</title>" + "<a/>" * 1_000_000),
    ],
    ids=["deep", "deep-html", "many", "long", "empty-items", "many-tags"],
)
def test_huge_feeds_are_bounded(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    monkeypatch.setattr(feed_parser, "MAX_ENTRIES", 500)
    start = time.process_time()
    try:
        entries = parse(body).entries
    except SourceError as error:
        assert "tags" in str(error)
    else:
        assert 1 <= len(entries) <= 500
        assert all(len(entry.title) <= 2000 for entry in entries)
    assert time.process_time() - start < 5


@given(
    st.binary(max_size=300)
    | st.text(alphabet="<>/&;!?[]\"'= rsitemchanldk:x0\n", max_size=300).map(lambda text: text.encode())
    | st.text(max_size=80).map(lambda text: rss(f"<title>{text}</title><link>{text}</link>{text}").encode("utf-8"))
)
def test_any_bytes_are_parsed_or_raise_a_source_error(body: bytes) -> None:
    try:
        parsed = parse(body)
    except SourceError:
        return
    assert all(entry.guid for entry in parsed.entries)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=5))
def test_json_feed_with_fields_of_any_type(value: object) -> None:
    item = dict.fromkeys(("id", "url", "title", "date_published", "authors", "author", "content_html"), value)
    parsed = parse(json.dumps({"title": value, "items": [item, value]}))
    assert len(parsed.entries) == 1


@pytest.mark.skipif(not SHARED_EVAL.exists(), reason="needs ../shared/eval")
def test_real_feeds_give_the_entries_of_feedparser_with_its_own_cleaning() -> None:
    import feedparser

    with gzip.open(SHARED_EVAL / "data" / "feeds.jsonl.gz", "rt", encoding="utf-8") as lines:
        bodies = [json.loads(line)["feed"].encode("latin-1") for line in lines][::8]
    for body in bodies:
        entries = parse(body).entries
        if body.startswith(b"{"):
            assert all(entry.title and entry.url for entry in entries)
            continue
        headers = {"content-type": "application/xml", "content-location": URL}
        theirs = feedparser.parse(io.BytesIO(body), response_headers=headers).entries
        assert [entry.title for entry in entries] == [plain_line(entry.get("title", "")) for entry in theirs]
        assert [entry.url for entry in entries] == [entry.get("link", "") for entry in theirs]


ITEM = "<item><title>A</title></item>"


@table(
    ("body", "language"),
    [
        (f"<rss><channel><language>es-CO</language>{ITEM}</channel></rss>", "es"),
        (f"<rss xmlns:dc='http://purl.org/dc/'><channel><dc:language> PT </dc:language>{ITEM}</channel></rss>", "pt"),
        (f"<rss><channel>{ITEM}<language>de</language></channel></rss>", ""),
        (f"<rss><channel><language>gsw</language>{ITEM}</channel></rss>", ""),
        (f"<rss><channel><language>english</language>{ITEM}</channel></rss>", ""),
        ("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr-FR'><entry><title>A</title></entry></feed>", "fr"),
        ('{"version": "https://jsonfeed.org/version/1.1", "language": "it", "items": [{"title": "A"}]}', "it"),
        ('{"version": "https://jsonfeed.org/version/1.1", "language": [], "items": [{"title": "A"}]}', ""),
    ],
)
def test_language_that_a_feed_declares_goes_with_its_entries(body: str, language: str) -> None:
    (entry,) = parse(body).entries
    assert entry.language == language
    assert article_from_entry(entry, SOURCE, now=MORNING).language == language


@pytest.mark.parametrize(
    ("head", "schedule"),
    [
        ("<ttl>60</ttl>", FeedSchedule(60)),
        ("<TTL> 5 </TTL><skipHours><hour>0</hour><hour>24</hour><hour> 7</hour></skipHours>", FeedSchedule(5, (0, 7))),
        ("<skipDays><day>Sunday</day>\n<day>saturday</day><day>Funday</day></skipDays>", FeedSchedule(0, (), (5, 6))),
        ("<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in range(24)) + "</skipHours>", None),
        ("<ttl>-5</ttl><ttl>x</ttl><skipHours><hour>99</hour></skipHours>", None),
        (f"<ttl>{'9' * 400}</ttl><skipDays>{'<day>' * 400}</skipDays>", None),
        ("<title>Of 60 &lt;ttl&gt;60&lt;/ttl&gt;</title>", None),
    ],
)
def test_feed_says_when_it_may_be_read(head: str, schedule: FeedSchedule) -> None:
    item = (
        "<item><title>One</title><link>https://a.example/1</link><description>&lt;ttl>9&lt;/ttl></description></item>"
    )
    body = f"<rss version='2.0'><channel><title>News</title>{head}{item}</channel></rss>".encode()
    source = Source("s", "feed", "https://a.example/feed")
    assert parse_feed(body, source, url=source.location).schedule == schedule

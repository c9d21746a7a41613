"""Feeds by the formats' specifications and by usage; each case is a feed and the fields of its one entry.

As in feedparser's tests, each case has one feature; XML feeds are parsed by lxml and by feedparser.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from briefing.model import Source
from briefing.model.days import whole_day
from briefing.sources import article_from_entry, parse_feed
from briefing.sources.fast_xml.feed import read_wellformed
from tests.table import table

URL = "https://feeds.example/news/rss.xml"
SOURCE = Source("one", "feed", URL)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
EIGHT = datetime(2026, 3, 1, 8, tzinfo=UTC)
LINK = "https://one.example/a"


@dataclass(frozen=True)
class Case:
    """A feed with one entry, and fields of that."""

    body: str | bytes
    says: dict[str, Any]
    title: str = "News"
    content_type: str = ""
    fast: bool = True
    """Whether feedparser is not needed."""
    article: dict[str, Any] = field(default_factory=dict)
    """Fields of the article that the entry becomes at noon."""


def rss(item: str, version: str = "2.0", channel: str = "", spaces: str = "") -> str:
    return (
        f"<?xml version='1.0'?><rss version='{version}' {spaces}><channel><title>News</title>{channel}"
        f"<item>{item}</item></channel></rss>"
    )


def rdf(item: str, uri: str = "http://purl.org/rss/1.0/", about: str = LINK) -> str:
    spaces = f"xmlns='{uri}' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' {DC}"
    head = f"<channel rdf:about='x'><title>News</title><link>{LINK}</link></channel>"
    return f"<?xml version='1.0'?><rdf:RDF {spaces}>{head}<item rdf:about='{about}'>{item}</item></rdf:RDF>"


def atom(entry: str, spaces: str = "", head: str = "", uri: str = "http://www.w3.org/2005/Atom") -> str:
    return f"<?xml version='1.0'?><feed xmlns='{uri}' {spaces}><title>News</title>{head}<entry>{entry}</entry></feed>"


def jsonfeed(**item: object) -> str:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [item]})


DC = "xmlns:dc='http://purl.org/dc/elements/1.1/'"
CONTENT = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
MEDIA = "xmlns:media='http://search.yahoo.com/mrss/'"
HREF = f"<link href='{LINK}'/>"
LATIN = (
    "<?xml version='1.0' encoding='{0}'?><rss><channel><title>News</title>"
    "<item><title>{1}</title></item></channel></rss>"
)
BASE = "xml:base='https://base.example/a/'"
NETSCAPE = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://x.example/rss-0.91.dtd">'

CASES = {
    # versions
    "rss 0.90": Case(
        rdf(f"<title>T</title><link>{LINK}</link>", "http://my.netscape.com/rdf/simple/0.9/"),
        {"title": "T", "url": LINK},
    ),
    "rss 0.91": Case(rss(f"<title>T</title><link>{LINK}</link>", "0.91"), {"title": "T", "url": LINK, "guid": LINK}),
    "rss 0.91 of Netscape": Case(
        rss(f"<title>T</title><link>{LINK}</link>", "0.91").replace("<rss", NETSCAPE + "<rss", 1),
        {"title": "T", "url": LINK},
        fast=False,
    ),
    "rss 0.92 without title": Case(
        rss("<description>A first sentence. A second one.</description>", "0.92"),
        {"title": "", "summary": "A first sentence. A second one."},
        article={"title": "A first sentence", "text": "A first sentence. A second one."},
    ),
    "rss 0.93 expired": Case(rss("<title>T</title><expirationDate>x</expirationDate>", "0.93"), {"title": "T"}),
    "rss 1.0": Case(
        rdf(
            f"<title>T</title><link>{LINK}?x</link><dc:date>2026-03-01T09:00+01:00</dc:date><dc:creator>Ann</dc:creator>"
        ),
        {"guid": LINK, "url": f"{LINK}?x", "published": EIGHT, "author": "Ann"},
    ),
    "rss 2.0 of an unknown version": Case(rss("<title>T</title>", "2.7"), {"title": "T"}),
    "rss in capital letters": Case(
        rss("<TITLE>T</TITLE><Link>https://one.example/a</Link>"), {"title": "T", "url": LINK}
    ),
    "rss with a default namespace": Case(
        rss("<title>T</title>", spaces="xmlns='http://backend.userland.com/rss2'"), {"title": "T"}
    ),
    "atom 0.3": Case(
        atom(
            f"<title mode='escaped' type='text/html'>T &amp;lt;b&amp;gt;</title><link rel='alternate' type='text/html' "
            f"href='{LINK}'/><id>tag:1</id><issued>2026-03-01T08:00:00Z</issued><modified>2026-03-01T11:00:00Z</modified>",
            "version='0.3'",
            uri="http://purl.org/atom/ns#",
        ),
        {"title": "T <b>", "url": LINK, "guid": "tag:1", "published": EIGHT},
    ),
    "atom 1.0 updated only": Case(
        atom(f"<title>T</title>{HREF}<id>urn:1</id><updated>2026-03-01T08:00:00Z</updated>"),
        {"published": EIGHT, "guid": "urn:1"},
    ),
    "atom with a prefix": Case(
        f"<?xml version='1.0'?><a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>News</a:title><a:entry>"
        f"<a:title>T</a:title><a:link href='{LINK}'/></a:entry></a:feed>",
        {"title": "T", "url": LINK},
    ),
    # links
    "link in text": Case(rss(f"<link> {LINK} </link>"), {"url": LINK}),
    "link as attribute in rss": Case(
        rss(f"<atom:link href='{LINK}'/>", spaces="xmlns:atom='http://www.w3.org/2005/Atom'"), {"url": LINK}
    ),
    "the alternate of several links": Case(
        atom(
            f"<link rel='self' href='https://x.example/s'/>{HREF}<link rel='enclosure' href='https://x.example/e.mp3'/>"
        ),
        {"url": LINK},
    ),
    "a related link where there is no other": Case(
        atom(f"<link rel='enclosure' href='https://x.example/e'/><link rel='related' href='{LINK}'/>"), {"url": LINK}
    ),
    "no link but an enclosure": Case(
        rss("<title>T</title><enclosure url='https://x.example/e.mp3' type='audio/mpeg' length='1'/>"), {"url": ""}
    ),
    "guid as link": Case(rss(f"<guid>{LINK}</guid>"), {"url": LINK, "guid": LINK}),
    "guid that is no link": Case(rss(f"<guid isPermaLink='false'>{LINK}</guid>"), {"url": "", "guid": LINK}),
    "neither guid nor link": Case(rss("<title>T</title>"), {"url": "", "title": "T"}),
    "ampersands": Case(
        rss("<link>https://one.example/a?b=1&amp;c=2&amp;amp;d=3</link>"), {"url": f"{LINK}?b=1&c=2&d=3"}
    ),
    "link of feedburner": Case(
        rss(
            f"<link>https://feeds.example/~r/1</link><feedburner:origLink>{LINK}</feedburner:origLink>",
            spaces="xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'",
        ),
        {"url": LINK},
    ),
    "relative link": Case(rss("<link>../b?x=1</link>"), {"url": "https://feeds.example/b?x=1"}),
    "relative to the host": Case(rss("<link>/b</link>"), {"url": "https://feeds.example/b"}),
    "relative without scheme": Case(rss("<link>//b.example/c</link>"), {"url": "https://b.example/c"}),
    "xml:base of the feed": Case(atom("<link href='b'/>", BASE), {"url": "https://base.example/a/b"}, fast=False),
    "xml:base of the entry": Case(
        atom("<link href='b'/>").replace("<entry>", f"<entry {BASE}>"), {"url": "https://base.example/a/b"}, fast=False
    ),
    "xml:base within xml:base": Case(
        atom("<link xml:base='c/' href='d'/>", BASE), {"url": "https://base.example/a/c/d"}, fast=False
    ),
    "xml:base that does not matter": Case(
        atom(f"{HREF}<content type='html' {BASE}>x</content>"), {"url": LINK, "content": "x"}
    ),
    "script as link": Case(rss("<title>T</title><link>javascript:alert(1)</link>"), {"url": ""}),
    "tracking": Case(
        rss(f"<title>T</title><link>{LINK}?utm_source=rss&amp;id=1#top</link>"), {}, article={"url": f"{LINK}?id=1"}
    ),
    "link with spaces and line breaks": Case(rss("<link>\n https://one.example/a b\n</link>"), {"url": f"{LINK}%20b"}),
    # dates
    "date of another zone": Case(rss("<pubDate>Sun, 01 Mar 2026 03:00:00 -0500</pubDate>"), {"published": EIGHT}),
    "date with a named zone": Case(rss("<pubDate>Sun, 1 Mar 2026 03:00 EST</pubDate>"), {"published": EIGHT}),
    "date of two digits": Case(rss("<pubDate>01 Mar 26 08:00:00 GMT</pubDate>"), {"published": EIGHT}),
    "day alone": Case(rss("<pubDate>2026-03-01</pubDate>"), {"published": whole_day(EIGHT)}),
    "dublin core": Case(rss("<dc:date>2026-03-01T08:00:00Z</dc:date>", spaces=DC), {"published": EIGHT}),
    "published before updated": Case(
        atom("<updated>2026-03-01T11:00:00Z</updated><published>2026-03-01T08:00:00Z</published>"), {"published": EIGHT}
    ),
    "date that is none": Case(rss("<title>T</title><pubDate>last week</pubDate>"), {"published": None}),
    "date of 1970": Case(rss("<title>T</title><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>"), {"published": None}),
    "date in the future": Case(
        rss("<title>T</title><pubDate>Mon, 01 Mar 2027 08:00:00 GMT</pubDate>"),
        {"published": EIGHT.replace(year=2027)},
        article={"published": NOON},
    ),
    "no date": Case(rss("<title>T</title>"), {"published": None}, article={"published": None}),
    # titles
    "title with entities": Case(rss("<title>A &amp;amp; B &amp;#8212; C</title>"), {"title": "A & B — C"}),
    "title in CDATA": Case(rss("<title><![CDATA[A <i>b</i> & c]]></title>"), {"title": "A b & c"}),
    "title of lines": Case(rss("<title>\n  A\n\t b </title>"), {"title": "A b"}),
    "title as html": Case(atom("<title type='html'>A &lt;em&gt;b&lt;/em&gt;</title>"), {"title": "A b"}),
    "title as text": Case(atom("<title type='text'>1 &lt; 2 &lt;b&gt;</title>"), {"title": "1 < 2 <b>"}),
    "title as xhtml": Case(
        atom("<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <b>b</b></div></title>"),
        {"title": "A b"},
        fast=False,
    ),
    "title with elements": Case(rss("<title>A <b>b</b> c</title>"), {"title": "A b c"}, fast=False),
    "title twice": Case(rss("<title>First</title><title>Second</title>"), {"title": "First"}),
    "title of a picture": Case(
        rss("<title>T</title><media:content url='x'><media:title>P</media:title></media:content>", spaces=MEDIA),
        {"title": "T"},
    ),
    "title of the feed behind that of its picture": Case(
        rss("<title>T</title>", channel="<image><title>Logo</title><url>x</url><link>y</link></image>"), {"title": "T"}
    ),
    # texts
    "teaser": Case(
        rss("<description>&lt;p&gt;Words&lt;/p&gt;</description>"), {"summary": "<p>Words</p>", "content": ""}
    ),
    "content beside a teaser": Case(
        rss(
            "<description>Short</description><content:encoded><![CDATA[<p>Long text</p>]]></content:encoded>",
            spaces=CONTENT,
        ),
        {"summary": "Short", "content": "<p>Long text</p>"},
        article={"text": "Long text"},
    ),
    "content before a teaser": Case(
        rss("<content:encoded>Long text</content:encoded><description>Short</description>", spaces=CONTENT),
        {"summary": "Short", "content": "Long text"},
    ),
    "content alone": Case(
        atom("<content type='html'>&lt;p&gt;Long&lt;/p&gt;</content>"),
        {"content": "<p>Long</p>", "summary": "<p>Long</p>"},
    ),
    "content as text": Case(
        atom("<content type='text'>1 &lt; 2</content>"), {"content": "1 < 2"}, article={"text": "1 < 2"}
    ),
    "content as xhtml": Case(
        atom("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>A <b>b</b></p></div></content>"),
        {"content": "<p>A <b>b</b></p>"},
        fast=False,
        article={"text": "A b"},
    ),
    "content packed": Case(
        atom("<content type='application/octet-stream' mode='base64'>V29yZHM=</content><summary>S</summary>"),
        {"content": ""},
        fast=False,
    ),
    "content elsewhere": Case(atom(f"{HREF}<content type='text/html' src='https://x.example/'/>"), {"content": ""}),
    "longest of two descriptions": Case(
        rss("<description>Short</description><description>And a long one</description>"),
        {"summary": "Short", "content": "And a long one"},
    ),
    # people
    "author": Case(rss("<author>ann@one.example (Ann)</author>"), {"author": "ann@one.example (Ann)"}),
    "creator": Case(rss("<dc:creator>Ann &amp;amp; Bob</dc:creator>", spaces=DC), {"author": "Ann & Bob"}),
    "author with address": Case(
        atom("<author><name>Ann</name><email>ann@one.example</email><uri>https://one.example/</uri></author>"),
        {"author": "Ann (ann@one.example)"},
    ),
    "source that repeats the title": Case(
        rss("<title>T</title><source url='https://c.example/1'>T</source>"), {"outlet": ""}
    ),
    "source": Case(rss("<title>T</title><source url='https://c.example/'>The Coast</source>"), {"outlet": "The Coast"}),
    # encodings
    "latin-1": Case(LATIN.format("iso-8859-1", "Café").encode("latin-1"), {"title": "Café"}, fast=False),
    "windows-1252": Case(LATIN.format("windows-1252", "“Café”").encode("cp1252"), {"title": "“Café”"}, fast=False),
    "windows-1251": Case(LATIN.format("windows-1251", "Новости").encode("cp1251"), {"title": "Новости"}, fast=False),
    "shift_jis": Case(LATIN.format("shift_jis", "日本語").encode("shift_jis"), {"title": "日本語"}, fast=False),
    "gb2312 which is gb18030": Case(LATIN.format("gb2312", "镕基").encode("gb18030"), {"title": "镕基"}, fast=False),
    "utf-16": Case(LATIN.format("utf-16", "日本語").encode("utf-16"), {"title": "日本語"}, fast=False),
    "utf-8 with a mark": Case(LATIN.format("utf-8", "Café").encode("utf-8-sig"), {"title": "Café"}),
    "utf-8 that calls itself latin-1": Case(
        LATIN.format("iso-8859-1", "Café “x”").encode("utf-8"), {"title": "Café “x”"}, fast=False
    ),
    "latin-1 that calls itself utf-8": Case(
        LATIN.format("utf-8", "Café").encode("latin-1"), {"title": "Café"}, fast=False
    ),
    "encoding of the server": Case(
        rss("<title>Café</title>").encode("latin-1"),
        {"title": "Café"},
        content_type="text/xml; charset=latin1",
        fast=False,
    ),
    "server that says nothing of it": Case(
        rss("<title>Café</title>").encode(), {"title": "Café"}, content_type="text/xml"
    ),
    "encoding that nobody knows": Case(LATIN.format("klingon", "Cafe").encode(), {"title": "Cafe"}, fast=False),
    "utf-8 encoded twice": Case(rss("<title>CafÃ©</title>"), {"title": "Café"}),
    "wrong type": Case(rss("<title>T</title>"), {"title": "T"}, content_type="text/html"),
    # broken
    "space before the declaration": Case("\n " + rss("<title>T</title>"), {"title": "T"}, fast=False),
    "bare ampersand": Case(rss("<title>A & B</title>"), {"title": "A & B"}, fast=False),
    "entities of HTML": Case(rss("<title>A&nbsp;&mdash; B</title>"), {"title": "A — B"}, fast=False),
    "no end": Case(rss("<title>T</title>").partition("</channel>")[0], {"title": "T"}, fast=False),
    "prefix of nobody": Case(rss("<title>T</title><x:y>z</x:y>"), {"title": "T"}, fast=False),
    "controls": Case(rss("<title>A\x01B</title>"), {"title": "AB"}, fast=False),
    # JSON Feed
    "json": Case(
        jsonfeed(id="1", url=LINK, title="A <b>", content_html="<p>x</p>", date_published="2026-03-01T09:00:00+01:00"),
        {"guid": "1", "url": LINK, "title": "A <b>", "content": "<p>x</p>", "published": EIGHT},
    ),
    "json with a number for an id": Case(jsonfeed(id=7, content_text="1 < 2"), {"guid": "7", "content": "1 < 2"}),
    "json with an address for an id": Case(jsonfeed(id=LINK), {"guid": LINK, "url": LINK}),
    "json that links elsewhere": Case(jsonfeed(id="1", external_url=LINK), {"url": LINK}),
    "json modified only": Case(jsonfeed(id="1", date_modified="2026-03-01T08:00:00Z"), {"published": EIGHT}),
    "json with an author of 1.0": Case(jsonfeed(id="1", author={"name": "Ann"}), {"author": "Ann"}),
    "json with authors": Case(
        jsonfeed(id="1", authors=[{"name": "Ann"}, {"url": "x"}, {"name": "Bob"}]), {"author": "Ann, Bob"}
    ),
    "json with a relative link": Case(jsonfeed(id="1", url="/a"), {"url": "https://feeds.example/a"}),
    "json with a mark": Case(jsonfeed(id="1", title="Café").encode("utf-8-sig"), {"title": "Café"}),
    "json in utf-16": Case(jsonfeed(id="1", title="T").encode("utf-16"), {"title": "T"}),
    "json of nulls": Case(jsonfeed(id=None, title=None, url=None, content_text="x"), {"title": "", "content": "x"}),
}


TAGGED = "<p>The <b>bridge</b> is closed.</p>"


@table(
    "kind",
    [
        "CDATA",
        "cdata",
        "escaped",
        "",
        "string",
        "HTML",
        "HTML5",
        "TEXT/HTML",
        "text/x-unknown",
        "xml",
        "application/xhtml",
        "application/xml",
        "text/xml",
        "Application/docbook+xml",
    ],
)
@table("broken", ["", "<svg>"])
def test_content_of_an_unknown_type_is_its_text(kind: str, broken: str) -> None:
    def content(text: str) -> str:
        body = atom(f"{HREF}<title>A</title><content type='{kind}'><![CDATA[{text}]]></content>{broken}")
        (entry,) = parse_feed(body.encode(), SOURCE, url=URL).entries
        return article_from_entry(entry, SOURCE, now=NOON).text

    assert content(TAGGED) == "The bridge is closed."
    assert content("The bridge is closed: 1 &amp; 2.") == "The bridge is closed: 1 & 2."
    if "html" not in kind.lower() and "xml" not in kind:
        assert content("The bridge is closed: 1 < 2.") == "The bridge is closed: 1 < 2."


@table("kind", ["image/png", "audio/mpeg", "application/octet-stream", "application/zip"])
def test_content_that_is_a_file_is_no_text(kind: str) -> None:
    body = atom(f"{HREF}<title>A</title><content type='{kind}'>iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYA</content>")
    (entry,) = parse_feed(body.encode(), SOURCE, url=URL).entries
    assert entry.content == ""


@table("name", CASES)
def test_feed_says(name: str) -> None:
    case = CASES[name]
    body = case.body.encode() if isinstance(case.body, str) else case.body
    parsed = parse_feed(body, SOURCE, url=URL, content_type=case.content_type)
    (entry,) = parsed.entries
    assert {key: getattr(entry, key) for key in case.says} == case.says
    assert parsed.title == "News" and entry.guid
    article = article_from_entry(entry, SOURCE, now=NOON)
    assert {key: getattr(article, key) for key in case.article} == case.article
    if not name.startswith("json"):
        found = read_wellformed(body, content_type=case.content_type, limit=9)
        assert (found is not None) == case.fast

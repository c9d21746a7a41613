"""Parses feeds of any format into entries: detects the format, fills in missing fields, applies limits.

Well-formed RSS, RDF and Atom are read by lxml (`fast_xml`), others by feedparser (`feedparser_adapter`), JSON Feed by
`jsonfeed`. Fields come out clean of control characters; HTML is left in teasers and contents for
`briefing.clean`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from briefing.errors import SourceError
from briefing.model import Entry, FeedSchedule, Source, stable_id
from briefing.sanitizer import clean_line, clean_text, resolve_references
from briefing.sources.article_urls import absolute
from briefing.sources.enclosures import clean_categories, clean_enclosures
from briefing.sources.encodings import decode_document
from briefing.sources.entries import article_from_entry
from briefing.sources.feed_schedule import declared_schedule
from briefing.sources.input_context import Origin, Read
from briefing.sources.raw_feed import RawEntry, RawFeed
from briefing.sources.sites import site_of
from briefing.text.outlets import outlet_name

if TYPE_CHECKING:
    from briefing.sources.feed_text import FeedText

MAX_ENTRIES = 5000
"""Maximum number of entries; feeds put the newest first."""
MAX_FIELD_CHARS = 2_000_000
MAX_LINE_CHARS = 2000
"""Maximum length of titles, names and identifiers in code points."""

_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_FEED_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:rss|rdf|feed|channel)[\s>]", re.IGNORECASE)
_FEED_LINK = re.compile(
    rb"<link\b(?=[^<>]{0,500}type\s*=\s*[\"']?application/(?:rss\+xml|atom\+xml|feed\+json))"
    rb"[^<>]{0,500}?\bhref\s*=\s*[\"']?([^\"'\s>]+)",
    re.IGNORECASE,
)
_HEAD_BYTES = 20_000
_FIRST_ENTRY = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_CODE = rb"([A-Za-z]{2,3}(?:[-_][\w-]{1,20})?)"
_LANGUAGE = re.compile(rb"<(?:dc:)?language(?:\s[^<>]{0,200})?>\s{0,20}" + _CODE + rb"\s{0,20}</", re.IGNORECASE)
_ROOT = rb"<(?:[\w.-]{1,40}:)?(?:rss|rdf|feed)\s[^<>]{0,4000}?"
_ROOT_LANGUAGE = re.compile(_ROOT + rb"\bxml:lang\s*=\s*[\"']" + _CODE + rb"[\"']", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|br|cite|code|del|em|font|i|img|ins|mark|p|q|s|small|span|strong|su[bp]|u)\b")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,31});")


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A parsed feed."""

    title: str
    """Title of the feed, empty if it has none."""
    entries: tuple[Entry, ...]
    """Entries in feed order."""
    is_cut: bool = False
    """Whether the feed is truncated."""
    note: str = ""
    """One-line note on what was left out of the feed; empty if it is complete."""
    schedule: FeedSchedule | None = None
    """When it may be read; None if it says nothing."""


LOST_ITEM = "the feed ended early; its last entry was left out"


def parse_feed(body: bytes, source: Source, *, url: str, content_type: str = "") -> ParsedFeed:
    """Parse a feed of any format; broken XML is parsed as far as possible.

    Args:
        body: the feed.
        source: the feed's source; gives the entries their `source_id`.
        url: URL of the response, for relative links.
        content_type: of the response; may name the encoding.

    Raises:
        SourceError: it is no feed; the message says what it is, and where the feed may be.
    """
    start = _start(body)
    if not start:
        raise SourceError("the feed is empty")
    if start.startswith("{"):
        from briefing.sources.jsonfeed import read_json_feed

        raw = read_json_feed(body, content_type=content_type, limit=MAX_ENTRIES)
    else:
        _refuse_page(body, url)
        raw = _read_xml(body, content_type)
    head = _head(body)
    feed = clean_feed(replace(raw, language=raw.language or _declared_language(head)), source, url=url)
    return feed if b"<ttl" not in head and b"<skip" not in head else replace(feed, schedule=declared_schedule(head))


def clean_feed(raw: RawFeed, source: Source, *, url: str) -> ParsedFeed:
    """A feed with its fields cleaned; arguments as for `parse_feed`."""
    base = absolute(raw.base, url) or url
    language = _code(raw.language)
    entries = tuple(_entry(item, source, base, language) for item in raw.entries[:MAX_ENTRIES])
    return ParsedFeed(plain_line(raw.title), entries, raw.is_cut, LOST_ITEM if raw.has_lost_item else "")


def _read_xml(body: bytes, content_type: str) -> RawFeed:
    raw, part = _read_fast(body, content_type)
    if raw is None:
        from briefing.sources.feedparser_adapter import read_syndication

        raw = read_syndication(part.text.encode("utf-8"), limit=MAX_ENTRIES)
    return replace(raw, is_cut=part.is_cut, has_lost_item=part.has_lost_item) if part.is_cut else raw


def _read_fast(body: bytes, content_type: str) -> tuple[RawFeed | None, FeedText]:
    """Parse with lxml: the feed as it is, then with repaired characters, then without a truncated last item.

    If all attempts fail, None and the text for feedparser.

    Raises:
        SourceError: it ends before its first item does.
    """
    from briefing.sources.fast_xml.feed import read_wellformed
    from briefing.sources.feed_text import UTF8_TYPE, FeedText, complete_part, mended_feed

    raw = read_wellformed(body, content_type=content_type, limit=MAX_ENTRIES)
    if raw is not None:
        return raw, FeedText("")
    text = mended_feed(body, content_type)
    raw = read_wellformed(text.encode("utf-8"), content_type=UTF8_TYPE, limit=MAX_ENTRIES)
    part = FeedText(text) if raw is not None else complete_part(text)
    if part.is_cut:
        raw = read_wellformed(part.text.encode("utf-8"), content_type=UTF8_TYPE, limit=MAX_ENTRIES)
    return raw, part


def _start(body: bytes) -> str:
    """The first characters other than white space."""
    return decode_document(body[:1000], "windows-1252").lstrip("\ufeff \t\r\n\0")


def documents_of_feed(body: bytes, origin: Origin, now: datetime) -> Iterator[Read]:
    """Yield a document for each entry of a feed, with the text that the feed carries, which may be empty.

    Args:
        body: the feed.
        origin: origin of the feed.
        now: the latest time that an entry can have.
    """
    source = Source(stable_id(origin.location), "feed", origin.location)
    try:
        feed = parse_feed(body, source, url=origin.url, content_type=origin.content_type)
    except SourceError as error:
        yield origin.failure(str(error))
        return
    except Exception as error:  # hostile input can raise anything in a parser
        yield origin.failure(f"the feed cannot be read ({type(error).__name__}: {error})")
        return
    if not feed.entries:
        yield origin.failure("the feed has no entries")
    source = replace(source, title=feed.title)
    outlet = outlet_name(feed.title, site_of(entry.url for entry in feed.entries))
    for number, entry in enumerate(feed.entries, 1):
        make = partial(article_from_entry, entry, source, now=now, outlet=outlet)
        yield origin.document(make, where=f"entry {number}: ", empty=True)
    if feed.note:
        yield origin.failure(feed.note)


def plain_line(text: str, *, html: bool = True) -> str:
    """Convert a title or name to plain text: real markup is removed, `a < b` stays.

    Args:
        text: as the feed gives it.
        html: False if the feed declares plain text, so that tags are literal text.
    """
    text = text[: 4 * MAX_LINE_CHARS]
    if html and (("<" in text and _INLINE_TAG.search(text)) or ("&" in text and _ENTITY.search(text))):
        from briefing.clean import html_to_text

        text = resolve_references(html_to_text(text))
    return clean_line(text)[:MAX_LINE_CHARS]


def _entry(raw: RawEntry, source: Source, base: str, language: str) -> Entry:
    summary, content = _markup(raw.summary, raw.summary_is_html), _markup(raw.content, raw.content_is_html)
    title, guid = plain_line(raw.title, html=raw.title_is_html), clean_line(raw.guid)[:MAX_LINE_CHARS]
    outlet = plain_line(raw.outlet)
    url = absolute(raw.link, base) or (guid if raw.guid_is_link and absolute(guid) == guid else "")
    return Entry(
        source.id,
        guid or url or stable_id(f"{title}\n{summary}\n{content}"),
        url,
        title,
        author=plain_line(raw.author),
        published=raw.published,
        summary=summary,
        content=content,
        outlet=outlet if outlet != title else "",  # some programs name the entry there, not a publisher
        language=language,
        has_guid=bool(guid),
        enclosures=clean_enclosures(raw.enclosures, base, plain_line) if raw.enclosures else (),
        comments=absolute(raw.comments, base) if raw.comments else "",
        categories=clean_categories(raw.categories, plain_line) if raw.categories else (),
    )


def _head(body: bytes) -> bytes:
    """The part of an XML feed before its first entry."""
    head = body[:_HEAD_BYTES]
    first = _FIRST_ENTRY.search(head)
    return head[: first.start()] if first else head


def _declared_language(head: bytes) -> str:
    """Language tag that the head or root element of an XML feed declares (`en-GB`); empty if there is none."""
    declaration = _LANGUAGE.search(head) or _ROOT_LANGUAGE.search(head)
    return declaration[1].decode("ascii") if declaration else ""


def _code(tag: str) -> str:
    """Two-letter code at the start of a language tag; empty if the code has another length."""
    code = tag.strip().replace("_", "-").partition("-")[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


def _markup(text: str, is_html: bool) -> str:
    """Convert a text to clean HTML."""
    text = clean_text(text[:MAX_FIELD_CHARS])
    if is_html or not (_TAG.search(text) or "&" in text):
        return text
    return escape(text, quote=False)


def _refuse_page(body: bytes, url: str) -> None:
    """Refuse a web page with an error that names the feed it declares."""
    start = body[:5000]
    page = _PAGE.search(start)
    root = _FEED_ROOT.search(start)
    if not page or (root and root.start() < page.start()):
        return
    named = _FEED_LINK.search(body[:500_000])
    feed = absolute(urljoin(url, named[1].decode("utf-8", "replace")), url) if named else ""
    hint = f"its feed is {feed}" if feed else "look for a link to its feed (RSS or Atom) and use that address"
    raise SourceError(f"this is a web page, not a feed; {hint}")

"""RSS 0.9x to 2.0, RDF and Atom, by feedparser; imported only if a feed needs it.

feedparser's cleaning of HTML and resolving of URLs within it are switched off: they take most of its time, and
`briefing.clean` cleans the markup anyway.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import feedparser

from briefing.errors import SourceError
from briefing.sources.fast_xml.elements import MAX_ATTRIBUTES
from briefing.sources.feedparser_fields import entry_of, text_of
from briefing.sources.raw_feed import RawFeed

MAX_TAGS = 150_000
"""Maximum number of tags, which bounds the time of the parser; real feeds have some thousands."""
DENSE_TAGS, BYTES_A_TAG = 20_000, 12
"""Number of tags from which a feed needs a minimum of bytes per tag; real feeds have 25 and more."""

_LONG_TAG_BYTES = 2_500
"""Length of a tag from which its attributes are counted."""

_MANY_ATTRIBUTES = re.compile(
    rb"[^\s<>]++(?:\s++[^\s=<>]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')){%d}" % (MAX_ATTRIBUTES + 1)
)
_TYPED = re.compile(rb"(<(?:[\w.-]{1,40}:)?content\b[^<>]*?\btype\s*=\s*)([\"'])([^\"'<>]*)\2", re.IGNORECASE)
_TYPES = re.compile(rb"text|html|xhtml|[^/]+/(?!x?html\Z).*|text/html", re.IGNORECASE)
_XML_TYPES = re.compile(rb"(?:application|text)/(?:[\w.-]+\+)?xml", re.IGNORECASE)
_MARKUP = re.compile(rb"[^<>]{0,500}>\s{0,500}<(?!!\[CDATA\[)")
"""Rest of a start tag that is followed by an element."""
_ENTRY = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


def read_syndication(body: bytes, *, limit: int) -> RawFeed:
    """Parse a feed, at most the first `limit` entries.

    Args:
        body: the feed in UTF-8, without a declaration of another encoding (`feed_text`).
        limit: of entries.

    Raises:
        SourceError: it is no feed.
    """
    body = _TYPED.sub(_as_html, _bounded(body, limit))
    # Without the feed's URL: relative links are resolved later, and identifiers must not depend on it.
    try:
        # A stream, because feedparser takes a string for a URL or a file name.
        parsed = feedparser.parse(
            io.BytesIO(body), response_headers=_HEADERS, sanitize_html=False, resolve_relative_uris=False
        )
    except (RecursionError, ValueError, TypeError, AttributeError, LookupError, AssertionError) as error:
        raise SourceError(f"the feed cannot be read ({type(error).__name__})") from error
    if not parsed.get("version") and not parsed.entries:
        raise SourceError(_why_not(parsed))
    is_atom = str(parsed.get("version", "")).startswith("atom")
    return RawFeed(text_of(parsed.feed, "title"), tuple(entry_of(item, is_atom) for item in parsed.entries[:limit]))


def _as_html(match: re.Match[bytes]) -> bytes:
    """Start tag of a content of unknown type, declared as HTML, or as XHTML if its markup is XML."""
    if _XML_TYPES.fullmatch(match[3]):
        return match[1] + (b'"xhtml"' if _MARKUP.match(match.string, match.end()) else b'"html"')
    return match[0] if _TYPES.fullmatch(match[3]) else match[1] + b'"html"'


def _bounded(body: bytes, limit: int) -> bytes:
    """Drop the entries after the first `limit`; the parser accepts the missing end.

    Raises:
        SourceError: the rest has too many tags for a feed.
    """
    if body.count(b"<") > limit:
        for number, entry in enumerate(_ENTRY.finditer(body)):
            if number == limit:
                body = body[: entry.start()]
                break
    tags = body.count(b"<")
    if tags > MAX_TAGS:
        raise SourceError(f"the feed has more than {MAX_TAGS:,} tags, which no news feed has")
    if tags > DENSE_TAGS and len(body) < tags * BYTES_A_TAG:
        raise SourceError(f"the feed has {tags:,} tags and hardly any text, which no news feed has")
    if any(len(part) > _LONG_TAG_BYTES and _MANY_ATTRIBUTES.match(part) for part in body.split(b"<")):
        raise SourceError(f"a tag of the feed has more than {MAX_ATTRIBUTES} attributes, which no news feed has")
    return body


def _why_not(parsed: Mapping[str, Any]) -> str:
    problem: Any = parsed.get("bozo_exception")
    if hasattr(problem, "getLineNumber"):
        return f"this is not a feed: neither RSS, Atom nor JSON Feed (line {problem.getLineNumber()} is not XML)"
    return "this is not a feed: neither RSS, Atom nor JSON Feed"

"""RSS 0.9x to 2.0, RDF and Atom, by feedparser; imported only when there is a feed to parse.

feedparser's cleaning of HTML and resolving of addresses within it are switched off: they take most of its time, and
markup is taken apart by `briefing.clean` anyway.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Mapping
from typing import Any

import feedparser
from feedparser.datetimes import _parse_date

from briefing.errors import SourceError
from briefing.sources.items import entry_of, text_of
from briefing.sources.raw import RawFeed

MAX_TAGS = 400_000
"""Beyond so many the parser would be busy for longer than anybody waits; real feeds have some thousands."""

_ENTRY = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_syndication(body: bytes, *, content_type: str, limit: int) -> RawFeed:
    """Return what a feed says, at most `limit` entries, the first ones.

    Raises:
        SourceError: it is no feed.
    """
    body = _bounded(_as_utf8(body), limit)
    # The feed's address is not told: relative links are resolved later, and identifiers must not change with it.
    headers = {"content-type": content_type or "application/xml"}
    try:
        # A stream, because feedparser takes a string for an address or the name of a file.
        parsed = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (RecursionError, ValueError, TypeError, AttributeError, LookupError, AssertionError) as error:
        raise SourceError(f"the feed cannot be read ({type(error).__name__})") from error
    if not parsed.get("version") and not parsed.entries:
        raise SourceError(_why_not(parsed))
    is_atom = str(parsed.get("version", "")).startswith("atom")
    return RawFeed(text_of(parsed.feed, "title"), tuple(entry_of(item, is_atom) for item in parsed.entries[:limit]))


def _as_utf8(body: bytes) -> bytes:
    """Return a feed in UTF-16 or UTF-32, which tell themselves by their mark, as UTF-8."""
    for mark, encoding in ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32")):
        if body.startswith(mark):
            return _DECLARED.sub("", body.decode(encoding, "replace"), count=1).encode("utf-8", "replace")
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _DECLARED.sub("", body.decode("utf-16", "replace"), count=1).encode("utf-8", "replace")
    return body


def _bounded(body: bytes, limit: int) -> bytes:
    """Return a feed without the entries after the first `limit`; the parser does not mind the missing end.

    Raises:
        SourceError: what is left has too many tags to be a feed.
    """
    if body.count(b"<") > limit:
        for number, found in enumerate(_ENTRY.finditer(body)):
            if number == limit:
                body = body[: found.start()]
                break
    if body.count(b"<") > MAX_TAGS:
        raise SourceError(f"the feed has more than {MAX_TAGS:,} tags, which no feed of news has")
    return body


def _why_not(parsed: Mapping[str, Any]) -> str:
    problem = parsed.get("bozo_exception")
    if problem is not None and hasattr(problem, "getLineNumber"):
        return f"this is not a feed: neither RSS, Atom nor JSON Feed (line {problem.getLineNumber()} is not XML)"
    return "this is not a feed: neither RSS, Atom nor JSON Feed"


def parse_date(text: str) -> time.struct_time | None:
    """Return the time that a date of any of the forms which feedparser knows names, in UTC; None for others."""
    found: time.struct_time | None = _parse_date(text)
    return found

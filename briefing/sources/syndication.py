"""RSS 0.9x to 2.0, RDF and Atom, by feedparser; imported only when there is a feed to parse.

feedparser's cleaning of HTML and resolving of addresses within it are switched off: they take most of its time, and
markup is taken apart by `briefing.clean` anyway.
"""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser

from briefing.errors import SourceError
from briefing.sources.moments import parse_moment, sane
from briefing.sources.raw import RawEntry, RawFeed

MAX_TAGS = 400_000
"""Beyond so many the parser would be busy for longer than anybody waits; real feeds have some thousands."""

_ENTRY = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_HTML_TYPES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")


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
    return RawFeed(_text(parsed.feed, "title"), tuple(_entry(item, is_atom) for item in parsed.entries[:limit]))


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


def _entry(item: Mapping[str, Any], is_atom: bool) -> RawEntry:
    summary, summary_is_html = _text(item, "summary"), _is_html(item.get("summary_detail"), is_atom)
    content, content_is_html = _content(item, is_atom)
    source = item.get("source")
    return RawEntry(
        guid=_text(item, "id"),
        guid_is_link=bool(item.get("guidislink", True)),
        link=_text(item, "feedburner_origlink") or _link(item),
        title=_text(item, "title"),
        title_is_html=_is_html(item.get("title_detail"), is_atom),
        author=_text(item, "author"),
        outlet=_text(source, "title") if isinstance(source, Mapping) and not is_atom else "",
        published=_published(item),
        summary=summary,
        summary_is_html=summary_is_html,
        content=content,
        content_is_html=content_is_html,
    )


def _link(item: Mapping[str, Any]) -> str:
    """Return the address of the article itself; that of a picture or sound that comes with it is no article's."""
    if link := _text(item, "link"):
        return link
    links = item.get("links")
    for found in links if isinstance(links, list) else []:
        if found.get("rel") in ("alternate", "related", "via") and (link := _text(found, "href")):
            return link
    return ""


def _content(item: Mapping[str, Any], is_atom: bool) -> tuple[str, bool]:
    """Return the longest content that is text, and whether it is HTML."""
    found = item.get("content")
    texts = [part for part in found if _text(part, "value")] if isinstance(found, list) else []
    texts = [part for part in texts if str(part.get("type", "")).lower() in ("", "text/plain", *_HTML_TYPES)]
    if not texts:
        return "", True
    longest = max(texts, key=lambda part: len(part["value"]))
    return _text(longest, "value"), _is_html(longest, is_atom)


def _is_html(detail: object, is_atom: bool) -> bool:
    """Tell whether a text is HTML: Atom says so, and RSS, where everybody writes HTML, does not."""
    if not is_atom or not isinstance(detail, Mapping):
        return True
    return str(detail.get("type", "")).lower() != "text/plain"


def _published(item: Mapping[str, Any]) -> datetime | None:
    for name in ("published_parsed", "created_parsed", "updated_parsed"):
        # Asked for by `in` first: feedparser takes one date for the other, and warns that it will not for ever.
        moment = item[name] if name in item else None  # noqa: SIM401
        if moment is None:
            continue
        try:
            found = sane(datetime.fromtimestamp(calendar.timegm(moment), UTC))
        except (ValueError, OverflowError, OSError, TypeError):
            continue
        if found:
            return found
    if item.get("published_parsed") is not None:
        return None  # it was read, and is absurd
    # feedparser gives up on dates without a zone, among others.
    return parse_moment(_text(item, "published") or _text(item, "created"))


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""

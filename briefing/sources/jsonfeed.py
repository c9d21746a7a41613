"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), parsed leniently."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from briefing.dates.date_parser import parse_date
from briefing.errors import SourceError
from briefing.sources.encodings import charset_of, decode_document
from briefing.sources.raw_feed import NO_WHOLE_ENTRY, RawEnclosure, RawEntry, RawFeed

_BETWEEN = re.compile(r"[\s,:]*")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|([\[{])|[\]}]', re.DOTALL)


def read_json_feed(body: bytes, *, content_type: str, limit: int) -> RawFeed:
    """Parse a JSON Feed; fields of a wrong type count as missing, a truncated item is dropped.

    Args:
        body: the feed.
        content_type: of the response; its encoding counts only where the feed is not in UTF-8.
        limit: of entries; the first ones are read.

    Raises:
        SourceError: it is no JSON, or JSON of another kind, or ends before its first item does.
    """
    text = decode_document(body, charset_of(content_type) or "utf-8")
    try:
        return _feed_of(json.loads(text, strict=False), limit)
    except RecursionError:
        raise SourceError("the JSON is nested too deeply for a feed") from None
    except ValueError as error:
        if not _is_open(text):
            raise SourceError(f"the JSON cannot be read: {error}") from None
    data, has_lost_item = _complete_part(text)
    if not data.get("items"):
        raise SourceError(NO_WHOLE_ENTRY)
    return replace(_feed_of(data, limit), is_cut=True, has_lost_item=has_lost_item)


def _is_open(text: str) -> bool:
    """Whether a list or object is not closed."""
    depth = 0
    for match in _TOKEN.finditer(text):
        if not match[0].startswith('"'):
            depth += 1 if match[1] else -1
    return depth > 0


def _complete_part(text: str) -> tuple[dict[str, object], bool]:
    """Members of a truncated object with its complete items, and whether an item was dropped."""
    decoder = json.JSONDecoder(strict=False)
    data: dict[str, object] = {}
    items: list[object] = []
    at = text.index("{") + 1
    is_listing = False
    try:
        while True:
            name, at = decoder.raw_decode(text, _next(text, at))
            at = _next(text, at)
            if name != "items" or not text.startswith("[", at):
                data[str(name)], at = decoder.raw_decode(text, at)
                continue
            data["items"], is_listing, at = items, True, _next(text, at + 1)
            while not text.startswith("]", at):
                item, at = decoder.raw_decode(text, at)
                items.append(item)
                at = _next(text, at)
            is_listing, at = False, at + 1
    except (ValueError, RecursionError):
        return data, is_listing and at < len(text)


def _next(text: str, at: int) -> int:
    """Offset of the next value."""
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def _feed_of(data: object, limit: int) -> RawFeed:
    if not isinstance(data, dict) or not isinstance(items := data.get("items"), list):
        raise SourceError("this is JSON, but not a JSON Feed: it has no list of items")
    home = _text(data, "home_page_url")
    entries = tuple(_entry(item) for item in items[:limit] if isinstance(item, dict))
    return RawFeed(_text(data, "title"), entries, home, _text(data, "language"))


def _entry(item: Mapping[str, object]) -> RawEntry:
    html = _text(item, "content_html")
    return RawEntry(
        guid=_text(item, "id"),
        guid_is_link=True,
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        title_is_html=False,
        author=_authors(item),
        published=parse_date(_text(item, "date_published")) or parse_date(_text(item, "date_modified")),
        summary=_text(item, "summary"),
        summary_is_html=False,
        content=html or _text(item, "content_text"),
        content_is_html=bool(html),
        enclosures=tuple(
            RawEnclosure(
                _text(each, "url"), _text(each, "mime_type"), _text(each, "size_in_bytes"), _text(each, "title")
            )
            for each in _objects(item, "attachments")
        ),
        categories=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
    )


def _objects(item: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    return [each for each in _list(item, name) if isinstance(each, dict)]


def _list(item: Mapping[str, object], name: str) -> list[object]:
    listed = item.get(name)
    return listed if isinstance(listed, list) else []


def _authors(item: Mapping[str, object]) -> str:
    listed = item.get("authors")
    authors = listed if isinstance(listed, list) else [item.get("author")]
    return ", ".join(name for author in authors if isinstance(author, dict) and (name := _text(author, "name")))


def _text(data: Mapping[str, object], name: str) -> str:
    value = data.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)  # some feeds write ids as numbers
    return value if isinstance(value, str) else ""

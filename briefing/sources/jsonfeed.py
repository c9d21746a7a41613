"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), read with a forgiving eye."""

from __future__ import annotations

import json
from collections.abc import Mapping

from briefing.errors import SourceError
from briefing.sources.moments import parse_moment
from briefing.sources.raw import RawEntry, RawFeed


def read_json_feed(body: bytes) -> RawFeed:
    """Return what a JSON Feed says; fields of a wrong type count as missing.

    Raises:
        SourceError: it is no JSON, or JSON of another kind.
    """
    try:
        data = json.loads(body.decode(json.detect_encoding(body), "replace"), strict=False)
    except RecursionError:
        raise SourceError("the JSON is nested too deeply for a feed") from None
    except ValueError as error:
        raise SourceError(f"the JSON cannot be read: {error}") from None
    return feed_of(data)


def feed_of(data: object) -> RawFeed:
    """Return what the value of a JSON Feed says; as `read_json_feed`.

    Raises:
        SourceError: it is of another kind.
    """
    if not isinstance(data, dict) or not isinstance(items := data.get("items"), list):
        raise SourceError("this is JSON, but not a JSON Feed: it has no list of items")
    home = _text(data, "home_page_url")
    entries = tuple(_entry(item) for item in items if isinstance(item, dict))
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
        published=parse_moment(_text(item, "date_published")) or parse_moment(_text(item, "date_modified")),
        summary=_text(item, "summary"),
        summary_is_html=False,
        content=html or _text(item, "content_text"),
        content_is_html=bool(html),
    )


def _authors(item: Mapping[str, object]) -> str:
    listed = item.get("authors")
    authors = listed if isinstance(listed, list) else [item.get("author")]
    return ", ".join(name for author in authors if isinstance(author, dict) and (name := _text(author, "name")))


def _text(data: Mapping[str, object], name: str) -> str:
    value = data.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)  # an id that some write as a number
    return value if isinstance(value, str) else ""

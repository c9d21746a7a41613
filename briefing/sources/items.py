"""What a parser of RSS and Atom found in an item, under feedparser's names, to our one form of an entry. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from briefing.sources.moments import parse_moment
from briefing.sources.raw import RawEntry

_HTML_TYPES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")


def entry_of(item: Mapping[str, Any], is_atom: bool) -> RawEntry:
    """Return the entry that an item is.

    Args:
        item: fields as feedparser names them; those that are not there are missing in the feed.
        is_atom: whether the feed is Atom, which says of each text what it is.
    """
    summary, summary_is_html = text_of(item, "summary"), _is_html(item.get("summary_detail"), is_atom)
    content, content_is_html = _content(item, is_atom)
    source = item.get("source")
    return RawEntry(
        guid=text_of(item, "id"),
        guid_is_link=bool(item.get("guidislink", True)),
        link=text_of(item, "feedburner_origlink") or _link(item),
        title=text_of(item, "title"),
        title_is_html=_is_html(item.get("title_detail"), is_atom),
        author=text_of(item, "author"),
        outlet=text_of(source, "title") if isinstance(source, Mapping) and not is_atom else "",
        published=_published(item),
        summary=summary,
        summary_is_html=summary_is_html,
        content=content,
        content_is_html=content_is_html,
    )


def text_of(data: Mapping[str, Any], name: str) -> str:
    """Return a field that is a text; empty where it is missing or something else."""
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _link(item: Mapping[str, Any]) -> str:
    """Return the address of the article itself; that of a picture or sound that comes with it is no article's."""
    if link := text_of(item, "link"):
        return link
    links = item.get("links")
    for found in links if isinstance(links, list) else []:
        if found.get("rel") in ("alternate", "related", "via") and (link := text_of(found, "href")):
            return link
    return ""


def _content(item: Mapping[str, Any], is_atom: bool) -> tuple[str, bool]:
    """Return the longest content that is text, and whether it is HTML."""
    found = item.get("content")
    texts = [part for part in found if text_of(part, "value")] if isinstance(found, list) else []
    texts = [part for part in texts if str(part.get("type", "")).lower() in ("", "text/plain", *_HTML_TYPES)]
    if not texts:
        return "", True
    longest = max(texts, key=lambda part: len(part["value"]))
    return text_of(longest, "value"), _is_html(longest, is_atom)


def _is_html(detail: object, is_atom: bool) -> bool:
    """Tell whether a text is HTML: Atom says so, and RSS, where everybody writes HTML, does not."""
    if not is_atom or not isinstance(detail, Mapping):
        return True
    return str(detail.get("type", "")).lower() != "text/plain"


def _published(item: Mapping[str, Any]) -> datetime | None:
    """The first of its dates that can be read: of publication, of creation, of the last change."""
    for name in ("published", "created", "updated"):
        # Asked for by `in` first: feedparser takes one date for the other, and warns that it will not for ever.
        if name in item and (moment := parse_moment(text_of(item, name))):
            return moment
    return None

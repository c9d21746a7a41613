"""What a parser of RSS and Atom found in an item, under feedparser's names, to our one form of an entry. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from briefing.sources.moments import parse_moment
from briefing.sources.raw_feed import RawEntry

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>|&(?:#\w{1,8}|[a-zA-Z]\w{1,31});")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]++\s?\n\s*)*[A-Za-z0-9+/]++={0,2}\s*")
_MEDIA = ("audio/", "font/", "image/", "model/", "video/")
_HTML_TYPES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")


def entry_of(item: Mapping[str, Any], is_atom: bool) -> RawEntry:
    """Return the entry that an item is.

    Args:
        item: fields as feedparser names them; those that are not there are missing in the feed.
        is_atom: whether the feed is Atom, which says of each text what it is.
    """
    title, summary = text_of(item, "title"), text_of(item, "summary")
    content, content_is_html = _content(item, is_atom)
    source = item.get("source")
    return RawEntry(
        guid=text_of(item, "id"),
        guid_is_link=bool(item.get("guidislink", True)),
        link=text_of(item, "feedburner_origlink") or _link(item),
        title=title,
        title_is_html=_is_html(item.get("title_detail"), title, is_atom),
        author=text_of(item, "author"),
        outlet=text_of(source, "title") if isinstance(source, Mapping) and not is_atom else "",
        published=_published(item),
        summary=summary,
        summary_is_html=_is_html(item.get("summary_detail"), summary, is_atom),
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
    """The longest content that is text, and whether it is HTML."""
    listed = item.get("content")
    texts = [part for part in listed if text_of(part, "value")] if isinstance(listed, list) else []
    texts = [part for part in texts if not _is_packed(str(part.get("type", "")).lower(), part["value"])]
    if not texts:
        return "", True
    longest = max(texts, key=lambda part: len(part["value"]))
    return longest["value"], _is_html(longest, longest["value"], is_atom)


def _is_packed(kind: str, text: str) -> bool:
    """Whether a content is a picture, a sound or a file in base64; any other type that nobody knows is text."""
    if "/" not in kind or kind.startswith("text/") or kind in _HTML_TYPES:
        return False
    return kind.startswith(_MEDIA) or _BASE64.fullmatch(text) is not None


def _is_html(detail: object, text: str, is_atom: bool) -> bool:
    """Whether a text is HTML: Atom says so, or it has tags and a type that nobody knows; all of RSS is taken for it."""
    if not is_atom or not isinstance(detail, Mapping):
        return True
    kind = str(detail.get("type", "")).lower()
    return kind in _HTML_TYPES or (kind != "text/plain" and _TAG.search(text) is not None)


def _published(item: Mapping[str, Any]) -> datetime | None:
    """The first of its dates that can be read: of publication, of creation, of the last change."""
    for name in ("published", "created", "updated"):
        # Asked for by `in` first: feedparser takes one date for the other, and warns that it will not for ever.
        if name in item and (moment := parse_moment(text_of(item, name))):
            return moment
    return None

"""Converts feedparser's fields of an item to a `RawEntry`. No I/O."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from briefing.dates.date_parser import parse_date
from briefing.sources.raw_feed import RawEnclosure, RawEntry

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>|&(?:#\w{1,8}|[a-zA-Z]\w{1,31});")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]++\s?\n\s*)*[A-Za-z0-9+/]++={0,2}\s*")
_RECORDINGS = ("audio/", "video/", "application/")
_MEDIA = ("audio/", "font/", "image/", "model/", "video/")
_HTML_TYPES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")


def entry_of(item: Mapping[str, Any], is_atom: bool) -> RawEntry:
    """Convert an item to a `RawEntry`.

    Args:
        item: fields by feedparser's names.
        is_atom: whether the feed is Atom, which declares the type of each text.
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
        enclosures=_enclosures(item),
        comments=text_of(item, "comments") or _replies(item),
        categories=_categories(item),
    )


def text_of(data: Mapping[str, Any], name: str) -> str:
    """A text field; empty if it is missing or of another type."""
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _link(item: Mapping[str, Any]) -> str:
    """URL of the article itself, not of an enclosure."""
    if link := text_of(item, "link"):
        return link
    links = item.get("links")
    for candidate in links if isinstance(links, list) else []:
        if candidate.get("rel") in ("alternate", "related", "via") and (link := text_of(candidate, "href")):
            return link
    return ""


def _enclosures(item: Mapping[str, Any]) -> tuple[RawEnclosure, ...]:
    """Enclosures of RSS and Atom, and media of Media RSS other than pictures, which illustrate the text."""
    links = [link for link in _listed(item, "links") if link.get("rel") == "enclosure"]
    media = [each for each in _listed(item, "media_content") if _is_recording(each)]
    return tuple(
        RawEnclosure(url, text_of(each, "type"), text_of(each, size), text_of(each, "title"))
        for group, name, size in ((links, "href", "length"), (media, "url", "filesize"))
        for each in group
        if (url := text_of(each, name))
    )


def _is_recording(media: Mapping[str, Any]) -> bool:
    kind = text_of(media, "type").lower()
    return kind.startswith(_RECORDINGS) if kind else text_of(media, "medium").lower() in ("audio", "video")


def _replies(item: Mapping[str, Any]) -> str:
    """URL of the page with replies to an entry of Atom."""
    pages = (link for link in _listed(item, "links") if link.get("rel") == "replies")
    return next((text_of(link, "href") for link in pages if text_of(link, "type") in ("", "text/html")), "")


def _categories(item: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(filter(None, (text_of(tag, "label") or text_of(tag, "term") for tag in _listed(item, "tags"))))


def _listed(item: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The members of a list of mappings; empty if there is none."""
    values = item.get(name)
    return values if isinstance(values, list) else []


def _content(item: Mapping[str, Any], is_atom: bool) -> tuple[str, bool]:
    """The longest text content, and whether it is HTML."""
    listed = item.get("content")
    texts = [part for part in listed if text_of(part, "value")] if isinstance(listed, list) else []
    texts = [part for part in texts if not _is_packed(str(part.get("type", "")).lower(), part["value"])]
    if not texts:
        return "", True
    longest = max(texts, key=lambda part: len(part["value"]))
    return longest["value"], _is_html(longest, longest["value"], is_atom)


def _is_packed(kind: str, text: str) -> bool:
    """Whether a content is media in base64; other unknown types count as text."""
    if "/" not in kind or kind.startswith("text/") or kind in _HTML_TYPES:
        return False
    return kind.startswith(_MEDIA) or _BASE64.fullmatch(text) is not None


def _is_html(detail: object, text: str, is_atom: bool) -> bool:
    """Whether a text is HTML: by Atom's type, or by its tags if the type is unknown; RSS texts always are."""
    if not is_atom or not isinstance(detail, Mapping):
        return True
    kind = str(detail.get("type", "")).lower()
    return kind in _HTML_TYPES or (kind != "text/plain" and _TAG.search(text) is not None)


def _published(item: Mapping[str, Any]) -> datetime | None:
    """The first readable date among publication, creation and last change."""
    for name in ("published", "created", "updated"):
        # Checked with `in` first: feedparser substitutes one date for the other, with a deprecation warning.
        if name in item and (date := parse_date(text_of(item, name))):
            return date
    return None

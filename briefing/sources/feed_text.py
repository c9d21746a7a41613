"""Prepares the text of an XML feed for parsing: decodes it, repairs characters, drops a truncated item.

Parsers get UTF-8 that is declared nowhere else, so that none guesses. Pure, and linear in the length of the feed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.clean.character_references import mend_xml, xml_spans
from briefing.errors import SourceError
from briefing.sources.encodings import charset_of, decode_document
from briefing.sources.raw_feed import NO_WHOLE_ENTRY

UTF8_TYPE = "application/xml; charset=utf-8"
"""`Content-Type` of a repaired feed."""
_DECLARATION = re.compile(r"\A<\?xml\b[^>]{0,500}\?>", re.IGNORECASE)
_DEFINES = re.compile(r"<!ENTITY", re.IGNORECASE)
_NAME = r"((?:[\w.-]{1,40}:)?{0})(?=[\s/>]|\Z)"
_ROOT = re.compile("<" + _NAME.replace("{0}", "(?:rss|rdf|feed|channel)"), re.IGNORECASE)
_CHANNEL = re.compile("<(/?)" + _NAME.replace("{0}", "channel"), re.IGNORECASE)
_ITEM = re.compile("<" + _NAME.replace("{0}", "(?:item|entry)"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedText:
    """The complete part of a feed."""

    text: str
    """The complete part with closing tags for open elements."""
    is_cut: bool = False
    """Whether the feed is truncated."""
    has_lost_item: bool = False
    """Whether an incomplete item was dropped."""


def mended_feed(body: bytes, content_type: str) -> str:
    """Text of a feed without its encoding declaration, with all references repaired.

    Args:
        body: the feed.
        content_type: of the response; may name the encoding.
    """
    text = decode_document(body, charset_of(content_type)).lstrip("\ufeff \t\r\n\0")
    return mend_xml(_DECLARATION.sub("", text, count=1), entities=_DEFINES.search(text) is not None)


def complete_part(text: str) -> FeedText:
    """A repaired feed up to its last complete item if it is truncated, else all of it.

    Raises:
        SourceError: it ends before its first item does.
    """
    spans = list(xml_spans(text))
    root, item = _first(_ROOT, text, spans), _first(_ITEM, text, spans)
    if root is None:
        return FeedText(text)
    closers = _closers(text[: item.start()] if item else text, root[1])
    if _is_closed(text, spans, root[1], closers):
        return FeedText(text)
    tag = re.escape(item[1]) if item else ""
    ending = re.compile(rf"</{tag}\s*>|<{tag}\b[^<>]*/>", re.IGNORECASE) if item else None
    ends = _matches(ending, text, spans) if ending else []
    if not ends:
        raise SourceError(NO_WHOLE_ENTRY)
    end = ends[-1].end()
    begun = re.compile(rf"<{tag}(?=[\s/>]|\Z)", re.IGNORECASE)
    has_lost_item = any(begun.search(text, max(start, end), stop) for start, stop in spans if stop > end)
    return FeedText(text[:end] + closers, True, has_lost_item)


def _is_closed(text: str, spans: list[tuple[int, int]], name: str, closers: str) -> bool:
    """Whether the root element is closed, also behind an unclosed section of CDATA."""
    closing = re.compile(rf"</{re.escape(name)}\s*>|<{re.escape(name)}\b[^<>]*/>", re.IGNORECASE)
    return bool(_matches(closing, text, spans)) or "".join(text[-200:].split()).lower().endswith(closers.lower())


def _closers(head: str, root: str) -> str:
    """Closing tags for the elements open at the first item."""
    channels = [match for match in _CHANNEL.finditer(head) if match[2] != root]
    is_open = bool(channels) and not channels[-1][1]
    return (f"</{channels[-1][2]}>" if is_open else "") + f"</{root}>"


def _first(pattern: re.Pattern[str], text: str, spans: list[tuple[int, int]]) -> re.Match[str] | None:
    return next((match for start, stop in spans if (match := pattern.search(text, start, stop))), None)


def _matches(pattern: re.Pattern[str], text: str, spans: list[tuple[int, int]]) -> list[re.Match[str]]:
    return [match for start, stop in spans for match in pattern.finditer(text, start, stop)]

"""JSON: one document for each call. Fields may be added to it, never changed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from briefing.codec import to_data
from briefing.model import SCHEMA, Brief, Briefing, Citation, KeyQuote, Line, ThreadRow
from briefing.render.layout import Layout

Record = dict[str, object]


def briefing(briefing: Briefing, layout: Layout) -> str:
    """Return `{"schema", "generated_at", "since", "until", "briefs", "health"}`."""
    return _document(to_data(briefing))


def threads(rows: Sequence[ThreadRow], layout: Layout) -> str:
    """Return `{"schema", "threads"}`."""
    return _document({"threads": to_data(rows)})


def thread(brief: Brief, layout: Layout) -> str:
    """Return `{"schema", "brief"}`."""
    return _document({"brief": to_data(brief)})


def quotes(quotes: Sequence[KeyQuote], layout: Layout) -> str:
    """Return `{"schema", "quotes"}`."""
    return _document({"quotes": [quote_record(quote) for quote in quotes]})


def lines(lines: Sequence[Line], layout: Layout) -> str:
    """Return `{"schema", "lines"}`."""
    return _document({"lines": [line_record(line) for line in lines]})


def quote_record(quote: KeyQuote) -> Record:
    """Return a quote with the place of its first source beside its text."""
    return _placed(to_data(quote), quote.sources[0] if quote.sources else None)


def line_record(line: Line) -> Record:
    """Return a line with its place beside its text."""
    return _placed(to_data(line), line.source)


def encode(record: Record, indent: int | None = None) -> str:
    """Return an object as JSON with its schema, UTF-8 as it is but for what could act on a terminal.

    C1 controls, bidirectional overrides, other line breaks and lone surrogates are written as escapes, which programs
    read as the same characters.
    """
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps({"schema": SCHEMA, **record}, ensure_ascii=False, indent=indent, separators=separators)
    return _ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


_ACTING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def _placed(record: Record, place: Citation | None) -> Record:
    if place is None:
        return record
    return {"text": record["text"], "article_id": place.article_id, "start": place.start, "end": place.end, **record}


def _document(content: Record) -> str:
    return encode(content, indent=2)

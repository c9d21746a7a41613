"""JSON Lines: one object a line, each complete in itself and with its schema, for programs that read as they go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.codec import to_data
from briefing.model import Brief, Briefing, KeyQuote, Line, ThreadRow
from briefing.render.data import Record, encode, line_record, quote_record
from briefing.render.layout import Layout


def briefing(briefing: Briefing, layout: Layout) -> str:
    """Return one object a thread, each with the window it is told for; how the sources did is left out."""
    window = {"generated_at": to_data(briefing.generated_at), "since": to_data(briefing.since)}
    return _lines({**window, **to_data(brief)} for brief in briefing.briefs)


def threads(rows: Sequence[ThreadRow], layout: Layout) -> str:
    """Return one object a thread."""
    return _lines(to_data(row) for row in rows)


def thread(brief: Brief, layout: Layout) -> str:
    """Return one line."""
    return _lines([to_data(brief)])


def quotes(quotes: Sequence[KeyQuote], layout: Layout) -> str:
    """Return one object a quote."""
    return _lines(quote_record(quote) for quote in quotes)


def lines(lines: Sequence[Line], layout: Layout) -> str:
    """Return one object a sentence."""
    return _lines(line_record(line) for line in lines)


def _lines(records: Iterable[Record]) -> str:
    return "".join(encode(record) for record in records)

"""Lists as tables for cut, awk, join and spreadsheets; what a cell is, is told by `columns`."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.codec import to_data
from briefing.model import KeyQuote, ThreadRow
from briefing.render.columns import QUOTES, THREADS, table
from briefing.render.data import quote_record
from briefing.render.layout import Layout


def threads(rows: Sequence[ThreadRow], layout: Layout) -> str:
    """Return one line a thread."""
    return table((to_data(row) for row in rows), layout.fields, THREADS, header=layout.header)


def quotes(quotes: Sequence[KeyQuote], layout: Layout) -> str:
    """Return one line a quote."""
    return table((quote_record(quote) for quote in quotes), layout.fields, QUOTES, header=layout.header)

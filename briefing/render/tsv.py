"""Lists as tables for cut, awk, join and spreadsheets; what a cell is, is told by `columns`."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.codec import public_data
from briefing.model import KeyQuote, SearchHit, ThreadRow
from briefing.render.columns import HITS, QUOTES, THREADS, table
from briefing.render.data import hit_record, quote_record
from briefing.render.layout import Layout


def threads(rows: Sequence[ThreadRow], layout: Layout) -> str:
    """Return one line a thread."""
    return table((public_data(row) for row in rows), layout.fields, THREADS, header=layout.header)


def quotes(quotes: Sequence[KeyQuote], layout: Layout) -> str:
    """Return one line a quote."""
    return table((quote_record(quote) for quote in quotes), layout.fields, QUOTES, header=layout.header)


def hits(hits: Sequence[SearchHit], layout: Layout) -> str:
    """Return one line an article."""
    return table((hit_record(hit) for hit in hits), layout.fields, HITS, header=layout.header)

"""Lists as tab-separated tables for cut, awk, join and spreadsheets; `columns` defines the cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.model import KeyQuote, SearchHit, ThreadRow
from briefing.render.json_documents import hit_record, quote_record
from briefing.render.public_data import public_data
from briefing.render.record_fields import HITS, QUOTES, THREADS, table_lines
from briefing.render.text_layout import Layout


def threads(rows: Iterable[ThreadRow], layout: Layout) -> Iterator[str]:
    """One line per thread."""
    return table_lines((public_data(row) for row in rows), layout.fields, THREADS, header=layout.header)


def quotes(quotes: Iterable[KeyQuote], layout: Layout) -> Iterator[str]:
    """One line per quote."""
    return table_lines((quote_record(quote) for quote in quotes), layout.fields, QUOTES, header=layout.header)


def hits(hits: Iterable[SearchHit], layout: Layout) -> Iterator[str]:
    """One line per article."""
    return table_lines((hit_record(hit) for hit in hits), layout.fields, HITS, header=layout.header)

"""JSON Lines: one object per line, each complete with its schema, for streaming."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.model import Brief, Briefing, Document, KeyQuote, SearchHit, Summary, ThreadRow
from briefing.render.json_documents import document_record, encode, hit_record, quote_record, summary_record
from briefing.render.public_data import public_data
from briefing.render.record_fields import HITS, QUOTES, THREADS, Record, pick
from briefing.render.text_layout import Layout


def briefing(briefing: Briefing, layout: Layout) -> str:
    """One object per thread with the window of the briefing; the state of the sources is left out."""
    window = {"generated_at": public_data(briefing.generated_at), "since": public_data(briefing.since)}
    return _lines({**window, **public_data(brief)} for brief in briefing.briefs)


def threads(rows: Iterable[ThreadRow], layout: Layout) -> Iterator[str]:
    """One object per thread."""
    return (encode(pick(public_data(row), layout.fields, THREADS)) for row in rows)


def thread(brief: Brief, layout: Layout) -> str:
    """One object."""
    return _lines([public_data(brief)])


def quotes(quotes: Iterable[KeyQuote], layout: Layout) -> Iterator[str]:
    """One object per quote."""
    return (encode(pick(quote_record(quote), layout.fields, QUOTES)) for quote in quotes)


def hits(hits: Iterable[SearchHit], layout: Layout) -> Iterator[str]:
    """One object per article."""
    return (encode(pick(hit_record(hit), layout.fields, HITS)) for hit in hits)


def summaries(summaries: Iterable[Summary], layout: Layout) -> Iterator[str]:
    """One object per summary."""
    return (encode(summary_record(summary)) for summary in summaries)


def documents(documents: Iterable[Document], layout: Layout) -> Iterator[str]:
    """One object per article."""
    return (encode(document_record(document)) for document in documents)


def _lines(records: Iterable[Record]) -> str:
    return "".join(encode(record) for record in records)

"""Renders JSON: one document per call. Fields may be added to it, never changed."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from briefing.model import (
    SCHEMA,
    ArticleRef,
    Brief,
    Briefing,
    Citation,
    Document,
    KeyQuote,
    Line,
    SearchHit,
    Summary,
    ThreadRow,
)
from briefing.render.public_data import public_data
from briefing.render.record_fields import HITS, QUOTES, THREADS, Record, pick
from briefing.render.text_layout import Layout


def briefing(briefing: Briefing, layout: Layout) -> str:
    """Document `{"schema", "generated_at", "since", "until", "briefs", "health"}`."""
    return _document(public_data(briefing))


def threads(rows: Iterable[ThreadRow], layout: Layout) -> Iterator[str]:
    """Document `{"schema", "threads"}`."""
    return _list("threads", (pick(public_data(row), layout.fields, THREADS) for row in rows))


def thread(brief: Brief, layout: Layout) -> str:
    """Document `{"schema", "brief"}`."""
    return _document({"brief": public_data(brief)})


def quotes(quotes: Iterable[KeyQuote], layout: Layout) -> Iterator[str]:
    """Document `{"schema", "quotes"}`."""
    return _list("quotes", (pick(quote_record(quote), layout.fields, QUOTES) for quote in quotes))


def hits(hits: Iterable[SearchHit], layout: Layout) -> Iterator[str]:
    """Document `{"schema", "hits"}`."""
    return _list("hits", (pick(hit_record(hit), layout.fields, HITS) for hit in hits))


def summaries(summaries: Iterable[Summary], layout: Layout) -> Iterator[str]:
    """Document `{"schema", "documents", "lines"}`: the summaries, and the lines of all of them."""
    lines: list[Record] = []

    def records() -> Iterator[Record]:
        for summary in summaries:
            record = summary_record(summary)
            lines.extend(record["lines"])
            yield record

    yield from _streamed(records(), lambda: {"lines": lines})


def documents(documents: Iterable[Document], layout: Layout) -> Iterator[str]:
    """Document `{"schema", "documents"}`."""
    return _streamed((document_record(document) for document in documents), dict)


def quote_record(quote: KeyQuote) -> Record:
    """Record of a quote with the offsets of its first source."""
    return _placed(public_data(quote), quote.sources[0] if quote.sources else None)


def line_record(line: Line) -> Record:
    """Record of a line with its offsets."""
    return _placed(public_data(line), line.source)


def hit_record(hit: SearchHit) -> Record:
    """Record of a search result: the sentence with its offsets, then the rest."""
    record = public_data(hit)
    article = {name: value for name, value in record.pop("article").items() if name not in OF_A_THREAD}
    place = hit.line.source
    sentence = {
        "text": record.pop("line")["text"],
        "article_id": place.article_id,
        "start": place.start,
        "end": place.end,
    }
    return {**sentence, "marks": record.pop("marks"), "article": article, **record}


def summary_record(summary: Summary) -> dict[str, Any]:
    """Record of a summary with the location of each of its articles."""
    articles = [_reference(ref, location) for ref, location in zip(summary.articles, summary.locations, strict=True)]
    return {
        "id": summary.id,
        "title": summary.title,
        "articles": articles,
        "lines": [line_record(line) for line in summary.lines],
        "quotes": [quote_record(quote) for quote in summary.quotes],
        "other_quotes": [quote_record(quote) for quote in summary.other_quotes],
        "shortfall": summary.shortfall,
    }


def document_record(document: Document) -> Record:
    """Record of an article without the fields that need a store."""
    record = public_data(document.article)
    record = {name: value for name, value in record.items() if name not in ("fetched", "source_id", "text")}
    return {**record, "location": document.location, "text": document.article.text}


def encode(record: Record, indent: int | None = None) -> str:
    """Encode an object as JSON with its schema, in UTF-8 with terminal controls escaped.

    C1 controls, bidirectional overrides, other line breaks and lone surrogates are written as escapes, which programs
    read as the same characters.
    """
    return _dump({"schema": SCHEMA, **record}, indent) + "\n"


def _dump(value: object, indent: int | None) -> str:
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return _ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


OF_A_STORE = frozenset(("added", "read", "starred", "tags"))
"""Fields of an article reference that need a store."""
OF_A_THREAD = frozenset(("copy_of", "why"))
"""Fields of an article reference that need its thread."""

_ACTING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def _placed(record: Record, place: Citation | None) -> Record:
    if place is None:
        return record
    return {"text": record["text"], "article_id": place.article_id, "start": place.start, "end": place.end, **record}


def _reference(ref: ArticleRef, location: str) -> Record:
    """Record of a referenced article without the fields that need a store."""
    record = public_data(ref)
    return {
        **{name: value for name, value in record.items() if name not in OF_A_STORE},
        "location": location,
    }


def _streamed(records: Iterable[Record], rest: Callable[[], Record]) -> Iterator[str]:
    """Yield a document of many records piece by piece; its other fields are computed at the end."""
    pieces = _pieces("documents", records)
    if first := next(pieces, ""):
        yield first
        yield from pieces
        others = "".join(f",\n  {_dump(name, None)}: {_inner(value)}" for name, value in rest().items())
        yield f"\n  ]{others}\n}}\n"


def _list(name: str, records: Iterable[Record]) -> Iterator[str]:
    """Yield a document of one list piece by piece."""
    pieces = _pieces(name, records)
    if first := next(pieces, ""):
        yield first
        yield from pieces
        yield "\n  ]\n}\n"
    else:
        yield _document({name: []})


def _pieces(name: str, records: Iterable[Record]) -> Iterator[str]:
    """Yield the records of a document's list, each with its separator."""
    head = f'{{\n  "schema": {_dump(SCHEMA, None)},\n  "{name}": [\n'
    for record in records:
        yield f"{head}    " + _dump(record, 2).replace("\n", "\n    ")  # line feeds in values are escaped
        head = ",\n"


def _inner(value: object) -> str:
    return textwrap.indent(_dump(value, 2), "  ").lstrip()


def _document(content: Record) -> str:
    return encode(content, indent=2)

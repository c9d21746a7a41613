"""Search hits: matching articles with a snippet and the positions of the query's words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.model import ArticleRef, Citation, Line, SearchHit
from briefing.query.nodes import And, Node, Or, Term
from briefing.query.normalization import fold, needle
from briefing.query.snippets import Marker, Span, snippet
from briefing.store import supplements
from briefing.store.columns import from_lines, from_micros, read_json
from briefing.store.database import Store
from briefing.store.sqlite_errors import UnreadableError


def read(store: Store, best: Sequence[tuple[int, float]], query: Node) -> list[SearchHit]:
    """Search hits for ranked articles, in their order.

    Args:
        store: the open store.
        best: article numbers and scores, in order; unknown numbers are skipped.
        query: its words are marked, except negated ones.
    """
    rows = store.rows(
        """
        SELECT article.number, article.id, article.title, article.outlet, article.url, article.published,
               article.fetched, article.wire, article.read, article.starred,
               (SELECT group_concat(tag, char(10)) FROM article_tag WHERE article_tag.number = article.number),
               thread.id, thread.title, coalesce(content.before, content.text),
               json_extract(content.analysis, '$.sentences'), json_extract(content.analysis, '$.quotes'),
               (SELECT json_array(json(enclosures), comments, categories) FROM supplement WHERE number = article.number)
          FROM json_each(?) AS given
          JOIN article ON article.number = given.value
          JOIN content ON content.number = article.number
          JOIN thread ON thread.id = article.thread_id
        """,
        (json.dumps([number for number, _ in best]),),
    )
    by_number, markers = {row[0]: row for row in rows}, _Markers(list(_positive_terms(query)))
    return [_hit(by_number[number], score, markers) for number, score in best if number in by_number]


def read_ids(store: Store, ids: Sequence[str], query: Node) -> list[SearchHit]:
    """Search hits for these articles in their order, with a score of 0."""
    rows = store.rows(
        "SELECT number FROM json_each(?) AS given JOIN article ON article.id = given.value ORDER BY given.key",
        (json.dumps(list(ids)),),
    )
    return read(store, [(number, 0.0) for (number,) in rows], query)


def _positive_terms(query: Node) -> Iterator[Term]:
    """The terms of a query that are not negated."""
    match query:
        case Term():
            yield query
        case And() | Or():
            for part in query.parts:
                yield from _positive_terms(part)


class _Markers:
    """Matchers for the terms of one query, by field."""

    def __init__(self, terms: Sequence[Term]) -> None:
        by_field = {
            name: [term for term in terms if term.field == name]
            for name in ("any", "title", "text", "quote", "speaker")
        }
        self.title = Marker(by_field["any"] + by_field["title"])
        self.text = Marker(by_field["any"] + by_field["text"] + by_field["speaker"])
        self.quote = Marker(by_field["quote"])
        self.speakers = [needle(term.words, term.prefix) for term in by_field["speaker"]]

    def hits(self, text: str, quotes: Sequence[_QuoteSpan]) -> tuple[list[Span], list[Span]]:
        """Spans of the hits in a text, in order, and the spans that the snippet should come from."""
        spoken = [quote.span for quote in quotes if any(name in quote.speaker for name in self.speakers)]
        quoted = [
            (start, end)
            for start, end in self.quote.hits(text)
            if any(quote.span[0] <= start and end <= quote.span[1] for quote in quotes)
        ]
        spans, at = [], 0
        for start, end in sorted(self.text.hits(text) + quoted):
            if start >= at:
                spans.append((start, end))
                at = end
        return spans, spoken


@dataclass(frozen=True, slots=True)
class _QuoteSpan:
    """Span and folded speaker of a quote."""

    span: Span
    speaker: str


def _quotes(data: str | None) -> list[_QuoteSpan]:
    return [
        _QuoteSpan(span, fold(*(str(row.get(name) or "") for name in ("speaker", "speaks_for"))))
        for span, row in _rows_with_spans(data)
    ]


def _rows_with_spans(data: str | None) -> Iterator[tuple[Span, dict[str, Any]]]:
    """Objects of a JSON column with their spans.

    Raises:
        UnreadableError: the column holds anything else.
    """
    rows = read_json(data or "[]")
    for row in rows if isinstance(rows, list) else [rows]:
        match row:
            case {"start": int(start), "end": int(end)}:
                yield (start, end), row
            case _:
                raise UnreadableError("invalid JSON")


def _hit(row: Sequence[Any], score: float, markers: _Markers) -> SearchHit:
    id_, title, outlet, url, published, fetched, wire, read_, starred, tags, thread_id, thread_title, text = row[1:14]
    sentences = [span for span, _ in _rows_with_spans(row[14])]
    hits, preferred = markers.hits(text, _quotes(row[15]))
    best = snippet(text, sentences, hits, preferred)
    enclosures, comments, categories = supplements.read(row[16])
    when, added = from_micros(published), from_micros(fetched)
    article = ArticleRef(
        *(id_, title, outlet, url, when, added),
        wire=wire,
        read=bool(read_),
        starred=bool(starred),
        tags=from_lines(tags or ""),
        enclosures=enclosures,
        comments=comments,
        categories=categories,
    )
    source = Citation(id_, best.start, best.end, outlet, title, url, when)
    line = Line(text[best.start : best.end], source, added=added)
    return SearchHit(
        article, thread_id, thread_title, line, best.marks, tuple(markers.title.hits(title)), round(score, 6)
    )

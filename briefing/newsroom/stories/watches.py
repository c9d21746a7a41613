"""Evaluation of watch queries on threads that are being built, equivalent to `briefing.store.query_sql`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefing.model import SURE, AnnotatedArticle, Thread
from briefing.query.nodes import EVERYTHING, Node, Term
from briefing.query.normalization import fold, needle
from briefing.query.text_match import holds


def is_watched(query: Node, thread: Thread, members: Sequence[AnnotatedArticle]) -> bool:
    """Whether a query matches a thread; False for an empty query.

    Args:
        query: a query of nodes allowed by `briefing.config.is_watchable`.
        thread: the thread; bare words match its title, names and keywords.
        members: its articles; terms with other fields match if one of them does.
    """

    def has(term: Term) -> bool:
        words = needle(term.words, term.prefix)
        return any(words in folded for folded in _field_texts(term.field, thread, members))

    return query != EVERYTHING and holds(query, has)


def _field_texts(field: str, thread: Thread, members: Sequence[AnnotatedArticle]) -> Iterator[str]:
    """Folded texts of a field, computed lazily."""
    match field:
        case "any":
            yield fold(thread.title, *thread.names, *thread.keywords)
        case "title":
            yield fold(thread.title)
        case "text":
            yield from (fold(item.article.text) for item in members)
        case "quote":
            yield from (fold(text) for item in members for text in _quotes(item))
        case "speaker":
            yield from (fold(name) for item in members for name in _speakers(item))
        case "outlet":
            yield from (fold(item.article.outlet) for item in members)


def _quotes(item: AnnotatedArticle) -> Iterable[str]:
    return (item.article.text[quote.start : quote.end] for quote in item.analysis.quotes)


def _speakers(item: AnnotatedArticle) -> Iterable[str]:
    sure = [quote for quote in item.analysis.quotes if quote.confidence >= SURE]
    return (f"{quote.speaker or ''} {quote.speaks_for or ''}" for quote in sure)

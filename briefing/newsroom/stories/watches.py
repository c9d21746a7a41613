"""Whether a watch finds a thread that is being made: as `briefing.store.query_sql` asks it of stored ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefing.model import SURE, AnnotatedArticle, Thread
from briefing.query import EVERYTHING, Node, Term, holds
from briefing.query.case_folding import fold, needle


def is_watched(query: Node, thread: Thread, members: Sequence[AnnotatedArticle]) -> bool:
    """Tell whether a query finds a thread.

    Args:
        query: of what `briefing.config.is_watchable` allows.
        thread: the thread; bare words are those of its title, names and keywords.
        members: its articles; each other word must stand in one of them.

    Returns:
        False also for a query that asks for nothing.
    """

    def has(term: Term) -> bool:
        wanted = needle(term.words, term.prefix)
        return any(wanted in folded for folded in _told(term.field, thread, members))

    return query != EVERYTHING and holds(query, has)


def _told(field: str, thread: Thread, members: Sequence[AnnotatedArticle]) -> Iterator[str]:
    """Yield the folded texts of a field; the next one is made only where the one before did not have the words."""
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

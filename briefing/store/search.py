"""Full text search: the newest articles that match, ranked by words and age, each with the sentence that has them.

Ranking a very common word by BM25 over a whole store takes seconds, so only the newest matches are ranked, and the
newest of those with the words in the title.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any, Literal

from briefing.model import SearchHit
from briefing.query import And, Node, Not, Or, Term, all_of, deepest_first
from briefing.store.columns import to_micros
from briefing.store.database import Store
from briefing.store.query_sql import SqlConditions, asks_for_muted, is_indexed, match, wanted_articles
from briefing.store.search_hits import read

Order = Literal["relevance", "date"]

CANDIDATES = 1_000
"""Newest matches that are ranked at least."""
TITLED = 300
"""Newest matches with the words in the title that are ranked too, where there are more matches than candidates."""
WEIGHTS = (8.0, 1.0, 2.0, 4.0)
"""Of title, text, quotes and speakers in BM25 (Robertson and Zaragoza, 2009)."""
HALF_LIFE = timedelta(days=14)
"""In so much time the part of the weight that is due to age halves."""
_HALF_LIFE_MICROS = HALF_LIFE / timedelta(microseconds=1)
OLD = 0.25
"""The part of the weight that age leaves alone."""


def find(store: Store, query: Node, now: datetime, *, limit: int, order: Order = "relevance") -> list[SearchHit]:
    """Return the articles that a query finds, best first; those of muted threads only where it asks for muted ones.

    Args:
        store: the open store.
        query: the tree; without words in it the newest articles come first.
        now: the time that ages are counted from.
        limit: how many at most.
        order: `relevance` ranks by words and age, `date` by age alone.
    """
    expression, rest = split(query)
    wanted = wanted_articles(store, rest, now)
    wanted = SqlConditions(wanted.sql, wanted.values, asks_for_muted(query))
    with store.snapshot():
        if expression and order == "relevance":
            best = _ranked(store, expression, wanted, now, limit)
        else:
            best = _newest(store, expression, wanted, limit)
        return read(store, best, query)


def split(query: Node) -> tuple[str, Node]:
    """Return what of a query the index answers at once, as an expression of FTS5, and the rest of it."""
    parts = query.parts if isinstance(query, And) else (query,)
    asked: list[Node] = [part for part in parts if not isinstance(part, Not) and _expression(part)]
    if not asked:
        return "", query
    asked += [part for part in parts if isinstance(part, Not) and _expression(part.part)]
    return _expression(all_of(asked)), all_of([part for part in parts if part not in asked])


def _expression(node: Node) -> str:
    """Return a tree as an expression of FTS5; empty if it asks for anything but words, or only for none."""
    match node:
        case Term():
            return match([node]) if is_indexed(node) else ""
        case Or():
            parts = [_expression(part) for part in deepest_first(node.parts)]
            return f"({' OR '.join(parts)})" if all(parts) else ""
        case And():
            with_ = [_expression(part) for part in deepest_first(node.parts) if not isinstance(part, Not)]
            without = [_expression(part.part) for part in deepest_first(node.parts) if isinstance(part, Not)]
            if not with_ or not all(with_) or not all(without):
                return ""
            both = f"({' AND '.join(with_)})"
            return f"({both} NOT ({' OR '.join(without)}))" if without else both
    return ""


def _ranked(store: Store, expression: str, wanted: SqlConditions, now: datetime, limit: int) -> list[tuple[int, float]]:
    """Return numbers and scores of the best."""
    most = max(CANDIDATES, limit)
    found = _candidates(store, expression, wanted, most)
    if len(found) == most:
        found += _candidates(store, f"{{title}} : ({expression})", wanted, max(TITLED, limit))
    today = to_micros(now)
    scored = {number: (weight * _freshness(today - date), date) for number, date, weight in reversed(found)}
    order = sorted(scored, key=lambda number: (-scored[number][0], -scored[number][1], number))
    return [(number, scored[number][0]) for number in order[:limit]]


def _candidates(store: Store, expression: str, wanted: SqlConditions, limit: int) -> list[Any]:
    """Return number, date and BM25 weight of the newest arrivals that match."""
    # CROSS JOIN fixes the order of the loops: the index from its end, so that the limit ends the work early.
    return store.rows(
        f"""
        SELECT search.rowid, coalesce(article.published, article.fetched), -bm25(search, {", ".join(map(str, WEIGHTS))})
          FROM search
         CROSS JOIN article ON article.number = search.rowid
         WHERE search MATCH :expression AND {_heard(wanted)} AND {wanted.sql}
         ORDER BY search.rowid DESC
         LIMIT :limit
        """,
        {**wanted.values, "expression": expression, "limit": limit},
    )


def strays(store: Store) -> int:
    """Return how many articles the index should have and has not, or has and should not; its words are not compared."""
    found = store.row(
        """
        SELECT (SELECT count(*) FROM searchable WHERE number NOT IN (SELECT id FROM search_docsize))
             + (SELECT count(*) FROM search_docsize WHERE id NOT IN (SELECT number FROM searchable))
        """
    )
    return int(found[0])


def _newest(store: Store, expression: str, wanted: SqlConditions, limit: int) -> list[tuple[int, float]]:
    """Return the numbers of the newest by date."""
    if expression:
        found = store.rows(
            f"""
            SELECT article.number
              FROM article
             WHERE article.number IN (SELECT rowid FROM search WHERE search MATCH :expression)
               AND {_heard(wanted)} AND {wanted.sql}
             ORDER BY coalesce(article.published, article.fetched) DESC, article.number DESC
             LIMIT :limit
            """,
            {**wanted.values, "expression": expression, "limit": limit},
        )
    else:
        found = store.rows(
            f"""
            SELECT article.number
              FROM article
             WHERE article.thread_id IS NOT NULL AND {_heard(wanted)} AND {wanted.sql}
             ORDER BY coalesce(article.published, article.fetched) DESC, article.number DESC
             LIMIT :limit
            """,
            {**wanted.values, "limit": limit},
        )
    return [(number, 0.0) for (number,) in found]


def _heard(wanted: SqlConditions) -> str:
    return "1" if wanted.muted else "article.thread_id NOT IN (SELECT id FROM thread WHERE muted = 1)"


def _freshness(age: int) -> float:
    """Return the share of its weight that an article has left after so many microseconds."""
    return OLD + (1 - OLD) * math.exp2(-max(age, 0) / _HALF_LIFE_MICROS)

"""Full text search: matching articles, ranked by BM25 and age.

BM25 over all matches of a very common word takes seconds, so only the newest matches are ranked, and the newest of
those with the words in the title.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any, Literal

from briefing.model import SearchHit
from briefing.query.nodes import And, Node, Not, Or, Term, all_of, deepest_first
from briefing.store.columns import to_micros
from briefing.store.database import Store
from briefing.store.query_sql import SqlConditions, article_conditions, is_indexed, match, mentions_muted
from briefing.store.search_hits import read

Order = Literal["relevance", "date"]

CANDIDATES = 1_000
"""Minimum number of newest matches that are ranked."""
TITLED = 300
"""Further matches in the title that are ranked, if there are more matches than candidates."""
WEIGHTS = (8.0, 1.0, 2.0, 4.0)
"""BM25 weights of title, text, quotes and speakers (Robertson and Zaragoza, 2009)."""
HALF_LIFE = timedelta(days=14)
"""Half-life of the part of the score that decays with age."""
_HALF_LIFE_MICROS = HALF_LIFE / timedelta(microseconds=1)
OLD = 0.25
"""Share of the score that does not decay."""


def find(store: Store, query: Node, now: datetime, *, limit: int, order: Order = "relevance") -> list[SearchHit]:
    """Articles that match a query, best first; those of muted threads only if the query mentions muted ones.

    Args:
        store: the open store.
        query: the tree; without words the newest articles come first.
        now: reference time of ages and relative spans.
        limit: maximum number of articles.
        order: `relevance` ranks by words and age, `date` by age alone.
    """
    expression, rest = split(query)
    conditions = article_conditions(store, rest, now)
    conditions = SqlConditions(conditions.sql, conditions.values, mentions_muted(query))
    with store.snapshot():
        if expression and order == "relevance":
            best = _ranked(store, expression, conditions, now, limit)
        else:
            best = _newest(store, expression, conditions, limit)
        return read(store, best, query)


def split(query: Node) -> tuple[str, Node]:
    """Split a query into an FTS5 expression and the remaining conditions."""
    parts = query.parts if isinstance(query, And) else (query,)
    indexed: list[Node] = [part for part in parts if not isinstance(part, Not) and _expression(part)]
    if not indexed:
        return "", query
    indexed += [part for part in parts if isinstance(part, Not) and _expression(part.part)]
    return _expression(all_of(indexed)), all_of([part for part in parts if part not in indexed])


def _expression(node: Node) -> str:
    """A query tree as an FTS5 expression; empty if it has parts other than words, or only negated ones."""
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


def _ranked(
    store: Store, expression: str, conditions: SqlConditions, now: datetime, limit: int
) -> list[tuple[int, float]]:
    """Numbers and scores of the best articles."""
    most = max(CANDIDATES, limit)
    candidates = _candidates(store, expression, conditions, most)
    if len(candidates) == most:
        candidates += _candidates(store, f"{{title}} : ({expression})", conditions, max(TITLED, limit))
    today = to_micros(now)
    scored = {number: (weight * _freshness(today - date), date) for number, date, weight in reversed(candidates)}
    order = sorted(scored, key=lambda number: (-scored[number][0], -scored[number][1], number))
    return [(number, scored[number][0]) for number in order[:limit]]


def _candidates(store: Store, expression: str, conditions: SqlConditions, limit: int) -> list[Any]:
    """Number, date and BM25 weight of the newest matches by arrival."""
    # CROSS JOIN fixes the order of the loops: the index from its end, so that the limit ends the work early.
    return store.rows(
        f"""
        SELECT search.rowid, coalesce(article.published, article.fetched), -bm25(search, {", ".join(map(str, WEIGHTS))})
          FROM search
         CROSS JOIN article ON article.number = search.rowid
         WHERE search MATCH :expression AND {_unless_muted(conditions)} AND {conditions.sql}
         ORDER BY search.rowid DESC
         LIMIT :limit
        """,
        {**conditions.values, "expression": expression, "limit": limit},
    )


def index_errors(store: Store) -> int:
    """Number of articles missing from the index or wrongly in it; the indexed words are not compared."""
    (value,) = store.row(
        """
        SELECT (SELECT count(*) FROM searchable WHERE number NOT IN (SELECT id FROM search_docsize))
             + (SELECT count(*) FROM search_docsize WHERE id NOT IN (SELECT number FROM searchable))
        """
    )
    return int(value)


def _newest(store: Store, expression: str, conditions: SqlConditions, limit: int) -> list[tuple[int, float]]:
    """Numbers of the newest matches by date, with a score of 0."""
    if expression:
        rows = store.rows(
            f"""
            SELECT article.number
              FROM article
             WHERE article.number IN (SELECT rowid FROM search WHERE search MATCH :expression)
               AND {_unless_muted(conditions)} AND {conditions.sql}
             ORDER BY coalesce(article.published, article.fetched) DESC, article.number DESC
             LIMIT :limit
            """,
            {**conditions.values, "expression": expression, "limit": limit},
        )
    else:
        rows = store.rows(
            f"""
            SELECT article.number
              FROM article
             WHERE article.thread_id IS NOT NULL AND {_unless_muted(conditions)} AND {conditions.sql}
             ORDER BY coalesce(article.published, article.fetched) DESC, article.number DESC
             LIMIT :limit
            """,
            {**conditions.values, "limit": limit},
        )
    return [(number, 0.0) for (number,) in rows]


def _unless_muted(conditions: SqlConditions) -> str:
    return "1" if conditions.muted else "article.thread_id NOT IN (SELECT id FROM thread WHERE muted = 1)"


def _freshness(age: int) -> float:
    """Share of its score that an article keeps at an age in microseconds."""
    return OLD + (1 - OLD) * math.exp2(-max(age, 0) / _HALF_LIFE_MICROS)

"""Queries as readers write them, and the search for articles."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from briefing.config import Config
from briefing.query import EVERYTHING, Node
from briefing.store import Store

if TYPE_CHECKING:
    from briefing.model import SearchHit

SearchOrder = Literal["relevance", "date"]


def as_query(query: str | Node, config: Config | None = None) -> Node:
    """Return the tree of a query; one that is a tree already stays as it is.

    Args:
        query: the text, or the tree.
        config: names the saved queries that the text may speak of; None for none.

    Raises:
        QueryError: the text cannot be read; it points at the column.
    """
    if not isinstance(query, str):
        return query
    if not query.strip():
        return EVERYTHING
    from briefing.query import parse  # late, as most ask for everything

    return parse(query, config.queries) if config else parse(query)


def search_articles(
    store: Store,
    query: str | Node,
    *,
    limit: int = 20,
    order: SearchOrder = "relevance",
    now: datetime | None = None,
) -> list[SearchHit]:
    """Return the articles that a query finds, best first, each with the sentence that has most of the words.

    Articles of muted threads are found only where the query asks for muted ones.

    Args:
        store: the open store.
        query: what is wanted; its bare words must stand in title, text, quotes or speakers.
        limit: how many at most.
        order: `relevance` ranks by words and age, `date` by age alone.
        now: the time that ages and spans are counted from.

    Raises:
        QueryError: the query cannot be read.
    """
    from briefing.store import search

    return search.find(store, as_query(query), now or datetime.now(UTC), limit=limit, order=order)

"""Parsing of queries, and article search."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from briefing.config import Config
from briefing.query.nodes import EVERYTHING, Node
from briefing.store import Store

if TYPE_CHECKING:
    from briefing.model import SearchHit

SearchOrder = Literal["relevance", "date"]


def as_query(query: str | Node, config: Config | None = None) -> Node:
    """Parse a query; a tree is returned unchanged.

    Args:
        query: the text, or the tree.
        config: defines the saved queries that the text may refer to; None for none.

    Raises:
        QueryError: the text is invalid; the message gives the column.
    """
    if not isinstance(query, str):
        return query
    if not query.strip():
        return EVERYTHING
    from briefing.query.parser import parse  # imported late: most queries are empty

    return parse(query, config.queries) if config else parse(query)


def search_articles(
    store: Store,
    query: str | Node,
    *,
    limit: int = 20,
    order: SearchOrder = "relevance",
    now: datetime | None = None,
) -> list[SearchHit]:
    """Articles that match a query, best first, each with a snippet.

    Articles of muted threads are included only if the query mentions muted ones.

    Args:
        store: the open store.
        query: its bare words match title, text, quotes or speakers.
        limit: maximum number of articles.
        order: `relevance` ranks by words and age, `date` by age alone.
        now: reference time of ages and relative spans.

    Raises:
        QueryError: the query is invalid.
    """
    from briefing.store import search

    return search.find(store, as_query(query), now or datetime.now(UTC), limit=limit, order=order)

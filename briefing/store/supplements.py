"""What the sources of articles give beside their texts: enclosures, the page with comments, categories."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from briefing.store.columns import from_lines, read_json, to_lines
from briefing.store.database import Store

if TYPE_CHECKING:
    from briefing.model import Article, Enclosure

Supplement: TypeAlias = "tuple[tuple[Enclosure, ...], str, tuple[str, ...]]"
"""Enclosures, the address of the page with comments, categories."""


def write(store: Store, articles: Iterable[Article]) -> None:
    """Write what there is of stored articles; what an article has lost stays."""
    store.run_many(
        """
        INSERT INTO supplement (number, enclosures, comments, categories)
        SELECT number, ?, ?, ? FROM article WHERE id = ?
        ON CONFLICT (number) DO UPDATE
           SET enclosures = excluded.enclosures, comments = excluded.comments, categories = excluded.categories
        """,
        [
            (_enclosures(article), article.comments, to_lines(article.categories), article.id)
            for article in articles
            if article.enclosures or article.comments or article.categories
        ],
    )


def read(column: str | None) -> Supplement:
    """The supplement of an article from a JSON list of the columns; None if it has none."""
    from briefing.model import Enclosure

    if column is None:
        return (), "", ()
    enclosures, comments, categories = read_json(column)
    return tuple(Enclosure(*each) for each in enclosures or ()), comments, from_lines(categories)


def categories(store: Store) -> list[tuple[str, tuple[str, ...]]]:
    """The distinct values of the column of categories, and the names in each."""
    rows = store.rows("SELECT DISTINCT categories FROM supplement WHERE categories <> ''")
    return [(column, from_lines(column)) for (column,) in rows]


def _enclosures(article: Article) -> str | None:
    if not article.enclosures:
        return None
    return json.dumps([[each.url, each.type, each.length, each.title] for each in article.enclosures])

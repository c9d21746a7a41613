"""Items of the sync server: which article each is, and what the server is known to say of its marks.

What is still to be sent is not recorded, but computed: the marks of articles that differ from what the server is known
to say. So nothing can be missed, whoever changes a mark, and a mark that is taken back before it is sent is not sent.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from briefing.store.database import Store

Field = Literal["read", "starred"]
"""A mark that both sides have."""

FORGOTTEN = 3
"""An item that the server did not know so often in a row is not asked for again."""

_PENDING = "article.read IS NOT remote_item.read OR article.starred IS NOT remote_item.starred"


@dataclass(frozen=True, slots=True)
class MarkedItem:
    """An item with its marks on both sides."""

    id: str
    """Id on the server."""
    article_id: str
    """Id of the article."""
    read: bool
    """Whether its article is read."""
    starred: bool
    """Whether its article is starred."""
    remote_read: bool | None
    """Whether the server is known to have it as read; None while a change may have reached it."""
    remote_starred: bool | None
    """The same for the star."""
    missed: int = 0
    """How often in a row the server did not know it."""


def count(store: Store) -> int:
    """Number of items that have an article."""
    (number,) = store.row("SELECT count(number) FROM remote_item")
    return int(number)


def count_pending(store: Store) -> int:
    """Number of items with a mark that is still to be sent."""
    (number,) = store.row(f"SELECT count(*) FROM remote_item JOIN article USING (number) WHERE {_PENDING}")
    return int(number)


def pending(store: Store) -> list[MarkedItem]:
    """Items with a mark that is still to be sent, by id."""
    return _marked(store, f"WHERE {_PENDING}")


def marked(store: Store, ids: Collection[str] | None = None) -> dict[str, MarkedItem]:
    """Items that have an article, by id; None for all."""
    if ids is None:
        return {item.id: item for item in _marked(store, "")}
    among = "WHERE remote_item.id IN (SELECT value FROM json_each(?))"
    return {item.id: item for item in _marked(store, among, json.dumps(list(ids)))}


def _marked(store: Store, condition: str, *values: str) -> list[MarkedItem]:
    rows = store.rows(
        f"""
        SELECT remote_item.id, article.id, article.read, article.starred, remote_item.read, remote_item.starred, missed
          FROM remote_item
          JOIN article USING (number)
         {condition}
         ORDER BY remote_item.id
        """,
        values,
    )
    return [
        MarkedItem(id_, article_id, bool(read), bool(starred), _flag(remote_read), _flag(remote_starred), missed)
        for id_, article_id, read, starred, remote_read, remote_starred, missed in rows
    ]


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def known(store: Store, ids: Collection[str]) -> set[str]:
    """The ids of items that need not be asked for: they have or had an article, or the server does not know them."""
    rows = store.rows(
        f"""
        SELECT remote_item.id
          FROM json_each(?) AS given
          JOIN remote_item ON remote_item.id = given.value
         WHERE number IS NOT NULL OR missed NOT BETWEEN 1 AND {FORGOTTEN - 1}
        """,
        (json.dumps(list(ids)),),
    )
    return {id_ for (id_,) in rows}


def link(store: Store, articles: Mapping[str, str]) -> None:
    """Record the articles of items: item id -> article id, empty or unknown if the article is gone.

    A new item counts as neither read nor starred on the server until the server's marks are compared, so that those
    that either side has are kept.
    """
    store.run_many(
        """
        INSERT INTO remote_item (id, number, read, starred)
        VALUES (?1, (SELECT number FROM article WHERE id = ?2), 0, 0)
        ON CONFLICT (id) DO UPDATE SET number = excluded.number, missed = 0
         WHERE number IS NOT excluded.number OR missed <> 0
        """,
        list(articles.items()),
    )


def note_remote(store: Store, field: Field, values: Mapping[str, bool | None]) -> None:
    """Record what the server is known to say of items; None while a change may have reached it."""
    store.run_many(
        f"UPDATE remote_item SET {field} = ?2 WHERE id = ?1",
        [(id_, None if value is None else int(value)) for id_, value in values.items()],
    )


def note_missed(store: Store, ids: Collection[str]) -> None:
    """Record that the server does not know these items."""
    store.run_many(
        """
        INSERT INTO remote_item (id, read, starred, missed) VALUES (?, 0, 0, 1)
        ON CONFLICT (id) DO UPDATE SET missed = missed + 1
        """,
        [(id_,) for id_ in ids],
    )


def drop_gone(store: Store, listed: Collection[str]) -> None:
    """Delete items whose article is gone, except those that the server lists as unread or starred."""
    store.run(
        "DELETE FROM remote_item WHERE number IS NULL AND id NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(list(listed)),),
    )


def clear(store: Store) -> None:
    """Delete all items; the marks of articles stay."""
    store.run("DELETE FROM remote_item")

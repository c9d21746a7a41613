"""Threads that are behind: their briefs do not tell of all their articles yet."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from briefing.store.database import Store


def note(store: Store, thread_ids: Collection[str], arriving: Sequence[str]) -> None:
    """Note that threads are behind, and which articles are new in them."""
    store.run_many("UPDATE thread SET behind = 1 WHERE id = ?", [(id_,) for id_ in thread_ids])
    store.run_many("UPDATE article SET arriving = 1 WHERE id = ?", [(id_,) for id_ in arriving])


def count(store: Store) -> int:
    """Return how many threads are behind."""
    return int(store.row("SELECT count(*) FROM thread WHERE behind = 1")[0])


def waiting(store: Store) -> list[tuple[str, int]]:
    """Return the threads that are behind, those with the newest articles first, and how many articles each has."""
    found = store.rows("SELECT id, articles FROM thread WHERE behind = 1 ORDER BY last DESC, id")
    return [(id_, articles) for id_, articles in found]


def settle(store: Store, thread_ids: Collection[str]) -> list[str]:
    """Note that threads are ready; the articles that are new in them, by id."""
    wanted = (json.dumps(list(thread_ids)),)
    found = store.rows(
        """
        SELECT article.id
          FROM json_each(?) AS wanted
         CROSS JOIN article INDEXED BY article_by_thread ON article.thread_id = wanted.value
         WHERE article.arriving = 1
         ORDER BY article.id
        """,
        wanted,
    )
    store.run_many("UPDATE article SET arriving = 0 WHERE id = ?", found)
    store.run_many("UPDATE thread SET behind = 0 WHERE id = ?", [(id_,) for id_ in thread_ids])
    return [row[0] for row in found]

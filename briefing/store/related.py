"""Relations between threads of one saga, as computed when either last changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from briefing.model import RelatedThread
from briefing.store.database import Store

MOST = 5
"""Maximum number of related threads that are read."""


def biggest(store: Store, thread_ids: Collection[str], limit: int) -> list[str]:
    """The first of these threads: those of several articles, then the latest."""
    rows = store.rows(
        """
        SELECT thread.id
          FROM json_each(?) AS given
          JOIN thread ON thread.id = given.value
         ORDER BY thread.articles > 1 DESC, thread.last DESC, thread.id
         LIMIT ?
        """,
        (json.dumps(sorted(thread_ids)), limit),
    )
    return [id_ for (id_,) in rows]


def replace(store: Store, thread_ids: Collection[str], relations: Iterable[tuple[str, str, float]]) -> None:
    """Replace what these threads were related to.

    Args:
        store: opened for writing.
        thread_ids: of the threads.
        relations: thread, related thread, score.
    """
    store.run_many("DELETE FROM related WHERE thread_id = ?", [(id_,) for id_ in thread_ids])
    store.run_many("INSERT INTO related (thread_id, other_id, score) VALUES (?, ?, ?)", list(relations))


def read(store: Store, thread_id: str) -> tuple[RelatedThread, ...]:
    """Threads related to a thread, in either direction, closest first; without muted ones."""
    rows = store.rows(
        """
        SELECT thread.id, thread.title, max(score)
          FROM (SELECT other_id AS id, score FROM related WHERE thread_id = ?1
                 UNION ALL
                SELECT thread_id, score FROM related WHERE other_id IN (SELECT id FROM alias WHERE thread_id = ?1)
                    OR other_id = ?1) AS found
          LEFT JOIN alias ON alias.id = found.id
          JOIN thread ON thread.id = coalesce(alias.thread_id, found.id)
         WHERE thread.id <> ?1 AND NOT thread.muted
         GROUP BY thread.id
         ORDER BY max(score) DESC, thread.id
         LIMIT ?2
        """,
        (thread_id, MOST),
    )
    return tuple(RelatedThread(*row) for row in rows)

"""Threads that are behind: their briefs do not cover all of their articles yet."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from briefing.store.columns import from_micros, to_micros
from briefing.store.database import Store


def mark_mixed(store: Store) -> None:
    """Mark threads with articles in several languages as behind."""
    store.run(
        """
        UPDATE thread SET behind = 1
         WHERE id IN (SELECT thread_id FROM article
                       WHERE thread_id IS NOT NULL AND language <> ''
                       GROUP BY thread_id HAVING count(DISTINCT language) > 1)
        """
    )


def mark(store: Store, thread_ids: Collection[str], arriving: Sequence[str]) -> None:
    """Mark threads as behind, and articles as new in them."""
    store.run_many("UPDATE thread SET behind = 1 WHERE id = ?", [(id_,) for id_ in thread_ids])
    store.run_many("UPDATE article SET arriving = 1 WHERE id = ?", [(id_,) for id_ in arriving])


def count(store: Store) -> int:
    """Number of threads that are behind."""
    (number,) = store.row("SELECT count(*) FROM thread WHERE behind = 1")
    return int(number)


def waiting(store: Store) -> dict[str, int]:
    """Number of articles by the id of each thread that is behind, most important first."""
    return dict(store.rows("SELECT id, articles FROM thread WHERE behind = 1 ORDER BY rank DESC, id"))


def ready_until(store: Store, after: datetime | None) -> datetime | None:
    """Limit for a cursor at `after`: just before the first later arrival in a thread that is behind.

    Articles moved to such a thread from another one count too, as no brief may cover them yet. None if there is no such
    arrival.
    """
    (first,) = store.row(
        """
        SELECT min(at)
          FROM (SELECT min(article.fetched) AS at
                  FROM thread INDEXED BY thread_behind
                 CROSS JOIN article INDEXED BY article_by_thread
                    ON article.thread_id = thread.id AND article.fetched > :after
                 WHERE thread.behind = 1
                 UNION ALL
                SELECT min(article.edited)
                  FROM thread INDEXED BY thread_behind
                 CROSS JOIN article INDEXED BY article_by_thread ON article.thread_id = thread.id
                 WHERE thread.behind = 1 AND article.edited > :after)
        """,
        {"after": to_micros(after) if after else -(2**63)},
    )
    return _just_before(first)


def all_ready_until(store: Store) -> datetime | None:
    """Time just before the first arrival that no brief covers yet; None if there is none."""
    (first,) = store.row(
        """
        SELECT min(article.fetched)
          FROM thread INDEXED BY thread_behind
         CROSS JOIN article INDEXED BY article_by_thread ON article.thread_id = thread.id
         WHERE thread.behind = 1 AND article.arriving = 1
        """
    )
    return _just_before(first)


def among(store: Store, thread_ids: Collection[str]) -> set[str]:
    """The ones among these threads that are behind."""
    id_list = (json.dumps(list(thread_ids)),)
    rows = store.rows(
        "SELECT thread.id FROM json_each(?) AS given CROSS JOIN thread ON thread.id = given.value WHERE behind = 1",
        id_list,
    )
    return {id_ for (id_,) in rows}


def _just_before(micros: int | None) -> datetime | None:
    at = from_micros(micros)
    return at - timedelta(microseconds=1) if at else None


def mark_ready(store: Store, thread_ids: Collection[str]) -> list[str]:
    """Mark threads as up to date; returns the sorted ids of the articles that were new in them."""
    id_list = (json.dumps(list(thread_ids)),)
    articles = store.rows(
        """
        SELECT article.id
          FROM json_each(?) AS given
         CROSS JOIN article INDEXED BY article_by_thread ON article.thread_id = given.value
         WHERE article.arriving = 1
         ORDER BY article.id
        """,
        id_list,
    )
    store.run_many("UPDATE article SET arriving = 0 WHERE id = ?", articles)
    store.run_many("UPDATE thread SET behind = 0 WHERE id = ?", [(id_,) for id_ in thread_ids])
    return [id_ for (id_,) in articles]

"""Deferred articles: older than the window of threads, stored and listed, but analysed only on request.

A deferred article has a thread of its own and the version `DEFERRED` of its analysis.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import timedelta

from briefing.store.database import Store

DEFERRED = -1
"""Version of the analysis of an article that is not analysed until it is asked for."""
IS_DEFERRED = f"""EXISTS (SELECT 1 FROM article INDEXED BY article_by_analysis
                        WHERE article.analysed = {DEFERRED} AND article.thread_id = thread.id)"""
"""Condition for threads with a deferred article."""


def defer(store: Store, window: timedelta) -> None:
    """Defer the new articles of feeds that are older than the newest article of their feed by more than the window.

    A feed whose last articles are all old keeps those of its last `window`. Pages of deferred articles are not fetched.
    """
    store.run(
        """
        UPDATE article SET analysed = :deferred, wants_page = 0
          FROM (SELECT source_id, max(min(published, fetched)) AS at
                  FROM article
                 WHERE source_id IN (SELECT DISTINCT old.source_id
                                       FROM article AS old
                                       JOIN source ON source.id = old.source_id AND source.kind <> 'file'
                                      WHERE old.pending = 1 AND old.published < old.fetched - :window)
                 GROUP BY source_id) AS newest
         WHERE newest.source_id = article.source_id AND article.published < newest.at - :window
           AND article.pending = 1 AND article.thread_id IS NULL
        """,
        {"window": window // timedelta(microseconds=1), "deferred": DEFERRED},
    )


def write(store: Store, assigned: Mapping[str, str], reason: str) -> None:
    """Put new articles into the threads that are written already, inside the caller's transaction.

    They arrive at their date, so that they are no news.

    Args:
        store: the open store.
        assigned: article id -> id of its thread.
        reason: why each is in its thread.
    """
    store.run_many(
        "UPDATE article SET thread_id = ?1, joined = ?1, fetched = published, reasons = ?2 WHERE id = ?3",
        [(thread_id, reason, id_) for id_, thread_id in assigned.items()],
    )


def mark_listed(store: Store, ids: Collection[str]) -> None:
    """Give articles an empty analysis, which makes them searchable, inside the caller's transaction."""
    from briefing.codec import to_json
    from briefing.model import Analysis

    store.run_many(
        """
        UPDATE content SET analysis = ?, before = NULL
         WHERE number = (SELECT number FROM article WHERE id = ?)
        """,
        [(to_json(Analysis(id_)), id_) for id_ in ids],
    )
    store.run_many("UPDATE article SET pending = 0 WHERE id = ?", [(id_,) for id_ in ids])


def count_pending(store: Store) -> int:
    """Number of deferred articles that are new or changed."""
    (number,) = store.row("SELECT count(*) FROM article WHERE pending = 1 AND analysed < 0")
    return int(number)


def sizes(store: Store, thread_ids: Collection[str]) -> dict[str, int]:
    """The ones among these threads with a deferred article, with their number of articles."""
    rows = store.rows(
        f"""
        SELECT thread.id, thread.articles
          FROM json_each(?) AS given
         CROSS JOIN thread ON thread.id = given.value
         WHERE {IS_DEFERRED}
        """,
        (json.dumps(list(thread_ids)),),
    )
    return dict(rows)


def count(store: Store) -> int:
    """Number of deferred articles."""
    (number,) = store.row("SELECT count(*) FROM article WHERE thread_id IS NOT NULL AND analysed = ?", (DEFERRED,))
    return int(number)

"""Analyses that an earlier version of the program made, and the threads whose briefs were built from them.

Those of deferred articles, which have none yet, are outdated only for `outdated_articles`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from briefing.store.database import Store

if TYPE_CHECKING:
    from briefing.store.stored_values import RenewedAnalysis


def any_outdated(store: Store) -> bool:
    """Whether there is an outdated analysis, or a brief that was built from one; two look-ups in indexes."""
    from briefing.text import ANALYSIS

    (value,) = store.row(
        """
        SELECT EXISTS (SELECT 1 FROM article WHERE thread_id IS NOT NULL AND analysed >= 0 AND analysed < ?)
            OR EXISTS (SELECT 1 FROM thread WHERE behind = 2)
        """,
        (ANALYSIS,),
    )
    return bool(value)


def count(store: Store) -> tuple[int, int]:
    """Number of outdated analyses, and of all threaded articles."""
    from briefing.text import ANALYSIS

    outdated, articles = store.row(
        """
        SELECT (SELECT count(*) FROM article WHERE thread_id IS NOT NULL AND analysed >= 0 AND analysed < ?),
               (SELECT count(*) FROM article INDEXED BY article_by_analysis WHERE thread_id IS NOT NULL)
        """,
        (ANALYSIS,),
    )
    return outdated, articles


def outdated_threads(store: Store) -> dict[str, int]:
    """Number of articles by the id of each thread with outdated analyses or an outdated brief, newest threads first."""
    from briefing.text import ANALYSIS

    rows = store.rows(
        """
        SELECT thread.id, thread.articles
          FROM (SELECT thread_id AS id FROM article WHERE thread_id IS NOT NULL AND analysed >= 0 AND analysed < ?
                 UNION
                SELECT id FROM thread WHERE behind = 2) AS given
         CROSS JOIN thread ON thread.id = given.id
         ORDER BY thread.last DESC, thread.id
        """,
        (ANALYSIS,),
    )
    return dict(rows)


def outdated_articles(store: Store, thread_ids: Collection[str]) -> list[str]:
    """Ids of the articles in these threads with outdated analyses; those with a pending change are left out."""
    from briefing.text import ANALYSIS

    rows = store.rows(
        """
        SELECT article.id
          FROM json_each(?) AS given
         CROSS JOIN article INDEXED BY article_by_thread ON article.thread_id = given.value
         WHERE article.analysed < ? AND article.pending = 0
         ORDER BY article.number
        """,
        (json.dumps(list(thread_ids)), ANALYSIS),
    )
    return [id_ for (id_,) in rows]


def write(
    store: Store, renewed: Sequence[RenewedAnalysis], article_ids: Collection[str], thread_ids: Collection[str]
) -> None:
    """Write renewed analyses and mark the briefs of their threads as outdated, in one transaction.

    Args:
        store: the open store.
        renewed: the new analyses.
        article_ids: articles that are not to be analysed again by this version, whether they have a new analysis or
            keep the earlier one.
        thread_ids: threads of these articles.
    """
    from briefing.text import ANALYSIS
    from briefing.text.terms import STEMMER

    with store.transaction():
        store.run_many(
            "UPDATE content SET analysis = ?, stemmer = ? WHERE number = (SELECT number FROM article WHERE id = ?)",
            [(each.data, STEMMER, each.article_id) for each in renewed],
        )
        store.run_many(
            "UPDATE article SET language = ?1, wire = ?2 WHERE id = ?3 AND (language <> ?1 OR wire <> ?2)",
            [(each.language, each.wire, each.article_id) for each in renewed],
        )
        store.run_many("UPDATE article SET analysed = ? WHERE id = ?", [(ANALYSIS, id_) for id_ in article_ids])
        store.run_many("UPDATE thread SET behind = 2 WHERE id = ? AND behind = 0", [(id_,) for id_ in thread_ids])

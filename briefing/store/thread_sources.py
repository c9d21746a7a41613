"""Sources of threads, for grouping them on the front page."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from briefing.store.columns import from_lines
from briefing.store.database import Store


@dataclass(frozen=True, slots=True)
class ThreadSource:
    """Source of the newest article of a thread."""

    outlet: str
    """Name of the outlet."""
    feed: str
    """Title of the feed; empty if unknown."""
    tags: tuple[str, ...]
    """The reader's tags of the feed."""
    is_dated: bool
    """Whether any article of the thread has a date."""
    kind: str
    """Kind of the newest article, empty for a report; see `ArticleRef.kind`."""


def newest(store: Store, ids: Collection[str], unsure: Collection[str]) -> dict[str, ThreadSource]:
    """Sources of the newest articles of these threads, by thread id.

    Args:
        store: the open store.
        ids: the threads.
        unsure: those of them whose kind is read; it is empty for the others.
    """
    rows = store.rows(
        """
        SELECT given.value, article.outlet, source.title, source.tags, max(article.published),
               (SELECT json_extract(data, '$.articles[0].kind')
                  FROM brief
                 WHERE thread_id = given.value AND given.value IN (SELECT value FROM json_each(:unsure)))
          FROM json_each(:ids) AS given
          JOIN article ON article.thread_id = given.value
          LEFT JOIN source ON source.id = article.source_id
         GROUP BY given.value
        """,
        {"ids": json.dumps(list(ids)), "unsure": json.dumps(list(unsure))},
    )
    return {
        id_: ThreadSource(outlet, feed or "", from_lines(tags or ""), published is not None, kind or "")
        for id_, outlet, feed, tags, published, kind in rows
    }

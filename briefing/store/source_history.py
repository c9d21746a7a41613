"""What sources have published lately, for their profiles."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from briefing.store import key_values
from briefing.store.columns import from_lines, from_micros, to_micros
from briefing.store.database import Store

if TYPE_CHECKING:
    from briefing.threads.source_profiles import Published, SourceProfiles, SourceRecords

LATEST = 20_000
"""Number of articles that are read, the last ones that were stored; as many more of feeds that have few among these."""
SETTLED = timedelta(days=1)
"""Time before the last arrival after which a thread counts for the record of a source: so a refresh that was killed
and repeated reads the same record."""
_COLUMNS = """
    article.number, article.outlet, article.source_id, article.title, article.author, article.published,
    CASE WHEN article.fetched < :settled THEN (SELECT outlets > 1 FROM thread WHERE id = article.thread_id) END,
    (SELECT tags FROM source WHERE id = article.source_id)
"""
_Row = tuple[int, str, str, str, str, int | None, int | None, str | None]
"""`_COLUMNS` of an article."""


def profiles(store: Store) -> SourceProfiles:
    """Profiles of the sources of the last stored articles."""
    return records(store).profiles()


def sources_in(store: Store, thread_ids: Collection[str]) -> set[str]:
    """Keys of the sources of the articles of threads."""
    rows = store.rows(
        """
        SELECT DISTINCT article.outlet, article.source_id
          FROM json_each(?) AS given
         CROSS JOIN article INDEXED BY article_by_thread ON article.thread_id = given.value
        """,
        (json.dumps(list(thread_ids)),),
    )
    return {outlet.casefold() or source_id for outlet, source_id in rows}


def records(store: Store) -> SourceRecords:
    """Records of the sources of the last stored articles; those of a source are decoded when it is asked for."""
    from briefing.threads.source_profiles import NEWEST, SourceRecords

    arrived = key_values.get(store, key_values.ARRIVED)
    settled = to_micros(arrived - SETTLED) if arrived else -(2**63)
    rows = store.rows(
        f"""
        SELECT {_COLUMNS}
          FROM article
         WHERE number > (SELECT max(number) FROM article) - :latest
         ORDER BY number DESC
        """,
        {"settled": settled, "latest": LATEST},
    )
    if rows:
        lately = Counter([row[2] for row in rows])
        rare = [feed for feed in _feeds(store) if lately[feed] < NEWEST]
        rows += store.rows(
            f"""
            SELECT {_COLUMNS}
              FROM article
             WHERE number IN (
                       SELECT article.number
                         FROM json_each(:feeds) AS feed
                        CROSS JOIN article INDEXED BY article_by_source ON article.source_id = feed.value
                        WHERE article.number < :oldest
                        ORDER BY article.number DESC
                        LIMIT 2 * :latest - :known
                   )
             ORDER BY number DESC
            """,
            {
                "settled": settled,
                "feeds": json.dumps(rare),
                "oldest": rows[-1][0],
                "latest": LATEST,
                "known": len(rows),
            },
        )
    by_source: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_source[row[1].casefold() or row[2]].append(row)
    by_source.pop("", None)
    feeds = Counter([row[2] for of_source in by_source.values() for row in of_source])
    return SourceRecords(by_source, feeds, lambda source: [_published(source, row) for row in by_source[source]])


def _feeds(store: Store) -> list[str]:
    """Ids of the feeds of all articles, each found by a step in the index."""
    rows = store.rows(
        """
        WITH RECURSIVE feed (id) AS (
            SELECT min(source_id) FROM article
             UNION ALL
            SELECT (SELECT min(source_id) FROM article WHERE source_id > feed.id) FROM feed WHERE feed.id NOT NULL
        )
        SELECT id FROM feed WHERE id NOT NULL
        """
    )
    return [id_ for (id_,) in rows]


def _published(source: str, row: _Row) -> Published:
    from briefing.threads.source_profiles import Published

    _, _, feed, title, author, published, shared, tags = row
    is_shared = None if shared is None else bool(shared)
    return Published(source, feed, title, author, from_micros(published), is_shared, from_lines(tags or ""))

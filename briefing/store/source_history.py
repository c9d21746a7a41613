"""What sources have published lately, for their profiles."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from briefing.store import key_values
from briefing.store.columns import from_lines, from_micros, to_micros
from briefing.store.database import Store

if TYPE_CHECKING:
    from briefing.threads.source_profiles import SourceProfiles, SourceRecords

LATEST = 20_000
"""Number of articles that are read, the last ones that were stored; as many more of feeds that have few among these."""
SETTLED = timedelta(days=1)
"""Time before the last arrival after which a thread counts for the record of a source: so a refresh that was killed
and repeated reads the same record."""


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
    """Records of the sources of the last stored articles."""
    from briefing.threads.source_profiles import NEWEST, Published, SourceRecords

    arrived = key_values.get(store, key_values.ARRIVED)
    rows = store.rows(
        """
        WITH latest AS (SELECT max(number) - :latest AS start FROM article),
             busy AS (
                SELECT source_id FROM article, latest WHERE number > start GROUP BY source_id HAVING count(*) >= :few
             )
        SELECT article.outlet, article.source_id, article.title, article.author, article.published,
               CASE WHEN article.fetched < :settled THEN thread.outlets > 1 END, source.tags
          FROM article, latest
          LEFT JOIN thread ON thread.id = article.thread_id
          LEFT JOIN source ON source.id = article.source_id
         WHERE article.number > latest.start OR article.source_id NOT IN busy
         ORDER BY article.number DESC
         LIMIT 2 * :latest
        """,
        {"settled": to_micros(arrived - SETTLED) if arrived else -(2**63), "latest": LATEST, "few": NEWEST},
    )
    return SourceRecords(
        Published(
            outlet.casefold() or source_id,
            source_id,
            title,
            author,
            from_micros(published),
            None if shared is None else bool(shared),
            tuple(from_lines(tags)) if tags else (),
        )
        for outlet, source_id, title, author, published, shared, tags in rows
    )

"""Queries on the key quotes of all threads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from briefing.model import KeyQuote
from briefing.store.columns import from_json, query_words, to_micros
from briefing.store.database import Store
from briefing.store.query_sql import ALL, SqlConditions


def listed(  # noqa: PLR0913 - one parameter for each filter
    store: Store,
    conditions: SqlConditions = ALL,
    *,
    speaker: str = "",
    thread_id: str = "",
    after: datetime | None = None,
    limit: int | None = None,
    doubtful: bool = False,
) -> Iterator[KeyQuote]:
    """Key quotes, read lazily: by the rank of their thread, then best first within a thread.

    Args:
        store: the open store.
        conditions: compiled query; quotes of muted threads are left out unless it mentions them.
        speaker: words that must all occur in the names of the speaker and of whom they speak for.
        thread_id: only quotes of this thread, muted or not; empty for all.
        after: only quotes that arrived later.
        limit: maximum number of quotes; None for all.
        doubtful: the doubtful ones instead of the others.
    """
    values = {
        **conditions.values,
        "thread": thread_id,
        "after": to_micros(after),
        "speaker": json.dumps(query_words(speaker)),
        "limit": -1 if limit is None else limit,
        "doubtful": int(doubtful),
    }
    sql = _OF_THREAD if thread_id else _OF_ALL
    rows = store.each(sql.format(conditions=conditions.sql, unless_muted=conditions.unless_muted), values)
    return (from_json(KeyQuote, data) for (data,) in rows)


_FILTERS = """
           AND quote.doubtful = :doubtful
           AND (:after IS NULL OR quote.added > :after)
           AND (:speaker = '[]'
                OR NOT EXISTS (SELECT 1 FROM json_each(:speaker) WHERE instr(quote.speaker, value) = 0))
           AND {conditions}
"""

# CROSS JOIN fixes the loop order: threads by rank, so that a limit ends the scan early.
_OF_ALL = f"""
        SELECT quote.data
          FROM thread
         CROSS JOIN quote ON quote.thread_id = thread.id
         WHERE {{unless_muted}} {_FILTERS}
         ORDER BY thread.followed DESC, thread.rank DESC, thread.id, quote.position
         LIMIT :limit
"""

_OF_THREAD = f"""
        SELECT quote.data
          FROM thread
          JOIN quote ON quote.thread_id = thread.id
         WHERE thread.id = :thread {_FILTERS}
         ORDER BY quote.position
         LIMIT :limit
"""

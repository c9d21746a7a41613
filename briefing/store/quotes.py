"""Key quotes of all threads."""

from __future__ import annotations

import json
from datetime import datetime

from briefing.model import KeyQuote
from briefing.store.columns import from_json, query_words, to_micros
from briefing.store.database import Store


def listed(  # noqa: PLR0913 - one parameter for each filter
    store: Store,
    query: str = "",
    *,
    speaker: str = "",
    thread_id: str = "",
    after: datetime | None = None,
    limit: int | None = None,
    doubtful: bool = False,
) -> list[KeyQuote]:
    """Return key quotes of threads that are not muted, highest rank first, best quotes of a thread first.

    Args:
        store: the open store.
        query: words that all must stand in the thread's title, names or keywords.
        speaker: words that all must stand in the names of the speaker and of whom they speak for.
        thread_id: only of this thread, muted or not; empty for all.
        after: only those that arrived later than this.
        limit: how many at most; None for all.
        doubtful: the doubtful ones instead of the others.
    """
    values = {
        "thread": thread_id,
        "after": to_micros(after),
        "speaker": json.dumps(query_words(speaker)),
        "words": json.dumps(query_words(query)),
        "limit": -1 if limit is None else limit,
        "doubtful": int(doubtful),
    }
    found = store.rows(_OF_THREAD if thread_id else _OF_ALL, values)
    return [from_json(KeyQuote, row[0]) for row in found]


_WANTED = """
           AND quote.doubtful = :doubtful
           AND (:after IS NULL OR quote.added > :after)
           AND (:speaker = '[]'
                OR NOT EXISTS (SELECT 1 FROM json_each(:speaker) WHERE instr(quote.speaker, value) = 0))
           AND (:words = '[]'
                OR NOT EXISTS (SELECT 1 FROM json_each(:words) WHERE instr(thread.haystack, value) = 0))
"""

# CROSS JOIN fixes the order of the loops: threads by rank, so that a limit ends the work early.
_OF_ALL = f"""
        SELECT quote.data
          FROM thread
         CROSS JOIN quote ON quote.thread_id = thread.id
         WHERE thread.muted = 0 {_WANTED}
         ORDER BY thread.followed DESC, thread.rank DESC, thread.id, quote.position
         LIMIT :limit
"""

_OF_THREAD = f"""
        SELECT quote.data
          FROM thread
          JOIN quote ON quote.thread_id = thread.id
         WHERE thread.id = :thread {_WANTED}
         ORDER BY quote.position
         LIMIT :limit
"""

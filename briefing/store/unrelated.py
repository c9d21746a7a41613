"""Threads whose relations have not been computed yet, remembered across killed refreshes."""

from __future__ import annotations

from datetime import datetime

from briefing.store import key_values
from briefing.store.columns import to_micros
from briefing.store.database import Store

SINCE = "unrelated since"
"""Name in `key_values` of the first arrival whose threads are not related yet."""


def note(store: Store, arrived: datetime) -> None:
    """Note that the threads of this and later arrivals are to be related, inside the caller's transaction."""
    if not any_left(store):
        key_values.put(store, SINCE, arrived)


def any_left(store: Store) -> bool:
    """Whether there are such threads."""
    return key_values.get(store, SINCE) is not None


def read(store: Store) -> set[str]:
    """Ids of these threads."""
    since = key_values.get(store, SINCE)
    rows = store.rows("SELECT id FROM thread WHERE arrived >= ?", (to_micros(since),)) if since else []
    return {id_ for (id_,) in rows}


def clear(store: Store) -> None:
    """Note that all threads are related, inside the caller's transaction."""
    store.run("DELETE FROM moment WHERE name = ?", (SINCE,))

"""Threads whose news no briefing has named: the cursor has passed them, and the next briefings offer them again."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime, timedelta

from briefing.model import PendingThread
from briefing.store import Store, key_values, threads

PENDING = "daily.pending"
"""Name in `key_values` of the threads, grouped by the start of their window."""
KEPT = timedelta(days=7)
"""Time after its last arrival for which a thread stays pending."""
MAX_PENDING = 1000
"""Maximum number of pending threads; the most important ones of the last window are kept, then earlier ones."""


def read(store: Store) -> dict[str, PendingThread]:
    """The pending threads by id; a thread that was merged into another counts as that one."""
    groups = json.loads(key_values.get_text(store, PENDING) or "[]")
    pending: dict[str, PendingThread] = {}
    for since, ids in groups:
        start = datetime.fromisoformat(since) if since else None
        for id_ in ids:
            thread_id = threads.successor(store, id_) or id_
            pending.setdefault(thread_id, PendingThread(thread_id, start))
    return pending


def update(store: Store, named: Collection[str], after: datetime | None, until: datetime, now: datetime) -> None:
    """Drop the threads that a delivered briefing names, and add those of its window that it does not.

    Args:
        store: the open store, in a transaction.
        named: ids of the threads that the briefing names.
        after: the cursor before the delivery; None if there was none.
        until: the last arrival that the briefing covers.
        now: the time from which `KEPT` is counted.
    """
    earlier, names = read(store), set(named)
    oldest = now - KEPT
    begin = max(after, oldest) if after else oldest
    window = threads.arrived_ids(store, after=begin, until=until, limit=MAX_PENDING + len(names))
    since: dict[str, datetime | None] = dict.fromkeys(window, after)
    recent = threads.arrived_ids(store, after=oldest, among=earlier.keys(), limit=len(earlier)) if earlier else []
    since.update((id_, earlier[id_].since) for id_ in recent)
    kept = [id_ for id_ in since if id_ not in names][:MAX_PENDING]
    groups: dict[datetime | None, list[str]] = {}
    for id_ in kept:
        groups.setdefault(since[id_], []).append(id_)
    # The earliest start first: it is the one that counts for threads that were merged.
    ordered = sorted(groups.items(), key=lambda group: group[0].timestamp() if group[0] else float("-inf"))
    data = [[start.isoformat() if start else None, ids] for start, ids in ordered]
    key_values.put_text(store, PENDING, json.dumps(data) if data else "")

"""Letting go of old threads, and giving their space back to the disk.

A thread goes as a whole, as its lines and quotes cite its articles. What its sources had said stays known, so that no
feed brings an article again that was let go.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.config import Kept
from briefing.errors import StoreError
from briefing.store import database
from briefing.store.columns import to_micros
from briefing.store.database import Store

INCREMENTAL = 2
"""What SQLite calls a file that can be made smaller bit by bit."""
PAGES = 2_000
"""Pages that are given back in one short transaction."""
LEAST_PAGES = 8
"""Where fewer cannot be given back, there is no room on the disk for anything."""

_REASONS: dict[Kept, str] = {
    "starred": "thread.starred > 0",
    "followed": "thread.followed = 1",
    "tagged": """EXISTS (SELECT 1 FROM thread_tag WHERE thread_id = thread.id)
                 OR EXISTS (SELECT 1 FROM article JOIN article_tag USING (number) WHERE thread_id = thread.id)""",
    "unread": "thread.unread > 0",
}
"""Why a thread may be kept, the first that holds being told."""


@dataclass(frozen=True, slots=True)
class Old:
    """A thread that is old enough to go."""

    id: str
    """The thread."""
    articles: int
    """How many it has."""
    kept: Kept | None
    """Why it stays; None if it goes."""


def old_threads(
    store: Store,
    before: datetime | None,
    until: datetime | None,
    keep: Collection[Kept],
    *,
    among: Collection[str] | None = None,
) -> list[Old]:
    """Threads by their last arrival, the oldest first.

    Args:
        store: the open store.
        before: only those in which nothing has arrived since; None for all.
        until: only those in which nothing has arrived after this; None for all.
        keep: what keeps a thread.
        among: only these, where they are still there; None for all.
    """
    reasons = "".join(f" WHEN {sql} THEN '{name}'" for name, sql in _REASONS.items() if name in keep)
    found = store.rows(
        f"""
        SELECT id, articles, {f"CASE {reasons} END" if reasons else "NULL"}
          FROM thread
         WHERE (:before IS NULL OR arrived < :before) AND (:until IS NULL OR arrived <= :until)
           AND (:among IS NULL OR id IN (SELECT value FROM json_each(:among)))
         ORDER BY arrived, id
        """,
        {
            "before": to_micros(before),
            "until": to_micros(until),
            "among": None if among is None else json.dumps(list(among)),
        },
    )
    return [Old(*row) for row in found]


def remove(store: Store, ids: Sequence[str]) -> None:
    """Remove threads with all that belongs to them, all of it or nothing."""
    wanted = (json.dumps(list(ids)),)
    parts = store.rows(
        """
        SELECT DISTINCT part
          FROM json_each(?) AS wanted
         CROSS JOIN article INDEXED BY article_by_thread ON article.thread_id = wanted.value
         WHERE part IS NOT NULL
        """,
        wanted,
    )
    with store.transaction():
        store.run("DELETE FROM article WHERE thread_id IN (SELECT value FROM json_each(?))", wanted)
        store.run_many("DELETE FROM part WHERE number = ?", parts)
        store.run(
            """
            DELETE FROM change_item
             WHERE subject IN (SELECT value FROM json_each(?1))
                OR subject IN (SELECT +id FROM alias WHERE thread_id IN (SELECT value FROM json_each(?1)))
            """,
            wanted,
        )
        store.run("DELETE FROM thread WHERE id IN (SELECT value FROM json_each(?))", wanted)


def forget(store: Store, before: datetime) -> None:
    """Remove marks and briefings that were made before, and what sources said that are no longer configured."""
    with store.transaction():
        store.run("DELETE FROM change WHERE at < ? AND decision IS NULL", (to_micros(before),))
        store.run("DELETE FROM entry WHERE source_id IN (SELECT id FROM source WHERE place IS NULL)")
        store.run("DELETE FROM delivery WHERE at < ?", (to_micros(before),))


def used_bytes(store: Store) -> int:
    """Return how much of the file holds something."""
    pages, free, size = store.row(
        "SELECT page_count, freelist_count, page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
    )
    return int((pages - free) * size)


def file_bytes(store: Store) -> int:
    """Return the size of the file, as of the last checkpoint, and of what is to be written into it."""
    paths = (store.file, database.beside(store.path, "-wal"))
    return sum(path.stat().st_size for path in paths if path.exists())


def compact(store: Store) -> None:
    """Give the free space of the file back to the disk, bit by bit, so that marks can come between."""
    if store.row("PRAGMA auto_vacuum")[0] != INCREMENTAL:  # made by an earlier version: once as a whole
        store.run(database.INCREMENTAL_VACUUM)
        store.run("VACUUM")
    pages, free = PAGES, _free_pages(store)
    while free:
        store.rows(f"PRAGMA incremental_vacuum({pages})")
        before, free = free, _free_pages(store)
        if free < before:
            continue
        # On a full disk SQLite takes it back without a word; without the log there may be room for a smaller step.
        if pages < LEAST_PAGES:
            raise StoreError(f"{store.path}: the disk has no room to make the file smaller; make some, and prune again")
        empty_log(store)
        pages //= 8
    empty_log(store)


def empty_log(store: Store) -> None:
    """Write the log into the file and give its space back, as far as readers let it."""
    store.rows("PRAGMA wal_checkpoint(TRUNCATE)")


def _free_pages(store: Store) -> int:
    return int(store.row("PRAGMA freelist_count")[0])

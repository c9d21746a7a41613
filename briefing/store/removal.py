"""Deletion of old threads, and compaction of the store's file.

Threads are deleted as a whole, as their lines and quotes cite their articles. The entries of their sources are kept,
so that a feed does not bring a deleted article again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.config import Kept
from briefing.errors import StoreError
from briefing.store import database, deferred
from briefing.store.columns import to_micros
from briefing.store.database import Store

INCREMENTAL = 2
"""SQLite's `auto_vacuum` value for incremental vacuum."""
PAGES = 2_000
"""Pages freed in one short transaction."""
LEAST_PAGES = 8
"""Smallest step; if even that fails, the disk is full."""

_REASONS: dict[Kept, str] = {
    "starred": "thread.starred > 0",
    "followed": "thread.followed = 1",
    "tagged": """EXISTS (SELECT 1 FROM thread_tag WHERE thread_id = thread.id)
                 OR EXISTS (SELECT 1 FROM article JOIN article_tag USING (number) WHERE thread_id = thread.id)""",
    "unread": "thread.unread > 0",
}
"""Reasons to keep a thread with their conditions; the first that applies is reported."""


@dataclass(frozen=True, slots=True)
class OldThread:
    """A thread that is old enough to be deleted."""

    id: str
    """Id of the thread."""
    articles: int
    """Number of articles in the thread."""
    kept: Kept | None
    """Why it is kept; None if it is to be deleted."""


def old_threads(
    store: Store,
    before: datetime | None,
    until: datetime | None,
    keep: Collection[Kept],
    *,
    among: Collection[str] | None = None,
    pending: Collection[str] = (),
) -> list[OldThread]:
    """Old threads, by their last arrival, oldest first; deferred articles arrive at their date.

    Args:
        store: the open store.
        before: only threads whose last arrival is earlier; None for all.
        until: only threads whose last arrival is not later, and deferred ones, which are no news; None for all.
        keep: reasons to keep a thread.
        among: only these ids, if still stored; None for all.
        pending: not these ids, unless they are deferred.
    """
    reasons = "".join(f" WHEN {sql} THEN '{name}'" for name, sql in _REASONS.items() if name in keep)
    rows = store.rows(
        f"""
        SELECT id, articles, {f"CASE {reasons} END" if reasons else "NULL"}
          FROM thread
         WHERE (:before IS NULL OR arrived < :before)
           AND (:among IS NULL OR id IN (SELECT value FROM json_each(:among)))
           AND ({deferred.IS_DEFERRED}
                OR (:until IS NULL OR arrived <= :until) AND id NOT IN (SELECT value FROM json_each(:pending)))
         ORDER BY arrived, id
        """,
        {
            "before": to_micros(before),
            "until": to_micros(until),
            "among": None if among is None else json.dumps(list(among)),
            "pending": json.dumps(list(pending)),
        },
    )
    return [OldThread(*row) for row in rows]


def remove(store: Store, ids: Sequence[str]) -> None:
    """Delete threads with everything that belongs to them, in one transaction."""
    id_list = (json.dumps(list(ids)),)
    parts = store.rows(
        """
        SELECT DISTINCT part
          FROM json_each(?) AS given
         CROSS JOIN article INDEXED BY article_by_thread ON article.thread_id = given.value
         WHERE part IS NOT NULL
        """,
        id_list,
    )
    with store.transaction():
        store.run("DELETE FROM article WHERE thread_id IN (SELECT value FROM json_each(?))", id_list)
        store.run_many("DELETE FROM part WHERE number = ?", parts)
        store.run(
            """
            DELETE FROM change_item
             WHERE subject IN (SELECT value FROM json_each(?1))
                OR subject IN (SELECT +id FROM alias WHERE thread_id IN (SELECT value FROM json_each(?1)))
            """,
            id_list,
        )
        store.run("DELETE FROM thread WHERE id IN (SELECT value FROM json_each(?))", id_list)


def forget(store: Store, before: datetime) -> None:
    """Delete marks from the journal and deliveries older than `before`, and entries of unconfigured sources.

    Items of a sync server whose article is removed go too: if it lists one still, that is known as an entry.
    """
    with store.transaction():
        store.run("DELETE FROM change WHERE at < ? AND decision IS NULL", (to_micros(before),))
        store.run("DELETE FROM entry WHERE source_id IN (SELECT id FROM source WHERE place IS NULL)")
        store.run("DELETE FROM remote_item WHERE number IS NULL")
        store.run("DELETE FROM delivery WHERE at < ?", (to_micros(before),))


def used_bytes(store: Store) -> int:
    """Bytes of the file in use, free pages excluded."""
    pages, free, size = store.row(
        "SELECT page_count, freelist_count, page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
    )
    return int((pages - free) * size)


def file_bytes(store: Store) -> int:
    """Size in bytes of the file and its write-ahead log."""
    paths = (store.file, database.beside(store.path, "-wal"))
    return sum(path.stat().st_size for path in paths if path.exists())


def compact(store: Store) -> None:
    """Return the file's free pages to the file system, in small steps between which marks can be written.

    Raises:
        StoreError: the disk has no room for even the smallest step.
    """
    (mode,) = store.row("PRAGMA auto_vacuum")
    if mode != INCREMENTAL:  # created by an earlier version: one full vacuum
        store.run(database.INCREMENTAL_VACUUM)
        store.run("VACUUM")
    pages, free = PAGES, _free_pages(store)
    while free:
        store.rows(f"PRAGMA incremental_vacuum({pages})")
        before, free = free, _free_pages(store)
        if free < before:
            continue
        # On a full disk SQLite rolls back silently; once the log is emptied a smaller step may fit.
        if pages < LEAST_PAGES:
            raise StoreError(f"{store.path}: the disk has no room to make the file smaller; make some, and prune again")
        empty_log(store)
        pages //= 8
    empty_log(store)


def empty_log(store: Store) -> None:
    """Checkpoint and truncate the write-ahead log, as far as readers permit."""
    store.rows("PRAGMA wal_checkpoint(TRUNCATE)")


def _free_pages(store: Store) -> int:
    (number,) = store.row("PRAGMA freelist_count")
    return int(number)

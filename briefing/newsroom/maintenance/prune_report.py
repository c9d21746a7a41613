"""Pruning of old threads by age, then by size, except kept ones and those `daily` has not delivered yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from briefing.config import Kept, StoreConfig
from briefing.errors import StoreError, StoreLockedError
from briefing.newsroom.library import pending_threads
from briefing.newsroom.library.daily_briefing import CURSOR
from briefing.store import Store, key_values, removal
from briefing.store.removal import OldThread

BATCH = 200
"""Threads removed in one transaction."""
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class PruneReport:
    """Result of pruning, or of its rehearsal."""

    threads: int
    """Number of removed threads."""
    articles: int
    """Number of removed articles."""
    kept: Mapping[str, int]
    """Number of old threads that are kept, by reason."""
    bytes_before: int
    """Size of the store before."""
    bytes_after: int
    """Size of the store afterwards; in a rehearsal the same as before."""
    too_large: bool = False
    """Whether it still exceeds the limit, as all remaining threads are kept."""


def prune(
    store: Store,
    options: StoreConfig,
    *,
    now: datetime | None = None,
    rehearse: bool = False,
    on_progress: Callable[[int, int], None] | None = None,
) -> PruneReport:
    """Delete old threads and compact the file.

    The age of a thread is that of its last arrival, for a deferred article its date. If briefings are delivered by
    `daily`, threads with arrivals after its cursor are kept, but no deferred ones, which it does not deliver. Each
    batch is a transaction: an interrupted run is completed by the next.

    Args:
        store: opened for writing, unless for a rehearsal.
        options: maximum age and size, and reasons to keep a thread.
        now: the time from which age is counted.
        rehearse: only report what would be removed by age.
        on_progress: called after every batch with the number of threads processed and the total.

    Raises:
        StoreLockedError: a refresh is running.
        StoreError: the store cannot be written; completed batches stay removed.
    """
    now = now or datetime.now(UTC)
    before = _days_ago(now, options.keep_days) if options.keep_days else None
    with store.snapshot() if rehearse else store.writer("prune", now):
        size, cursor = removal.file_bytes(store), key_values.get(store, CURSOR)
        pending = pending_threads.read(store).keys()
        old = removal.old_threads(store, before, cursor, options.keep, pending=pending) if before else []
        if rehearse:
            return _report(*_parted(old), size, size)
        limit = options.max_megabytes * MEGABYTE or None
        removed, kept = _remove(store, old, before, options.keep, None, on_progress)
        if limit and removal.used_bytes(store) > limit:
            remaining = removal.old_threads(store, None, cursor, options.keep, pending=pending)
            more_removed, kept = _remove(store, remaining, None, options.keep, limit, on_progress)
            removed += more_removed
        if before:
            removal.forget(store, before)
        _compact(store)
        too_large = limit is not None and removal.used_bytes(store) > limit
        return _report(removed, kept, size, removal.file_bytes(store), too_large=too_large)


def _remove(
    store: Store,
    old: Sequence[OldThread],
    before: datetime | None,
    keep: Collection[Kept],
    limit: int | None,
    on_progress: Callable[[int, int], None] | None,
) -> tuple[list[OldThread], list[OldThread]]:
    """Delete threads in batches, until the store is within the limit.

    Marks may be written in between, so each batch is checked again in its transaction: threads that are kept by a mark
    or have a new arrival since are skipped. A batch that fails, as on a full disk, is retried in smaller ones.

    Returns:
        the deleted threads, and those that are kept, by then or since they were listed.
    """
    removable, kept = _parted(old)
    done, size, removed = 0, BATCH, list[OldThread]()
    while done < len(removable) and (limit is None or removal.used_bytes(store) > limit):
        ids = [thread.id for thread in removable[done : done + size]]
        try:
            with store.transaction():
                cursor, pending = key_values.get(store, CURSOR), pending_threads.read(store).keys()
                still_old = removal.old_threads(store, before, cursor, keep, among=ids, pending=pending)
                batch = [thread for thread in still_old if thread.kept is None]
                removal.remove(store, [thread.id for thread in batch])
        except StoreLockedError:
            raise
        except StoreError:
            if size == 1:
                raise
            removal.empty_log(store)
            size = max(1, size // 8)
            continue
        removed += batch
        kept += [thread for thread in still_old if thread.kept]
        done += len(ids)
        if on_progress:
            on_progress(done, len(removable))
    return removed, kept


def _parted(old: Sequence[OldThread]) -> tuple[list[OldThread], list[OldThread]]:
    """The threads to be removed, and those that are kept."""
    return [thread for thread in old if thread.kept is None], [thread for thread in old if thread.kept]


def _report(
    removed: Sequence[OldThread], kept: Sequence[OldThread], before: int, after: int, *, too_large: bool = False
) -> PruneReport:
    reasons = dict(Counter(str(thread.kept) for thread in kept))
    return PruneReport(len(removed), sum(thread.articles for thread in removed), reasons, before, after, too_large)


def _compact(store: Store) -> None:
    """Compact the file.

    Raises:
        StoreError: the disk has no room for that; the freed pages are reused by later writes.
    """
    try:
        removal.compact(store)
    except StoreError as error:
        raise StoreError(f"{error} (the old threads are removed, but the file is as large as before)") from error


def _days_ago(now: datetime, days: int) -> datetime | None:
    """The time `days` before `now`; None if out of range."""
    try:
        return now - timedelta(days=days)
    except OverflowError:
        return None

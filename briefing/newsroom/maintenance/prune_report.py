"""Letting go of what is old: by age, then by size, never what is kept or what `daily` has not told yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from briefing.config import Kept, StoreConfig
from briefing.errors import StoreError, StoreLockedError
from briefing.newsroom.library.daily_briefing import CURSOR
from briefing.store import Store, key_values, removal
from briefing.store.removal import Old

BATCH = 200
"""Threads removed in one transaction."""
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class PruneReport:
    """What a pruning did, or would do."""

    threads: int
    """Threads that were removed."""
    articles: int
    """Articles that were in them."""
    kept: Mapping[str, int]
    """Threads that are old enough and stay, by what keeps them."""
    bytes_before: int
    """Size of the store."""
    bytes_after: int
    """Size of it afterwards; of a rehearsal the same as before."""
    too_large: bool = False
    """Whether it is still larger than wanted, because all the rest is kept."""


def prune(
    store: Store,
    options: StoreConfig,
    *,
    now: datetime | None = None,
    rehearse: bool = False,
    on_progress: Callable[[int, int], None] | None = None,
) -> PruneReport:
    """Remove old threads, and make the file smaller.

    A thread is as old as the last thing that arrived in it. Where briefings are delivered by `daily`, what it has not
    told yet stays. Each batch is a transaction: a run that is cut off is completed by the next.

    Args:
        store: opened for writing, unless it is only rehearsed.
        options: how old, how large, and what is kept.
        now: the end of the days that are kept.
        rehearse: only tell what would be removed by age.
        on_progress: called after every batch with how many threads are removed, and how many there are to remove.

    Raises:
        StoreLockedError: a refresh is at work.
        StoreError: the store cannot be written; what was removed until then is.
    """
    now = now or datetime.now(UTC)
    before = _days_ago(now, options.keep_days) if options.keep_days else None
    with store.snapshot() if rehearse else store.writer("prune", now):
        size, cursor = removal.file_bytes(store), key_values.get(store, CURSOR)
        old = removal.old_threads(store, before, cursor, options.keep) if before else []
        going = [each for each in old if each.kept is None]
        kept = [each for each in old if each.kept]
        if rehearse:
            return PruneReport(len(going), sum(each.articles for each in going), _why_kept(kept), size, size)
        limit = options.max_megabytes * MEGABYTE or None
        gone, since_kept = _remove(store, going, before, options.keep, None, on_progress)
        kept += since_kept
        if limit and removal.used_bytes(store) > limit:
            rest = removal.old_threads(store, None, cursor, options.keep)
            more, since_kept = _remove(
                store, [each for each in rest if each.kept is None], None, options.keep, limit, on_progress
            )
            gone, kept = gone + more, [each for each in rest if each.kept] + since_kept
        if before:
            removal.forget(store, before)
        _compact(store)
        too_large = limit is not None and removal.used_bytes(store) > limit
        articles = sum(each.articles for each in gone)
        return PruneReport(len(gone), articles, _why_kept(kept), size, removal.file_bytes(store), too_large)


def _remove(
    store: Store,
    going: Sequence[Old],
    before: datetime | None,
    keep: Collection[Kept],
    limit: int | None,
    tell: Callable[[int, int], None] | None,
) -> tuple[list[Old], list[Old]]:
    """Remove threads batch by batch, until the store is as small as wanted.

    Marks go on meanwhile, so each batch is looked at again in the transaction that removes it: what was starred, read
    again or brought news since stays. A batch for which the disk has no room is tried again in smaller ones.

    Returns:
        the threads that were removed, and those that something keeps since they were listed.
    """
    done, size, gone, kept = 0, BATCH, list[Old](), list[Old]()
    while done < len(going) and (limit is None or removal.used_bytes(store) > limit):
        ids = [each.id for each in going[done : done + size]]
        try:
            with store.transaction():
                still_old = removal.old_threads(store, before, key_values.get(store, CURSOR), keep, among=ids)
                removed = [each for each in still_old if each.kept is None]
                removal.remove(store, [each.id for each in removed])
        except StoreLockedError:
            raise
        except StoreError:
            if size == 1:
                raise
            removal.empty_log(store)
            size = max(1, size // 8)
            continue
        gone += removed
        kept += [each for each in still_old if each.kept]
        done += len(ids)
        if tell:
            tell(done, len(going))
    return gone, kept


def _why_kept(kept: Sequence[Old]) -> dict[str, int]:
    return dict(Counter(str(each.kept) for each in kept))


def _compact(store: Store) -> None:
    """Make the file smaller; where the disk has no room for that, what was removed makes room for what comes."""
    try:
        removal.compact(store)
    except StoreError as error:
        raise StoreError(f"{error} (the old threads are removed, but the file is as large as before)") from error


def _days_ago(now: datetime, days: int) -> datetime | None:
    """Return a time before now; None if it is before all times."""
    try:
        return now - timedelta(days=days)
    except OverflowError:
        return None

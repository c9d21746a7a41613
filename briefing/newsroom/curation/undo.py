"""Taking back what was changed: marks, and what was decided about threads. Nothing is ever changed for good.

Changes may be taken back in any order: of each field holds the last change that was not taken back, and what it was
before the first if there is none.
"""

from __future__ import annotations

from datetime import UTC, datetime

from briefing.config import Config
from briefing.errors import NotFoundError, UsageError
from briefing.model import JournalEntry, Via
from briefing.newsroom.curation import revert
from briefing.store import Store, journal, marks

BY_HAND: tuple[Via, ...] = ("tui", "cli", "api")
"""What is taken back where no number is given: what rules do on their own account is left."""


def list_changes(store: Store, *, limit: int | None = None) -> list[JournalEntry]:
    """Return what was changed, newest first, with what was taken back."""
    return journal.entries(store, limit)


def last_change(store: Store, vias: tuple[Via, ...] = BY_HAND) -> JournalEntry | None:
    """Return what `undo` without a number would take back; None if there is nothing."""
    return journal.last(store, vias)


def undo(
    store: Store,
    config: Config,
    number: int | None = None,
    *,
    vias: tuple[Via, ...] = BY_HAND,
    now: datetime | None = None,
) -> JournalEntry:
    """Take back a change, all of it or nothing; what was changed again since stays as it is now.

    Args:
        store: opened for writing.
        config: how threads are made anew, where they were split or joined.
        number: which; None for the last one that holds and came from one of `vias`.
        vias: see there.
        now: the time.

    Returns:
        the entry, taken back.

    Raises:
        NotFoundError: there is nothing to take back, or no such change.
        UsageError: it was taken back already, or what it did cannot be taken back any more.
        StoreLockedError: threads are to be made anew, and a refresh is at work.
    """
    now = now or datetime.now(UTC)
    with store.transaction():
        entry = _wanted(store, number, vias)
        if entry.undone:
            raise UsageError(f"{entry.number}: was taken back already; `briefing undo --redo {entry.number}` makes it")
        decided = journal.decision_of(store, entry.number)
        if decided is None:
            marks.take_back(store, entry.number)
            journal.set_undone(store, entry.number, now)
    if decided is not None:
        revert.take_back(store, config, entry.number, decided, now=now)
    return _now(store, entry)


def redo(
    store: Store,
    number: int | None = None,
    *,
    vias: tuple[Via, ...] = BY_HAND,
) -> JournalEntry:
    """Make a change again that was taken back; without a number the one that was taken back last.

    Raises:
        NotFoundError: there is nothing, or no such change.
        UsageError: it holds, or it was a split, join or unfolding, which are simply done again.
    """
    with store.transaction():
        entry = journal.last(store, vias, undone=True) if number is None else journal.entry(store, number)
        if entry is None:
            raise NotFoundError(f"there is no change {number}" if number else "nothing was taken back")
        if not entry.undone:
            raise UsageError(f"{entry.number}: was not taken back")
        if journal.decision_of(store, entry.number) is not None:
            again = "split --unfold" if entry.kind == "unfold" else entry.kind
            raise UsageError(f"{entry.number}: to make it again, say so by `briefing {again}`")
        marks.put_back(store, entry.number)
        journal.set_undone(store, entry.number, None)
    return _now(store, entry)


def _wanted(store: Store, number: int | None, vias: tuple[Via, ...]) -> JournalEntry:
    found = journal.last(store, vias) if number is None else journal.entry(store, number)
    if found is None and number is None:
        raise NotFoundError("there is nothing to take back")
    if found is None:
        raise NotFoundError(f"there is no change {number}; `briefing undo --list` tells what there is")
    return found


def _now(store: Store, entry: JournalEntry) -> JournalEntry:
    found = journal.entry(store, entry.number)
    assert found is not None, "what was found in the journal stays there"
    return found

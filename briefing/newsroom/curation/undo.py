"""Undo and redo of changes: marks, and decisions about threads.

Changes may be undone in any order: a field has the value of its last change in effect, or its original value if there
is none.
"""

from __future__ import annotations

from datetime import UTC, datetime

from briefing.config import Config
from briefing.errors import NotFoundError, UsageError
from briefing.model import JournalEntry, Via
from briefing.newsroom.curation import revert
from briefing.store import Store, journal, marks

BY_HAND: tuple[Via, ...] = ("tui", "cli", "api")
"""Origins of the changes that are undone if no number is given; those made by rules are excluded."""


def list_changes(store: Store, *, limit: int | None = None) -> list[JournalEntry]:
    """Journal entries, newest first, undone ones included."""
    return journal.entries(store, limit)


def last_change(store: Store, vias: tuple[Via, ...] = BY_HAND) -> JournalEntry | None:
    """The change that `undo` without a number would undo; None if there is none."""
    return journal.last(store, vias)


def undo(
    store: Store,
    config: Config,
    number: int | None = None,
    *,
    vias: tuple[Via, ...] = BY_HAND,
    now: datetime | None = None,
) -> JournalEntry:
    """Undo a change in one transaction; fields that were changed again since keep their current value.

    Args:
        store: opened for writing.
        config: settings for rebuilding threads that were split or joined.
        number: journal number; None for the last change in effect made via one of `vias`.
        vias: origins considered if `number` is None.
        now: the time of the undo.

    Returns:
        the journal entry, undone.

    Raises:
        NotFoundError: there is nothing to undo, or no such change.
        UsageError: it is undone already, or can no longer be undone.
        StoreLockedError: threads are to be rebuilt, and a refresh is running.
    """
    now = now or datetime.now(UTC)
    with store.transaction():
        entry = _entry_to_undo(store, number, vias)
        if entry.undone:
            raise UsageError(f"{entry.number}: was undone already; `briefing undo --redo {entry.number}` redoes it")
        decided = journal.decision_of(store, entry.number)
        if decided is None:
            marks.revert(store, entry.number)
            journal.set_undone(store, entry.number, now)
    if decided is not None:
        revert.revert_decision(store, config, entry.number, decided, now=now)
    return _reread(store, entry)


def redo(
    store: Store,
    number: int | None = None,
    *,
    vias: tuple[Via, ...] = BY_HAND,
) -> JournalEntry:
    """Redo an undone change; without a number the one undone last.

    Raises:
        NotFoundError: there is nothing to redo, or no such change.
        UsageError: it is in effect, or it is a split, join or unfold, which have to be repeated by their command.
    """
    with store.transaction():
        entry = journal.last(store, vias, undone=True) if number is None else journal.entry(store, number)
        if entry is None:
            raise NotFoundError(f"there is no change {number}" if number else "there is nothing to redo")
        if not entry.undone:
            raise UsageError(f"{entry.number}: was not undone")
        if journal.decision_of(store, entry.number) is not None:
            command = "split --unfold" if entry.kind == "unfold" else entry.kind
            raise UsageError(f"{entry.number}: cannot be redone; repeat it with `briefing {command}`")
        marks.reapply(store, entry.number)
        journal.set_undone(store, entry.number, None)
    return _reread(store, entry)


def _entry_to_undo(store: Store, number: int | None, vias: tuple[Via, ...]) -> JournalEntry:
    entry = journal.last(store, vias) if number is None else journal.entry(store, number)
    if entry is None and number is None:
        raise NotFoundError("there is nothing to undo")
    if entry is None:
        raise NotFoundError(f"there is no change {number}; `briefing undo --list` lists the changes")
    return entry


def _reread(store: Store, entry: JournalEntry) -> JournalEntry:
    current = journal.entry(store, entry.number)
    assert current is not None, "journal entries are never deleted"
    return current

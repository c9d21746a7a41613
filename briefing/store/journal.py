"""The journal of changes made by hand or by a rule, which `undo` lists and reverts.

The fields changed by a mark are kept by `marks`, decisions about threads by `decisions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from briefing.model import ChangeKind, JournalEntry
from briefing.store.columns import from_micros, to_micros
from briefing.store.database import Store
from briefing.store.stored_values import Actor

_ENTRY = "number, at, who, via, kind, articles, threads, subject, title, detail, undone"
"""The columns of a `JournalEntry`, in its order."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A journal entry before the change is made."""

    at: datetime
    """Time of the change."""
    by: Actor
    """Who makes the change."""
    kind: ChangeKind
    """Kind of the change."""
    subject: str = ""
    """Id of the first thread or article."""
    detail: str = ""
    """The tag, for changes of tags."""
    decision: int | None = None
    """Number of the decision about threads; None for marks."""


def begin(store: Store, new: NewEntry) -> int:
    """Open a journal entry, inside the transaction of the change; returns its number."""
    store.run(
        """
        INSERT INTO change (at, who, via, kind, detail, subject, title, decision)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, coalesce((SELECT title FROM thread WHERE id = ?6),
                                                 (SELECT title FROM article WHERE id = ?6), ''), ?7)
        """,
        (
            to_micros(new.at),
            new.by.who,
            new.by.via,
            new.kind,
            new.detail,
            new.subject,
            new.decision,
        ),
    )
    (number,) = store.row("SELECT last_insert_rowid()")
    return int(number)


def end(store: Store, number: int, articles: int, threads: int) -> None:
    """Record the number of articles and threads a change affected."""
    store.run("UPDATE change SET articles = ?, threads = ? WHERE number = ?", (articles, threads, number))


def entries(store: Store, limit: int | None = None) -> list[JournalEntry]:
    """Journal entries, newest first; at most `limit`, None for all."""
    rows = store.rows(f"SELECT {_ENTRY} FROM change ORDER BY number DESC LIMIT ?", (-1 if limit is None else limit,))
    return [_entry(row) for row in rows]


def entry(store: Store, number: int) -> JournalEntry | None:
    """A journal entry by its number; None if there is none."""
    row = store.row(f"SELECT {_ENTRY} FROM change WHERE number = ?", (number,))
    return _entry(row) if row else None


def last(store: Store, vias: Sequence[str], *, undone: bool = False) -> JournalEntry | None:
    """The last change in effect made via one of `vias`; with `undone` the change that was reverted last."""
    marks = ", ".join("?" for _ in vias)
    order = "undone DESC, number" if undone else "number DESC"
    row = store.row(
        f"""
        SELECT {_ENTRY} FROM change
         WHERE undone IS {"NOT NULL" if undone else "NULL"} AND via IN ({marks})
         ORDER BY {order} LIMIT 1
        """,
        tuple(vias),
    )
    return _entry(row) if row else None


def decision_of(store: Store, number: int) -> int | None:
    """Number of the decision that a journal entry belongs to; None for marks."""
    row = store.row("SELECT decision FROM change WHERE number = ?", (number,))
    return row[0] if row else None


def set_undone(store: Store, number: int, at: datetime | None) -> None:
    """Record when a change was reverted; None if it is in effect again."""
    store.run("UPDATE change SET undone = ? WHERE number = ?", (to_micros(at), number))


def _entry(row: Sequence[Any]) -> JournalEntry:
    number, at, who, via, kind, articles, threads, subject, title, detail, undone = row
    return JournalEntry(
        number, from_micros(at), who, via, kind, articles, threads, subject, title, detail, from_micros(undone)
    )

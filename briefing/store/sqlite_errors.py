"""Translation of SQLite errors to one-line messages with a remedy, and rollback after an error."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.errors import StoreError, StoreLockedError

NO_ROOM = 100_000
"""Free bytes below which a failed write is attributed to a full disk; a `-shm` file takes at least 32 KiB."""

_MOVE_AWAY = "move it away and refresh, or put a backup in its place"
_FULL = "the disk is full; make room there, what was stored before is intact"
_REASONS = {
    sqlite3.SQLITE_NOTADB: "not a store of briefing, or damaged; move it away and refresh",
    sqlite3.SQLITE_CANTOPEN: "cannot open the store; check that the folder exists, that you may write there, "
    "and that more files can be opened (`ulimit -n`)",
    sqlite3.SQLITE_READONLY: "the store is not writable; `briefing doctor` shows why",
    sqlite3.SQLITE_PERM: "no permission to use the store; `briefing doctor` shows why",
    sqlite3.SQLITE_FULL: _FULL,
    **dict.fromkeys(
        (
            sqlite3.SQLITE_IOERR_WRITE,
            sqlite3.SQLITE_IOERR_TRUNCATE,
            sqlite3.SQLITE_IOERR_SHMOPEN,
            sqlite3.SQLITE_IOERR_SHMSIZE,
            sqlite3.SQLITE_IOERR_SHMMAP,
        ),
        "cannot be written: the disk is full, or the file size limit (`ulimit -f`) is reached; make room, "
        "what was stored before is intact",
    ),
    sqlite3.SQLITE_IOERR: "the disk failed while the store was read or written; `briefing doctor` checks it",
    sqlite3.SQLITE_TOOBIG: f"the store is damaged; {_MOVE_AWAY}",
}
"""By SQLite's extended or primary error code."""
_UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
"""Codes that SQLite uses where the file or its folder cannot be written."""
_DAMAGED = (
    "no such ",
    "malformed",
    "vtable constructor failed",
    "could not decode",
    "missing from index",
    "corrupt",
    "unsupported",
)
"""Fragments of the messages of generic errors that a damaged page causes."""
_OUT_OF_ROOM = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
"""Codes that SQLite also uses where a file beside the store cannot be created or extended."""


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """Translate SQLite errors to `StoreError`s about the store at `path`; errors caused by bugs are not translated."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except UnicodeDecodeError as error:  # in SQLite's own message about the damage
        raise damaged(path) from error
    except sqlite3.DatabaseError as error:
        if clear := _clear_error(path, error):
            raise clear from error
        raise


class UnreadableError(StoreError):
    """A column holds a value that no version of the program writes."""

    def __init__(self, what: str) -> None:
        super().__init__(_damage(what))


def damaged(path: Path, detail: object = "") -> StoreError:
    """The error for a damaged store."""
    return StoreError(f"{path}: {_damage(detail)}")


def _damage(detail: object = "") -> str:
    return f"the store is damaged{f' ({detail})' if detail else ''}; {_MOVE_AWAY}"


def primary_code(error: sqlite3.Error) -> int:
    """Primary SQLite error code; 0 if the error has none."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def roll_back(db: sqlite3.Connection) -> None:
    """Roll back the transaction if one is open: SQLite has rolled back by itself after a full disk."""
    if db.in_transaction:
        with suppress(sqlite3.Error):  # the original error says more
            db.execute("ROLLBACK")


def _clear_error(path: Path, error: sqlite3.DatabaseError) -> StoreError | None:
    code, primary = getattr(error, "sqlite_errorcode", None) or 0, primary_code(error)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreLockedError(f"{path}: another program is writing to the store; try again later")
    if place := _fault_of_place(path, primary):
        return StoreError(f"{path}: {place}")
    if primary == sqlite3.SQLITE_CORRUPT:
        return damaged(path)
    if reason := _REASONS.get(code) or _REASONS.get(primary):
        return StoreError(f"{path}: {reason}")
    if any(words in str(error).lower() for words in _DAMAGED):
        return damaged(path, str(error).partition(" with text ")[0])
    return None if primary in (0, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISUSE) else StoreError(f"{path}: {error}")


def _fault_of_place(path: Path, primary: int) -> str:
    """What is wrong with the folder or the disk, with the remedy; empty if that is not the reason of the error."""
    reason = _why_unwritable(Path(os.path.realpath(path)).parent) if primary in _UNWRITABLE else ""
    return reason or (_FULL if primary in _OUT_OF_ROOM and _is_full(path) else "")


def _why_unwritable(folder: Path) -> str:
    if not folder.is_dir() or os.access(folder, os.W_OK | os.X_OK):
        return ""
    if os.statvfs(folder).f_flag & os.ST_RDONLY:
        return "its disk is mounted for reading only; mount it for writing, or keep the store elsewhere by `--store`"
    return "the folder of the store is not writable; `briefing doctor` shows the remedy"


def _is_full(path: Path) -> bool:
    try:
        disk = os.statvfs(os.path.realpath(path.parent))
    except OSError:
        return False
    return disk.f_bavail * disk.f_frsize < NO_ROOM or bool(disk.f_files and not disk.f_favail)

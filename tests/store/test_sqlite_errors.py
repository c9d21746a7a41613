"""What is said of the errors of SQLite: the file, the reason and a remedy on one line."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from briefing.errors import StoreError, StoreLockedError
from briefing.store import sqlite_errors
from briefing.store.sqlite_errors import NO_ROOM, clear_errors, damaged, primary_code
from tests.table import table

PATH = Path("/x/briefing.db")


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A disk with room, whatever the machine has."""
    disk = SimpleNamespace(f_bavail=NO_ROOM, f_frsize=1, f_files=10, f_favail=1, f_flag=0)
    monkeypatch.setattr(os, "statvfs", lambda _: disk)
    return disk


def said(code: int | None, words: str = "words of SQLite") -> str:
    """What is said of an error; empty if it is raised as it is."""
    error = sqlite3.DatabaseError(words)
    if code is not None:
        error.sqlite_errorcode = code
    try:
        with clear_errors(PATH):
            raise error
    except StoreError as clear:
        assert clear.__cause__ is error and "\n" not in str(clear)
        return str(clear).removeprefix(f"{PATH}: ")
    except sqlite3.DatabaseError as same:
        assert same is error
        return ""


@table(
    ("code", "words"),
    [
        (sqlite3.SQLITE_NOTADB, "not a store of briefing"),
        (sqlite3.SQLITE_CANTOPEN, "cannot open the store"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "the store is not writable"),
        (sqlite3.SQLITE_PERM, "no permission"),
        (sqlite3.SQLITE_FULL, "the disk is full"),
        (sqlite3.SQLITE_IOERR_WRITE, "cannot be written"),
        (sqlite3.SQLITE_IOERR_READ, "the disk failed"),
        (sqlite3.SQLITE_TOOBIG, "the store is damaged; move it away"),
        (sqlite3.SQLITE_CORRUPT_VTAB, "the store is damaged; move it away"),
        (sqlite3.SQLITE_INTERRUPT, "words of SQLite"),
        (sqlite3.SQLITE_ERROR, ""),
        (sqlite3.SQLITE_MISUSE, ""),
        (None, ""),
    ],
)
def test_reason_is_that_of_the_code(code: int | None, words: str) -> None:
    assert said(code).startswith(words) and bool(said(code)) is bool(words)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_SNAPSHOT, sqlite3.SQLITE_LOCKED])
def test_store_that_is_in_use_is_locked(code: int) -> None:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    with pytest.raises(StoreLockedError, match="another program is writing"), clear_errors(PATH):
        raise error


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("no such table: article", "the store is damaged (no such table: article); move it away"),
        (
            "Could not decode to UTF-8 column 'x' with text 'y'",
            "the store is damaged (Could not decode to UTF-8 column 'x')",
        ),
        ('near "x": syntax error', ""),
    ],
)
def test_general_error_is_damage_by_its_words(message: str, reason: str) -> None:
    assert said(sqlite3.SQLITE_ERROR, message).startswith(reason)
    assert bool(said(None, message)) is bool(reason)


@pytest.mark.parametrize(
    ("disk", "is_full"),
    [
        ({"f_bavail": NO_ROOM - 1}, True),
        ({"f_bavail": NO_ROOM // 2, "f_frsize": 2}, False),
        ({"f_bavail": NO_ROOM // 2 - 1, "f_frsize": 2}, True),
        ({"f_favail": 0}, True),
        ({"f_favail": 0, "f_files": 0}, False),
    ],
)
def test_full_disk_is_the_reason_where_a_file_cannot_be_made(
    room: SimpleNamespace, disk: dict[str, int], is_full: bool
) -> None:
    vars(room).update(disk)
    for code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR_READ):
        assert said(code).startswith("the disk is full") is is_full
    assert said(sqlite3.SQLITE_PERM).startswith("no permission")


def test_disk_that_cannot_be_asked_is_not_full(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise OSError

    monkeypatch.setattr(os, "statvfs", fail)
    assert said(sqlite3.SQLITE_CANTOPEN).startswith("cannot open")


def test_errors_of_bugs_and_of_undecodable_messages() -> None:
    with pytest.raises(sqlite3.IntegrityError), clear_errors(PATH):
        raise sqlite3.IntegrityError
    with pytest.raises(StoreError, match="damaged"), clear_errors(PATH):
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x")
    assert str(damaged(PATH, "why")).startswith(f"{PATH}: the store is damaged (why); move")


def test_code_of_an_error() -> None:
    error = sqlite3.OperationalError("x")
    assert primary_code(error) == 0
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    assert primary_code(error) == sqlite3.SQLITE_IOERR


def test_transaction_that_is_open_is_rolled_back() -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    sqlite_errors.roll_back(db)
    db.execute("BEGIN")
    sqlite_errors.roll_back(db)
    assert not db.in_transaction
    db.close()


@pytest.mark.parametrize("code", [sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY])
def test_a_folder_that_is_not_writable_is_named_with_the_remedy(
    code: int, room: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def reason() -> str:
        error = sqlite3.DatabaseError()
        error.sqlite_errorcode = code
        with pytest.raises(StoreError) as raised, clear_errors(tmp_path / "briefing.db"):
            raise error
        return str(raised.value)

    assert "folder of the store" not in reason()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert "the folder of the store is not writable; `briefing doctor` shows the remedy" in reason()
    room.f_flag, room.f_bavail = os.ST_RDONLY | os.ST_NOSUID, 0
    assert "its disk is mounted for reading only; mount it for writing, or keep the store elsewhere" in reason()

"""An open store: transactions, snapshots, attempts to open, and errors of damaged files."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.errors import StoreError, StoreLockedError
from briefing.store import Store, database, key_values
from briefing.store.sqlite_errors import UnreadableError
from tests import blank
from tests.store.factories import NOON


@pytest.fixture
def other(store: Store) -> Iterator[Store]:
    """Another connection to the same file."""
    with Store.open(store.path) as opened:
        yield opened


def put(store: Store, name: str) -> None:
    key_values.put(store, name, NOON)


def names(store: Store) -> list[str]:
    return [name for (name,) in store.rows("SELECT name FROM moment ORDER BY name")]


def test_statements_give_rows_and_counts(store: Store) -> None:
    store.run_many("INSERT INTO moment (name, at) VALUES (?, ?)", [("a", 1), ("b", 2)])
    assert store.rows("SELECT name, at FROM moment WHERE at < :most", {"most": 2}) == [("a", 1)]
    assert store.row("SELECT at FROM moment WHERE name = ?", ("b",)) == (2,)
    assert store.row("SELECT at FROM moment WHERE name = ?", ("c",)) is None
    assert [name for (name,) in store.each("SELECT name FROM moment")] == ["a", "b"]
    assert store.run("UPDATE moment SET at = 3") == 2


def test_transaction_is_all_or_nothing_with_those_within_it(store: Store, other: Store) -> None:
    with pytest.raises(KeyError), store.transaction():
        put(store, "a")
        with store.transaction():
            put(store, "b")
        raise KeyError
    assert names(store) == []
    with store.transaction():
        put(store, "a")
        with store.transaction():
            put(store, "b")
        assert names(other) == []
    assert names(other) == ["a", "b"]


def test_attempt_undoes_its_own_changes(store: Store) -> None:
    with store.transaction():
        put(store, "a")
        with store.attempt() as roll_back:
            put(store, "b")
            roll_back()
            put(store, "c")
        with store.attempt():
            put(store, "d")
    assert names(store) == ["a", "c", "d"]


def test_attempt_survives_the_end_of_its_transaction(store: Store) -> None:
    with store.attempt():
        store.run("ROLLBACK")
    put(store, "a")
    assert names(store) == ["a"]


def test_snapshot_is_blind_to_other_writers_until_it_ends(store: Store, other: Store) -> None:
    put(store, "a")
    with store.snapshot():
        assert names(store) == ["a"]
        put(other, "b")
        with store.snapshot():
            assert names(store) == ["a"]
        assert names(store) == ["a"]
    assert names(store) == ["a", "b"]
    with pytest.raises(KeyError), store.snapshot():
        raise KeyError
    with store.snapshot():
        store.run("ROLLBACK")
    with store.transaction(), store.snapshot():
        put(store, "c")
    assert names(other) == ["a", "b", "c"]


def test_lock_files_have_the_permissions_of_the_store(store: Store) -> None:
    for mode, expected in ((0o600, 0o600), (0o644, 0o644), (0o755, 0o644)):
        store.path.chmod(mode)
        with store.writer("refresh", NOON), store.delivery(NOON):
            for suffix in (".lock", ".daily.lock"):
                lock = database.beside(store.path, suffix)
                assert lock.stat().st_mode & 0o777 == expected
                lock.unlink()


def test_companions_stand_beside_the_file_that_links_lead_to(tmp_path: Path) -> None:
    target = tmp_path / "real" / "briefing.db"
    blank.lay(target)
    link = tmp_path / "link.db"
    link.symlink_to(target)
    assert database.beside(link, "-wal") == target.with_name("briefing.db-wal")
    with Store.open(link) as store:
        assert (store.path, store.file) == (link, target)


def test_value_that_no_version_writes_is_named_with_the_file(path: Path) -> None:
    blank.lay(path)
    with pytest.raises(StoreError, match=rf"^{path}: the store is damaged \(invalid time\)"), Store.open(path):
        raise UnreadableError("invalid time")


def test_error_of_a_bug_stays_what_it_is_unless_the_file_is_damaged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blank.lay(path)
    with pytest.raises(KeyError), Store.open(path):
        raise KeyError
    for error, is_damaged in ((KeyError(), True), (OSError(), False), (UnicodeDecodeError("x", b"", 0, 0, ""), True)):
        with pytest.raises(StoreError if is_damaged else OSError) as caught, Store.open(path) as store:
            monkeypatch.setattr(store, "_is_damaged", lambda: True)
            raise error
        assert not is_damaged or caught.value.__cause__ is error
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            store.rows("SELECT 1")


@pytest.mark.parametrize(
    ("answer", "is_damaged"),
    [
        ("ok", False),
        ("row 1 missing from index", True),
        (sqlite3.SQLITE_CORRUPT, True),
        (sqlite3.SQLITE_NOTADB, True),
        (sqlite3.SQLITE_IOERR, False),
    ],
)
def test_file_is_damaged_where_the_quick_check_fails(
    store: Store, monkeypatch: pytest.MonkeyPatch, answer: str | int, is_damaged: bool
) -> None:
    class Connection:
        def execute(self, _: str) -> Connection:
            if isinstance(answer, int):
                raise failure(answer)
            return self

        def fetchone(self) -> tuple[object]:
            return (answer,)

    kept = store._db
    monkeypatch.setattr(store, "_db", Connection())
    assert store._is_damaged() is is_damaged
    monkeypatch.setattr(store, "_db", kept)


def failure(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("words of SQLite")
    error.sqlite_errorcode = code
    return error


class Opening:
    """Opens a store whose preparation fails with some codes of SQLite first, and records the modes of connections."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
        blank.lay(path)
        self.path = path
        self.modes: list[str] = []
        self.codes: list[int] = []
        prepare, connect = database._prepare, database._connect

        def fail_or_prepare(db: sqlite3.Connection, path: Path, readonly: bool) -> None:
            if self.codes:
                raise failure(self.codes.pop(0))
            prepare(db, path, readonly)

        def connect_and_record(path: Path, mode: str) -> sqlite3.Connection:
            self.modes.append(mode)
            return connect(path, mode)

        monkeypatch.setattr(database, "_prepare", fail_or_prepare)
        monkeypatch.setattr(database, "_connect", connect_and_record)
        monkeypatch.setattr(database, "OPEN_WAIT", 0)

    def open(self, *codes: int, readonly: bool = False) -> list[str]:
        """Modes of the connections until the store is open."""
        self.codes, self.modes = list(codes), []
        Store.open(self.path, readonly=readonly).close()
        return self.modes


@pytest.fixture
def opening(monkeypatch: pytest.MonkeyPatch, path: Path) -> Opening:
    return Opening(monkeypatch, path)


def test_opening_is_tried_again_while_another_process_closes_the_store(opening: Opening) -> None:
    assert opening.open(*[sqlite3.SQLITE_IOERR] * 4) == ["rwc"] * 5
    assert opening.open(*[sqlite3.SQLITE_IOERR] * 4, readonly=True) == ["ro"] * 5
    with pytest.raises(StoreError, match="the disk failed"):
        opening.open(*[sqlite3.SQLITE_IOERR] * 5)
    assert opening.open(sqlite3.SQLITE_BUSY, *[sqlite3.SQLITE_IOERR] * 4, sqlite3.SQLITE_BUSY) == ["rwc"] * 7


def test_opening_waits_for_a_busy_store_but_not_for_ever(opening: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    assert opening.open(*[sqlite3.SQLITE_BUSY] * 9) == ["rwc"] * 10
    monkeypatch.setattr(database, "BUSY_MS", 0)
    with pytest.raises(StoreLockedError):
        opening.open(sqlite3.SQLITE_BUSY)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY])
def test_reader_without_room_for_its_companion_reads_a_file_without_log(opening: Opening, code: int) -> None:
    assert opening.open(code, readonly=True) == ["ro", "ro&immutable=1"]
    with pytest.raises(StoreError):
        opening.open(code, code, readonly=True)
    with pytest.raises(StoreError):
        opening.open(code)
    log = database.beside(opening.path, "-wal")
    log.write_bytes(b"")
    assert opening.open(code, readonly=True) == ["ro", "ro&immutable=1"]
    log.write_bytes(b"x")
    with pytest.raises(StoreError):
        opening.open(code, readonly=True)


def test_reader_whose_disk_fails_reads_a_file_without_log(opening: Opening) -> None:
    assert opening.open(*[sqlite3.SQLITE_IOERR] * 5, readonly=True) == ["ro"] * 5 + ["ro&immutable=1"]
    with pytest.raises(StoreError, match="no permission"):
        opening.open(sqlite3.SQLITE_PERM, readonly=True)


def test_reader_that_may_not_write_leaves_the_folder_as_it_is(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert opening.open(readonly=True) == ["ro&immutable=1"]
    assert opening.open() == ["rwc"]
    database.beside(opening.path, "-wal").write_bytes(b"x")
    assert opening.open(readonly=True)[0] == "ro"


def test_every_error_closes_the_connection(opening: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = []

    class Connection:
        def close(self) -> None:
            closed.append(True)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(database, "_connect", lambda path, mode: Connection())
    with pytest.raises(StoreError):
        opening.open(sqlite3.SQLITE_PERM)
    monkeypatch.setattr(database, "_prepare", interrupt)
    with pytest.raises(KeyboardInterrupt):
        opening.open()
    assert len(closed) == 2


@pytest.mark.parametrize(
    ("version", "words"),
    [(None, "the store is empty; `briefing refresh` fills it"), (1, "written by an older briefing")],
)
def test_reader_makes_and_migrates_nothing(path: Path, version: int | None, words: str) -> None:
    if version is None:
        path.parent.mkdir(parents=True)
        path.touch()
    else:
        blank.lay(path)
        raw = sqlite3.connect(path)
        raw.execute(f"PRAGMA user_version = {version}")
        raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=words):
        Store.open(path, readonly=True)
    assert path.read_bytes() == before


def test_connection_is_set_up(path: Path) -> None:
    with Store.open(path) as store:
        pragmas = ("auto_vacuum", "journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        assert [store.row(f"PRAGMA {name}")[0] for name in pragmas] == [2, "wal", 1, 1, 5000]
        assert store.row("SELECT fold('Bogotá')")[0].strip() == "bogota"
        assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    with Store.open(path, readonly=True) as store:
        assert store.readonly and store.row("SELECT fold('É')")[0].strip() == "e"

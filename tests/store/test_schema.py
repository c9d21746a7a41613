"""Whose file it is, which version it has, and how an older one becomes a newer one."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from briefing.errors import EXIT_INTERNAL, NotFoundError, StoreError
from briefing.store import Store, key_values, schema
from tests.store.factories import NOON


def open_raw(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def one_line(error: BaseException) -> str:
    text = str(error)
    assert "\n" not in text and text
    return text


def test_new_store_is_made_with_its_folder(path: Path) -> None:
    Store.open(path).close()
    raw = open_raw(path)
    assert raw.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
    assert raw.execute("PRAGMA user_version").fetchone() == (schema.NEWEST,)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()


def test_newest_version_counts_the_shipped_scripts() -> None:
    assert len(schema.shipped_migrations()) == schema.NEWEST


def test_reading_needs_a_store(path: Path) -> None:
    with pytest.raises(NotFoundError, match="briefing refresh"):
        Store.open(path, readonly=True)
    assert not path.exists()


@pytest.mark.parametrize("readonly", [False, True])
def test_file_that_is_no_database_is_refused(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes, not a database " * 100)
    with pytest.raises(StoreError, match="not a store") as caught:
        Store.open(path, readonly=readonly)
    assert str(path) in one_line(caught.value)
    assert caught.value.exit_code == EXIT_INTERNAL
    assert path.read_text().startswith("my notes")


@pytest.mark.parametrize("readonly", [False, True])
def test_database_of_another_program_is_left_alone(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "other.db"
    raw = open_raw(path)
    raw.execute("CREATE TABLE theirs (x)")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a store of briefing"):
        Store.open(path, readonly=readonly)
    assert path.read_bytes() == before


@pytest.mark.parametrize("readonly", [False, True])
def test_newer_store_is_refused(path: Path, readonly: bool) -> None:
    Store.open(path).close()
    raw = open_raw(path)
    raw.execute(f"PRAGMA user_version = {schema.NEWEST + 1}")
    raw.close()
    with pytest.raises(StoreError, match="newer briefing"):
        Store.open(path, readonly=readonly)


def test_damaged_store_gives_one_clear_line(path: Path) -> None:
    with Store.open(path) as store:
        key_values.put(store, "daily", NOON)
        store.sync()
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="damaged") as caught, Store.open(path) as store:
        key_values.get(store, "daily")
        key_values.put(store, "daily", NOON)
    one_line(caught.value)


def test_folder_in_place_of_the_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path)
    one_line(caught.value)


def test_place_where_no_folder_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot make the store's folder"):
        Store.open(tmp_path / "file" / "briefing.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_place_is_read_and_not_written(path: Path) -> None:
    with Store.open(path) as store:
        key_values.put(store, "daily", NOON)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with Store.open(path, readonly=True) as store:
            assert key_values.get(store, "daily") == NOON
        with pytest.raises(StoreError, match=r"the store is not writable|cannot open"):
            Store.open(path)
    finally:
        path.parent.chmod(0o755)


def test_readonly_store_refuses_changes(path: Path) -> None:
    Store.open(path).close()
    with Store.open(path, readonly=True) as store, pytest.raises(StoreError, match="the store is not writable"):
        key_values.put(store, "daily", NOON)


def test_migration_keeps_a_copy_of_the_file_before(path: Path) -> None:
    added = "CREATE TABLE added (x);\nINSERT INTO added VALUES (1);\n"
    with Store.open(path) as store:
        key_values.put(store, "daily", NOON)
    raw = open_raw(path)
    backup = schema.migrate(raw, path, [*schema.shipped_migrations(), added])
    assert raw.execute("SELECT x FROM added").fetchall() == [(1,)]
    assert raw.execute("PRAGMA user_version").fetchone() == (schema.NEWEST + 1,)
    raw.close()
    assert backup is not None
    with Store.open(backup) as old:
        assert key_values.get(old, "daily") == NOON


def test_migration_that_fails_changes_nothing(path: Path) -> None:
    Store.open(path).close()
    raw = open_raw(path)
    with pytest.raises(sqlite3.OperationalError):
        schema.migrate(raw, path, [*schema.shipped_migrations(), "CREATE TABLE added (x);\nNONSENSE;\n"])
    assert raw.execute("PRAGMA user_version").fetchone() == (schema.NEWEST,)
    assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'added'").fetchone() == (0,)
    raw.close()


def test_migrating_twice_does_nothing_the_second_time(path: Path) -> None:
    Store.open(path).close()
    raw = open_raw(path)
    assert schema.migrate(raw, path, schema.shipped_migrations()) is None
    raw.close()
    assert not list(path.parent.glob("*.bak"))


def test_store_is_migrated_from_any_version_after_a_copy(path: Path) -> None:
    scripts = ["CREATE TABLE one (x);", "CREATE TABLE two (x);\nCREATE TABLE three (x);\n", "CREATE TABLE four (x);"]
    path.parent.mkdir()
    raw = open_raw(path)
    assert schema.migrate(raw, path, scripts[:1]) is None
    backup = schema.migrate(raw, path, scripts)
    assert backup == path.with_name("briefing.db.schema-1.bak")
    assert [name for (name,) in raw.execute("SELECT name FROM sqlite_master ORDER BY name")] == sorted(
        ("one", "two", "three", "four")
    )
    assert backup.stat().st_mode & 0o777 == 0o600
    copy = open_raw(backup)
    assert copy.execute("SELECT name FROM sqlite_master").fetchall() == [("one",)]
    copy.close()
    with pytest.raises(StoreError, match=r"newer briefing \(schema 3, this one knows 2\)"):
        schema.check(raw, path, 2)
    assert schema.check(raw, path, 3) == 3
    raw.close()


def test_partial_copies_of_processes_that_have_ended_are_deleted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    ended, running, foreign, huge = 101, 102, 103, 10**30

    def kill(pid: int, signal: int) -> None:
        assert signal == 0
        if pid == ended:
            raise ProcessLookupError
        if pid == foreign:
            raise PermissionError
        if pid == huge:
            raise OverflowError

    monkeypatch.setattr(os, "kill", kill)
    names = {
        f"briefing.db.schema-1.{pid}-5.part{suffix}": pid == ended
        for pid in (ended, running, foreign, huge, os.getpid())
        for suffix in ("", "-journal")
    }
    names |= {"briefing.db.schema-1.bak": False, "other.db.schema-1.101-5.part": False}
    for name in names:
        path.with_name(name).touch()
    raw = open_raw(path)
    schema.migrate(raw, path, ["CREATE TABLE one (x);"])
    raw.close()
    left = {each.name for each in path.parent.iterdir()}
    assert {name for name in names if name not in left} == {name for name, is_deleted in names.items() if is_deleted}


def test_copy_that_cannot_be_written_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    raw = open_raw(path)
    schema.migrate(raw, path, ["CREATE TABLE one (x);"])

    def fail(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(schema, "make_private", fail)
    with pytest.raises(StoreError, match=r"part: cannot copy the store before a change of its schema: No space left"):
        schema.migrate(raw, path, ["CREATE TABLE one (x);", "CREATE TABLE two (x);"])
    assert schema.check(raw, path, 2) == 1
    raw.close()


def test_file_of_zeros_is_empty_and_one_with_any_mark_is_not(path: Path) -> None:
    path.parent.mkdir()
    for setup, version in (("", 0), ("PRAGMA user_version = 1", None), ("CREATE TABLE theirs (x)", None)):
        raw = sqlite3.connect(":memory:")
        raw.execute(setup)
        if version is None:
            with pytest.raises(StoreError, match="not a store"):
                schema.check(raw, path)
        else:
            assert schema.check(raw, path) == version
        raw.close()

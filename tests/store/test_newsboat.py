"""What is read of newsboat's cache."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from briefing.errors import SourceError
from briefing.store import newsboat
from briefing.store.newsboat import ReadItem, read_items


def cache(path: Path, *items: tuple[object, ...], table: str = "rss_item") -> Path:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, feedurl, url, guid, unread, deleted)")
        db.executemany(f"INSERT INTO {table} (feedurl, url, guid, unread, deleted) VALUES (?, ?, ?, ?, ?)", items)
    return path


def test_items_that_were_read_or_deleted_the_last_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = cache(
        tmp_path / "c #1.db", ("f", "a", "1", 0, 0), ("f", "b", "2", 1, 0), ("f", "c", "3", 1, 1), (b"f", None, 4, 0, 0)
    )
    assert read_items(made) == [ReadItem("", "", ""), ReadItem("f", "c", "3"), ReadItem("f", "a", "1")]
    monkeypatch.setattr(newsboat, "MAX_ITEMS", 1)
    assert len(read_items(made)) == 1


def test_file_that_is_no_cache_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"which articles were read: not newsboat's cache\.db"):
        read_items(cache(tmp_path / "other.db", table="x"))
    with pytest.raises(SourceError, match="which articles were read: unable to open"):
        read_items(tmp_path / "missing.db")
    (tmp_path / "text").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(SourceError, match="which articles were read"):
        read_items(tmp_path / "text")
    assert not (tmp_path / "missing.db").exists()


def test_cache_that_newsboat_writes_to_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = cache(tmp_path / "cache.db")
    monkeypatch.setattr(newsboat, "PATIENCE", 0)
    with closing(sqlite3.connect(made, isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        with pytest.raises(SourceError, match="database is locked"):
            read_items(made)

"""What newsboat knows was read."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.errors import SourceError
from briefing.newsroom import adopt_read_state, list_changes, overview, refresh, undo
from briefing.newsroom.ingest.newsboat_import import WAITING, Adopted
from briefing.store import Store, key_values
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import CALL_A, QUAKE_A, configure, two_feeds
from tests.newsroom.site import Site

SCHEMA = """
CREATE TABLE rss_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL,
    author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL,
    content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL, deleted INTEGER(1) NOT NULL DEFAULT 0
)
"""


def cache(path: Path, *items: tuple[str, str, int]) -> Path:
    """Make a cache of addresses, guids and whether they are unread."""
    made = path / "cache.db"
    with sqlite3.connect(made) as db:
        db.execute(SCHEMA)
        db.executemany(
            "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread) "
            "VALUES (?, 't', '', ?, 'https://f.example/rss', 0, '', ?)",
            [(guid, url, unread) for url, guid, unread in items],
        )
    db.close()
    return made


def unread(store: Store) -> dict[str, bool]:
    return {url.rsplit("/", 1)[1]: not read for url, read in store.rows("SELECT url, read FROM article")}


def test_what_was_read_there_is_read_here_now_or_when_it_arrives(site: Site, store: Store, tmp_path: Path) -> None:
    call, quake = site.url + CALL_A.path, site.url + QUAKE_A.path
    made = cache(tmp_path, (call + "?utm_source=rss", "1", 0), ("https://other.example/x", "2", 0), (quake, "3", 1))
    config = configure(*two_feeds(site))
    assert adopt_read_state(store, made, now=NOON) == Adopted(0, 2)
    refresh(store, config, now=hours(1))
    assert unread(store) == {"call-a": False, "call-b": True, "quake": True}
    assert overview(store).unread == 2
    assert adopt_read_state(store, cache_of(tmp_path / "again", (quake, "3", 0)), now=hours(2)) == Adopted(1, 1)
    assert overview(store).unread == 1
    undo(store, config)
    assert unread(store)["quake"]


def cache_of(folder: Path, *items: tuple[str, str, int]) -> Path:
    folder.mkdir()
    return cache(folder, *items)


def test_what_never_arrives_is_forgotten(store: Store, tmp_path: Path) -> None:
    adopt_read_state(store, cache(tmp_path, ("https://other.example/x", "2", 0)), now=NOON)
    refresh(store, Config(), now=hours(1))
    assert "other" not in key_values.get_text(store, WAITING) and key_values.get_text(store, WAITING)
    assert adopt_read_state(store, cache_of(tmp_path / "b"), now=NOON + timedelta(days=61)) == Adopted(0, 0)
    assert list_changes(store) == []


def test_items_without_address_are_known_by_guid_and_nothing_makes_none(store: Store, tmp_path: Path) -> None:
    made = cache(tmp_path, ("", "only-guid", 0), ("", "", 0), ("javascript:alert(1)", "", 0))
    assert adopt_read_state(store, made, now=NOON) == Adopted(0, 1)


def test_other_files_are_refused(store: Store, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE x (y)")
    db.close()
    with pytest.raises(SourceError, match=r"other\.db.*not newsboat's cache\.db"):
        adopt_read_state(store, other)
    (tmp_path / "text").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(SourceError, match="cannot read"):
        adopt_read_state(store, tmp_path / "text")

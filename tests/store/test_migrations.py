"""A store of every earlier version is brought up to date with all that is in it; `earlier/` has one dump each."""

from __future__ import annotations

import os
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.errors import StoreError
from briefing.model import Article
from briefing.newsroom import list_changes, list_threads, open_thread, overview, search_articles, undo
from briefing.newsroom.processes.pool import Workers
from briefing.newsroom.stories import reanalysis, renewed_threads
from briefing.newsroom.stories.build_threads import restore, thread_pending
from briefing.store import Store, articles, clusters, schema, sources
from briefing.text.analysis import analyse
from tests.conftest import FileLimit
from tests.store.factories import store_drafts

EARLIER = Path(__file__).parent / "earlier"
SAMPLED = 4
"""Every one of so many earlier versions is tried by default, and the last three."""


def _sampled(version: int) -> bool:
    return version % SAMPLED == 1 or version >= schema.NEWEST - 3


def _versions(end: int) -> pytest.MarkDecorator:
    long = pytest.mark.soak
    values = [each if _sampled(each) else pytest.param(each, marks=long) for each in range(1, end)]
    return pytest.mark.parametrize("version", values)


some_version = _versions(schema.NEWEST)
"""For what does not depend on how a version stored it: the other versions are left to `make soak`."""


def restored(version: int, path: Path, name: str = "schema") -> Path:
    """Make a store of an earlier version, as that version wrote it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    raw = sqlite3.connect(path, isolation_level=None)
    raw.executescript((EARLIER / f"{name}-{version}.sql").read_text(encoding="utf-8"))
    raw.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version = {version}")
    raw.close()
    return path


@pytest.mark.parametrize("version", range(1, schema.NEWEST))
def test_store_of_an_earlier_version_keeps_all_that_is_in_it(version: int, path: Path) -> None:
    with Store.open(restored(version, path)) as store:
        assert store.row("PRAGMA user_version")[0] == schema.NEWEST
        assert store.row("PRAGMA integrity_check")[0] == "ok"
        assert store.rows("PRAGMA foreign_key_check") == []
        assert overview(store).articles == 3
        rows = list_threads(store)
        assert sorted(row.articles for row in rows) == [1, 2]
        assert all(open_thread(store, row.thread.id).articles for row in rows)
        assert store.row("SELECT count(*) FROM entry")[0] == 4
    assert path.with_name(f"{path.name}.schema-{version}.bak").exists()


@some_version
def test_articles_of_an_earlier_version_are_found_by_their_words(version: int, path: Path) -> None:
    with Store.open(restored(version, path)) as store:
        store.run("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
        titles = {hit.article.title for hit in search_articles(store, "petro")}
        assert titles and all("Petro" in title or "Trump" in title for title in titles)
        assert search_articles(store, "speaker:petro*") or search_articles(store, "earthquake")
        (hit,) = search_articles(store, "title:earthquake")
        assert hit.thread_id in {row.thread.id for row in list_threads(store, "text:earthquake")}


def test_feeds_of_the_first_version_have_not_moved_and_are_not_gone(path: Path) -> None:
    with Store.open(restored(1, path)) as store:
        states = sources.states(store).values()
        assert {(state.moved_to, state.ask_after, state.gone) for state in states} == {("", None, False)}
        assert sorted(state.failures for state in states) == [0, 0, 1]
        assert sources.health(store).paused == ()


@pytest.mark.parametrize("version", [1, 2, 3])
def test_earlier_threads_are_counted_and_nobody_knows_why_articles_are_in_them(version: int, path: Path) -> None:
    with Store.open(restored(version, path)) as store:
        rows = list_threads(store)
        assert rows
        for row in rows:
            brief = open_thread(store, row.thread.id)
            assert (row.independent, row.copies) == (brief.independent, brief.copies)
            assert row.independent >= 1
            assert {ref.why for ref in brief.articles} == {""}


def test_what_was_followed_and_decided_by_hand_is_known_to_undo(path: Path) -> None:
    with Store.open(restored(4, path)) as store:
        assert [row.thread.state.followed for row in list_threads(store)] == [True, False]
        assert store.rows("SELECT choice FROM thread ORDER BY followed DESC") == [(1,), (None,)]
        changes = [(change.kind, change.who, change.via, change.threads) for change in list_changes(store)]
        assert changes == [("join", "ann", "cli", 2), ("split", "ann", "cli", 2)]
        done = undo(store, Config())
        assert done.kind == "join"
        assert sorted(row.articles for row in list_threads(store)) == [1, 1, 1]
        assert undo(store, Config()).kind == "split"
        assert sorted(row.articles for row in list_threads(store)) == [1, 2]


def test_many_may_bring_a_store_up_to_date_at_once(path: Path) -> None:
    restored(1, path)
    problems: list[Exception] = []

    def update() -> None:
        try:
            Store.open(path).close()
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=update) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert not list(path.parent.glob("*.part"))
    with Store.open(path, readonly=True) as store:
        assert overview(store).articles == 3


def renew(store: Store) -> None:
    """Do what a refresh does after it has threaded the news."""
    at = datetime(2026, 3, 2, tzinfo=UTC)
    for step in (reanalysis.renew_analyses, renewed_threads.renew_threads):
        step(store, Config(), at, lambda progress: None, Workers(0), lambda: 0.0)


@some_version
def test_threads_of_an_earlier_version_are_clustered_again_with_the_terms_of_this_one(version: int, path: Path) -> None:
    with Store.open(restored(version, path)) as store:
        before = dict(store.rows("SELECT id, thread_id FROM article"))
        renew(store)
        state = restore(store, Config()).state()
        homes = dict(store.rows("SELECT id, thread_id FROM article"))
        assert state == clusters.read(store) and homes == before and state.newest
        assert (state.seen, sum(len(part.articles) for part in state.parts)) == (3, 3)
        assert {part.born for part in state.parts} >= {part.thread_id for part in state.parts} == {*homes.values()}
        for part in state.parts:
            assert part.group.size == len(part.articles)
            assert {homes[id_] for id_ in part.articles} == {part.thread_id}
            assert part.group.square == pytest.approx(part.vector.square)
        ids = [id_ for (id_,) in store.rows("SELECT id FROM article")]
        analyses = [analyse(each.article).terms for each in articles.find(store, ids).values()]
        stems = {stem for terms in analyses for bag in (terms.title, terms.body) for stem in bag}
        assert {term for term in state.terms if not term.startswith("@")} == stems
        assert len({number for number, _ in state.terms.values()}) == len(state.terms)


@some_version
def test_a_new_version_of_clustering_changes_no_mark_decision_or_delivery(version: int, path: Path) -> None:
    tables = ("alias", "change", "change_item", "decision", "parted", "delivery", "thread_tag")
    columns = "id, founded, arrived, articles, unread, starred, fresh, followed, choice, muted, read_until, regroup"
    with Store.open(restored(version, path)) as store:
        queries = [f"SELECT * FROM {table}" for table in tables]
        queries += ["SELECT id, thread_id, fetched, read, starred FROM article", f"SELECT {columns} FROM thread"]
        before = [store.rows(query) for query in queries]
        renew(store)
        assert [store.rows(query) for query in queries] == before
        changes = [change.kind for change in list_changes(store) if not change.undone]
        assert [undo(store, Config()).kind for _ in changes] == changes
        assert sorted(row.articles for row in list_threads(store)) == [1, 2]


@some_version
def test_news_join_the_threads_of_an_earlier_version(version: int, path: Path) -> None:
    with Store.open(restored(version, path)) as store:
        before = dict(store.rows("SELECT title, thread_id FROM article"))
        quake = next(home for title, home in before.items() if "earthquake" in title.lower())
        at = datetime(2026, 3, 2, tzinfo=UTC)
        text = "Rescue teams reached Arequipa after the strong earthquake struck the coast of Peru early on Monday."
        store_drafts(store, Article("new", "", "Earthquake strikes coast of Peru", text, "Z", published=at, fetched=at))
        thread_pending(store, Config(), at, lambda progress: None)
        renew(store)
        assert store.row("SELECT thread_id FROM article WHERE id = 'new'")[0] == quake
        assert dict(store.rows("SELECT title, thread_id FROM article WHERE id <> 'new'")) == before
        state = clusters.read(store)
        assert state is not None and sum(len(part.articles) for part in state.parts) == 4


@pytest.mark.parametrize("spare", [0, 4_000, 60_000, 150_000, 200_000])
def test_migration_without_room_says_so_and_is_done_once_there_is_some(
    path: Path, file_limit: FileLimit, spare: int
) -> None:
    restored(1, path)
    with file_limit(spare):
        try:
            Store.open(path).close()
        except StoreError as error:
            assert str(error).startswith(f"{path}: cannot be written: the disk is full, or the file size limit")
    assert list(path.parent.glob("*.part*")) == []
    with Store.open(path) as store:
        assert store.row("PRAGMA user_version")[0] == schema.NEWEST
        assert overview(store).articles == 3


@pytest.mark.parametrize("spare", [0, 4_096, 20_000, 100_000])
def test_a_new_store_without_room_says_so_and_is_made_once_there_is_some(
    path: Path, file_limit: FileLimit, spare: int
) -> None:
    with file_limit(spare), pytest.raises(StoreError, match="cannot be written: the disk is full"):
        Store.open(path)
    with Store.open(path) as store:
        assert overview(store).articles == 0


def test_what_is_made_of_a_store_is_the_users_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    path = tmp_path / "a" / "b" / "briefing.db"
    Store.open(path).close()
    earlier = restored(3, tmp_path / "earlier" / "briefing.db")
    with Store.open(earlier), Store.open(path) as store:
        store.run("UPDATE totals SET threads = threads")
        files = [*path.parent.iterdir(), earlier.with_name(f"{earlier.name}.schema-3.bak")]
        modes = {file.name: file.stat().st_mode & 0o777 for file in files}
    os.umask(before)
    assert set(modes.values()) == {0o600} and {"briefing.db-wal", "briefing.db-shm"} <= set(modes)
    assert [(tmp_path / folder).stat().st_mode & 0o777 for folder in ("a", "a/b")] == [0o700, 0o700]


def test_a_link_in_the_place_of_a_backup_is_replaced_and_not_followed(path: Path) -> None:
    backup = restored(3, path).with_name(f"{path.name}.schema-3.bak")
    other = path.with_name("other")
    other.write_text("kept")
    backup.symlink_to(other)
    Store.open(path).close()
    assert other.read_text() == "kept" and not backup.is_symlink() and backup.stat().st_size > 1000


@pytest.mark.parametrize("version", [1, 20])
def test_briefs_of_an_earlier_version_are_built_again_in_parts(version: int, path: Path) -> None:
    with Store.open(restored(version, path)) as store:
        marks = store.rows("SELECT id, unread, followed, muted, read_until, arrived FROM thread")
        renew(store)
        briefs = [open_thread(store, row.thread.id) for row in list_threads(store)]
        assert briefs and all(line.part for brief in briefs for line in brief.lead)
        assert store.rows("SELECT id, unread, followed, muted, read_until, arrived FROM thread") == marks
        assert store.rows("SELECT DISTINCT behind FROM thread") == [(0,)]

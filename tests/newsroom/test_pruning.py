"""Old threads are deleted as a whole and their space is freed; kept and undelivered ones stay."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing.config import Config, Kept, StoreConfig
from briefing.errors import StoreError, StoreLockedError
from briefing.model import MarkKind
from briefing.newsroom import (
    find_targets,
    list_changes,
    list_threads,
    mark,
    open_store,
    overview,
    prune,
    refresh,
    undo,
)
from briefing.newsroom.library import pending_threads
from briefing.newsroom.library.daily_briefing import CURSOR
from briefing.newsroom.maintenance import prune_report as pruning_use_case
from briefing.store import Store, clusters, database, key_values, removal
from briefing.store.columns import to_micros
from briefing.store.database import Values
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import CALL_A, CALL_B, QUAKE_A, configure, content, two_feeds
from tests.newsroom.site import Site
from tests.store.factories import article, with_thread

YEAR = StoreConfig()
BARE = StoreConfig(keep=())
LATER = NOON + timedelta(days=400)


def fill(store: Store, *ages: int) -> None:
    """Store a thread for each age in days, called by it."""
    for days in ages:
        when = LATER - timedelta(days=days)
        with_thread(store, f"t{days}", article(f"{days}", arrived=when, published=when))


def ids(store: Store) -> set[str]:
    return {row.thread.id for row in list_threads(store)}


def whole(store: Store) -> None:
    assert store.rows("PRAGMA foreign_key_check") == []
    assert store.row("PRAGMA integrity_check")[0] == "ok"
    store.run("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")  # raises where it does not agree
    counted = store.row("SELECT count(*), coalesce(sum(articles), 0), coalesce(sum(unread), 0) FROM thread")
    header = overview(store)
    assert (header.threads, header.articles, header.unread) == tuple(counted)
    assert store.row("SELECT count(*) FROM content")[0] == store.row("SELECT count(*) FROM article")[0]
    loose = (
        "SELECT count(*) FROM change_item WHERE subject NOT IN (SELECT number FROM article UNION SELECT id FROM thread)"
    )
    assert store.row(loose)[0] == 0


def test_threads_go_by_their_last_arrival(store: Store) -> None:
    fill(store, 10, 364, 366, 399)
    report = prune(store, BARE, now=LATER)
    assert ids(store) == {"t10", "t364"}
    assert (report.threads, report.articles, report.kept, report.too_large) == (2, 2, {}, False)
    whole(store)
    assert prune(store, BARE, now=LATER).threads == 0


KEEPS: list[tuple[Kept, MarkKind]] = [
    ("starred", "star"),
    ("followed", "follow"),
    ("tagged", "tag"),
    ("unread", "unread"),
]


@pytest.mark.parametrize(("kept", "kind"), KEEPS, ids=[kept for kept, _ in KEEPS])
def test_what_is_kept_stays(store: Store, kept: Kept, kind: MarkKind) -> None:
    fill(store, 380, 390)
    mark(store, "read", find_targets(store, ["t380", "t390"]))
    mark(store, kind, find_targets(store, ["t390"]), tag="x")
    report = prune(store, StoreConfig(keep=(kept,)), now=LATER)
    assert (ids(store), report.kept) == ({"t390"}, {kept: 1})
    assert prune(store, BARE, now=LATER).threads == 1
    whole(store)


def test_nothing_unread_is_lost_without_being_told_to(store: Store) -> None:
    fill(store, 390)
    assert prune(store, YEAR, now=LATER).kept == {"unread": 1}


def test_what_daily_has_not_told_stays(store: Store) -> None:
    key_values.put(store, CURSOR, LATER - timedelta(days=380))
    fill(store, 370, 380, 390)
    prune(store, BARE, now=LATER)
    assert ids(store) == {"t370"}
    key_values.put(store, CURSOR, LATER - timedelta(days=370))
    prune(store, BARE, now=LATER)
    assert ids(store) == set()


def test_what_daily_has_not_named_stays(store: Store) -> None:
    key_values.put(store, CURSOR, LATER)
    fill(store, 370, 380, 390)
    key_values.put_text(store, pending_threads.PENDING, json.dumps([[None, ["t380"]]]))
    prune(store, BARE, now=LATER)
    assert ids(store) == {"t380"}


def test_rehearsal_changes_nothing(store: Store) -> None:
    fill(store, 10, 390)
    before = content(store)
    report = prune(store, BARE, now=LATER, rehearse=True)
    assert (report.threads, report.bytes_before) == (1, report.bytes_after)
    assert content(store) == before


def test_the_oldest_go_until_the_store_is_small_enough(store: Store, path: Path) -> None:
    text = "All work and no play makes Jack a dull boy. " * 7000
    for day in range(30):
        when = LATER - timedelta(days=day)
        item = article(str(day), arrived=when)
        with_thread(store, f"t{day:03}", item)
        store.run("UPDATE content SET text = ? WHERE number = (SELECT max(number) FROM article)", (text,))
    mark(store, "star", find_targets(store, ["t029"]))
    report = prune(store, StoreConfig(keep_days=0, max_megabytes=4, keep=("starred",)), now=LATER)
    assert report.bytes_before > 8_000_000
    assert report.bytes_after == path.stat().st_size <= 4_000_000
    assert report.kept == {"starred": 1} and not report.too_large
    left = ids(store)
    assert "t029" in left and left - {"t029"} == {f"t{day:03}" for day in range(len(left) - 1)}
    whole(store)
    report = prune(store, StoreConfig(keep_days=0, max_megabytes=1, keep=("unread",)), now=LATER)
    assert report.too_large and report.threads == 0


def test_age_and_size_are_limits_only_where_they_are_given(store: Store) -> None:
    fill(store, 10, 400)
    for days in (0, 10**9):
        assert prune(store, StoreConfig(keep_days=days, max_megabytes=0, keep=()), now=LATER).threads == 0
    report = prune(store, StoreConfig(keep_days=10, keep=()), now=LATER, rehearse=True)
    assert (report.threads, report.articles, report.bytes_before, report.too_large) == (1, 1, report.bytes_after, False)
    assert report.bytes_before > 0 and ids(store) == {"t10", "t400"}


def test_progress_of_pruning_is_told_by_batches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, *range(366, 376))
    monkeypatch.setattr(pruning_use_case, "BATCH", 4)
    steps: list[tuple[int, int]] = []
    prune(store, BARE, now=LATER, on_progress=lambda done, total: steps.append((done, total)))
    assert steps == [(4, 10), (8, 10), (10, 10)]


def test_store_that_cannot_be_written_at_all_is_an_error(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, 390)
    for error in (StoreError("the disk is full"), StoreLockedError("another")):
        calls: list[int] = []

        def fail(store: Store, ids: Sequence[str], error: StoreError = error, calls: list[int] = calls) -> None:
            calls.append(len(ids))
            raise error

        monkeypatch.setattr(removal, "remove", fail)
        with pytest.raises(type(error), match=str(error)):
            prune(store, BARE, now=LATER)
        assert len(calls) < 5


def test_a_feed_does_not_bring_again_what_was_let_go(site: Site, store: Store) -> None:
    config = configure(*two_feeds(site))
    refresh(store, config, now=NOON)
    prune(store, BARE, now=LATER)
    assert ids(store) == set()
    assert refresh(store, config, now=LATER).new_articles == 0
    edited = replace(CALL_A, text=CALL_A.text + " Late words.")
    site.feed("/one.xml", "One News", replace(QUAKE_A, path="/another"), edited, QUAKE_A)
    assert refresh(store, config, now=LATER + timedelta(hours=1)).new_articles == 1
    assert [row.articles for row in list_threads(store)] == [1]
    whole(store)


def test_clustering_goes_on_without_what_was_let_go(site: Site, store: Store) -> None:
    config = configure(*two_feeds(site))
    refresh(store, config, now=NOON)
    mark(store, "star", find_targets(store, ["arequipa"]))
    prune(store, StoreConfig(keep=("starred",)), now=LATER)
    state = clusters.read(store)
    assert state and {part.thread_id for part in state.parts} == ids(store)
    later = replace(CALL_B, path="/later", published=hours(1))
    site.feed("/two.xml", "Two News", later)
    assert refresh(store, config, now=LATER).new_articles == 1
    assert len(ids(store)) == 2
    whole(store)


def test_journal_ends_with_what_is_pruned_and_the_rest_is_taken_back(store: Store) -> None:
    fill(store, 10, 390)
    mark(store, "read", find_targets(store, ["t10", "t390"]), now=LATER - timedelta(days=388))
    mark(store, "read", find_targets(store, ["t10"]), now=LATER)
    mark(store, "star", find_targets(store, ["t10", "t390"]), now=LATER)
    prune(store, BARE, now=LATER)
    assert [change.kind for change in list_changes(store)] == ["star"]
    undo(store, Config())
    assert [row.starred for row in list_threads(store)] == [0]
    whole(store)


def test_pruning_does_not_wait_for_a_refresh(store: Store, path: Path) -> None:
    with open_store(path) as other, other.writer("refresh", NOON), pytest.raises(StoreLockedError, match="refresh"):
        prune(store, BARE, now=LATER)


def test_file_of_an_earlier_version_is_made_smaller_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "briefing.db"
    monkeypatch.setattr(database, "INCREMENTAL_VACUUM", "SELECT 1")
    with open_store(path) as store:
        assert store.row("PRAGMA auto_vacuum")[0] == 0
        fill(store, *range(366, 400))
        store.run("UPDATE content SET text = ?", ("x" * 100_000,))
    monkeypatch.undo()
    with open_store(path) as store:
        report = prune(store, BARE, now=LATER)
        assert report.bytes_after < report.bytes_before / 5
        assert store.row("PRAGMA auto_vacuum")[0] == 2
        whole(store)


def meanwhile(path: Path, act: Callable[[Store], object]) -> Callable[[int, int], None]:
    """What another program does after the first batch."""

    def on_progress(done: int, total: int) -> None:
        if done == 1:
            with open_store(path) as other:
                act(other)

    return on_progress


@pytest.mark.parametrize("limit", [0, 1])
@pytest.mark.parametrize(("kept", "kind"), KEEPS, ids=[kept for kept, _ in KEEPS])
def test_what_is_marked_while_others_go_stays(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch, kept: Kept, kind: MarkKind, limit: int
) -> None:
    monkeypatch.setattr(pruning_use_case, "BATCH", 1)
    monkeypatch.setattr(pruning_use_case, "MEGABYTE", 1)
    fill(store, 380, 385, 390)
    mark(store, "read", find_targets(store, ["t380", "t385", "t390"]))
    on_progress = meanwhile(path, lambda other: mark(other, kind, find_targets(other, ["t380"]), tag="x"))
    options = StoreConfig(keep_days=0 if limit else 365, max_megabytes=limit, keep=(kept,))
    report = prune(store, options, now=LATER, on_progress=on_progress)
    assert ids(store) == {"t380"}
    assert (report.threads, report.articles, report.kept) == (2, 2, {kept: 1})
    whole(store)
    undo(store, Config())  # the mark is in the journal
    whole(store)


def test_a_thread_that_brings_news_while_others_go_stays(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning_use_case, "BATCH", 1)
    fill(store, 380, 390)
    news = meanwhile(
        path, lambda other: other.run("UPDATE thread SET arrived = ? WHERE id = 't380'", (to_micros(LATER),))
    )
    assert prune(store, BARE, now=LATER, on_progress=news).threads == 1
    assert ids(store) == {"t380"}


def test_what_daily_has_not_told_stays_where_it_begins_to_be_used_meanwhile(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning_use_case, "BATCH", 1)
    fill(store, 370, 380, 390)
    on_progress = meanwhile(path, lambda other: key_values.put(other, CURSOR, LATER - timedelta(days=375)))
    assert prune(store, BARE, now=LATER, on_progress=on_progress).threads == 2
    assert ids(store) == {"t370"}


def test_what_another_has_let_go_meanwhile_is_not_counted(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning_use_case, "BATCH", 1)
    fill(store, 370, 380, 390)
    report = prune(store, BARE, now=LATER, on_progress=meanwhile(path, lambda other: removal.remove(other, ["t370"])))
    assert (report.threads, report.articles) == (2, 2)
    whole(store)


def test_pruning_ends_where_the_disk_has_no_room_to_make_the_file_smaller(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk SQLite takes each step of the vacuum back without a word."""
    fill(store, *range(366, 400))
    answer, steps = store.rows, list[str]()

    def rows(sql: str, values: Values = ()) -> list[Any]:
        if "incremental_vacuum" not in sql:
            return answer(sql, values)
        steps.append(sql)
        return []

    monkeypatch.setattr(store, "rows", rows)
    with pytest.raises(StoreError, match=r"the disk has no room .* prune again \(the old threads are removed"):
        prune(store, BARE, now=LATER)
    assert len(steps) < 8
    monkeypatch.undo()
    assert prune(store, BARE, now=LATER).threads == 0
    whole(store)


def test_what_is_too_much_for_the_disk_goes_in_smaller_batches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, *range(366, 400))
    remove, sizes = removal.remove, list[int]()

    def with_little_room(store: Store, ids: Sequence[str]) -> None:
        sizes.append(len(ids))
        remove(store, ids)
        if len(ids) > 5:
            raise StoreError("the disk is full")

    monkeypatch.setattr(removal, "remove", with_little_room)
    assert prune(store, BARE, now=LATER).threads == 34
    assert sizes[0] == 34 and max(sizes[2:]) <= 5
    whole(store)

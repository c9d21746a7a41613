"""Threads of an earlier version of clustering are grouped again by refreshes, and what readers did with them stays."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefing.config import Config, ThreadsConfig
from briefing.model import Article, Target
from briefing.newsroom import (
    build_briefing,
    commit_briefing,
    diagnose,
    join_threads,
    list_threads,
    mark,
    open_store,
    open_thread,
    overview,
    past_briefing,
    refresh,
    split_thread,
    undo,
)
from briefing.newsroom.processes.pool import Workers
from briefing.newsroom.results import Progress
from briefing.newsroom.stories import renewed_threads
from briefing.newsroom.stories.build_threads import restore, thread_pending
from briefing.store import (
    Store,
    analysis_versions,
    articles,
    clusters,
    threading_versions,
    unfinished_threads,
    write_threads,
)
from briefing.store.stored_values import Merge
from tests import forkserver
from tests.newsroom.conftest import NOON, hours
from tests.store.factories import store_drafts

ALONE = Config(threads=ThreadsConfig(similarity=0.99))
"""Settings by which an earlier version merged too little."""
TEXTS = {
    "quake": "A strong earthquake struck the coast of Peru near Arequipa early on Monday, rescue teams said.",
    "quake2": "Rescue teams reached villages near Arequipa after the earthquake struck the coast of Peru on Monday.",
    "quake3": "After the earthquake on the coast of Peru, Arequipa's rescue teams counted 300 destroyed houses.",
    "call": "President Donald Trump and Colombian President Gustavo Petro spoke by telephone about drugs on Wednesday.",
    "call2": "Gustavo Petro said his telephone call with Donald Trump about drugs was long and cordial.",
    "cup": "The national team won the volleyball cup final in Osaka after five sets against Brazil.",
}
RIGHT = {frozenset(("quake", "quake2", "quake3")), frozenset(("call", "call2")), frozenset(("cup",))}
CHECKED = "SELECT id, fetched, edited, read, starred, pending, arriving FROM article ORDER BY id"


def ignore(progress: Progress) -> None:
    """Report nothing."""


def report(name: str, number: int = 0) -> Article:
    text, url = TEXTS[name], f"https://{name}.example/"
    return Article(name, url, text.split(".")[0], text, name, published=hours(number - 20), fetched=NOON)


REPORTS = [report(name, number) for number, name in enumerate(TEXTS)]


def thread(store: Store, config: Config, *items: Article, number: float = 0) -> None:
    store_drafts(store, *items)
    thread_pending(store, config, hours(number), ignore, Workers(0))


def outdate(store: Store, version: object = 3) -> None:
    """Make the stored state one of an earlier version."""
    numbers = json.loads(store.row("SELECT data FROM memory WHERE name = 'clusters'")[0])
    store.run("UPDATE memory SET data = ? WHERE name = 'clusters'", (json.dumps({**numbers, "version": version}),))


def pile_up(store: Store, *items: Article) -> None:
    """Make a store of an earlier version that has put all articles into the thread of the first one."""
    thread(store, ALONE, *items)
    before = homes(store)
    kept, *others = dict.fromkeys(before[item.id] for item in items)
    clusterer = restore(store, Config())
    clusterer.join([kept, *others], kept, articles.members(store, list(before)), lasting=False)
    with store.transaction():
        clusters.write(store, clusterer.take_changes())
        write_threads.merge(store, [Merge(other, kept) for other in others], NOON)
        write_threads.recount(store, [kept])
        unfinished_threads.mark(store, [kept], [])
    thread(store, Config())
    assert together(store) == {frozenset(before)}
    outdate(store)


def leave_alone(store: Store, *items: Article) -> None:
    """Make a store of an earlier version that has put each article into a thread of its own."""
    thread(store, ALONE, *items)
    assert len(set(homes(store).values())) == len(items)
    outdate(store)


def renew(store: Store, on_progress: Callable[[Progress], None] = ignore, **named: Any) -> None:
    renewed_threads.renew_threads(store, Config(), hours(50), on_progress, Workers(0), **named)


def homes(store: Store) -> dict[str, str]:
    return dict(store.rows("SELECT id, thread_id FROM article"))


def together(store: Store) -> set[frozenset[str]]:
    """Sets of articles in one thread, as tables, counters, briefs and the state of clustering say."""
    sets: dict[str, set[str]] = {}
    for article_id, thread_id in homes(store).items():
        sets.setdefault(thread_id, set()).add(article_id)
    rows = {row.thread.id: row for row in list_threads(store)}
    assert {id_: row.articles for id_, row in rows.items()} == {id_: len(members) for id_, members in sets.items()}
    for id_, members in sets.items():
        assert {ref.id for ref in open_thread(store, id_).articles} == members
    state = clusters.read(store)
    assert state
    for part in state.parts:
        assert set(part.articles) <= sets[part.thread_id]
    assert sorted(id_ for part in state.parts for id_ in part.articles) == sorted(homes(store))
    assert store.rows("SELECT 1 FROM part WHERE number < 0") == [] and unfinished_threads.count(store) == 0
    assert store.rows("PRAGMA foreign_key_check") == []
    totals = overview(store)
    assert (totals.threads, totals.articles) == (len(sets), len(homes(store)))
    return {frozenset(members) for members in sets.values()}


@pytest.fixture
def heap(store: Store) -> Store:
    """A store whose articles an earlier version put into one thread."""
    pile_up(store, *REPORTS)
    return store


@pytest.fixture
def alone(store: Store) -> Store:
    """A store whose articles an earlier version left alone."""
    leave_alone(store, *REPORTS)
    return store


@pytest.mark.parametrize("fixture", ["heap", "alone"])
@pytest.mark.parametrize("batch", [1, 3, 1000])
def test_wrong_threads_are_corrected_in_batches_of_any_size(
    fixture: str, batch: int, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewed_threads, "BATCH", batch)
    store: Store = request.getfixturevalue(fixture)
    before = homes(store)
    renew(store)
    after = homes(store)
    assert together(store) == RIGHT
    assert after["quake"] == before["quake"]
    aliases = dict(store.rows("SELECT id, thread_id FROM alias"))
    assert all(after[name] == aliases.get(id_, id_) for name, id_ in before.items() if fixture == "alone")
    assert {row.thread.id for row in list_threads(store)} == set(after.values())


def test_a_refresh_does_it_after_its_news_and_news_keep_the_id_of_the_thread_they_belong_to(alone: Store) -> None:
    quake = homes(alone)["quake"]
    late = replace(report("quake3", 19), id="late", url="https://late.example/")
    store_drafts(alone, late)
    steps: list[Progress] = []
    refresh(alone, Config(), now=hours(20), on_progress=steps.append)
    assert together(alone) == {each | {"late"} if "quake" in each else each for each in RIGHT}
    assert homes(alone)["late"] == quake
    assert [(step.done, step.total) for step in steps if step.stage == "regrouped"] == [(0, 6), (6, 6)]


def test_nothing_is_done_twice(heap: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    renew(heap)
    changes = heap.row("SELECT total_changes()")
    monkeypatch.setattr(renewed_threads, "restore", None)
    renew(heap)
    assert heap.row("SELECT total_changes()") == changes and threading_versions.count(heap) == 0


def test_what_readers_did_stays_and_nothing_is_new_again(alone: Store) -> None:
    before = homes(alone)
    mark(alone, "read", [Target(article_ids=("quake", "call"))])
    mark(alone, "star", [Target(article_ids=("quake2",))])
    mark(alone, "follow", [Target(before["quake2"])])
    mark(alone, "tag", [Target(article_ids=("cup",))], tag="later")
    commit_briefing(alone, build_briefing(alone, now=hours(4), since=None))
    delivered, totals = past_briefing(alone, "2026-03-01T23:00"), overview(alone)
    checked = alone.rows(CHECKED)
    renew(alone)
    assert together(alone) == RIGHT and alone.rows(CHECKED) == checked
    assert past_briefing(alone, "2026-03-01T23:00") == delivered
    assert build_briefing(alone, now=hours(90), since=delivered.until).briefs == ()
    assert (overview(alone).unread, overview(alone).articles) == (totals.unread, totals.articles)
    (followed,) = (row for row in list_threads(alone) if row.thread.state.followed)
    assert followed.thread.id == before["quake"] and (followed.unread, followed.starred) == (2, 1)
    assert alone.rows("SELECT tag FROM article_tag") == [("later",)]
    assert [undo(alone, Config()).kind for _ in range(4)] == ["tag", "follow", "star", "read"]
    assert not [row for row in list_threads(alone) if row.thread.state.followed]
    assert overview(alone).unread == len(REPORTS)


def test_a_read_thread_that_is_dissolved_leaves_nothing_fresh(heap: Store) -> None:
    (whole,) = list_threads(heap)
    mark(heap, "read", [Target(whole.thread.id, tuple(TEXTS), until=hours(1))])
    renew(heap)
    assert together(heap) == RIGHT
    assert heap.rows("SELECT unread, fresh FROM thread") == [(0, 0)] * 3


def test_what_was_split_and_joined_by_hand_stays_and_can_be_undone_afterwards(heap: Store) -> None:
    whole = homes(heap)["quake"]
    made = split_thread(heap, Config(), whole, ["quake3", "call"])[1].thread.id
    parted = split_thread(heap, Config(), whole, ["cup"])[1].thread.id
    join_threads(heap, Config(), [made, parted])
    joined = homes(heap)["quake3"]
    outdate(heap)
    renew(heap)
    assert together(heap) == {
        frozenset(("quake3", "call", "cup")), frozenset(("quake", "quake2")), frozenset(("call2",))
    }  # fmt: skip
    assert homes(heap)["call"] == joined and homes(heap)["quake"] == whole
    late = replace(report("quake3", 19), id="late", url="https://late.example/")
    thread(heap, Config(), late, number=60)
    assert {"quake3", "call", "cup"} <= {id_ for id_, home in homes(heap).items() if home == joined}
    assert undo(heap, Config()).kind == "join"
    assert homes(heap)["cup"] == parted and homes(heap)["quake3"] == homes(heap)["call"] == made
    assert [undo(heap, Config()).kind for _ in range(2)] == ["split", "split"]
    assert homes(heap)["quake"] == homes(heap)["quake3"] == homes(heap)["cup"] == whole


def test_what_is_split_or_joined_while_threads_wait_is_kept_too(alone: Store) -> None:
    before = homes(alone)
    join_threads(alone, Config(), [before["cup"], before["quake3"]])
    with_cup = homes(alone)["cup"]
    join_threads(alone, Config(), [before["call"], before["call2"]])
    split_thread(alone, Config(), homes(alone)["call"], ["call2"])
    renew(alone)
    assert together(alone) == {
        frozenset(("quake", "quake2", "quake3", "cup")), frozenset(("call",)), frozenset(("call2",))
    }  # fmt: skip
    assert homes(alone)["cup"] in (with_cup, before["quake"])
    assert [undo(alone, Config()).kind for _ in range(3)] == ["split", "join", "join"]
    assert homes(alone)["cup"] != homes(alone)["quake"]


def test_newest_threads_come_first_and_no_batch_is_begun_after_the_budget(
    alone: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewed_threads, "BATCH", 1)
    monkeypatch.setattr(renewed_threads, "BUDGET_SECONDS", 3.0)
    before, batches = homes(alone), list[str]()
    regroup = renewed_threads._regroup

    def record(store: Store, clusterer: Any, thread_ids: list[str], *rest: Any) -> None:
        batches.extend(thread_ids)
        regroup(store, clusterer, thread_ids, *rest)

    monkeypatch.setattr(renewed_threads, "_regroup", record)
    ticks = iter(range(100))
    renew(alone, clock=lambda: next(ticks) * 2.0)  # it is asked at the start, and then before each batch
    assert batches == [before["cup"]]
    (finding,) = [each for each in diagnose(Config(), alone, hours(3)) if "are in threads" in each.problem]
    assert (finding.problem, finding.advice, finding.serious) == (
        "5 of 6 articles are in threads that an earlier version of briefing made",
        "nothing; each refresh groups some again, newest first",
        False,
    )
    renew(alone, clock=lambda: 0.0)
    assert batches == [before[name] for name in reversed(TEXTS)] and together(alone) == RIGHT
    assert not [each for each in diagnose(Config(), alone, hours(3)) if "are in threads" in each.problem]


def test_doctor_counts_the_threads_before_the_first_refresh(heap: Store) -> None:
    assert [each.problem for each in diagnose(Config(), heap, hours(3)) if "are in threads" in each.problem] == [
        "6 of 6 articles are in threads that an earlier version of briefing made"
    ]


def test_threads_do_not_wait_for_their_analyses(heap: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    heap.run("UPDATE article SET analysed = 0")
    monkeypatch.setattr("briefing.newsroom.stories.reanalysis.BUDGET_SECONDS", 0.0)
    refresh(heap, Config(), now=hours(3))
    assert together(heap) == RIGHT and analysis_versions.count(heap) == (6, 6)


def test_threads_of_before_the_window_are_left_as_they_are(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.threads.clustering.open_threads.OPEN", 1)
    pile_up(store, *(replace(each, published=hours(-24 * 60)) for each in REPORTS))
    outdate(store, clusters.current_version())
    thread(store, Config(), replace(report("cup", 30), id="new", url="https://new.example/"), number=30)
    state, before = clusters.read(store), homes(store)
    assert state and [part.articles for part in state.parts] == [("new",)]
    outdate(store)
    renew(store)
    assert homes(store) == before and len(set(before.values())) == 2
    assert [part.articles for part in restore(store, Config()).state().parts] == [("new",)]


def test_another_stemmer_has_the_same_effect(heap: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    renew(heap)
    assert not threading_versions.is_outdated(heap)
    monkeypatch.setattr("briefing.text.terms.STEMMER", 99)
    assert threading_versions.is_outdated(heap)


def test_a_version_that_comes_before_the_last_one_was_done_begins_anew(
    alone: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewed_threads, "BATCH", 1)
    ticks = iter(range(100))
    renew(alone, clock=lambda: next(ticks) * 4.0)
    assert threading_versions.count(alone) == 4
    outdate(alone)
    restore(alone, Config())
    assert threading_versions.count(alone) == 6
    renew(alone)
    assert together(alone) == RIGHT


def renew_until(path: str, moment: str) -> None:
    """Kill this process at a moment of the renewal."""

    def end(*arguments: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    patch = pytest.MonkeyPatch()
    patch.setattr(renewed_threads, "BATCH", 2)
    if moment == "before the briefs":
        patch.setattr(renewed_threads, "build_backlog", end)
    if moment == "within a batch":
        patch.setattr(unfinished_threads, "mark", end)
    with open_store(Path(path)) as store:
        renew(store, lambda progress: end() if progress.done else None)


@pytest.mark.parametrize("moment", ["within a batch", "before the briefs", "after a batch"])
@pytest.mark.parametrize("make", [pile_up, leave_alone])
def test_killed_in_the_middle_is_completed_by_the_next_refresh(
    moment: str, make: Callable[..., None], path: Path
) -> None:
    with open_store(path) as store:
        make(store, *REPORTS)
    assert forkserver.call(renew_until, path, moment) == -signal.SIGKILL
    with open_store(path) as store:
        assert store.row("PRAGMA integrity_check")[0] == "ok"
        refresh(store, Config(), now=hours(60))
        assert together(store) == RIGHT and threading_versions.count(store) == 0

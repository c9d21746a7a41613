"""Briefs are built in the background while articles are clustered; what changes meanwhile is not written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from briefing.config import Config
from briefing.newsroom.processes.pool import Workers
from briefing.newsroom.stories import backlog
from briefing.newsroom.stories.backlog import BriefsAhead
from briefing.newsroom.stories.pooled_executor import AHEAD, PooledExecutor
from briefing.store import Store, threads, unfinished_threads, write_threads
from briefing.store.stored_values import Merge, Threading
from tests.newsroom.conftest import NOON
from tests.store.factories import article, with_thread

NAMES = tuple("abcdefghij")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1) as started:
        yield started


@pytest.fixture
def ahead(store: Store, workers: Workers, monkeypatch: pytest.MonkeyPatch) -> Iterator[BriefsAhead]:
    """Of a store with a thread behind for each name, the first the most important, each a share of its own."""
    monkeypatch.setattr(backlog, "SHARE", 1)
    for number, name in enumerate(NAMES):
        with_thread(store, name, article(name), rank=100 - number)
    unfinished_threads.mark(store, NAMES, [article(name).id for name in NAMES])
    with PooledExecutor(workers) as executor:
        yield BriefsAhead(store, Config(), NOON, executor)


def behind(store: Store) -> str:
    return "".join(sorted(unfinished_threads.waiting(store)))


def built(store: Store) -> str:
    """Names of the threads whose briefs list their articles."""
    briefs = {name: threads.brief(store, name) for name in NAMES}
    return "".join(name for name, brief in briefs.items() if brief and brief.articles)


def test_the_most_important_threads_are_built_as_many_as_keep_the_processes_busy(
    store: Store, ahead: BriefsAhead
) -> None:
    assert behind(store) == "abcdefghij" and AHEAD == 4
    ahead.start(())
    assert ahead.write(wait=True) == []
    assert (built(store), behind(store)) == ("abcd", "efghij")


def test_threads_that_have_just_changed_are_left_for_later(store: Store, ahead: BriefsAhead) -> None:
    ahead.start({"a", "c"})
    ahead.write(wait=True)
    assert built(store) == "bdef"


def test_threads_that_change_while_they_are_built_stay_behind(store: Store, ahead: BriefsAhead) -> None:
    ahead.start(())
    ahead.outdate({"b"})
    ahead.write(wait=True)
    assert (built(store), behind(store)) == ("acd", "befghij")


def test_a_thread_that_is_merged_while_it_is_built_does_not_come_back(store: Store, ahead: BriefsAhead) -> None:
    ahead.start(())
    write_threads.write(store, Threading((), {}, (), NOON, merges=(Merge("b", "a", ""),)))
    ahead.outdate({"a", "b"})
    ahead.write(wait=True)
    assert [row.thread.id for row in threads.listed(store) if row.thread.id in "ab"] == ["a"]


def test_nothing_more_is_started_until_all_is_written(store: Store, ahead: BriefsAhead) -> None:
    ahead.start(())
    ahead.start(())
    ahead.write(wait=True)
    assert built(store) == "abcd"
    ahead.outdate({"e"})  # of jobs that have ended
    ahead.start(())
    ahead.write(wait=True)
    assert built(store) == "abcdefgh"


def test_nothing_is_built_ahead_without_processes(store: Store) -> None:
    with_thread(store, "a", article("a"))
    unfinished_threads.mark(store, ["a"], [])
    with PooledExecutor(Workers(0)) as executor:
        ahead = BriefsAhead(store, Config(), NOON, executor)
        ahead.start(())
        assert ahead.write(wait=True) == [] and behind(store) == "a"

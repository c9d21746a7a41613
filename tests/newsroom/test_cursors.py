"""No cursor passes unready threads: those of `daily` and hooks, and the time up to which a thread is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config, HookConfig
from briefing.model import Article, Brief
from briefing.newsroom import (
    as_listed,
    as_seen,
    build_briefing,
    commit_briefing,
    list_threads,
    mark,
    open_thread,
    overview,
    parse_since,
)
from briefing.newsroom.ingest.hooks import run_hooks
from briefing.newsroom.results import Progress
from briefing.newsroom.stories import build_threads
from briefing.store import Store, threads, unfinished_threads
from tests.newsroom.conftest import NOON, hours
from tests.store.factories import store_drafts
from tests.threads import factories as f

STORIES = (f.CALL, f.QUAKE, f.CALL_TWO, f.QUAKE_TWO, f.QUAKE_THREE)
CONFIG = Config()


def articles(first: int, last: int) -> list[Article]:
    """Articles of two stories, in five wordings by turns."""
    items = (
        f.item(f"{STORIES[n % 5]} Number {n} says so.", at=NOON + timedelta(minutes=n)) for n in range(first, last)
    )
    return [f.arrived(item, NOON).article for item in items]


class StoppedError(Exception):
    """The refresh is stopped."""


def refresh(store: Store, items: list[Article], hour: float) -> None:
    store_drafts(store, *(replace(item, fetched=hours(hour)) for item in items))
    build_threads.thread_pending(store, CONFIG, hours(hour), lambda progress: None)


def stopped_refresh(
    store: Store, items: list[Article], hour: float, monkeypatch: pytest.MonkeyPatch, ready: int = 0
) -> None:
    """Thread articles, and stop once `ready` threads are ready."""
    made = 0

    def stop(progress: Progress) -> None:
        nonlocal made
        made += progress.stage == "summaries" and progress.done > 0
        if made == ready and progress.done and (ready or progress.stage == "threads"):
            raise StoppedError

    store_drafts(store, *(replace(item, fetched=hours(hour)) for item in items))
    with monkeypatch.context() as patched, pytest.raises(StoppedError):
        patched.setattr("briefing.newsroom.stories.backlog.SHARE", 1)
        build_threads.thread_pending(store, CONFIG, hours(hour), stop)


def deliver(store: Store, now: datetime) -> tuple[Brief, ...]:
    since = parse_since(store, "last", now)
    made = build_briefing(store, now=now, since=since, limit=1000, ready_only=True)
    commit_briefing(store, made)
    return made.briefs


def cursor(store: Store) -> datetime | None:
    return parse_since(store, "last", NOON)


def new_in(briefs: tuple[Brief, ...], since: datetime | None) -> set[str]:
    return {ref.id for brief in briefs for ref in brief.articles if ref.added and (since is None or ref.added > since)}


@pytest.mark.parametrize("ready", [0, 1])
@pytest.mark.parametrize("before", [0, 5, 20])
def test_a_briefing_while_threads_are_behind_passes_nothing_untold(
    store: Store, monkeypatch: pytest.MonkeyPatch, before: int, ready: int
) -> None:
    if before:
        refresh(store, articles(0, before), 0)
        assert len(new_in(deliver(store, hours(0)), None)) == before
    since = cursor(store)
    stopped_refresh(store, articles(before, before + 15), 1, monkeypatch, ready)
    assert unfinished_threads.count(store)
    assert deliver(store, hours(1)) == ()
    assert cursor(store) == since
    refresh(store, [], 2)
    briefs = deliver(store, hours(2))
    assert new_in(briefs, since) == {each.id for each in articles(before, before + 15)}
    assert all(brief.lead for brief in briefs)
    assert deliver(store, hours(3)) == ()


def test_news_that_was_ready_waits_where_its_thread_has_got_behind(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(store, articles(0, 5), 0)
    deliver(store, hours(0))
    refresh(store, articles(5, 6), 1)
    stopped_refresh(store, articles(10, 11), 2, monkeypatch)  # of the same story
    assert deliver(store, hours(2)) == ()
    refresh(store, [], 3)
    assert new_in(deliver(store, hours(3)), hours(0)) == {each.id for each in articles(5, 6) + articles(10, 11)}


def test_a_thread_that_is_ready_is_told_as_far_as_it_was_before_the_first_that_is_not(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(store, articles(0, 5), 0)
    deliver(store, hours(0))
    call, quake = articles(5, 7)  # of two stories
    refresh(store, [call], 1)
    stopped_refresh(store, [quake], 2, monkeypatch)
    (brief,) = deliver(store, hours(2))
    assert call.id in {ref.id for ref in brief.articles}
    assert cursor(store) == hours(1)
    refresh(store, [], 3)
    assert new_in(deliver(store, hours(3)), hours(1)) == {quake.id}


@pytest.mark.parametrize("since", [None, hours(-1), hours(0)])
def test_an_edit_and_what_came_from_another_thread_wait_too(store: Store, since: datetime | None) -> None:
    refresh(store, articles(0, 5), 0)
    call, quake, *_ = articles(0, 5)
    refresh(store, [replace(quake, text=f"{quake.text} Two villages have no water since Monday night.")], 1)
    home = store.row("SELECT thread_id FROM article WHERE id = ?", (quake.id,))[0]
    unfinished_threads.mark(store, [home], [])
    waits = unfinished_threads.ready_until(store, since)
    assert waits == (hours(1) if since == hours(0) else hours(0)) - timedelta(microseconds=1)
    store.run("UPDATE article SET thread_id = ? WHERE id = ?", (home, call.id))
    assert unfinished_threads.ready_until(store, hours(1)) is None


def test_of_everything_stored_only_what_is_ready_is_told_for_good(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped_refresh(store, articles(0, 10), 0, monkeypatch, ready=1)
    made = build_briefing(store, now=hours(0), limit=1000, ready_only=True)
    assert (made.briefs, made.until) == ((), None)
    looked = build_briefing(store, now=hours(0), limit=1000)  # who only looks sees their headlines
    assert new_in(looked.briefs, None) == {each.id for each in articles(0, 10)}


def test_a_hook_gets_what_waits_once_it_is_ready(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    config = Config(hooks=(HookConfig("refresh", f"cat >> {out}; echo >> {out}.runs"),))
    refresh(store, articles(0, 5), 0)
    assert run_hooks(store, config, hours(-1), hours(0)) == ()
    refresh(store, articles(5, 6), 1)
    stopped_refresh(store, articles(6, 7), 2, monkeypatch)  # of another refresh, which is still at work
    assert run_hooks(store, config, hours(0), hours(2)) == ()
    assert run_hooks(store, config, hours(0), hours(2)) == ()
    refresh(store, [], 3)
    assert run_hooks(store, config, hours(0), hours(3)) == ()
    assert run_hooks(store, config, hours(0), hours(4)) == ()
    assert Path(f"{out}.runs").read_text() == "\n" * 3
    assert len(out.read_text().splitlines()) == 2 + 1 + 1


@pytest.mark.parametrize("seen_in", ["list", "thread"])
def test_a_reader_who_marks_a_thread_that_is_behind_is_told_of_its_news_later(
    store: Store, monkeypatch: pytest.MonkeyPatch, seen_in: str
) -> None:
    refresh(store, articles(0, 5), 0)
    for row in list_threads(store):
        mark(store, "read", [as_listed(row, overview(store).arrived)])
    more = replace(
        articles(5, 6)[0], text=f"{articles(5, 6)[0].text} They will meet in the city of Cartagena in April."
    )
    stopped_refresh(store, [more], 1, monkeypatch)
    (home_id,) = unfinished_threads.waiting(store)
    (home,) = (row for row in list_threads(store) if row.thread.id == home_id)
    arrived = overview(store).arrived
    target = as_listed(home, arrived) if seen_in == "list" else as_seen(open_thread(store, home.thread.id))
    assert arrived == hours(1) - timedelta(microseconds=1)
    mark(store, "read", [target])
    refresh(store, [], 2)
    mark(store, "read", [target])  # as it was on the screen; it is ready by now
    thread = threads.find(store, [home.thread.id])[home.thread.id]
    assert thread.state.read_until and thread.state.read_until < hours(1)
    assert any("Cartagena" in line.text for line in open_thread(store, home.thread.id).new)

"""Star, follow, mute, split, join, why and undo; the cursor never jumps."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Label
from textual.widgets._toast import Toast

from briefing import newsroom
from briefing.config import Config, TuiConfig
from briefing.store import Store, removal
from tests.newsroom.content import CALL_A, CALL_B, QUAKE_A, configure
from tests.newsroom.site import serve
from tests.tui import library
from tests.tui.library import OLD, QUIET
from tests.tui.reader_pilot import ReaderPilot, Start


@asynccontextmanager
async def reading(store: Store, config: Config = QUIET, size: tuple[int, int] = (80, 24)) -> AsyncIterator[ReaderPilot]:
    app = library.reader(store, config)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield ReaderPilot(app, pilot)


def order(session: ReaderPilot) -> list[str]:
    return [row.thread.id for row in session.screen.list.rows]


def kinds(store: Store) -> list[tuple[str, str, bool]]:
    return [(change.kind, change.via, change.undone is not None) for change in newsroom.list_changes(store)]


async def test_f_follows_and_leaves_the_thread_where_it_is(start: Start, store: Store) -> None:
    async with start() as s:
        before = order(s)
        await s.press("j", "j", "f")
        assert (order(s), s.thread) == (before, "t3budget")
        assert re.search("Budget vote +▲ followed", s.text("threads"))
        s.screen.refresh_ended()
        await s.pilot.pause()
        assert (order(s), s.thread) == (before, "t3budget")
        await s.press("f")
        assert not re.search("Budget vote +▲", s.text("threads"))
    assert kinds(store) == [("unfollow", "tui", False), ("follow", "tui", False)]


async def test_m_mutes_and_u_brings_the_thread_back_where_it_was(start: Start) -> None:
    async with start() as s:
        await s.press("j", "m")
        assert (order(s), s.thread) == (["t1talks", "t3budget"], "t3budget")
        assert s.toasts == ["Mute: Floods in the north (u undoes it)"]
        await s.press("u")
        assert (order(s), s.thread) == (["t1talks", "t2floods", "t3budget"], "t2floods")
        assert s.toasts[-1] == "Undone: mute: Floods in the north"
        await s.press("U")
        assert order(s) == ["t1talks", "t3budget"]
        await s.press("u", "u")
        assert s.toasts[-1] == "There is nothing to undo."


async def test_m_in_a_thread_leaves_it(start: Start) -> None:
    async with start() as s:
        await s.press("j", "enter", "m")
        assert (s.focused, order(s)) == ("threads", ["t1talks", "t3budget"])


async def test_s_stars_the_article_under_the_cursor_or_the_whole_thread(start: Start, store: Store) -> None:
    async with start() as s:
        await s.press("enter", "G", "s")
        place = s.screen.thread_page.place
        assert place and place.article_id == OLD.article.id
        assert "★ Tariffs loom" in s.text("thread")
        assert s.screen.list.rows[0].starred == 1
        await s.press("enter", "s")
        assert s.screen.list.rows[0].starred == 0
        await s.press("escape", "escape", "s")
        assert s.screen.list.rows[0].starred == 3
        assert re.search("tariffs +▲ followed ★", s.text("threads"))
        await s.press("s")
        assert s.screen.list.rows[0].starred == 0


async def test_u_takes_back_that_a_thread_was_read(start: Start) -> None:
    async with start() as s:
        await s.press("j", "enter", "escape")
        assert s.unread["t2floods"] == 0
        await s.press("u")
        assert s.unread["t2floods"] == 1
        await s.press("enter")
        assert "New since" not in s.text("thread")


async def test_u_leaves_what_others_did(start: Start, store: Store) -> None:
    async with start() as s:
        newsroom.mark(store, "follow", newsroom.find_targets(store, ["t2floods"]), by=newsroom.Actor("x", "rule"))
        await s.press("u")
        assert s.toasts == ["There is nothing to undo."]


async def test_capital_a_marks_only_what_the_row_showed(start: Start, store: Store) -> None:
    async with start() as s:
        library.flood_goes_on(store)
        await s.press("j", "A")
        assert s.unread["t2floods"] == 1
        assert s.thread == "t2floods"


async def test_capital_a_passes_over_what_was_merged_into_the_row(start: Start, store: Store) -> None:
    async with start() as s:
        library.merge(store, "t3budget", "t2floods")
        await s.press("j", "A")
        assert s.unread["t2floods"] == 1


async def test_w_tells_why(start: Start) -> None:
    async with start() as s:
        await s.press("w")
        assert "followed; importance" in s.toasts[0]
        await s.press("enter", "w")
        assert "Why these articles are here" in s.text("thread")
        assert "founds the thread" in s.text("thread") or "no reason recorded" in s.text("thread")
        await s.press("v", "w", "w")
        assert "In short" in s.text("thread")
        await s.press("w", "escape")
        assert "In short" in s.text("thread")
        assert s.focused == "thread"


@pytest.fixture
def threaded(tmp_path: Path) -> tuple[Path, Config]:
    """A store of two threads, of a call in two articles and of an earthquake in one."""
    with serve() as site, newsroom.open_store(tmp_path / "told.db") as store:
        from briefing.config import FeedConfig

        feed = FeedConfig(site.feed("/one.xml", "One", CALL_A, CALL_B, QUAKE_A), "One", full_text="never")
        config = replace(configure(feed), tui=TuiConfig(refresh_on_start=False))
        newsroom.refresh(store, config, now=library.ago(1))
        return store.path, config


async def settled(session: ReaderPilot) -> None:
    await session.app.workers.wait_for_complete()
    await session.pilot.pause()


async def test_x_splits_j_joins_and_u_takes_each_back(threaded: tuple[Path, Config]) -> None:
    path, config = threaded
    with newsroom.open_store(path) as store:
        async with reading(store, config) as s:
            assert sorted(row.articles for row in s.screen.list.rows) == [1, 2]
            call = next(row.thread.id for row in s.screen.list.rows if row.articles == 2)
            s.screen.list.go_to(call)
            for answer, toasts in (("escape", []), ("n enter", ["Nothing is split off."])):
                await s.press("enter", "G", "x", *answer.split())
                await settled(s)
                assert (s.focused, len(s.screen.list.rows)) == ("thread", 2)
                await s.pilot.pause()
                assert s.toasts == toasts
                await s.press("escape")
            await s.press("enter", "G", "x", "enter")
            await settled(s)
            assert re.match("Split off: .* [(]u undoes it[)]$", s.toasts[-1])
            assert [row.articles for row in s.screen.list.rows] == [1, 1, 1]
            assert (s.focused, s.thread) == ("thread", call)
            await s.press("u")
            await settled(s)
            assert s.toasts[-1].startswith("Undone: split: ")
            assert sorted(row.articles for row in s.screen.list.rows) == [1, 2]
            await s.press("escape", "g", "J", "J")
            assert s.toasts[-1] == "Nothing is joined."
            await s.press("J", "escape")
            assert s.toasts[-1] == "Nothing is joined."
            for answer in ("escape", "n enter"):
                await s.press("J", "j", "J")
                assert re.match("Join “.*” with “.*”[?]$", s.toasts[-1])
                await s.press(*answer.split(), "k")
                await settled(s)
                assert (s.focused, len(s.screen.list.rows)) == ("threads", 2)
            await s.press("J", "j", "J", "enter")
            await settled(s)
            assert re.match("Joined: .* [(]u undoes it[)]$", s.toasts[-1])
            assert [row.articles for row in s.screen.list.rows] == [3]
            await s.press("u")
            await settled(s)
            assert sorted(row.articles for row in s.screen.list.rows) == [1, 2]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 48)])
@pytest.mark.parametrize(
    ("keys", "question"),
    [("J j J", "Join? (enter joins, esc cancels): "), ("enter s G x", "Split off? (enter splits, esc cancels): ")],
)
async def test_a_question_can_be_read_beside_messages(
    store: Store, keys: str, question: str, size: tuple[int, int]
) -> None:
    app = library.reader(store)
    async with app.run_test(size=size, notifications=True) as pilot:
        s = ReaderPilot(app, pilot)
        await s.press(*keys.split())
        prompt, toasts = s.screen.prompt, s.screen.query(Toast)
        assert toasts
        assert not any(toast.region.overlaps(prompt.region) for toast in toasts)
        assert prompt.query_one(Label).size.width == len(question)


async def test_a_refresh_at_work_is_told_and_nothing_is_split(threaded: tuple[Path, Config]) -> None:
    path, config = threaded
    with newsroom.open_store(path) as store, newsroom.open_store(path) as other:
        async with reading(store, config) as s:
            with other.writer("refresh", library.NOW):
                await s.press("enter", "x", "enter")
                await settled(s)
            assert "refresh" in s.toasts[-1] and "is writing" in s.toasts[-1]
            assert len(s.screen.list.rows) == 2


@pytest.mark.parametrize(
    ("inside", "keys"),
    [
        (False, "s f m A w"),
        (True, "s f m A w"),
        pytest.param(False, "enter enter w x enter", marks=pytest.mark.soak),
        (True, "enter enter w x enter"),
        (False, "J j J enter escape"),
        pytest.param(True, "J j J enter escape", marks=pytest.mark.soak),
    ],
)
async def test_what_was_pruned_meanwhile_is_told_and_nothing_breaks(
    start: Start, store: Store, keys: str, inside: bool
) -> None:
    async with start(size=(160, 40)) as s:
        if inside:
            await s.press("enter")
        with newsroom.open_store(store.path) as other:
            removal.remove(other, [row.thread.id for row in newsroom.list_threads(other)])
        await s.press(*keys.split())
        assert s.app.is_running
    assert newsroom.list_changes(store) == []

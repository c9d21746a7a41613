"""Changes from outside: the size of the terminal, other programs that write the store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing import newsroom
from briefing.config import Config
from briefing.errors import NotFoundError, StoreLockedError
from briefing.newsroom.stories.build_threads import thread_pending
from briefing.store import Store
from briefing.tui.listed_threads import FOLLOW_SECONDS, TICK_SECONDS
from tests.store.factories import article, store_drafts
from tests.tui import library
from tests.tui.reader_pilot import ReaderPilot, Start


async def test_a_change_of_width_keeps_what_is_read(start: Start) -> None:
    async with start((160, 48)) as s:
        await s.press("enter", "j", "j")
        place = s.screen.thread_page.place
        for width, height in [(80, 24), (60, 20), (120, 30), (30, 8), (160, 48)]:
            await s.pilot.resize_terminal(width, height)
            await s.pilot.pause()
            assert s.screen.thread_page.place == place
            assert s.focused == "thread"
        await s.press("enter")
        await s.pilot.resize_terminal(60, 20)
        await s.pilot.pause()
        assert s.visible == ["article"]


@pytest.mark.parametrize("size", [(80, 10), (60, 12)])
async def test_a_cursor_that_is_seen_stays_in_sight_when_the_terminal_shrinks(
    start: Start, size: tuple[int, int]
) -> None:
    async with start((80, 24)) as s:
        await s.press("enter", "G")
        page = s.screen.thread_page
        await s.pilot.resize_terminal(*size)
        await s.pilot.pause()
        assert page.cursor == page.items() - 1
        assert page.span(page.cursor)[0] in page.visible_lines()


async def test_an_article_keeps_its_words_at_the_top_when_the_width_changes(start: Start, store: Store) -> None:
    words = " ".join(f"word{n}" for n in range(2_000))
    long = library.article("long", "Long", [f"{words}."], outlet="X", hours=1)
    library.put(store, library.brief("t0long", "Long", [long]), [long], 9.0)
    async with start() as s:
        await s.press("j", "enter", "G", "enter", "space", "space", "space")
        before = s.text("article").split()[0]
        await s.pilot.resize_terminal(60, 20)
        await s.pilot.pause()
        assert before in s.text("article").splitlines()[0]


async def test_a_locked_store_is_told_and_reading_goes_on(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*args: object, **kwargs: object) -> None:
        raise StoreLockedError("another program is writing [b]now[/b]")

    async with start() as s:
        monkeypatch.setattr(newsroom, "mark_thread_read", locked)
        await s.press("enter", "escape")
        assert s.toasts == ["another program is writing [b]now[/b]"]
        assert s.focused == "threads"


async def test_a_thread_that_was_merged_into_another_opens_as_that(start: Start, store: Store) -> None:
    async with start() as s:
        library.merge(store, "t1talks", "t2floods")
        await s.press("enter")
        assert "Floods in the north" in s.text("thread")


async def test_a_thread_that_is_merged_while_it_is_read_becomes_that(start: Start, store: Store) -> None:
    async with start() as s:
        await s.press("enter")
        library.merge(store, "t1talks", "t2floods")
        s.screen.refresh_ended()
        await s.pilot.pause()
        assert "Floods in the north" in s.text("thread")
        assert s.thread == "t2floods"
        await s.press("escape")
        assert s.toasts == []


async def test_a_thread_that_is_gone_is_told_but_read_to_its_end(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*args: object, **kwargs: object) -> None:
        raise NotFoundError("no thread has this id")

    async with start() as s:
        await s.press("enter")
        monkeypatch.setattr(newsroom, "open_thread", gone)
        monkeypatch.setattr(newsroom, "mark_thread_read", gone)
        s.screen.refresh_ended()
        await s.press("escape")
        assert s.toasts == []
        assert s.unread["t1talks"] == 0
        await s.press("j", "enter")
        assert s.toasts == ["no thread has this id"]
        assert s.focused == "threads"


async def test_another_programs_refresh_is_noticed(start: Start, store: Store) -> None:
    async with start((120, 40)) as s:
        library.flood_goes_on(store)
        library.refreshed_at(store, library.ago(0))
        s.screen._tick()
        await s.pilot.pause()
        assert s.unread["t2floods"] == 2
        assert "updated 12:30" in s.head


async def test_articles_that_wait_for_another_program_are_told_and_shown_as_they_are_threaded(
    start: Start, store: Store
) -> None:
    store_drafts(store, replace(article("late"), title="Bridge closes", fetched=library.NOW))
    async with start((120, 40)) as s:
        assert "1 article waiting" in s.head and s.screen.listed.seconds_to_check == FOLLOW_SECONDS
        thread_pending(store, Config(), library.NOW, lambda progress: None)
        s.screen._tick()
        await s.pilot.pause()
        assert "Bridge closes" in {row.thread.title for row in s.screen.list.rows}
        assert "waiting" not in s.head and s.screen.listed.seconds_to_check == TICK_SECONDS


async def test_an_empty_store_welcomes(empty: Store) -> None:
    app = library.reader(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        s = ReaderPilot(app, pilot)
        assert "Welcome to briefing" in s.text("notice")
        assert s.focused == "notice"
        await s.press("j", "enter", "n", "A", "o", "G", "escape", "question_mark", "escape", "slash", "escape")
        library.fill(empty)
        s.screen.refresh_ended()
        await s.pilot.pause()
        assert s.focused == "threads"
        assert len(s.unread) == 3

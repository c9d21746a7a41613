"""Lists and pages stay at their top as news comes in, until the reader moves in them."""

from __future__ import annotations

from dataclasses import replace

from briefing.newsroom import Progress
from briefing.store import Store
from tests.tui import library
from tests.tui.reader_pilot import ReaderPilot, Start

TOP = library.article("top", "A bridge falls", ["The old bridge fell on Sunday."], outlet="DW", hours=0.2)


def top_story(store: Store) -> None:
    """Store a story that ranks before all others."""
    library.put(store, library.brief("t0top", "Top story", [TOP], followed=True), [TOP], 9.0)


async def news_comes_in(s: ReaderPilot) -> None:
    top_story(s.app.session.store)
    s.screen.refresh_ended()
    await s.previewed()


async def test_the_cursor_stays_on_the_first_story_until_it_is_moved(start: Start) -> None:
    async with start((160, 48)) as s:
        await s.previewed()
        assert s.thread == "t1talks"
        await news_comes_in(s)
        assert s.thread == "t0top"
        assert s.screen.list.scroll_offset.y == 0
        assert "Top story" in s.text("thread")


async def test_a_cursor_that_was_moved_stays_on_its_story(start: Start) -> None:
    async with start((160, 48)) as s:
        await s.press("j", "k")
        await news_comes_in(s)
        assert s.thread == "t1talks"
        assert "Colombia–United States" in s.text("thread")


async def test_a_thread_that_is_read_stays_under_the_cursor(start: Start) -> None:
    async with start() as s:
        await s.press("enter")
        await news_comes_in(s)
        await s.press("escape")
        assert s.thread == "t1talks"


async def test_the_first_stories_of_a_first_refresh_are_at_the_top(empty: Store) -> None:
    app = library.reader(empty)
    async with app.run_test(size=(120, 40)) as pilot:
        s = ReaderPilot(app, pilot)
        for made, items in ((library.BUDGET, [library.VOTE]), (library.FLOODS, [library.FLOOD])):
            library.put(empty, made, items, 1.0 + len(s.screen.list.rows))
            s.screen.refresh_ended()
            await s.previewed()
        assert [row.thread.id for row in s.screen.list.rows] == ["t2floods", "t3budget"]
        assert s.thread == "t2floods"
        assert "Floods in the north" in s.text("thread")


async def test_the_page_of_a_thread_stays_at_its_top_when_its_summary_is_made(store: Store, start: Start) -> None:
    bare = replace(library.TALKS, lead=(), new=(), quotes=(), timeline=())
    library.rewrite(store, bare, 3.0)
    async with start((160, 48)) as s:
        await s.previewed()
        assert s.screen.thread_page.key.startswith("article ")
        library.rewrite(store, library.TALKS, 3.0)
        s.screen.refresh_ended()
        await s.previewed()
        assert s.screen.thread_page.key.startswith("lead ")
        assert s.screen.thread_page.scroll_offset.y == 0


async def test_the_preview_of_a_thread_follows_its_summary_during_a_refresh(store: Store, start: Start) -> None:
    library.rewrite(store, replace(library.TALKS, lead=(), new=(), quotes=(), timeline=()), 3.0)
    async with start((160, 48)) as s:
        await s.previewed()
        library.rewrite(store, library.TALKS, 3.0)
        s.screen.refresh_progressed(Progress("summaries", 1, 2))
        await s.previewed()
        assert s.screen.thread_page.key.startswith("lead ")


async def test_a_line_of_a_page_that_was_gone_to_stays_under_the_cursor(store: Store, start: Start) -> None:
    bare = replace(library.TALKS, lead=(), new=(), quotes=(), timeline=())
    library.rewrite(store, bare, 3.0)
    async with start((160, 48)) as s:
        await s.press("enter", "j")
        key = s.screen.thread_page.key
        library.rewrite(store, library.TALKS, 3.0)
        s.screen.refresh_ended()
        await s.previewed()
        assert s.screen.thread_page.key == key

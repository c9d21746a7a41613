"""The front page in the reader: sections, news that comes in, visits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from briefing import newsroom
from briefing.newsroom.library.visits import ENDED
from briefing.store import Store, key_values, sources
from tests.tui import day, library
from tests.tui.library import ago, every_size, some_size
from tests.tui.reader_pilot import ReaderPilot, Start

TOP = library.article("top", "A bridge falls", ["The old bridge fell on Sunday."], outlet="DW", hours=0.2)


@asynccontextmanager
async def reading(store: Store, size: tuple[int, int] = (80, 24), query: str = "") -> AsyncIterator[ReaderPilot]:
    app = library.reader(store, query=query)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield ReaderPilot(app, pilot)


@pytest.fixture
def busy(empty: Store) -> Store:
    day.fill_day(empty)
    return empty


def key(s: ReaderPilot) -> str:
    """Key of the item under the cursor."""
    return s.screen.list.item.key if s.screen.list.item else ""


def listed(s: ReaderPilot) -> list[str]:
    return [row.thread.id for row in s.screen.list.rows]


@some_size
async def test_a_page_that_changed_while_it_was_hidden_is_drawn(busy: Store, size: tuple[int, int]) -> None:
    async with reading(busy, size) as s:
        drawn = s.text("threads")
        s.screen.list.display = False
        await s.pilot.pause()
        s.screen.list.display = True
        s.screen.listed.load()  # before the next layout, as when a story that is left is marked read
        await s.pilot.pause()
        assert s.text("threads") == drawn


# Sections ---------------------------------------------------------------------------------------------------------


@some_size
@pytest.mark.parametrize("unfold", ["enter", "l", "right"])
async def test_enter_and_l_unfold_a_section_and_h_folds_it(busy: Store, size: tuple[int, int], unfold: str) -> None:
    async with reading(busy, size) as s:
        await s.press("G")
        assert key(s) == "earlier"
        await s.press(unfold)
        assert key(s) == "earlier"
        assert listed(s)[-3:] == ["e0", "e1", "e2"]
        await s.press("j", "j", "h")
        assert key(s) == "earlier"
        assert listed(s)[-1] == "r3"
        await s.press(unfold, unfold)
        assert listed(s)[-1] == "r3"


@every_size
async def test_a_section_that_is_unfolded_at_the_bottom_shows_its_first_rows(
    busy: Store, size: tuple[int, int]
) -> None:
    async with reading(busy, size) as s:
        await s.press("G", "enter")
        assert "Earlier · 3 ▾" in s.text("threads")
        seen, place = s.screen.list.visible_lines(), s.screen.list.cursor or 0
        assert s.screen.list.span(place)[0] in seen
        assert s.screen.list.span(place + 1)[0] in seen
        top = s.screen.list.scroll_offset.y
        await s.press("enter")
        assert s.screen.list.scroll_offset.y <= top
        assert "Earlier · 3 ▸" in s.text("threads")


async def test_h_folds_the_group_before_its_section(busy: Store) -> None:
    async with reading(busy) as s:
        await s.press("G", "k", "k")
        assert key(s) == "site:Winter Notes"
        await s.press("l", "j", "j")
        assert s.thread == "b2"
        await s.press("left")
        assert key(s) == "site:Winter Notes"
        await s.press("h")
        assert key(s) == "sites"
        assert "golang" not in s.text("threads")
        await s.press("h")  # nothing is open
        assert key(s) == "sites"


async def test_h_on_a_story_of_the_top_does_nothing(busy: Store) -> None:
    async with reading(busy) as s:
        await s.press("j", "h")
        assert s.thread == "w0"
        assert len(listed(s)) == 13


async def test_marks_of_threads_do_nothing_on_a_section(busy: Store) -> None:
    async with reading(busy) as s:
        await s.press("G", *"sfmAwJoRye", "apostrophe", "escape")
        assert newsroom.list_changes(busy) == []


async def test_stories_of_all_earlier_days_are_loaded_step_by_step(
    busy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.tui.listed_threads.FIRST_ROWS", 1)
    monkeypatch.setattr("briefing.tui.listed_threads.NEAR_END", 2)
    async with reading(busy) as s:
        s.screen.listed.search("")
        await s.press("G", "enter")
        assert listed(s)[-1] == "e0"
        await s.press("j")
        assert listed(s)[-3:] == ["e0", "e1", "e2"]
        assert s.thread == "e0"


async def test_a_section_stays_open_while_news_comes_in(busy: Store) -> None:
    async with reading(busy) as s:
        await s.press("G", "enter", "j", "j")
        assert s.thread == "e1"
        library.put(busy, library.brief("t0top", "Top story", [TOP]), [TOP], 9.0)
        s.screen.refresh_ended()
        await s.pilot.pause()
        assert s.thread == "e1"
        assert "t0top" in listed(s)


# News -------------------------------------------------------------------------------------------------------------


@every_size
async def test_a_story_that_comes_in_stands_below_the_lead_and_nothing_moves(
    busy: Store, size: tuple[int, int]
) -> None:
    async with reading(busy, size) as s:
        await s.press("j", "j", "j")
        before, top = listed(s), s.screen.list.span(3)[0] - s.screen.list.scroll_offset.y
        library.put(busy, library.brief("t0top", "Top story", [TOP]), [TOP], 9.0)
        s.screen.refresh_ended()
        await s.pilot.pause()
        assert listed(s) == [before[0], "t0top", *before[1:]]
        assert s.thread == before[3]
        pane = s.screen.list
        room = max(pane.virtual_size.height - pane.size.height, 0)
        assert pane.scroll_offset.y == min(pane.span(4)[0] - top, room)


async def test_the_page_is_arranged_anew_until_somebody_moves(busy: Store) -> None:
    async with reading(busy) as s:
        library.put(busy, library.brief("t0top", "Top story", [TOP]), [TOP], 9.0)
        s.screen.refresh_ended()
        await s.pilot.pause()
        assert (listed(s)[0], s.thread) == ("t0top", "t0top")


async def test_a_watch_that_was_read_stays_until_the_next_visit(busy: Store) -> None:
    async with reading(busy) as s:
        await s.press("j", "enter", "escape")
        assert s.thread == "w0"
        s.screen.refresh_ended()
        await s.pilot.pause()
        assert s.thread == "w0"
    async with reading(busy) as s:
        assert "w0" not in listed(s)


async def test_n_stops_at_a_folded_group_with_news_and_goes_into_it_when_it_is_open(busy: Store) -> None:
    async with reading(busy) as s:
        await s.press("G", "n")
        assert key(s) == "end"
        await s.press("k", "k", "k", "k", "n")
        assert key(s) == "site:golang"
        await s.press("enter", "n")
        assert s.thread == "b0"


async def test_n_passes_stories_that_were_there_before(busy: Store) -> None:
    async with reading(busy) as s:
        walked = []
        while key(s) != "end":
            await s.press("n")
            walked.append(key(s))
        assert walked == ["s1", "s2", "s3", "s4", "r0", "r1", "r2", "r3", "site:golang", "site:Winter Notes", "end"]


@pytest.mark.parametrize("leave", ["enter", "?"])
async def test_messages_go_with_the_page_they_are_about(store: Store, leave: str) -> None:
    async with reading(store) as s:
        s.app.session.say("A warning", "warning")
        await s.press("w")
        assert len(s.toasts) == 2
        await s.press(leave)
        assert s.toasts == []


# Visits -----------------------------------------------------------------------------------------------------------


async def test_what_was_shown_is_not_new_in_the_next_visit(store: Store) -> None:
    async with reading(store) as s:
        assert "●" in s.text("threads")
    key_values.put(store, ENDED, ago(1))
    async with reading(store) as s:
        assert "●" not in s.text("threads")
        assert "nothing new" in s.head
    key_values.put(store, ENDED, ago(1))
    library.flood_goes_on(store)
    async with reading(store) as s:
        assert s.text("threads").count("●") == 1 + s.text("threads").startswith("▌●")
        assert "1 story moved" in s.head


async def test_a_reader_that_is_opened_again_at_once_shows_the_same_news(store: Store) -> None:
    for _ in range(2):
        async with reading(store) as s:
            await s.press("n")
            assert s.thread == "t2floods"


async def test_what_the_first_refresh_brings_is_not_new(empty: Store) -> None:
    async with reading(empty) as s:
        library.put(empty, library.FLOODS, [library.FLOOD], 1.0)
        s.screen.refresh_ended()
        await s.pilot.pause()
        assert "●" not in s.text("threads")
        assert "first visit" in s.head
        library.flood_goes_on(empty)
        s.screen.refresh_ended()
        await s.pilot.pause()
        assert "●" in s.text("threads")


# States -----------------------------------------------------------------------------------------------------------


async def test_sources_that_failed_are_told_in_one_line_with_the_keys_that_help(busy: Store) -> None:
    async with reading(busy) as s:
        assert "could not be reached" not in s.text("threads")
    failed = [replace(library.SOURCES[1], source=library.SOURCES[0].source, error="no such host")]
    sources.write_states(busy, failed)
    busy.run("UPDATE source SET place = NULL WHERE id <> ?", (library.SOURCES[0].source.id,))
    async with reading(busy, (80, 60)) as s:
        assert "1 source could not be reached: no such host" in s.text("threads")
        assert "r try again · a add · ? why" in s.text("threads")
        assert "no source read" in s.head


async def test_a_search_lists_its_matches_in_one_row_each(start: Start) -> None:
    async with start(query="is:unread") as s:
        lines = s.text("threads").splitlines()
        assert [line.strip("▌● ").split("  ")[0] for line in lines[:3]] == [
            "Colombia–United States: call, tariffs",
            "Floods in the north",
            "Budget vote",
        ]
        assert "up to date" not in s.text("threads")
        await s.press("escape")
        assert "up to date" in s.text("threads")


async def test_the_reader_opens_on_today_whatever_was_searched_before(store: Store) -> None:
    async with reading(store, query="floods") as s:
        assert listed(s) == ["t2floods"]
    async with reading(store) as s:
        assert s.screen.listed.query == ""
        assert s.thread == "t1talks"
        assert s.screen.list.scroll_offset.y == 0

"""Keys that arrive together: those after the key that opens an input line go to that line."""

from __future__ import annotations

import pytest

from briefing.newsroom import list_changes
from tests.tui.reader_pilot import ReaderPilot, Start


def marks(session: ReaderPilot) -> int:
    return len(list_changes(session.app.session.store))


async def test_letters_behind_the_slash_are_the_query(start: Start) -> None:
    async with start() as s:
        for typed in ("smf", "qqq", "xJuU", "A", "s m f", "title:x|e", "/"):
            await s.press_together(f"/{typed}")
            assert s.screen.search.value == typed
            assert s.app.is_running and s.focused == "search" and marks(s) == 0
            await s.press("escape")
            assert s.focused == "threads"


@pytest.mark.parametrize("opened", [("enter",), ("enter", "enter")])
async def test_a_query_from_a_story_or_an_article_lists_its_threads(start: Start, opened: tuple[str, ...]) -> None:
    async with start() as s:
        await s.press(*opened)
        before = marks(s)
        await s.press_together("/smfexJ")
        assert s.screen.search.value == "smfexJ" and s.focused == "search" and marks(s) == before
        await s.press("escape")
        assert s.focused in ("thread", "article")
        await s.press_together("/budget\r")
        assert s.focused == "threads"
        assert list(s.unread) == ["t3budget"]


async def test_query_with_enter_and_a_command_behind_it(start: Start) -> None:
    async with start() as s:
        await s.press_together("/budget\rs")
        assert s.unread == {"t3budget": 1}
        assert marks(s) == 1


async def test_commands_in_front_of_the_slash_are_commands(start: Start) -> None:
    async with start() as s:
        first = s.thread
        await s.press_together("js/m")
        assert s.screen.search.value == "m" and marks(s) == 1
        assert s.thread != first


@pytest.mark.parametrize("key", ["|", "e"])
async def test_letters_behind_a_key_that_asks_are_the_answer(start: Start, key: str) -> None:
    async with start() as s:
        await s.press_together(f"{key}smf")
        assert marks(s) == 0
        line = s.app.focused
        assert line is not None and getattr(line, "value", "") == "smf"
        await s.press("escape")
        assert s.focused == "threads"


async def test_what_is_typed_replaces_the_last_query_and_arrow_keys_keep_it(start: Start) -> None:
    async with start() as s:
        await s.press_together("/budget\r")
        await s.press_together("/floods")
        assert s.screen.search.value == "floods"
        await s.press("escape", "slash", "end")
        await s.press_together(" or")
        assert s.screen.search.value == "budget or"


async def test_letters_behind_the_palette_key_are_no_commands(start: Start) -> None:
    async with start() as s:
        await s.press_together(":smf")
        assert marks(s) == 0

"""The search line and the list of matches."""

from __future__ import annotations

from tests.tui.library import every_size, some_size
from tests.tui.reader_pilot import Start


@every_size
async def test_search_lists_only_what_matches_and_escape_lists_all(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("slash", *"budget", "enter")
        assert s.unread == {"t3budget": 1}
        assert "“budget”" in s.head
        assert s.focused == "threads"
        await s.press("escape")
        assert len(s.unread) == 3


async def test_a_search_that_is_given_up_changes_nothing(start: Start) -> None:
    async with start() as s:
        await s.press("slash", *"budget", "escape")
        assert len(s.unread) == 3
        assert s.focused == "threads"


@some_size
async def test_a_search_without_result_says_so_and_can_be_left(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("slash", *"zebra", "enter")
        assert "No thread matches zebra" in s.text("notice")
        await s.press("escape")
        assert s.focused == "threads"
        assert len(s.unread) == 3


async def test_it_can_start_with_a_search(start: Start) -> None:
    async with start(query="floods") as s:
        assert list(s.unread) == ["t2floods"]


async def test_query_that_cannot_be_read_is_told_and_stays_to_be_corrected(start: Start) -> None:
    async with start() as s:
        await s.press("slash", *"(budget", "enter")
        assert any("column 1: this ( is never closed" in toasts for toasts in s.toasts)
        assert len(s.unread) == 3
        await s.press(*")", "enter")
        assert s.unread == {"t3budget": 1}

"""Jump mode, and leaving the mouse to the terminal."""

from __future__ import annotations

import pytest
from textual.widgets import Label

from briefing.tui.screens.jump import JumpScreen
from tests.tui.library import some_size
from tests.tui.reader_pilot import ReaderPilot, Start


def letters(s: ReaderPilot) -> dict[str, int]:
    """The letters on the screen, and the line each stands on."""
    assert isinstance(s.app.screen, JumpScreen)
    return {str(label.render()): label.region.y for label in s.app.screen.query(Label)}


@some_size
async def test_a_letter_goes_to_its_row(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("apostrophe")
        assert {"1", "a", "b", "c"} <= set(letters(s))
        await s.press("c")
        assert (s.thread, s.focused) == ("t3budget", "threads")


async def test_digits_go_to_panes(start: Start) -> None:
    async with start((220, 60)) as s:
        await s.previewed()
        for digit, pane in (("2", "thread"), ("3", "article"), ("1", "threads")):
            await s.press("apostrophe", digit)
            assert s.focused == pane


async def test_letters_go_to_sections(start: Start) -> None:
    async with start((80, 24)) as s:
        await s.press("enter", "apostrophe")
        lines = s.text("thread").split("\n")
        places = {lines[y - 1].strip(): key for key, y in letters(s).items() if not key.isdigit()}
        await s.press(next(key for title, key in places.items() if title.startswith("── They said")))
        assert s.screen.thread_page.key.startswith("quote ")


async def test_other_keys_go_nowhere(start: Start) -> None:
    async with start() as s:
        for key in ("escape", "9", "enter"):
            await s.press("apostrophe", key)
            assert (s.thread, s.focused) == ("t1talks", "threads")
            assert s.app.screen is s.screen


async def test_letters_go_when_the_terminal_changes(start: Start) -> None:
    async with start() as s:
        await s.press("apostrophe")
        await s.pilot.resize_terminal(120, 40)
        await s.pilot.pause()
        assert s.app.screen is s.screen


async def test_the_mouse_is_let_go_and_taken_back(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start() as s:
        calls: list[bool] = []
        driver = s.app._driver
        monkeypatch.setattr(driver, "_enable_mouse_support", lambda: calls.append(True), raising=False)
        monkeypatch.setattr(driver, "_disable_mouse_support", lambda: calls.append(False), raising=False)
        await s.press("M")
        assert calls == [False]
        assert s.toasts[-1] == "The mouse selects text now; M takes it back."
        s.app.app_resume_signal.publish(s.app)  # the reader had stepped aside for a command
        await s.pilot.pause()
        assert calls == [False, False]
        await s.press("M")
        assert calls == [False, False, True]

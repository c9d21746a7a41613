"""Random keys and terminal sizes: the reader keeps running, and every line has the width of its pane."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from briefing.store import Store
from briefing.tui.app import Reader
from briefing.tui.key_bindings import COMMANDS
from tests.tui import library

LEAVING = {"quit", "browse"}
KEYS = sorted({key for command in COMMANDS if command.name not in LEAVING for key in command.keys})
OTHERS = [*'0123456789xyz("é東', "tab", "shift+tab", "backspace", "delete", "f5", "ctrl+z", "ctrl+w", "enter", "escape"]
SIZES = [(80, 24), (160, 48), (60, 20), (100, 30), (20, 5), (300, 90), (1, 1)]


def straight(app: Reader) -> bool:
    """Tell whether every line of every pane is as wide as its pane."""
    panes = app.main_screen.panes
    return all(
        pane.render_line(y).cell_length == pane.scrollable_content_region.width
        for pane in (panes.list, panes.thread, panes.article, panes.notice)
        if pane.display and pane.size.width
        for y in range(pane.scrollable_content_region.height)
    )


def fresh(app: Reader) -> bool:
    """Tell whether the panes are drawn as they are when all their lines are drawn anew."""
    panes = [p for p in (app.main_screen.list, app.main_screen.thread_page, app.main_screen.article_page) if p.display]
    kept = [pane.render_lines(pane.size.region) for pane in panes]
    for pane in panes:
        pane.refresh()
    return kept == [pane.render_lines(pane.size.region) for pane in panes]


async def press_at_random(store: Store, monkeypatch: pytest.MonkeyPatch, seed: int, times: int) -> None:
    chance = random.Random(seed)
    app = library.reader(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(app, "exit", lambda: None)  # the palette offers to quit
        for number in range(times):
            if chance.random() < 0.03:
                await pilot.resize_terminal(*chance.choice(SIZES))
                await pilot.pause()
            await pilot.press(chance.choice(KEYS if chance.random() < 0.8 else OTHERS))
            if number % 10 == 0:
                await pilot.pause()
                assert app.is_running
                assert straight(app)
                assert fresh(app)
        assert app.return_code is None


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be written where nobody misses them, and no command be found."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", str(folder))


async def test_random_keys(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await press_at_random(store, monkeypatch, 20260301, 40)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(5))
async def test_five_thousand_random_keys(store: Store, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    await press_at_random(store, monkeypatch, seed, 1000)

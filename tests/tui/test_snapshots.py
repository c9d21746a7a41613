"""Pictures of every screen. `make snapshots` draws them anew; look at the difference before you commit it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from briefing.store import Store
from briefing.tui.screens.reading import PREVIEW_SECONDS
from tests.tui import library

Compare = Callable[..., bool]

HOSTILE = library.article(
    "hostile",
    "[bold red]Markup[/] \x1b[31mescape\x07 東京の選挙 שלום עולם \u202eevil 🙂",
    [
        "[link=file:///etc/passwd]Click[/link] \x1b]0;owned\x07 and 東京都知事選挙の結果。",
        "“[b]Quoted\x1b[2J[/b]” he said.",
    ],
    outlet="[i]Outlet[/i]\x1b[1m",
    hours=1,
)


def keys(*pressed: str) -> Callable[[Pilot[None]], object]:
    async def press(pilot: Pilot[None]) -> None:
        await pilot.pause(PREVIEW_SECONDS * 2)
        for key in pressed:
            await pilot.press(key)
            await pilot.pause(PREVIEW_SECONDS * 2)

    return press


@library.every_size
@pytest.mark.parametrize(
    "path",
    [[], ["enter", "j"], ["enter", "j", "enter"], ["question_mark"], ["enter", "v", "j"], ["enter", "v", "v"]],
    ids=["list", "thread", "article", "help", "exchange", "speakers"],
)
def test_screens(snap_compare: Compare, store: Store, size: tuple[int, int], path: list[str]) -> None:
    assert snap_compare(library.reader(store), terminal_size=size, run_before=keys(*path))


@library.every_size
def test_news(snap_compare: Compare, store: Store, size: tuple[int, int]) -> None:
    app = library.reader(store)

    async def read_and_return(pilot: Pilot[None]) -> None:
        await keys("j", "enter", "escape")(pilot)  # type: ignore[misc]
        library.flood_goes_on(store)
        app.reading.refresh_ended()
        await keys("enter")(pilot)  # type: ignore[misc]

    assert snap_compare(app, terminal_size=size, run_before=read_and_return)


@library.every_size
def test_empty(snap_compare: Compare, empty: Store, size: tuple[int, int]) -> None:
    assert snap_compare(library.reader(empty), terminal_size=size, run_before=keys())


@library.some_size
@pytest.mark.parametrize("path", [[], ["enter"], ["enter", "enter"]], ids=["list", "thread", "article"])
def test_hostile(snap_compare: Compare, store: Store, size: tuple[int, int], path: list[str]) -> None:
    quote = library.quote(HOSTILE, "[b]Quoted\x1b[2J[/b]", "[u]Speaker[/u]\x1b[5m")
    made = library.brief("t0", HOSTILE.article.title, [HOSTILE], said=[quote], followed=True)
    library.put(store, made, [HOSTILE], 9.0)
    assert snap_compare(library.reader(store), terminal_size=size, run_before=keys("k", "k", *path))

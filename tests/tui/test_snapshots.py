"""Snapshots of every screen at several sizes in one look and at 80x24 in all looks; `make snapshots` updates them.

The soak draws the full cross of sizes and themes, and compares only the text.

One reader is drawn again and again, at other sizes and in other colours: starting one takes longer than drawing it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from briefing.errors import StoreError
from briefing.store import Store, sources
from briefing.tui.app import Reader
from tests.tui import day, library
from tests.tui.library import QUIET, SIZES
from tests.tui.settle import followed

THEMES = ("briefing-dark", "briefing-light", "ansi-dark")
"""Those after the first are drawn at the first size only, as colours do not depend on the size."""

ALL_SIZES = [*SIZES, (120, 40), (220, 60)]

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


async def differing(
    app: Reader,
    snapshot: SnapshotAssertion,
    *keys: str,
    themes: tuple[str, ...] = THEMES,
    news: bool = False,
    last: str = "",
    sizes: Sequence[tuple[int, int]] = SIZES,
) -> list[str]:
    """Press keys, then draw the screen at all sizes and in all themes; the names of pictures that differ.

    `last` is pressed anew at every size.
    """
    snapshot = snapshot.use_extension(SVGImageExtension)
    differ = []
    async with app.run_test(size=SIZES[0]) as pilot:
        await followed(pilot)
        await pilot.press(*keys)
        if news:
            library.flood_goes_on(app.session.store)
            app.main_screen.refresh_ended()
            await pilot.press("enter")
        for width, height in sizes:
            await pilot.resize_terminal(width, height)
            await followed(pilot)
            if last:
                await pilot.press(last)
                await pilot.pause()
            for each in app.screen.query(Input):
                each.cursor_blink = False
            for theme in themes if (width, height) == SIZES[0] else themes[:1]:
                app.theme = theme
                await pilot.pause()
                name = f"{width}x{height}-{theme.removeprefix('briefing-')}"
                if app.export_screenshot() != snapshot(name=name):
                    differ.append(name)
    return differ


@pytest.mark.parametrize(
    "path",
    [
        *([], ["enter", "j"], ["enter", "j", "enter"], ["question_mark"], ["enter", "v", "j"], ["enter", "v", "v"]),
        *(["enter", "w"], ["slash"], ["colon"]),
    ],
    ids=["list", "thread", "article", "help", "exchange", "speakers", "why", "search", "palette"],
)
async def test_screens(snapshot: SnapshotAssertion, store: Store, path: list[str]) -> None:
    assert await differing(library.reader(store), snapshot, *path, sizes=ALL_SIZES) == []


@pytest.mark.parametrize("path", [[], ["enter"], ["enter", "v"]], ids=["list", "thread", "exchange"])
async def test_without_colours(
    snapshot: SnapshotAssertion, store: Store, path: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    reader = library.reader(store)
    assert reader.no_color
    assert await differing(reader, snapshot, *path, themes=THEMES[:1], sizes=SIZES[:1]) == []


@pytest.mark.soak
@pytest.mark.parametrize("path", [[], ["enter"], ["enter", "enter"], ["enter", "v"], ["enter", "v", "v"]], ids="-".join)
async def test_every_look_shows_the_same_text_at_every_size(store: Store, path: list[str]) -> None:
    app = library.reader(store)
    async with app.run_test(size=SIZES[0]) as pilot:
        await followed(pilot)
        await pilot.press(*path)
        for size in ALL_SIZES:
            await pilot.resize_terminal(*size)
            await followed(pilot)
            shown = {}
            for theme in app.available_themes:
                app.theme = theme
                await pilot.pause()
                shown[theme] = [strip.text for strip in app.screen._compositor.render_strips()]
            assert all(lines == shown[THEMES[0]] for lines in shown.values())


async def test_front_page(snapshot: SnapshotAssertion, empty: Store) -> None:
    day.fill_day(empty)
    assert await differing(library.reader(empty), snapshot, sizes=ALL_SIZES) == []


async def test_front_page_unfolded(snapshot: SnapshotAssertion, empty: Store) -> None:
    day.fill_day(empty)
    keys = ("G", "enter", "k", "k", "enter", "k", "enter", "n")
    assert await differing(library.reader(empty), snapshot, *keys, sizes=SIZES[:1]) == []


async def test_first_run(snapshot: SnapshotAssertion, empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "es_CO.UTF-8")
    app = Reader(empty, QUIET, clock=lambda: library.NOW, choose=lambda feeds: QUIET)
    assert await differing(app, snapshot, "j", "h", "space", sizes=ALL_SIZES) == []


async def test_jump(snapshot: SnapshotAssertion, store: Store) -> None:
    assert await differing(library.reader(store), snapshot, "enter", last="apostrophe") == []


async def test_news(snapshot: SnapshotAssertion, store: Store) -> None:
    assert await differing(library.reader(store), snapshot, "j", "enter", "escape", news=True) == []


@pytest.mark.parametrize("what", ["empty", "offline", "unread", "nothing_found"])
async def test_notices(snapshot: SnapshotAssertion, empty: Store, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if what == "offline":
        sources.write_states(empty, [replace(library.SOURCES[1], error="the name cannot be resolved")])
    elif what == "unread":
        monkeypatch.setattr("briefing.newsroom.read_front_page", broken)
    query = "petro" if what == "nothing_found" else ""
    config = replace(QUIET, feeds=()) if what == "empty" else QUIET
    assert await differing(library.reader(empty, config, query), snapshot) == []


def broken(*args: object, **options: object) -> None:
    raise StoreError("briefing.db: damaged; `briefing doctor` tells more")


@pytest.mark.parametrize("path", [[], ["enter"], ["enter", "enter"]], ids=["list", "thread", "article"])
async def test_hostile(snapshot: SnapshotAssertion, store: Store, path: list[str]) -> None:
    quote = library.quote(HOSTILE, "[b]Quoted\x1b[2J[/b]", "[u]Speaker[/u]\x1b[5m")
    made = library.brief("t0", HOSTILE.article.title, [HOSTILE], quotes=[quote], followed=True)
    library.put(store, made, [HOSTILE], 9.0)
    assert await differing(library.reader(store), snapshot, "k", "k", *path, themes=THEMES[:1]) == []

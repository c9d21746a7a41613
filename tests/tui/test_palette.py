"""Command palette, themes, and the state saved from one start to the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandPalette

from briefing.store import Store
from briefing.tui.saved_state import SavedState, load_state, save_state, state_path
from tests.table import table
from tests.tui import library
from tests.tui.reader_pilot import ReaderPilot, Start


@pytest.mark.parametrize("key", [":", "ctrl+p"])
async def test_commands_are_found_by_name(start: Start, key: str) -> None:
    async with start() as s:
        await s.press(key)
        assert type(s.app.screen) is CommandPalette
        await s.press(*"follow the")
        await s.pilot.pause(0.3)
        await s.press("enter")
        await s.pilot.pause(0.1)
        assert s.app.screen.id == s.screen.id
        assert any("follow" in toasts.lower() for toasts in s.toasts)


async def test_the_palette_has_only_what_the_pane_can_do(start: Start) -> None:
    from briefing.tui.palette import CommandProvider

    async with start() as s:
        provider = CommandProvider(s.screen)
        in_list = {command.name for command in provider._commands()}
        await s.press("enter")
        in_thread = {command.name for command in provider._commands()}
    assert {"join", "fold"} <= in_list - in_thread
    assert {"split", "exchange"} <= in_thread - in_list


async def test_t_shows_the_themes(start: Start) -> None:
    async with start() as s:
        await s.press("t")
        assert type(s.app.screen) is CommandPalette
        await s.press("escape")
        assert s.app.screen.id == s.screen.id


async def test_theme_and_folded_sections_are_kept_and_the_page_opens_at_its_top(store: Store, tmp_path: Path) -> None:
    state = tmp_path / "state" / "reader.json"
    app = library.reader(store, query="floods", state=state)
    async with app.run_test() as pilot:
        s = ReaderPilot(app, pilot)
        app.theme = "nord"
        await s.press("escape", "G", "enter")
        assert app.main_screen.listed.toggled == set()
        app.main_screen.listed.toggled.add("earlier")
    app = library.reader(store, state=state)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert (ReaderPilot(app, pilot).thread, app.theme) == ("t1talks", "nord")
        assert app.main_screen.listed.query == ""
        assert app.main_screen.listed.toggled == {"earlier"}
    save_state(state, SavedState(theme="nord", instead_of="another"))
    app = library.reader(store, state=state)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.theme == "briefing-dark"


UNREADABLE = [
    b"",
    b"[]",
    b"{",
    b'{"thread": 7}',
    b'{"theme": "a\\u001b"}',
    b'{"toggled": 7}',
    b'{"toggled": ["a\\n"]}',
    b"\xff",
    b'{"theme": "no"}',
    b"[" * 9999,
]


@table("body", UNREADABLE)
def test_state_that_cannot_be_read_is_none(tmp_path: Path, body: bytes) -> None:
    state = tmp_path / "reader.json"
    state.write_bytes(body)
    assert load_state(state).toggled == ()


@pytest.mark.parametrize(
    "body", [*(pytest.param(each, marks=pytest.mark.soak) for each in UNREADABLE[:-2]), *UNREADABLE[-2:]]
)
async def test_what_cannot_be_read_is_not_there(store: Store, tmp_path: Path, body: bytes) -> None:
    state = tmp_path / "reader.json"
    state.write_bytes(body)
    app = library.reader(store, state=state)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.theme == "briefing-dark"


@pytest.mark.parametrize(("filled", "greeted"), [(True, True), (False, False)])
async def test_the_first_start_greets_once(empty: Store, tmp_path: Path, filled: bool, greeted: bool) -> None:
    if filled:
        library.fill(empty)
    app = library.reader(empty, state=tmp_path / "reader.json")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert any("opens a thread" in line for line in ReaderPilot(app, pilot).toasts) is greeted
        assert ("Welcome to briefing" in ReaderPilot(app, pilot).text("notice")) is not greeted


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light", "textual-dark"])
async def test_the_cursor_on_the_page_is_a_bar_as_a_background_may_hide_the_words(store: Store, theme: str) -> None:
    app = library.reader(store)
    async with app.run_test() as pilot:
        app.theme = theme
        await pilot.press("j")
        await pilot.pause()
        pane = app.main_screen.list
        lines = [pane.render_line(y) for y in range(pane.size.height)]
        top, end = pane.span(1)
        assert [line.text[0] for line in lines] == ["▌" if top <= y < end else " " for y in range(len(lines))]
        assert not any(segment.style and segment.style.reverse for line in lines for segment in line)


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_with_sixteen_colours_the_cursor_in_a_thread_is_reversed(store: Store, theme: str) -> None:
    app = library.reader(store)
    async with app.run_test() as pilot:
        app.theme = theme
        await pilot.press("enter")
        await pilot.pause()
        page = app.main_screen.thread_page
        (top, _) = page.span(page.cursor or 0)
        cursor, other = (page.render_line(y) for y in (top, 0))
        assert all(segment.style and segment.style.reverse for segment in cursor)
        assert not any(segment.style and segment.style.reverse for segment in other)


def test_where_it_is_kept(tmp_path: Path) -> None:
    assert state_path({"XDG_STATE_HOME": "/s"}) == Path("/s/briefing/reader.json")
    assert state_path({"HOME": "/h"}) == Path("/h/.local/state/briefing/reader.json")
    save_state(tmp_path / "file" / "x", SavedState())
    (tmp_path / "plain").write_text("")
    save_state(tmp_path / "plain" / "x", SavedState())  # nothing is raised
    save_state(None, SavedState())
    assert load_state(None) == SavedState()

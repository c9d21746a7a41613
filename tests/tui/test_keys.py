"""Keys of the main screen, on a store with three threads."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, timedelta
from typing import cast

import pytest

from briefing import newsroom
from briefing.config import TuiConfig
from briefing.errors import ConfigError
from briefing.newsroom.library import ranking
from briefing.store import Store, related
from briefing.tui.app import Reader
from briefing.tui.drawing.front_page import END
from briefing.tui.key_bindings import COMMANDS, PaneName
from briefing.tui.screens.help import HelpScreen
from briefing.tui.widgets.pane import Pane
from briefing.tui.widgets.panes import page_columns, visible_panes
from tests.tui import day, library
from tests.tui.library import FLOOD_LATER, QUIET, every_size, some_size
from tests.tui.reader_pilot import ReaderPilot, Start


def test_panes_are_as_many_as_there_is_room_for() -> None:
    assert visible_panes("threads", 99, False) == ("threads",)
    assert visible_panes("article", 80, False) == ("article",)
    assert visible_panes("threads", 100, False) == ("threads", "thread")
    assert visible_panes("thread", 199, False) == ("threads", "thread")
    assert visible_panes("article", 100, False) == ("thread", "article")
    assert visible_panes("threads", 200, False) == ("threads", "thread", "article")
    assert visible_panes("threads", 160, True) == ("notice",)


@pytest.mark.parametrize(("screen", "page"), [(100, 50), (120, 60), (140, 70), (160, 90), (199, 92), (220, 92)])
def test_the_page_takes_half_of_a_narrow_screen_and_what_it_needs_of_a_wide_one(screen: int, page: int) -> None:
    assert page_columns(screen) == page


@every_size
async def test_it_opens_with_the_front_page_at_its_top(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        assert s.visible[0] == s.focused == "threads"
        assert [row.thread.id for row in s.screen.list.rows] == ["t1talks", "t2floods", "t3budget"]
        assert s.thread == "t1talks"
        assert s.text("threads").startswith("▌● Colombia–United States: call, tariffs")
        assert "Sunday 1 March" in s.head or "Sun 1 Mar" in s.head
        assert "1 of 2" in s.head


@some_size
async def test_j_and_k_and_arrows_move_in_the_list(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        for key, thread in [
            ("j", "t2floods"),
            ("down", "t3budget"),
            ("j", ""),  # the end of the news
            ("j", ""),
            ("k", "t3budget"),
            ("up", "t2floods"),
            ("k", "t1talks"),
        ]:
            await s.press(key)
            assert s.thread == thread


@pytest.mark.parametrize(("pane", "way"), [("threads", ""), ("thread", "enter"), ("article", "enter j enter")])
async def test_all_keys_of_a_movement_move_alike(start: Start, pane: PaneName, way: str) -> None:
    movements = [c for c in COMMANDS if pane in c.panes and c.action.startswith(("move", "page", "end"))]
    assert len(movements) == 6
    async with start((60, 10)) as s:
        await s.press(*way.split())
        widget = s.screen.query_one(f"#{pane}", Pane)
        for command in movements:
            places = set()
            for key in command.keys:
                if widget.cursor is None:
                    widget.scroll_to_line(3)
                else:
                    widget.move_cursor(widget.items() // 2)
                before = (widget.cursor, widget.scroll_offset.y)
                await s.press(key)
                places.add((widget.cursor, widget.scroll_offset.y))
            assert len(places - {before}) == 1, command.name


async def test_all_keys_of_opening_and_going_back_do_so(start: Start) -> None:
    keys = {command.name: command.keys for command in COMMANDS}
    async with start() as s:
        for forth, back in zip(keys["open"], keys["back"], strict=True):
            await s.press(forth)
            assert s.focused == "thread"
            await s.press(forth)
            assert s.focused == "article"
            await s.press(back, back)
            assert s.focused == "threads"


async def test_all_keys_of_folding_fold_the_section_of_the_cursor(empty: Store) -> None:
    day.fill_day(empty)
    async with library.reader(empty).run_test(size=(80, 24)) as pilot:
        s = ReaderPilot(cast(Reader, pilot.app), pilot)
        for command in COMMANDS:
            for key in command.keys if command.name == "fold" else ():
                s.screen.list.go_to("sites")
                await s.press(key)
                item = s.screen.list.item
                assert item and (item.key, item.is_open) == ("sites", False)
                await s.press("enter")


@some_size
async def test_ends_and_pages_of_the_list(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        for last, first in ("Gg", ("end", "home"), ("pagedown", "pageup"), ("space", "b"), ("ctrl+d", "ctrl+u")):
            await s.press(last)
            assert s.screen.list.item and s.screen.list.item.key == END, last
            await s.press(first)
            assert s.thread == "t1talks", first


async def test_the_right_pane_follows_the_cursor(start: Start) -> None:
    async with start((160, 48)) as s:
        await s.previewed()
        assert "They said" in s.text("thread")
        await s.press("j")
        await s.previewed()
        assert "Floods in the north" in s.text("thread")
        assert s.focused == "threads"
        assert s.unread["t2floods"] == 1


async def test_the_third_pane_shows_an_article_at_once(start: Start) -> None:
    async with start((220, 60)) as s:
        await s.previewed()
        assert s.visible == ["threads", "thread", "article"]
        assert "Presidents mend fences in a call" in s.text("article")
        await s.press("j")
        await s.previewed()
        assert "Floods cut off villages" in s.text("article")


async def test_looking_at_a_thread_beside_the_list_marks_nothing(start: Start) -> None:
    async with start((160, 48)) as s:
        await s.previewed()
        await s.press("j")
        await s.previewed()
        assert sum(s.unread.values()) == 5


@some_size
async def test_leaving_a_thread_marks_it_read(start: Start, store: Store, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("enter", "escape")
        assert s.unread == {"t1talks": 0, "t2floods": 1, "t3budget": 1}
    assert newsroom.open_thread(store, "t1talks").new == ()


async def test_what_came_in_while_a_thread_was_read_stays_unread(start: Start, store: Store) -> None:
    async with start() as s:
        await s.press("j", "enter")
        library.flood_goes_on(store)
        await s.press("escape")
        assert s.unread["t2floods"] == 1
        assert s.thread == "t2floods"
        await s.press("enter")
        assert "New since" in s.text("thread")
        place = s.screen.thread_page.place
        assert place and place.article_id == FLOOD_LATER.article.id


@some_size
async def test_n_walks_the_news_since_the_last_visit_to_its_end(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("n")
        assert s.thread == "t2floods"
        await s.press("n", "n")
        assert s.screen.list.item and s.screen.list.item.key == END
        assert s.toasts == []
        await s.press("n")
        assert s.toasts == ["You are up to date."]


async def test_n_skips_what_was_read_and_what_was_there_before(start: Start, store: Store) -> None:
    library.visited(store, 10)  # the budget is older
    newsroom.mark_thread_read(store, "t2floods", library.NOW)
    async with start() as s:
        await s.press("n")
        assert s.screen.list.item and s.screen.list.item.key == END


async def test_n_on_a_first_visit_goes_to_the_end(start: Start, store: Store) -> None:
    store.run("DELETE FROM moment WHERE name LIKE 'reader.%'")
    async with start() as s:
        assert "●" not in s.text("threads")
        assert "first visit" in s.head
        await s.press("n")
        assert s.screen.list.item and s.screen.list.item.key == END


async def test_n_in_a_thread_reads_on_in_the_next_one_with_news(start: Start) -> None:
    async with start() as s:
        await s.press("enter", "n")
        assert s.focused == "thread"
        assert "Floods in the north" in s.text("thread")
        await s.press("n", "n")
        assert sum(s.unread.values()) == 0
        assert s.toasts[-1] == "You are up to date."


async def test_n_in_a_search_goes_to_the_next_unread_thread_and_round(start: Start) -> None:
    async with start(query="is:unread") as s:
        await s.press("n", "n")
        assert s.thread == "t3budget"
        await s.press("n")
        assert s.thread == "t1talks"


async def test_capital_r_goes_through_related_threads(start: Start, store: Store) -> None:
    related.replace(store, ["t1talks"], [("t1talks", "t2floods", 12.0), ("t1talks", "t3budget", 11.0)])
    async with start() as s:
        await s.press("enter")
        assert re.search(r"── Related  R opens the first ─+\n +Floods in the north", s.text("thread"))
        await s.press("R")
        assert (s.focused, s.thread) == ("thread", "t2floods")
        assert s.unread["t1talks"] == 0
        await s.press("R")
        assert s.thread == "t1talks"
        await s.press("R")
        assert s.thread == "t3budget"


@some_size
async def test_capital_r_in_the_list_opens_the_thread_related_to_that_under_the_cursor(
    start: Start, store: Store, size: tuple[int, int]
) -> None:
    related.replace(store, ["t2floods"], [("t2floods", "t3budget", 12.0)])
    async with start(size) as s:
        await s.press("j", "R")
        assert (s.focused, s.thread) == ("thread", "t3budget")
        assert s.unread == {"t1talks": 3, "t2floods": 1, "t3budget": 1}
        await s.press("R")
        assert (s.focused, s.thread) == ("thread", "t2floods")


@pytest.mark.parametrize("keys", [("R",), ("enter", "R")])
async def test_capital_r_says_that_no_thread_is_related(start: Start, keys: tuple[str, ...]) -> None:
    async with start() as s:
        await s.press(*keys)
        assert s.thread == "t1talks"
        assert s.toasts == ["No other thread is related to this one."]


@some_size
async def test_capital_a_marks_the_thread_under_the_cursor(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("j", "A")
        assert s.unread == {"t1talks": 3, "t2floods": 0, "t3budget": 1}
        assert s.thread == "t2floods"
        assert s.focused == "threads"


async def test_w_explains_the_rank_as_it_is_measured_now(store: Store) -> None:
    """The clock runs on between loading the page and the key."""
    rank = ranking.rank(library.FLOODS, library.NOW) - library.TODAY
    library.rewrite(store, library.FLOODS, rank)
    clock = iter(library.NOW + timedelta(seconds=7 * step) for step in range(1000))
    app = Reader(store, QUIET, clock=lambda: next(clock), zone=UTC, refresh=library.no_news)
    async with app.run_test() as pilot:
        s = ReaderPilot(app, pilot)
        await s.press("j", "w")
        assert s.thread == "t2floods"
        assert "importance 2.16 = (1 + 1.5 × 1 outlet within a day of the last report)" in s.toasts[-1]
        assert "earlier version" not in s.toasts[-1]


@some_size
async def test_the_help_shows_all_keys_and_goes(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        for key in ("question_mark", "escape", "h"):
            await s.press("question_mark")
            assert isinstance(s.app.screen, HelpScreen)
            await s.press("G", key)
            assert not isinstance(s.app.screen, HelpScreen)
        assert s.focused == "threads"


@some_size
@pytest.mark.parametrize("path", [[], ["enter"], ["enter", "enter"]])
async def test_q_quits_from_everywhere(start: Start, size: tuple[int, int], path: list[str]) -> None:
    async with start(size) as s:
        await s.press(*path, "q")
        assert s.app._exit


async def test_q_in_the_help_or_in_a_dialog_closes_only_that(start: Start) -> None:
    async with start() as s:
        for key in ("question_mark", "apostrophe"):
            await s.press(key)
            assert s.app.screen is not s.screen, key
            await s.press("q")
            assert (s.app.screen, s.app._exit) == (s.screen, False), key
        await s.press("q")
        assert s.app._exit


async def test_q_in_a_thread_leaves_it_read(start: Start, store: Store) -> None:
    async with start() as s:
        await s.press("enter", "q")
    assert newsroom.overview(store).unread == 2


async def test_ctrl_c_quits(start: Start) -> None:
    async with start() as s:
        await s.press("ctrl+c")
        assert s.app._exit


async def test_keys_of_the_configuration_take_the_place_of_the_defaults(start: Start) -> None:
    config = replace(QUIET, keys={"down": "k", "up": "j", "open": "z, ctrl+o", "search": "!"})
    async with start(config=config) as s:
        await s.press("k")
        assert s.thread == "t2floods"
        await s.press("j")
        assert s.thread == "t1talks"
        await s.press("enter", "down")
        assert (s.focused, s.thread) == ("threads", "t1talks")
        await s.press("exclamation_mark", "escape", "z")
        assert s.focused == "thread"
        assert "z open" in s.text("foot")


def test_what_the_configuration_cannot_mean_is_told_before_it_starts(store: Store) -> None:
    with pytest.raises(ConfigError, match="no theme 'textual-drak'; did you mean textual-dark"):
        library.reader(store, replace(QUIET, tui=TuiConfig(theme="textual-drak")))
    with pytest.raises(ConfigError, match="q would mean both"):
        library.reader(store, replace(QUIET, keys={"open": "q"}))


async def test_the_theme_is_that_of_the_configuration(start: Start) -> None:
    async with start(config=replace(QUIET, tui=TuiConfig(theme="textual-light", refresh_on_start=False))) as s:
        assert s.app.theme == "textual-light"


async def test_a_click_chooses_and_a_double_click_opens(start: Start) -> None:
    async with start((160, 48)) as s:
        line = s.screen.list.span(1)[1] - 1  # the last of the second story
        await s.pilot.click("#threads", offset=(5, line))
        assert s.thread == "t2floods"
        await s.pilot.click("#threads", offset=(5, line + 1))  # a blank one
        assert s.thread == "t2floods"
        await s.pilot.click("#threads", offset=(5, line), times=2)
        await s.pilot.pause()
        assert s.focused == "thread"
        await s.pilot.click("#head")
        await s.press("escape")
        assert s.focused == "threads"


async def test_a_click_beside_goes_there(start: Start) -> None:
    async with start((160, 48)) as s:
        await s.previewed()
        await s.pilot.click("#thread", offset=(10, 6))
        await s.pilot.pause()
        assert s.focused == "thread"
        await s.pilot.click("#threads", offset=(10, 40))
        await s.pilot.pause()
        assert s.focused == "threads"
        assert s.unread["t1talks"] == 0


async def test_a_message_takes_the_place_of_the_one_before(start: Start) -> None:
    async with start() as s:
        await s.press("j", "m", "u")
        assert s.toasts == ["Undone: mute: Floods in the north"]
        await s.press("u", "u", "u")
        assert s.toasts == ["There is nothing to undo."]


async def test_a_warning_stays_beside_the_messages_after_it(start: Start) -> None:
    async with start() as s:
        for text in ("Star", "Disk full", "Mute"):
            s.app.session.say(text, "error" if text == "Disk full" else "information")
            await s.pilot.pause()
        assert s.toasts == ["Disk full", "Mute"]


@pytest.mark.parametrize(("text", "seconds"), [("Star", 5), ("x" * 100, 5), ("x" * 240, 12)])
async def test_a_message_is_shown_as_long_as_it_takes_to_read(start: Start, text: str, seconds: float) -> None:
    async with start() as s:
        s.app.session.say(text)
        await s.pilot.pause()
        assert [round(note.timeout, 3) for note in s.app._notifications] == [seconds]


async def test_toasts_cannot_control_the_terminal(start: Start) -> None:
    toasts = {
        "a\x1b[31mred\x1b[0m": "ared",
        "\x9b31mred\x9d0;title\x07": "red",
        "one\ntwo\r\u2028three": "one two three",
        "\u202egnp.exe": "gnp.exe",
        "http://ann:s3cret@a.example/x: HTTP 404": "http://***@a.example/x: HTTP 404",
        "[bold]no markup[/bold]": "[bold]no markup[/bold]",
    }
    async with start() as s:
        for text, shown in toasts.items():
            s.app.session.say(text)
            await s.pilot.pause()
            assert s.toasts[-1] == shown

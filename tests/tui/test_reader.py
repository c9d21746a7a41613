"""What every key does, through the real screen over a real store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from briefing import newsroom
from briefing.config import Config, TuiConfig
from briefing.errors import ConfigError, NotFoundError, StoreLockedError
from briefing.store import Store
from briefing.tui.app import Reader
from briefing.tui.screens.help import HelpScreen
from briefing.tui.screens.reading import PREVIEW_SECONDS, ReadingScreen, visible_panes
from tests.tui import library
from tests.tui.library import CALL, FLOOD_LATER, OLD, QUIET, SIZES, WIRE

sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")

Press = Callable[..., Awaitable[None]]


class Session:
    """A reader at work."""

    def __init__(self, app: Reader, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ReadingScreen:
        return self.app.reading

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def previewed(self) -> None:
        await self.pilot.pause(PREVIEW_SECONDS * 2)
        await self.pilot.pause()

    @property
    def visible(self) -> list[str]:
        return [str(p.id) for p in self.screen.query("#panes > *") if p.display]

    @property
    def focused(self) -> str:
        return str(self.app.focused.id) if self.app.focused else ""

    @property
    def thread(self) -> str:
        row = self.screen.list.row
        return row.thread.id if row else ""

    @property
    def unread(self) -> dict[str, int]:
        return {row.thread.id: row.unread for row in self.screen.list.rows}

    @property
    def said(self) -> list[str]:
        return [note.message for note in self.app._notifications]

    def text(self, pane: str) -> str:
        """What is drawn of a pane."""
        widget = self.screen.query_one(f"#{pane}")
        return "\n".join(widget.render_line(y).text.rstrip() for y in range(widget.size.height))

    @property
    def head(self) -> str:
        return " ".join(self.text("head").split())


Start = Callable[..., AbstractAsyncContextManager[Session]]


@pytest.fixture
def start(store: Store) -> Start:
    @asynccontextmanager
    async def begin(
        size: tuple[int, int] = (80, 24), *, config: Config = QUIET, query: str = ""
    ) -> AsyncIterator[Session]:
        app = library.reader(store, config, query)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Session(app, pilot)

    return begin


def test_panes_are_as_many_as_there_is_room_for() -> None:
    assert visible_panes("threads", 99, False) == ("threads",)
    assert visible_panes("article", 80, False) == ("article",)
    assert visible_panes("threads", 100, False) == ("threads", "thread")
    assert visible_panes("article", 160, False) == ("threads", "article")
    assert visible_panes("threads", 160, True) == ("notice",)


@sizes
async def test_it_opens_with_the_list_followed_threads_first(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        assert s.visible[0] == s.focused == "threads"
        assert [row.thread.id for row in s.screen.list.rows] == ["t1talks", "t2floods", "t3budget"]
        assert "● ★ Colombia–United States: call, tariffs" in s.text("threads")
        assert "5 unread" in s.head
        assert "1 of 2" in s.head


@sizes
async def test_j_and_k_and_arrows_move_in_the_list(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        for key, thread in [
            ("j", "t2floods"),
            ("down", "t3budget"),
            ("j", "t3budget"),
            ("k", "t2floods"),
            ("up", "t1talks"),
        ]:
            await s.press(key)
            assert s.thread == thread


@sizes
@pytest.mark.parametrize(
    ("last", "first"), [("G", "g"), ("end", "home"), ("pagedown", "pageup"), ("space", "b"), ("ctrl+d", "ctrl+u")]
)
async def test_ends_and_pages_of_the_list(start: Start, size: tuple[int, int], last: str, first: str) -> None:
    async with start(size) as s:
        await s.press(last)
        assert s.thread == "t3budget"
        await s.press(first)
        assert s.thread == "t1talks"


@sizes
@pytest.mark.parametrize(("key", "back"), [("enter", "escape"), ("l", "h"), ("right", "left")])
async def test_a_thread_opens_and_closes(start: Start, size: tuple[int, int], key: str, back: str) -> None:
    async with start(size) as s:
        await s.press(key)
        assert s.focused == "thread"
        assert "thread" in s.visible
        assert "Summary" in s.text("thread")
        await s.press(back)
        assert s.focused == "threads"


@sizes
async def test_enter_on_a_line_opens_the_article_at_the_sentence(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("enter", "j", "enter")
        assert s.focused == "article"
        assert "Both sides agreed to send envoys next week." in " ".join(s.text("article").split())
        styles = {
            segment.text: segment.style
            for y in range(s.screen.article_page.size.height)
            for segment in s.screen.article_page.render_line(y)
        }
        target = next(style for text, style in styles.items() if text.startswith("Both sides agreed"))
        assert target and target.bold


@sizes
@pytest.mark.parametrize("turns", [0, 1, 2], ids=["story", "exchange", "speakers"])
@pytest.mark.parametrize("which", [0, 1])
async def test_every_quote_opens_in_its_place_and_leads_back(
    start: Start, size: tuple[int, int], turns: int, which: int
) -> None:
    async with start(size) as s:
        await s.press("enter", *["e"] * turns)
        page = s.screen.thread_page
        keys = [block.key for block in page.blocks if block.key.startswith("quote ")]
        assert page.stand_on(keys[which])
        before = page.scroll_offset.y
        await s.press("enter")
        assert s.focused == "article"
        styles = [seg for y in range(s.screen.article_page.size.height) for seg in s.screen.article_page.render_line(y)]
        bold = " ".join(seg.text.strip() for seg in styles if seg.style and seg.style.bold and seg.style.bgcolor)
        place = page.place
        assert place
        assert newsroom.open_article(s.app.store, place.article_id).article.text[place.start : place.end] in bold
        await s.press("escape")
        assert (s.focused, page.key, page.scroll_offset.y) == ("thread", keys[which], before)


@sizes
async def test_e_goes_through_the_quotes_and_back_to_where_one_was(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("enter", "j")
        page, at = s.screen.thread_page, s.screen.thread_page.key
        await s.press("e")
        assert "Who said what to whom" in s.text("thread")
        await s.press("j")
        quote = page.key
        await s.press("e")
        assert "Quotes by speaker" in s.text("thread")
        assert page.key == quote
        await s.press("e")
        assert page.key == quote
        await s.press("e", "escape")
        assert (s.focused, page.key) == ("thread", quote)
        await s.press("g", "j", "e", "G", "escape")
        assert page.key in (at, quote)
        await s.press("e", "escape", "escape")
        assert s.focused == "threads"


async def test_another_thread_begins_with_its_story(start: Start) -> None:
    async with start() as s:
        await s.press("enter", "e", "n")
        assert "Summary" in s.text("thread")


async def test_the_next_article_shows_the_quote_that_was_opened_in_its_place_there(start: Start) -> None:
    async with start() as s:
        await s.press("enter", "e", "G", "enter")
        assert s.screen._article and s.screen._article.article.id == CALL.article.id
        await s.press("p")
        assert s.screen._article.article.id == WIRE.article.id
        page = s.screen.article_page
        bold = [seg.text for y in range(24) for seg in page.render_line(y) if seg.style and seg.style.bold]
        assert "talk," in bold[-1]


async def test_a_place_far_down_is_scrolled_to(start: Start, store: Store) -> None:
    long = library.article(
        "long", "Long", [*(f"Line {n} says little." for n in range(200)), "The end is here."], outlet="X", hours=1
    )
    library.put(
        store, library.brief("t0long", "Long", [long], lead=[library.line(long, "The end is here.")]), [long], 9.0
    )
    async with start() as s:
        await s.press("j", "enter", "enter")
        assert "The end is here." in s.text("article")
        await s.press("g")
        assert "Long" in s.text("article")


async def test_the_right_pane_follows_the_cursor(start: Start) -> None:
    async with start((160, 48)) as s:
        await s.previewed()
        assert "Key quotes" in s.text("thread")
        await s.press("j")
        await s.previewed()
        assert "Floods in the north" in s.text("thread")
        assert s.focused == "threads"
        assert s.unread["t2floods"] == 1


async def test_looking_at_a_thread_beside_the_list_marks_nothing(start: Start) -> None:
    async with start((160, 48)) as s:
        await s.previewed()
        await s.press("j")
        await s.previewed()
        assert sum(s.unread.values()) == 5


@sizes
async def test_leaving_a_thread_marks_it_read(start: Start, store: Store, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("enter", "escape")
        assert s.unread == {"t1talks": 0, "t2floods": 1, "t3budget": 1}
        assert "2 unread" in s.head
    assert newsroom.open_thread(store, "t1talks").new == ()


async def test_what_came_in_while_a_thread_was_read_stays_unread(start: Start, store: Store) -> None:
    async with start() as s:
        await s.press("j", "enter")
        library.flood_goes_on(store)
        await s.press("escape")
        assert s.unread["t2floods"] == 1
        assert s.thread == "t2floods"
        await s.press("enter")
        assert "What is new" in s.text("thread")
        place = s.screen.thread_page.place
        assert place and place.article_id == FLOOD_LATER.article.id


async def test_a_thread_opened_again_is_where_it_was_left(start: Start) -> None:
    async with start() as s:
        await s.press("enter", "j", "j")
        place = s.screen.thread_page.place
        await s.press("escape", "enter")
        assert s.screen.thread_page.place == place


@sizes
async def test_opening_an_article_marks_it_read_and_dims_it(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("enter", "G", "enter")
        assert "Tariffs loom" in s.text("article")
        assert s.unread["t1talks"] == 2
        await s.press("escape")
        assert s.focused == "thread"
        last = s.screen.thread_page.blocks[-1]
        assert all("read" in names for _, names in last.paragraphs[0].text.runs())
        assert s.screen.thread_page.place and s.screen.thread_page.place.article_id == OLD.article.id


@sizes
async def test_n_and_p_go_through_the_articles_of_the_thread(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("enter", "G", "k", "enter")
        for key, item in [("p", WIRE), ("p", WIRE), ("n", CALL), ("n", OLD), ("n", OLD)]:
            await s.press(key)
            assert s.text("article").splitlines()[0].strip() == item.article.title
        assert s.said == ["This is the first article.", "That was the last article of the thread."]


@sizes
async def test_n_goes_to_the_next_unread_thread_and_round(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("n")
        assert s.thread == "t2floods"
        await s.press("n", "n")
        assert s.thread == "t1talks"


async def test_n_in_a_thread_reads_on_in_the_next_unread_one(start: Start) -> None:
    async with start() as s:
        await s.press("enter", "n")
        assert s.focused == "thread"
        assert "Floods in the north" in s.text("thread")
        await s.press("n", "n")
        assert sum(s.unread.values()) == 0
        assert s.said[-1] == "Nothing is unread."


@sizes
async def test_capital_a_marks_the_thread_under_the_cursor(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("j", "A")
        assert s.unread == {"t1talks": 3, "t2floods": 0, "t3budget": 1}
        assert s.thread == "t2floods"
        assert s.focused == "threads"


@sizes
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


@sizes
async def test_a_search_without_result_says_so_and_can_be_left(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("slash", *"zebra", "enter")
        assert "No thread has all of these words: zebra" in s.text("notice")
        await s.press("escape")
        assert s.focused == "threads"
        assert len(s.unread) == 3


async def test_it_can_start_with_a_search(start: Start) -> None:
    async with start(query="floods") as s:
        assert list(s.unread) == ["t2floods"]


@sizes
async def test_the_help_shows_all_keys_and_goes(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        for key in ("question_mark", "escape", "h"):
            await s.press("question_mark")
            assert isinstance(s.app.screen, HelpScreen)
            await s.press("G", key)
            assert not isinstance(s.app.screen, HelpScreen)
        assert s.focused == "threads"


@sizes
@pytest.mark.parametrize("path", [[], ["enter"], ["enter", "enter"], ["question_mark"]])
async def test_q_quits_from_everywhere(start: Start, size: tuple[int, int], path: list[str]) -> None:
    async with start(size) as s:
        await s.press(*path, "q")
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
    config = replace(QUIET, keys={"down": "k", "up": "j", "open": "x, ctrl+o", "search": "!"})
    async with start(config=config) as s:
        await s.press("k")
        assert s.thread == "t2floods"
        await s.press("j")
        assert s.thread == "t1talks"
        await s.press("enter", "down")
        assert (s.focused, s.thread) == ("threads", "t1talks")
        await s.press("exclamation_mark", "escape", "x")
        assert s.focused == "thread"
        assert "x open" in s.text("foot")


def test_what_the_configuration_cannot_mean_is_told_before_it_starts(store: Store) -> None:
    with pytest.raises(ConfigError, match="no theme 'textual-drak'; did you mean textual-dark"):
        library.reader(store, replace(QUIET, tui=TuiConfig(theme="textual-drak")))
    with pytest.raises(ConfigError, match="q would mean both"):
        library.reader(store, replace(QUIET, keys={"open": "q"}))


async def test_the_theme_is_that_of_the_configuration(start: Start) -> None:
    async with start(config=replace(QUIET, tui=TuiConfig(theme="textual-light", refresh_on_start=False))) as s:
        assert s.app.theme == "textual-light"


async def test_a_change_of_width_keeps_what_is_read(start: Start) -> None:
    async with start((160, 48)) as s:
        await s.press("enter", "j", "j")
        place = s.screen.thread_page.place
        for width, height in [(80, 24), (60, 20), (120, 30), (30, 8), (160, 48)]:
            await s.pilot.resize_terminal(width, height)
            await s.pilot.pause()
            assert s.screen.thread_page.place == place
            assert s.focused == "thread"
        await s.press("enter")
        await s.pilot.resize_terminal(60, 20)
        await s.pilot.pause()
        assert s.visible == ["article"]


async def test_an_article_keeps_its_words_at_the_top_when_the_width_changes(start: Start, store: Store) -> None:
    words = " ".join(f"word{n}" for n in range(2_000))
    long = library.article("long", "Long", [f"{words}."], outlet="X", hours=1)
    library.put(store, library.brief("t0long", "Long", [long]), [long], 9.0)
    async with start() as s:
        await s.press("j", "enter", "G", "enter", "space", "space", "space")
        before = s.text("article").split()[0]
        await s.pilot.resize_terminal(60, 20)
        await s.pilot.pause()
        assert before in s.text("article").splitlines()[0]


async def test_a_click_chooses_and_a_double_click_opens(start: Start) -> None:
    async with start((160, 48)) as s:
        await s.pilot.click("#threads", offset=(5, 2))
        assert s.thread == "t2floods"
        await s.pilot.click("#threads", offset=(5, 2), times=2)
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


async def test_a_locked_store_is_told_and_reading_goes_on(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*args: object, **kwargs: object) -> None:
        raise StoreLockedError("another program is writing [b]now[/b]")

    async with start() as s:
        monkeypatch.setattr(newsroom, "mark_thread_read", locked)
        await s.press("enter", "escape")
        assert s.said == ["another program is writing [b]now[/b]"]
        assert s.focused == "threads"


async def test_a_thread_that_was_merged_into_another_opens_as_that(start: Start, store: Store) -> None:
    async with start() as s:
        library.merge(store, "t1talks", "t2floods")
        await s.press("enter")
        assert "Floods in the north" in s.text("thread")


async def test_a_thread_that_is_merged_while_it_is_read_becomes_that(start: Start, store: Store) -> None:
    async with start() as s:
        await s.press("enter")
        library.merge(store, "t1talks", "t2floods")
        s.screen.refresh_ended()
        await s.pilot.pause()
        assert "Floods in the north" in s.text("thread")
        assert s.thread == "t2floods"
        await s.press("escape")
        assert s.said == []


async def test_a_thread_that_is_gone_is_told_but_read_to_its_end(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*args: object, **kwargs: object) -> None:
        raise NotFoundError("no thread has this id")

    async with start() as s:
        await s.press("enter")
        monkeypatch.setattr(newsroom, "open_thread", gone)
        monkeypatch.setattr(newsroom, "mark_thread_read", gone)
        s.screen.refresh_ended()
        await s.press("escape")
        assert s.said == []
        assert s.unread["t1talks"] == 0
        await s.press("j", "enter")
        assert s.said == ["no thread has this id"]
        assert s.focused == "threads"


async def test_another_programs_refresh_is_noticed(start: Start, store: Store) -> None:
    async with start() as s:
        library.flood_goes_on(store)
        library.refreshed_at(store, library.ago(0))
        s.screen._tick()
        await s.pilot.pause()
        assert s.unread["t2floods"] == 2
        assert "updated just now" in s.head


async def test_an_empty_store_welcomes(empty: Store) -> None:
    app = library.reader(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        s = Session(app, pilot)
        assert "Welcome to briefing" in s.text("notice")
        assert s.focused == "notice"
        await s.press("j", "enter", "n", "A", "o", "G", "escape", "question_mark", "escape", "slash", "escape")
        library.fill(empty)
        s.screen.refresh_ended()
        await s.pilot.pause()
        assert s.focused == "threads"
        assert len(s.unread) == 3

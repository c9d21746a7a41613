"""Reading threads, quotes and articles: what opens where, and where going back leads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing import newsroom
from briefing.store import Store
from tests.tui import library
from tests.tui.library import CALL, OLD, WIRE, some_size
from tests.tui.reader_pilot import Start


@some_size
@pytest.mark.parametrize(("key", "back"), [("enter", "escape"), ("l", "h"), ("right", "left")])
async def test_a_thread_opens_and_closes(start: Start, size: tuple[int, int], key: str, back: str) -> None:
    async with start(size) as s:
        await s.press(key)
        assert s.focused == "thread"
        assert "thread" in s.visible
        assert "In short" in s.text("thread")
        await s.press(back)
        assert s.focused == "threads"


@some_size
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


@some_size
@pytest.mark.parametrize("turns", [0, 1, 2], ids=["story", "exchange", "speakers"])
async def test_every_quote_opens_in_its_place_and_leads_back(start: Start, size: tuple[int, int], turns: int) -> None:
    async with start(size) as s:
        await s.press("enter", *["v"] * turns)
        page = s.screen.thread_page
        keys = [block.key for block in page.blocks if block.key.startswith("quote ")]
        for key in (keys[0], keys[1]):
            assert page.go_to_key(key)
            before = page.scroll_offset.y
            await s.press("enter")
            assert s.focused == "article"
            article_page = s.screen.article_page
            styles = [seg for y in range(article_page.size.height) for seg in article_page.render_line(y)]
            bold = " ".join(seg.text.strip() for seg in styles if seg.style and seg.style.bold and seg.style.bgcolor)
            place = page.place
            assert place
            text = newsroom.open_article(s.app.session.store, place.article_id).article.text
            assert text[place.start : place.end] in bold
            await s.press("escape")
            assert (s.focused, page.key, page.scroll_offset.y) == ("thread", key, before)


@some_size
async def test_v_goes_through_the_quotes_and_back_to_where_one_was(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("enter", "j")
        page, at = s.screen.thread_page, s.screen.thread_page.key
        await s.press("v")
        assert "Who said what to whom" in s.text("thread")
        await s.press("j")
        quote = page.key
        await s.press("v")
        assert "Quotes by speaker" in s.text("thread")
        assert page.key == quote
        await s.press("v")
        assert page.key == quote
        await s.press("v", "escape")
        assert (s.focused, page.key) == ("thread", quote)
        await s.press("home", "j", "v", "G", "escape")
        assert page.key in (at, quote)
        await s.press("v", "escape", "escape")
        assert s.focused == "threads"


async def test_another_thread_begins_with_its_story(start: Start) -> None:
    async with start() as s:
        await s.press("enter", "v", "n")
        assert "Three days of rain" in s.text("thread")


async def test_the_next_article_shows_the_quote_that_was_opened_in_its_place_there(start: Start) -> None:
    async with start() as s:
        await s.press("enter", "v", "G", "enter")
        opened = s.screen.open_thread
        assert opened.article and opened.article.article.id == CALL.article.id
        await s.press("p")
        assert opened.article.article.id == WIRE.article.id
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
        assert s.thread == "t0long"
        await s.press("enter", "enter")
        assert "The end is here." in s.text("article")
        await s.press("home")
        assert "Long" in s.text("article")


async def test_a_thread_opened_again_is_where_it_was_left(start: Start) -> None:
    async with start() as s:
        await s.press("enter", "j", "j")
        place = s.screen.thread_page.place
        await s.press("escape", "enter")
        assert s.screen.thread_page.place == place


@some_size
async def test_opening_an_article_marks_it_read_and_dims_it(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("enter", "G", "enter")
        assert "Tariffs loom" in s.text("article")
        assert s.unread["t1talks"] == 2
        await s.press("escape")
        assert s.focused == "thread"
        last = s.screen.thread_page.blocks[-1]
        assert all("read" in names for text, names in last.paragraphs[0].text.runs() if "Tariffs" in text)
        assert s.screen.thread_page.place and s.screen.thread_page.place.article_id == OLD.article.id


@some_size
async def test_n_and_p_go_through_the_articles_of_the_thread(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as s:
        await s.press("enter", "G", "k", "enter")
        first, last = "This is the first article.", "That was the last article of the thread."
        for key, item, toasts in [
            ("p", WIRE, []),
            ("p", WIRE, [first]),
            ("n", CALL, [first]),
            ("n", OLD, [first]),
            ("n", OLD, [last]),
        ]:
            await s.press(key)
            assert s.text("article").splitlines()[0].strip() == item.article.title
            assert s.toasts == toasts


async def test_V_unfolds_uncertain_quotes_and_copies_and_folds_them_again(start: Start, store: Store) -> None:
    doubtful = replace(library.quote(CALL, "He invited his counterpart", None), reason="no speaker is named")
    library.rewrite(store, replace(library.TALKS, other_quotes=(doubtful,)), 9.0)
    async with start((80, 40)) as s:
        await s.press("enter", "j")
        assert "1 more quote, not certain" in s.text("thread")
        before = s.screen.thread_page.key
        await s.press("V")
        assert "He invited" in s.text("thread")
        assert s.screen.thread_page.key == before
        await s.press("v")
        assert "He invited" in s.text("thread")
        await s.press("V")
        assert "He invited" not in s.text("thread")


@pytest.mark.parametrize(("width", "panes"), [(80, ["thread"]), (120, ["thread"]), (160, ["thread"])])
async def test_the_exchange_takes_the_room_of_the_list(start: Start, width: int, panes: list[str]) -> None:
    async with start((width, 40)) as s:
        await s.press("enter", "v")
        assert s.visible == panes
        await s.press("escape")
        assert ("threads" in s.visible) is (width >= 100)


async def test_a_very_wide_screen_shows_the_article_beside_the_exchange(start: Start) -> None:
    async with start((220, 60)) as s:
        await s.press("enter", "v", "j")
        await s.previewed()
        assert s.visible == ["thread", "article"]
        assert s.text("article").strip()


async def test_a_big_story_is_drawn_in_full_soon_and_the_cursor_finds_its_way_back_in_it(
    start: Start, store: Store
) -> None:
    items = [
        library.article(
            f"r{n}", f"Report {n}", [f"“Words of report {n},” she said."], outlet=f"Outlet {n}", hours=n + 1
        )
        for n in range(90)
    ]
    spoken = [library.quote(item, item.article.text[1:-11], "Ana Restrepo") for item in items[:2]]
    library.put(store, library.brief("t0big", "Big", items, quotes=spoken), items, 9.0)
    async with start(query="big") as s:
        await s.press("enter")
        assert len(s.screen.thread_page.blocks) > 90
        await s.press("G")
        assert "Report 89" in s.text("thread")
        await s.press("v", "v", "v")
        assert s.screen.open_thread.view == "story"
        assert s.screen.thread_page.key.startswith("quote ")
        assert len(s.screen.thread_page.blocks) > 90


async def test_an_article_pane_that_appears_as_the_window_grows_shows_the_article_of_its_line(start: Start) -> None:
    async with start((160, 48)) as s:
        await s.pilot.resize_terminal(80, 24)
        await s.pilot.resize_terminal(220, 60)
        await s.pilot.pause(0.2)
        assert s.visible == ["threads", "thread", "article"]
        place = s.screen.thread_page.place
        assert place and s.screen.open_thread.article
        assert s.screen.open_thread.article.article.id == place.article_id
        assert s.text("article").strip()

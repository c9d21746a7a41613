"""Links of an article, opened by their numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Label

from briefing import newsroom
from briefing.cli.plain_reader import Session as Lines
from briefing.config import Config
from briefing.model import Article, Document, Enclosure, Link
from briefing.store import Store
from tests.tui import library
from tests.tui.reader_pilot import Start

MANY = {word: f"https://news.example/{number}" for number, word in enumerate("abcdefghijkl", 1)}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would be opened in a browser."""
    urls: list[str] = []
    monkeypatch.setattr("briefing.tui.actions.links.Links.open_address", lambda self, url: urls.append(url))
    return urls


def twelve(store: Store) -> None:
    """Store an article with twelve links, in a thread that stands first."""
    item = library.article("many", "Many links", [" ".join(MANY) + "."], outlet="BBC", hours=0.2)
    library.put(store, library.brief("t0", "Many links", [library.linked(item, MANY)]), [library.linked(item, MANY)], 9)


async def test_a_digit_opens_the_link_with_that_number(start: Start, opened: list[str]) -> None:
    async with start() as s:
        await s.press("enter", "j", "enter", "2", "1")
        assert opened == ["https://places.example/panama", "https://news.example/dispute"]
        await s.press("3")
        assert s.toasts[-1] == "There is no link 3; the last one is 2."


async def test_a_number_of_two_digits_is_typed_to_its_end(store: Store, start: Start, opened: list[str]) -> None:
    twelve(store)
    async with start() as s:
        s.screen.list.go_to("t0")
        await s.press("enter", "G", "enter", "5")
        assert opened == ["https://news.example/5"]
        await s.press("1", "2", "enter", "1", "enter", "#", "1", "1", "enter", "#", "x", "enter")
        assert opened[1:] == [f"https://news.example/{number}" for number in (12, 1, 11)]
        assert s.toasts[-1] == "There is no link x; the last one is 12."
        assert s.focused == "article"


async def test_every_digit_opens_its_link(store: Store, start: Start, opened: list[str]) -> None:
    nine = dict(list(MANY.items())[:9])
    item = library.article("nine", "Nine links", [" ".join(nine) + "."], outlet="BBC", hours=0.2)
    library.put(store, library.brief("t0", "Nine links", [item]), [library.linked(item, nine)], 9)
    async with start() as s:
        s.screen.list.go_to("t0")
        await s.press("enter", "G", "enter", *"123456789")
    assert opened == list(nine.values())


@pytest.mark.parametrize("key", ["1", "#"])
async def test_an_article_without_links_says_so(start: Start, opened: list[str], key: str) -> None:
    async with start() as s:
        await s.press("j", "enter", "enter", key)
        assert opened == []
        assert s.toasts == ["There is no link in this article."]


async def test_o_asks_which_if_there_are_files_or_comments(store: Store, start: Start, opened: list[str]) -> None:
    sound = Enclosure("https://news.example/7.mp3", "audio/mpeg", 12_345_678, "Episode 7")
    item = library.article("pod", "Episode of the week", ["We talk about the bridge."], outlet="BBC", hours=0.2)
    about = replace(item.article, enclosures=(sound,), comments="https://news.example/talk", categories=("Podcasts",))
    item = replace(item, article=about)
    library.put(store, library.brief("t0", "Episode", [item]), [item], 9)
    async with start() as s:
        s.screen.list.go_to("t0")
        await s.press("enter", "G", "enter")
        page = s.text("article").replace("\xa0", " ")
        assert "[1] Episode 7 · audio/mpeg · 12.3 MB · https://news.example/7.mp3" in page
        assert "[2] Comments · https://news.example/talk" in page and "Podcasts" in page
        await s.press("o")
        assert "(enter for the page, 1 audio/mpeg, 2 comments)" in str(
            s.screen.query_one("#prompt Label", Label).content
        )
        await s.press("enter", "o", "1", "enter", "o", "2", "enter", "o", "escape", "1", "o", "9", "enter")
    assert opened == [item.article.url, sound.url, "https://news.example/talk", sound.url]
    assert s.toasts[-1] == "There is no link 9; the last one is 2."


def test_documents_from_a_pipe_keep_their_links(tmp_path: Path) -> None:
    text = "The council voted on Tuesday for the bridge. Work begins in autumn."
    link = Link(4, 11, "https://news.example/council")
    article = replace(Article.from_text(text, title="Vote", url="https://news.example/vote"), links=(link,))
    path = newsroom.store_documents(tmp_path, [Document(article, "-")], Config())
    with newsroom.open_store(path) as opened:
        (row,) = newsroom.list_threads(opened)
        brief = newsroom.open_thread(opened, row.thread.id)
        assert newsroom.open_article(opened, brief.articles[0].id).article.links == (link,)


def test_plain_reading_tells_links_and_opens_them(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    urls: list[str] = []

    class Browser:
        def open(self, url: str) -> bool:
            urls.append(url)
            return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefing.tui.web_browser.find_browser", Browser)
        lines = Lines(store, Config(), "", "ann")
        lines.list_threads()
        for command in ("1", "2", "o 2", "o 3"):
            lines.execute(command)
    output = capsys.readouterr().out
    assert "Link 1. first call: https://news.example/dispute\nLink 2. Panama: https://places.example/panama\n" in output
    assert urls == ["https://places.example/panama"]
    assert output.endswith("There is no link 3 in the article read last.\n")

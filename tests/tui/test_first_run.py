"""The first-run screen: every key, with real files, a site on loopback and a configuration that is written."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, Label

from briefing import newsroom
from briefing.config import Config, FeedConfig, FetchConfig
from briefing.config.bundles import named_bundles
from briefing.errors import ConfigError
from briefing.newsroom import Discovered, Progress, RefreshReport
from briefing.store import Store
from briefing.tui.actions.subscribe import ChoiceScreen
from briefing.tui.app import Reader
from briefing.tui.screens.first_run import FirstRunScreen
from briefing.tui.source_choice import OwnSource, SourceChoice, preferred_language
from tests.newsroom.content import CALL_A, QUAKE_A
from tests.newsroom.site import Site, serve
from tests.tui.library import NOW
from tests.tui.reader_pilot import ReaderPilot
from tests.tui.test_refresh_worker import Tell, until

SHIPPED = Config(fetch=FetchConfig(host_delay=0, timeout=5), feeds=(FeedConfig("https://a.example/feed", "A"),))
WORLD, AMERICAS = named_bundles(["world", "latin-america"])
TWO_FEEDS = (
    "<opml><body><outline type='rss' xmlUrl='https://x.example/rss' title='X'/>"
    "<outline type='rss' xmlUrl='https://y.example/rss'/></body></opml>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as served:
        yield served


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("HOME", str(tmp_path))


class FirstRun:
    """A reader of an empty store, the feeds that were chosen, and the refreshes that were asked for."""

    def __init__(self, app: Reader, pilot: ReaderPilot, chosen: list[list[FeedConfig]], refreshed: list[int]) -> None:
        self.app, self.pilot, self.chosen, self.refreshed = app, pilot, chosen, refreshed

    @property
    def screen(self) -> FirstRunScreen:
        assert isinstance(self.app.screen, FirstRunScreen)
        return self.app.screen

    @property
    def choice(self) -> SourceChoice:
        return self.screen.page.choice

    @property
    def text(self) -> str:
        page = self.screen.page
        return "\n".join(page.render_line(y).text.rstrip() for y in range(page.size.height))

    @property
    def words(self) -> str:
        return " ".join(self.text.split())

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def answer(self, key: str, words: str) -> None:
        await self.press(key)
        self.screen.prompt.query_one(Input).value = words
        await self.press("enter")


@asynccontextmanager
async def first_run(
    store: Store, size: tuple[int, int] = (80, 24), error: str = "", config: Config = SHIPPED
) -> AsyncIterator[FirstRun]:
    chosen: list[list[FeedConfig]] = []
    refreshed: list[int] = []

    def choose(feeds: Sequence[FeedConfig]) -> Config:
        if error:
            raise ConfigError(error)
        chosen.append(list(feeds))
        return replace(config, feeds=tuple(feeds))

    def refresh(store: Store, config: Config, *, on_progress: Tell = None, only: Collection[str] = ()) -> RefreshReport:
        assert on_progress
        on_progress(Progress("feeds", 1, 1))
        refreshed.append(len(config.feeds))
        return RefreshReport(1, 0, (), 0, 0, 0)

    app = Reader(store, config, clock=lambda: NOW, zone=UTC, refresh=refresh, choose=choose)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield FirstRun(app, ReaderPilot(app, pilot), chosen, refreshed)


async def test_enter_writes_the_choice_and_fetches_it(empty: Store) -> None:
    async with first_run(empty) as run:
        assert "Welcome to briefing" in run.text
        assert f"{len(WORLD.feeds) + len(AMERICAS.feeds)} feeds chosen" in run.text
        assert not run.refreshed
        await run.press("enter")
        assert run.chosen == [[*WORLD.feeds, *AMERICAS.feeds]]
        await until(run.pilot, lambda: run.refreshed == [len(run.chosen[0])])
        assert run.app.screen is run.app.main_screen
        assert run.app.session.config.feeds == (*WORLD.feeds, *AMERICAS.feeds)


async def test_escape_goes_on_with_the_sources_as_they_are(empty: Store) -> None:
    async with first_run(empty) as run:
        await run.press("escape")
        assert run.app.screen is run.app.main_screen
        await until(run.pilot, lambda: run.refreshed == [len(SHIPPED.feeds)])
        assert run.chosen == [] and run.app.session.config == SHIPPED


@pytest.mark.parametrize("key", ["q", "ctrl+c"])
async def test_leaving_writes_and_fetches_nothing(empty: Store, key: str) -> None:
    async with first_run(empty) as run:
        await run.press(key)
        assert run.app._exit
    assert run.chosen == [] and run.refreshed == []


async def test_a_store_with_news_is_opened_at_once(store: Store) -> None:
    async with first_run(store) as run:
        assert run.app.screen is run.app.main_screen


@pytest.mark.parametrize(
    "keys", [("down", "right", "up", "left"), ("j", "l", "k", "h"), ("tab", "l", "shift+tab", "h")]
)
async def test_the_cursor_stays_within_the_grid(empty: Store, keys: Sequence[str]) -> None:
    down, right, up, left = keys
    async with first_run(empty) as run:
        places = []
        for key in (up, left, down, right, right, *[down] * 9, left, up):
            await run.press(key)
            places.append((run.choice.row, run.choice.column))
        assert places[:5] == [(0, 0), (0, 0), (1, 0), (1, 1), (1, 1)]
        assert places[-3:] == [(4, 1), (4, 0), (3, 0)]


async def test_space_chooses_and_no_longer(empty: Store) -> None:
    async with first_run(empty) as run:
        await run.press("space", "down", "space")
        assert run.choice.feeds == [] and "Nothing is chosen" in run.text
        await run.press("enter")
        assert run.chosen == [] and "space chooses what is under the cursor" in run.words
        await run.press("down", "right", "space")
        (bundle,) = named_bundles(["business-es"])
        assert run.choice.feeds == list(bundle.feeds)
        assert "Cinco Días" in run.words
        await run.press("enter")
        assert run.chosen == [list(bundle.feeds)]


async def test_a_click_chooses(empty: Store) -> None:
    async with first_run(empty) as run:
        line = next(y for y, text in enumerate(run.text.splitlines()) if "Science" in text)
        for column, expected in ((27, "science"), (42, "science-es"), (5, "science")):
            before = set(run.choice.chosen)
            await run.pilot.pilot.click("#first-run", offset=(column, line))
            await run.pilot.pilot.pause()
            (bundle,) = named_bundles([expected])
            assert run.choice.chosen ^ before == {(bundle.topic, bundle.language)}
        before = set(run.choice.chosen)
        await run.pilot.pilot.click("#first-run", offset=(3, 0))
        assert run.choice.chosen == before


async def test_a_site_is_added_by_its_address(empty: Store, site: Site) -> None:
    url = site.feed("/feed.xml", "Good \x1b[31mNews", CALL_A)
    async with first_run(empty) as run:
        for _ in range(2):
            await run.answer("a", url)
            await until(run.pilot, lambda: not run.screen._search.address)
        assert len(run.choice.own) == 1 and "is chosen already" in run.words
        assert "\x1b" not in run.text
        assert run.choice.feeds[-1].url == url
        await run.press("space", "space", "enter")
        assert [feed.url for feed in run.chosen[0]][-1] == url


async def test_one_of_several_feeds_of_a_site_is_chosen(empty: Store, site: Site) -> None:
    first, second = site.feed("/a.xml", "First", CALL_A), site.feed("/b.xml", "Second", QUAKE_A)
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="News" href="{url}">' for url in (first, second)
    )
    site.bodies["/"] = f"<html><head>{links}</head><body>Welcome</body></html>".encode()
    async with first_run(empty) as run:
        await run.answer("a", site.url)
        await until(run.pilot, lambda: isinstance(run.app.screen, ChoiceScreen))
        await run.press("j", "enter")
        assert [feed.url for feed in run.choice.own[0].feeds] == [second]


async def test_a_site_without_feed_is_told_with_what_to_do(empty: Store, site: Site) -> None:
    async with first_run(empty) as run:
        await run.answer("a", site.url + "/missing")
        await until(run.pilot, lambda: "404" in run.text)
        assert run.words.count("a asks for another address.") == 1
        await run.press("a", "escape")
        assert not run.screen.prompt.display
        await run.press("enter")
        assert len(run.chosen) == 1


async def test_a_search_that_runs_is_waited_for_or_given_up(empty: Store, site: Site) -> None:
    async with first_run(empty) as run:
        run.screen._search.address = "slow.example"
        await run.press("enter")
        assert run.chosen == [] and "enter again starts without it" in run.words
        await run.press("enter")
        assert len(run.chosen) == 1


async def test_only_the_last_of_two_searches_counts(empty: Store) -> None:
    feed = FeedConfig("https://x.example/rss", "X")
    async with first_run(empty) as run:
        search = run.screen._search
        search.address = "second.example"
        search._choose_feed("first.example", Discovered(feed))
        search._fail("first.example", "no answer")
        assert run.choice.own == [] and "no answer" not in run.text and search.address
        search._choose_feed("second.example", Discovered(feed))
        assert run.choice.own[0].feeds == (feed,) and not search.address


@pytest.mark.parametrize(
    ("name", "text", "feeds"),
    [
        ("mine.opml", TWO_FEEDS, ["https://x.example/rss", "https://y.example/rss"]),
        ("urls", 'https://x.example/rss "tag"\nquery:all\n', ["https://x.example/rss"]),
    ],
)
async def test_a_file_is_imported(empty: Store, tmp_path: Path, name: str, text: str, feeds: list[str]) -> None:
    (tmp_path / name).write_text(text)
    async with first_run(empty) as run:
        await run.answer("i", f"~/{name}")
        assert [feed.url for feed in run.choice.own[0].feeds] == feeds
        assert f"[✓] {name}" in run.text
        await run.answer("i", f"~/{name}")
        assert "all feeds of it are chosen already" in run.words
        await run.press("space")
        assert f"[ ] {name}" in run.text
        assert run.choice.feeds == [*WORLD.feeds, *AMERICAS.feeds]
        await run.press("space", "enter")
        assert [feed.url for feed in run.chosen[0]][-len(feeds) :] == feeds


async def test_feeds_in_a_private_network_are_told(empty: Store, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text("http://192.168.0.7/feed\n")
    async with first_run(empty) as run:
        await run.answer("i", "~/urls")
        assert "1 feed on this machine or a private network" in run.words


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("missing.opml", None, "No such file"),
        ("folder", b"", "it is a folder"),
        ("broken.opml", b"<opml><body>", "broken.opml: "),
        ("bomb.opml", b'<!DOCTYPE a [<!ENTITY b "bb">]><opml>&b;</opml>', "bomb.opml: "),
        ("cache.db", b"SQLite format 3\x00", "newsboat's list is its file urls"),
        ("empty.opml", b"<opml><body/></opml>", "empty.opml: "),
    ],
)
async def test_a_file_that_cannot_be_imported_is_told_with_what_to_do(
    empty: Store, tmp_path: Path, name: str, body: bytes | None, reason: str
) -> None:
    if name == "folder":
        (tmp_path / name).mkdir()
    elif body is not None:
        (tmp_path / name).write_bytes(body)
    async with first_run(empty) as run:
        await run.answer("i", str(tmp_path / name))
        assert run.choice.own == []
        message, _ = run.screen.page._message
        assert reason in message and message.endswith("; i asks for another file.")


async def test_the_list_of_newsboat_is_proposed(empty: Store, tmp_path: Path) -> None:
    (tmp_path / ".newsboat").mkdir()
    (tmp_path / ".newsboat" / "urls").write_text("https://x.example/rss\n")
    async with first_run(empty) as run:
        await run.press("i", "enter")
        assert [feed.url for feed in run.choice.own[0].feeds] == ["https://x.example/rss"]


@pytest.mark.parametrize(
    ("pasted", "question", "value"),
    [
        (" https://x.example/rss\n", "Address", "https://x.example/rss"),
        ("x.example", "Address", "x.example"),
        ("/tmp/feeds.opml", "OPML", "/tmp/feeds.opml"),
        ("file:///tmp/feeds.opml", "OPML", "/tmp/feeds.opml"),
        ("~/feeds.opml", "OPML", "~/feeds.opml"),
    ],
)
async def test_what_is_pasted_is_an_answer(empty: Store, pasted: str, question: str, value: str) -> None:
    async with first_run(empty) as run:
        run.app.post_message(events.Paste(pasted))
        await run.pilot.pilot.pause()
        assert run.screen.prompt.display and run.screen.prompt.query_one(Input).value == value
        assert str(run.screen.prompt.query_one(Label).content).startswith(question)


async def test_several_pasted_words_are_no_answer(empty: Store) -> None:
    async with first_run(empty) as run:
        run.app.post_message(events.Paste("two words"))
        await run.pilot.pilot.pause()
        assert not run.screen.prompt.display


async def test_a_configuration_that_cannot_be_written_is_told_and_the_screen_stays(empty: Store) -> None:
    async with first_run(empty, error="/etc/x.toml: cannot write: Permission denied") as run:
        await run.press("enter")
        assert "Permission denied; esc goes on without writing it." in run.words
        await run.press("escape")
        assert run.app.screen is run.app.main_screen


async def test_keys_that_arrive_together_are_text_behind_the_question(empty: Store, tmp_path: Path) -> None:
    (tmp_path / "quiz").write_text("https://x.example/rss\n")
    async with first_run(empty) as run:
        await run.pilot.press_together(f"i{tmp_path}/quiz\r")
        assert [source.label for source in run.choice.own] == ["quiz"]


async def test_help_names_where_the_keys_are(empty: Store) -> None:
    async with first_run(empty) as run:
        await run.press("?")
        assert "keys of this page are below; arrows move. In the reader ? shows all of its keys." in run.words
        await run.press("j")
        assert "chosen" in run.words


@pytest.mark.parametrize("key", ["q", "ctrl+c"])
async def test_quitting_here_is_no_visit(empty: Store, key: str) -> None:
    async with first_run(empty) as run:
        await run.press(key)
    assert newsroom.begin_visit(empty, NOW).last is None


async def test_keys_of_the_reader_do_nothing_here(empty: Store) -> None:
    async with first_run(empty) as run:
        await run.press("r", "?", "ctrl+p", "colon", "t", "slash")
        assert isinstance(run.app.screen, FirstRunScreen) and not run.refreshed


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (160, 48), (220, 60)], ids=str)
async def test_everything_is_on_the_screen_at_every_size(empty: Store, size: tuple[int, int]) -> None:
    async with first_run(empty, size) as run:
        for words in ("Welcome", "English", "Español", "World", "Science", "feeds chosen", "shipped sources", "q quit"):
            assert words in run.words
        heights = set()
        for keys in (["right"], *[["down"]] * 4):
            await run.press(*keys)
            heights.add(run.screen.page.size.height)
        assert len(heights) == 1  # nothing moves with the cursor
        before = run.screen.page.region
        await run.press("a")
        assert run.screen.page.region == before and run.screen.prompt.region.height == 1  # nor for a question
        assert run.screen.prompt.region.bottom <= size[1]


async def test_many_own_sources_scroll_to_the_cursor(empty: Store) -> None:
    async with first_run(empty, (60, 20)) as run:
        for number in range(30):
            run.choice.add(OwnSource(f"Source {number} " + "x" * 90, (FeedConfig(f"https://{number}.example/"),)))
        await run.press("k", "j")
        assert "Source 29" in run.text and "q quit" in run.words
        await run.press(*["k"] * 40)
        assert "▸[✓]" in run.text and "World" in run.text


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.soak), pytest.param(3, marks=pytest.mark.soak)])
async def test_random_keys_and_sizes(empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.chdir(tmp_path)
    chance = random.Random(seed)
    keys = ["j", "k", "h", "l", "space", "a", "i", "x", "tab", "escape", "enter", "backspace", "?", "pagedown"]
    async with first_run(empty, error="x.toml: cannot write") as run:
        for _ in range(60):
            if chance.random() < 0.1:
                await run.pilot.pilot.resize_terminal(*chance.choice([(80, 24), (60, 20), (160, 48), (1, 1), (30, 7)]))
            key = chance.choice(keys)
            if key != "escape" or (isinstance(run.app.screen, FirstRunScreen) and run.screen.prompt.display):
                await run.press(key)
            page = run.screen.page
            lines = [page.render_line(y) for y in range(page.size.height)]
            assert all(line.cell_length == page.size.width for line in lines)


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (30, 8)], ids=str)
async def test_a_tiny_terminal_is_no_error(empty: Store, size: tuple[int, int]) -> None:
    async with first_run(empty, size) as run:
        await run.press("down", "space", "enter")
        assert len(run.chosen) == 1


def test_the_language_of_the_locale_is_preselected() -> None:
    bundles = named_bundles(["world", "world-es", "latin-america", "latin-america-es", "science", "science-es"])
    for language, expected in (("es", "es"), ("en", "en"), ("fr", "en"), ("", "en")):
        choice = SourceChoice(bundles, language)
        assert choice.chosen == {("World", expected), ("Latin America", expected)}
        assert choice.languages[choice.column] == expected


def test_locales_name_a_language() -> None:
    assert preferred_language({"LANG": "es_CO.UTF-8"}) == "es"
    assert preferred_language({"LANG": "es_CO.UTF-8", "LC_ALL": "en_GB.UTF-8"}) == "en"
    assert preferred_language({"LANG": "es_CO.UTF-8", "LC_MESSAGES": "en"}) == "en"
    assert preferred_language({"LANG": "es_CO.UTF-8", "LC_ALL": ""}) == "es"
    assert preferred_language({"LANG": "C.UTF-8"}) == preferred_language({"LC_ALL": "POSIX"}) == ""
    assert preferred_language({}) == ""

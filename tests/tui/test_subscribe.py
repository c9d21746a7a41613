"""Adding feeds in the reader, from a site on loopback to the configuration and the list."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.config import Config, FeedConfig, FetchConfig
from briefing.config.bundles import named_bundles
from briefing.newsroom import Progress, RefreshReport, Store
from briefing.tui.actions.subscribe import ChoiceScreen
from briefing.tui.session import Session
from tests.newsroom.content import CALL_A, QUAKE_A
from tests.newsroom.site import Site, serve
from tests.tui import library
from tests.tui.library import QUIET
from tests.tui.reader_pilot import ReaderPilot
from tests.tui.test_refresh_worker import Tell, until

CONFIG = replace(QUIET, fetch=FetchConfig(host_delay=0, timeout=5))


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as served:
        yield served


class Subscribing:
    """A configuration that feeds are added to, and a refresh that notes what it was asked for."""

    def __init__(self) -> None:
        self.added: list[FeedConfig] = []
        self.refreshed: list[Collection[str]] = []

    def subscribe(self, feeds: Sequence[FeedConfig]) -> Config | None:
        if all(feed in self.added for feed in feeds):
            return None
        self.added += feeds
        return replace(CONFIG, feeds=(*CONFIG.feeds, *feeds))

    def refresh(
        self, store: Store, config: Config, *, on_progress: Tell = None, only: Collection[str] = ()
    ) -> RefreshReport:
        assert on_progress
        on_progress(Progress("feeds", 1, 1))
        self.refreshed.append(only)
        return RefreshReport(1, 0, (), 0, 0, 0)


async def type_in(s: ReaderPilot, words: str) -> None:
    s.screen.prompt.query_one("Input").value = words  # type: ignore[attr-defined]
    await s.press("enter")


async def test_a_feed_is_found_tagged_and_read_at_once(store: Store, site: Site) -> None:
    url, mine = site.feed("/feed.xml", "Good News", CALL_A), Subscribing()
    app = library.reader(store, CONFIG, refresh=mine.refresh, subscribe=mine.subscribe)
    async with app.run_test() as pilot:
        s = ReaderPilot(app, pilot)
        for _ in range(2):
            await s.press("a")
            await type_in(s, url)
            await until(s, lambda: s.screen.prompt.display)
            await type_in(s, "world, daily world")
        assert mine.added == [FeedConfig(url, "Good News", ("world", "daily"))]
        await until(s, lambda: mine.refreshed == [(url,)])
        assert app.session.config.feeds[-1].url == url
        assert "Configured already: Good News" in s.toasts


async def test_one_of_several_feeds_of_a_page_is_chosen(store: Store, site: Site) -> None:
    first, second = site.feed("/a.xml", "First", CALL_A), site.feed("/b.xml", "Second", QUAKE_A)
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="News" href="{url}">' for url in (first, second)
    )
    site.bodies["/"] = f"<html><head>{links}</head><body>Welcome</body></html>".encode()
    mine = Subscribing()
    app = library.reader(store, CONFIG, refresh=mine.refresh, subscribe=mine.subscribe)
    async with app.run_test() as pilot:
        s = ReaderPilot(app, pilot)
        for keys in (["escape"], ["j", "enter"]):
            await s.press("a")
            await type_in(s, site.url)
            await until(s, lambda: isinstance(app.screen, ChoiceScreen))
            await s.press(*keys)
        await until(s, lambda: s.screen.prompt.display)
        await s.press("enter")
        assert [feed.url for feed in mine.added] == [second]
        assert mine.added[0].tags == ()


async def test_the_feeds_of_a_file_are_added_and_read_at_once(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = Subscribing()
    said: list[str] = []
    monkeypatch.setattr(Session, "say", lambda session, text, severity="information": said.append(text))
    (tmp_path / "urls").write_text("https://x.example/rss\nhttps://y.example/rss\n")
    app = library.reader(store, CONFIG, refresh=mine.refresh, subscribe=mine.subscribe)
    async with app.run_test() as pilot:
        s = ReaderPilot(app, pilot)
        for name in ("urls", "missing"):
            await s.press("a")
            await type_in(s, f"file://{tmp_path}/{name}")
        assert [feed.url for feed in mine.added] == ["https://x.example/rss", "https://y.example/rss"]
        await until(s, lambda: mine.refreshed == [("https://x.example/rss", "https://y.example/rss")])
        assert "Added: 2 feeds" in said and any("No such file" in message for message in said)


async def test_a_bundle_is_added_by_its_name(store: Store) -> None:
    mine, (bundle,) = Subscribing(), named_bundles(["science-es"])
    app = library.reader(store, CONFIG, refresh=mine.refresh, subscribe=mine.subscribe)
    async with app.run_test() as pilot:
        s = ReaderPilot(app, pilot)
        for _ in range(2):
            await s.press("a")
            await type_in(s, "science-es")
        assert mine.added == list(bundle.feeds)
        assert f"Configured already: {len(bundle.feeds)} feeds" in s.toasts


async def test_what_is_no_feed_is_told(store: Store, site: Site) -> None:
    mine = Subscribing()
    app = library.reader(store, CONFIG, refresh=mine.refresh, subscribe=mine.subscribe)
    async with app.run_test() as pilot:
        s = ReaderPilot(app, pilot)
        await s.press("a")
        await type_in(s, site.url + "/missing")
        await until(s, lambda: any("missing" in toasts and "404" in toasts for toasts in s.toasts))
        await s.press("a", "escape")
        assert mine.added == []


async def test_a_store_for_a_moment_takes_no_feeds(store: Store) -> None:
    async with library.reader(store).run_test() as pilot:
        s = ReaderPilot(pilot.app, pilot)  # type: ignore[arg-type]
        await s.press("a")
        assert not s.screen.prompt.display
        assert "cannot be added" in s.toasts[-1]

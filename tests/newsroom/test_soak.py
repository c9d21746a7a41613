"""Many refreshes of feeds that change and fail at random: nothing is lost, nothing doubled, nothing grows by itself."""

from __future__ import annotations

import random
import resource
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.config import Config, FeedConfig
from briefing.newsroom import RefreshReport, open_store, refresh
from tests.newsroom.conftest import hours
from tests.newsroom.content import configure
from tests.newsroom.site import Item, Site

PLACES = ("Arequipa", "Cusco", "Puno", "Tacna", "Piura", "Ica", "Lima", "Trujillo")
DEEDS = ("opens a bridge", "votes for a budget", "closes a mine", "elects a mayor", "repairs the harbour")
KEPT = 40
"""Items that a feed shows; more than it can bring while it is left alone."""


class World:
    """Feeds that bring news and fail, by chance that is the same every time."""

    def __init__(self, site: Site, feeds: int) -> None:
        self.site, self.chance = site, random.Random(20260301)
        self.items: list[list[Item]] = [[] for _ in range(feeds)]
        self.faults = (b"", b"<html><body>Sorry.</body></html>", None, b"\x00\x01\x02" * 50)

    def publish(self, feed: int, hour: int) -> None:
        number = len(self.items[feed])
        title = f"{PLACES[feed % len(PLACES)]} {DEEDS[number % len(DEEDS)]}, report {number} of paper {feed}"
        path = f"/{feed}/{number}"
        self.items[feed].insert(0, Item(path, title, f"{title}. It was the talk of the day {number}.", hours(hour)))

    def serve(self, share_failing: float) -> None:
        """Show all feeds as they are now, some of them broken."""
        for number, items in enumerate(self.items):
            self.site.feed(f"/{number}.xml", f"Paper {number}", *items[:KEPT])
            if self.chance.random() < share_failing:
                fault = self.chance.choice(self.faults)
                if fault is None:
                    del self.site.bodies[f"/{number}.xml"]
                else:
                    self.site.bodies[f"/{number}.xml"] = fault

    def config(self) -> Config:
        urls = [f"{self.site.url}/{number}.xml" for number in range(len(self.items))]
        config = configure(*(FeedConfig(url, f"Paper {n}", full_text="never") for n, url in enumerate(urls)))
        return replace(config, fetch=replace(config.fetch, per_host=16))


def run(path: Path, config: Config, hour: int) -> RefreshReport:
    with open_store(path) as store:
        return refresh(store, config, now=hours(hour))


def soak(site: Site, path: Path, feeds: int, times: int) -> None:
    world = World(site, feeds)
    config = world.config()
    for feed in range(feeds):
        world.publish(feed, 0)
    new, memory = 0, 0
    for hour in range(times):
        for feed in range(feeds):
            if world.chance.random() < 0.1:
                world.publish(feed, hour)
        world.serve(0.1)
        new += run(path, config, hour).new_articles
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if hour == times // 2 else memory
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    assert grown < 40_000, f"{grown} kB more in the second half"
    world.serve(0)
    new += run(path, config, times + 24).new_articles
    published = sorted(site.url + item.path for items in world.items for item in items)
    with open_store(path) as store:
        assert sorted(row[0] for row in store.rows("SELECT url FROM article")) == published
        assert store.row("SELECT count(*) FROM article WHERE pending OR thread_id IS NULL")[0] == 0
        assert store.row("SELECT count(*) FROM entry")[0] == len(published) == new
        assert store.row("PRAGMA integrity_check")[0] == "ok"
    _stays_as_it_is(world, path, config, times + 50)


def _stays_as_it_is(world: World, path: Path, config: Config, hour: int) -> None:
    """Nothing grows where nothing happens but failures."""
    sizes = set()
    for number in range(5):
        world.serve(0.1)
        report = run(path, config, hour + number)
        assert (report.new_articles, report.changed_threads) == (0, 0)
        sizes.add(path.stat().st_size)
    assert len(sizes) == 1


def test_refreshes_of_feeds_that_change_and_fail(site: Site, path: Path) -> None:
    soak(site, path, 6, 5)


@pytest.mark.soak
def test_two_hundred_refreshes(site: Site, path: Path) -> None:
    soak(site, path, 60, 200)

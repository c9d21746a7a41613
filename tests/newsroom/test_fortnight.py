"""A briefing a day for two weeks, by a simulated clock: each event is delivered once, whatever fails in between."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from briefing.config import Config, FeedConfig
from briefing.model import Briefing
from briefing.newsroom import build_briefing, commit_briefing, open_store, parse_since, refresh
from briefing.render import render_briefing
from briefing.render.text_layout import Layout
from tests.newsroom.conftest import NOON
from tests.newsroom.content import configure
from tests.newsroom.site import Item, Site

DAYS = 14
PAPERS = ("North Post", "Harbour Times", "Evening Mirror")
STORIES = {
    "Strelsau railway bridge": (
        "Engineers in Strelsau began to mend the railway bridge that collapsed in the storm.",
        "The contractor Hollmann asked for eleven more weeks to finish the northern arch.",
        "Divers found a second crack in the western pillar below the water line.",
        "Parliament granted forty million crowns for new steel girders.",
        "A crane toppled onto the embankment, and two welders were taken to hospital.",
        "The minister Osra Tarlen resigned after the inspection report was published.",
        "Freight trains crossed the repaired span for the first time at walking pace.",
    ),
    "Zenda wine harvest": (
        "Growers around Zenda started the wine harvest three weeks earlier than usual.",
        "Hail destroyed a fifth of the grapes on the slopes above the castle.",
        "The cooperative set the price at nine crowns a kilogram, the highest ever.",
        "Seasonal pickers stopped work until their wages are paid every Friday.",
        "A laboratory in Hentzau confirmed mildew in six vineyards of the valley.",
        "Merchants from Graustark bought the entire white vintage in advance.",
        "The festival queen will be crowned although half of the cellars stand empty.",
    ),
}


class World:
    """Papers that print the same developments on different days, and now and then cannot be reached."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.items: dict[str, list[Item]] = {paper: [] for paper in PAPERS}
        self.reported: list[str] = []

    def live(self, day: int) -> None:
        """Let the developments of a day happen, and print yesterday's again elsewhere."""
        for number, (name, developments) in enumerate(STORIES.items()):
            step, odd = divmod(day, 2)
            if step >= len(developments):
                continue
            paper = PAPERS[(number + step + odd) % len(PAPERS)]
            opening, sentence = developments[0], developments[step]
            text = opening if not step else f"{sentence} {opening}"
            self._print(paper, Item(f"/{number}/{day}", f"{name}: report of day {day}", text, NOON + timedelta(day)))
            if not odd:
                self.reported.append(sentence)

    def _print(self, paper: str, item: Item) -> None:
        self.items[paper].insert(0, item)

    def serve(self, day: int) -> None:
        for number, (paper, items) in enumerate(self.items.items()):
            path = f"/{number}.xml"
            self.site.feed(path, paper, *items)
            if (day + number) % 5 == 3:
                del self.site.bodies[path]

    def config(self) -> Config:
        feeds = [FeedConfig(f"{self.site.url}/{n}.xml", paper, full_text="never") for n, paper in enumerate(PAPERS)]
        return configure(*feeds)


def build(path: Path, config: Config, now: datetime) -> Briefing:
    with open_store(path) as store:
        refresh(store, config, now=now)
        return build_briefing(store, now=now, since=parse_since(store, "last", now))


def deliver(path: Path, briefing: Briefing) -> list[str]:
    """Print a briefing and remember it; the sentences that are news in it."""
    text = " ".join(render_briefing(briefing, "text", Layout(width=0, quotes=5)).split())
    sentences = []
    for brief in briefing.briefs:
        since = briefing.since
        known = since and any(ref.added and ref.added <= since for ref in brief.articles)
        sentences += [line.text for line in (brief.new if known else brief.lead)]
    assert all(sentence in text for sentence in sentences)
    with open_store(path) as store:
        commit_briefing(store, briefing)
    return sentences


def test_every_development_of_two_weeks_is_told_once(site: Site, path: Path) -> None:
    world = World(site)
    delivered: Counter[str] = Counter()
    for day in range(DAYS):
        world.live(day)
        world.serve(day)
        now = NOON + timedelta(days=day, hours=18)
        made = build(path, world.config(), now)
        if day == 6:  # the machine dies before anything is delivered, and cron runs again an hour later
            again = build(path, world.config(), now + timedelta(hours=1))
            assert [(b.thread.id, b.new, b.lead) for b in again.briefs] == [
                (b.thread.id, b.new, b.lead) for b in made.briefs
            ]
            made = again
        delivered.update(deliver(path, made))
    world.site.requests.clear()
    for number, (paper, items) in enumerate(world.items.items()):  # at last everything can be reached
        site.feed(f"/{number}.xml", paper, *items)
    delivered.update(deliver(path, build(path, world.config(), NOON + timedelta(days=DAYS + 3))))
    assert {sentence: delivered[sentence] for sentence in world.reported} == dict.fromkeys(world.reported, 1)
    assert deliver(path, build(path, world.config(), NOON + timedelta(days=DAYS + 4))) == []

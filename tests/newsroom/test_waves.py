"""The newest articles are ready to read before older ones are threaded, wherever a refresh ends."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from briefing import newsroom
from briefing.config import Config, FeedConfig
from briefing.newsroom.library.daily_briefing import CURSOR
from briefing.newsroom.results import Progress
from briefing.newsroom.stories import backlog, build_threads
from briefing.store import Store, key_values, unfinished_threads
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import CALL, QUAKE, configure, content
from tests.newsroom.site import Item, Site

AGES = (1, 20, 30, 50, 100, 200, 2000)
"""Ages of the items in hours: two of the first wave, two of the second, two of the third, one deferred."""


def fill(site: Site) -> Config:
    """Serve items of all waves; the calls are one story, told over days."""
    items = [
        Item(f"/{age}", f"Petro and Trump speak by telephone, report {age}", f"{CALL}Number {age} is new.", hours(-age))
        if number % 2
        else Item(f"/{age}", f"Earthquake {age} in Peru", f"{QUAKE}It was number {age}.", hours(-age))
        for number, age in enumerate(AGES)
    ]
    site.feed("/feed.xml", "News", *items)
    return configure(FeedConfig(f"{site.url}/feed.xml", "News", full_text="never"))


@pytest.fixture
def single(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch of each article."""
    monkeypatch.setattr(build_threads, "BATCH", 1)
    monkeypatch.setattr(backlog, "SHARE", 1)


@pytest.mark.usefixtures("single")
def test_the_threads_of_a_wave_are_ready_before_the_next_one_begins(site: Site, store: Store) -> None:
    unready: dict[int, int] = {}

    def watch(progress: Progress) -> None:
        if progress.stage == "articles" and progress.done < len(AGES):
            unready[progress.done] = unfinished_threads.count(store)

    newsroom.refresh(store, fill(site), now=NOON, on_progress=watch)
    assert [unready[number] for number in (1, 3, 5)] == [0, 0, 0]


@pytest.mark.usefixtures("single")
def test_the_most_important_threads_are_ready_after_the_first_batch(
    site: Site, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_threads, "LEADING", 1)
    leads: list[int] = []

    def watch(progress: Progress) -> None:
        if progress.stage == "threads" and progress.done == 2 and not leads:
            leads.extend(len(newsroom.open_thread(store, row.thread.id).lead) for row in newsroom.list_threads(store))

    newsroom.refresh(store, fill(site), now=NOON, on_progress=watch)
    assert sorted(leads) == [0, 1]


class StoppedError(Exception):
    """The refresh is stopped."""


@pytest.mark.usefixtures("single")
@pytest.mark.parametrize("every", [6, pytest.param(1, marks=pytest.mark.soak)])
def test_a_refresh_that_is_stopped_at_any_step_ends_where_an_undisturbed_one_does(
    site: Site, tmp_path: Path, every: int
) -> None:
    config = fill(site)
    with newsroom.open_store(tmp_path / "undisturbed.db") as store:
        newsroom.refresh(store, config, now=NOON)
        undisturbed = content(store, arrivals=False)
    for last in count(2, every):
        steps = count(1)

        def stop(progress: Progress, steps: count[int] = steps, last: int = last) -> None:
            if next(steps) == last:
                raise StoppedError

        with newsroom.open_store(tmp_path / f"{last}.db") as store:
            try:
                newsroom.refresh(store, config, now=NOON, on_progress=stop)
            except StoppedError:
                newsroom.refresh(store, config, now=hours(1))
                assert content(store, arrivals=False) == undisturbed, f"step {last}"
            else:
                break
    assert last > len(AGES)


@pytest.mark.usefixtures("single")
def test_briefings_made_between_waves_tell_everything_once(site: Site, store: Store) -> None:
    told: list[str] = []

    def deliver(progress: Progress | None = None) -> None:
        since = newsroom.start_time(store, "last")
        made = newsroom.build_briefing(store, now=NOON, since=since, limit=1000, ready_only=True)
        arrivals = [(ref.id, ref.added) for brief in made.briefs for ref in brief.articles]
        told.extend(id_ for id_, added in arrivals if added and since and since < added <= (made.until or added))
        newsroom.commit_briefing(store, made)

    newsroom.refresh(store, Config(), now=hours(-1))
    key_values.put(store, CURSOR, hours(-1))
    newsroom.refresh(store, fill(site), now=NOON, on_progress=deliver)
    deliver()
    assert sorted(told) == sorted(id_ for (id_,) in store.rows("SELECT id FROM article WHERE analysed >= 0"))


def test_a_brief_does_not_depend_on_the_batches_of_the_refresh(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config, found = fill(site), []
    for size in (1000, 2, 3):
        monkeypatch.setattr(build_threads, "BATCH", size)
        with newsroom.open_store(tmp_path / f"{size}.db") as store:
            newsroom.refresh(store, config, now=NOON)
            briefs = [newsroom.open_thread(store, row.thread.id) for row in newsroom.list_threads(store)]
            found.append([([line.text for line in brief.lead], [line.text for line in brief.new]) for brief in briefs])
    assert found[0] == found[1] == found[2]


def test_the_articles_of_a_refresh_arrive_in_one_second(
    site: Site, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_threads, "BATCH", 1)
    newsroom.refresh(store, fill(site), now=NOON + timedelta(milliseconds=999))
    ids = store.rows("SELECT id FROM article WHERE analysed >= 0")
    arrivals = [newsroom.open_article(store, id_).article for (id_,) in ids]
    assert len({each.fetched for each in arrivals}) == len(AGES) - 1
    assert {each.refreshed for each in arrivals} == {NOON}

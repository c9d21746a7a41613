"""Dates that feeds give or mend later, dates that they make up, and clocks that go wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing.config import Config, FeedConfig
from briefing.newsroom import build_briefing, commit_briefing, list_threads, open_thread, refresh
from briefing.newsroom.library.daily_briefing import parse_since
from briefing.store import Store
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import CALL_A, CALL_B, QUAKE_A, configure
from tests.newsroom.site import Item, Site

FERRY = Item("/ferry", "First ferry leaves the harbour", "The ferry left at dawn.", None)
PAST = datetime(2020, 1, 1, tzinfo=UTC)
AHEAD = datetime(2031, 1, 1, tzinfo=UTC)


def feed(site: Site, *items: Item) -> Config:
    return configure(FeedConfig(site.feed("/one.xml", "One", *items), "One", full_text="never"))


def dates(store: Store) -> dict[str, object]:
    return {
        row.thread.title: open_thread(store, row.thread.id).articles[0].published
        for row in list_threads(store, now=NOON)
    }


@pytest.mark.parametrize(
    ("old", "new", "taken"),
    [
        (None, hours(-20), True),
        (hours(-24 * 365), hours(-20), True),
        (hours(-20), hours(-24 * 365), True),
        (hours(-20), hours(-17), True),
        (hours(-9), hours(-2), True),
        (hours(-20), hours(-20) + timedelta(seconds=5), False),
        (hours(-1), hours(0), False),
        (hours(0), hours(1), False),
        (hours(-20), None, False),
    ],
)
def test_date_without_any_other_change(
    site: Site, store: Store, old: datetime | None, new: datetime | None, taken: bool
) -> None:
    other = replace(QUAKE_A, published=hours(-30))
    refresh(store, feed(site, replace(FERRY, published=old), other), now=NOON)
    for hour in (1, 2):
        report = refresh(store, feed(site, other, replace(FERRY, published=new)), now=hours(hour))
        assert report.updated_articles == (taken and hour == 1)
        assert dates(store)[FERRY.title] == (new if taken else old)
    assert store.row("SELECT published FROM article WHERE title = ?", (QUAKE_A.title,))[0]


def test_dates_of_threads_follow(site: Site, store: Store) -> None:
    one, two = replace(CALL_A, published=hours(-24 * 400)), replace(CALL_B, published=hours(-24 * 399))
    refresh(store, feed(site, one, two), now=NOON)
    refresh(store, feed(site, replace(one, published=hours(-6)), replace(two, published=hours(-8))), now=hours(1))
    rows = list_threads(store, now=NOON)
    assert rows
    for row in rows:
        assert row.thread.first and row.thread.first >= hours(-8)
        assert row.thread.last and row.thread.last <= hours(-6)
        brief = open_thread(store, row.thread.id)
        assert all(event.when >= hours(-8 - 24) for event in brief.timeline)


def test_dates_that_move_with_every_request_change_nothing(site: Site, store: Store) -> None:
    for hour in range(4):
        moved = [replace(item, published=hours(hour - 3)) for item in (FERRY, QUAKE_A)]
        report = refresh(store, feed(site, *moved), now=hours(hour))
        assert report.updated_articles == 0
    assert set(dates(store).values()) == {hours(-3)}


def test_date_in_the_future_counts_as_the_arrival_for_good(site: Site, store: Store) -> None:
    config = feed(site, replace(FERRY, published=hours(70)))
    for hour in range(0, 100, 10):
        site.feed("/one.xml", f"One {hour}", replace(FERRY, published=hours(70)))
        assert refresh(store, config, now=hours(hour)).updated_articles == 0
    assert dates(store) == {FERRY.title: NOON}


def delivered_titles(store: Store, now: datetime, since: str = "24h") -> list[str]:
    made = build_briefing(store, now=now, since=parse_since(store, since, now))
    return sorted(brief.thread.title for brief in made.briefs)


@pytest.mark.parametrize("answer", ["the same", "something new"])
def test_after_a_clock_that_was_behind_the_news_are_of_today(site: Site, store: Store, answer: str) -> None:
    news = replace(FERRY, published=hours(-3))
    config = feed(site, news)
    refresh(store, config, now=PAST)
    refresh(store, config, now=PAST + timedelta(hours=1))
    assert delivered_titles(store, PAST + timedelta(hours=2)) == [FERRY.title]
    if answer == "something new":
        feed(site, replace(QUAKE_A, published=hours(-2)), news)
    refresh(store, config, now=NOON)
    assert dates(store)[FERRY.title] == hours(-3)
    assert FERRY.title in delivered_titles(store, hours(1))
    refresh(store, config, now=hours(40))
    assert delivered_titles(store, hours(41)) == []


def test_after_a_clock_that_was_ahead_only_news_are_new(site: Site, store: Store) -> None:
    old, new = replace(FERRY, published=hours(-30)), replace(QUAKE_A, published=hours(1))
    config = feed(site, old)
    refresh(store, config, now=AHEAD)
    commit_briefing(store, build_briefing(store, now=AHEAD))
    feed(site, new, old)
    refresh(store, config, now=hours(2))
    assert delivered_titles(store, hours(3), "last") == [QUAKE_A.title]
    commit_briefing(store, build_briefing(store, now=hours(3), since=parse_since(store, "last", hours(3))))
    assert delivered_titles(store, hours(3), "last") == []
    assert delivered_titles(store, hours(40)) == []
    feed(site, replace(CALL_A, published=hours(39)), new, old)
    refresh(store, config, now=hours(40))
    assert delivered_titles(store, hours(41)) == delivered_titles(store, hours(41), "last") == [CALL_A.title]


def test_clock_that_is_behind_now_changes_no_arrival(site: Site, store: Store) -> None:
    config = feed(site, replace(FERRY, published=hours(-30)), replace(QUAKE_A, published=hours(-1)))
    refresh(store, config, now=NOON)
    before = store.rows("SELECT id, published, fetched FROM article ORDER BY id")
    refresh(store, config, now=PAST)
    feed(site, replace(FERRY, published=hours(-30)), replace(QUAKE_A, published=hours(-1)), CALL_A)
    refresh(store, config, now=PAST + timedelta(days=1))
    assert (
        store.rows("SELECT id, published, fetched FROM article WHERE title <> ? ORDER BY id", (CALL_A.title,)) == before
    )
    refresh(store, config, now=hours(5))
    assert CALL_A.title in delivered_titles(store, hours(6))

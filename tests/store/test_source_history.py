"""Profiles of sources from the last stored articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from briefing.model import Article
from briefing.store import Store, key_values, source_history, sources
from briefing.store.stored_values import Draft, Plan, SeenEntry, SourceState
from briefing.threads.source_profiles import LEAST_KNOWN, NEWEST, UNKNOWN
from tests.store.factories import NOON, article, hours, source, store_drafts, with_thread

WEEK = timedelta(weeks=1)


def rare(n: int) -> Article:
    return replace(article(f"r{n}", outlet="Rare", published=NOON - n * WEEK), source_id="rare-feed")


def often(n: int) -> Article:
    return replace(article(f"o{n}", outlet="Often", published=hours(-n)), source_id="often-feed")


def test_an_empty_store_has_no_profiles(store: Store) -> None:
    assert source_history.profiles(store) == UNKNOWN


def test_profiles_are_those_of_the_stored_articles(store: Store) -> None:
    nameless = [replace(rare(n), id=f"n{n}", url=f"https://n.example/{n}", outlet="", source_id="n") for n in range(3)]
    undated = replace(rare(9), published=None)
    store_drafts(store, *map(rare, range(3)), *map(often, range(3)), *nameless, undated)
    profiles = source_history.profiles(store)
    assert profiles.personal == {"rare", "n"}
    assert profiles.kind(undated) == "page"


def test_the_tags_of_a_feed_say_what_its_source_is(store: Store) -> None:
    feed = replace(source("tagged"), tags=("blogs", "sport"))
    news = replace(article("t", outlet="Tagged"), source_id=feed.id)
    plan = Plan(SourceState(feed, place=0), (SeenEntry(news.id, "print", news.id),), (Draft(news),))
    sources.configure(store, [feed])
    sources.write_plan(store, plan)
    assert source_history.profiles(store).personal == {"tagged"}


def test_of_busy_feeds_only_the_last_articles_are_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_history, "LATEST", NEWEST)
    store_drafts(store, *(often(NEWEST + n) for n in range(NEWEST)), *map(often, range(NEWEST)))
    assert source_history.profiles(store).dated == {"often"}
    store.run("UPDATE article SET published = NULL WHERE number > ?", (NEWEST,))
    assert source_history.profiles(store).dated == frozenset()


def test_a_feed_without_late_articles_keeps_its_profile(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_history, "LATEST", NEWEST)
    store_drafts(store, *map(rare, range(3)))
    store_drafts(store, *map(often, range(NEWEST)))
    assert source_history.profiles(store).personal == {"rare"}
    monkeypatch.setattr(source_history, "LATEST", NEWEST // 2)  # twice as many in all
    assert source_history.profiles(store).personal == frozenset()


def test_the_record_of_shared_stories_is_that_of_earlier_days(store: Store) -> None:
    for n in range(LEAST_KNOWN):
        with_thread(store, f"t{n}", rare(n), often(n))
    store.run("UPDATE thread SET outlets = 2")
    key_values.put(store, key_values.ARRIVED, NOON + source_history.SETTLED)
    assert source_history.profiles(store).personal == {"rare"}
    key_values.put(store, key_values.ARRIVED, NOON + source_history.SETTLED + timedelta(seconds=1))
    assert source_history.profiles(store).personal == frozenset()
    store.run("UPDATE thread SET outlets = 1")
    assert source_history.profiles(store).personal == {"rare"}

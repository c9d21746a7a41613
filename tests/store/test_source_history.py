"""Profiles of sources from the last stored articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from briefing.store import Store, key_values, source_history
from briefing.threads.source_profiles import LEAST_KNOWN, UNKNOWN
from tests.store.factories import NOON, article, hours, store_drafts, with_thread

WEEK = timedelta(weeks=1)


def test_an_empty_store_has_no_profiles(store: Store) -> None:
    assert source_history.profiles(store) == UNKNOWN


def test_profiles_are_those_of_the_stored_articles(store: Store) -> None:
    rare = [article(f"r{n}", outlet="Rare", published=NOON - n * WEEK) for n in range(3)]
    named_by_feed = [replace(each, id=f"f{each.id}", url=f"{each.url}/f", outlet="", source_id="feed") for each in rare]
    often = [article(f"o{n}", outlet="Often", published=hours(-n)) for n in range(3)]
    undated = article("u", outlet="Rare", published=None)
    store_drafts(store, *rare, *named_by_feed, *often, undated)
    profiles = source_history.profiles(store)
    assert "rare" in profiles.personal
    assert "often" not in profiles.personal
    assert len(profiles.personal) == 2
    assert profiles.kind(undated) == "page"


def test_only_the_last_articles_are_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_history, "LATEST", 2)
    store_drafts(store, *(article(f"r{n}", outlet="Rare", published=NOON - n * WEEK) for n in range(3)))
    assert source_history.profiles(store) == UNKNOWN


def test_the_record_of_shared_stories_is_that_of_earlier_days(store: Store) -> None:
    for n in range(LEAST_KNOWN):
        rare = article(f"r{n}", outlet="Rare", published=NOON - n * WEEK)
        with_thread(store, f"t{n}", rare, article(f"o{n}", outlet="Often"))
    store.run("UPDATE thread SET outlets = 2")
    key_values.put(store, key_values.ARRIVED, NOON + source_history.SETTLED)
    assert source_history.profiles(store).personal == {"rare"}
    key_values.put(store, key_values.ARRIVED, NOON + source_history.SETTLED + timedelta(seconds=1))
    assert source_history.profiles(store).personal == frozenset()
    store.run("UPDATE thread SET outlets = 1")
    assert source_history.profiles(store).personal == {"rare"}

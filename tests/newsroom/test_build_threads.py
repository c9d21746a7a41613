"""Stored threads follow the clusters, also when clustering revises them."""

from __future__ import annotations

from datetime import datetime

import pytest

from briefing.config import Config, ThreadsConfig
from briefing.model import Article
from briefing.newsroom import mark_thread_read, open_thread
from briefing.newsroom.stories.build_threads import thread_pending
from briefing.store import Store, clusters, threads
from briefing.threads.clustering import related_threads
from tests.store.factories import store_drafts
from tests.threads import factories as f
from tests.threads.test_related_threads import BAKERY, LANDING, STRIKE

ANYTHING = Config(threads=ThreadsConfig(similarity=0.001))
NOTHING = Config(threads=ThreadsConfig(similarity=1.0))


def thread_texts(store: Store, config: Config, *texts: str, at: datetime) -> list[Article]:
    made = [f.arrived(f.item(text, at=at), at).article for text in texts]
    store_drafts(store, *made)
    thread_pending(store, config, at, lambda progress: None)
    return made


def homes(store: Store) -> dict[str, str]:
    return dict(store.rows("SELECT id, thread_id FROM article"))


def agree(store: Store) -> None:
    """Check that threads, their members and the state of the clusterer agree."""
    state = clusters.read(store)
    assert state is not None
    assert {id_: part.thread_id for part in state.parts for id_ in part.articles} == homes(store)
    listed = threads.listed(store)
    assert {each.thread.id: set(each.thread.article_ids) for each in listed} == {
        home: {id_ for id_, other in homes(store).items() if other == home} for home in homes(store).values()
    }
    assert sum(each.articles for each in listed) == threads.totals(store)[1] == len(homes(store))
    assert all(threads.successor(store, each.thread.id) == "" for each in listed)


def test_articles_that_belong_elsewhere_move(store: Store) -> None:
    quake, call = thread_texts(store, ANYTHING, f.QUAKE_THREE, f.CALL, at=f.NOON)
    thread_texts(store, ANYTHING, f"{f.QUAKE_TWO} {f.CALL_TWO}", at=f.hours(1))
    welded = homes(store)[call.id]
    assert homes(store)[quake.id] == welded
    thread_texts(store, Config(), f.CALL_TWO, f.QUAKE, at=f.hours(2))
    agree(store)
    thread_ids = {homes(store)[quake.id], homes(store)[call.id]}
    assert len(thread_ids) == 2 and welded in thread_ids


def test_a_thread_that_is_told_apart_again_answers_to_its_own_id(store: Store) -> None:
    quake, call = thread_texts(store, NOTHING, f.QUAKE_THREE, f.CALL, at=f.NOON)
    first = homes(store)
    until = f.hours(1)
    for id_ in first.values():
        mark_thread_read(store, id_, until)
    thread_texts(store, ANYTHING, f"{f.QUAKE_TWO} {f.CALL_TWO}", at=f.hours(2))
    (kept,) = {*homes(store).values()}
    (ended,) = {*first.values()} - {kept}
    assert threads.successor(store, ended) == kept
    agree(store)
    thread_texts(store, Config(), f.CALL_TWO, f.QUAKE, at=f.hours(3))
    agree(store)
    assert {homes(store)[quake.id], homes(store)[call.id]} == {kept, ended}
    again = threads.find(store, [ended])[ended]
    assert again.state.read_until == until


def test_threads_of_one_saga_are_stored_as_related(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related_threads, "LEAST", 5.0)  # the store is small
    config = Config(threads=ThreadsConfig(similarity=0.75))
    landing, bakery = thread_texts(store, config, LANDING, BAKERY, at=f.NOON)
    (strike,) = thread_texts(store, config, STRIKE, at=f.hours(2))
    ids = homes(store)
    (related,) = open_thread(store, ids[landing.id]).related
    assert related.id == ids[strike.id]
    assert related.title == open_thread(store, ids[strike.id]).thread.title
    assert [each.id for each in open_thread(store, ids[strike.id]).related] == [ids[landing.id]]
    assert open_thread(store, ids[bakery.id]).related == ()

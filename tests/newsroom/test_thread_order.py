"""The order in which threads are told apart by age, and arrivals that never go back."""

from __future__ import annotations

from datetime import timedelta

from briefing.newsroom.stories.build_threads import _arrival, by_age
from briefing.store import Store, key_values, threads
from tests.newsroom.conftest import NOON, hours
from tests.store.factories import article, with_thread


def test_oldest_thread_is_the_first_that_arrived_then_the_first_that_was_published(store: Store) -> None:
    for name, arrived in (("late", 1), ("dated", 0), ("undated", 0), ("early", 0), ("a", 0)):
        with_thread(store, name, article(name, arrived=hours(arrived)))
    for name, first in (("late", -9), ("dated", 5), ("early", -5)):
        store.run("UPDATE thread SET first = ? WHERE id = ?", (round(hours(first).timestamp() * 1e6), name))
    store.run("UPDATE thread SET first = NULL WHERE id IN ('undated', 'a')")
    assert [row.thread.id for row in sorted(threads.listed(store), key=by_age)] == [
        "early",
        "dated",
        "a",
        "undated",
        "late",
    ]


def test_each_batch_arrives_later_than_the_one_before(store: Store) -> None:
    assert _arrival(store, NOON) == NOON
    key_values.put(store, key_values.ARRIVED, NOON)
    microsecond = timedelta(microseconds=1)
    for now, arrival in ((hours(1), hours(1)), (NOON, NOON + microsecond), (hours(-1), NOON + microsecond)):
        assert _arrival(store, now) == arrival

"""The order in which threads are told apart by age, and arrivals that never go back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from briefing.config import Config
from briefing.newsroom.ingest.pipeline import _mend_arrivals
from briefing.newsroom.results import Progress
from briefing.newsroom.stories.build_threads import _arrival, by_age, thread_pending
from briefing.store import Store, key_values, threads
from briefing.store.columns import to_micros
from tests.newsroom.conftest import NOON, hours
from tests.store.factories import article, store_drafts, with_thread


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


def test_progress_counts_new_and_changed_articles_together(store: Store) -> None:
    one, two = article("one"), article("two")
    store_drafts(store, one)
    thread_pending(store, Config(), NOON, lambda _: None)
    store_drafts(store, replace(one, text="Another text."), two)
    steps: list[Progress] = []
    result = thread_pending(store, Config(), hours(1), steps.append)
    assert (result.new, result.updated) == (1, 1)
    assert [(step.done, step.total) for step in steps if step.stage == "threads"] == [(0, 2), (2, 2)]
    assert [(step.done, step.total) for step in steps if step.stage == "articles"] == [(0, 2), (2, 2)]


@pytest.mark.parametrize(("earlier", "later", "is_mended"), [(2, 1, True), (1, 1, False), (1, 2, False), (0, 0, False)])
def test_arrivals_of_the_future_are_mended_where_most_dates_are_of_the_past(
    store: Store, earlier: int, later: int, is_mended: bool
) -> None:
    future = hours(100)
    for number in range(earlier + later):
        published = NOON if number < earlier else hours(90)
        with_thread(store, f"t{number}", article(str(number), arrived=future, published=published))
    key_values.put(store, key_values.ARRIVED, future)
    _mend_arrivals(store, NOON)
    assert key_values.get(store, key_values.ARRIVED) == (NOON if is_mended else future)


def test_arrival_of_the_next_day_is_no_wrong_clock(store: Store) -> None:
    with_thread(store, "t", article("a", arrived=hours(24), published=NOON))
    for ahead, is_mended in ((hours(24), False), (hours(24.1), True)):
        store.run("UPDATE article SET fetched = ?", (to_micros(ahead),))
        key_values.put(store, key_values.ARRIVED, ahead)
        _mend_arrivals(store, NOON)
        assert key_values.get(store, key_values.ARRIVED) == (NOON if is_mended else ahead)

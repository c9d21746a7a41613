"""Which date and arrival of an article count when its feed gives another date: pure decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from briefing.model import Article
from briefing.newsroom.ingest.corrections import Clock, clock_of, with_date
from briefing.newsroom.ingest.entry_keys import ParsedEntry
from briefing.store.stored_values import SeenEntry
from tests.newsroom.conftest import NOON, hours
from tests.table import table

DAY = timedelta(days=1)
SLACK = timedelta(minutes=10)
"""Tolerance for clocks."""
LEAST = timedelta(minutes=1)
"""Smallest change of a date."""
SECOND = timedelta(seconds=1)
LONG_AGO, REQUESTED = hours(-999), hours(-1)
ARTICLE = Article("id", "", "Title", "Text.", fetched=NOON)


def dated(
    old: datetime | None,
    new: datetime | None,
    now: datetime,
    *,
    before: datetime | None = LONG_AGO,
    arrival: datetime = NOON,
    requested: datetime | None = REQUESTED,
    shared: frozenset[datetime] = frozenset(),
) -> tuple[datetime | None, datetime | None]:
    """Date and arrival that count of an article with the date `old` whose feed says `new`, after it said `before`."""
    known = SeenEntry("k", "f", "id", published=before)
    stored = replace(ARTICLE, published=old, fetched=arrival)
    clock = Clock(now, requested, shared)
    taken = with_date(stored, replace(ARTICLE, published=new), SeenEntry("k", "f", "id", published=new), known, clock)
    return taken.published, taken.fetched


def test_date_that_is_added_counts_and_one_that_is_missing_changes_nothing() -> None:
    assert dated(None, hours(-3), hours(1)) == (hours(-3), NOON)
    assert dated(None, hours(9), hours(1)) == (hours(1), NOON)
    assert dated(hours(-3), None, hours(1)) == (hours(-3), NOON)


def test_article_without_an_arrival_arrives_now() -> None:
    stored = replace(ARTICLE, published=None, fetched=None)
    taken = with_date(stored, ARTICLE, SeenEntry("k", "f", "id"), None, Clock(hours(1)))
    assert (taken.published, taken.fetched) == (None, hours(1))


@pytest.mark.parametrize("sign", [1, -1])
def test_change_of_less_than_a_minute_is_none(sign: int) -> None:
    old = hours(-50)
    assert dated(old, old + sign * LEAST, hours(60)) == (old + sign * LEAST, NOON)
    assert dated(old, old + sign * (LEAST - SECOND), hours(60)) == (old, NOON)


def test_date_that_the_feed_said_before_is_no_change() -> None:
    assert dated(hours(-50), hours(-40), hours(1), before=hours(-40)) == (hours(-50), NOON)
    assert dated(hours(-50), hours(-40), hours(1), before=None) == (hours(-40), NOON)


@table(
    ("late", "is_made_up"),
    [(SLACK, True), (-SLACK, True), (SLACK + SECOND, False), (-SLACK - SECOND, False)],
)
def test_date_that_moved_with_the_clock_is_made_up(late: timedelta, is_made_up: bool) -> None:
    old, new = hours(-5), hours(-2) + late
    assert dated(old, new, hours(3)) == (old if is_made_up else new, NOON)


@table(
    ("old", "new", "now", "is_made_up"),
    [
        (NOON - DAY, hours(3) - DAY, hours(3), True),
        (NOON - DAY - SECOND, hours(3) - DAY - SECOND, hours(3), False),
        (hours(-1) - DAY / 2, hours(9) - DAY / 2, hours(10), True),
        (hours(-5), hours(-5) - SECOND * 61, NOON, False),
        (hours(-5), hours(1) - SLACK, hours(1), True),
        (hours(-5), hours(1) - SLACK - SECOND, hours(1), False),
    ],
)
def test_made_up_date_is_of_the_last_day_as_the_one_before_was(
    old: datetime, new: datetime, now: datetime, is_made_up: bool
) -> None:
    assert dated(old, new, now) == (old if is_made_up else new, NOON)


def test_new_date_of_several_entries_is_made_up() -> None:
    old, new = hours(-5), hours(-1)
    assert dated(old, new, hours(9), shared=frozenset((new,))) == (old, NOON)
    assert dated(old, new, hours(9), shared=frozenset((old,))) == (new, NOON)
    assert dated(old, hours(-9), hours(9), shared=frozenset((hours(-9),))) == (hours(-9), NOON)


@pytest.mark.parametrize("before", [None, hours(40)])
def test_date_of_the_future_stays_the_arrival_unless_the_clock_was_behind(before: datetime | None) -> None:
    future = hours(40)
    for requested, is_taken in ((hours(20), True), (hours(20) + SECOND, False), (None, True)):
        taken = dated(NOON, future, hours(50), before=before, requested=requested)
        assert taken == ((future, hours(50)) if is_taken else (NOON, NOON))
    assert dated(NOON, future, hours(40), before=before) == (future, hours(40))
    assert dated(NOON, future, hours(39), before=before) == (NOON, NOON)


def test_date_that_is_moved_into_the_future_is_a_change() -> None:
    assert dated(NOON, hours(40), hours(60), before=NOON) == (hours(40), NOON)
    assert dated(NOON - DAY, hours(40), hours(90), before=None) == (hours(40), NOON)
    assert dated(NOON - DAY + SECOND, hours(40), hours(90), before=None) == (hours(40), hours(90))
    assert dated(hours(-1), hours(24), hours(90), before=None, requested=hours(-1)) == (hours(24), NOON)


def test_dates_that_several_entries_give_anew_are_shared() -> None:
    def entry(published: datetime | None, before: datetime | None = None, *, is_known: bool = False) -> ParsedEntry:
        known = SeenEntry("k", "f", "id", published=before) if is_known else None
        return ParsedEntry(SeenEntry("k", "f", "id", published=published), ARTICLE, known=known)

    one, two, three, four = (hours(-number) for number in range(1, 5))
    entries = [entry(one), entry(one, two, is_known=True), entry(two), entry(None), entry(None)]
    entries += [entry(three, three, is_known=True), entry(three, three, is_known=True), entry(four)]
    assert clock_of(entries, NOON, hours(-1)) == Clock(NOON, hours(-1), {one})

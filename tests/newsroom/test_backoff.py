"""When and where a feed is requested, decided without a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import FeedSchedule, Source
from briefing.newsroom.ingest.backoff import (
    after_failure,
    after_success,
    as_if_unread,
    is_due,
    postponed,
    without_penalty,
)
from briefing.store.stored_values import SourceState
from tests.newsroom.conftest import NOON, hours
from tests.table import table

FEED = Source("one", "feed", "https://one.example/feed", "One")
STATE = SourceState(FEED, place=1)
NEW = "https://two.example/feed"
SECOND = timedelta(seconds=1)
SLACK = timedelta(minutes=1)
MAX_WAIT = timedelta(days=1)
LEAP = timedelta(days=30)


def waits(failures: int, **answer: float) -> timedelta:
    """Wait of a feed after a number of consecutive failures."""
    state = after_failure(replace(STATE, failures=failures - 1), NOON, "no", **answer)  # type: ignore[arg-type]
    return state.ask_after - NOON if state.ask_after else timedelta(0)


def test_one_failure_is_forgiven_and_more_double_the_wait_up_to_a_day() -> None:
    assert waits(1) == timedelta(0)
    assert waits(2) == timedelta(minutes=30) - SLACK
    assert waits(3) == timedelta(minutes=60) - SLACK
    assert waits(20) == waits(2000) == MAX_WAIT - SLACK


def test_busy_server_is_left_alone_at_once_for_as_long_as_it_says() -> None:
    assert waits(1, status=429) == timedelta(minutes=30) - SLACK
    assert waits(1, status=503, retry_after=7200) == timedelta(hours=2)
    assert waits(1, status=429, retry_after=1) == timedelta(minutes=30) - SLACK
    assert waits(1, status=429, retry_after=1e12) == MAX_WAIT
    assert waits(1, status=404, retry_after=7200) == timedelta(0)


@table(("max_age", "minutes"), [(None, 0), (0, 0), (59, 0), (600, 9), (31_536_000, 29), (1e300, 29)])
def test_server_that_says_there_is_nothing_new_is_believed_within_bounds(max_age: float | None, minutes: int) -> None:
    after = after_success(STATE, NOON, max_age=max_age).ask_after
    assert after == (NOON + timedelta(minutes=minutes) if minutes else None)


def test_hourly_run_that_comes_seconds_early_is_punctual() -> None:
    state = after_failure(replace(STATE, failures=2), NOON, "no")
    assert not is_due(state, NOON + timedelta(minutes=58))
    assert is_due(state, NOON + timedelta(minutes=59, seconds=1))


def test_clock_put_back_does_not_silence_a_feed() -> None:
    state = after_failure(replace(STATE, failures=9), hours(24 * 365), "no")
    assert not is_due(state, hours(24 * 365))
    assert is_due(state, NOON)


def test_feed_that_is_gone_is_asked_no_more_and_lives_again_with_an_answer() -> None:
    gone = after_failure(STATE, NOON, "HTTP 410 Gone", status=410)
    assert gone.gone and not is_due(gone, hours(24 * 365))
    assert "410" in gone.error
    back = after_success(gone, hours(1))
    assert (back.gone, back.failures, back.error) == (False, 0, "")


def test_feed_that_has_moved_is_asked_there_until_that_fails() -> None:
    moved = after_success(STATE, NOON, moved_to=NEW)
    assert moved.moved_to == NEW
    assert after_success(moved, hours(1)).moved_to == NEW
    assert after_success(moved, hours(1), moved_to="https://three.example/").moved_to == "https://three.example/"
    for status in (0, 404, 410, 503):
        back = after_failure(moved, hours(1), "no", status=status)
        assert (back.moved_to, back.gone) == ("", False)


def test_feed_that_moves_back_has_not_moved() -> None:
    assert after_success(after_success(STATE, NOON, moved_to=NEW), hours(1), moved_to=FEED.location).moved_to == ""


def test_own_network_that_is_down_is_no_fault_of_the_feeds() -> None:
    before = [replace(STATE, failures=n, source=replace(FEED, id=str(n))) for n in range(3)]
    after = without_penalty(before, [after_failure(state, NOON, "no such host") for state in reversed(before)])
    assert {s.source.id: s.failures for s in after} == {"0": 1, "1": 1, "2": 2}
    assert all(state.ask_after is None and state.error for state in after)


def test_feed_is_due_at_its_time_and_where_that_is_too_far_away() -> None:
    for after, due in (
        (NOON, True),
        (NOON + SECOND, False),
        (NOON + MAX_WAIT, False),
        (NOON + MAX_WAIT + SECOND, True),
    ):
        assert is_due(replace(STATE, ask_after=after), NOON) is due
    assert is_due(STATE, NOON)
    assert not is_due(replace(STATE, gone=True), NOON)


def test_feed_is_read_whole_after_a_leap_of_the_clock() -> None:
    state = replace(STATE, etag="e", last_modified="m", body_hash="h", checked=NOON)
    bare = replace(state, etag="", last_modified="", body_hash="")
    for now, after in (
        (NOON + LEAP - SECOND, state),
        (NOON + LEAP, bare),
        (NOON - SLACK, state),
        (NOON - SLACK - SECOND, bare),
    ):
        assert as_if_unread(state, now) == after
    seed = replace(state, source=replace(FEED, kind="file"))
    assert as_if_unread(seed, NOON + LEAP) == seed
    never = replace(state, checked=None)
    assert as_if_unread(never, NOON + LEAP) == never


def test_pause_that_a_server_demands_is_kept_within_a_day() -> None:
    for seconds, wait in ((60, None), (61, timedelta(seconds=61)), (1e12, MAX_WAIT)):
        assert postponed(STATE, NOON, seconds).ask_after == (NOON + wait if wait else None)


def test_freshness_and_retries_of_zero_are_none() -> None:
    assert after_success(STATE, NOON, max_age=60).ask_after is None
    assert after_success(STATE, NOON, max_age=61).ask_after == NOON + SECOND
    assert waits(2, status=429, retry_after=0) == timedelta(minutes=60) - SLACK


@given(st.integers(0, 10**6), st.sampled_from([0, 404, 429, 503]), st.none() | st.floats(0, 1e308))
def test_no_feed_is_left_alone_for_longer_than_a_day(failures: int, status: int, retry_after: float | None) -> None:
    state = after_failure(replace(STATE, failures=failures), NOON, "no", status=status, retry_after=retry_after)
    assert is_due(state, NOON + MAX_WAIT)


def scheduled(**keys: object) -> SourceState:
    return replace(STATE, schedule=FeedSchedule(**keys))  # type: ignore[arg-type]


@pytest.mark.parametrize(("minutes", "wait"), [(0, 0), (1, 0), (10, 9), (30, 29), (1440, 29), (999_999, 29)])
def test_ttl_of_a_feed_is_believed_within_bounds(minutes: int, wait: int) -> None:
    after = after_success(scheduled(minutes=minutes), NOON, max_age=0).ask_after
    assert (after - NOON if after else timedelta(0)) == timedelta(minutes=wait)


@pytest.mark.parametrize(
    ("at", "hours", "days", "until"),
    [
        ("2026-03-01T03:20", range(7), (), "2026-03-01T06:59"),
        ("2026-03-01T22:20", (22, 23, 0, 1), (), "2026-03-02T01:59"),
        ("2026-03-01T12:20", range(7), (), None),
        ("2026-03-01T12:20", (), (6,), "2026-03-01T23:59"),  # a Sunday
        ("2026-02-28T12:20", (), (5, 6), "2026-03-01T08:19"),  # no longer than 20 hours
        ("2026-03-01T23:10", (), (6,), "2026-03-01T23:59"),
    ],
)
def test_feed_is_read_once_in_hours_and_days_that_it_skips(
    at: str, hours: Sequence[int], days: tuple[int, ...], until: str | None
) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    after = after_success(scheduled(skip_hours=tuple(hours), skip_days=days), now).ask_after
    assert after == (datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None)


def test_run_once_a_day_reads_a_feed_whatever_it_asks_for() -> None:
    state = scheduled(minutes=999_999, skip_hours=tuple(range(23)), skip_days=(0, 1, 2, 3, 4, 5))
    for day in range(20):
        now = NOON + timedelta(days=day, minutes=-90 * (day % 2))
        assert is_due(state, now), day
        state = after_success(state, now)

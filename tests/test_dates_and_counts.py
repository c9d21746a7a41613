from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from briefing.dates_and_counts import ago, count, day_and_time, day_range, short_age, short_day, short_time
from tests.table import table

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


@table(
    ("passed", "short", "long"),
    [
        (timedelta(hours=-3), "now", "just now"),
        (timedelta(seconds=59), "now", "just now"),
        (timedelta(minutes=5), "5m", "5 min ago"),
        (timedelta(hours=23, minutes=59), "23h", "23 h ago"),
        (timedelta(days=1), "1d", "1 day ago"),
        (timedelta(days=13), "13d", "13 days ago"),
        (timedelta(days=15), "2w", "15 days ago"),
        (timedelta(days=800), "2y", "800 days ago"),
    ],
)
def test_how_long_ago(passed: timedelta, short: str, long: str) -> None:
    assert short_age(NOW - passed, NOW) == short
    assert ago(NOW - passed, NOW) == long


def test_ages_take_four_columns_at_most() -> None:
    assert all(len(short_age(NOW - timedelta(days=days), NOW)) <= 4 for days in range(0, 300_000, 97))


@table(
    ("when", "told", "dated"),
    [
        (NOW - timedelta(hours=2), "10:30", "1 Mar 10:30"),
        (NOW - timedelta(days=2), "27 Feb 12:30", "27 Feb 12:30"),
        (NOW - timedelta(days=90), "1 Dec 2025", "1 Dec 2025"),
        (None, "", ""),
        (datetime.max.replace(tzinfo=UTC), "31 Dec 9999", "31 Dec 9999"),
    ],
)
def test_times_tell_what_is_not_plain(when: datetime | None, told: str, dated: str) -> None:
    assert short_time(when, NOW, UTC) == told
    assert short_time(when, NOW, UTC, dated=True) == dated


def test_times_are_local() -> None:
    assert short_time(NOW, NOW, timezone(timedelta(hours=-5))) == "07:30"
    assert short_time(datetime.max.replace(tzinfo=UTC), NOW, timezone(timedelta(hours=5))) == "31 Dec 9999"


@table(
    ("number", "noun", "words"),
    [
        (1, "copy", "1 copy"),
        (2, "copy", "2 copies"),
        (0, "story", "0 stories"),
        (3, "day", "3 days"),
        (1, "day", "1 day"),
        (2, "story", "2 stories"),
        (1200, "thread", "1,200 threads"),
    ],
)
def test_counts_have_their_noun(number: int, noun: str, words: str) -> None:
    assert count(number, noun) == words


@table(
    ("first", "last", "words"),
    [
        (datetime(2026, 1, 7, 12), datetime(2026, 1, 7, 18), "7 Jan 2026"),
        (datetime(2026, 1, 7, 12), datetime(2026, 1, 10, 12), "7–10 Jan 2026"),
        (datetime(2026, 1, 30, 12), datetime(2026, 2, 2, 12), "30 Jan – 2 Feb 2026"),
        (datetime(2025, 12, 31, 12), datetime(2026, 1, 1, 12), "31 Dec 2025 – 1 Jan 2026"),
        (None, datetime(2026, 1, 1, 12), "1 Jan 2026"),
        (None, None, ""),
    ],
)
def test_ranges_of_days(first: datetime | None, last: datetime | None, words: str) -> None:
    first, last = (time and time.replace(tzinfo=UTC) for time in (first, last))
    assert day_range(first, last, UTC) == words


def test_dates_are_local() -> None:
    assert day_and_time(datetime(2026, 1, 1, 3, tzinfo=UTC), timezone(timedelta(hours=-5))) == "31 Dec 2025, 22:00"


@pytest.mark.parametrize("place", ["America/Bogota", "Asia/Tokyo", "UTC"])
def test_a_day_is_the_same_in_every_zone(place: str, local_zone: Callable[[str], None]) -> None:
    local_zone(place)
    for zone in (None, UTC, ZoneInfo(place)):
        assert short_day(datetime(2026, 1, 7, tzinfo=UTC), NOW, zone) == "7 Jan"
        assert short_day(datetime(2001, 1, 7, tzinfo=UTC), NOW, zone) == "7 Jan 2001"
    assert short_day(datetime(1, 1, 1, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC), None) == "1 Jan"

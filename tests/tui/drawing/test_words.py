from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from briefing.tui.drawing.words import age, ago, count, day, moment

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
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
    assert age(NOW - passed, NOW) == short
    assert ago(NOW - passed, NOW) == long


def test_ages_take_four_columns_at_most() -> None:
    assert all(len(age(NOW - timedelta(days=days), NOW)) <= 4 for days in range(0, 300_000, 97))


@pytest.mark.parametrize(
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
    assert moment(when, NOW, UTC) == told
    assert moment(when, NOW, UTC, dated=True) == dated


def test_times_are_local() -> None:
    assert moment(NOW, NOW, timezone(timedelta(hours=-5))) == "07:30"
    assert moment(datetime.max.replace(tzinfo=UTC), NOW, timezone(timedelta(hours=5))) == "31 Dec 9999"


def test_counts_have_their_noun() -> None:
    assert (count(1, "copy", "copies"), count(2, "copy", "copies"), count(1200, "thread")) == (
        "1 copy",
        "2 copies",
        "1,200 threads",
    )


@pytest.mark.parametrize("place", ["America/Bogota", "Asia/Tokyo", "UTC"])
def test_a_day_is_the_same_in_every_zone(place: str, local_zone: Callable[[str], None]) -> None:
    local_zone(place)
    for zone in (None, UTC, ZoneInfo(place)):
        assert day(datetime(2026, 1, 7, tzinfo=UTC), NOW, zone) == "7 Jan"
        assert day(datetime(2001, 1, 7, tzinfo=UTC), NOW, zone) == "7 Jan 2001"
    assert day(datetime(1, 1, 1, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC), None) == "1 Jan"

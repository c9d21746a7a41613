"""Times in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.query.times import moment
from tests.table import table

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@table(
    ("words", "back"),
    [("90m", timedelta(minutes=90)), ("24h", timedelta(1)), ("7 d", timedelta(7)), ("2W", timedelta(14))],
)
def test_span_is_counted_back(words: str, back: timedelta) -> None:
    assert moment(words, NOON) == NOON - back


def test_dates_are_local_unless_they_name_a_zone() -> None:
    assert moment("2026-01-31T10:00Z", NOON) == datetime(2026, 1, 31, 10, tzinfo=UTC)
    assert moment("2026-01-31", NOON) == datetime(2026, 1, 31).astimezone()
    assert moment("2026", NOON) == moment("2026-01", NOON) == datetime(2026, 1, 1).astimezone()
    assert moment("2026-02", NOON) == datetime(2026, 2, 1).astimezone()
    assert moment("today", NOON) - moment("yesterday", NOON) == timedelta(1)


def test_more_than_all_times_is_all_times() -> None:
    assert moment("999999w", NOON) == datetime.min.replace(tzinfo=UTC)


@table("words", ["", "tomorrow", "5y", "2026-02-30", "2026-13", "0000", "-2d", "31.1.2026"])
def test_what_is_no_time_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="use a span"):
        moment(words, NOON)


@given(st.text(max_size=20))
def test_any_words_are_a_time_or_refused(words: str) -> None:
    try:
        assert moment(words, NOON).utcoffset() == timedelta(0)
    except ValueError:
        return

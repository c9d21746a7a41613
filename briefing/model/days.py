"""Dates without a time of day: the same day in every zone.

A date is represented as a `datetime`, so that it sorts, is stored and is passed to other processes like any time:
midnight UTC plus one microsecond. A time at midnight has no microsecond, so the two are not confused.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

_MARK = timedelta(microseconds=1)
EARLIEST_ZONE = timedelta(hours=14)
"""How long before midnight UTC a day begins in the earliest time zone."""


def whole_day(day: date) -> datetime:
    """The time that represents a date without a time of day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + _MARK


def is_whole_day(when: datetime | None) -> bool:
    """Whether a time represents a date without a time of day."""
    return when is not None and when.microsecond == 1 and not (when.second or when.minute or when.hour)


def midnight(when: datetime) -> datetime:
    """A time without the date-only marker: midnight UTC for a date, any other time unchanged."""
    return when - _MARK if is_whole_day(when) else when


def in_zone(when: datetime, zone: tzinfo | None) -> datetime:
    """A time in the zone `zone` (None for the system's); a date begins at midnight in every zone."""
    if not is_whole_day(when):
        return when.astimezone(zone)
    local = midnight(when).replace(tzinfo=zone)
    return local if zone else local.astimezone()


def wall_clock(when: datetime) -> datetime:
    """Local wall-clock time, labelled as UTC, for comparison with dates."""
    try:
        return when.astimezone().replace(tzinfo=UTC)
    except (OverflowError, ValueError):  # at the edges of what times can be
        return when


def not_after(when: datetime | None, now: datetime) -> datetime | None:
    """The earlier of a time and `now`; a date counts as past as soon as it has begun in any time zone."""
    if when is None or when <= now or (is_whole_day(when) and when - EARLIEST_ZONE <= now):
        return when
    return now

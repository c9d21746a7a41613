"""Dates without a time of day: the same day in every zone.

Such a day is kept as a time like any other, so that it sorts, is stored and crosses processes like one: midnight UTC
and one microsecond. An instant at midnight has no microsecond, so the two are not confused.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

_MARK = timedelta(microseconds=1)
EARLIEST_ZONE = timedelta(hours=14)
"""How long before midnight UTC a day begins where it begins first."""


def whole_day(day: date) -> datetime:
    """The time that stands for a day, of which only the date counts."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + _MARK


def is_whole_day(when: datetime | None) -> bool:
    """Whether a time stands for a day."""
    return when is not None and when.microsecond == 1 and not (when.second or when.minute or when.hour)


def midnight(when: datetime) -> datetime:
    """A time without the mark of a day: midnight UTC for a day, any other time as it is."""
    return when - _MARK if is_whole_day(when) else when


def in_zone(when: datetime, zone: tzinfo | None) -> datetime:
    """A time as clocks of `zone` show it, None for the system's own; a day begins at midnight in every zone."""
    if not is_whole_day(when):
        return when.astimezone(zone)
    local = midnight(when).replace(tzinfo=zone)
    return local if zone else local.astimezone()


def wall_clock(when: datetime) -> datetime:
    """What clocks here show at a time, as if it were UTC: what days are compared with."""
    try:
        return when.astimezone().replace(tzinfo=UTC)
    except (OverflowError, ValueError):  # at the edges of what times can be
        return when


def not_after(when: datetime | None, now: datetime) -> datetime | None:
    """A time, but `now` for one in the future; a day is in the future where it has begun nowhere yet."""
    if when is None or when <= now or (is_whole_day(when) and when - EARLIEST_ZONE <= now):
        return when
    return now

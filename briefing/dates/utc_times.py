"""Aware UTC times from numbers: calendar dates with clock and offset, Unix times.

Years outside 1980 to 2100 give None.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from briefing.model.days import whole_day

Day = tuple[int, int, int]
"""Year, month and day."""


Clock = tuple[int, int, int]
"""Hour, minute and second."""


FIRST_YEAR, LAST_YEAR = 1980, 2100
"""Range of plausible years; other dates come from clocks that were never set."""


_MAX_OFFSET = timedelta(hours=14)


def to_utc(time: datetime) -> datetime | None:
    """A time in UTC, one without zone taken for UTC; None if the year is implausible."""
    try:
        time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return time if FIRST_YEAR <= time.year <= LAST_YEAR else None


def utc_time(numbers: Day, clock: Clock | None = None, offset: timedelta = timedelta(0)) -> datetime | None:
    """Time in UTC of a year, month and day, an hour, minute and second, and the zone's offset from UTC.

    Without `clock` it is a day. 24:00 is the next midnight, a leap second the second after it. None for invalid times
    and offsets.
    """
    if clock is None:
        try:
            return to_utc(whole_day(date(*numbers)))
        except ValueError:
            return None
    hour, minute, second = clock
    if second > 60 or minute > 59 or hour > 24 or (hour == 24 and (minute or second)) or abs(offset) > _MAX_OFFSET:
        return None
    try:
        return to_utc(datetime(*numbers, tzinfo=UTC) + timedelta(hours=hour, minutes=minute, seconds=second) - offset)
    except (ValueError, OverflowError):
        return None


def parse_unix_time(number: float) -> datetime | None:
    """Time, to the second, of a Unix time in seconds, milliseconds or microseconds; None if the year is implausible."""
    for unit in (1, 1_000, 1_000_000):
        if abs(number) < 10**11 * unit:
            try:
                return to_utc(datetime.fromtimestamp(number // unit, UTC))
            except (ValueError, OverflowError, OSError):
                return None
    return None

"""Dates as people and programs write them, to aware times in UTC; what is absurd or cannot be read is no date.

The forms of RFC 822 and ISO 8601, which nearly all feeds have, are read here; all others by `written_dates`, which is
imported for the first of them.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from briefing.model.days import whole_day

Day = tuple[int, int, int]
"""Year, month and day."""
Clock = tuple[int, int, int]
"""Hour, minute and second."""

FIRST_YEAR, LAST_YEAR = 1980, 2100
"""A date outside is a clock that was never set, or a joke."""
MAX_CHARS = 100
"""No date is longer."""
_RFC_822 = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun),? )?(\d\d?) (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) (\d{4}) "
    r"(\d\d):(\d\d)(?::(\d\d))? (?:gmt|utc?|z|([+-])(\d\d)([0-5]\d)|([a-z]{2,5}))",
    re.ASCII,
)
_W3C = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,12})?)?(?: ?z| ?([+-])(\d\d):?([0-5]\d))?)?",
    re.ASCII,
)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_MAX_OFFSET = timedelta(hours=14)


def sane(moment: datetime) -> datetime | None:
    """A time in UTC, one without zone taken for UTC; None where the year is absurd."""
    try:
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def parse_moment(text: str) -> datetime | None:
    """Time that a date names; None where nobody can tell.

    A day without time is a day (`model.days`), and so is midnight without zone. Another time without zone is UTC's; one
    with a zone that is not known is none.
    `25/11/2026` and `03/04/2026` begin with the day, `11/25/2026` with the month, as it cannot be otherwise.
    """
    text = text.strip()
    if not text or len(text) > MAX_CHARS:
        return None
    lower = text.lower()
    if match := _RFC_822.fullmatch(lower):
        day, month, year, hour, minute, second, sign, hours, minutes, zone = match.groups()
        numbers = (int(year), _MONTHS[month], int(day))
    elif match := _W3C.fullmatch(lower):
        year, month, day, hour, minute, second, sign, hours, minutes = match.groups()
        numbers, zone = (int(year), int(month), int(day)), ""
    else:
        return _written(text)
    clock = (int(hour or 0), int(minute or 0), int(second or 0))
    if zone:
        return _written(text, numbers, clock, zone)
    if hour is None or (clock == (0, 0, 0) and sign is None and lower[-1].isdigit()):
        return moment_of(numbers)
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return moment_of(numbers, clock, -offset if sign == "-" else offset)


def _written(text: str, day: Day = (0, 0, 0), clock: Clock = (0, 0, 0), zone: str = "") -> datetime | None:
    from briefing.sources.written_dates import offset_of, parse_written

    offset = offset_of(zone, day, clock) if zone else None
    return parse_written(text) if offset is None else moment_of(day, clock, offset)


def moment_of(numbers: Day, clock: Clock | None = None, offset: timedelta = timedelta(0)) -> datetime | None:
    """Time in UTC of a year, month and day, an hour, minute and second, and what the zone is ahead of UTC.

    Without `clock` it is the day. 24:00 is the next midnight, and a leap second the next second. None where there is no
    such time or zone.
    """
    if clock is None:
        try:
            return sane(whole_day(date(*numbers)))
        except ValueError:
            return None
    hour, minute, second = clock
    if second > 60 or minute > 59 or hour > 24 or (hour == 24 and (minute or second)) or abs(offset) > _MAX_OFFSET:
        return None
    try:
        return sane(datetime(*numbers, tzinfo=UTC) + timedelta(hours=hour, minutes=minute, seconds=second) - offset)
    except (ValueError, OverflowError):
        return None


def parse_stamp(number: float) -> datetime | None:
    """Time, to the second, of a Unix time in seconds, milliseconds or microseconds; None where the year is absurd."""
    for unit in (1, 1_000, 1_000_000):
        if abs(number) < 10**11 * unit:
            try:
                return sane(datetime.fromtimestamp(number // unit, UTC))
            except (ValueError, OverflowError, OSError):
                return None
    return None

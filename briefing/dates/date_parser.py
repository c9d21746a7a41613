"""Parses dates to aware times in UTC; implausible and unreadable dates give None.

RFC 822 and ISO 8601, which nearly all feeds use, are parsed here; all other formats by `written_dates`, which is
imported on first use.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from briefing.dates.utc_times import Clock, Day, utc_time

MAX_CHARS = 100
"""Maximum length of a date."""
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


def parse_date(text: str) -> datetime | None:
    """Parse a date; None if it is ambiguous or unreadable.

    A date without time gives a day (`model.days`), as does midnight without zone. Other times without zone are in UTC;
    one with an unknown zone gives None.
    `25/11/2026` and `03/04/2026` begin with the day, `11/25/2026` with the month, as there is no month 25.
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
        return utc_time(numbers)
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return utc_time(numbers, clock, -offset if sign == "-" else offset)


def _written(text: str, day: Day = (0, 0, 0), clock: Clock = (0, 0, 0), zone: str = "") -> datetime | None:
    from briefing.dates.written_dates import offset_of, parse_written_date

    offset = offset_of(zone, day, clock) if zone else None
    return parse_written_date(text) if offset is None else utc_time(day, clock, offset)

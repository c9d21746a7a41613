"""Formats times and counts. Pure: now and the zone are arguments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo

from briefing.model.days import in_zone, is_whole_day

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WEEK, YEAR = timedelta(weeks=1), timedelta(days=365)

BARS = "\u00a0▁▂▃▄▅▆▇█"


def count(number: int, one: str, many: str = "") -> str:
    """A count with its noun: `1 thread`, `1,200 threads`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def age(when: datetime | None, now: datetime) -> str:
    """Age in at most four columns: `now`, `5m`, `3h`, `9d`, `60w`, `3y`; empty if unknown."""
    if when is None:
        return ""
    passed = now - in_zone(when, None) if is_whole_day(when) else now - when
    if passed < MINUTE:
        return "now"
    units = ((HOUR, MINUTE, "m"), (DAY, HOUR, "h"), (2 * WEEK, DAY, "d"), (2 * YEAR, WEEK, "w"))
    return next((f"{passed // unit}{name}" for end, unit, name in units if passed < end), f"{passed // YEAR}y")


def ago(when: datetime, now: datetime) -> str:
    """Age in words: `just now`, `5 min ago`, `3 h ago`, `2 days ago`."""
    if is_whole_day(when):
        days = (now.astimezone().date() - when.date()).days
        return f"{count(days, 'day')} ago" if days > 0 else "today"
    passed = now - when
    if passed < MINUTE:
        return "just now"
    if passed < HOUR:
        return f"{passed // MINUTE} min ago"
    if passed < DAY:
        return f"{passed // HOUR} h ago"
    return f"{count(passed // DAY, 'day')} ago"


def moment(when: datetime | None, now: datetime, zone: tzinfo | None, *, dated: bool = False) -> str:
    """Short form of a time: `12:05` today, `1 Mar 12:05` this year, `1 Mar 2024` before; local to `zone`.

    A day without a time is `1 Mar`, in every zone.

    Args:
        when: None gives an empty text.
        now: current time, which decides what is omitted.
        zone: None is the system's own.
        dated: whether today's date is included.
    """
    if when is None:
        return ""
    if is_whole_day(when):
        return day(when, now, zone)
    try:
        local, today = when.astimezone(zone), now.astimezone(zone)
    except (OverflowError, ValueError):  # at the limits of datetime
        local, today = when, now
    if local.date() == today.date() and not dated:
        return f"{local:%H:%M}"
    if local.year == today.year:
        return f"{local.day} {local:%b %H:%M}"
    return f"{local.day} {local:%b} {local.year}"


def day(when: datetime, now: datetime, zone: tzinfo | None) -> str:
    """Short form of a day, given as midnight UTC and the same in every zone: `1 Mar` this year, `1 Mar 2024` before.

    Args:
        when: midnight UTC of the day.
        now: current time, which decides whether the year is omitted.
        zone: of the reader, for that; None is the system's own.
    """
    try:
        year = now.astimezone(zone).year
    except (OverflowError, ValueError):  # at the limits of datetime
        year = now.year
    told = when.astimezone(UTC)
    return f"{told.day} {told:%b}" if told.year == year else f"{told.day} {told:%b} {told.year}"


def sparkline(times: Iterable[datetime], columns: int = 24) -> str:
    """Histogram of times in equal intervals, of at least one day per column, as bars: `▃▁█`.

    Empty where all are of one day. A part without any is a blank of the width of a bar.
    """
    found = sorted(times)
    if not found or found[-1] - found[0] < DAY:
        return ""
    span = found[-1] - found[0]
    parts = min(columns, span // DAY + 1)
    counts = [0] * parts
    for time in found:
        counts[min(int((time - found[0]) / span * parts), parts - 1)] += 1
    most = max(counts)
    return "".join(BARS[-(-number * (len(BARS) - 1) // most)] for number in counts)

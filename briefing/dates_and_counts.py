"""Dates, ages and counts as words. Pure: the current time and the zone are arguments, None is the system's zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from briefing.model.days import in_zone, is_whole_day

if TYPE_CHECKING:
    from briefing.model import Article, Enclosure

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WEEK, YEAR = timedelta(weeks=1), timedelta(days=365)

_UNITS = ("kB", "MB", "GB", "TB")
_PLURAL_IN_IES = re.compile(r"(?<=[^aeiou])y$")


def count(number: int, noun: str) -> str:
    """A number with its noun: `1 article`, `1,200 articles`, `2 copies`, `2 days`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {_PLURAL_IN_IES.sub('ie', noun)}s"


def size(length: int) -> str:
    """A number of bytes in decimal units: `900 bytes`, `12.3 MB`."""
    if length < 1000:
        return count(length, "byte")
    value, unit = length / 1000, 0
    while value >= 999.95 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.1f} {_UNITS[unit]}"


def describe_enclosure(enclosure: Enclosure) -> str:
    """A file beside an article in words: `Episode 7 · audio/mpeg · 12.3 MB`; `File` if nothing is known of it."""
    facts = (enclosure.title, enclosure.type, size(enclosure.length) if enclosure.length else "")
    return " · ".join(filter(None, facts)) or "File"


def describe_supplements(article: Article) -> dict[str, str]:
    """The files beside an article and its page with comments, in words, by address."""
    notes = {each.url: describe_enclosure(each) for each in article.enclosures}
    return {article.comments: "Comments", **notes} if article.comments else notes


def day(when: datetime | None, zone: tzinfo | None) -> str:
    """A date such as `7 Jan 2026`; empty for None."""
    return f"{in_zone(when, zone):%-d %b %Y}" if when else ""


def long_day(when: datetime, zone: tzinfo | None) -> str:
    """A date such as `Wednesday, 7 January 2026`."""
    return f"{when.astimezone(zone):%A, %-d %B %Y}"


def day_and_time(when: datetime, zone: tzinfo | None) -> str:
    """A time such as `7 Jan 2026, 06:30`."""
    return f"{when.astimezone(zone):%-d %b %Y, %H:%M}"


def iso_minute(when: datetime, zone: tzinfo | None) -> str:
    """A time such as `2026-01-07 06:30`."""
    return f"{when.astimezone(zone):%Y-%m-%d %H:%M}"


def day_range(first: datetime | None, last: datetime | None, zone: tzinfo | None) -> str:
    """A date range: `7 Jan 2026`, `7–10 Jan 2026`, `30 Jan – 2 Feb 2026`."""
    begin, end = day(first, zone), day(last, zone)
    if not begin or not end or begin == end:
        return end or begin
    (first_day, first_month, first_year), (_, month, year) = begin.split(), end.split()
    if (first_month, first_year) == (month, year):
        return f"{first_day}–{end}"
    return f"{first_day} {first_month} – {end}" if first_year == year else f"{begin} – {end}"


def short_time(when: datetime | None, now: datetime, zone: tzinfo | None, *, dated: bool = False) -> str:
    """Short form of a time: `12:05` today, `1 Mar 12:05` this year, `1 Mar 2024` before; empty for None.

    A day without a time is `1 Mar`, in every zone. With `dated`, today's date is included.
    """
    if when is None:
        return ""
    if is_whole_day(when):
        return short_day(when, now, zone)
    try:
        local, today = when.astimezone(zone), now.astimezone(zone)
    except (OverflowError, ValueError):  # at the limits of datetime
        local, today = when, now
    if local.date() == today.date() and not dated:
        return f"{local:%H:%M}"
    if local.year == today.year:
        return f"{local.day} {local:%b %H:%M}"
    return f"{local.day} {local:%b} {local.year}"


def short_day(when: datetime, now: datetime, zone: tzinfo | None) -> str:
    """Short form of a day, given as midnight UTC and the same in every zone: `1 Mar` this year, `1 Mar 2024` before."""
    try:
        year = now.astimezone(zone).year
    except (OverflowError, ValueError):  # at the limits of datetime
        year = now.year
    date = when.astimezone(UTC)
    return f"{date.day} {date:%b}" if date.year == year else f"{date.day} {date:%b} {date.year}"


def short_age(when: datetime | None, now: datetime) -> str:
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

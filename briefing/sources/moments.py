"""Dates as people and programs write them, to aware times in UTC; what is absurd is no date."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST_YEAR, LAST_YEAR = 1980, 2100
"""A date outside is a clock that was never set, or a joke."""
_FORMATS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d.%m.%Y", "%Y/%m/%d", "%d %B %Y %H:%M")


def sane(moment: datetime) -> datetime | None:
    """Return a time in UTC, taking one without zone for UTC; None where the year is absurd."""
    try:
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def parse_moment(text: str) -> datetime | None:
    """Read ISO 8601, RFC 2822, and dates such as `3 March 2026`; None for anything else."""
    text = text.strip()[:64]
    try:
        return sane(datetime.fromisoformat(text))
    except ValueError:
        pass
    for pattern in _FORMATS:
        try:
            return sane(datetime.strptime(text, pattern))
        except ValueError:
            continue
    try:
        return sane(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None

"""Time expressions: spans counted back from now, days, dates."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

_SPAN = r"(\d{1,6})\s*(m|h|d|w)"
_MONTH = r"(\d{4})(?:-(\d{2}))?"
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
EARLIEST = datetime.min.replace(tzinfo=UTC)
"""The result for a span that goes further back than `datetime` does."""
LATEST = datetime(9999, 12, 30, tzinfo=UTC)
"""The result for a date that is later in UTC than `datetime` allows."""
KNOWN = "a span such as 24h, 7d or 2w, today, yesterday, or a date such as 2026-01-31"
"""Accepted forms, for messages."""


def moment(words: str, now: datetime) -> datetime:
    """Convert a time expression to a point in time, in UTC.

    Args:
        words: a span such as `90m`, `24h`, `7d` or `2w`, `today`, `yesterday` (from midnight, local time), a year or
            month such as `2026` or `2026-01` (its first day), or an ISO date or time (local where it names no zone).
        now: the time a span is counted back from; a span that is too long gives `EARLIEST`.

    Raises:
        ValueError: the words are not a time expression.
    """
    expression = words.strip().lower()
    if span := re.fullmatch(_SPAN, expression):
        try:
            return (now - int(span[1]) * _UNITS[span[2]]).astimezone(UTC)
        except OverflowError:
            return EARLIEST
    midnight = datetime.combine(now.astimezone().date(), time())
    if expression in ("today", "yesterday"):
        return (midnight - timedelta(days=expression == "yesterday")).astimezone(UTC)
    if month := re.fullmatch(_MONTH, expression):
        words = f"{month[1]}-{month[2] or '01'}-01"
    try:
        when = datetime.fromisoformat(words.strip())
    except ValueError as error:
        raise ValueError(f"use {KNOWN}") from error
    try:
        return min(when.astimezone(UTC), LATEST)  # a time without zone is local time
    except (ValueError, OverflowError, OSError):
        return EARLIEST if when.year == 1 else LATEST

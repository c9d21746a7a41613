"""Full dates in sentences (day, month and year); partial dates are ignored as uncertain."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b{_MONTH} {_DAY},? (\d{{4}})\b|\b{_DAY} (?:of )?{_MONTH},? (\d{{4}})\b|\b(\d{{4}})-(\d{{2}})-(\d{{2}})\b",
    re.IGNORECASE,
)
LONGEST = 2000
"""Characters of a sentence that are searched."""


def named_date(sentence: str) -> datetime | None:
    """Midnight UTC of the only full date in a sentence; None if there is none, or several."""
    dates = {date for match in _DATE.finditer(sentence[:LONGEST]) if (date := _read(match))}
    return dates.pop() if len(dates) == 1 else None


def _read(match: re.Match[str]) -> datetime | None:
    month, day, year, day_first, month_second, year_last, iso_year, iso_month, iso_day = match.groups()
    name = month or month_second
    number = _MONTHS.index(name[:3].lower()) + 1 if name else int(iso_month)
    try:
        return datetime(int(year or year_last or iso_year), number, int(day or day_first or iso_day), tzinfo=UTC)
    except ValueError:
        return None

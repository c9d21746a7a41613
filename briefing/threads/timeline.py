"""Timeline of a thread: one line per development, at the time it happened or was reported.

Only full dates in sentences count (day, month and year); partial dates are ignored as uncertain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from briefing.model import AnnotatedArticle, Line, TimelineEvent
from briefing.model.days import is_whole_day
from briefing.repeated_facts import repeats_fact
from briefing.threads.developments import developments

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
# `Born in 1942` or `in May 1942` in the first clause, in five languages; `the first since 2015` is news.
_IN_YEAR = re.compile(
    r"[^,;]*?\b(?:in|im|en|em)(?: Jahre?)?(?: [A-Za-zäç]{3,10}(?: de)?)? (\d{4})\b(?!-)", re.IGNORECASE
)
LONGEST = 2000
"""Characters of a sentence that are searched."""


def timeline(members: Sequence[AnnotatedArticle], lines: Sequence[Line] | None = None) -> list[TimelineEvent]:
    """Events of a thread, oldest first.

    Events are the first development of each article, and every other development whose sentence names a full date,
    without those that tell what earlier ones tell. The time of an event is the date in its sentence, if that is certain
    and before the article; else the article's time, unless the sentence names an earlier year. Articles without a time
    yield only events with a date.

    Args:
        members: of the thread, in order of arrival.
        lines: their developments, if already computed.
    """
    times = {item.article.id: item.article.when for item in members}
    events: list[TimelineEvent] = []
    begun: set[str] = set()
    for line in developments(members) if lines is None else lines:
        id_ = line.source.article_id
        dated = _certain(named_date(line.text), times.get(id_))
        reported = times.get(id_)
        when = dated or reported
        if not dated and reported and _looks_back(line.text, reported):
            continue
        if when and (dated or id_ not in begun) and not repeats_fact(line.text, (event.line.text for event in events)):
            events.append(TimelineEvent(when, line, dated is not None or is_whole_day(when)))
        begun.add(id_)
    return sorted(events, key=lambda event: (event.when, event.line.source.article_id, event.line.source.start))


def _certain(date: datetime | None, reported: datetime | None) -> datetime | None:
    """The date if it lies before the report, else None: a later date is a plan and not an event."""
    return date if date and (reported is None or date.date() < reported.date()) else None


def _looks_back(sentence: str, reported: datetime) -> bool:
    """Whether the first clause of a sentence tells what happened in a year before the report."""
    match = _IN_YEAR.match(sentence[:LONGEST])
    return match is not None and int(match[1]) < reported.year


def named_date(sentence: str) -> datetime | None:
    """Midnight UTC of the only full date in a sentence; None if there is none, or several."""
    dates = {date for match in _DATE.finditer(sentence[:LONGEST]) if (date := _read_date(match))}
    return dates.pop() if len(dates) == 1 else None


def _read_date(match: re.Match[str]) -> datetime | None:
    month, day, year, day_first, month_second, year_last, iso_year, iso_month, iso_day = match.groups()
    name = month or month_second
    number = _MONTHS.index(name[:3].lower()) + 1 if name else int(iso_month)
    try:
        return datetime(int(year or year_last or iso_year), number, int(day or day_first or iso_day), tzinfo=UTC)
    except ValueError:
        return None

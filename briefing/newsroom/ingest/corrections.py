"""Dates that a feed adds or corrects after an article was stored, or generates at every request. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from briefing.model import Article
from briefing.model.days import not_after
from briefing.newsroom.ingest.entry_identity import ParsedEntry
from briefing.store.stored_values import SeenEntry

DAY = timedelta(days=1)
SLACK = timedelta(minutes=10)
"""Tolerance for server clocks and the duration of requests."""
LEAST = timedelta(minutes=1)
"""Smaller changes of a date are ignored."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Reference times for the dates of a document."""

    now: datetime
    """The time of the refresh."""
    asked: datetime | None = None
    """Time of the previous request of the feed."""
    shared: Set[datetime] = frozenset()
    """New dates shared by several entries of the document."""


def clock_of(said: Iterable[ParsedEntry], now: datetime, asked: datetime | None) -> Clock:
    """The times that the dates of a document are compared with."""
    moved = Counter(
        item.heard.published
        for item in said
        if item.heard.published and (item.known is None or item.known.published != item.heard.published)
    )
    return Clock(now, asked, {date for date, count in moved.items() if count > 1})


def with_date(old: Article, new: Article, heard: SeenEntry, known: SeenEntry | None, clock: Clock) -> Article:
    """A new version with the date that counts, and the arrival that does.

    A date that was added or changed is accepted. A date generated at every request is not: it is within the last day,
    as the previous one was at the arrival, and has moved with the clock. A date in the future is replaced by the
    arrival, permanently; unless the local clock was behind at the arrival: then the date is accepted once the clock is
    right, and that time becomes the arrival.

    Args:
        old: the stored article.
        new: the article as the feed has it now.
        heard: the entry.
        known: the entry as stored; None if unknown.
        clock: reference times of the refresh.
    """
    arrival = old.fetched or clock.now
    new = replace(new, fetched=arrival, published=old.published)
    said, before = heard.published, known.published if known else None
    if said is None:
        return new
    date = not_after(said, clock.now) or said
    if old.published is None:
        return replace(new, published=date)
    if said > arrival + DAY and abs(old.published - arrival) < DAY and before in (None, said):
        leapt = said <= clock.now and _was_behind(arrival, said, clock.asked)
        return replace(new, published=date, fetched=clock.now) if leapt else new
    if said == before or abs(date - old.published) < LEAST or _is_made_up(old.published, arrival, date, clock):
        return new
    return replace(new, published=date)


def _was_behind(arrival: datetime, said: datetime, asked: datetime | None) -> bool:
    """Whether the local clock was behind at an article's arrival: it has passed the article's date since, and the feed
    was not requested in the second half of the interval."""
    return asked is None or asked <= arrival + (said - arrival) / 2


def _is_made_up(old: datetime, arrival: datetime, date: datetime, clock: Clock) -> bool:
    if date <= old or arrival - old > DAY or clock.now - date > DAY:
        return False
    along = abs((date - old) - (clock.now - arrival)) <= SLACK
    return along or date in clock.shared or clock.now - date <= SLACK

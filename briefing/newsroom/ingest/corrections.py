"""Dates that a feed adds or corrects after an article was stored, or generates at every request. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from briefing.model import Article
from briefing.model.days import not_after
from briefing.newsroom.ingest.entry_keys import ParsedEntry
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
    requested: datetime | None = None
    """Time of the previous request of the feed."""
    shared: Set[datetime] = frozenset()
    """New dates shared by several entries of the document."""


def clock_of(entries: Iterable[ParsedEntry], now: datetime, requested: datetime | None) -> Clock:
    """The times that the dates of a document are compared with."""
    changed = Counter(
        entry.form.published
        for entry in entries
        if entry.form.published and (entry.known is None or entry.known.published != entry.form.published)
    )
    return Clock(now, requested, {date for date, count in changed.items() if count > 1})


def with_date(old: Article, new: Article, form: SeenEntry, known: SeenEntry | None, clock: Clock) -> Article:
    """A new version with the date that counts, and the arrival that does.

    A date that was added or changed is accepted. A date generated at every request is not: it is within the last day,
    as the previous one was at the arrival, and has moved with the clock. A date in the future is replaced by the
    arrival, permanently; unless the local clock was behind at the arrival: then the date is accepted once the clock is
    right, and that time becomes the arrival.

    Args:
        old: the stored article.
        new: the article as the feed has it now.
        form: the form of its entry.
        known: the stored form of the entry; None if unknown.
        clock: reference times of the refresh.
    """
    arrival = old.fetched or clock.now
    new = replace(new, fetched=arrival, published=old.published)
    published, before = form.published, known.published if known else None
    if published is None:
        return new
    date = not_after(published, clock.now) or published
    if old.published is None:
        return replace(new, published=date)
    if published > arrival + DAY and abs(old.published - arrival) < DAY and before in (None, published):
        was_behind = published <= clock.now and _was_behind(arrival, published, clock.requested)
        return replace(new, published=date, fetched=clock.now) if was_behind else new
    if published == before or abs(date - old.published) < LEAST or _is_generated(old.published, arrival, date, clock):
        return new
    return replace(new, published=date)


def _was_behind(arrival: datetime, published: datetime, requested: datetime | None) -> bool:
    """Whether the local clock was behind at an article's arrival: it has passed the article's date since, and the feed
    was not requested in the second half of the interval."""
    return requested is None or requested <= arrival + (published - arrival) / 2


def _is_generated(old: datetime, arrival: datetime, date: datetime, clock: Clock) -> bool:
    if date <= old or arrival - old > DAY or clock.now - date > DAY:
        return False
    moved_with_clock = abs((date - old) - (clock.now - arrival)) <= SLACK
    return moved_with_clock or date in clock.shared or clock.now - date <= SLACK

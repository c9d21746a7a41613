"""Dates that a feed gives or mends after an article was stored, and those it makes up at every request. Pure."""

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
"""Clocks of servers are off by so much, and requests take as long."""
LEAST = timedelta(minutes=1)
"""A smaller change of a date is none."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The times that dates are compared with."""

    now: datetime
    """The time of the refresh."""
    asked: datetime | None = None
    """When the feed was asked before."""
    shared: Set[datetime] = frozenset()
    """Dates that several entries of the document have now and had not before."""


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

    A date that is given later, or another one than before, is taken over. One that a feed makes up at every request is
    not: it is of the last day, as the one before was when the article arrived, and has moved along with the clock. A
    date in the future counts as the arrival, and goes on doing so; unless our clock was behind when the article
    arrived: then it is taken once the clock is right, and the article arrives then.

    Args:
        old: as stored.
        new: as the feed has it now.
        heard: what the feed says.
        known: what it said before; None if that is not known.
        clock: of the refresh.
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
    """Whether our clock was behind when an article arrived: it has leapt over its date since, without any refresh in
    the latter half of the time between."""
    return asked is None or asked <= arrival + (said - arrival) / 2


def _is_made_up(old: datetime, arrival: datetime, date: datetime, clock: Clock) -> bool:
    if date <= old or arrival - old > DAY or clock.now - date > DAY:
        return False
    along = abs((date - old) - (clock.now - arrival)) <= SLACK
    return along or date in clock.shared or clock.now - date <= SLACK

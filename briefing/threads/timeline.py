"""Timeline of a thread: one line per development, at the time it happened or was reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.model import AnnotatedArticle, Line, TimelineEvent
from briefing.model.days import is_whole_day
from briefing.threads.dates import named_date
from briefing.threads.developments import developments


def timeline(members: Sequence[AnnotatedArticle], lines: Sequence[Line] | None = None) -> list[TimelineEvent]:
    """Events of a thread, oldest first.

    Events are the first development of each article, and every other development whose sentence names a full date. The
    time of an event is the date in its sentence, if that is certain and before the article; else the article's time.
    Articles without a time yield only events with a date.

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
        when = dated or times.get(id_)
        if when and (dated or id_ not in begun):
            events.append(TimelineEvent(when, line, dated is not None or is_whole_day(when)))
        begun.add(id_)
    return sorted(events, key=lambda event: (event.when, event.line.source.article_id, event.line.source.start))


def _certain(date: datetime | None, reported: datetime | None) -> datetime | None:
    """The date if it lies before the report, else None: a later date is a plan and not an event."""
    return date if date and (reported is None or date.date() < reported.date()) else None

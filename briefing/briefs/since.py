"""Briefs for a reader: only what is new since a cursor, and a briefing of the most important ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from briefing.briefs.highlights import WORDS, pick_update, untold_events
from briefing.model import Brief, Briefing, Health


def since_cursor(brief: Brief, cursor: datetime | None, words: int = WORDS) -> Brief:
    """The brief with only lines newer than `cursor` in `new`, and the outlets new since; None keeps all.

    Args:
        brief: as stored.
        cursor: time up to which the reader knows it.
        words: maximum length of `update`, the summary of `new`.
    """
    return in_window(brief, cursor, None, words)


def in_window(brief: Brief, after: datetime | None, until: datetime | None, words: int = WORDS) -> Brief:
    """As `since_cursor`, without lines later than `until` in `new`; None for no end."""
    new = tuple(line for line in brief.new if _is_within(line.added, after, until))
    if after is None:
        update = pick_update(new, words, brief.lead, brief.thread.title) if until and brief.update else brief.update
        return replace(brief, new=new, update=update)
    known = {ref.outlet for ref in brief.articles if ref.added and ref.added <= after}
    update = pick_update(new, words, brief.lead, brief.thread.title)
    return replace(
        brief,
        new=new,
        update=update,
        timeline=untold_events(brief.timeline, update),
        new_outlets=tuple(outlet for outlet in brief.outlets if outlet not in known) if known else (),
    )


def _is_within(added: datetime | None, after: datetime | None, until: datetime | None) -> bool:
    """Whether a time is in a window; an unknown one is in those without start."""
    if added is None or after is None:
        return after is None and (added is None or until is None or added <= until)
    return added > after and (until is None or added <= until)


def make_briefing(
    briefs: Iterable[Brief], health: Health, *, now: datetime, since: datetime | None = None, limit: int = 12
) -> Briefing:
    """Briefing of the most important briefs: followed ones first, ties in input order.

    Args:
        briefs: filtered by `since_cursor`.
        health: of the sources.
        now: time of the briefing.
        since: start of the window, exclusive; None for everything.
        limit: maximum number of briefs.
    """
    ranked = sorted(briefs, key=lambda brief: (not brief.thread.state.followed, -brief.importance))
    ranked = ranked[:limit]
    until = max((at for brief in ranked for at in _arrivals(brief)), default=None)
    return Briefing(now, since, until, tuple(ranked), health)


def _arrivals(brief: Brief) -> Iterator[datetime]:
    for ref in brief.articles:
        if ref.added:
            yield ref.added
    for added in (
        *(line.added for line in brief.new),
        *(quote.added for quote in (*brief.quotes, *brief.other_quotes)),
    ):
        if added:
            yield added

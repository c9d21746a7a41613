"""Ranking of threads by outlets and age, in a form that can be stored and indexed.

The weight of a thread depends on the number of its outlets and halves with every `HALF_LIFE` of its age. Its logarithm
falls at the same rate for all threads, so the order does not depend on the current time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model import ArticleRef, Brief, ThreadPhase, ThreadRow


HALF_LIFE = timedelta(days=1)
"""Half-life of a thread's weight: a story with twice the outlets ranks high for a day longer."""

RECENT = timedelta(days=1)
"""A thread is new if its first article arrived within this time, growing if its last did."""

GROWING = 0.5
"""Additional weight of an outlet with a report within `RECENT` of the last article."""
COPYING = 0.25
"""Weight of an outlet that has only copies."""

UNDATED = 1.0
"""Half-lives added to the age of a thread without dated articles: these are rarely news (an imprint, a page about the
author), and would otherwise rank first on the day a feed is subscribed."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """Components of a thread's rank."""

    outlets: int
    """Outlets with a report of their own; articles without outlet count as one outlet."""
    recent: int
    """Outlets among them with a report within `RECENT` of the last article."""
    copying: int
    """Outlets with copies only."""
    last: datetime
    """Time of the last article, at most its arrival, so that a date in the future has no effect."""
    dated: bool
    """Whether any article has a date."""

    @property
    def weight(self) -> float:
        """Weight at the time of the last article."""
        return 1.0 + max(self.outlets, 1) + GROWING * self.recent + COPYING * self.copying

    @property
    def rank(self) -> float:
        """Sort key of lists: log2 of the weight plus time in half-lives."""
        return math.log2(self.weight) + (self.last - _EPOCH) / HALF_LIFE - (0.0 if self.dated else UNDATED)


def standing(brief: Brief, arrived: datetime) -> Standing:
    """Components of a thread's rank.

    Args:
        brief: the brief of the thread.
        arrived: arrival time if no article has one.
    """
    latest = max((ref.added for ref in brief.articles if ref.added), default=arrived)
    last = min(brief.thread.last or latest, latest)
    own = [ref for ref in brief.articles if not ref.copy_of]
    outlets = _outlets(own)
    recent = _outlets(ref for ref in own if min(ref.published or latest, latest) >= last - RECENT)
    copying = _outlets(brief.articles) - outlets
    return Standing(
        len(outlets),
        len(recent),
        len(copying),
        last,
        not brief.articles or any(ref.published for ref in brief.articles),
    )


def rank(brief: Brief, arrived: datetime) -> float:
    """Sort key of lists; arguments as for `standing`."""
    return standing(brief, arrived).rank


def importance(stored_rank: float, now: datetime) -> float:
    """A stored rank as the decayed weight at `now`; higher ranks first."""
    return float(2.0 ** min(stored_rank - (now - _EPOCH) / HALF_LIFE, 60.0))


def explain(row: ThreadRow, brief: Brief | None, now: datetime) -> str:
    """One-line explanation of a thread's rank, with its components.

    Args:
        row: the thread in the list.
        brief: the brief of the thread; None if it no longer exists.
        now: the time of the list.
    """
    pinned = f"pinned by the watch {row.thread.watch}" if row.thread.watch else "followed"
    parts = [pinned] if row.thread.state.followed else []
    current = standing(brief, now) if brief else None
    if current and math.isclose(importance(current.rank, now), row.importance, rel_tol=1e-6):
        parts.append(f"importance {row.importance:.3g} = {_formula(current, now)}")
    else:
        parts.append(f"importance {row.importance:.3g} as an earlier version measured it")
    return "; ".join([*parts, row.phase])


def _formula(parts: Standing, now: datetime) -> str:
    hours = (now - parts.last) / timedelta(hours=1)
    ago = f"{hours:.1f} h" if abs(hours) < 48 else f"{hours / 24:.1f} days"
    weighed = [f"1 + {max(parts.outlets, 1)} outlet{'s' * (parts.outlets > 1)}"]
    if parts.recent:
        weighed.append(f"{GROWING:g} × {parts.recent} within a day of the last")
    if parts.copying:
        weighed.append(f"{COPYING:g} × {parts.copying} with copies only")
    undated = "" if parts.dated else f", and by {2**UNDATED:g} as no article has a date"
    return f"({' + '.join(weighed)}), halved each day since the last, {ago}{undated}"


def _outlets(refs: Iterable[ArticleRef]) -> set[str]:
    return {ref.outlet.casefold() for ref in refs}


def phase(founded: datetime, arrived: datetime, now: datetime) -> ThreadPhase:
    """Phase of a thread, by the arrival of its first and last article."""
    if now - founded <= RECENT:
        return "new"
    return "growing" if now - arrived <= RECENT else "quiet"

"""What counts more: the order of threads, made so that it can be stored.

A thread weighs by the outlets that tell of it, and its weight halves with every `HALF_LIFE` of its age. The logarithm
of that falls by the same amount for all threads in the same time, so their order does not depend on when one looks, and
an index can keep it.
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
"""In so much time a thread without news loses half its weight: a story with twice the outlets holds a day longer."""

RECENT = timedelta(days=1)
"""A thread whose first article came within this is new; one whose last did is growing."""

GROWING = 0.5
"""What an outlet counts for on top if it told of the thread within `RECENT` of the last article."""
COPYING = 0.25
"""What an outlet counts for that has only copies."""

UNDATED = 1.0
"""Half-lives that a thread counts as older where none of its articles has a date: news has one, and what has none
(an imprint, a page about the author) would else go before all news on the day a feed is subscribed."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rank of a thread is made from."""

    outlets: int
    """Outlets with a report of their own; articles without outlet are of one. A series of one outlet counts once."""
    recent: int
    """Those of them that had one within `RECENT` of the last article."""
    copying: int
    """Outlets that only have copies."""
    last: datetime
    """Time of the last article; a date of the future does not lift a thread."""
    dated: bool
    """Whether any article has a date."""

    @property
    def weight(self) -> float:
        """What it weighs when its last article comes."""
        return 1.0 + max(self.outlets, 1) + GROWING * self.recent + COPYING * self.copying

    @property
    def rank(self) -> float:
        """What lists are ordered by: the logarithm of weight and time."""
        return math.log2(self.weight) + (self.last - _EPOCH) / HALF_LIFE - (0.0 if self.dated else UNDATED)


def standing(brief: Brief, arrived: datetime) -> Standing:
    """Return what a thread's rank is made from.

    Args:
        brief: the thread made ready.
        arrived: counts as arrival where no article has one.
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
    """Return what lists are ordered by; arguments as for `standing`."""
    return standing(brief, arrived).rank


def importance(stored_rank: float, now: datetime) -> float:
    """Return a stored rank as a weight of today; higher is first."""
    return float(2.0 ** min(stored_rank - (now - _EPOCH) / HALF_LIFE, 60.0))


def explain(row: ThreadRow, brief: Brief | None, now: datetime) -> str:
    """Return what a thread's place in lists rests on, in one line: the numbers that the rank was made from.

    Args:
        row: the thread in the list.
        brief: the thread itself; None if it is gone.
        now: the time of the list.
    """
    pinned = f"pinned by the watch {row.thread.watch}" if row.thread.watch else "followed"
    parts = [pinned] if row.thread.state.followed else []
    made = standing(brief, now) if brief else None
    if made and math.isclose(importance(made.rank, now), row.importance, rel_tol=1e-6):
        parts.append(f"importance {row.importance:.3g} = {_formula(made, now)}")
    else:
        parts.append(f"importance {row.importance:.3g} as an earlier version measured it")
    return "; ".join([*parts, row.phase])


def _formula(made: Standing, now: datetime) -> str:
    hours = (now - made.last) / timedelta(hours=1)
    ago = f"{hours:.1f} h" if abs(hours) < 48 else f"{hours / 24:.1f} days"
    weighed = [f"1 + {max(made.outlets, 1)} outlet{'s' * (made.outlets > 1)}"]
    if made.recent:
        weighed.append(f"{GROWING:g} × {made.recent} within a day of the last")
    if made.copying:
        weighed.append(f"{COPYING:g} × {made.copying} with copies only")
    undated = "" if made.dated else f", and by {2**UNDATED:g} as no article has a date"
    return f"({' + '.join(weighed)}), halved each day since the last, {ago}{undated}"


def _outlets(refs: Iterable[ArticleRef]) -> set[str]:
    return {ref.outlet.casefold() for ref in refs}


def phase(founded: datetime, arrived: datetime, now: datetime) -> ThreadPhase:
    """Return a thread's place in life by the arrival of its first and of its last article."""
    if now - founded <= RECENT:
        return "new"
    return "growing" if now - arrived <= RECENT else "quiet"

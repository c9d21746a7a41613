"""What counts more: the order of threads, made so that it can be stored.

A thread's weight halves with every `HALF_LIFE` of its age. The logarithm of that falls by the same amount for all
threads in the same time, so their order does not depend on when one looks, and an index can keep it.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from briefing.model import Brief, ThreadPhase, ThreadRow

HALF_LIFE = timedelta(days=1)
"""In so much time a thread without news loses half its weight: a story with twice the reports holds a day longer."""

RECENT = timedelta(days=1)
"""A thread whose first article came within this is new; one whose last did is growing."""

UNDATED = 1.0
"""Half-lives that a thread counts as older where none of its articles has a date: news has one, and what has none
(an imprint, a page about the author) would else go before all news on the day a feed is subscribed."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def rank(brief: Brief, arrived: datetime) -> float:
    """Return what lists are ordered by: the logarithm of independent reports (copies count little) and of time.

    Args:
        brief: the thread made ready.
        arrived: when its last article reached the store; a date of the future does not lift a thread.
    """
    weight = max(brief.independent, 1) + 0.25 * brief.copies
    last = min(brief.thread.last or arrived, arrived)
    aged = 0.0 if any(ref.published for ref in brief.articles) else UNDATED
    return math.log2(1 + weight) + (last - _EPOCH) / HALF_LIFE - aged


def importance(stored_rank: float, now: datetime) -> float:
    """Return a stored rank as a weight of today; higher is first."""
    return float(2.0 ** min(stored_rank - (now - _EPOCH) / HALF_LIFE, 60.0))


def explain(row: ThreadRow, now: datetime) -> str:
    """Return what a thread's place in lists rests on, in one line."""
    pinned = f"pinned by the watch {row.thread.watch}" if row.thread.watch else "followed"
    parts = [pinned] if row.thread.state.followed else []
    parts.append(
        f"importance {row.importance:.3g} from {row.independent} independent report{'s' * (row.independent != 1)}"
    )
    if row.copies:
        parts.append(f"{row.copies} copies, a quarter each")
    if row.thread.last:
        hours = max((now - row.thread.last) / timedelta(hours=1), 0.0)
        ago = f"{hours:.0f} h" if hours < 48 else f"{hours / 24:.0f} days"
        parts.append(f"halved each day since the last, {ago} ago")
    return "; ".join([*parts, row.phase])


def phase(founded: datetime, arrived: datetime, now: datetime) -> ThreadPhase:
    """Return a thread's place in life by the arrival of its first and of its last article."""
    if now - founded <= RECENT:
        return "new"
    return "growing" if now - arrived <= RECENT else "quiet"

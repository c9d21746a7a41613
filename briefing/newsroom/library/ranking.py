"""Ranking of threads by outlets and age, in a form that can be stored and indexed.

The weight of a thread depends on the number of its outlets and halves with every `HALF_LIFE` of its age. Its logarithm
falls at the same rate for all threads, so the order does not depend on the current time.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from briefing.dates_and_counts import count

if TYPE_CHECKING:
    from briefing.model import ArticleRef, Brief, ThreadPhase, ThreadRow


HALF_LIFE = timedelta(days=1)
"""Half-life of a thread's weight: a story with twice the outlets ranks high for a day longer."""

RECENT = timedelta(days=1)
"""A thread is new if its first article arrived within this time, growing if its last did."""

REPORTING = 1.5
"""Weight of an outlet with a report within `RECENT` of the last one."""
EARLIER = 0.5
"""Weight of an outlet whose last report is a little older, halved with every `HALF_LIFE` before that: a story told over
weeks is not the news of today."""
ALONGSIDE = 0.25
"""Weight of an outlet that has no report of its own, only copies, opinion, lists and the like."""

UNDATED = 1.0
"""Half-lives added to the age of a thread without dated articles: these are rarely news (an imprint, a page about the
author), and would otherwise rank first on the day a feed is subscribed."""
UNREPORTED = 2.0
"""Half-lives added to the age of a thread without a report, such as a gallery, list, column, advert or blog."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """Components of a thread's rank."""

    recent: int
    """Outlets with a report within `RECENT` of the last one; articles without outlet count as one outlet."""
    earlier: int
    """Outlets with earlier reports only."""
    alongside: int
    """Outlets without a report of their own."""
    last: datetime
    """Time of the last report, or article if there is none; at most its arrival, so that a date in the future has no
    effect."""
    dated: bool
    """Whether any article has a date."""
    kinds: tuple[str, ...] = ()
    """Kinds of the articles if none of them is a report, most frequent first."""
    earlier_weight: float = 0.0
    """Weight of all `earlier` outlets together."""

    @property
    def weight(self) -> float:
        """Weight at the time of the last report."""
        return 1.0 + REPORTING * self.recent + self.earlier_weight + ALONGSIDE * self.alongside

    @property
    def rank(self) -> float:
        """Sort key of lists: log2 of the weight plus time in half-lives."""
        penalty = (0.0 if self.dated else UNDATED) + (UNREPORTED if self.kinds else 0.0)
        return math.log2(self.weight) + (self.last - _EPOCH) / HALF_LIFE - penalty


def standing(brief: Brief, arrived: datetime) -> Standing:
    """Components of a thread's rank.

    Args:
        brief: the brief of the thread.
        arrived: arrival time if no article has one.
    """
    refs = brief.articles
    latest = max((ref.added for ref in refs if ref.added), default=arrived)
    reports = _reports(refs, latest)
    last = max([at for _, at in reports], default=min(brief.thread.last or latest, latest))
    newest = {_outlet(ref): at for ref, at in sorted(reports, key=lambda each: each[1]) if not ref.copy_of}
    ages = [(last - at - RECENT) / HALF_LIFE for at in newest.values()]
    earlier = [EARLIER * 0.5**age for age in ages if age > 0.0]
    dated = not refs or any(ref.published for ref in refs)
    kinds = () if reports else _kinds(refs)
    alongside = {_outlet(ref) for ref in refs} - newest.keys()
    return Standing(len(ages) - len(earlier), len(earlier), len(alongside), last, dated, kinds, sum(earlier))


def _reports(refs: Iterable[ArticleRef], latest: datetime) -> list[tuple[ArticleRef, datetime]]:
    """Reports with their times, which are at most `latest`."""
    return [(ref, min(ref.published or latest, latest)) for ref in refs if ref.is_report]


def rank(brief: Brief, arrived: datetime) -> float:
    """Sort key of lists; arguments as for `standing`."""
    return standing(brief, arrived).rank


def least_rank(since: datetime) -> float:
    """Lowest stored rank of a thread with an article since then."""
    return math.log2(1.0 + ALONGSIDE) + (since - _EPOCH) / HALF_LIFE - UNDATED - UNREPORTED


def may_lack_reports(stored_rank: float, last: datetime | None) -> bool:
    """Whether a thread with this rank and time of its last article may have no report; False for most that have one."""
    return last is None or stored_rank < (last - _EPOCH) / HALF_LIFE


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
    parts = [_pin(row)] if row.thread.state.followed else []
    current = standing(brief, now) if brief else None
    if current and math.isclose(importance(current.rank, now), row.importance, rel_tol=1e-6):
        parts.append(f"importance {row.importance:.3g} = {_formula(current, now)}")
    else:
        parts.append(f"importance {row.importance:.3g} as an earlier version measured it")
    return "; ".join([*parts, row.phase])


def _pin(row: ThreadRow) -> str:
    """Who follows a followed thread, and whether that lists it first."""
    follower = f"by the watch {row.thread.watch}" if row.thread.watch else ""
    if row.unread:
        return f"pinned {follower}" if follower else "followed"
    return f"{f'followed {follower}'.strip()}, all read"


def _formula(parts: Standing, now: datetime) -> str:
    hours = (now - parts.last) / timedelta(hours=1)
    ago = f"{hours:.1f} h" if abs(hours) < 48 else f"{hours / 24:.1f} days"
    weighed = ["1"]
    if parts.recent:
        weighed.append(f"{REPORTING:g} × {count(parts.recent, 'outlet')} within a day of the last report")
    if parts.earlier:
        weighed.append(f"{parts.earlier_weight:.2f} for {count(parts.earlier, 'outlet')} before")
    if parts.alongside:
        weighed.append(f"{ALONGSIDE:g} × {count(parts.alongside, 'outlet')} without a report of its own")
    undated = "" if parts.dated else f", and by {2**UNDATED:g} as no article has a date"
    unreported = f", and by {2**UNREPORTED:g} as it has no report: {', '.join(parts.kinds)}" if parts.kinds else ""
    return f"({' + '.join(weighed)}), halved each day since, {ago}{undated}{unreported}"


def _outlet(ref: ArticleRef) -> str:
    return ref.outlet.casefold()


def _kinds(refs: Iterable[ArticleRef]) -> tuple[str, ...]:
    return tuple(kind for kind, _ in Counter(ref.kind for ref in refs).most_common())


def phase(founded: datetime, arrived: datetime, now: datetime) -> ThreadPhase:
    """Phase of a thread, by the arrival of its first and last article."""
    if now - founded <= RECENT:
        return "new"
    return "growing" if now - arrived <= RECENT else "quiet"

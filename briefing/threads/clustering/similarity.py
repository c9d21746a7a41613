"""How alike two groups of articles are: average link, measured by how alike the members of each are already.

The mean cosine between two groups is not comparable from story to story: reports of one match are much alike, reports
of a war over weeks are not. Divided by the groups' own cohesion it is: a group takes in what is about as close to its
members as they are to each other. A group of one has no cohesion of its own, so a prior stands in and fades as pairs
come in. On ECB+ (events apart) and MultiLing (sagas) together this is what lets one threshold serve both: best joint F1
86.0 / 88.2 without, 92.1 / 94.7 with it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from briefing.threads.clustering.term_vectors import UNIT

COHESION = 0.25
"""Mean cosine inside a story that nothing is known about."""
COHESION_PAIRS = 1.0
"""Pairs of members that this prior counts for."""
EXPONENT = 0.7
"""Power of each group's cohesion that the mean cosine is divided by."""
EVEN = 0.12
"""Quotient at which two groups are as likely one story as two."""
FADE_DAYS = 14.0
"""A silence of so many days halves the likeness; see `fade`."""
DAY = 86400.0


@dataclass(frozen=True, slots=True)
class Group:
    """Measures of articles taken together; their terms are kept elsewhere."""

    size: int
    """Articles in it."""
    square: int
    """The dot product with itself of the sum of the members' unit vectors, before anything was left out of that."""
    first: float | None = None
    """Time of the earliest member, in seconds since 1970; None if no member has one."""
    last: float | None = None
    """Time of the latest member."""
    source: str = ""
    """The source that all members are from; empty if there are several, or one is not known."""
    ease: float = field(init=False, compare=False)
    """What a dot product is multiplied by for this group's size and cohesion; see `quotient`."""
    begin: float = field(init=False, compare=False)
    """As `first`; before all times if that is unknown."""
    end: float = field(init=False, compare=False)
    """As `last`; after all times if that is unknown."""

    def __post_init__(self) -> None:
        ease = 1.0 / UNIT
        if self.size > 1:
            ease /= self.size * (self.cohesion / COHESION) ** EXPONENT
        object.__setattr__(self, "ease", ease)
        object.__setattr__(self, "begin", -math.inf if self.first is None else self.first)
        object.__setattr__(self, "end", math.inf if self.last is None else self.last)

    @property
    def cohesion(self) -> float:
        """The mean cosine of its members, drawn to the prior while they are few."""
        pairs = self.size * (self.size - 1) / 2.0
        inner = (self.square / (UNIT * UNIT) - self.size) / 2.0
        return (COHESION * COHESION_PAIRS + max(inner, 0.0)) / (COHESION_PAIRS + pairs)


def quotient(one: Group, other: Group, product: int, window: float) -> float:
    """Return the mean cosine between two groups, for the silence between them, by their cohesions.

    Args:
        one: a group.
        other: another.
        product: dot product of their sums.
        window: silence in seconds after which nothing is one story any more.
    """
    silence = gap(one, other)
    if silence > window or product <= 0:
        return 0.0
    return product * one.ease * other.ease * fade(silence)


def likeness(found: float) -> float:
    """Return for a `quotient` how likely two groups tell one story, from 0 to 1; 0.5 is even."""
    return found / (found + EVEN)


def least_quotient(least: float) -> float:
    """Return the quotient of a likeness from 0 to 1; infinite for 1."""
    return EVEN * least / (1.0 - least) if least < 1.0 else math.inf


def gap(one: Group, other: Group) -> float:
    """Return the seconds between the spans of two groups; 0 if they overlap or a time is unknown."""
    return max(one.begin - other.end, other.begin - one.end, 0.0)


def fade(silence: float) -> float:
    """Return the factor for so many seconds of silence: 1 for none, a half after `FADE_DAYS`."""
    return 1.0 / (1.0 + silence / (FADE_DAYS * DAY))


def join(one: Group, other: Group, product: int) -> Group:
    """Return the group of all articles of two groups the dot product of whose sums is given."""
    return Group(
        one.size + other.size,
        one.square + other.square + 2 * product,
        _known(min, one.first, other.first),
        _known(max, one.last, other.last),
        one.source if one.source == other.source else "",
    )


def _known(choose: Callable[[float, float], float], one: float | None, other: float | None) -> float | None:
    if one is None or other is None:
        return other if one is None else one
    return choose(one, other)

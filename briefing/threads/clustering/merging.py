"""Agglomerative clustering of groups: the most similar pair is merged until none is similar enough.

The caller chooses the pairs to compare. The result does not depend on the order of the groups.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from briefing.threads.clustering.similarity import Group, discount, fade, gap, join, least_quotient, likeness


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge of two groups."""

    older: int
    """Number of the group that is kept: the lower one."""
    younger: int
    """Number of the group that is absorbed."""
    alike: float
    """Their similarity, from 0 to 1."""
    silence: float
    """Seconds between their time spans."""
    group: Group
    """Statistics of the merged group."""
    members: tuple[int, ...]
    """Members of the merged group."""


Products = dict[int, dict[int, int]]
"""Dot products of compared groups, by number, symmetric."""
Multiply = Callable[[Sequence[int], Sequence[int]], list[int]]
"""Returns the dot products of the sum of some members with each of others."""
Check = Callable[[Sequence[int], Sequence[int], str], float]
"""Returns the factor, from 0 to 1, on the quotient of two groups; takes the members of each, and the source of both,
empty if there are several."""
CLEAR = 2.5
"""Multiple of the least quotient from which groups of several sources are not checked, unless both are single articles:
the same F1 from 2 to 3."""
_Pair = tuple[float, int, int, int, int, bool]
"""Negated quotient, so that the best pair comes first; the two groups; their sizes at comparison; whether the quotient
was already multiplied by the factor of `Check`."""


@dataclass(frozen=True, slots=True)
class Options:
    """Criteria for merging two groups."""

    least: float
    """Least similarity of two groups that are merged, from 0 to 1."""
    window: float
    """Longest silence between them, in seconds."""
    chance: float = 0.0
    """Share by which the quotient of two articles must be higher; see `similarity.chance`."""
    most: int | None = None
    """Maximum number of merges."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Groups to be merged."""

    groups: dict[int, Group] = field(default_factory=dict)
    """By number, the lowest of their members."""
    members: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Numbers that `Multiply` and `Check` take, by group."""
    products: Products = field(default_factory=dict)
    """Dot products of compared groups, symmetric."""
    homes: dict[int, int] = field(default_factory=dict)
    """Number of the thread that a new article clearly belongs to, by that of the article."""

    def add(self, numbers: Sequence[int], group: Group) -> None:
        """Add a group that is compared with no other yet."""
        self.groups[numbers[0]], self.members[numbers[0]] = group, tuple(numbers)
        self.products[numbers[0]] = {}

    def link(self, one: int, other: int, product: int) -> None:
        """Compare two groups."""
        self.products[one][other] = self.products[other][one] = product


class Constraints:
    """Must-link and cannot-link constraints between groups."""

    def __init__(self, bonds: Mapping[int, str], apart: Mapping[int, Collection[int]]) -> None:
        """Take the constraints between the initial groups.

        Args:
            bonds: groups with the same bond must end in one thread.
            apart: groups that must not be merged, symmetric.
        """
        self._heads: dict[int, int] = {}
        self._barred = {number: set(others) for number, others in apart.items()}
        first: dict[str, int] = {}
        for number, bond in sorted(bonds.items()):
            self.link(first.setdefault(bond, number), number)

    def __bool__(self) -> bool:
        return bool(self._heads or self._barred)

    def head(self, number: int) -> int:
        """The lowest number among the groups that must be linked with this one."""
        heads = self._heads
        while (head := heads.get(number, number)) != number:
            number = head
        return number

    def forbids(self, one: int, other: int) -> bool:
        """Whether two groups must not be merged."""
        return bool(self._barred) and self.head(other) in self._barred.get(self.head(one), ())

    def link(self, one: int, other: int) -> None:
        """Link two groups; the result inherits the cannot-links of both."""
        older, younger = sorted((self.head(one), self.head(other)))
        if older == younger:
            return
        self._heads[younger] = older
        pass_on(self._barred, older, younger)


class _Offers:
    """Pairs of groups that are similar enough to be merged."""

    def __init__(self, groups: Mapping[int, Group], options: Options, constraints: Constraints) -> None:
        self._groups = groups
        self._enough, self._window, self._chance = least_quotient(options.least), options.window, options.chance
        self._constraints = constraints
        self._discounts: dict[int, float] = {}
        """`discount` by the number of pairs of articles."""

    def _discount(self, pairs: int) -> float:
        self._discounts[pairs] = discount(self._chance, pairs)
        return self._discounts[pairs]

    def pairs(self, number: int, row: Mapping[int, int], *, later_only: bool) -> list[_Pair]:
        """Pairs of a group and those in a row of its products; with `later_only`, only those with a higher number."""
        groups, enough, chance, discounts = self._groups, self._enough, self._chance, self._discounts
        one, pairs = groups[number], list[_Pair]()
        ease, size, begin, end = one.ease, one.size, one.begin, one.end
        for near, product in row.items():
            if later_only and near < number:
                continue
            other = groups[near]
            quotient = product * ease * other.ease
            if quotient < enough or quotient <= 0.0:
                continue  # the time gap can only lower it
            silence = begin - other.end  # `similarity.gap`, inlined in the innermost loop
            if other.begin - end > silence:
                silence = other.begin - end
            if silence > 0.0:
                quotient = quotient * fade(silence) if silence <= self._window else -1.0
            if chance and quotient >= enough:
                quotient /= discounts.get(size * other.size) or self._discount(size * other.size)
            if quotient < enough or self._constraints.forbids(number, near):
                continue
            if number < near:
                pairs.append((-quotient, number, near, size, other.size, False))
            else:
                pairs.append((-quotient, near, number, other.size, size, False))
        return pairs


def merge(
    compared: Comparison, options: Options, multiply: Multiply, check: Check, constraints: Constraints
) -> list[Merge]:
    """Merge the compared groups until none are similar enough; changes `groups` and `products` in place.

    Args:
        compared: groups with the products of the pairs to be compared.
        options: criteria for merging.
        multiply: computes missing products.
        check: called before a merge.
        constraints: constraints; updated by merges.

    Returns:
        the merges, in order.
    """
    groups, members, products = compared.groups, dict(compared.members), compared.products
    enough = least_quotient(options.least)
    offers = _Offers(groups, options, constraints).pairs
    waiting = [pair for number, row in products.items() for pair in offers(number, row, later_only=True)]
    heapq.heapify(waiting)
    merges: list[Merge] = []
    while waiting:
        negated, older, younger, size, size_of_younger, is_checked = heapq.heappop(waiting)
        one, other = groups.get(older), groups.get(younger)
        if not one or not other or one.size != size or other.size != size_of_younger:
            continue  # one of them has changed; the pair was queued again
        if constraints and constraints.forbids(older, younger):
            continue  # because of merges since
        source = one.source if one.source == other.source else ""
        is_clear = not source and -negated >= CLEAR * enough
        factor = 1.0 if is_checked else _factor(check, members[older], members[younger], source, is_clear=is_clear)
        if factor < 1.0:
            if -negated * factor >= enough:
                heapq.heappush(waiting, (negated * factor, older, younger, size, size_of_younger, True))
            continue
        if constraints:
            constraints.link(older, younger)
        product = products[older][younger]
        _add_rows(products, members, multiply, older, younger)
        made = groups[older] = join(one, groups.pop(younger), product)
        members[older] += members.pop(younger)
        merges.append(Merge(older, younger, likeness(-negated), gap(one, other), made, members[older]))
        if len(merges) == options.most:
            break
        for pair in offers(older, products[older], later_only=False):
            heapq.heappush(waiting, pair)
    return merges


def _factor(check: Check, ones: Sequence[int], others: Sequence[int], source: str, *, is_clear: bool) -> float:
    """Factor of a check; groups that are clearly similar are only vetoed, and only if both are single."""
    if is_clear and len(ones) + len(others) > 2:
        return 1.0
    factor = check(ones, others, source)
    return 1.0 if is_clear and factor > 0.0 else factor


def pass_on(apart: dict[int, set[int]], older: int, younger: int) -> None:
    """Transfer the cannot-links of the absorbed group to the kept one."""
    for third in apart.pop(younger, ()):
        apart.setdefault(older, set()).add(third)
        apart[third].add(older)
        apart[third].discard(younger)


def _add_rows(
    products: Products, members: Mapping[int, tuple[int, ...]], multiply: Multiply, older: int, younger: int
) -> None:
    """Add the products of the younger group to those of the older one; only missing products are computed."""
    row, ended = products[older], products.pop(younger)
    del ended[older]
    del row[younger]
    for mine, theirs, number in ((row, ended, older), (ended, row, younger)):
        if missing := theirs.keys() - mine.keys():
            _fill(mine, sorted(missing), members, multiply, number)
    for near, product in ended.items():
        others = products[near]
        others.pop(younger, None)
        row[near] += product
        others[older] = row[near]


def _fill(
    row: dict[int, int], missing: Sequence[int], members: Mapping[int, tuple[int, ...]], multiply: Multiply, number: int
) -> None:
    """Compute the missing products of a group and add them to its row."""
    others = [member for near in missing for member in members[near]]
    computed = iter(multiply(members[number], others))
    for near in missing:
        row[near] = sum([next(computed) for _ in members[near]])

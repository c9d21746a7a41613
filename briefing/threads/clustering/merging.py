"""Best-first merging of groups: the two most alike become one until no two are alike enough (agglomerative clustering).

Which groups are compared is decided elsewhere. The result does not depend on the order of the groups.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from briefing.threads.clustering.similarity import Group, fade, gap, join, least_quotient, likeness


@dataclass(frozen=True, slots=True)
class Merge:
    """Two groups that became one."""

    older: int
    """Number of the group that lives on: the lower one."""
    younger: int
    """Number of the group that ended."""
    alike: float
    """Their likeness, from 0 to 1."""
    silence: float
    """Seconds between their spans."""
    group: Group
    """What they became."""
    members: tuple[int, ...]
    """Numbers of the groups that it was made of in the beginning."""


Products = dict[int, dict[int, int]]
"""Dot products of groups that are compared, by number, each both ways round."""
Multiply = Callable[[Sequence[int], Sequence[int]], list[int]]
"""Returns the product of the sum of some of the groups there were in the beginning with each of others of them."""
Worth = Callable[[Sequence[int], Sequence[int], str], float]
"""Returns what the quotient of two groups, named by what they were made of, counts for, from 0 to 1; also told is the
source that both are from, empty if there are several."""
CLEAR = 2.5
"""How many times the least quotient, from which no doubt is cast on groups of several sources: the same from 2 to 3."""
_Pair = tuple[float, int, int, int, int, bool]
"""Quotient, negative so that the best comes first; the two groups; their sizes when they were compared; whether the
quotient is what it is worth."""


@dataclass(frozen=True, slots=True)
class Options:
    """When two groups are one."""

    least: float
    """Likeness from which they are."""
    window: float
    """Silence in seconds after which nothing is one story any more."""


class Ties:
    """Which groups must end in one thread, and which never may."""

    def __init__(self, bonds: Mapping[int, str], apart: Mapping[int, Collection[int]]) -> None:
        """Take both for the groups there are in the beginning.

        Args:
            bonds: groups with the same words belong together whatever they are like.
            apart: groups that are never to be one, each both ways round.
        """
        self._heads: dict[int, int] = {}
        self._barred = {number: set(others) for number, others in apart.items()}
        first: dict[str, int] = {}
        for number, bond in sorted(bonds.items()):
            self.tie(first.setdefault(bond, number), number)

    def __bool__(self) -> bool:
        return bool(self._heads or self._barred)

    def head(self, number: int) -> int:
        """Return the number that stands for all groups that belong together with this one: the lowest."""
        heads = self._heads
        while (head := heads.get(number, number)) != number:
            number = head
        return number

    def bars(self, one: int, other: int) -> bool:
        """Tell whether two groups are never to be one."""
        return self.head(other) in self._barred.get(self.head(one), ())

    def tie(self, one: int, other: int) -> None:
        """Keep two groups together, and each apart from what the other is kept apart from."""
        older, younger = sorted((self.head(one), self.head(other)))
        if older == younger:
            return
        self._heads[younger] = older
        pass_on(self._barred, older, younger)


def merge(
    groups: dict[int, Group], products: Products, options: Options, multiply: Multiply, worth: Worth, ties: Ties
) -> list[Merge]:
    """Merge groups until none that are compared are alike enough; groups and products are changed in place.

    Args:
        groups: by number.
        products: of the pairs to be compared.
        options: when two groups are one.
        multiply: gives the products that are not known yet.
        worth: asked when two groups are about to become one.
        ties: which groups are kept together or apart; takes in what is merged.

    Returns:
        what was merged, in that order.
    """
    enough, window = least_quotient(options.least), options.window
    members: dict[int, tuple[int, ...]] = {number: (number,) for number in groups}

    def offers(number: int, row: Mapping[int, int], *, later_only: bool) -> list[_Pair]:
        """Return the pairs of a group that are alike enough; the inmost loop, hence `quotient` written out."""
        one, pairs = groups[number], list[_Pair]()
        ease, size, begin, end = one.ease, one.size, one.begin, one.end
        for near, product in row.items():
            if later_only and near < number:
                continue
            other = groups[near]
            found = product * ease * other.ease
            if found < enough or found <= 0.0:
                continue  # silence only makes it less
            silence = begin - other.end
            if other.begin - end > silence:
                silence = other.begin - end
            if silence > 0.0:
                found *= fade(silence)
                if found < enough or silence > window:
                    continue
            if ties and ties.bars(number, near):
                continue
            if number < near:
                pairs.append((-found, number, near, size, other.size, False))
            else:
                pairs.append((-found, near, number, other.size, size, False))
        return pairs

    waiting = [pair for number, row in products.items() for pair in offers(number, row, later_only=True)]
    heapq.heapify(waiting)
    merges: list[Merge] = []
    while waiting:
        found, older, younger, size, size_of_younger, weighed = heapq.heappop(waiting)
        one, other = groups.get(older), groups.get(younger)
        if not one or not other or one.size != size or other.size != size_of_younger:
            continue  # one of them has changed since; the pair was offered anew
        if ties and ties.bars(older, younger):
            continue  # by what was merged since
        source = one.source if one.source == other.source else ""
        asked = not weighed and (source or -found < CLEAR * enough)
        if asked and (less := worth(members[older], members[younger], source)) < 1.0:
            if -found * less >= enough:
                heapq.heappush(waiting, (found * less, older, younger, size, size_of_younger, True))
            continue
        if ties:
            ties.tie(older, younger)
        product = products[older][younger]
        _add_rows(products, members, multiply, older, younger)
        made = groups[older] = join(one, groups.pop(younger), product)
        members[older] += members.pop(younger)
        merges.append(Merge(older, younger, likeness(-found), gap(one, other), made, members[older]))
        for pair in offers(older, products[older], later_only=False):
            heapq.heappush(waiting, pair)
    return merges


def pass_on(apart: dict[int, set[int]], older: int, younger: int) -> None:
    """Keep the group that lives on apart from all that the ended one was kept apart from."""
    for third in apart.pop(younger, ()):
        apart.setdefault(older, set()).add(third)
        apart[third].add(older)
        apart[third].discard(younger)


def _add_rows(
    products: Products, members: Mapping[int, tuple[int, ...]], multiply: Multiply, older: int, younger: int
) -> None:
    """Make the products of the older group those of both together: they are sums, so few must be calculated."""
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
    """Add the products of a group with some others to its row."""
    wanted = [member for near in missing for member in members[near]]
    found = iter(multiply(members[number], wanted))
    for near in missing:
        row[near] = sum([next(found) for _ in members[near]])

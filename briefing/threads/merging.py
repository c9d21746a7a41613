"""Best-first merging of groups: the two most alike become one until no two are alike enough (agglomerative clustering).

Which groups are compared is decided elsewhere. The result does not depend on the order of the groups.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from briefing.threads.likeness import Group, dot, gap, join, least_quotient, likeness, quotient


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
    made: Group
    """What they became."""


Products = dict[int, dict[int, int]]
"""Dot products of groups that are compared, by number, each both ways round."""
Apart = Mapping[int, Collection[int]]
"""Numbers that are never to be one, each both ways round."""
_Pair = tuple[float, int, int, int, int]
"""Quotient, negative so that the best comes first; the two groups; their sizes when they were compared."""


def merge(
    groups: dict[int, Group], products: Products, least: float, window: float, apart: Apart | None = None
) -> list[Merge]:
    """Merge groups until none that are compared are alike enough; groups and products are changed in place.

    Args:
        groups: by number.
        products: of the pairs to be compared.
        least: likeness from which two groups are one.
        window: silence in seconds after which nothing is one story any more.
        apart: groups that are never to be one.

    Returns:
        what was merged, in that order.
    """
    enough = least_quotient(least)
    barred = {number: set(others) for number, others in (apart or {}).items()}
    waiting: list[_Pair] = []

    def offer(older: int, younger: int, product: int) -> None:
        one, other = groups[older], groups[younger]
        if product * one.ease * other.ease < enough:
            return  # silence only makes it less
        if barred and younger in barred.get(older, ()):
            return
        found = quotient(one, other, product, window)
        if found >= enough and found > 0.0:
            heapq.heappush(waiting, (-found, older, younger, one.size, other.size))

    for older, row in products.items():
        for younger, product in row.items():
            if older < younger:
                offer(older, younger, product)
    merges: list[Merge] = []
    while waiting:
        found, older, younger, size, size_of_younger = heapq.heappop(waiting)
        one, other = groups.get(older), groups.get(younger)
        if not one or not other or one.size != size or other.size != size_of_younger:
            continue  # one of them has changed since; the pair was offered anew
        _add_rows(products, groups, older, younger)
        made = groups[older] = join(one, groups.pop(younger), products[older].pop(younger))
        pass_on(barred, older, younger)
        merges.append(Merge(older, younger, likeness(-found), gap(one, other), made))
        for near, product in products[older].items():
            if older < near:
                offer(older, near, product)
            else:
                offer(near, older, product)
    return merges


def pass_on(apart: dict[int, set[int]], older: int, younger: int) -> None:
    """Keep the group that lives on apart from all that the ended one was kept apart from."""
    for third in apart.pop(younger, ()):
        apart.setdefault(older, set()).add(third)
        apart[third].add(older)
        apart[third].discard(younger)


def _add_rows(products: Products, groups: Mapping[int, Group], older: int, younger: int) -> None:
    """Make the products of the older group those of both together: they are sums, so few must be calculated."""
    row, ended = products[older], products.pop(younger)
    del ended[older]
    one, other = groups[older].sum, groups[younger].sum
    for near in row.keys() | ended.keys():
        if near == younger:
            continue
        theirs = products[near]
        theirs.pop(younger, None)
        product = row[near] if near in row else dot(one, groups[near].sum)
        product += ended[near] if near in ended else dot(other, groups[near].sum)
        row[near] = theirs[older] = product

"""Best-first merging of groups: the two most alike become one until no two are alike enough (agglomerative clustering).

Only groups that share rare terms are compared. They are found by an inverted index, rarest terms first and within a
budget, so that the cost of a new article does not grow with the number of open threads. Within one call the result does
not depend on the order of the groups.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing.threads.likeness import DAY, GROUP_TERMS, Group, absorb, dot, gap, likeness, trim
from briefing.threads.vectors import UNIT, Vector

POSTINGS = 120
"""Entries of the index that are read for one article."""
CANDIDATES = 6
"""Groups an article is compared with."""
LONE_AGE = 2.0 * DAY
"""Seconds after which an article without company is remembered by its heaviest terms only."""
LONE_TERMS = 32
"""How many those are."""
LEAST_SHARED = UNIT * UNIT // 200
"""Share of an article's squared weight that a candidate must have in common with it, on this scale."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Two groups that became one."""

    older: int
    """Number of the group that lives on."""
    younger: int
    """Number of the group that ended."""
    alike: float
    """Their likeness."""
    silence: float
    """Seconds between their spans."""
    ended: str
    """The id of the one that ended."""


_Pair = tuple[float, int, int, int, int]
"""Likeness, negative so that the best comes first; the two groups; their sizes when they were compared."""


class Index:
    """Which groups have which terms. Groups are known by number; a lower number is an older group."""

    def __init__(self) -> None:
        self.groups: dict[int, Group] = {}
        self._postings: dict[str, dict[int, None]] = {}

    def put(self, number: int, group: Group) -> None:
        """Take in a group."""
        self.groups[number] = group
        self._enter(number, group.sum)

    def drop(self, number: int) -> Group:
        """Let a group go."""
        group = self.groups.pop(number)
        self._leave(number, group.sum)
        return group

    def join(self, number: int, other: int, product: int) -> None:
        """Let the first group take in the second, which ends; `product` is the dot product of the two."""
        group, ended = self.groups[number], self.drop(other)
        absorb(group, ended, product)
        self._enter(number, ended.sum)
        self._leave(number, trim(group, 2 * GROUP_TERMS, GROUP_TERMS))

    def near(self, terms: Vector, itself: int = -1) -> list[int]:
        """Return the groups, but for `itself`, that share most of the weight of `terms` in rare terms, most first."""
        postings, budget = self._postings, POSTINGS
        shared: dict[int, int] = {}
        for length, term in sorted([(len(postings[term]), term) for term in terms if term in postings]):
            if length == 1 and itself >= 0:
                continue  # nobody else has it
            budget -= length
            if budget < 0 and len(shared) > 1:
                break
            square = terms[term] ** 2
            for other in postings[term]:
                if other in shared:
                    shared[other] += square
                else:
                    shared[other] = square
        shared.pop(itself, None)
        ranked = sorted([(-square, other) for other, square in shared.items() if square >= LEAST_SHARED])
        return [other for _, other in ranked[:CANDIDATES]]

    def age(self, now: float, window: float) -> None:
        """Let go of groups that are silent for longer than the window, and of the lighter terms of lone old articles.

        Most articles have no company and are most of what must be remembered; their heaviest terms are enough to find
        them by.

        Args:
            now: the time of the newest article, in seconds since 1970.
            window: in seconds.
        """
        for number, group in list(self.groups.items()):
            if group.last is None or group.last >= now - LONE_AGE:
                continue
            if group.last < now - window:
                self.drop(number)
            elif group.size == 1:
                self._leave(number, trim(group, LONE_TERMS, LONE_TERMS))

    def _enter(self, number: int, terms: Iterable[str]) -> None:
        postings = self._postings
        for term in terms:
            found = postings.get(term)
            if found is None:
                postings[term] = {number: None}
            else:
                found[number] = None

    def _leave(self, number: int, terms: Iterable[str]) -> None:
        for term in terms:
            found = self._postings[term]
            del found[number]
            if not found:
                del self._postings[term]


def merge(index: Index, new: Sequence[int], least: float, window: float) -> list[Merge]:
    """Merge the groups numbered in `new` with each other and with older ones, and older ones that a new one links.

    Args:
        index: holds all groups; changed in place.
        new: numbers of the groups that came in.
        least: likeness from which two groups are one.
        window: silence in seconds after which nothing is one story any more.

    Returns:
        what was merged, in that order.
    """
    groups, products = index.groups, _compare(index, new)
    waiting: list[_Pair] = []

    def offer(older: int, younger: int) -> None:
        one, other = groups[older], groups[younger]
        alike = likeness(one, other, products[older][younger], window)
        if alike >= least:
            heapq.heappush(waiting, (-alike, older, younger, one.size, other.size))

    for older, row in products.items():
        for younger in row:
            if older < younger:
                offer(older, younger)
    merges: list[Merge] = []
    while waiting:
        score, older, younger, size, size_of_younger = heapq.heappop(waiting)
        one, other = groups.get(older), groups.get(younger)
        if not one or not other or one.size != size or other.size != size_of_younger:
            continue  # one of them has changed since; the pair was offered anew
        merges.append(Merge(older, younger, -score, gap(one, other), other.id))
        _add_rows(products, groups, older, younger)
        index.join(older, younger, products[older].pop(younger))
        for near in products[older]:
            offer(min(older, near), max(older, near))
    return merges


def _add_rows(products: dict[int, dict[int, int]], groups: Mapping[int, Group], older: int, younger: int) -> None:
    """Make the products of the older group those of both together: they are sums, so few must be calculated."""
    row, ended = products[older], products.pop(younger)
    del ended[older]
    for near in row.keys() | ended.keys():
        if near == younger:
            continue
        theirs = products[near]
        theirs.pop(younger, None)
        product = row[near] if near in row else dot(groups[older].sum, groups[near].sum)
        product += ended[near] if near in ended else dot(groups[younger].sum, groups[near].sum)
        row[near] = theirs[older] = product


def _compare(index: Index, new: Sequence[int]) -> dict[int, dict[int, int]]:
    """Return the dot products of new groups with their candidates, both ways round."""
    products: dict[int, dict[int, int]] = {number: {} for number in new}
    for number in new:
        row, terms = products[number], index.groups[number].sum
        for other in index.near(terms, number):
            if other not in row:
                row[other] = dot(terms, index.groups[other].sum)
                products.setdefault(other, {})[number] = row[other]
    return products

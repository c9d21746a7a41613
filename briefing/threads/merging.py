"""Best-first merging of groups: the two most alike become one until no two are alike enough (agglomerative clustering).

Only groups that share rare terms are compared. They are found by an inverted index, rarest terms first and within a
budget, so that the cost of a new article does not grow with the number of open threads. Within one call the result does
not depend on the order of the groups.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence

from briefing.threads.likeness import Group, absorb, likeness, trim
from briefing.threads.vectors import Vector

POSTINGS = 500
"""Entries of the index that are read for one article."""
CANDIDATES = 10
"""Groups an article is compared with."""

Merge = tuple[int, int, float, str]
"""Number of the group that lives on, of the one that ended, their likeness, and the id of the one that ended."""
_Pair = tuple[float, int, int, tuple[int, int]]
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

    def join(self, number: int, other: int) -> None:
        """Let the first group take in the second, which ends."""
        group, ended = self.groups[number], self.drop(other)
        absorb(group, ended)
        self._enter(number, ended.sum)
        self._leave(number, trim(group))

    def near(self, terms: Vector, itself: int = -1) -> list[int]:
        """Return the groups, but for `itself`, that share most of the weight of `terms` in rare terms, most first."""
        postings, budget = self._postings, POSTINGS
        shared: dict[int, int] = {}
        for length, term in sorted([(len(postings[term]), term) for term in terms if term in postings]):
            budget -= length
            if budget < 0 and len(shared) > 1:
                break
            square = terms[term] ** 2
            for other in postings[term]:
                shared[other] = shared.get(other, 0) + square
        shared.pop(itself, None)
        return heapq.nsmallest(CANDIDATES, shared, key=lambda other: (-shared[other], other))

    def older_than(self, time: float) -> list[int]:
        """Return the groups whose latest member is older than `time`, in seconds since 1970."""
        return [number for number, group in self.groups.items() if group.last is not None and group.last < time]

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
    near: dict[int, set[int]] = {number: set() for number in new}
    waiting: list[_Pair] = []
    for number in new:
        for other in index.near(index.groups[number].sum, number):
            if other not in near[number]:
                near[number].add(other)
                near.setdefault(other, set()).add(number)
                _offer(waiting, index.groups, (number, other), least, window)
    heapq.heapify(waiting)
    merges: list[Merge] = []
    while waiting:
        alike, older, younger, sizes = heapq.heappop(waiting)
        if sizes != _sizes(index.groups, older, younger):
            continue  # one of them has changed since; the pair was offered anew
        merges.append((older, younger, -alike, index.groups[younger].id))
        index.join(older, younger)
        near[older] = (near[older] | near.pop(younger)) - {older, younger}
        for other in sorted(near[older]):
            near[other].discard(younger)
            near[other].add(older)
            _offer(waiting, index.groups, (older, other), least, window, heapq.heappush)
    return merges


def _offer(
    waiting: list[_Pair],
    groups: Mapping[int, Group],
    pair: tuple[int, int],
    least: float,
    window: float,
    push: Callable[[list[_Pair], _Pair], None] = list.append,
) -> None:
    """Add a pair of groups to those waiting to be merged, if they are alike enough."""
    older, younger = min(pair), max(pair)
    alike = likeness(groups[older], groups[younger], window)
    if alike >= least:
        push(waiting, (-alike, older, younger, _sizes(groups, older, younger)))


def _sizes(groups: Mapping[int, Group], one: int, other: int) -> tuple[int, int]:
    """Return the sizes of two groups, 0 for one that has ended: a pair of sizes never comes twice."""
    return (groups[one].size if one in groups else 0, groups[other].size if other in groups else 0)

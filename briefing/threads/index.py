"""Which parts of threads have which terms: an inverted index over the heaviest terms of each."""

from __future__ import annotations

from collections import defaultdict

from briefing.threads.vectors import UNIT, Vector, heaviest

KEYS = 24
"""Heaviest terms an article is entered and looked up by, and a part of several articles twice as many. F1 is the same
from 16 to all of them."""
POSTINGS = 120
"""Entries of the index that are read for one article."""
CANDIDATES = 6
"""Parts an article is compared with."""
LEAST_SHARED = UNIT * UNIT // 200
"""Share of an article's squared weight that a candidate must have in common with it, on this scale."""


class Index:
    """Numbers by term. What it finds does not depend on the order in which it was filled."""

    def __init__(self) -> None:
        self._keys: dict[int, list[str]] = {}
        self._postings: defaultdict[str, set[int]] = defaultdict(set)

    def put(self, number: int, terms: Vector, articles: int) -> None:
        """Enter a part of so many articles under its heaviest terms, instead of those it was entered under before."""
        self.drop(number)
        self._keys[number] = keys = [*heaviest(terms, KEYS if articles == 1 else 2 * KEYS)]
        postings = self._postings
        for term in keys:
            postings[term].add(number)

    def drop(self, number: int) -> None:
        """Let a part go; nothing happens if it is not there."""
        postings = self._postings
        for term in self._keys.pop(number, ()):
            found = postings[term]
            found.remove(number)
            if not found:
                del postings[term]

    def near(self, itself: int, terms: Vector) -> list[int]:
        """Return the parts, but for `itself`, that share most of the weight of `terms` in rare terms, most first.

        The terms are those with the shortest lists, until the budget is spent: the cost does not grow with the index.

        Args:
            itself: number of the part that has the terms; any other if it is not in the index.
            terms: what is looked for.
        """
        postings, budget = self._postings, POSTINGS
        shared: dict[int, int] = {}
        keys = self._keys.get(itself) or [*heaviest(terms, KEYS)]
        alone = 1 if itself in self._keys else 0  # a list of so many has nobody else
        lists = [(length, term) for term in keys if (length := len(postings.get(term, ()))) > alone]
        lists.sort()
        for length, term in lists:
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

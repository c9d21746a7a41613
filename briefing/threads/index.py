"""Which parts of threads have which terms: an inverted index over the heaviest terms of each."""

from __future__ import annotations

from briefing.threads.vectors import UNIT, Vector

KEYS = 16
"""Heaviest terms an article is entered and looked up by, and a part of several articles twice as many. F1 is the same
from here to all of them."""
POSTINGS = 120
"""Entries of the index that are read for one article."""
CANDIDATES = 6
"""Parts an article is compared with."""
LEAST_SHARED = UNIT * UNIT // 200
"""Share of an article's squared weight that a candidate must have in common with it, on this scale."""


class Index:
    """Numbers by term. What it finds does not depend on the order in which it was filled."""

    def __init__(self) -> None:
        self._single: dict[int, int] = {}
        """The part that has a term, where only one has it, as is so for most terms."""
        self._several: dict[int, set[int]] = {}

    def put(self, number: int, vector: Vector, articles: int) -> None:
        """Enter a part of so many articles under its heaviest terms."""
        single, several = self._single, self._several
        for term in _keys(vector, articles):
            if term in several:
                several[term].add(number)
            elif term in single:
                several[term] = {single.pop(term), number}
            else:
                single[term] = number

    def drop(self, number: int, vector: Vector, articles: int) -> None:
        """Let a part go that was entered so."""
        single, several = self._single, self._several
        for term in _keys(vector, articles):
            if term in single:
                del single[term]
                continue
            found = several[term]
            found.remove(number)
            if len(found) == 1:
                del several[term]
                single[term] = found.pop()

    def near(self, itself: int, vector: Vector) -> list[int]:
        """Return the parts, but for `itself`, that share most of the weight of `vector` in rare terms, most first.

        The terms are those with the shortest lists, until the budget is spent: the cost does not grow with the index.

        Args:
            itself: number of the part that has the vector; any other if it is not in the index.
            vector: what is looked for.
        """
        single, several = self._single, self._several
        shared: dict[int, int] = {}
        budget, lists = POSTINGS, []
        for term, weight in zip(vector.terms[:KEYS].tolist(), vector.weights[:KEYS].tolist(), strict=True):
            if term in several:
                lists.append((len(several[term]), term, weight))
            elif (other := single.get(term, itself)) != itself:
                shared[other] = shared.get(other, 0) + weight * weight
                budget -= 1
        lists.sort()
        for length, term, weight in lists:
            budget -= length
            if budget < 0 and len(shared) > 1:
                break
            square = weight * weight
            for other in several[term]:
                if other in shared:
                    shared[other] += square
                else:
                    shared[other] = square
        shared.pop(itself, None)
        ranked = sorted([(-square, other) for other, square in shared.items() if square >= LEAST_SHARED])
        return [other for _, other in ranked[:CANDIDATES]]


def _keys(vector: Vector, articles: int) -> list[int]:
    keys: list[int] = vector.terms[: KEYS if articles == 1 else 2 * KEYS].tolist()
    return keys

"""The index finds what a look at every part would find."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from briefing.threads.clustering.inverted_index import CANDIDATES, KEYS, LEAST_SHARED, POSTINGS, Index
from briefing.threads.clustering.term_vectors import Vector
from tests.conftest import examples

vectors = st.dictionaries(st.integers(0, 40), st.integers(1, 6000), min_size=1, max_size=20).map(
    lambda weights: Vector(
        np.array(sorted(weights, key=lambda term: (-weights[term], term)), np.int32),
        np.array(sorted(weights.values(), reverse=True), np.int32),
    )
)
steps = st.lists(st.one_of(vectors, st.integers(0, 30)), min_size=1, max_size=30)


def plainly(parts: dict[int, Vector], number: int, vector: Vector) -> list[int]:
    """Return what `near` must find where no list is too long to be read."""
    keys = {other: set(part.terms[:KEYS].tolist()) for other, part in parts.items() if other != number}
    wanted = [*zip(vector.terms[:KEYS].tolist(), vector.weights[:KEYS].tolist(), strict=True)]
    shared = {other: sum(weight**2 for term, weight in wanted if term in mine) for other, mine in keys.items()}
    ranked = sorted((-square, other) for other, square in shared.items() if square >= LEAST_SHARED)
    return [other for _, other in ranked[:CANDIDATES]]


@examples(13, soak=200)
@given(steps)
def test_it_finds_those_that_share_most_whatever_came_and_went(steps: list[Vector | int]) -> None:
    index, parts = Index(), dict[int, Vector]()
    for number, step in enumerate(steps):
        if isinstance(step, Vector):
            parts[number] = step
            index.put(number, step, 1)
        elif step in parts:
            index.drop(step, parts.pop(step), 1)
        few = [*parts.items()][-5:]
        assert index.near(few) == [plainly(parts, *each) for each in few]


def test_what_has_only_long_lists_is_compared_with_the_shortest_of_them() -> None:
    index = Index()
    both, one = Vector(np.array([1, 2], np.int32), np.array([8000, 6000], np.int32)), Vector(*2 * (np.array([1]),))
    shorter = POSTINGS + 10
    for number in range(shorter + 100):
        index.put(number, both if number < shorter else one, 1)
    assert index.near([(-1, both)]) == [[*range(CANDIDATES)]]

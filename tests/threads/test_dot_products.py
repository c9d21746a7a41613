"""Products and sums of many vectors at once are those of each by itself."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.threads.clustering.dot_products import ROWS, Comparer
from briefing.threads.clustering.term_vectors import Vector, add_up

WIDTH = 30
bags = st.dictionaries(st.integers(0, WIDTH - 1), st.integers(1, 6000), min_size=1, max_size=12)
compared = st.lists(st.tuples(bags, st.lists(bags, max_size=4)), min_size=1, max_size=6)


def vector(weights: dict[int, int]) -> Vector:
    terms = sorted(weights, key=lambda term: (-weights[term], term))
    return Vector(np.array(terms, np.int32), np.array([weights[term] for term in terms], np.int32))


def total(group: list[dict[int, int]]) -> Counter[int]:
    return sum((Counter(bag) for bag in group), Counter[int]())


@settings(max_examples=60, deadline=None)
@given(compared, st.integers(1, ROWS))
def test_products_and_what_is_shared_are_as_one_by_one(
    pairs: list[tuple[dict[int, int], list[dict[int, int]]]], times: int
) -> None:
    pairs = pairs * times  # more than one table
    comparer = Comparer(lambda: WIDTH)
    ones, others = [vector(one) for one, _ in pairs], [[vector(bag) for bag in group] for _, group in pairs]
    assert comparer.products(ones, others) == [
        [sum(weight * bag.get(term, 0) for term, weight in one.items()) for bag in group] for one, group in pairs
    ]
    for (one, group), found in zip(pairs, comparer.shared(ones, others, 3), strict=True):
        said = total(group)
        ranked = sorted(one.items(), key=lambda entry: (-entry[1] * said[entry[0]], -entry[1], entry[0]))
        assert found == [(term, weight * said[term]) for term, weight in ranked[:3] if said[term]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(bags, min_size=1, max_size=4), max_size=5))
def test_sums_keep_the_heaviest_of_many_terms(groups: list[list[dict[int, int]]]) -> None:
    for group, found in zip(groups, add_up([[vector(bag) for bag in group] for group in groups], 5), strict=True):
        whole = vector(dict(total(group)))
        kept = 5 if len(whole) > 10 else len(whole)
        assert found == Vector(whole.terms[:kept], whole.weights[:kept])
    assert add_up([[vector(bag) for bag in group] for group in groups]) == [vector(dict(total(g))) for g in groups]

"""Products and sums of many vectors at once are those of each by itself."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from briefing.threads.clustering.dot_products import OTHERS, ROWS, Comparer, ProductCache, _tables
from briefing.threads.clustering.term_vectors import Vector, add_up
from tests.conftest import examples

WIDTH = 30
bags = st.dictionaries(st.integers(0, WIDTH - 1), st.integers(1, 6000), min_size=1, max_size=12)
compared = st.lists(st.tuples(bags, st.lists(bags, max_size=4)), min_size=1, max_size=6)


def vector(weights: dict[int, int]) -> Vector:
    terms = sorted(weights, key=lambda term: (-weights[term], term))
    return Vector(np.array(terms, np.int32), np.array([weights[term] for term in terms], np.int32))


def total(group: list[dict[int, int]]) -> Counter[int]:
    return sum((Counter(bag) for bag in group), Counter[int]())


@examples(13, soak=200)
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


@examples(13, soak=200)
@given(st.lists(st.lists(bags, min_size=1, max_size=4), max_size=5))
def test_sums_keep_the_heaviest_of_many_terms(groups: list[list[dict[int, int]]]) -> None:
    for group, found in zip(groups, add_up([[vector(bag) for bag in group] for group in groups], 5), strict=True):
        whole = vector(dict(total(group)))
        kept = 5 if len(whole) > 10 else len(whole)
        assert found == Vector(whole.terms[:kept], whole.weights[:kept])
    assert add_up([[vector(bag) for bag in group] for group in groups]) == [vector(dict(total(g))) for g in groups]


A, B, C = vector({1: 2, 2: 3}), vector({2: 5, 3: 7}), vector({1: 1, 4: 1})


def test_products_of_a_sum_with_each_of_others() -> None:
    comparer = Comparer(lambda: WIDTH)
    assert comparer.dots([A], [B]) == [15]
    assert comparer.dots([A, C], [A, B, C]) == [4 + 9 + 2, 15, 2 + 2]
    assert comparer.dots([A], []) == []
    assert comparer.dots([A], [B]) == [15]  # nothing is left of earlier calls


def test_common_terms_are_those_with_the_highest_products() -> None:
    assert common([A], [B], 9) == [(2, 15)]
    assert common([A], [A], 9) == [(2, 9), (1, 4)]
    assert common([A], [A], 1) == [(2, 9)]
    assert common([A, B], [A], 9) == common([A], [A, B], 9) == [(2, 24), (1, 4)]
    assert common([A, B], [A, C], 9) == [(2, 24), (1, 6)]
    assert common([A, B], [A, C], 1) == [(2, 24)]
    even = vector({5: 2, 6: 2, 7: 2})
    assert common([even], [even], 2) == [(5, 4), (6, 4)]
    assert common([A], [vector({9: 1})], 9) == []


def common(ones: list[Vector], others: list[Vector], most: int) -> list[tuple[int, int]]:
    return Comparer(lambda: WIDTH).common(ones, others, most)


def test_a_comparer_grows_with_the_vocabulary() -> None:
    width = 3
    comparer = Comparer(lambda: width)
    assert comparer.dots([vector({2: 2})], [vector({2: 3})]) == [6]
    width = 500
    far = vector({499: 2})
    assert comparer.dots([far], [far]) == [4]
    assert comparer.products([far], [[far]]) == [[4]]


def test_many_vectors_are_looked_up_table_by_table() -> None:
    comparer = Comparer(lambda: WIDTH)
    for number in (ROWS - 1, ROWS, ROWS + 1, 2 * ROWS + 1):
        assert comparer.products([A] * number, [[B, C]] * number) == [[15, 2]] * number
    assert comparer.products([A, A], [[B] * (OTHERS + 1), [C]]) == [[15] * (OTHERS + 1), [2]]
    assert comparer.products([A, A], [[], [C]]) == [[], [2]]
    assert comparer.products([A], [[]]) == [[]]
    assert comparer.products([], []) == []
    assert comparer.shared([A, A], [[], [B]], 3) == [[], [(2, 15)]]
    assert comparer.shared([A], [[]], 3) == [[]]


def test_a_table_has_a_limited_number_of_rows_and_of_vectors() -> None:
    assert [*_tables([[A]] * (2 * ROWS + 1))] == [(0, ROWS), (ROWS, 2 * ROWS), (2 * ROWS, 2 * ROWS + 1)]
    half = [A] * (OTHERS // 2)
    assert [*_tables([half, half, [A], [A]])] == [(0, 2), (2, 4)]
    assert [*_tables([[A] * (OTHERS + 1), [A]])] == [(0, 1), (1, 2)]
    assert [*_tables([])] == []


class Counted:
    """A cache of products of three vectors, with the numbers of those that were looked up."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.cache = ProductCache(Comparer(lambda: WIDTH), self.vector)

    def vector(self, number: int) -> Vector:
        self.asked.append(number)
        return (A, B, C)[number]


def test_products_are_computed_once() -> None:
    counted = Counted()
    counted.cache.learn({0: [1, 2]})
    assert (dict(counted.cache.row(0)), dict(counted.cache.row(1)), dict(counted.cache.row(2))) == (
        *({1: 15, 2: 2}, {0: 15}, {0: 2}),
    )
    counted.asked.clear()
    counted.cache.learn({0: [1], 2: [0]})
    assert set(counted.asked) <= {0, 2}
    assert counted.cache.multiply([0], [1, 2]) == [15, 2]
    assert counted.asked.count(1) == 0


def test_products_of_sums_are_taken_from_the_cache_or_computed() -> None:
    for known in ({}, {0: [1]}, {0: [1, 2], 1: [2]}):
        cache = Counted().cache
        cache.learn(known)
        assert cache.multiply([0, 1], [2]) == [2]
        assert cache.multiply([2], [0, 1]) == [2, 0]
        assert cache.multiply([0, 2], [1]) == [15]
    noted = Counted()
    noted.cache.note({0: {1: 99}, 2: {}})
    assert noted.cache.multiply([0], [1]) == noted.cache.multiply([1], [0]) == [99]
    assert noted.cache.row(2) == {}
    noted.cache.note({0: {2: 7}})
    assert noted.cache.row(0) == {1: 99, 2: 7}


def test_products_are_forgotten_both_ways() -> None:
    counted = Counted()
    counted.cache.learn({0: [1, 2], 1: [2]})
    counted.cache.keep(0, [1])
    assert [dict(counted.cache.row(number)) for number in range(3)] == [{1: 15}, {0: 15, 2: 0}, {1: 0}]
    counted.cache.forget(1)
    assert [dict(counted.cache.row(number)) for number in range(3)] == [{}, {}, {}]
    counted.cache.keep(0, [])
    counted.cache.forget(5)
    assert counted.cache.multiply([0], [1]) == [15]

"""Merging of hand-made groups, by their similarities and constraints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from briefing.threads.clustering.merging import CLEAR, Comparison, Constraints, Merge, Options, merge
from briefing.threads.clustering.similarity import DAY, Group, join, least_quotient
from briefing.threads.clustering.term_vectors import UNIT

SQUARE = UNIT * UNIT
ENOUGH = least_quotient(0.5)
"""Cosine of two articles from which they are merged in these tests."""
Cosines = Mapping[tuple[int, int], float]


class Calls:
    """Checks that were made, and the factor each gives."""

    def __init__(self, factors: Mapping[tuple[int, int], float]) -> None:
        self.factors = factors
        self.made: list[tuple[tuple[int, ...], tuple[int, ...], str]] = []

    def __call__(self, ones: Sequence[int], others: Sequence[int], source: str) -> float:
        self.made.append((tuple(ones), tuple(others), source))
        return self.factors.get((ones[0], others[0]), 1.0)


def merged(
    size: int,
    cosines: Cosines,
    *,
    calls: Calls | None = None,
    compared: set[tuple[int, int]] | None = None,
    constraints: Constraints | None = None,
    times: Mapping[int, float] | None = None,
    sources: Mapping[int, str] | None = None,
    window: float = 30 * DAY,
    chance: float = 0.0,
    most: int | None = None,
) -> list[Merge]:
    """Merges of articles with the given cosines, of which some pairs are compared at the beginning."""
    times, sources = times or {}, sources or {}
    compare = Comparison()
    for number in range(size):
        when = times.get(number)
        compare.add([number], Group(1, SQUARE, when, when, sources.get(number, "")))
    dots = {pair: int(cosine * SQUARE) for pair, cosine in cosines.items()}

    def dot(one: int, other: int) -> int:
        return dots.get((min(one, other), max(one, other)), 0)

    def multiply(ones: Sequence[int], others: Sequence[int]) -> list[int]:
        return [sum(dot(one, other) for one in ones) for other in others]

    for one, other in compared if compared is not None else cosines:
        compare.link(one, other, dot(one, other))
    options = Options(0.5, window, chance, most)
    merges = merge(compare, options, multiply, calls or Calls({}), constraints or Constraints({}, {}))
    roots, products = {each.younger for each in merges}, compare.products
    if most is None:
        assert compare.groups.keys() == products.keys() == set(range(size)) - roots
        assert all(products[other][one] == product for one, row in products.items() for other, product in row.items())
    return merges


def test_where_articles_are_alike_by_chance_they_must_be_more_similar() -> None:
    assert merged(2, {(0, 1): 1.3 * ENOUGH}, chance=0.2)
    assert not merged(2, {(0, 1): 1.3 * ENOUGH}, chance=0.4)
    (done,) = merged(2, {(0, 1): 1.5 * ENOUGH}, chance=0.5)
    assert done.alike == pytest.approx(0.5)
    cosines = {(0, 1): 0.25, (0, 2): 1.3 * ENOUGH, (1, 2): 1.3 * ENOUGH}
    assert pairs(merged(3, cosines, chance=0.4)) == [(0, 1)]
    assert pairs(merged(3, cosines, chance=0.33)) == [(0, 1), (0, 2)]  # the second is a group


def pairs(merges: Sequence[Merge]) -> list[tuple[int, int]]:
    return [(each.older, each.younger) for each in merges]


def test_two_articles_are_merged_from_the_least_similarity() -> None:
    assert pairs(merged(2, {(0, 1): ENOUGH + 0.001})) == [(0, 1)]
    assert pairs(merged(2, {(0, 1): ENOUGH - 0.001})) == []
    assert pairs(merged(2, {})) == []


def test_a_merge_says_what_was_merged_and_how_similar_it_was() -> None:
    (done,) = merged(2, {(0, 1): 0.36}, times={0: 0.0, 1: DAY}, sources={0: "herald", 1: "herald"})
    assert (done.older, done.younger, done.members, done.silence) == (0, 1, (0, 1), DAY)
    assert done.alike == pytest.approx((0.36 * 10 / 11) / (0.36 * 10 / 11 + 0.12))
    one, other = (Group(1, SQUARE, time, time, "herald") for time in (0.0, DAY))
    assert done.group == join(one, other, int(0.36 * SQUARE))


def test_the_most_similar_pair_is_merged_first() -> None:
    assert pairs(merged(4, {(0, 1): 0.3, (2, 3): 0.5})) == [(2, 3), (0, 1)]
    assert pairs(merged(3, {(0, 1): 0.3, (1, 2): 0.5}))[0] == (1, 2)


def test_a_group_is_compared_with_others_as_a_whole() -> None:
    chain = {(0, 1): 0.6, (1, 2): 0.5}
    assert pairs(merged(3, chain)) == [(0, 1), (0, 2)]
    assert pairs(merged(3, {(0, 1): 0.6, (1, 2): 0.2})) == [(0, 1)]
    assert merged(3, chain)[1].members == (0, 1, 2)


def test_missing_products_of_merged_groups_are_computed() -> None:
    cosines = {(0, 1): 0.6, (1, 2): 0.5, (0, 2): 0.5}
    assert merged(3, cosines, compared={(0, 1), (1, 2)})[1] == merged(3, cosines)[1]
    both = {(0, 1): 0.6, (2, 3): 0.55, (1, 2): 0.3, (0, 2): 0.4, (0, 3): 0.4, (1, 3): 0.4}
    assert merged(4, both, compared={(0, 1), (2, 3), (1, 2)}) == merged(4, both)


def test_silence_lowers_similarity_and_beyond_the_window_nothing_is_merged() -> None:
    for days, cosine, is_merged in (
        *((0, 0.13, True), (10, 0.23, False), (10, 0.25, True)),
        *((30, 0.9, True), (31, 0.9, False)),
    ):
        for times in ({0: 0.0, 1: days * DAY}, {0: days * DAY, 1: 0.0}):
            assert bool(merged(2, {(0, 1): cosine}, times=times)) is is_merged
    assert merged(2, {(0, 1): 0.13}, times={0: 0.0}, window=0.0)  # of unknown time


def test_single_articles_and_groups_of_one_source_and_all_little_similar_ones_are_checked() -> None:
    clear, doubtful = CLEAR * ENOUGH + 0.01, CLEAR * ENOUGH - 0.01
    for cosine, sources, checked in (
        (clear, {0: "a", 1: "b"}, [((0,), (1,), "")]),
        (doubtful, {0: "a", 1: "b"}, [((0,), (1,), "")]),
        (clear, {0: "a", 1: "a"}, [((0,), (1,), "a")]),
        (clear, {}, [((0,), (1,), "")]),
    ):
        calls = Calls({})
        assert pairs(merged(2, {(0, 1): cosine}, calls=calls, sources=sources)) == [(0, 1)]
        assert calls.made == checked


def test_a_check_vetoes_or_lowers_a_similarity() -> None:
    cosine = 2 * ENOUGH
    for factor, is_merged in ((0.0, False), (0.4, False), (0.6, True), (1.0, True)):
        calls = Calls({(0, 1): factor})
        assert bool(merged(2, {(0, 1): cosine}, calls=calls)) is is_merged
        assert len(calls.made) == 1
    lowered = merged(3, {(0, 1): cosine, (1, 2): 0.8 * cosine}, calls=Calls({(0, 1): 0.6}))
    assert pairs(lowered)[0] == (1, 2)
    (done,) = merged(2, {(0, 1): cosine}, calls=Calls({(0, 1): 0.6}))
    assert done.alike == pytest.approx(0.6 * cosine / (0.6 * cosine + 0.12))


def test_groups_kept_apart_are_never_merged_nor_are_those_merged_with_them() -> None:
    cosines = {(0, 1): 0.6, (1, 2): 0.5, (0, 2): 0.5}
    assert pairs(merged(3, cosines, constraints=Constraints({}, {0: {2}, 2: {0}}))) == [(0, 1)]
    assert pairs(merged(3, cosines, constraints=Constraints({}, {0: {1}, 1: {0}}))) in ([(1, 2)], [(0, 2)])
    assert pairs(merged(2, {(0, 1): 0.9}, constraints=Constraints({}, {0: {1}, 1: {0}}))) == []


def test_groups_of_one_bond_are_barred_from_what_any_of_them_is() -> None:
    bonds = {0: "x", 1: "x"}
    constraints = Constraints(bonds, {0: {2}, 2: {0}})
    assert pairs(merged(3, {(1, 2): 0.9}, constraints=constraints)) == []
    assert pairs(merged(3, {(1, 2): 0.9}, constraints=Constraints(bonds, {}))) == [(1, 2)]


def test_constraints_follow_links() -> None:
    constraints = Constraints({3: "x", 1: "x", 5: "y"}, {3: {5}, 5: {3}})
    assert [constraints.head(number) for number in range(6)] == [0, 1, 2, 1, 4, 5]
    assert constraints.forbids(1, 5) and constraints.forbids(5, 3)
    assert not constraints.forbids(1, 3) and not constraints.forbids(0, 5)
    constraints.link(5, 4)
    assert constraints.head(5) == 4
    assert constraints.forbids(3, 4)
    constraints.link(0, 1)
    assert constraints.head(3) == 0
    assert constraints.forbids(0, 5)
    constraints.link(3, 1)
    assert constraints.head(3) == 0


def test_constraints_are_false_if_there_are_none() -> None:
    assert not Constraints({}, {})
    assert not Constraints({0: "x"}, {})
    assert Constraints({0: "x", 1: "x"}, {})
    assert Constraints({}, {0: {1}, 1: {0}})


def test_merging_ends_after_the_wanted_number_of_merges() -> None:
    cosines = {(0, 1): 0.6, (0, 2): 0.5, (1, 2): 0.5, (3, 4): 0.7}
    assert pairs(merged(5, cosines, most=2)) == [(3, 4), (0, 1)]
    assert pairs(merged(5, cosines, most=9)) == pairs(merged(5, cosines)) == [(3, 4), (0, 1), (0, 2)]


def test_a_group_of_several_members_is_multiplied_and_checked_by_all_of_them() -> None:
    compare, calls, asked = Comparison(), Calls({}), list[tuple[tuple[int, ...], tuple[int, ...]]]()
    compare.add([2, 5], Group(2, 3 * SQUARE))
    for number in (7, 8):
        compare.add([number], Group(1, SQUARE))
    compare.link(2, 7, int(0.5 * SQUARE))
    compare.link(7, 8, int(0.9 * SQUARE))

    def multiply(ones: Sequence[int], others: Sequence[int]) -> list[int]:
        asked.append((tuple(ones), tuple(others)))
        return [int(0.4 * SQUARE) for _ in others]

    merges = merge(compare, Options(0.5, 30 * DAY), multiply, calls, Constraints({}, {}))
    assert pairs(merges) == [(7, 8), (2, 7)]
    assert asked == [((8,), (2, 5))]
    assert calls.made == [((7,), (8,), ""), ((2, 5), (7, 8), "")]
    assert merges[-1].members == (2, 5, 7, 8)

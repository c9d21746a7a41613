"""Which threads new articles join as a whole, and which are split into their parts, with hand-made vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

import pytest

from briefing.threads.clustering.merging import Comparison, Options
from briefing.threads.clustering.open_threads import PARTS, OpenThreads
from briefing.threads.clustering.similarity import DAY, Group, join_all, quotient
from briefing.threads.clustering.state import Part
from briefing.threads.clustering.touched_threads import RIVAL, SURE, closest, compare, link_candidates
from tests.threads.test_candidate_threads import ENOUGH, SQUARE, memory, part, rows, vector

OPTIONS = Options(0.5, 30 * DAY)


def compared(held: OpenThreads, near: dict[int, dict[int, int]], options: Options = OPTIONS) -> Comparison:
    return compare(held, link_candidates(held, near), options, held.products.multiply)


def story(number: int, thread: str, cosine: float = 1.0, own: int = 9) -> Part:
    """A part with this cosine to the term `t0`."""
    return part(number, vector(**{"t0": cosine, f"t{own}": sqrt(1 - cosine * cosine)}), thread)


def test_an_article_is_compared_with_the_whole_thread_that_it_clearly_belongs_to() -> None:
    held = memory(story(0, "x", 0.8), story(1, "x", 0.6), story(2, "", 1.0), story(3, "z", own=3))
    made = compared(held, {2: {1: int(0.6 * SQUARE)}})
    assert made.members == {0: (0, 1), 2: (2,)}
    assert rows(made.products) == {0: {2: 1.4}, 2: {0: 1.4}}
    whole = made.groups[0]
    assert (whole.size, round(whole.square / SQUARE, 2)) == (2, 2 + 2 * (0.48 + 0.48))


@pytest.mark.parametrize(("excess", "members"), [(0.001, {0: (0, 1), 2: (2,)}), (-0.001, {0: (0,), 1: (1,), 2: (2,)})])
def test_an_article_below_a_multiple_of_the_threshold_splits_the_thread(
    excess: float, members: dict[int, tuple[int, ...]]
) -> None:
    single = Group(1, SQUARE)
    cosine = (SURE * ENOUGH + excess) / quotient(single, join_all([single, single], SQUARE), 2 * SQUARE, DAY)
    held = memory(story(0, "x", cosine), story(1, "x", cosine), story(2, ""))
    assert compared(held, {2: {1: int(cosine * SQUARE)}}).members == members


def test_where_there_are_many_stories_the_threshold_is_higher() -> None:
    near = {2: {1: int(0.4 * SQUARE)}}
    held = memory(story(0, "x", 0.4), story(1, "x", 0.4), story(2, ""))
    assert compared(held, near).members.keys() == {0, 2}
    assert compared(held, near, replace(OPTIONS, chance=0.5)).members.keys() == {0, 1, 2}


def test_a_thread_with_a_part_that_is_not_similar_to_the_article_is_split() -> None:
    held = memory(story(0, "x", 0.9, 1), story(1, "x", 0.11, 2), story(2, ""))
    made = compared(held, {2: {0: int(0.9 * SQUARE)}})
    assert made.members == {0: (0,), 1: (1,), 2: (2,)}
    assert rows(made.products) == {0: {1: 0.1, 2: 0.9}, 1: {0: 0.1}, 2: {0: 0.9}}  # only candidates are compared


def test_a_second_thread_raises_a_doubt_from_a_share_of_the_similarity() -> None:
    rival = RIVAL * 0.8
    held = memory(story(0, "x", 0.8, 1), story(1, "y", rival - 0.001, 2), story(2, "z", rival + 0.001, 3), story(3, ""))
    clear = compared(held, {3: {0: int(0.8 * SQUARE), 1: int(rival * SQUARE) - 1}})
    assert rows(clear.products) == {0: {3: 0.8}, 3: {0: 0.8}}
    doubtful = compared(held, {3: {0: int(0.8 * SQUARE), 2: int(rival * SQUARE) + 1}})
    assert rows(doubtful.products) == {0: {3: 0.8}, 2: {3: 0.2}, 3: {0: 0.8, 2: 0.2}}


def test_an_article_meets_the_parts_of_its_thread_where_another_article_splits_it() -> None:
    held = memory(story(0, "x", 0.8, 1), story(1, "x", 0.8, 1), story(2, ""), part(3, vector(t1=1)))
    near = {2: {0: int(0.8 * SQUARE)}, 3: {1: int(0.6 * SQUARE)}}
    assert compared(held, {2: near[2]}).members.keys() == {0, 2}
    held.parts[3] = part(3, vector(t1=0.1, t8=1))
    made = compared(held, near)
    assert made.members.keys() == {0, 1, 2, 3}
    assert made.products[2].keys() == {0}


def test_threads_that_were_changed_by_hand_are_split() -> None:
    near = {2: {1: int(0.8 * SQUARE)}}
    bound = memory(story(0, "x", 0.8), replace(story(1, "x", 0.8), bond="x"), story(2, ""))
    assert compared(bound, near).members.keys() == {0, 1, 2}
    apart = memory(story(0, "x", 0.8), story(1, "x", 0.8), story(2, ""), story(3, "y"))
    apart.keep_apart("x", "y")
    assert compared(apart, near).members.keys() == {0, 1, 2}


def test_threads_in_several_languages_are_split() -> None:
    held, asked = memory(story(0, "x", 0.8), story(1, "x", 0.8), story(2, "")), list[tuple[int, ...]]()

    def is_uniform(numbers: Sequence[int]) -> bool:
        asked.append(tuple(numbers))
        return False

    linked = link_candidates(held, {2: {1: int(0.8 * SQUARE)}})
    made = compare(held, linked, OPTIONS, held.products.multiply, is_uniform)
    assert made.members.keys() == {0, 1, 2}
    assert asked == [(2, 0, 1)]


def test_new_articles_are_compared_with_each_other() -> None:
    held = memory(story(0, "x", 0.8), story(1, ""), story(2, ""), story(3, ""))
    made = compared(held, {1: {0: int(0.8 * SQUARE), 2: SQUARE}, 2: {}, 3: {}})
    assert rows(made.products) == {0: {1: 0.8}, 1: {0: 0.8, 2: 1.0}, 2: {1: 1.0}, 3: {}}
    assert {other: round(p / SQUARE, 2) for other, p in held.products.row(1).items()} == {0: 0.8, 2: 1.0}


def test_the_most_similar_parts_of_a_thread_with_too_many_are_merged() -> None:
    own = [vector(**{f"t{number}": 1}) for number in range(PARTS)]
    near = [vector(t0=1, t8=0.5), vector(t1=1, t8=0.3)]
    numbers = [*range(PARTS + 2)]
    held = memory(*(part(number, each, "x") for number, each in enumerate([*own, *near])))
    merges = closest(held, {0: numbers}, 30 * DAY)[0]
    assert [(done.older, done.younger) for done in merges] == [(1, PARTS + 1), (0, PARTS)]
    (done,) = closest(held, {0: numbers[:-1]}, 30 * DAY)[0]
    assert (done.members, done.group.size) == ((0, PARTS), 2)

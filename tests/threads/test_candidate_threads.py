"""Parts that new articles are compared with, and round-ups among them, with hand-made vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from briefing.threads.clustering.candidate_threads import candidates, count_stories, is_round_up
from briefing.threads.clustering.open_threads import OpenThreads
from briefing.threads.clustering.similarity import DAY, Group, chance, discount, quotient
from briefing.threads.clustering.state import ClusterState, Part
from briefing.threads.clustering.term_vectors import UNIT, Vector
from briefing.threads.clustering.touched_threads import link_candidates
from tests.table import table

SQUARE = UNIT * UNIT
ENOUGH = 0.12
"""Cosine from which two articles belong to one story in these tests."""
WINDOW = 30 * DAY
TITLE, LIST = "A week to remember", "Talks on Iran, Ukraine and Gaza"


def vector(**shares: float) -> Vector:
    """A unit vector; terms are called `t0` to `t9`."""
    ranked = sorted(((share, int(term[1:])) for term, share in shares.items()), reverse=True)
    length = sqrt(sum(share * share for share, _ in ranked))
    terms = np.array([term for _, term in ranked], np.int32)
    return Vector(terms, np.array([round(UNIT * share / length) for share, _ in ranked], np.int32))


def part(number: int, vector: Vector, thread: str = "", size: int = 1) -> Part:
    group = Group(size, vector.square * size * size)
    return Part(number, f"born{number}", thread, group, vector, (f"a{number}",))


def memory(*parts: Part) -> OpenThreads:
    terms = {f"term{number}": (number, 1) for number in range(10)}
    return OpenThreads(ClusterState(parts, terms, next=len(parts)))


def round_up(
    quotients: Sequence[float],
    title: str = TITLE,
    stories: Sequence[Vector] | None = None,
    threads: Sequence[str] | None = None,
) -> bool:
    """Whether an article is a round-up that has these similarities to stories, by default with nothing in common."""
    own = stories or [vector(**{f"t{number}": 1}) for number in range(len(quotients))]
    names = threads or [f"thread{number}" for number in range(len(quotients))]
    parts = [part(number, each, name) for number, (each, name) in enumerate(zip(own, names, strict=True))]
    new = part(len(parts), vector(t9=1))
    near = {number: int(quotient * SQUARE) + 1 for number, quotient in enumerate(quotients)}
    return is_round_up(memory(*parts, new), new, near, ENOUGH, title)


@table(
    ("quotients", "is_one"),
    [
        ([], False),
        ([0.9], False),
        ([0.9, 0.9], False),
        ([0.24, 0.24, 0.24], True),
        ([0.24, 0.24, 0.239], False),
        ([0.9, 0.9, 0.3, 0.1], True),
    ],
)
def test_a_round_up_is_twice_as_similar_as_needed_to_three_stories(quotients: list[float], is_one: bool) -> None:
    assert round_up(quotients) is is_one


@pytest.mark.parametrize(("quotients", "is_one"), [([0.12, 0.12], True), ([0.12, 0.119], False), ([0.9], False)])
def test_where_the_headline_lists_names_two_stories_are_enough(quotients: list[float], is_one: bool) -> None:
    assert round_up(quotients, LIST) is is_one


@table(
    ("cosine", "title", "is_one"),
    [
        (0.3 * ENOUGH - 0.001, TITLE, True),
        (0.3 * ENOUGH + 0.001, TITLE, False),
        (0.8 * ENOUGH - 0.001, LIST, True),
        (0.8 * ENOUGH + 0.001, LIST, False),
    ],
)
def test_the_stories_of_a_round_up_have_little_in_common(cosine: float, title: str, is_one: bool) -> None:
    shared = sqrt(cosine)
    stories = [vector(t0=shared, **{f"t{number}": sqrt(1 - cosine)}) for number in range(1, 3 if title == LIST else 4)]
    assert round_up([0.9] * len(stories), title, stories) is is_one


def test_parts_of_one_thread_are_one_story() -> None:
    assert not round_up([0.9, 0.9, 0.9], threads=["x", "x", "y"])
    assert not round_up([0.9, 0.9], LIST, threads=["x", "x"])
    assert round_up([0.9, 0.9, 0.9], threads=["x", "y", ""])
    assert round_up([0.9, 0.9, 0.9, 0.9], threads=["", "", "", ""])


def test_a_story_is_judged_by_its_most_similar_part() -> None:
    stories = [vector(t0=1), vector(t1=1), vector(t2=1), vector(t0=1, t1=1)]
    assert round_up([0.9, 0.9, 0.9, 0.3], stories=stories, threads=["x", "y", "z", "x"])
    assert not round_up([0.3, 0.9, 0.9, 0.9], stories=stories, threads=["x", "y", "z", "x"])


def rows(products: Mapping[int, Mapping[int, int]]) -> dict[int, dict[int, float]]:
    return {one: {other: round(p / SQUARE, 2) for other, p in row.items()} for one, row in products.items()}


def test_candidates_are_similar_enough() -> None:
    old = [part(0, vector(t0=1), "x"), part(1, vector(t0=1, t1=1), "y"), part(2, vector(t2=1), "z")]
    held = memory(*old, part(3, vector(t0=1, t1=0.2)))
    assert rows(candidates(held, [3], 0.5, WINDOW)) == {3: {0: 0.98, 1: 0.83}}
    assert rows(candidates(held, [3], 0.9, WINDOW)) == {3: {0: 0.98}}
    assert rows(candidates(held, [3], 0.99, WINDOW)) == {3: {}}
    assert candidates(held, [], 0.5, WINDOW) == {}


def test_parts_beyond_the_window_are_no_candidates() -> None:
    old = [replace(part(n, vector(t0=1), f"x{n}"), group=Group(1, SQUARE, n * DAY, n * DAY)) for n in (0, 1)]
    new = replace(part(3, vector(t0=1)), group=Group(1, SQUARE, 31 * DAY, 31 * DAY))
    assert rows(candidates(memory(*old, part(2, vector(t0=1), "undated"), new), [3], 0.5, WINDOW)) == {3: {1: 1, 2: 1}}


def test_candidates_are_more_similar_where_there_are_many_threads() -> None:
    old = [part(0, vector(t0=1, t1=1), "x"), part(1, vector(t0=1, t1=0.5), "y")]
    others = [part(number, vector(t9=1), f"z{number}") for number in range(3, 600)]
    held = memory(*old, part(2, vector(t0=1)), *others)
    assert rows(candidates(memory(*old, part(2, vector(t0=1))), [2], 0.5, WINDOW)) == {2: {0: 0.71, 1: 0.89}}
    assert rows(candidates(held, [2], 0.5, WINDOW)) == {2: {1: 0.89}}


def test_new_parts_are_candidates_of_each_other_but_not_of_themselves() -> None:
    held = memory(part(0, vector(t0=1)), part(1, vector(t0=1)))
    assert rows(candidates(held, [0, 1], 0.5, WINDOW)) == {0: {1: 1.0}, 1: {0: 1.0}}


def test_stories_are_the_threads_and_a_share_of_each_new_article_among_those_like_it() -> None:
    held = memory(part(0, vector(t1=1), "x"), part(1, vector(t2=1), "y"))
    for number, days in ((2, 0.0), (3, 0.0), (4, 40.0), (5, 0.0)):
        own = vector(t3=1) if number == 5 else vector(t0=1)
        held.put(replace(part(number, own), group=Group(1, SQUARE, days * DAY, days * DAY)))
    products = link_candidates(held, candidates(held, [2, 3, 4, 5], 0.5, 50 * DAY))
    assert products[2].keys() == {3, 4}
    assert count_stories(held, products, ENOUGH, 30 * DAY) == 2 + 1 / 2 + 1 / 2 + 1 + 1
    assert count_stories(held, products, ENOUGH, 50 * DAY) == 2 + 3 * 1 / 3 + 1


def repeats(number: int, vector: Vector, size: int) -> Part:
    """A new part of articles that are all equal."""
    total = Vector(vector.terms, size * vector.weights)
    return Part(number, f"born{number}", "", Group(size, total.square), total, (f"a{number}",))


def test_candidates_of_many_repeats_are_those_of_one_article() -> None:
    """Each shares one term with twelve older threads, and both with the youngest."""
    older = [part(number, vector(t0=1, t2=1), f"thread{number}") for number in range(12)]
    youngest = part(12, vector(t0=1, t1=1), "youngest")
    for size in (1, 300):
        new = repeats(13, vector(t0=1, t1=1), size)
        row = candidates(memory(*older, youngest, new), [13], 0.0, WINDOW)[13]
        assert 12 in row
        assert len(row) == 12


def test_many_repeats_are_less_often_similar_by_chance_than_one_article() -> None:
    others = [part(number, vector(t9=1), f"thread{number}") for number in range(400)]
    story = part(400, vector(t0=1), "story")
    for size in (1, 16):
        new = repeats(401, vector(t0=1, t1=1), size)
        reached = quotient(new.group, story.group, size * UNIT * round(UNIT / sqrt(2)), WINDOW)
        for share, expected in ((0.999, {400}), (1.001, set[int]())):
            held = memory(*others, story, new)
            begin = share * reached / discount(chance(len(held.threads)), size)
            assert candidates(held, [401], begin, WINDOW)[401].keys() == expected

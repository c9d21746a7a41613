from __future__ import annotations

import math

import pytest

from briefing.threads.clustering.similarity import (
    CHANCE,
    DAY,
    FEW_STORIES,
    MOST_CHANCE,
    Group,
    chance,
    discount,
    fade,
    gap,
    join,
    least_quotient,
    likeness,
    quotient,
)
from briefing.threads.clustering.term_vectors import UNIT
from tests.table import table

SQUARE = UNIT * UNIT
ALONE = Group(1, SQUARE)


def at(first: float, last: float) -> Group:
    return Group(1, SQUARE, first * DAY, last * DAY)


@table("cosine", [0.0, 0.25, 0.5, 1.0])
def test_quotient_of_two_articles_is_their_cosine(cosine: float) -> None:
    assert quotient(ALONE, ALONE, int(cosine * SQUARE), 0.0) == pytest.approx(cosine)


def test_quotient_is_halved_by_ten_days_of_silence_and_none_beyond_the_window() -> None:
    one, other = at(0, 1), at(11, 20)
    assert quotient(one, other, SQUARE, 10 * DAY) == pytest.approx(0.5)
    assert quotient(one, other, SQUARE, 10 * DAY - 1) == 0.0


def test_quotient_is_higher_for_a_group_whose_members_are_little_alike() -> None:
    close, far = Group(2, 4 * SQUARE), Group(2, 2 * SQUARE)
    assert close.cohesion > far.cohesion
    assert quotient(far, ALONE, SQUARE, 0.0) > quotient(close, ALONE, SQUARE, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "days"), [(at(0, 1), at(3, 4), 2), (at(3, 4), at(0, 1), 2), (at(0, 3), at(2, 4), 0)]
)
def test_gap_is_the_time_between_two_spans(one: Group, other: Group, days: float) -> None:
    assert gap(one, other) == days * DAY
    assert gap(one, ALONE) == gap(ALONE, one) == 0.0


@table("least", [0.0, 0.3, 0.5, 0.9])
def test_least_quotient_is_the_quotient_of_a_similarity(least: float) -> None:
    assert likeness(least_quotient(least)) == pytest.approx(least)


def test_no_quotient_is_enough_for_a_similarity_of_one() -> None:
    assert least_quotient(1.0) == math.inf


def test_joined_group_has_all_articles_and_times() -> None:
    one, other = Group(2, 3, 1.0, 2.0, "herald"), Group(1, 5, None, None, "herald")
    assert join(one, other, 7) == Group(3, 22, 1.0, 2.0, "herald")
    assert join(one, Group(1, 5, 0.0, 9.0, "echo"), 7) == Group(3, 22, 0.0, 9.0)


@table(
    ("size", "cosine", "cohesion"),
    [
        (1, 1.0, 0.25),  # one article has none: the prior
        (2, 0.0, 0.5 / 3),
        (2, 1.0, 0.5),
        (3, 0.5, (0.5 + 3 * 0.5) / 5),
        (5, 1.0, (0.5 + 10) / 12),
    ],
)
def test_cohesion_is_the_mean_cosine_of_all_pairs_and_of_two_more_of_a_quarter(
    size: int, cosine: float, cohesion: float
) -> None:
    square = size * SQUARE + int(size * (size - 1) * cosine * SQUARE)
    assert Group(size, square).cohesion == pytest.approx(cohesion)


def test_a_group_as_cohesive_as_the_prior_has_the_mean_cosine_as_quotient() -> None:
    even = Group(2, 2 * SQUARE + SQUARE // 2)
    assert even.cohesion == pytest.approx(0.25)
    assert quotient(even, ALONE, 2 * SQUARE // 4, 0.0) == pytest.approx(0.25)
    assert quotient(even, even, 4 * SQUARE // 4, 0.0) == pytest.approx(0.25)
    close = Group(2, 4 * SQUARE)
    assert quotient(close, ALONE, 2 * SQUARE // 4, 0.0) == pytest.approx(0.25 / (0.5 / 0.25) ** 0.7)


def test_two_copies_of_one_text_do_not_keep_a_third_report_out() -> None:
    copies = Group(2, 4 * SQUARE)
    assert likeness(quotient(copies, ALONE, int(2 * 0.25 * SQUARE), 0.0)) > 0.5
    assert likeness(quotient(copies, ALONE, int(2 * 0.18 * SQUARE), 0.0)) < 0.5  # enough for two articles alone


def test_a_group_whose_members_oppose_each_other_has_no_negative_cohesion() -> None:
    assert Group(2, 0).cohesion == pytest.approx(0.5 / 3)


def test_groups_with_nothing_in_common_have_no_quotient() -> None:
    assert quotient(ALONE, ALONE, 0, 0.0) == 0.0
    assert quotient(ALONE, ALONE, 1, 0.0) > 0.0


@table(("days", "factor"), [(0, 1.0), (5, 2 / 3), (10, 0.5), (30, 0.25)])
def test_similarity_fades_with_silence(days: float, factor: float) -> None:
    assert fade(days * DAY) == pytest.approx(factor)


@table(
    ("stories", "expected"),
    [
        (0.0, 0.0),
        (1.0, 0.0),
        (FEW_STORIES, 0.0),
        (1.5 * FEW_STORIES, CHANCE * math.log(1.5)),
        (100.0 * FEW_STORIES, MOST_CHANCE),
    ],
)
def test_the_more_stories_there_are_the_more_similar_two_articles_must_be(stories: float, expected: float) -> None:
    assert chance(stories) == pytest.approx(expected)


def test_groups_are_alike_by_chance_less_often_than_articles() -> None:
    assert discount(0.0, 7) == 1.0
    assert discount(0.4, 1) == pytest.approx(1.4)
    assert discount(0.4, 16) == pytest.approx(1.2)


def test_a_quotient_of_twelve_hundredths_is_even() -> None:
    assert likeness(0.12) == pytest.approx(0.5)
    assert likeness(0.36) == pytest.approx(0.75)
    assert likeness(0.0) == 0.0


def test_a_group_without_times_overlaps_any_other() -> None:
    assert (ALONE.first, ALONE.last, ALONE.source) == (None, None, "")
    assert (ALONE.begin, ALONE.end) == (-math.inf, math.inf)
    assert (at(1, 2).begin, at(1, 2).end) == (DAY, 2 * DAY)
    assert Group(1, 5, 1.0) != Group(1, 5, 2.0)


def test_a_joined_group_has_the_times_of_the_one_that_has_any() -> None:
    timed, untimed = Group(1, 5, 3.0, 4.0), Group(1, 5)
    assert join(untimed, timed, 0) == join(timed, untimed, 0) == Group(2, 10, 3.0, 4.0)
    assert join(untimed, untimed, 1) == Group(2, 12)
    assert join(timed, Group(1, 5, 1.0, 9.0), 0) == Group(2, 10, 1.0, 9.0)
    assert join(Group(1, 5, 1.0, 9.0), timed, 0) == Group(2, 10, 1.0, 9.0)

from __future__ import annotations

import math

import pytest

from briefing.threads.clustering.similarity import DAY, Group, gap, join, least_quotient, likeness, quotient
from briefing.threads.clustering.term_vectors import UNIT

SQUARE = UNIT * UNIT
ALONE = Group(1, SQUARE)


def at(first: float, last: float) -> Group:
    return Group(1, SQUARE, first * DAY, last * DAY)


@pytest.mark.parametrize("cosine", [0.0, 0.25, 0.5, 1.0])
def test_quotient_of_two_articles_is_their_cosine(cosine: float) -> None:
    assert quotient(ALONE, ALONE, int(cosine * SQUARE), 0.0) == pytest.approx(cosine)


def test_quotient_is_halved_by_two_weeks_of_silence_and_none_beyond_the_window() -> None:
    one, other = at(0, 1), at(15, 20)
    assert quotient(one, other, SQUARE, 14 * DAY) == pytest.approx(0.5)
    assert quotient(one, other, SQUARE, 14 * DAY - 1) == 0.0


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


@pytest.mark.parametrize("least", [0.0, 0.3, 0.5, 0.9])
def test_least_quotient_is_the_quotient_of_a_similarity(least: float) -> None:
    assert likeness(least_quotient(least)) == pytest.approx(least)


def test_no_quotient_is_enough_for_a_similarity_of_one() -> None:
    assert least_quotient(1.0) == math.inf


def test_joined_group_has_all_articles_and_times() -> None:
    one, other = Group(2, 3, 1.0, 2.0, "herald"), Group(1, 5, None, None, "herald")
    assert join(one, other, 7) == Group(3, 22, 1.0, 2.0, "herald")
    assert join(one, Group(1, 5, 0.0, 9.0, "echo"), 7) == Group(3, 22, 0.0, 9.0)

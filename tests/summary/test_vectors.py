"""TF-IDF vectors of sentences, their similarities and centrality, by numbers."""

from __future__ import annotations

from math import log, log1p, sqrt

import numpy as np
import pytest

from briefing.summary.vectors import Vectors, centrality, scaled

RARE = log(3 / 2) + 1
"""Inverse frequency of a term in one of two rows; that of a term in both is 1."""


def test_a_rare_term_weighs_more_and_each_row_has_length_one() -> None:
    length = sqrt(1 + RARE**2)
    vectors = Vectors([["dam", "town"], ["dam"]])
    assert vectors.row(0) == pytest.approx([1 / length, RARE / length])
    assert vectors.row(1) == pytest.approx([1.0, 0.0])


def test_a_repeated_term_weighs_less_than_twice_as_much() -> None:
    length = sqrt(log1p(2) ** 2 + log1p(1) ** 2)
    assert Vectors([["dam", "town", "dam"]]).row(0) == pytest.approx([log1p(2) / length, log1p(1) / length])


def test_rows_are_projected_on_any_direction_and_added_with_weights() -> None:
    vectors = Vectors([["dam"], [], ["town"]])
    assert vectors.project(np.array([2.0, 3.0])) == pytest.approx([2.0, 0.0, 3.0])
    assert vectors.total(np.array([4.0, 5.0, 6.0])) == pytest.approx([4.0, 6.0])
    assert (vectors.size, vectors.width) == (3, 2)


def test_similarities_are_cosines_of_the_chosen_rows() -> None:
    vectors = Vectors([["dam", "town"], ["ferry"], ["dam"], ["town", "coast"], []])
    everything = vectors.similarities(np.arange(5))
    rows = np.array([vectors.row(index) for index in range(5)])
    expected = rows @ rows.T
    np.fill_diagonal(expected, 1.0)
    assert everything == pytest.approx(expected, abs=1e-6)
    assert 0 < everything[0, 2] < 1
    chosen = np.array([0, 2, 3])
    assert vectors.similarities(chosen) == pytest.approx(everything[np.ix_(chosen, chosen)])


def test_no_rows_have_no_similarities() -> None:
    vectors = Vectors([])
    assert (vectors.size, vectors.width) == (0, 0)
    assert vectors.similarities(np.zeros(0, np.int64)).shape == (0, 0)


def test_values_are_scaled_by_the_highest() -> None:
    assert scaled(np.array([1.0, 4.0, 0.0])).tolist() == [0.25, 1.0, 0.0]
    assert scaled(np.zeros(2)).tolist() == [0.0, 0.0]
    assert scaled(np.zeros(0)).tolist() == []


def test_centrality_is_that_of_a_random_reader() -> None:
    similar = np.array([[1.0, 0.5, 0.0], [0.5, 1.0, 0.0], [0.0, 0.0, 1.0]])
    assert centrality(similar) == pytest.approx([1.0, 1.0, 0.15], abs=1e-4)
    assert centrality(np.zeros((0, 0))).tolist() == []


def test_a_sentence_similar_to_two_is_more_central_than_these() -> None:
    chain = np.array([[1.0, 0.6, 0.0], [0.6, 1.0, 0.6], [0.0, 0.6, 1.0]])
    assert centrality(chain) == pytest.approx([0.475 / 0.9, 1.0, 0.475 / 0.9], abs=0.01)
    assert similar_unchanged(chain)


def similar_unchanged(similar: np.ndarray) -> bool:
    before = similar.copy()
    centrality(similar)
    return bool((similar == before).all())

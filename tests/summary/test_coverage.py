"""The weight that a sentence adds to a summary, and when it repeats the lines so far."""

from __future__ import annotations

import numpy as np
import pytest

from briefing.summary.candidates import Candidate
from briefing.summary.coverage import Coverage
from briefing.summary.redundancy import repeats
from briefing.summary.vectors import centrality
from briefing.text.novelty import SeenTerms


def sentence(words: int, *terms: str, position: int = 0) -> Candidate:
    return Candidate("", 0, position, words, terms)


def test_of_two_sentences_with_the_headline_the_shorter_is_denser() -> None:
    coverage = Coverage([sentence(12, "bridge"), sentence(24, "bridge")], 0, ["bridge"])
    assert coverage.density(0) == pytest.approx(2 * coverage.density(1))


def test_a_headline_weighs_until_a_line_covers_it() -> None:
    candidates = [sentence(12, "bridge"), sentence(12, "bridge"), sentence(12, "ferry")]
    plain, headed = Coverage(candidates, 0), Coverage(candidates, 0, ["bridge"])
    assert headed.density(0) > plain.density(0) > 0
    headed.cover(1)
    assert headed.density(0) == 0.0
    assert headed.density(2) == plain.density(2)


def test_covered_concepts_are_gained_once() -> None:
    coverage = Coverage([sentence(9, "dam", "town"), sentence(9, "dam", "town")], 0)
    assert coverage.cover(0)[0] > 0
    assert coverage.cover(1)[0] == 0.0


@pytest.mark.parametrize(
    ("terms", "is_repeated"),
    [("a b c d", True), ("a b c", False), ("a b x y", True), ("a x y z", False), ("a b 1 y", False)],
)
def test_a_sentence_of_four_terms_repeats_a_line_that_has_half_of_them(terms: str, is_repeated: bool) -> None:
    seen = SeenTerms()
    seen.add(frozenset("abcd"))
    assert repeats(frozenset(terms.split()), seen) is is_repeated


def test_centrality_is_that_of_a_random_reader() -> None:
    similar = np.array([[1.0, 0.5, 0.0], [0.5, 1.0, 0.0], [0.0, 0.0, 1.0]])
    assert centrality(similar) == pytest.approx([1.0, 1.0, 0.15], abs=0.01)
    assert centrality(np.zeros((0, 0))).tolist() == []

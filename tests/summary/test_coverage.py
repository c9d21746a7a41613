"""The weight that a sentence adds to a summary, and when it repeats the lines so far."""

from __future__ import annotations

import numpy as np
import pytest

from briefing.summary.candidates import Candidate
from briefing.summary.coverage import Coverage
from briefing.summary.redundancy import repeats
from briefing.summary.references import References
from briefing.summary.vectors import centrality
from briefing.text.novelty import SeenTerms
from tests.table import table


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


@table(
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


def test_a_concept_weighs_half_two_sentences_further_down_and_a_little_at_the_end() -> None:
    story = [sentence(6, "dam", position=4), sentence(6, "town", position=6), sentence(6, "ferry", position=90)]
    densities = [Coverage(story, 0).density(index) for index in range(3)]
    assert densities == pytest.approx([1.05 / 6, 0.55 / 6, 0.05 / 6])


def test_a_concept_weighs_more_the_more_often_it_occurs_and_pairs_of_terms_are_concepts() -> None:
    coverage = Coverage([sentence(6, "dam"), sentence(6, "dam", "town", position=2)], 0)
    assert coverage.density(0) == pytest.approx((1.05 + 0.55) / 6)
    assert coverage.density(1) == pytest.approx((1.05 + 0.55 + 2 * 0.55) / 6)


def test_what_stands_above_the_lead_or_is_broken_adds_nothing() -> None:
    above, lead, broken = (sentence(6, term, position=place) for place, term in enumerate(("tea", "dam", "caption")))
    coverage = Coverage([above, lead, broken._replace(standing="broken")], 1)
    assert [coverage.density(index) for index in range(3)] == pytest.approx([0.0, 1.05 / 6, 0.0])


def test_a_sentence_of_few_words_is_no_denser_for_it() -> None:
    assert Coverage([sentence(1, "dam")], 0).density(0) == Coverage([sentence(6, "dam")], 0).density(0)


def test_a_headline_term_weighs_five_times_a_concept_and_half_of_it_a_hundred_sentences_down() -> None:
    story = [sentence(12, "dam"), sentence(24, "dam", position=100)]
    plain, headed = Coverage(story, 0), Coverage(story, 0, ["dam"])
    assert headed.density(0) - plain.density(0) == pytest.approx(5 / 12)
    assert headed.density(1) - plain.density(1) == pytest.approx(2.5 / 24)
    assert Coverage([sentence(3, "dam")], 0, ["dam"]).density(0) == pytest.approx(5 / 12 + 1.05 / 6)


def test_a_sentence_about_a_stranger_counts_half_until_he_is_introduced() -> None:
    stranger = sentence(6, "town", position=1)._replace(references=References(presumes=frozenset({"Ana Prado"})))
    host = sentence(6, "dam")._replace(references=References(introduces=frozenset({"Ana Prado"})))
    coverage = Coverage([host, stranger], 0)
    assert coverage.preference(1) == pytest.approx(coverage.density(1) / 2)
    assert coverage.cover(0)[1] == [1]
    assert coverage.preference(1) == coverage.density(1)
    assert coverage.cover(1)[1] == []


@table(
    ("fresh", "repeated", "is_repeated"),
    [
        (3, 7, True),
        (5, 5, True),
        (6, 4, False),
        (3, 6, True),
    ],
)
def test_from_half_of_its_terms_in_one_line_a_sentence_repeats_it(fresh: int, repeated: int, is_repeated: bool) -> None:
    seen = SeenTerms()
    seen.add(frozenset(f"old{number}" for number in range(10)))
    terms = [*(f"old{number}" for number in range(repeated)), *(f"new{number}" for number in range(fresh))]
    assert repeats(frozenset(terms), seen) is is_repeated


def test_with_a_new_number_two_thirds_are_needed() -> None:
    seen = SeenTerms()
    seen.add(frozenset("abcdefghij"))
    assert not repeats(frozenset("abcdef") | {"12", "x", "y", "z"}, seen)
    assert repeats(frozenset("abcdefg") | {"12", "x", "y"}, seen)


def test_a_sentence_whose_terms_stand_in_several_lines_repeats_them_if_less_than_a_third_is_new() -> None:
    seen = SeenTerms()
    for line in ("abc", "def", "ghi"):
        seen.add(frozenset(line))
    assert not repeats(frozenset("abdegh") | {"x", "y", "z"}, seen)
    assert not repeats(frozenset("abdeghi") | {"x", "y", "z"}, seen)  # exactly three tenths
    assert repeats(frozenset("abdeghi") | {"x", "y"}, seen)

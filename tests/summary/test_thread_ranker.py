"""Worth of the sentences of several articles, by numbers, and the outlets that carry a fact."""

from __future__ import annotations

import numpy as np
import pytest

from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate
from briefing.summary.thread_ranker import count_outlets, rank_thread, weigh_sentences
from briefing.summary.vectors import Floats


def sentence(terms: str = "", *, article: int = 0, position: int = 0, cut: bool = False) -> Candidate:
    return Candidate(terms, article, position, 10, tuple(terms.split()), cut=cut)


def worth(
    *candidates: Candidate, similar: Floats | None = None, centroid: float = 0.0, outlets: tuple[int, ...] = (0, 1, 2)
) -> Floats:
    """Worth of sentences; by default they have nothing in common and are equally central."""
    size = len(candidates)
    matrix = np.eye(size) if similar is None else similar
    return weigh_sentences(candidates, matrix, np.full(size, centroid), outlets)


def test_the_worth_of_a_position_is_halved_after_eight_sentences() -> None:
    central = 0.5
    assert worth(sentence(), sentence(position=8), sentence(position=16)) == pytest.approx(
        [1.0 + central, 0.5 + central, 0.25 + central]
    )


def test_similarity_to_the_centroid_and_centrality_count_half_as_much_as_the_first_position() -> None:
    (alone,) = worth(sentence())
    assert alone == pytest.approx(1.0 + 0.5)
    assert worth(sentence(), centroid=0.6) == pytest.approx([alone + 0.3])
    two_alike = np.array([[1.0, 0.3, 0.0], [0.3, 1.0, 0.0], [0.0, 0.0, 1.0]])
    assert worth(*[sentence()] * 3, similar=two_alike) == pytest.approx([1.5, 1.5, 1.0 + 0.5 * 0.15], abs=1e-4)


def test_a_fact_of_all_outlets_counts_half_and_that_of_some_its_share() -> None:
    articles = [sentence(article=article) for article in range(3)]
    alike = np.array([[1.0, 0.4, 0.39], [0.4, 1.0, 0.4], [0.39, 0.4, 1.0]])
    base = worth(*articles, similar=alike, outlets=(0, 0, 0))
    gained = worth(*articles, similar=alike) - base
    assert gained == pytest.approx([0.25, 0.5, 0.25])
    gained = worth(*articles, similar=alike, outlets=(0, 1, 1)) - base
    assert gained == pytest.approx([0.5, 0.5, 0.0])


def test_a_truncated_sentence_loses_some_of_its_worth() -> None:
    whole, cut = worth(sentence(), sentence(cut=True))
    assert cut == pytest.approx(0.85 * whole)


def test_nothing_is_ranked_of_nothing() -> None:
    assert rank_thread([], Budget(), []) == []


def test_the_first_sentences_of_all_articles_come_before_later_ones() -> None:
    candidates = [
        *(sentence("a b c d", position=0), sentence("e f g h", position=1)),
        *(sentence("i j k l", article=1, position=0), sentence("m n o p", article=1, position=1)),
    ]
    assert rank_thread(candidates, Budget(), [0, 1]) == [0, 2, 1, 3]
    assert rank_thread(candidates, Budget(20), [0, 1]) == [0, 2]


def test_a_sentence_of_headline_terms_comes_first() -> None:
    candidates = [sentence("a b c d", position=0), sentence("e f g h", position=1)]
    assert rank_thread(candidates, Budget(10), [0]) == [0]
    assert rank_thread(candidates, Budget(10), [0], headlines={"e": 0.5, "f": 0.5}) == [1]


def test_a_dependent_sentence_is_ranked_behind_its_own() -> None:
    lead, leaning = sentence("a b c d"), sentence("e f g h", position=1)._replace(standing="leaning", follows=True)
    assert rank_thread([lead, leaning], Budget(), [0]) == [0, 1]
    assert rank_thread([lead, leaning._replace(follows=False)], Budget(), [0]) == [0]
    assert rank_thread([lead, leaning._replace(standing="broken")], Budget(), [0]) == [0]


def test_of_very_many_sentences_only_the_best_are_compared() -> None:
    candidates = [sentence(f"a{place} b{place}", position=place) for place in range(402)]
    assert sorted(rank_thread(candidates, Budget(), [0])) == [*range(400)]


def test_support_is_the_number_of_outlets_with_the_fact() -> None:
    dam, ferry = "dam broke near town", "ferry sank off coast"
    candidates = [sentence(dam), sentence(ferry), sentence(dam, article=1), sentence(dam, article=2)]
    assert count_outlets(candidates, [0, 1, 3], [0, 1, 2]) == [3, 1, 3]
    assert count_outlets(candidates, [0, 1, 3], [0, 1, 1]) == [2, 1, 2]
    assert count_outlets(candidates, [0, 1, 3], [0, 0, 0]) == [1, 1, 1]
    assert count_outlets(candidates, [], [0, 1, 2]) == []


def test_sentences_of_fewer_than_four_terms_support_nothing() -> None:
    candidates = [sentence("dam broke now"), sentence("dam broke now", article=1)]
    assert count_outlets(candidates, [0, 1], [0, 1]) == [1, 1]
    enough = [sentence("dam broke now here"), sentence("dam broke now here", article=1)]
    assert count_outlets([*enough, *candidates], [0, 1], [0, 1]) == [2, 2]

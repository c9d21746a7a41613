"""Numbers of terms: stable, given anew when forgotten, and the same after a restart."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Terms
from briefing.threads.clustering.term_vectors import UNIT, make_vectors
from briefing.threads.clustering.term_vocabulary import MEMORY, Vocabulary
from tests.conftest import examples

BAGS = st.dictionaries(st.sampled_from([f"w{n}" for n in range(40)]), st.integers(1, 80), max_size=12)
TERMS = st.builds(Terms, BAGS, BAGS, BAGS, BAGS)


def names_among(vocabulary: Vocabulary, terms: list[str]) -> list[str]:
    known = vocabulary.known()
    return vocabulary.names(np.array([known[term][0] for term in terms], np.int32))


@given(st.lists(TERMS, max_size=6))
def test_counts_say_of_every_article_what_it_has(articles: list[Terms]) -> None:
    vocabulary = Vocabulary({}, 0)
    counts = vocabulary.count(articles)
    entries = list(zip(*(column.tolist() for column in (counts.rows, counts.terms)), strict=True))
    assert entries == sorted(set(entries))
    for row, terms in enumerate(articles):
        start, end = counts.ends()[row : row + 2]
        terms_here = [vocabulary.term(term) for term in counts.terms[start:end].tolist()]
        words = dict(zip(terms_here, counts.words[start:end].tolist(), strict=True))
        expected = dict(terms.body)
        for term, n in terms.title.items():
            expected[term] = expected.get(term, 0) + n
        assert {term: n for term, n in words.items() if not term.startswith("@")} == expected
        names = dict(zip(terms_here, counts.names[start:end].tolist(), strict=True))
        assert {term[1:]: n for term, n in names.items() if n} == terms.names
        assert [*names_among(vocabulary, terms_here)] == [term for term in terms_here if term.startswith("@")]


@given(st.lists(TERMS, min_size=1, max_size=6))
def test_vectors_are_heaviest_first_and_of_one_length(articles: list[Terms]) -> None:
    vocabulary = Vocabulary({}, 0)
    counts = vocabulary.count(articles)
    vocabulary.add(counts)
    vectors = make_vectors(counts, vocabulary.rarity(counts, [None] * len(articles)))
    for terms, vector in zip(articles, vectors, strict=True):
        weights = vector.weights.tolist()
        assert (len(vector) == 0) == (not terms.body and not terms.title and not terms.names)
        assert weights == sorted(weights, reverse=True)
        if weights:
            assert abs(vector.square - UNIT * UNIT) < UNIT * UNIT / 100


@examples(6, soak=96)
@given(st.lists(st.lists(TERMS, max_size=4), max_size=6), st.integers(0, 5))
def test_a_restart_gives_the_same_numbers(batches: list[list[Terms]], cut: int) -> None:
    steady, other = Vocabulary({}, 0), Vocabulary({}, 0)
    for number, batch in enumerate(batches):
        if number == cut:
            other = Vocabulary(other.known(), other.articles)
        for vocabulary in (steady, other):
            vocabulary.add(vocabulary.count(batch))
            vocabulary.articles += MEMORY // 2
            if vocabulary.fade():
                vocabulary.forget([])
    assert steady.known() == other.known()
    assert len({number for number, _ in steady.known().values()}) == len(steady.known())


def test_a_forgotten_number_is_given_to_another_term() -> None:
    vocabulary = Vocabulary({}, MEMORY)
    vocabulary.add(vocabulary.count([Terms(body={"storm": 1, "coast": 1})]))
    assert vocabulary.fade()
    vocabulary.forget([np.array([vocabulary.known()["coast"][0]], np.int32)])
    assert set(vocabulary.known()) == {"coast"}
    vocabulary.count([Terms(names={"quake": 1})])
    assert names_among(vocabulary, ["coast", "@quake"]) == ["@quake"]
    assert sorted(number for number, _ in vocabulary.known().values()) == [0, 1]
    assert vocabulary.width() == 2

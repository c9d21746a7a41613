"""Weights of terms by numbers: frequencies in English and by source, rarity, and unit vectors."""

from __future__ import annotations

from math import log, log1p, sqrt
from pathlib import Path

import numpy as np
import pytest

from briefing.model import Terms
from briefing.text.terms import make_terms
from briefing.threads.clustering.background_frequencies import (
    BACKGROUND,
    UNKNOWN,
    at_large,
    background,
    is_common,
)
from briefing.threads.clustering.background_frequencies import LISTED as LANGUAGES
from briefing.threads.clustering.serialization import pack, pack_usage, unpack, unpack_usages
from briefing.threads.clustering.source_terms import KEPT, MEMORY, Usage
from briefing.threads.clustering.term_counts import Frequencies
from briefing.threads.clustering.term_vectors import TERMS, UNIT, Counts, Vector, add_up, flatten, make_vectors
from briefing.threads.clustering.term_vocabulary import BURST, Vocabulary
from tests.table import table

LISTED, SHARE = "aaron", 65
"""A stem of the list of common stems, and its articles among ten thousand."""


def numbers(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


def vector(*pairs: tuple[int, int]) -> Vector:
    """A vector of terms with their weights."""
    terms, weights = zip(*pairs, strict=True) if pairs else ((), ())
    return Vector(np.array(terms, np.int32), np.array(weights, np.int32))


def weights(words: list[int], lead: list[int], names: list[int], rarity: list[float] | None = None) -> list[int]:
    """Weights of the terms of one article by frequency, in order of the terms."""
    size = len(words)
    counts = Counts(1, numbers(*[0] * size), np.arange(size), numbers(*words), numbers(*lead), numbers(*names))
    (made,) = make_vectors(counts, np.array(rarity or [1.0] * size))
    by_term = dict(zip(made.terms.tolist(), made.weights.tolist(), strict=True))
    assert [*by_term.values()] == sorted(by_term.values(), reverse=True)
    return [by_term[term] for term in range(size)]


def unit(*values: float) -> list[int]:
    length = sqrt(sum(value * value for value in values))
    return [round(UNIT * value / length) for value in values]


def test_terms_of_one_frequency_weigh_the_same() -> None:
    assert weights([1, 1], [0, 0], [0, 0]) == unit(1, 1)
    assert weights([1], [0], [0]) == [UNIT]


def test_a_rare_term_weighs_more_and_a_frequent_one_less_than_its_frequency() -> None:
    assert weights([1, 1], [0, 0], [0, 0], [2.0, 1.0]) == unit(2, 1)
    assert weights([3, 1], [0, 0], [0, 0]) == unit(1 + log(3), 1)
    assert weights([63, 1], [0, 0], [0, 0]) == weights([64, 1], [0, 0], [0, 0])
    assert weights([62, 1], [0, 0], [0, 0]) != weights([63, 1], [0, 0], [0, 0])


def test_terms_of_the_lead_are_added_as_a_second_unit_vector() -> None:
    assert weights([1, 1], [1, 0], [0, 0]) == unit(1 / sqrt(2) + 1, 1 / sqrt(2))
    assert weights([1, 1], [2, 1], [0, 0]) == unit(
        *(1 / sqrt(2) + each / sqrt((1 + log(2)) ** 2 + 1) for each in (1 + log(2), 1))
    )


def test_names_are_together_three_tenths_as_long_as_the_words() -> None:
    assert weights([1, 0], [0, 0], [0, 1]) == unit(1, 0.3)
    assert weights([1, 0, 0], [1, 0, 0], [0, 1, 1]) == unit(1, 0.3 / sqrt(2), 0.3 / sqrt(2))


def test_the_heaviest_terms_of_each_article_are_kept() -> None:
    size = TERMS + 6
    rows = numbers(*[0] * size, 2)
    words = numbers(*[1] * 6, *[2] * TERMS, 1)
    nothing = numbers(*[0] * (size + 1))
    counts = Counts(3, rows, numbers(*range(size), 0), words, nothing, nothing)
    first, second, third = make_vectors(counts, np.ones(size + 1))
    assert first.terms.tolist() == [*range(6, size)]
    assert first.weights.tolist() == [round(UNIT / sqrt(TERMS))] * TERMS
    assert (len(second), third) == (0, vector((0, UNIT)))


def test_vectors_are_equal_by_terms_and_weights() -> None:
    assert vector((1, 5), (2, 3)) == vector((1, 5), (2, 3))
    assert vector((1, 5)) != vector((1, 6))
    assert vector((1, 5)) != vector((2, 5))
    assert vector() != "nothing"
    assert (len(vector((1, 3), (2, 4))), vector((1, 3), (2, 4)).square, vector().square) == (2, 25, 0)


def test_vectors_are_added_and_cut_if_they_have_more_than_twice_as_many_terms() -> None:
    one, other = vector((1, 5), (2, 3)), vector((2, 4), (3, 1))
    assert add_up([[one, other], [other], []]) == [vector((2, 7), (1, 5), (3, 1)), other, vector()]
    assert add_up([[one, other]], 1) == [vector((2, 7))]
    assert add_up([[one]], 1) == [one]
    assert [each.tolist() for each in flatten([])] == [[], [], []]


def test_background_of_english_gives_unknown_stems_half_an_article() -> None:
    assert is_common(LISTED) and not is_common("zorbak")
    rare = at_large([LISTED, "zorbak"])
    assert rare[LISTED] == pytest.approx(log1p((BACKGROUND + 1) / (0.5 + BACKGROUND * SHARE / 10_000)))
    assert rare["zorbak"] == pytest.approx(log1p((BACKGROUND + 1) / 0.5))


def rarity(vocabulary: Vocabulary, term: str, usage: Usage | None = None) -> float:
    counts = vocabulary.count([Terms(body={term: 1})])
    return float(vocabulary.rarity(counts, [usage])[0])


def test_rarity_is_by_the_articles_so_far_and_the_background() -> None:
    vocabulary = Vocabulary({}, 0)
    assert rarity(vocabulary, "zorbak") == pytest.approx(log1p((BACKGROUND + 1) / 0.5))
    vocabulary.add(vocabulary.count([Terms(body={"zorbak": 9}), Terms(body={LISTED: 1})]))
    assert rarity(vocabulary, "zorbak") == pytest.approx(log1p((BACKGROUND + 3) / 1.5))
    common = 0.5 + BACKGROUND * SHARE / 10_000
    assert rarity(vocabulary, LISTED) == pytest.approx(log1p((BACKGROUND + 3) / (1 + common)))
    resumed = Vocabulary(vocabulary.known(), vocabulary.articles)
    assert rarity(resumed, LISTED) == rarity(vocabulary, LISTED)


def test_a_term_is_as_rare_as_in_the_language_of_its_article() -> None:
    vocabulary = Vocabulary({}, 0)
    german, english, czech = (Terms(body={"regier": 1, LISTED: 1}, language=code) for code in ("de", "en", "cs"))
    counts = vocabulary.count([german, english, czech])
    rarities = dict(
        zip(
            zip(counts.rows.tolist(), map(vocabulary.term, counts.terms.tolist()), strict=True),
            vocabulary.rarity(counts, [None] * 3).tolist(),
            strict=True,
        )
    )
    expected = background("de")["regier"]
    assert rarities[0, "regier"] == pytest.approx(log1p((BACKGROUND + 1) / expected))
    assert rarities[0, LISTED] == pytest.approx(log1p((BACKGROUND + 1) / 0.5))
    assert rarities[1, "regier"] == rarities[2, "regier"] == rarities[0, LISTED]
    assert (
        rarities[1, LISTED]
        == rarities[2, LISTED]
        == pytest.approx(log1p((BACKGROUND + 1) / (0.5 + BACKGROUND * SHARE / 10_000)))
    )
    assert vocabulary.information("regier") == pytest.approx(log1p(BACKGROUND / expected))


def test_terms_that_come_after_their_language_have_its_background_too() -> None:
    vocabulary = Vocabulary({"polizei": (0, 1)}, 1)
    first = vocabulary.count([Terms(body={"zorbak": 1}, language="de")])
    assert vocabulary.rarity(first, [None])[0] == pytest.approx(log1p((BACKGROUND + 2) / 0.5))
    expected = 1 + background("de")["polizei"]
    assert vocabulary.information("polizei") == pytest.approx(log1p((BACKGROUND + 1) / expected))
    vocabulary.count([Terms(body={"regier": 1}, language="de")])
    assert vocabulary.information("regier") == pytest.approx(log1p((BACKGROUND + 1) / background("de")["regier"]))


@table("language", sorted(LANGUAGES - {"en"}))
def test_frequencies_are_those_of_stems_in_texts_of_their_language(language: str) -> None:
    known = background(language)
    text = (Path(__file__).parents[1] / f"quality/streams/{language}.txt").read_text(encoding="utf-8")
    body = make_terms("", text, [], language).body
    common = sum(count for stem, count in body.items() if stem in known) / sum(body.values())
    assert common >= 0.3
    assert all(UNKNOWN < count <= BACKGROUND + UNKNOWN for count in known.values())


def test_a_term_that_its_source_always_uses_is_less_rare_there() -> None:
    vocabulary = Vocabulary({}, 0)
    first, second = vocabulary.count([Terms(body={"zorbak": 1})]).terms.tolist()[0], Usage()
    second.add(30, numbers(*[first] * 30))
    usual = rarity(vocabulary, "zorbak", second)
    share = (30 + 20 * 0.5 / (BACKGROUND + 1)) / (30 + 20)
    assert usual == pytest.approx(log1p(1 / share))
    assert rarity(vocabulary, "kelpor", second) == rarity(vocabulary, "kelpor")
    counts = vocabulary.count([Terms(body={"zorbak": 1})] * 3)
    assert vocabulary.rarity(counts, [None, second, None]).tolist() == pytest.approx(
        [rarity(vocabulary, "zorbak"), usual, rarity(vocabulary, "zorbak")]
    )


def test_information_is_that_of_a_term_as_a_word_or_as_a_name() -> None:
    vocabulary = Vocabulary({}, 0)
    assert vocabulary.information("zorbak") == pytest.approx(log1p(BACKGROUND))
    articles = [Terms(body={"zorbak": 2}), Terms(names={"zorbak": 1}), Terms(names={"zorbak": 1, "kelpor": 1})]
    vocabulary.add(vocabulary.count(articles))
    seen = BACKGROUND + 3
    assert vocabulary.information("zorbak") == pytest.approx(log1p(seen / 2.5))
    assert vocabulary.information("kelpor") == pytest.approx(log1p(seen / 1.5))
    assert vocabulary.information("kelpor", "zorbak") == vocabulary.information("zorbak")  # the more frequent
    vocabulary.add(vocabulary.count([Terms(body={LISTED: 1})]))
    listed = 1.0 + 0.5 + BACKGROUND * SHARE / 10_000
    assert vocabulary.information(LISTED) == pytest.approx(log1p((seen + 1) / listed), rel=0.01)


def test_counts_above_those_of_a_big_story_are_damped() -> None:
    vocabulary = Vocabulary({}, 0)
    for articles, count in ((BURST, BURST), (3 * BURST, 2 * BURST)):
        vocabulary.add(vocabulary.count([Terms(body={"zorbak": 1})] * articles))
        seen = vocabulary.articles + BACKGROUND
        assert rarity(vocabulary, "zorbak") == pytest.approx(log1p((seen + 1) / (count + 0.5)))
        assert vocabulary.information("zorbak") == pytest.approx(log1p(seen / (count + 0.5)))


def test_counts_are_halved_above_their_memory_only() -> None:
    vocabulary = Vocabulary({"zorbak": (0, 5), "kelpor": (1, 1)}, 8192)
    assert not vocabulary.fade()
    vocabulary = Vocabulary({"zorbak": (0, 5), "kelpor": (1, 1)}, 8193)
    assert vocabulary.fade()
    assert (vocabulary.articles, vocabulary.known()) == (4096, {"zorbak": (0, 2), "kelpor": (1, 0)})
    vocabulary.forget([])
    assert vocabulary.known([0]) == vocabulary.known() == {"zorbak": (0, 2)}
    assert (vocabulary.term(0), vocabulary.width()) == ("zorbak", 2)


def test_new_terms_get_the_lowest_free_numbers() -> None:
    vocabulary = Vocabulary({"a": (0, 1), "b": (3, 1)}, 2)
    vocabulary.count([Terms(body={"c": 1, "d": 1, "e": 1})])
    numbers_by_term = {term: number for term, (number, _) in vocabulary.known().items()}
    assert numbers_by_term == {"a": 0, "b": 3, "c": 1, "d": 2, "e": 4}


@table(
    ("articles", "count", "is_usual"), [(10, 3, False), (10, 4, True), (200, 4, True), (300, 5, False), (300, 6, True)]
)
def test_a_term_is_usual_in_a_fiftieth_of_a_sources_articles_and_in_four(
    articles: int, count: int, is_usual: bool
) -> None:
    usage = Usage()
    usage.add(articles, numbers(*[7] * count))
    assert usage.usual() == ({7} if is_usual else set())


def test_old_counts_of_a_source_are_halved_and_single_ones_dropped() -> None:
    usage = Usage(MEMORY, np.array([1, 2, 3], np.int32), np.array([1, 2, 5], np.int32))
    usage.prune()
    assert usage.articles == MEMORY
    usage.articles += 1
    usage.prune()
    assert (usage.articles, usage.terms.tolist(), usage.counts.tolist()) == (MEMORY // 2, [2, 3], [1, 2])


def test_the_most_frequent_terms_of_a_source_are_kept() -> None:
    usage = Usage(5, np.arange(2 * KEPT, dtype=np.int32), np.ones(2 * KEPT, np.int32))
    usage.prune()
    assert len(usage.terms) == 2 * KEPT
    usage.add(1, numbers(5000, 700, 3))
    usage.prune()
    assert len(usage.terms) == KEPT
    assert usage.terms.tolist()[:5] == [0, 1, 2, 3, 4]
    usage = Usage(5, np.arange(2 * KEPT + 1, dtype=np.int32), np.array([*[1] * (2 * KEPT), 2], np.int32))
    usage.prune()
    assert usage.terms.tolist() == [*range(KEPT - 1), 2 * KEPT]


def test_usages_are_equal_by_their_counts_and_true_if_there_are_any() -> None:
    usage = Usage(2, numbers(1), numbers(2))
    assert usage and not Usage()
    assert usage == usage.copy() != Usage(2, numbers(1), numbers(3))
    assert usage != Usage(3, numbers(1), numbers(2))
    assert usage != Usage(2, numbers(4), numbers(2))


def test_frequencies_are_counted_by_source_and_their_changes_are_taken_once() -> None:
    frequencies = Frequencies(Vocabulary({}, 0), {})
    counts = frequencies.vocabulary.count([Terms(body={"zorbak": 1}), Terms(body={"kelpor": 1}), Terms(body={"x": 1})])
    frequencies.add(counts, ["herald", "", "herald"])
    changes = frequencies.take_changes()
    assert {term: count for term, (_, count) in changes.terms.items()} == {"zorbak": 1, "kelpor": 1, "x": 1}
    assert {source: usage.articles for source, usage in changes.usages.items()} == {"herald": 2}
    assert not changes.recounted
    again = frequencies.take_changes()
    assert (again.terms, again.usages, again.recounted) == ({}, {}, False)
    frequencies.fade([])
    assert not frequencies.take_changes().recounted
    frequencies.vocabulary.articles = 9000
    frequencies.fade([])
    faded = frequencies.take_changes()
    assert faded.recounted and faded.terms.keys() == {"zorbak", "x"}  # terms of a source are kept
    assert not frequencies.take_changes().recounted


def test_terms_that_a_source_always_uses_are_asked_by_source() -> None:
    usage = Usage(10, numbers(7), numbers(9))
    frequencies = Frequencies(Vocabulary({}, 0), {"herald": usage})
    assert (frequencies.usual("herald"), frequencies.usual("echo")) == ({7}, set())


def test_vectors_are_packed_as_integers_of_four_bytes() -> None:
    one, other = vector((1, 300), (2, 3)), vector((7, 1))
    assert pack(one) == bytes([1, 0, 0, 0, 2, 0, 0, 0, 44, 1, 0, 0, 3, 0, 0, 0])
    assert [*unpack([pack(one), pack(vector()), pack(other)])] == [one, vector(), other]
    assert [*unpack([])] == []


def test_usages_are_packed_like_vectors_and_sorted_when_read() -> None:
    usage = Usage(9, np.array([3, 5], np.int32), np.array([2, 7], np.int32))
    unsorted = pack(vector((5, 7), (3, 2)))
    assert [*unpack_usages([(9, pack_usage(usage)), (9, unsorted)])] == [usage, usage]

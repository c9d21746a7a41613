from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.novelty import CROWDED, FEW, SeenTerms, content_words
from tests.table import table
from tests.threads import factories as f


def told(*sentences: str) -> SeenTerms:
    made = SeenTerms()
    for sentence in sentences:
        made.add(content_words(sentence))
    return made


def test_the_first_telling_is_news_and_the_second_is_not() -> None:
    assert told().is_news(content_words(f.QUAKE))
    assert not told(f.QUAKE).is_news(content_words(f.QUAKE))


def test_a_new_number_makes_news_sooner_than_a_new_word() -> None:
    before = "Rescue teams in Arequipa found forty people dead under the collapsed houses of the old town."
    number = "Rescue teams in Arequipa found 212 people dead under collapsed houses of the old town, 31 missing."
    assert told(before).is_news(content_words(number))
    assert not told(before).is_news(content_words(number.replace("212", "forty").replace("31", "others")))


@given(st.lists(st.text(max_size=80), max_size=8), st.integers(0, 7))
def test_nothing_taken_in_is_news(sentences: list[str], place: int) -> None:
    made = told(*sentences)
    for sentence in sentences[place : place + 1]:
        assert not made.is_news(content_words(sentence), content_words(sentence))


def test_a_sentence_of_fewer_than_four_terms_is_never_news() -> None:
    seen = SeenTerms()
    assert seen.is_news(frozenset("abcd"))
    assert not seen.is_news(frozenset("abc"))


def test_of_many_sentences_with_a_word_the_latest_are_compared() -> None:
    seen = SeenTerms()
    for number in range(2 * CROWDED):
        seen.add(frozenset({"dam", f"old{number}"}))
    seen.add(frozenset({"dam", "town"}))
    assert seen.nearest(frozenset({"dam", "town"}))[0] == 1.0


@pytest.mark.parametrize("earlier", [1, FEW - 1, FEW, CROWDED - 3])
def test_the_nearest_sentence_is_the_first_that_has_most_of_the_terms(earlier: int) -> None:
    seen, day = SeenTerms(), datetime(2026, 3, 1, tzinfo=UTC)
    for number in range(earlier):
        seen.add(frozenset({"dam", f"old{number}"}), day)
    seen.add(frozenset({"dam", "town"}), day + timedelta(days=1))
    seen.add(frozenset({"dam", "town", "bus"}), day + timedelta(days=2))
    assert seen.nearest(frozenset({"dam", "town", "rain"})) == (2 / 3, day + timedelta(days=1))
    assert seen.nearest(frozenset({"rain"})) == seen.nearest(frozenset()) == (0.0, None)


def terms(known: int, fresh: int, *others: str) -> frozenset[str]:
    """So many terms of the sentence that `seen` makes, so many others, and these."""
    return frozenset([*(f"old{n}" for n in range(known)), *(f"new{n}" for n in range(fresh)), *others])


def seen(*sizes: int) -> SeenTerms:
    """Sentences with terms `old0` up to these sizes, all in one or split into pieces."""
    made, start = SeenTerms(), 0
    for size in sizes:
        made.add(frozenset(f"old{n}" for n in range(start, start + size)))
        start += size
    return made


@table(
    ("known", "fresh", "is_news"),
    [(7, 3, True), (8, 2, False), (14, 6, True), (15, 5, False)],
)
def test_three_tenths_of_a_sentence_are_new(known: int, fresh: int, is_news: bool) -> None:
    assert seen(*[2] * 10).is_news(terms(known, fresh)) is is_news


@pytest.mark.parametrize(("known", "fresh", "is_news"), [(17, 2, True), (18, 1, False), (17, 3, True)])
def test_with_a_new_number_or_name_half_as_many_are_enough(known: int, fresh: int, is_news: bool) -> None:
    assert seen(*[2] * 10).is_news(terms(known, fresh, "212")) is is_news
    assert seen(*[2] * 10).is_news(terms(known, fresh, "petro"), ["petro", "old1"]) is is_news
    assert not seen(*[2] * 10).is_news(terms(known, 2, "petro"), ["old1"])


@table(
    ("known", "fresh", "fact", "is_news"),
    [(5, 5, (), True), (6, 4, (), False), (7, 2, ("12",), True), (8, 1, ("12",), False), (6, 4, ("12",), True)],
)
def test_a_sentence_repeats_one_that_has_three_fifths_of_it_or_four_with_a_new_fact(
    known: int, fresh: int, fact: tuple[str, ...], is_news: bool
) -> None:
    assert seen(10).is_news(terms(known, fresh, *fact)) is is_news


def test_the_nearest_sentence_has_the_largest_share_and_its_time() -> None:
    made = SeenTerms()
    made.add(frozenset("abcd"), f.hours(1))
    made.add(frozenset("abxy"), f.hours(2))
    made.add(frozenset("ab"), f.hours(3))
    assert made.nearest(frozenset("abxz")) == (0.75, f.hours(2))
    assert made.nearest(frozenset("ab")) == (1.0, f.hours(1))  # of equals the first
    assert made.nearest(frozenset("q")) == (0.0, None)
    assert made.words == frozenset("abcdxy")

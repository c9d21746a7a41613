from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.text.novelty import CROWDED, SeenTerms, content_words
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

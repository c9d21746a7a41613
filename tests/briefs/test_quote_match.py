"""Which quotes are the same words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.briefs.quote_match import read, same

FULL = "I will never resign from this office, because the people of this valley have chosen me to serve them"

SAME = [
    "I will never resign from this office",
    "never resign from this office",
    "i will never resign from this office, because the people of this valley have chosen me to serve them.",
    "[She] will never resign from this office",
    "I will never resign … because the people of this valley have chosen me",
    "I will never resign ... the people of this valley",
    "I will never resign [...] because the people of this valley have chosen me",
    "I will never resign from [the] office, because the people",
    "never resign from",
]

OTHER = [
    "I will resign from this office soon",
    "I will never resign from that place, whoever asks",
    "the people of this valley … will never resign from this office",
    "will never",
    "No voy a renunciar a este cargo",
    "I shall not step down, since the valley's people elected me for their service",
    "never … this … me",
]


@pytest.mark.parametrize("part", SAME)
def test_parts_and_changed_forms_are_the_same_words(part: str) -> None:
    assert same(read(FULL), read(part), one_speaker=True, one_article=False)
    assert same(read(part), read(FULL), one_speaker=True, one_article=False)


@pytest.mark.parametrize("other", OTHER)
def test_other_words_are_not(other: str) -> None:
    assert not same(read(FULL), read(other), one_speaker=True, one_article=False)


def test_few_words_need_a_known_speaker() -> None:
    assert not same(read(FULL), read("never resign from"), one_speaker=False, one_article=False)


def test_a_bracket_stands_for_the_words_it_replaced() -> None:
    assert same(
        read("We told [the president] that it is over for good"),
        read("We told him that it is over for good"),
        one_speaker=True,
        one_article=False,
    )


def test_two_transcripts_of_a_long_sentence_are_one_but_for_a_denial() -> None:
    one = "We are going to build this dam and the whole valley will have light before the winter is over"
    other = "We are gonna build this dam and the whole valley will have light before winter is over"
    assert same(read(one), read(other), one_speaker=True, one_article=False)
    assert not same(read(one), read(other), one_speaker=True, one_article=True)
    denied = one.replace("will have", "will not have")
    assert not same(read(one), read(denied), one_speaker=True, one_article=False)
    short = one.replace("will have", "won’t have")
    assert not same(read(one), read(short), one_speaker=True, one_article=False)


def test_what_is_said_again_in_one_speech_is_not_the_same() -> None:
    assert not same(
        read("We will fight for our land"), read("We will fight for our homes"), one_speaker=True, one_article=False
    )


@given(
    st.lists(st.sampled_from(["a", "b", "c", "[d]", "…", "not", "dam", "’", "...", "(", "“"]), max_size=30),
    st.booleans(),
)
def test_comparing_does_not_depend_on_the_order(words: list[str], one_speaker: bool) -> None:
    one, other = read(" ".join(words)), read(" ".join(words[::2]))
    assert same(one, other, one_speaker=one_speaker, one_article=False) == same(
        other, one, one_speaker=one_speaker, one_article=False
    )
    assert all(one.pieces)


def test_runs_of_a_quote_are_its_words_three_by_three() -> None:
    assert read("No deal").runs == {("no", "deal")}
    assert read("We have no").runs == {("we", "have", "no")}
    assert read("We have no deal").runs == {("we", "have", "no"), ("have", "no", "deal")}

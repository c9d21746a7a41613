from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Name
from briefing.text.terms import content_stems, is_stop_word, make_terms, stem, words
from tests.table import table


@table(
    ("text", "expected"),
    [
        ("The President's call", ["the", "president's", "call"]),
        ("left-leaning governments", ["left", "leaning", "governments"]),
        ("30,000 soldiers, 2.5%", ["30,000", "soldiers", "2.5"]),
        ("the U.S. Army", ["the", "u.s.", "army"]),
        ("“Don’t,” he said", ["don’t", "he", "said"]),
        ("São Tomé und Straße", ["são", "tomé", "und", "straße"]),
        ("_emphasis_ snake_case", ["emphasis", "snake", "case"]),
        ("", []),
        ("... --- !!", []),
    ],
)
def test_words_are_lower_cased_and_without_punctuation(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_forms_of_a_word_share_a_stem() -> None:
    assert len({stem(word) for word in ("escalate", "escalated", "escalating", "escalation", "escalates")}) == 1


@table("language", ["en", "es", "fi", "nl", "xx"])
@table("word", ["''s", "'s", "'", "s", "2", "ä"])
def test_no_word_has_an_empty_stem(word: str, language: str) -> None:
    assert stem(word, language)


def test_words_of_other_languages_have_stems_of_their_own() -> None:
    assert stem("negociaciones", "es") == stem("negociación", "es") != stem("negociaciones")
    assert stem("negociaciones", "xx") == "negociaciones"
    assert stem("onderhandelingen", "nl") == stem("onderhandeling", "nl") != stem("onderhandelingen", "da")


def test_the_possessive_is_the_word() -> None:
    assert stem("colombia's") == stem("colombia’s") == stem("colombia")


def test_a_stem_keeps_different_words_apart() -> None:
    assert (
        len({stem(word) for word in ("military", "militia", "mile", "president", "presence", "police", "polish")}) == 7
    )


@table("word", ["the", "and", "said", "don't", "don’t", "he's", "monday", "mr"])
def test_function_words_and_reporting_words_are_stop_words(word: str) -> None:
    assert is_stop_word(word)


@table("word", ["military", "president", "drug", "war", "state", "not-a-word", ""])
def test_words_that_carry_meaning_are_not(word: str) -> None:
    assert not is_stop_word(word)


def test_stems_of_content_words_are_in_order_in_their_language() -> None:
    for _ in range(2):
        assert content_stems("The bridges and the bridge said no: bridges!") == ("bridg", "bridg", "bridg")
        assert content_stems("die Brücken und die Brücke", "de") == ("bruck", "bruck")
    assert content_stems("die Brücken") == ("die", "brücken")


def test_terms_count_stems_without_stop_words() -> None:
    terms = make_terms("Talks end", "The talks ended. Talking is over, they said. A talk!", [])
    assert terms.title == {"talk": 1, "end": 1}
    assert terms.body == {"talk": 3, "end": 1}


def test_single_letters_say_nothing_but_single_ideographs_do() -> None:
    assert make_terms("", "b 戦 x", []).body == {"戦": 1}


def test_words_of_two_letters_count_and_the_lead_is_the_first_fifty() -> None:
    terms = make_terms("", "UN EU " + "dam " * 47 + "town ferry", [])
    assert terms.body == {"un": 1, "eu": 1, "dam": 47, "town": 1, "ferri": 1}
    assert terms.lead == {"un": 1, "eu": 1, "dam": 47, "town": 1}


def test_persons_count_by_last_name_and_others_in_full() -> None:
    names = [
        Name("Gustavo Petro", "person", ((0, 13), (20, 25))),
        Name("White House", "place", ((40, 51),)),
        Name("Ana Petro", "person", ((60, 69),)),
    ]
    assert make_terms("", "", names).names == {"petro": 3, "white house": 1}
    assert make_terms("", "", [Name("Lima", "place")]).names == {"lima": 1}  # of a headline


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    terms = make_terms(text, text, [])
    assert all(count > 0 for count in terms.body.values())
    assert all(word for word in words(text))


@pytest.mark.parametrize("unit", ["a", "a.", "1,", "a'", "ab ", "é’", "."])
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    began = time.process_time()
    make_terms("", unit * (250_000 // len(unit)), [])
    assert time.process_time() - began < 2.5


def test_addresses_say_nothing_of_the_matter() -> None:
    text = "Watch it at https://www.shop.example/watch?v=1 or WWW.Shop.example, says the council (http://a.example)."
    assert make_terms("", text, []).body == make_terms("", "Watch it at or says the council", []).body


def test_ukrainian_words_lose_their_endings() -> None:
    assert {stem(word, "uk") for word in ("вільшанка", "вільшанці", "вільшанку", "вільшанки")} == {"вільшанк"}
    assert stem("затоплених", "uk") == stem("затопила", "uk") == "затоп"
    assert stem("мала", "uk") == "мала"


def test_consonants_that_change_before_an_ending_are_as_in_the_base_form() -> None:
    for one, other in (("fabryce", "fabryka"), ("biurze", "biuro"), ("rządzie", "rząd"), ("polsce", "polska")):
        assert stem(one, "pl") == stem(other, "pl")
    assert stem("noc", "pl") == "noc"


def test_terms_of_an_article_have_the_stems_of_its_language() -> None:
    terms = make_terms("Пожежа", "Пожежу на фабриці загасили.", (), "uk")
    assert "фабрик" in terms.body and "пожеж" in terms.title

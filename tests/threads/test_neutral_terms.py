"""Names, places, numbers, words for events and cognates are terms that two languages share."""

from __future__ import annotations

import re

import pytest

from briefing.text.folding import fold, skeleton
from briefing.text.quantities import read_number, read_score
from briefing.threads.cross_language.event_words import concepts_of
from briefing.threads.cross_language.neutral_terms import LATER, OPENING, TITLE, WORDS, neutral_terms
from briefing.threads.cross_language.places import read_people, read_place
from tests.table import table


@table(
    ("one", "other"),
    [
        ("inflation", "inflacion"),
        ("assembly", "asamblea"),
        ("university", "universidad"),
        ("photograph", "fotografo"),
        ("projects", "proyecto"),
        ("province", "provinz"),
        ("stability", "estabilidad"),
        ("president", "presidente"),
    ],
)
def test_cognates_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""


def test_short_words_and_words_of_few_consonants_have_no_skeleton() -> None:
    assert skeleton("bank") == skeleton("ideia") == skeleton("europea") == ""
    assert skeleton("election") != skeleton("erection")


def test_words_are_folded_to_plain_letters() -> None:
    assert fold("Ñúñez") == "nunez"
    assert fold("Straße") == "strasse"
    assert fold("CŒUR") == "coeur"


@table(
    ("text", "language", "value"),
    [
        ("1.9 billion", "en", 1.9e9),
        ("1.900 millones", "es", 1.9e9),
        ("1,9 bilhões", "pt", 1.9e9),
        ("1,9 milliard", "fr", 1.9e9),
        ("1,9 Milliarden", "de", 1.9e9),
        ("18,000", "en", 18000),
        ("18.000", "es", 18000),
        ("0.075", "en", 0.075),
        ("7,3", "es", 7.3),
        ("7.25", "es", 7.25),
        ("nueve", "es", 9),
        ("catorce", "es", 14),
        ("two thousand", "en", 2000),
        ("2 700", "fr", 2700),
    ],
)
def test_numbers_are_equal_in_every_notation(text: str, language: str, value: float) -> None:
    tokens = [text] if text == "2 700" else text.split()
    read, used = read_number(tokens, 0, language)
    assert read == pytest.approx(value) and used == len(tokens)


def test_a_number_has_at_most_two_powers() -> None:
    assert read_number(["9", "mil", "millones"], 0, "es") == (9e9, 3)
    assert read_number(["9", *["million"] * 60], 0, "en") == (9e12, 3)


def test_what_is_no_number_has_no_value() -> None:
    assert read_number(["bank"], 0, "en") == (None, 0)
    assert read_number(["1" * 40], 0, "en") == (None, 0)
    assert read_number(["٣"], 0, "ar") == (None, 0)


def test_results_of_matches_are_the_same_from_both_sides() -> None:
    assert read_score("1-3") == read_score("3–1") == "3-1"
    assert read_score("10:30") == read_score("2026-03-01") == read_score("3") == ""


@table(
    ("written", "code"),
    [
        ("Ecuador", "EC"),
        ("United States", "US"),
        ("Estados Unidos", "US"),
        ("Vereinigte Staaten", "US"),
        ("EE. UU. ", "US"),
        ("U.S. ", "US"),
        ("Londres", "GB/london"),
        ("London", "GB/london"),
        ("Wien", "AT/vienna"),
        ("FMI", "O/imf"),
        ("International Monetary Fund", "O/imf"),
        ("Naciones Unidas", "O/un"),
        ("Nairobi", "T/nairobi"),
    ],
)
def test_places_and_bodies_have_one_code_in_all_languages(written: str, code: str) -> None:
    tokens = [written] if "." in written else written.split()
    assert read_place(tokens, 0) == (code, len(tokens))


def test_only_capitalised_words_name_places() -> None:
    assert read_place(["nice"], 0) == ("", 0)
    assert read_place(["who"], 0) == read_place(["Who"], 0) == ("", 0)
    assert read_place(["United", "front"], 0) == ("", 0)


def test_peoples_stand_for_their_country_in_every_form() -> None:
    assert read_people("ecuatorianas") == read_people("ecuadorian") == read_people("equatorien") == "EC"
    assert read_people("deutschen") == read_people("alemana") == read_people("allemandes") == "DE"
    assert read_people("banana") == ""


def test_words_for_an_event_are_one_concept() -> None:
    words = [("earthquake", "en"), ("terremoto", "es"), ("sismos", "es"), ("séisme", "fr"), ("erdbeben", "de")]
    assert {concepts_of(word, language) for word, language in words} == {("earthquake",)}
    assert concepts_of("terremoto", "en") == concepts_of("earthquake", "ja") == concepts_of("table", "en") == ()


def test_terms_say_what_kind_they_are_of() -> None:
    text = "El presidente Ramiro Salcedo perdió anoche por 78 votos en Quito. Brindaron 3-1."
    terms = neutral_terms("", text, "es")
    assert {"!president", "@ramiro", "@salcedo", "&ramiro salcedo", "#78", "%3-1", "^brindaron"} <= terms.keys()
    assert any(term.startswith("*") and term.endswith("quito") for term in terms)


def test_terms_of_headline_and_opening_weigh_more() -> None:
    terms = neutral_terms("Salcedo dimite", "Nuevo " + "tulipa " * 70 + "Quiroga habla", "es")
    assert terms["^salcedo"] == TITLE and terms["=tulipa"] == OPENING and terms["@quiroga"] == LATER


def test_capitals_of_a_headline_in_title_case_mark_no_names() -> None:
    terms = neutral_terms("Spanish Lawmakers Back Quiroga Plan", "", "en")
    assert "=quiroga" in terms
    assert "@quiroga" in neutral_terms("Spanish lawmakers back Quiroga plan", "", "en")


def test_every_noun_of_german_is_only_maybe_a_name() -> None:
    assert {"^quiroga", "^tisch"} <= neutral_terms("", "Dann stand Quiroga am Tisch.", "de").keys()


def test_only_the_first_words_are_read() -> None:
    assert "=zorro" not in neutral_terms("", "palabra " * WORDS + "zorro", "es")
    assert "=zorro" in neutral_terms("", "palabra " * (WORDS - 1) + "zorro", "es")


def test_ends_of_a_compound_are_words_of_their_own() -> None:
    assert concepts_of("streikverbot", "de") == ("strike", "ban")
    assert concepts_of("kohleausstieg", "de") == ("coal",)
    assert concepts_of("luchthavenstaking", "nl") == ("airport", "strike")
    assert concepts_of("streikverbot", "en") == ()


def test_a_compound_may_be_a_name_and_a_listed_word_is_none() -> None:
    assert {"!car", "^volkswagen"} <= set(neutral_terms("", "Der Volkswagen steht.", "de"))
    assert "^streik" not in neutral_terms("", "Der Streik dauert.", "de")
    assert "=volkswagen" not in neutral_terms("", "der volkswagen steht", "de")


def test_a_word_for_an_event_is_no_stop_word() -> None:
    assert "!mine" in neutral_terms("", "They reopened the mine yesterday.", "en")
    assert not any("mais" in term for term in neutral_terms("", "Ils ont plus mais pas moins.", "fr"))


def test_a_listed_word_goes_before_one_with_the_same_stem() -> None:
    assert concepts_of("mercato", "it") == ("market",) and concepts_of("merci", "it") == ("freight",)


def test_a_short_stem_stands_for_no_concept() -> None:
    assert concepts_of("sal", "es") == ("salt",) and concepts_of("salirse", "es") == ()


@table(
    ("text", "language", "value"),
    [
        ("treinta y cinco", "es", 35.0),
        ("trinta e um", "pt", 31.0),
        ("twenty-one", "en", 21.0),
        ("two hundred", "en", 200.0),
        ("dix-sept", "fr", 17.0),
        ("soixante-dix-huit", "fr", 78.0),
        ("quatre-vingt-dix-sept", "fr", 97.0),
        ("vingt et un", "fr", 21.0),
        ("deux cent trente", "fr", 230.0),
        ("due", "it", 2.0),
        ("twee", "nl", 2.0),
        ("quatre-vingt mille", "fr", 80_000.0),
    ],
)
def test_several_number_words_are_one_number(text: str, language: str, value: float) -> None:
    tokens = re.findall(r"\w+", text)
    assert read_number(tokens, 0, language) == (value, len(tokens))


def test_number_words_that_make_no_number_are_several() -> None:
    assert read_number(["two", "three"], 0, "en") == (2.0, 1)
    assert read_number(["ten", "seven"], 0, "en") == (10.0, 1)
    assert read_number(["twenty", "y"], 0, "en") == (20.0, 1)
    assert read_number(["due"], 0, "en") == read_number(["sei"], 0, "de") == (None, 0)
    assert read_number(["one"], 0, "en") == (None, 0)

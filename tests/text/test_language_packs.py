"""Tests of the lists of each language."""

from __future__ import annotations

from briefing.text.language_packs import Shape, common_words, pack
from briefing.text.lexicon import LANGUAGES
from tests.table import table


@table("language", LANGUAGES)
def test_common_words_are_closed_classes_and_verbs_of_saying(language: str) -> None:
    closed, cues = common_words(language)
    assert {word for word in closed if "_" not in word} == {word for word in pack(language).closed if " " not in word}
    assert cues
    assert all(pack(language).verbs[form.replace("_", " ")].cue for form in cues)


def test_verbs_are_known_as_printed_without_accents_and_by_other_endings_of_participles() -> None:
    verbs = pack("es").verbs
    assert verbs["anadio"] == verbs["añadió"]
    assert verbs["anunciadas"] == verbs["anunciado"]
    assert "saida" not in pack("en").verbs


def test_a_verb_whose_past_is_its_infinitive_is_of_the_past_only() -> None:
    assert pack("en").verbs["read"].shape is Shape.PAST  # `the statement read`
    assert pack("en").verbs["say"].shape is Shape.BASE
    assert pack("en").verbs["putting it"].lemma == "put_it"


def test_a_given_name_is_of_both_genders_where_lists_differ() -> None:
    names = pack("es").given_names
    assert (names["ana"], names["paul"]) == ("f", "m")
    assert names["andrea"] == ""

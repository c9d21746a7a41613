"""The noun phrase that tells what two persons have to do with each other."""

from __future__ import annotations

from dataclasses import replace

from briefing.model import AnnotatedArticle, Name
from briefing.threads.labels.telling_phrase import telling_phrase
from tests.table import table
from tests.threads.factories import item

PERSONS = ("Ana Prado", "Bo Lind")


def told(text: str, language: str = "en") -> AnnotatedArticle:
    """An article with the mentions of both persons."""
    made = item(text)
    names = tuple(Name(name, "person", ((at, at + len(name)),)) for name in PERSONS if (at := text.find(name)) >= 0)
    terms = replace(made.analysis.terms, language=language)
    return replace(made, analysis=replace(made.analysis, names=names, terms=terms))


@table(
    ("text", "phrase"),
    [
        (
            "Ana Prado and Bo Lind have held their first direct telephone conversation.",
            "first direct telephone conversation",
        ),
        ("Ana Prado has signed a fishing agreement with Bo Lind.", "fishing agreement"),
        ("In a significant diplomatic development, Ana Prado met Bo Lind for secret talks.", "secret talks"),
        ("Ana Prado met Bo Lind for secret talks. They signed a fishing agreement.", "secret talks"),
        ("Ana Prado gave Bo Lind a very old ship model.", "very old ship model"),
        ("Ana Prado met Bo Lind; very old ship models were shown.", "old ship models"),
        ("Ana Prado signed an old fishing treaty with Bo Lind.", "old fishing treaty"),
        ("Ana Prado and Bo Lind praised the long fishing.", ""),
        ("Ana Prado showed Bo Lind the rare old small grey wooden ship plan and a peace plan.", "peace plan"),
        ("Ana Prado and Bo Lind met for talks.", ""),
        ("Ana Prado and Bo Lind signed the Norland Fishing Treaty.", ""),
        ("Ana Prado opened secret talks. Bo Lind left.", ""),
        ("", ""),
    ],
)
def test_the_phrase_stands_behind_a_name_in_a_first_sentence_that_names_both(text: str, phrase: str) -> None:
    assert telling_phrase(told(text), PERSONS) == phrase


def test_words_that_the_text_repeats_tell_more() -> None:
    text = "Ana Prado met Bo Lind for a trade agreement after a peace agreement. {0}, {0} and {0}, all said."
    assert telling_phrase(told(text.format("trade")), PERSONS) == "trade agreement"
    assert telling_phrase(told(text.format("peace")), PERSONS) == "peace agreement"


def test_phrases_are_known_in_languages_with_a_pack_only() -> None:
    text = "Ana Prado y Bo Lind mantuvieron su primera conversación telefónica el lunes."
    assert telling_phrase(told(text, "es"), PERSONS) == "primera conversación telefónica"
    assert telling_phrase(told(text, "it"), PERSONS) == ""

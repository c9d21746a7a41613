"""What stands around an example does not change its quotes: neither lines without words, nor the same text again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import pytest

from briefing.model import Quote
from briefing.text.quotes import extract_quotes
from tests.quality.quotes import TRAINING, load
from tests.text.quote_patterns import PATTERNS
from tests.text.test_foreign_quotes import CASES

LONGEST = 150
"""Code points of a text for training that tells of one person or two, so that a second copy reads like the first."""
TEXTS = (
    *(pattern.text for pattern in PATTERNS),
    *(text for text, _ in CASES),
    *(each.text for each in (*load("quotes_en"), *load("quotes_es"))),
    *(each.text for each in load("quote_training", TRAINING, without="en") if len(each.text) < LONGEST),
)
some_texts = pytest.mark.parametrize(
    "texts", [TEXTS[::4], pytest.param(TEXTS, marks=pytest.mark.soak)], ids=["some", "all"]
)
NAMED_LATER = (
    "Of Weber, he said, “I wish him luck.”",
    "“Estamos listos para el invierno”, aseguró ayer",
    "“No habrá despidos en la planta”, aseguró ayer",
    "«El plazo termina el viernes», le dijo",
)
"""Beginnings of texts in which the second copy differs, as the first has named somebody."""
SHORT = 250
"""Maximum length of a text that is read twice: in longer ones others have spoken since, in code points."""
DATIVE = re.compile("“, hat (?:er|sie) ")
"""The same in German: who is spoken to may be meant by the pronoun of the second copy."""


@cache
def _quotes(text: str) -> list[Quote]:
    return extract_quotes(text, doubtful=True, turns=True, inner=True)


def _spoken(text: str, quotes: list[Quote]) -> list[tuple[str, str | None, str, str]]:
    return [(text[each.start : each.end], each.speaker, each.speaker_as_written, each.cue) for each in quotes]


@some_texts
def test_lines_without_words_around_a_text_change_nothing(texts: Sequence[str]) -> None:
    for text in texts:
        around = f"14:35\n{text}\n14:35"
        assert _spoken(around, _quotes(around)) == _spoken(text, _quotes(text)), text


@some_texts
def test_short_text_that_stands_twice_has_its_quotes_twice(texts: Sequence[str]) -> None:
    for text in texts:
        if len(text) < SHORT and not text.startswith(NAMED_LATER) and not DATIVE.search(text):
            twice = f"{text}\n{text}"
            first = [each[:2] for each in _spoken(text, _quotes(text))]
            assert [each[:2] for each in _spoken(twice, _quotes(twice))] == [*first, *first], text

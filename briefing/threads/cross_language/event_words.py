"""Words for what happens in the news (earthquake, resignation, final), in several languages.

`event_words.txt` has one concept a line: its words in English, Spanish, Portuguese, French and German.
"""

from __future__ import annotations

from functools import cache, lru_cache

from briefing import wordlists
from briefing.text.terms import stem
from briefing.threads.cross_language.folding import fold

LANGUAGES = ("en", "es", "pt", "fr", "de")
"""Languages of the columns."""


@lru_cache(maxsize=1 << 15)
def concept_of(lower: str, language: str) -> str:
    """Concept that a lower-cased word stands for; empty if there is none."""
    concepts = _concepts(language)
    return concepts.get(fold(stem(lower, language)), "") if concepts else ""


@cache
def english_words(concept: str) -> tuple[str, ...]:
    """English words of a concept."""
    return next(columns[0] for name, *columns in _rows() if name == concept)


def _rows() -> list[tuple[str, *tuple[tuple[str, ...], ...]]]:
    """Name and words by language of each concept."""
    lines = (line.split(" | ") for line in wordlists.entries("threads", "event_words"))
    return [(columns[0].split()[0], *(tuple(column.split()) for column in columns)) for columns in lines]


@cache
def _concepts(language: str) -> dict[str, str]:
    """Concept by folded stem."""
    if language not in LANGUAGES:
        return {}
    place, concepts = LANGUAGES.index(language) + 1, dict[str, str]()
    for row in _rows():
        for word in row[place]:
            concepts.setdefault(fold(stem(word.lower(), language)), row[0])
    return concepts

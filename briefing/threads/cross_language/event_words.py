"""Words for what happens in the news (earthquake, resignation, final), in several languages.

`event_words.txt` has one concept a line: its words in English, Spanish, Portuguese, French, German,
Italian and Dutch, `-` for none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from briefing import wordlists
from briefing.text.folding import fold
from briefing.text.terms import stem

LANGUAGES = ("en", "es", "pt", "fr", "de", "it", "nl")
"""Languages of the columns."""
STEM = "-"
"""Mark of a stem: a word of the lists itself goes before one that has the same stem (`mercato`, `merci`)."""


SHORTEST_STEM = 4
"""Letters of the shortest stem that stands for a concept: `salirse` is not of `sal`."""
COMPOUNDING = frozenset(("de", "nl"))
"""Languages that write compounds as one word."""
SHORTEST_PART, SHORTEST_REST = 5, 3
"""Letters of the shortest word that is recognised in a compound, and of what stands beside it."""


@lru_cache(maxsize=1 << 15)
def concepts_of(lower: str, language: str) -> tuple[str, ...]:
    """Concepts that a lower-cased word stands for: one, those of both ends of a compound, or none."""
    concepts = _concepts(language)
    if not concepts:
        return ()
    if concept := _whole_word(lower, language):
        return (concept,)
    return _ends_of_compound(fold(lower), concepts) if language in COMPOUNDING else ()


def is_compound(lower: str, language: str) -> bool:
    """Whether only the ends of a lower-cased word stand for concepts, so that it may be a name: `Volkswagen`."""
    return language in COMPOUNDING and not _whole_word(lower, language)


def _whole_word(lower: str, language: str) -> str:
    concepts = _concepts(language)
    return concepts.get(fold(lower)) or concepts.get(STEM + fold(stem(lower, language)), "")


def _ends_of_compound(folded: str, concepts: Mapping[str, str]) -> tuple[str, ...]:
    """Concepts of the longest words at the beginning and the end: `messerangriff` is of a knife and an attack."""
    lengths = range(len(folded) - SHORTEST_REST, SHORTEST_PART - 1, -1)
    first = next((length for length in lengths if folded[:length] in concepts), 0)
    last = next((length for length in lengths if folded[-length:] in concepts), 0)
    if first + last > len(folded):
        first = 0
    words = [folded[:first]] * bool(first) + [folded[-last:]] * bool(last)
    return tuple(dict.fromkeys(concepts[word] for word in words))


@cache
def listed_words(language: str) -> frozenset[str]:
    """All words of a language that stand for a concept, lower-cased."""
    if language not in LANGUAGES:
        return frozenset()
    return frozenset(word.lower() for row in _rows() for word in row[LANGUAGES.index(language) + 1])


@cache
def english_words(concept: str) -> tuple[str, ...]:
    """English words of a concept."""
    return next(columns[0] for name, *columns in _rows() if name == concept)


@cache
def _rows() -> list[tuple[str, *tuple[tuple[str, ...], ...]]]:
    """Name and words by language of each concept."""
    lines = (line.split(" | ") for line in wordlists.entries("threads", "event_words"))
    return [
        (columns[0].split()[0], *(tuple(word for word in column.split() if word != "-") for column in columns))
        for columns in lines
    ]


@cache
def _concepts(language: str) -> dict[str, str]:
    """Concept by folded stem."""
    if language not in LANGUAGES:
        return {}
    place, concepts = LANGUAGES.index(language) + 1, dict[str, str]()
    for row in _rows():
        for word in row[place]:
            concepts.setdefault(fold(word), row[0])
            root = fold(stem(word.lower(), language))
            if len(root) >= SHORTEST_STEM:
                concepts.setdefault(STEM + root, row[0])
    return concepts

"""Word lists of `briefing/text/data`, cached as sets and maps of lower-case words.

What the words are used for is left to the callers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from briefing import wordlists

OTHER_LANGUAGES = ("es", "pt", "fr", "de")
"""Languages with a pack other than English, as ISO 639-1 codes."""
LANGUAGES = ("en", *OTHER_LANGUAGES)
"""Languages with a pack."""


def lines(name: str) -> tuple[str, ...]:
    """Entries of the list `name`, in file order."""
    return wordlists.entries("text", name)


@cache
def entries(name: str) -> frozenset[str]:
    """Entries of the list `name` as a set, unchanged."""
    return frozenset(lines(name))


@cache
def folded(name: str) -> frozenset[str]:
    """Entries of the list `name` as a set, in lower case."""
    return frozenset(line.lower() for line in lines(name))


def is_body(words: Sequence[str]) -> bool:
    """Whether a name of several words is not a person's, by its last word: `Ana Duarte Show`, `Weber Foundation`."""
    lists = ("organization_words", "place_words", "work_nouns")
    return len(words) > 1 and any(words[-1].lower() in folded(name) for name in lists)


def has_capitals(words: Iterable[str]) -> bool:
    """Whether all words of a name have capitals, but for particles: `Ana van der Meer`."""
    return all(word[:1].isupper() or word in entries("name_particles") for word in words)


@cache
def table(name: str) -> dict[str, str]:
    """A list of `word: value` lines as a map from the lower-case word; the value may be empty."""
    rows = (line.partition(":") for line in lines(name))
    return {word.lower(): value.strip() for word, _, value in rows}


def rows(language: str, name: str) -> Iterator[tuple[str, list[str]]]:
    """Rows `head: words` of a list of a language, each as its head and its words."""
    for line in lines(f"{language}/{name}"):
        head, _, rest = line.partition(":")
        yield head, rest.split()

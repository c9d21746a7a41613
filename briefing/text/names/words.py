"""The word lists of `briefing/text/data`, each read once, as sets and maps of lower-case words.

What the words are used for is left to the callers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from briefing import wordlists


def lines(name: str) -> tuple[str, ...]:
    """Return the entries of the list `name`, in the order of the file."""
    return wordlists.entries("text", name)


@cache
def entries(name: str) -> frozenset[str]:
    """Return the list `name` as a set, as it is written."""
    return frozenset(lines(name))


@cache
def folded(name: str) -> frozenset[str]:
    """Return the list `name` as a set of lower-case entries."""
    return frozenset(line.lower() for line in lines(name))


@cache
def _body_words() -> frozenset[str]:
    return folded("organization_words") | folded("place_words") | folded("work_nouns")


def is_body(words: Sequence[str]) -> bool:
    """Tell whether a name of several words is no person's by its last one: `Ana Duarte Show`, `Weber Foundation`."""
    return len(words) > 1 and words[-1].lower() in _body_words()


@cache
def table(name: str) -> dict[str, str]:
    """Return a list of `word: value` lines as a map from the lower-case word; the value may be empty."""
    rows = (line.partition(":") for line in lines(name))
    return {word.lower(): value.strip() for word, _, value in rows}

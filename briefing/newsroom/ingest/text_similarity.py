"""How much two titles or two texts have in common, by words and word shingles. Pure."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from functools import lru_cache

from briefing.query.case_folding import fold, is_unspaced

SHINGLE = 3
"""Words a shingle."""
MOST_WORDS = 400
"""Words of a text that are compared."""
FEWEST = 5
"""Shingles a text must have to be compared by its share of them; a shorter one must be equal."""

_NUMBER = re.compile(r"\d+")


def title_likeness(one: str, other: str) -> float:
    """Jaccard index of the words of two titles, case and accents folded; 1 for two without any word."""
    words, others = _title_words(one), _title_words(other)
    if not words or not others:
        return float(words == others)
    return len(words & others) / len(words | others)


def has_same_numbers(one: str, other: str) -> bool:
    """Whether two titles name the same numbers, in any order, as two versions of a program do not."""
    return sorted(_NUMBER.findall(one)) == sorted(_NUMBER.findall(other))


def text_likeness(one: str, other: str) -> float:
    """Share of the shingles of the shorter text that the longer one has, so that a teaser is like its full text.

    0 where either is empty; texts of a few words are alike only if all of their words are the same.
    """
    words, others = _words(one), _words(other)
    if not words or not others:
        return 0.0
    if min(len(words), len(others)) < FEWEST + SHINGLE - 1:
        return float(words == others)
    shingles, other_shingles = _shingles(words), _shingles(others)
    return len(shingles & other_shingles) / min(len(shingles), len(other_shingles))


@lru_cache(maxsize=256)
def _title_words(title: str) -> frozenset[str]:
    return frozenset(_split(fold(title)))


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_split(fold(text[: 20 * MOST_WORDS]))[:MOST_WORDS])


def _split(folded: str) -> list[str]:
    """Words of a folded text; in scripts without spaces each character counts as one."""
    if not is_unspaced(folded):
        return folded.split()
    return [part for word in folded.split() for part in (word if is_unspaced(word) else (word,))]


@lru_cache(maxsize=256)
def _shingles(words: Sequence[str]) -> frozenset[Hashable]:
    return frozenset(zip(*(words[start:] for start in range(SHINGLE)), strict=False))

"""Similarity of two titles or texts, by words and word shingles. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from functools import lru_cache

from briefing.query.normalization import fold, is_unspaced

SHINGLE = 3
"""Words per shingle."""
MOST_WORDS = 400
"""Maximum number of words of a text that are compared."""
FEWEST = 5
"""Minimum number of shingles for a comparison; shorter texts must be equal."""

_NUMBER = re.compile(r"\d+")


def title_likeness(one: str, other: str) -> float:
    """Jaccard index of the words of two titles, case and accents folded; 1 if both have no words."""
    words, others = _title_words(one), _title_words(other)
    either = words | others
    return len(words & others) / len(either) if either else 1.0


def has_same_numbers(one: str, other: str) -> bool:
    """Whether two titles contain the same numbers, in any order, which two versions of a program do not."""
    return sorted(_NUMBER.findall(one)) == sorted(_NUMBER.findall(other))


def text_likeness(one: str, other: str) -> float:
    """Share of the shorter text's shingles that occur in the longer one, so that a teaser matches its full text.

    0 if either is empty; texts of a few words score 1 if equal, else 0.
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

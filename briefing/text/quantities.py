"""Numbers in text: digits, number words and words for powers of ten, in several languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefing import wordlists
from briefing.text.folding import fold

_SEPARATOR = re.compile(r"[.,\s\u00a0\u202f]")
_SCORE = re.compile(r"(\d+)[-\u2013](\d+)")
_LONGEST = 15
"""Digits of the longest number that is read."""
_MOST_POWERS, _MOST_WORDS = 2, 7
"""Powers of ten behind a number (`9 mil millones`), and words of a number."""
_HUNDRED = 100.0
_JOINERS = frozenset(("e", "et", "y"))
"""Words between number words: `treinta y cinco`."""


def read_score(token: str) -> str:
    """Result of a match, the higher number first; empty if the token is none."""
    match = _SCORE.fullmatch(token)
    if not match or len(token) > _LONGEST:
        return ""
    low, high = sorted(map(int, match.groups()))
    return f"{high}-{low}"


def read_number(tokens: Sequence[str], at: int, language: str) -> tuple[float | None, int]:
    """Value of the number at a token, and the number of its tokens; None and 0 if there is none.

    `1.9 billion`, `1.900 millones` and `1,9 Milliarden` are equal.
    """
    value, end = (_digits(tokens[at]), at + 1) if tokens[at][0].isdigit() else _spoken(tokens, at, language)
    if value is None:
        return None, 0
    powers, last = _powers(language), min(len(tokens), end + _MOST_POWERS)
    while end < last and (power := powers.get(fold(tokens[end]))):
        value *= power
        end += 1
    return value, end - at


def is_number_word(word: str) -> bool:
    """Whether a word stands for a number, in any of the languages."""
    return fold(word) in _all_words()


def _spoken(tokens: Sequence[str], at: int, language: str) -> tuple[float | None, int]:
    """Value of number words, and the index past them: `treinta y cinco`, `quatre-vingt-dix-sept`, `two hundred`."""
    words = _words(language)
    value, end = words.get(fold(tokens[at])), at + 1
    while value is not None and end < min(len(tokens), at + _MOST_WORDS):
        joined = int(fold(tokens[end]) in _JOINERS and end + 1 < len(tokens))
        further = words.get(fold(tokens[end + joined]), _ones().get(fold(tokens[end + joined])))
        if further is None or (whole := _join(value, further, language)) is None:
            break
        value, end = whole, end + joined + 1
    return value, end


def _join(value: float, further: float, language: str) -> float | None:
    """Value of two number words; None if they are two numbers."""
    if (further == _HUNDRED and value < _HUNDRED) or (language == "fr" and (value, further) == (4.0, 20.0)):
        return value * further
    step = 10.0 if further < 10 else 20.0 if further < 20 else _HUNDRED
    least = 10.0 if language == "fr" and further > 6 else 20.0
    return value + further if value >= least and value > further and value % step == 0 else None


def _digits(token: str) -> float | None:
    """Value of digits: a separator before three digits separates thousands, any other one decimals."""
    whole, *groups = _SEPARATOR.split(token)
    if len(token) > _LONGEST or not all(part.isascii() and part.isdigit() for part in (whole, *groups)):
        return None
    if not groups:
        return float(whole)
    if whole != "0" and all(len(group) == 3 for group in groups):
        return float(whole + "".join(groups))
    return float(f"{whole}{''.join(groups[:-1])}.{groups[-1]}")


@cache
def _all_words() -> frozenset[str]:
    """Folded number words of all languages, without those of one."""
    return frozenset(fold(word.rpartition(":")[2]) for value, words in _rows() if value[0] != "+" for word in words)


@cache
def _words(language: str) -> dict[str, float]:
    """Value by folded number word."""
    known: dict[str, float] = {}
    for value, words in _rows():
        for own, _, word in (word.rpartition(":") for word in words):
            if own in ("", language) and value[0] != "+":
                known[fold(word)] = float(value)
    return known


@cache
def _ones() -> dict[str, float]:
    """Words for one, which are numbers only behind others: `thirty-one`."""
    return {fold(word): float(value) for value, words in _rows() if value[0] == "+" for word in words}


@cache
def _rows() -> list[tuple[str, list[str]]]:
    """Values with their words; `it:due` is a number in Italian only."""
    rows = (line.split() for line in wordlists.entries("text", "number_words"))
    return [(value, words) for value, *words in rows]


@cache
def _powers(language: str) -> dict[str, float]:
    """Power of ten by folded word; `billion` differs by language."""
    rows = (line.split() for line in wordlists.entries("text", "number_powers"))
    return {fold(word): float(value) for own, value, *words in rows if own == language for word in words}

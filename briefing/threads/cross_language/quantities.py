"""Numbers in text: digits, number words and words for powers of ten, in several languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefing import wordlists
from briefing.threads.cross_language.folding import fold

_SEPARATOR = re.compile(r"[.,\s\u00a0\u202f]")
_SCORE = re.compile(r"(\d+)[-\u2013](\d+)")
_LONGEST = 15
"""Digits of the longest number that is read."""
_MOST_TOKENS = 3
"""Tokens of a number: `9 mil millones`."""


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
    token = tokens[at]
    value = _digits(token) if token[0].isdigit() else _words().get(fold(token))
    if value is None:
        return None, 0
    end, powers = at + 1, _powers(language)
    while end < min(len(tokens), at + _MOST_TOKENS) and (power := powers.get(fold(tokens[end]))):
        value *= power
        end += 1
    return value, end - at


def is_number_word(word: str) -> bool:
    """Whether a word stands for a number, in any of the languages."""
    return fold(word) in _words()


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
def _words() -> dict[str, float]:
    """Value by folded number word."""
    rows = (line.split() for line in wordlists.entries("threads", "number_words"))
    return {fold(word): float(value) for value, *words in rows for word in words}


@cache
def _powers(language: str) -> dict[str, float]:
    """Power of ten by folded word; `billion` differs by language."""
    rows = (line.split() for line in wordlists.entries("threads", "number_powers"))
    return {fold(word): float(value) for own, value, *words in rows if own == language for word in words}

"""Whether a line tells only what other lines of one story tell, by the words and numbers they share, or word for word.

Works on texts alone, in any language: words are compared by their first letters, so nothing heavy is loaded. Cheap
enough to be used when a brief is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from briefing import wordlists

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?!\w)|[^\W_]+")
_WORD = re.compile(r"\w+")
_SHORTEST = 4
"""Letters of the shortest word that is compared, whatever the language."""
_STEM = 5
"""Letters of a word that are compared, `y` as `i`: `workers` and `worker`, `ferries` and `ferry`."""
_SEPARATOR = re.compile(r"[.,](?=\d{3}(?!\d))")
"""A mark between thousands."""
_LANGUAGES = ("de", "en", "es", "fr", "pt")
"""Languages whose stop words are not compared; a line does not say which is its own."""
_UNSPACED = "\u2e80"
"""First character of the scripts whose words are not separated; they are compared as a whole."""
_NUMBER = 2.0
"""Weight of a number against a word."""
_WITH_NUMBER = 0.6
"""Share of a line with a number from which another line tells its fact."""
_PLAIN = 0.75
"""The same for a line without a number: one other word may make it another fact. On the pairs of
`tests/repeated_facts.txt` used to make the rule, 0.7 to 0.9 give the same, as do 0.5 to 0.6 for `_WITH_NUMBER`."""
_TOGETHER = 0.85
"""The same for all lines together."""
_LEAST = 3
"""Minimum number of words and numbers of a line; below it, equal words are chance."""


class _Terms(NamedTuple):
    """What a text is compared by."""

    words: frozenset[str]
    """Beginnings of its longer words."""
    numbers: frozenset[tuple[str, str]]
    """Digits of each number, and the beginning of the word behind it, if that is long enough."""


def repeats_fact(text: str, lines: Iterable[str]) -> bool:
    """Whether one of `lines`, or all together, tell the fact of `text`.

    They have all of its numbers, with what is counted, and most of its words. A line with more to tell repeats nothing.
    """
    terms = _terms(text)
    if len(terms.words) + len(terms.numbers) < _LEAST:
        return False
    others = [_terms(line) for line in lines]
    least = _WITH_NUMBER if terms.numbers else _PLAIN
    if any(_share(terms, other) >= least for other in others):
        return True
    words = frozenset[str]().union(*(other.words for other in others))
    numbers = frozenset[tuple[str, str]]().union(*(other.numbers for other in others))
    return _share(terms, _Terms(words, numbers)) >= _TOGETHER


def repeats_words(text: str, lines: Iterable[str]) -> bool:
    """Whether all words of a text stand in one of the lines, in their order and without others between them."""
    words = _words(text)
    return any(words in _words(line) for line in lines)


def repeats_title(line: str, title: str) -> bool:
    """Whether a line has just the letters and digits of a title."""
    return _letters(line) == _letters(title)


def _share(terms: _Terms, others: _Terms) -> float:
    """Share of a line that another has; 0 if it has not all the numbers."""
    known = {digits for digits, _ in others.numbers} if terms.numbers else ()
    if any(digits not in known or (unit and unit not in others.words) for digits, unit in terms.numbers):
        return 0.0
    numbers = _NUMBER * len(terms.numbers)
    return (len(terms.words & others.words) + numbers) / (len(terms.words) + numbers)


@lru_cache(maxsize=1 << 10)
def _terms(text: str) -> _Terms:
    words, numbers = set(), set()
    digits = ""
    for token in _TOKEN.findall(text):
        is_number = token[0].isdigit() and token[-1].isdigit()
        word = "" if is_number else _beginning(token)
        if digits:
            numbers.add((digits, word))
        digits = _SEPARATOR.sub("", token).replace(",", ".") if is_number else ""
        words.add(word)
    if digits:
        numbers.add((digits, ""))
    return _Terms(frozenset(words - {""}), frozenset(numbers))


@lru_cache(maxsize=1 << 13)
def _beginning(word: str) -> str:
    """The beginning of a word; empty for a short one and a stop word."""
    if word >= _UNSPACED:
        return word
    folded = word.casefold()
    return folded[:_STEM].replace("y", "i") if len(word) >= _SHORTEST and folded not in stop_words() else ""


def _words(text: str) -> str:
    return " ".join(("", *_WORD.findall(text.casefold()), ""))


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


@cache
def stop_words() -> frozenset[str]:
    """Stop words of all languages in `_LANGUAGES`; few of them are content words of another."""
    return frozenset(word for language in _LANGUAGES for word in wordlists.entries("text", f"stop_words/{language}"))

"""Single words of sentences and of listed phrases: a cheap test before a pattern of many phrases runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from briefing.text.terms import is_stop_word

_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=64)  # several rules ask for the words of the same sentence in a row
def folded_words(text: str) -> frozenset[str]:
    """Runs of letters of `text`, case folded."""
    return frozenset(_WORD.findall(text.casefold()))


def rare_words(phrases: Iterable[str]) -> frozenset[str]:
    """The rarest word of each phrase: a text that has one of the phrases, as whole words, has one of these, folded."""
    return frozenset(map(rarest_word, phrases))


def rarest_word(phrase: str) -> str:
    """The longest word of a phrase, folded; rather one that is no English stop word."""
    words: list[str] = _WORD.findall(phrase.casefold())
    return max(words, key=lambda word: (not is_stop_word(word), len(word)))

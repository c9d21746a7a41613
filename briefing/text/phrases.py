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
    """One word of each phrase, folded: a text that has one of the phrases, as whole words, has one of these.

    It is the longest one, rather one that is no English stop word.
    """
    words = (_WORD.findall(phrase.casefold()) for phrase in phrases)
    return frozenset(max(each, key=lambda word: (not is_stop_word(word), len(word))) for each in words)

"""Patterns of the phrases that the lists of a language have, and of what stands in quotation marks."""

from __future__ import annotations

import re
from functools import cache

from briefing import wordlists
from briefing.text.phrases import folded_words, rare_words

QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"“”»]")
"""What stands in quotation marks, with the marks."""


def has_listed_phrase(text: str, name: str, language: str) -> bool:
    """Whether a text has one of the entries of the list `name` of a language, as by `listed_phrases`."""
    words = folded_words(text)
    return not words.isdisjoint(_rare_words(name, language)) and bool(listed_phrases(name, language).search(text))


@cache
def _rare_words(name: str, language: str) -> frozenset[str]:
    return rare_words(wordlists.entries("summary", f"{name}_{language}"))


@cache
def listed_phrases(name: str, language: str) -> re.Pattern[str]:
    """Pattern of the entries of the list `name` of a language as whole words, in any case."""
    entries = wordlists.any_of(wordlists.entries("summary", f"{name}_{language}"))
    return re.compile(rf"(?<!\w){entries}(?!\w)", re.IGNORECASE)

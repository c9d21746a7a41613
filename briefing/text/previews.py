"""Detection of sentences and headlines that announce an event: `is set to`, `se reunirá`, `ahead of`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from briefing.text.lexicon import LANGUAGES, lines
from briefing.text.phrases import folded_words, rare_words
from briefing.wordlists import any_of

_LONGEST_WORD = 32
"""Code points before a phrase among which the word before it is sought."""


@lru_cache(1024)  # titles and summaries ask about the same headlines and first sentences
def is_preview(text: str, language: str = "en") -> bool:
    """Whether a text may announce an event, by the phrases of its language; False for languages without a list."""
    return any(True for _ in _previews(text, language))


@lru_cache(1024)
def is_announcement(text: str, language: str = "en") -> bool:
    """As `is_preview`, for sentences: a mere infinitive counts only in a text without full stop, such as a headline.

    In a sentence it is usually a purpose: `Norland appointed a judge to head the inquiry.`
    """
    is_headline = not text.rstrip("\"'”’») ").endswith((".", "!", "?"))
    return any(
        is_headline or not _is_infinitive(at) or _is_behind("previews_auxiliaries", at)
        for at in _previews(text, language)
    )


def _previews(text: str, language: str) -> Iterator[re.Match[str]]:
    """Phrases that announce an event, but not an infinitive of a verb which reports: `refuses to sign`."""
    if language not in LANGUAGES or folded_words(text).isdisjoint(_rare_words(language)):
        return
    text = text.lower()  # several times as fast as a pattern that ignores case
    for at in _phrases(language).finditer(text):
        if not (_is_infinitive(at) and _is_behind("previews_reported", at)):
            yield at


def _is_infinitive(phrase: re.Match[str]) -> bool:
    """Whether a phrase is an English infinitive."""
    return phrase[0].startswith("to ")


def _is_behind(name: str, phrase: re.Match[str]) -> bool:
    """Whether a word of a list stands before a phrase."""
    return _at_end(name).search(phrase.string, max(0, phrase.start() - _LONGEST_WORD), phrase.start()) is not None


@cache
def _rare_words(language: str) -> frozenset[str]:
    """Words of which a text with a phrase of a language has one."""
    return rare_words(lines(f"previews_{language}"))


@cache
def _phrases(language: str) -> re.Pattern[str]:
    """Pattern of the phrases of a language, by their first words, so that most words are compared with few."""
    rests: dict[str, list[str]] = {}
    for phrase in lines(f"previews_{language}"):
        first, space, rest = phrase.partition(" ")
        rests.setdefault(first, []).append(space + rest)
    return re.compile(rf"\b(?:{'|'.join(re.escape(first) + any_of(rest) for first, rest in rests.items())})\b")


@cache
def _at_end(name: str) -> re.Pattern[str]:
    """Pattern of a word of a list at the end of a text."""
    return re.compile(rf"\b{any_of(lines(name))}\s$")

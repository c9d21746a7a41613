"""Openings of articles: anecdotes and scenes, and sentences that report an event."""

from __future__ import annotations

import re
from functools import cache

from briefing import wordlists
from briefing.text.lexicon import LANGUAGES

_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"“”»]")
_AMOUNT = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d(?![\d.,]*\d))(?:\d[.,]\d|\d{2})")
"""A number of two digits or more, other than a year."""


def is_anecdote(text: str, language: str = "en") -> bool:
    """Whether a first sentence tells a scene or makes a comparison instead of reporting, by its wording.

    It opens like one (`When`, `Imagine`), and names no source, no weekday and no act of reporting.
    """
    if language not in LANGUAGES or not _pattern("anecdote_openers", language).match(text.lstrip("\"'“‘«„")):
        return False
    return not reports(text, language)


def reports(text: str, language: str = "en") -> bool:
    """Whether a sentence names a source, a weekday or an act of reporting: `said`, `on Monday`, `according to`."""
    return language in LANGUAGES and _pattern("report_words", language).search(text) is not None


def quotes(text: str) -> bool:
    """Whether a sentence has something in quotation marks."""
    return _QUOTED.search(text) is not None


def has_amount(text: str) -> bool:
    """Whether a sentence has a number of several digits outside of quotation marks, other than a year."""
    return _AMOUNT.search(_QUOTED.sub(" ", text)) is not None


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    entries = wordlists.any_of(wordlists.entries("summary", f"{name}_{language}"))
    return re.compile(rf"(?<!\w){entries}(?!\w)", re.IGNORECASE)

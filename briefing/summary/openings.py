"""Openings of articles: anecdotes and scenes, and sentences that report an event."""

from __future__ import annotations

import re

from briefing.summary.listed_phrases import QUOTED, has_listed_phrase, listed_phrases
from briefing.text.lexicon import LANGUAGES

_AMOUNT = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d(?![\d.,]*\d))(?:\d[.,]\d|\d{2})")
"""A number of two digits or more, other than a year."""
_DIGIT = re.compile(r"\d")


def is_anecdote(text: str, language: str = "en") -> bool:
    """Whether a first sentence tells a scene or makes a comparison instead of reporting, by its wording.

    It opens like one (`When`, `Imagine`), and names no source, no weekday and no act of reporting.
    """
    if language not in LANGUAGES or not listed_phrases("anecdote_openers", language).match(text.lstrip("\"'“‘«„")):
        return False
    return not reports(text, language)


def reports(text: str, language: str = "en") -> bool:
    """Whether a sentence names a source, a weekday or an act of reporting: `said`, `on Monday`, `according to`."""
    return language in LANGUAGES and has_listed_phrase(text, "report_words", language)


def quotes(text: str) -> bool:
    """Whether a sentence has something in quotation marks."""
    return QUOTED.search(text) is not None


def has_amount(text: str) -> bool:
    """Whether a sentence has a number of several digits outside of quotation marks, other than a year."""
    return _DIGIT.search(text) is not None and _AMOUNT.search(QUOTED.sub(" ", text)) is not None

"""Detection of sentences and headlines that announce an event: `is set to`, `se reunirá`, `ahead of`."""

from __future__ import annotations

import re
from functools import cache

from briefing.text.lexicon import LANGUAGES, lines
from briefing.wordlists import any_of


def is_preview(text: str, language: str = "en") -> bool:
    """Whether a text announces an event, by the phrases of its language; False for languages without a list."""
    if language not in LANGUAGES:
        return False
    return any(not _governed(text, at) for at in _phrases(language).finditer(text))


def _governed(text: str, at: re.Match[str]) -> bool:
    """Whether a phrase is an English infinitive that belongs to a verb which reports: `refuses to sign`."""
    return at[0].casefold().startswith("to ") and _reporting_verb().search(text, 0, at.start()) is not None


@cache
def _phrases(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lines(f'previews_{language}'))}\b", re.IGNORECASE)


@cache
def _reporting_verb() -> re.Pattern[str]:
    """Pattern of such a verb at the end of a text."""
    return re.compile(rf"\b{any_of(lines('previews_reported'))}\s$", re.IGNORECASE)

"""Detection of sentences and headlines that announce an event: `is set to`, `se reunirá`, `ahead of`."""

from __future__ import annotations

import re
from functools import cache

from briefing.text.lexicon import LANGUAGES, lines
from briefing.wordlists import any_of


def is_preview(text: str, language: str = "en") -> bool:
    """Whether a text announces an event, by the phrases of its language; False for languages without a list."""
    return language in LANGUAGES and _phrases(language).search(text) is not None


@cache
def _phrases(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lines(f'previews_{language}'))}\b", re.IGNORECASE)

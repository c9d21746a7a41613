"""Patterns of the phrases that the lists of a language have, and of what stands in quotation marks."""

from __future__ import annotations

import re
from functools import cache

from briefing import wordlists

QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"“”»]")
"""What stands in quotation marks, with the marks."""


@cache
def listed_phrases(name: str, language: str) -> re.Pattern[str]:
    """Pattern of the entries of the list `name` of a language as whole words, in any case."""
    entries = wordlists.any_of(wordlists.entries("summary", f"{name}_{language}"))
    return re.compile(rf"(?<!\w){entries}(?!\w)", re.IGNORECASE)

"""Ends of sentences for the search for antecedents, which needs no more than a full stop that abbreviates nothing.

Sentences to be shown are divided by `briefing.text.sentence_splitter`.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

from briefing.text.language_packs import pack

_END = re.compile(r"[.!?…][”\"’'»]?\s+|\n+")
_LONGEST_ABBREVIATION = 12
_LAST_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]+\Z")


@lru_cache(maxsize=2)  # asked for the text, then for what stands inside its quotes
def sentence_ends(text: str, language: str) -> list[int]:
    """Ends of all sentences and headings of `text`, with the white space behind them."""
    abbreviations = pack(language).abbreviations
    return [stop.end() for stop in _END.finditer(text) if not _is_abbreviation(text, stop, abbreviations)]


def _is_abbreviation(text: str, stop: re.Match[str], abbreviations: Container[str]) -> bool:
    if text[stop.start()] != "." or "\n" in stop.group():
        return False
    word = _LAST_WORD.search(text, max(0, stop.start() - _LONGEST_ABBREVIATION), stop.start())
    return word is not None and (len(word.group()) == 1 or word.group().lower() in abbreviations)

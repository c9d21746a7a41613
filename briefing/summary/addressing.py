"""Sentences in which the writer talks about himself or to the reader: `I needed`, `your wallet`, `Remember that`."""

from __future__ import annotations

import re
from functools import cache

from briefing import wordlists
from briefing.text.lexicon import LANGUAGES
from briefing.text.phrases import folded_words

_QUOTED = re.compile(r"[\"“„«][^\"“„”«»]{0,300}[\"”“»]|(?<![\w.])['‘][^'‘’]{1,80}(?:['’]\w[^'‘’]{0,80}){0,4}['’](?!\w)")

_WORD = re.compile(r"[^\W\d_]+")


def addresses_reader(text: str, language: str = "en") -> bool:
    """Whether a sentence has a first or second person outside quotation marks, or asks the reader to do something."""
    if language not in LANGUAGES:
        return False
    if folded_words(text).isdisjoint(_words(language)):
        return False
    own = _QUOTED.sub(" ", text) if any(mark in text for mark in "\"“„«'‘’") else text
    return _persons(language).search(own) is not None


@cache
def _words(language: str) -> frozenset[str]:
    """The words of the list in lower case, one of which a sentence must have: a cheap test before the pattern."""
    entries = wordlists.entries("summary", f"persons_{language}")
    return frozenset(_WORD.findall(entry.casefold())[0] for entry in entries)


@cache
def _persons(language: str) -> re.Pattern[str]:
    """Pattern of such words; an entry with a capital is matched as it is written, others in any case."""
    entries = wordlists.entries("summary", f"persons_{language}")
    as_written = "|".join(re.escape(entry) for entry in entries if entry != entry.lower())
    others = "|".join(re.escape(entry) for entry in entries if entry == entry.lower())
    return re.compile(rf"(?<![\w'’])(?:(?i:{others}){f'|{as_written}' if as_written else ''})(?!\w)")

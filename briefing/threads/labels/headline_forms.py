"""Forms of headlines: which tell an event."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from briefing import wordlists
from briefing.text.lexicon import LANGUAGES
from briefing.text.phrases import folded_words, rare_words
from briefing.threads.labels.clauses import LONGEST, has_verb

TERSE = 3
"""Maximum number of words of a headline that is too terse to tell an event."""
LABEL = 4
"""Maximum number of words of a headline without a verb that is surely no more than a label."""
QUESTION, TEASER, TERSE_LABEL, VERBLESS, LOOKS_BACK, LONG = 0.4, 0.4, 0.5, 0.8, 0.5, 0.6
"""Factors on the value of such headlines."""

_QUOTATION = re.compile(r"[“\"«„‘'][^“”\"«»„‘]+[”\"»“’']")
_FROM_TO = re.compile(r"^From .{2,80}? to .{2,80}?,['’\"”]? ")
"""Opening of a portrait: `From the stage to the senate, Ana Prado ...`."""

_WHO = re.compile(r"^[^,]{2,40}, (?:the|an?) [^,]+ (?:who|whose)\b[^,]*$")
"""A portrait that only says who somebody is: `Ana Prado, the teacher who would be mayor`."""


@lru_cache(1024)
def weigh_form(line: str, language: str = "en") -> float:
    """Factor on the value of a cleaned headline by its form: 1 for a sentence that fits and tells an event."""
    factor = LONG if len(line) > LONGEST else 1.0
    if is_question(line):
        return factor * QUESTION
    if is_teaser(line, language):
        return factor * TEASER
    if looks_back(line, language):
        factor *= LOOKS_BACK
    return factor * _weigh_words(line, language)


def _weigh_words(line: str, language: str) -> float:
    count = len(line.split())
    if count <= TERSE or _QUOTATION.fullmatch(line):
        return TERSE_LABEL
    if language != "en" or has_verb(line):
        return 1.0
    return TERSE_LABEL if count <= LABEL else VERBLESS


def is_question(line: str) -> bool:
    """Whether a headline ends with a question."""
    return line.rstrip(" \"'”’»").endswith(("?", "？", "؟"))


def is_teaser(line: str, language: str = "en") -> bool:
    """Whether a headline withholds its content: a question, an ellipsis, or a teaser phrase of its language."""
    ending = line.rstrip(" \"'”’»")
    if is_question(line) or ending.endswith(("...", "…")):
        return True
    return language in LANGUAGES and _has_phrase(line, f"teasers_{language}")


def looks_back(line: str, language: str = "en") -> bool:
    """Whether a headline is that of a portrait or a history."""
    return language == "en" and bool(_FROM_TO.match(line) or _WHO.match(line) or _has_phrase(line, "looks_back_en"))


def _has_phrase(line: str, name: str) -> bool:
    """Whether a headline has a phrase of a list."""
    return not folded_words(line).isdisjoint(_rare_words(name)) and _phrases(name).search(line) is not None


@cache
def _rare_words(name: str) -> frozenset[str]:
    """Words of which a headline with a phrase of a list has one."""
    return rare_words(wordlists.entries("threads", name))


@cache
def _phrases(name: str) -> re.Pattern[str]:
    """Pattern of the phrases in a list, as whole words; those behind `^` only at the start of a headline."""
    phrases = (
        rf"^\W*{re.escape(phrase[1:])}" if phrase.startswith("^") else rf"\b{re.escape(phrase)}"
        for phrase in wordlists.entries("threads", name)
    )
    return re.compile(rf"(?:{'|'.join(phrases)})\b", re.IGNORECASE)

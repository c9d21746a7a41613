"""Forms of headlines: which tell an event, and the first clause of a long one."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from briefing import wordlists
from briefing.text.language_packs import Kind, Shape, pack
from briefing.text.lexicon import LANGUAGES
from briefing.text.terms import is_stop_word

LONGEST = 90
"""Maximum characters of a title, unless no headline is that short."""
TERSE = 3
"""Maximum number of words of a headline that is too terse to tell an event."""
LABEL = 4
"""Maximum number of words of a headline without a verb that is surely no more than a label."""
LEAST_CLAUSE = 5
"""Minimum number of words of a clause that stands for a whole headline."""
QUESTION, TEASER, TERSE_LABEL, VERBLESS, LOOKS_BACK, LONG = 0.4, 0.4, 0.5, 0.8, 0.5, 0.6
"""Factors on the value of such headlines."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_BOUNDARY = re.compile(r" [–—-] |; |: |,? as ")
_FROM_TO = re.compile(r"^From .{2,80}? to .{2,80}?,['’\"”]? ")
"""Opening of a portrait: `From the stage to the senate, Ana Prado ...`."""
_FINITE = (Shape.BASE, Shape.PRESENT, Shape.PAST, Shape.PARTICIPLE)
_QUOTATION_MARKS = ("“", "”"), ("‘", "’"), ("«", "»")


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
    if count <= TERSE:
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
    return language in LANGUAGES and _phrases(f"teasers_{language}").search(line) is not None


def looks_back(line: str, language: str = "en") -> bool:
    """Whether a headline is that of a portrait or a history."""
    return language == "en" and (_FROM_TO.match(line) or _phrases("looks_back_en").search(line)) is not None


def has_verb(line: str) -> bool:
    """Whether an English headline has a word behind its first one that may be a finite verb."""
    words = pack("en")
    for word in _WORD.findall(line)[1:]:
        low = word.lower().replace("’", "'")
        verb = words.verbs.get(low)
        if low.endswith("n't") or words.closed.get(low) is Kind.AUXILIARY or (verb and verb.shape in _FINITE):
            return True
        if low.endswith(words.endings) and not low.endswith("ing"):
            return True
    return False


def shorten(line: str, language: str = "en") -> str:
    """A headline, or as many of its first clauses as fit into `LONGEST` if they are whole in themselves.

    A clause ends before a dash, a colon, a semicolon, or before `as` if another clause follows it.
    """
    if len(line) <= LONGEST:
        return line
    ends = [boundary.start() for boundary in _BOUNDARY.finditer(line[: LONGEST + 10]) if boundary.start() <= LONGEST]
    return next((line[:end] for end in reversed(ends) if _is_whole(line[:end], line[end:], language)), line)


def break_off(line: str, language: str = "en") -> str:
    """A line, or as many of its first words as fit into `LONGEST` with an ellipsis, the last no stop word."""
    if len(line) <= LONGEST:
        return line
    words = line[:LONGEST].split(" ")[:-1] or [line[: LONGEST - 1]]
    while len(words) > LEAST_CLAUSE and is_stop_word(words[-1].lower(), language):
        words.pop()
    return " ".join(words).rstrip(" ,;:–—-") + "…"


def _is_whole(clause: str, rest: str, language: str) -> bool:
    """Whether the beginning of a headline stands for itself."""
    if len(clause.split()) < LEAST_CLAUSE or not is_closed(clause):
        return False
    if language != "en":
        return " as " not in rest[:5]
    last = clause.split()[-1].lower()
    if rest.lstrip(",").startswith(" as ") and (last in pack("en").verbs or last in _BEFORE_AS or not has_verb(rest)):
        return False
    return has_verb(clause)


def is_closed(text: str) -> bool:
    """Whether all quotations of a text are closed in it."""
    if "„" in text:
        return text.count("„") <= text.count("“") + text.count("”")
    return text.count('"') % 2 == 0 and all(
        text.count(mark) <= text.count(closing) for mark, closing in _QUOTATION_MARKS
    )


_BEFORE_AS = frozenset(("as", "far", "long", "much", "same", "soon", "such", "well"))


@cache
def _phrases(name: str) -> re.Pattern[str]:
    """Pattern of the phrases in a list, as whole words; those behind `^` only at the start of a headline."""
    phrases = (
        rf"^\W*{re.escape(phrase[1:])}" if phrase.startswith("^") else rf"\b{re.escape(phrase)}"
        for phrase in wordlists.entries("threads", name)
    )
    return re.compile(rf"(?:{'|'.join(phrases)})\b", re.IGNORECASE)

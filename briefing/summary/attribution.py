"""Sentences that only attribute, and sentences about somebody whom only an earlier one names, by their wording."""

from __future__ import annotations

import re
from functools import cache

from briefing import wordlists
from briefing.summary.listed_phrases import listed_phrases
from briefing.text.lexicon import LANGUAGES
from briefing.text.phrases import folded_words, rare_words
from briefing.text.terms import count_words

_LONGEST = 12
"""Words of a sentence that only attributes."""
_MARKS = frozenset('"“”„«»‘,:;')
"""Marks of a quotation or a clause, which such a sentence has not."""
# `“They are delaying it,” she said`: the whole sentence is a quotation and its cue.
_QUOTED_FIRST = re.compile(r"[\"“«„‘].{2,500}[\"”»“’][,.]?\s+(?P<cue>[^\"“”„«»]{2,120})")
_CUE_WORDS = 3
"""Words of a cue in which its subject is."""
_WORD = re.compile(r"[^\W\d_]+")
# `Some 4,000 officers will guard him`, but not `A man said they beat him` or `Ruiz said they beat him`.
_OBJECT = re.compile(r"(?P<before>\S[^\"“”]{0,150}?) (?:him|her)(?:(?= (?:on|in|at|from|to|for|with)\b)|\W*$)")
# `Teachers support it, while parents do not`: what it is stands in the sentence before.
_SHORT_OBJECT = re.compile(r"(?:[^\s,\"“”]+ ){2,3}(?:it|them)(?=\W{0,3}$|[,;] | (?:while|and|but|as|because|though)\b)")
_OBJECTS = frozenset(("her", "him", "it", "them"))
_NAMES_SOMEBODY = re.compile(r"\s[\"“‘(]?[A-Z]|\b(?:[Aa]n?|[Oo]ne|[Ee]very|[Ee]ach) [a-z]|\b(?:he|she|his|her)\b")


def only_attributes(text: str, language: str = "en") -> bool:
    """Whether a sentence only says who said the sentence before it: `This was announced on Sunday`."""
    if language not in LANGUAGES or folded_words(text).isdisjoint(_opening_words(language)):
        return False
    if count_words(text) > _LONGEST or not _MARKS.isdisjoint(text):
        return False
    opener = listed_phrases("attribution_openers", language).match(text)
    return opener is not None and listed_phrases("clause_openers", language).search(text, opener.end()) is None


def lacks_person(text: str, language: str = "en") -> bool:
    """Whether a sentence is about somebody or something that it does not name.

    `Some of them left`, a quotation of which the speaker is a pronoun, in English also `will guard him`, `support it`.
    """
    if language not in LANGUAGES:
        return False
    words = folded_words(text)
    if not words.isdisjoint(_them()) and _parts_of_them().match(text):
        return True
    return _lacks_speaker(text, language) or (not words.isdisjoint(_OBJECTS) and _lacks_object(text, language))


def _lacks_speaker(text: str, language: str) -> bool:
    quoted = _QUOTED_FIRST.fullmatch(text)
    if not quoted:
        return False
    cue = [word.casefold() for word in _WORD.findall(quoted["cue"])]
    return len(cue) == 1 or not frozenset(_entries("speaker_pronouns", language)).isdisjoint(cue[:_CUE_WORDS])


def _lacks_object(text: str, language: str) -> bool:
    if language != "en":
        return False
    if _SHORT_OBJECT.match(text):
        return True
    match = _OBJECT.match(text) if " him" in text or " her" in text else None
    return match is not None and not _NAMES_SOMEBODY.search(match["before"])


def _entries(name: str, language: str) -> tuple[str, ...]:
    return wordlists.entries("summary", f"{name}_{language}")


@cache
def _opening_words(language: str) -> frozenset[str]:
    """Words of which a sentence that only attributes has one."""
    return rare_words(_entries("attribution_openers", language))


@cache
def _them() -> frozenset[str]:
    """Words of which a sentence with a quantity in front of `of them` has one."""
    return rare_words(wordlists.entries("summary", "parts_of_them"))


@cache
def _parts_of_them() -> re.Pattern[str]:
    """Pattern of a quantity in front of `of them`."""
    phrases = wordlists.any_of(wordlists.entries("summary", "parts_of_them"))
    return re.compile(rf"(?:[^\s,]{{1,20}} ){{1,4}}{phrases}(?!\w)", re.IGNORECASE)

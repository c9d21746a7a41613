"""Headlines in capitals: detection, and their words in the usual case of their language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from unicodedata import combining, normalize

from briefing import wordlists
from briefing.text.language_packs import pack
from briefing.text.lexicon import LANGUAGES, lines
from briefing.text.terms import is_stop_word, stem
from briefing.threads.clustering.background_frequencies import ENGLISH, LISTED, background

LOUD = 0.7
"""Share of capitalised words from which a headline is in capitals, and of capital letters from which a word is."""
LEAST_LOUD = 9
"""Least letters of a headline in capitals; excludes `NATO` and `SMITE 2`."""
ABBREVIATED = 3
"""Maximum length of an abbreviation where nothing else identifies one."""

_LETTERS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@lru_cache(maxsize=256)  # titles ask again about the same headline
def is_loud(line: str) -> bool:
    """Whether a headline is in capitals throughout.

    Short words are ignored, as abbreviations are capitalised anyway, unless there are no others:
    `ESP32-S3 USB webcam` and `FOSDEM - day 2` are not in capitals.
    """
    runs = _LETTERS.findall(line)
    if sum(map(len, runs)) < LEAST_LOUD:
        return False
    telling = [run for run in runs if len(run) > ABBREVIATED] or runs
    if len(telling) == 1 and 2 * sum(map(_is_capital, runs)) <= len(runs):
        return False
    return sum(_is_capital(run) for run in telling) > LOUD * len(telling)


def _is_capital(run: str) -> bool:
    return not run.islower() and sum(map(str.isupper, run)) > LOUD * len(run)


def calm(line: str, forms: Mapping[str, str], language: str = ENGLISH) -> str:
    """A headline in capitals in normal case.

    Words take the spelling of the texts. Of the others, words of the language become lower case, words with a digit and
    short words are kept as abbreviations, and the rest are capitalised as names, as are places and German nouns.

    Args:
        line: the headline.
        forms: lower case -> usual spelling of words.
        language: ISO 639-1 code; one without lists is treated as English.
    """
    known = language if language in LISTED else ENGLISH
    quiet = _TOKEN.sub(lambda token: _written(token[0], forms, known), line)
    for least in (ABBREVIATED + 1, 1):  # it consists of capitalised names, or only of abbreviations
        if is_loud(quiet):
            quiet = re.sub(rf"[^\W\d_]{{{least},}}", lambda run: run[0].capitalize(), quiet)
    return quiet[:1].upper() + quiet[1:]


def _written(word: str, forms: Mapping[str, str], language: str) -> str:
    folded = word.lower()
    is_place, grammar = _is_place(folded), is_stop_word(folded, language) or _is_verb(folded, language)
    ordinary = not is_place and (grammar or stem(folded, language) in background(language))
    form = forms.get(folded)
    if form and (not (ordinary and _is_capital(form)) or folded in _abbreviations(f"{language} in texts")):
        return form
    if _is_kept(word, language):
        return word
    if ordinary and (grammar or language != "de"):
        return folded
    return word if not ordinary and not is_place and len(word) <= ABBREVIATED + 1 else word.capitalize()


def _is_kept(word: str, language: str) -> bool:
    """Whether a word has capitals in any case: an abbreviation, a word with a digit, or `I`."""
    is_pronoun = word == "I" and language == ENGLISH
    return is_pronoun or word.lower() in _abbreviations(language) or any(letter.isdigit() for letter in word)


def _is_verb(folded: str, language: str) -> bool:
    """Whether a word is listed as a verb or of a closed class; English ones are among the common words."""
    if language == ENGLISH or language not in LANGUAGES:
        return False
    words = pack(language)
    return folded in words.closed or folded in words.verbs


def _is_place(folded: str) -> bool:
    plain = "".join(letter for letter in normalize("NFD", folded) if not combining(letter))
    return plain in _places() and not is_stop_word(folded)


@cache
def _abbreviations(language: str) -> frozenset[str]:
    """Abbreviations of a language, in lower case, that are words of texts as well.

    Those of `en in texts` are ordinary words, and abbreviations only where the texts have them in capitals: `US`.
    """
    return frozenset(word for of, word in wordlists.rows("threads", "abbreviations") if of == language)


@cache
def _places() -> frozenset[str]:
    """Places of one word in five languages, in lower case without accents."""
    countries = (
        name for row in wordlists.entries("threads", "place_names") for name in row.partition(" ")[2].split("; ")
    )
    return frozenset(name for name in (*map(str.lower, lines("places")), *countries) if " " not in name)

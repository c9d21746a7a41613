"""Cleaning of headlines for thread titles: outlet, kicker and capitals are removed; detection of teasers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache

from briefing import wordlists
from briefing.text.terms import is_stop_word, stem
from briefing.threads.clustering.background_frequencies import is_common

LONGEST = 200
"""Characters of a headline that are examined; no newspaper has longer ones."""
LOUD = 0.7
"""Share of capitalised words from which a headline is in capitals, and of capital letters from which a word is."""
LEAST_LOUD = 9
"""Least letters of a headline in capitals; excludes `NATO` and `SMITE 2`."""
ABBREVIATED = 3
"""Maximum length of an abbreviation where nothing else identifies one."""
OUTLET_WORDS = 4
"""Maximum number of words in an outlet's name."""

_LETTERS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_KICKER = re.compile(r"^\W*([\w&' ]{2,20}?)\s*(?::|\||–|—|\s-)\s+(?=\S)")
_TAIL = re.compile(r"\s+[-–—|•·]\s+([^-–—|•·]+)$")
_SITE = re.compile(r"\.(?:com|org|net|co|de|fr|es|uk|eu|tv|gov)\b|\b(?:news|times|post|magazine|daily|online)$", re.I)


def clean_headline(title: str, outlets: Collection[str] = (), forms: Mapping[str, str] | None = None) -> str:
    """A headline without outlet and kicker, and not in capitals throughout; empty if nothing else is left.

    Args:
        title: as published.
        outlets: names of outlets, in any case.
        forms: lower case -> usual spelling of words; see `calm`.
    """
    line = " ".join(title.split())[:LONGEST]
    known = {outlet.casefold() for outlet in outlets if outlet}
    while (tail := _TAIL.search(line)) and _is_outlet(tail[1], known):
        line = line[: tail.start()]
    while (kicker := _KICKER.match(line)) and (
        kicker[1].casefold().strip() in wordlists.entries("threads", "kickers") or kicker[1].casefold().strip() in known
    ):
        line = line[kicker.end() :]
    if is_loud(line):
        line = calm(line, forms or {})
    line = line.strip(" -–—|:").strip()
    return "" if line.casefold() in known else line


def is_loud(line: str) -> bool:
    """Whether a headline is in capitals throughout.

    Short words are ignored, as abbreviations are capitalised anyway, unless there are no others:
    `ESP32-S3 USB webcam` is not in capitals.
    """
    runs = _LETTERS.findall(line)
    if sum(map(len, runs)) < LEAST_LOUD:
        return False
    telling = [run for run in runs if len(run) > ABBREVIATED] or runs
    return sum(_is_capital(run) for run in telling) > LOUD * len(telling)


def _is_capital(run: str) -> bool:
    return sum(letter.isupper() for letter in run) > LOUD * len(run)


def is_teaser(line: str) -> bool:
    """Whether a headline withholds its content: a question, an ellipsis, or a teaser phrase."""
    folded = line.casefold()
    return folded.rstrip(" \"'”’").endswith(("?", "...", "…")) or _teasers().search(folded) is not None


def _is_outlet(tail: str, known: Collection[str]) -> bool:
    folded = tail.casefold().strip()
    if any(folded.startswith(outlet) or outlet.startswith(folded) for outlet in known):
        return True
    return len(folded.split()) <= OUTLET_WORDS and _SITE.search(folded) is not None


def calm(line: str, forms: Mapping[str, str]) -> str:
    """A headline in capitals in normal case.

    Words take the spelling of the texts. Of the others, English words become lower case, words with a digit and short
    words are kept as abbreviations, and the rest are capitalised as names.

    Args:
        line: the headline.
        forms: lower case -> usual spelling of words.
    """
    quiet = _TOKEN.sub(lambda token: _written(token[0], forms), line)
    for least in (ABBREVIATED + 1, 1):  # it consists of capitalised names, or only of abbreviations
        if is_loud(quiet):
            quiet = re.sub(rf"[^\W\d_]{{{least},}}", lambda run: run[0].capitalize(), quiet)
    return quiet[:1].upper() + quiet[1:]


def _written(word: str, forms: Mapping[str, str]) -> str:
    folded = word.lower()
    english = is_stop_word(folded) or is_common(stem(folded))
    form = forms.get(folded)
    if form and not (english and _is_capital(form)):
        return form
    if word == "I" or any(letter.isdigit() for letter in word):
        return word
    if english:
        return folded
    return word if len(word) <= ABBREVIATED + 1 else word.capitalize()


@cache
def _teasers() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, wordlists.entries('threads', 'teasers')))})\b")

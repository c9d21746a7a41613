"""One headline made fit to name a thread: no outlet, no kicker, no capitals throughout; and whether it is a teaser."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache

from briefing import wordlists
from briefing.text import is_stop_word, stem
from briefing.threads.clustering.english_frequencies import is_common

LONGEST = 200
"""Characters of a headline that are looked at; no newspaper has longer ones."""
LOUD = 0.7
"""Share of words in capitals from which a headline is taken to shout, and of letters from which a word is in them."""
LEAST_LOUD = 9
"""Letters a headline must have to shout: `NATO` does not, and `SMITE 2` is what it is called."""
ABBREVIATED = 3
"""Letters of an abbreviation at most, where nothing else tells one."""
OUTLET_WORDS = 4
"""Words an outlet's name has at most."""

_LETTERS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_KICKER = re.compile(r"^\W*([\w&' ]{2,20}?)\s*(?::|\||–|—|\s-)\s+(?=\S)")
_TAIL = re.compile(r"\s+[-–—|•·]\s+([^-–—|•·]+)$")
_SITE = re.compile(r"\.(?:com|org|net|co|de|fr|es|uk|eu|tv|gov)\b|\b(?:news|times|post|magazine|daily|online)$", re.I)


def clean_headline(title: str, outlets: Collection[str] = (), forms: Mapping[str, str] | None = None) -> str:
    """Return a headline without outlet's name and kicker, and not in capitals throughout; empty if that is all of it.

    Args:
        title: as the source gave it.
        outlets: names of outlets, in any case.
        forms: how words are written that are not in capitals, by their lower case; see `calm`.
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
    """Tell whether a headline is in capitals throughout.

    Words of a few letters and those with a digit do not count, as abbreviations and models are written so anyway:
    `ESP32-S3 USB webcam` is calm. If there are no others, they do.
    """
    runs = _LETTERS.findall(line)
    if sum(map(len, runs)) < LEAST_LOUD:
        return False
    telling = [run for run in runs if len(run) > ABBREVIATED] or runs
    return sum(_is_capital(run) for run in telling) > LOUD * len(telling)


def _is_capital(run: str) -> bool:
    return sum(letter.isupper() for letter in run) > LOUD * len(run)


def is_teaser(line: str) -> bool:
    """Tell whether a headline promises to say something and does not say it."""
    folded = line.casefold()
    return folded.rstrip(" \"'”’").endswith(("?", "...", "…")) or _teasers().search(folded) is not None


def _is_outlet(tail: str, known: Collection[str]) -> bool:
    folded = tail.casefold().strip()
    if folded in known or any(folded.startswith(outlet) or outlet.startswith(folded) for outlet in known):
        return True
    return len(folded.split()) <= OUTLET_WORDS and _SITE.search(folded) is not None


def calm(line: str, forms: Mapping[str, str]) -> str:
    """Return a headline in capitals as it would be written without shouting.

    A word is written as the texts write it. Of those they do not have, English words are made small, words with a
    digit and short ones are taken for abbreviations, and the others for names.

    Args:
        line: the headline.
        forms: how words are written, by their lower case.
    """
    quiet = _TOKEN.sub(lambda token: _written(token[0], forms), line)
    for least in (ABBREVIATED + 1, 1):  # it is made of names that shout, or of nothing but abbreviations
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

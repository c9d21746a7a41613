"""One headline made fit to name a thread: no outlet, no kicker, no capitals throughout; and whether it is a teaser."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from briefing import wordlists

LONGEST = 200
"""Characters of a headline that are looked at; no newspaper has longer ones."""
LOUD = 0.7
"""Share of capitals among letters from which a headline is taken to shout."""
OUTLET_WORDS = 4
"""Words an outlet's name has at most."""

_KICKER = re.compile(r"^\W*([\w&' ]{2,20}?)\s*(?::|\||–|—|\s-)\s+(?=\S)")
_TAIL = re.compile(r"\s+[-–—|•·]\s+([^-–—|•·]+)$")
_SITE = re.compile(r"\.(?:com|org|net|co|de|fr|es|uk|eu|tv|gov)\b|\b(?:news|times|post|magazine|daily|online)$", re.I)


def clean_headline(title: str, outlets: Collection[str] = (), names: Collection[str] = ()) -> str:
    """Return a headline without outlet's name and kicker, and not in capitals throughout.

    Args:
        title: as the source gave it.
        outlets: names of outlets, in any case.
        names: full names whose capitals are kept when the rest is made small.
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
        line = _calm(line, names)
    return line.strip(" -–—|:").strip()


def is_loud(line: str) -> bool:
    """Tell whether a headline is in capitals throughout."""
    letters = [letter for letter in line if letter.isalpha()]
    return len(letters) > 8 and sum(letter.isupper() for letter in letters) > LOUD * len(letters)


def is_teaser(line: str) -> bool:
    """Tell whether a headline promises to say something and does not say it."""
    folded = line.casefold()
    return folded.rstrip(" \"'”’").endswith(("?", "...", "…")) or _teasers().search(folded) is not None


def _is_outlet(tail: str, known: Collection[str]) -> bool:
    folded = tail.casefold().strip()
    if folded in known or any(folded.startswith(outlet) or outlet.startswith(folded) for outlet in known):
        return True
    return len(folded.split()) <= OUTLET_WORDS and _SITE.search(folded) is not None


def _calm(line: str, names: Collection[str]) -> str:
    calm = line.lower()
    for name in sorted(names, key=len, reverse=True):
        for part in {name, *name.split()}:
            if part[:1].isupper():
                calm = re.sub(rf"\b{re.escape(part.lower())}\b", part, calm)
    return calm[:1].upper() + calm[1:]


@cache
def _teasers() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, wordlists.entries('threads', 'teasers')))})\b")

"""Places and bodies by their names in several languages, and peoples by their country.

The lists: `place_names.txt` is made by `scripts/place_names.py` from the Unicode CLDR; `body_names.txt` has towns,
regions and international bodies with their abbreviations, `people_names.txt` beginnings of words for peoples; further
towns, with one name in all languages, come from the list of places in `text`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefing import wordlists
from briefing.text.folding import fold

_WORDS = re.compile(r"[^\W\d_]+")
_ENDING = 5
"""Letters after the beginning of a word for a people: `ecuatorian-` also stands for `ecuatorianas`."""
_SHORTEST = 3


def read_place(tokens: Sequence[str], at: int) -> tuple[str, int]:
    """Code of the place or body named at a token, and the number of its tokens; empty and 0 if there is none.

    Args:
        tokens: of a text, in their original case.
        at: index of the first; a name begins with a capital letter.
    """
    first = _words_of(tokens[at])
    longest = _beginnings().get(first[0]) if first and tokens[at][0].isupper() else None
    if not longest:
        return "", 0
    words: list[str] = []
    ends: list[int] = []
    for token in tokens[at : at + longest]:
        own = _words_of(token)
        if not own:
            break
        words += own
        ends.append(len(words))
    for number in range(len(ends), 0, -1):
        if code := _names().get(tuple(words[: ends[number - 1]])):
            return code, number
    acronym = _acronyms().get(first[0], "") if tokens[at].isupper() else ""
    return acronym, int(bool(acronym))


def may_begin_place(token: str) -> bool:
    """Whether a token is the first word of the name of a place or body."""
    words = _words_of(token) if token[0].isupper() else []
    return bool(words) and words[0] in _beginnings()


def read_people(folded: str) -> str:
    """Code of the country of a people (`ecuatoriana`, `Ecuadorian`); empty for any other word."""
    peoples = _peoples()
    for end in range(len(folded), max(_SHORTEST, len(folded) - _ENDING) - 1, -1):
        if code := peoples.get(folded[:end]):
            return code
    return ""


def _words_of(token: str) -> list[str]:
    """Folded words of a token; the letters of an abbreviation with stops are one word."""
    return _WORDS.findall(fold(token.replace(".", "").replace(" ", "") if "." in token else token))


def _lines() -> list[tuple[str, str]]:
    """Code and name of all places and bodies."""
    rows = [
        line.partition(" ") for name in ("body_names", "place_names") for line in wordlists.entries("threads", name)
    ]
    listed = [(code, name) for code, _, names in rows for name in names.split("; ")]
    return listed + [(f"T/{fold(name)}", name) for name in wordlists.entries("text", "places")]


@cache
def _names() -> dict[tuple[str, ...], str]:
    names: dict[tuple[str, ...], str] = {}
    for code, name in _lines():
        if (words := tuple(_WORDS.findall(fold(name)))) and not name.isupper():
            names.setdefault(words, code)
    return names


@cache
def _acronyms() -> dict[str, str]:
    return {fold(name): code for code, name in _lines() if name.isupper()}


@cache
def _beginnings() -> dict[str, int]:
    """First words of all names, with the number of words of the longest."""
    longest = dict.fromkeys(_acronyms(), 1)
    for words in _names():
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


@cache
def _peoples() -> dict[str, str]:
    rows = (line.partition(" ") for line in wordlists.entries("threads", "people_names"))
    return {beginning: code for code, _, beginnings in rows for beginning in beginnings.split(", ")}

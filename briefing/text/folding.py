"""Folding of words to plain Latin letters, and the skeletons by which cognates are recognised."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})
# Spellings of one sound, in order. They cover the regular correspondences of words from Latin and Greek: photo, foto;
# theory, teoría; project, proyecto, Projekt; quality, calidad, Qualität; province, provincia, Provinz.
_ENDINGS = (
    (re.compile("(?:ciones|cion|coes|cao|tion(?:e?n|s)?|zion[ei])$"), "ion"),
    (re.compile("(?:idade?s?|ity|ities|ites?|itat(?:en)?)$"), "it"),
    (re.compile("(?:e?s|n)$"), ""),
)
"""Endings that correspond (-ción, -ção, -tion; -dad, -dade, -ty, -té, -tät), and plurals."""
_SOUNDS = (
    (re.compile("ph"), "f"),
    (re.compile("th"), "t"),
    (re.compile("qu|ck|[ckq]h?"), "k"),
    (re.compile("[jy]"), "i"),
    (re.compile("[xz]"), "s"),
    (re.compile("[vw]"), "b"),
    (re.compile("h"), ""),
    (re.compile(r"(.)\1"), r"\1"),
    (re.compile("^es(?=[kpt])"), "s"),
)
_SOFT = re.compile("c(?=[eiy])")
_VOWELS = re.compile("[aeiou]")
SHORTEST = 6
"""Letters of the shortest word whose skeleton is compared: shorter words are alike by chance."""
LEAST_CONSONANTS, MOST_CONSONANTS = 4, 6
"""Letters of a skeleton: the first ones, so that most endings make no difference."""


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """`word` in lower case without accents."""
    lower = word.lower()
    if lower.isascii():
        return lower
    decomposed = unicodedata.normalize("NFKD", lower.translate(_LIGATURES))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=1 << 15)
def skeleton(folded: str) -> str:
    """First letter and consonants of a folded word, by sound; empty for a word that is too short."""
    if len(folded) < SHORTEST or not folded.isascii():
        return ""
    ending = next((pair for pair in _ENDINGS if pair[0].search(folded)), None)
    sounds = _SOFT.sub("s", ending[0].sub(ending[1], folded) if ending else folded)
    for pattern, sound in _SOUNDS:
        sounds = pattern.sub(sound, sounds)
    bones = sounds[:1] + _VOWELS.sub("", sounds[1:])
    return bones[:MOST_CONSONANTS] if len(bones) >= LEAST_CONSONANTS else ""

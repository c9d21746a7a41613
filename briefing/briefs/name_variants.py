"""Spelling variants of person names: accents, initials, other alphabets, one surname or two. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from briefing.text.lexicon import entries, is_body, table

_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "’": "'"})
_ARTICLE = re.compile(r"^(?:al|el|ad|an|ar|as|ash|at|az)-(?=\w{3})")
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(.)\1+", r"\1"),
        (r"(?<![iyj])[iyj]+$", "i"),
        ("ph", "f"),
        ("x", "ks"),
        ("tz", "ts"),
        ("tch|tsch", "ch"),
        ("sch", "sh"),
        ("dj", "j"),
        ("([gdk])h", r"\1"),
        ("q|ck", "k"),
        ("ou|oo|ue", "u"),
        ("oe", "o"),
        ("[iyj]e", "e"),
        ("[yj]", "i"),
    )
)
_READINGS = (("gh", "k"), ("q", "g"), ("kh", "h"), ("ch", "sh"), ("dj", "d"))
"""Letters, and what else than in `_SOUNDS` they stand for in some transliterations: `Araghchi`, `Araqchi`."""
_VOWELS = re.compile(r"[aeiouyhj]")
_VELARS = frozenset("gkq")
"""First letters of given names that may be one: `Ghassem`, `Qassem`, `Kassem`."""
_LONG = 6
"""Minimum length of a surname that matches another by sound alone."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A parsed name."""

    text: str
    """As written, without title."""
    words: tuple[str, ...]
    """Folded, without particles and suffix."""
    suffix: str = ""
    """`jr`, `iii`, or empty."""
    given: bool = False
    """Whether the first word is known to be a given name."""


def fold(text: str) -> str:
    """`text` in lower case, without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(char for char in plain if not unicodedata.combining(char) and char != "'")


@lru_cache(maxsize=4096)
def read(name: str) -> Spelled:
    """Parse a name; leading titles are dropped."""
    written = name.split()
    while len(written) > 1 and written[0].lower() in table("titles"):
        written = written[1:]
    words = [_ARTICLE.sub("", fold(word)).replace("-", "").strip(".,") for word in written]
    words = [word for word in words if word]
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else ""
    kept = tuple(word for word in words if word not in entries("name_particles") or len(words) == 1)
    # `J.D.` is split into two initials.
    given = fold(written[0]).partition("-")[0] in table("given_names") if written else False
    return Spelled(" ".join(written), tuple(word for each in kept for word in each.split(".") if word), suffix, given)


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """Phonetic key of a folded word, equal for transliterations of one name."""
    if len(word) < 4:
        return word
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=8192)
def sounds(word: str) -> frozenset[str]:
    """Phonetic keys of the readings of a folded word, at most 32; transliterations of one name share at least one."""
    readings = {word}
    for letters, other in _READINGS if len(word) >= _LONG else ():
        readings |= {reading.replace(letters, other) for reading in readings}
    return frozenset(map(sound, readings))


def keys(name: Spelled) -> tuple[str, ...]:
    """Index keys: two spellings of one name share at least one."""
    single = (key for word in name.words if len(word) > 1 for key in sorted(sounds(word)))
    return tuple(dict.fromkeys([*single, sound("".join(name.words))]))


def alike_surname(one: str, other: str) -> bool:
    """Whether two surnames match: the same letters, or the same sound from six letters on."""
    return one == other or (min(len(one), len(other)) >= _LONG and not sounds(one).isdisjoint(sounds(other)))


def same_person(one: Spelled, other: Spelled) -> bool:
    """Whether two full names match as one person's."""
    if one.suffix != other.suffix or is_body(one.words) != is_body(other.words):
        return False
    between = " " if len(one.words) == len(other.words) else ""  # `Mark Harris` is not read as `Mar kh arris`
    if sound(between.join(one.words)) == sound(between.join(other.words)) or one.words == other.words[::-1]:
        return True
    long, short = sorted((one, other), key=lambda name: (-len(name.words), name.words))
    return len(short.words) > 1 and _is_form_of(long, short)


def _is_form_of(long: Spelled, short: Spelled) -> bool:
    """Whether a full name of as many or fewer words is another form of `long`."""
    longer, shorter = long.words, short.words
    cut = len(longer) > len(shorter) and _equal(longer[-len(shorter) :], shorter)
    if cut and not (short.given and long.given):
        return True  # `Prado Lima` of `Ana Prado Lima`, `Mark Prado` of `W. Mark Prado`; `Ana Rosa Prado` is not Rosa
    if not alike_given(longer[0], shorter[0]):
        return False
    if alike_surname(longer[-1], shorter[-1]) or _misspelled(longer, shorter):
        return _alike_middle(longer[1:-1], shorter[1:-1])
    # `Ana Prado` of `Ana Maria Prado Lima`: the last surname is left out.
    inner = longer[1:-1]
    return (
        len(shorter[-1]) > 2
        and shorter[-1] not in table("given_names")
        and any(alike_surname(word, shorter[-1]) for word in inner[-1:])
        and _alike_middle(inner[:-1], shorter[1:-1])
    )


def contradict(one: Spelled, other: Spelled) -> bool:
    """Whether two full names exclude each other, even if a third form matches both."""
    if one.suffix != other.suffix:
        return True
    if not alike_given(one.words[0], other.words[0]):
        return one.given and other.given
    middles = [name.words[1:-1] for name in (one, other)]
    return alike_surname(one.words[-1], other.words[-1]) and not _alike_middle(*middles)


def _misspelled(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the surnames of one given name differ by two transposed letters."""
    first, second = one[-1], other[-1]
    differing = [at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b]
    return (
        one[0] == other[0]
        and len(first) == len(second) >= _LONG
        and len(differing) == 2
        and differing[0] + 1 == differing[1]
        and first[differing[0]] == second[differing[1]]
        and first[differing[1]] == second[differing[0]]
    )


def _equal(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return all(alike_surname(one, other) for one, other in zip(some, others, strict=True))


def _alike_middle(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether middle names are compatible: pairwise alike, or missing."""
    return all(not one or not other or alike_given(one, other) for one, other in zip_longest(some, others))


def alike_given(one: str, other: str) -> bool:
    """Whether two given names may be one: initial, short form, or transliteration; never Martin and Martina."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    genders = {table("given_names").get(name, "-") for name in (one, other)} & {"m", "f"}
    if len(genders) > 1:
        return False
    if len(long) - 3 >= len(short) >= 3 and long.startswith(short) and long in table("given_names"):
        return True
    is_begun_alike = one[0] == other[0] or {one[0], other[0]} <= _VELARS
    return is_begun_alike and any(len(bones) >= 3 for bones in _bones(one) & _bones(other))


def _bones(word: str) -> set[str]:
    """Consonants, which transliterations of a name share, and a final `a`, which marks female names."""
    final = "a" if word.endswith(("a", "e")) else ""
    return {_VOWELS.sub("", reading) + final for reading in sounds(word)}

"""Where names begin that a listed word or place stands in front of: `Will Archer said`, `to Peru Carl Moss`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from briefing.text.language_packs import Shape, pack
from briefing.text.languages import ENGLISH
from briefing.text.lexicon import entries, folded, table

_SECOND = re.compile(r" (?P<name>[A-Z][\w’]+(?:-(?P<part>\w+))?)(?: (?P<verb>[a-z]+))?")


def begins_name(text: str, words: str, start: int) -> bool:
    """Whether a capitalised English word that may open a sentence begins a name.

    A given name does by the verb of saying behind it (`May Carter said`, not `May Carter say`), the name of a family by
    the hyphen of the next word (`So Mi-young`).

    Args:
        text: the article.
        words: the word, and maybe others behind it.
        start: where it begins.
    """
    word = words.partition(" ")[0]
    sort = table("first_names_or_words").get(word.lower())
    match = _SECOND.match(text, start + len(word)) if sort else None
    if not match:
        return False
    if sort == "family":
        return (match["part"] or "").islower()
    verb = pack(ENGLISH).verbs.get(match["verb"] or "")
    return verb is not None and bool(verb.cue) and verb.shape in (Shape.PAST, Shape.PRESENT)


def is_participle_before_name(words: Sequence[str], firsts: Collection[str]) -> bool:
    """Whether a participle opens capitalised words and the next one is the first elsewhere: `Watching Duarte`."""
    verb = pack(ENGLISH).verbs.get(words[0].lower()) if len(words) > 1 else None
    is_participle = verb is not None and verb.shape is Shape.GERUND
    return is_participle and words[1] in firsts


_PERSON = (2, 3)
"""Numbers of words of the name of a person behind a place."""


@cache
def _places() -> frozenset[tuple[str, ...]]:
    """Words of listed places, in lower case, that are no given names in English."""
    places = (tuple(place.split()) for place in folded("places"))
    return frozenset(place for place in places if place[0] not in table("given_names"))


@cache
def _families() -> frozenset[str]:
    """First words of Chinese and Korean names that are no other words."""
    words = pack(ENGLISH)
    listed = words.closed.keys() | words.verbs.keys() | words.nouns.keys()
    return entries("family_first") - listed


def place_before_name(words: Sequence[str]) -> int:
    """Number of words, in lower case, of a place that the name of a person follows: `to Peru Carl Moss`; else 0."""
    for size in range(1, len(words) - 1):
        if len(words) - size in _PERSON and tuple(words[:size]) in _places():
            is_first = words[size] in _families() or pack(ENGLISH).sex(words[size]) is not None
            return size if is_first and words[-1] not in folded("organization_words") else 0
    return 0

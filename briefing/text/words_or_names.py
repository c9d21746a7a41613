"""Words of closed classes that are first words of names, too: `Will Archer said`, `So Mi-young left`."""

from __future__ import annotations

import re
from functools import cache

from briefing import wordlists
from briefing.text.language_packs import Shape, pack
from briefing.text.languages import ENGLISH

_SECOND = re.compile(r" (?P<name>[A-Z][\w’]+(?:-(?P<part>\w+))?)(?: (?P<verb>[a-z]+))?")


@cache
def first_names() -> dict[str, str]:
    """Words that are first words of names, too, each with `given` or `family`."""
    return dict(line.split(": ") for line in wordlists.entries("text", "first_names_or_words"))


def begins_name(text: str, word: str, start: int) -> bool:
    """Whether a capitalised English word that may open a sentence begins a name.

    A given name does by the verb of saying behind it (`May Carter said`, not `May Carter say`), the name of a family by
    the hyphen of the next word (`So Mi-young`).

    Args:
        text: the article.
        word: the word.
        start: where it begins.
    """
    sort = first_names().get(word.lower())
    match = _SECOND.match(text, start + len(word)) if sort else None
    if not match:
        return False
    if sort == "family":
        return (match["part"] or "").islower()
    verb = pack(ENGLISH).verbs.get(match["verb"] or "")
    return verb is not None and bool(verb.cue) and verb.shape in (Shape.PAST, Shape.PRESENT)

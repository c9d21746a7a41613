"""Words of closed classes that are first words of names, too: `Will Archer said`, `So Mi-young left`."""

from __future__ import annotations

import re

from briefing.text.language_packs import Shape, pack
from briefing.text.languages import ENGLISH
from briefing.text.names.words import table

_SECOND = re.compile(r" (?P<name>[A-Z][\w’]+(?:-(?P<part>\w+))?)(?: (?P<verb>[a-z]+))?")


def begins_name(text: str, word: str, start: int) -> bool:
    """Whether a capitalised English word that may open a sentence begins a name.

    A given name does by the verb of saying behind it (`May Carter said`, not `May Carter say`), the name of a family by
    the hyphen of the next word (`So Mi-young`).

    Args:
        text: the article.
        word: the word.
        start: where it begins.
    """
    sort = table("first_names_or_words").get(word.lower())
    match = _SECOND.match(text, start + len(word)) if sort else None
    if not match:
        return False
    if sort == "family":
        return (match["part"] or "").islower()
    verb = pack(ENGLISH).verbs.get(match["verb"] or "")
    return verb is not None and bool(verb.cue) and verb.shape in (Shape.PAST, Shape.PRESENT)

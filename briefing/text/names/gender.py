"""Gender of people by the pronouns that follow their mentions in the same sentence.

`Okafor said she would stay` counts as female. Titles, roles and given names are handled by `entities`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.text.names.coreference import Member

_REACH = 120
"""Distance behind a mention within which its pronoun is searched, in code points."""
_MARGIN = 2
"""Least ratio of pronouns of one gender to those of the other."""
_PRONOUN = re.compile(r"[.!?…\n“”\"«»]|\b(he|she|himself|herself|his|her)\b")
_FEMALE = ("she", "herself", "her")


def learn_genders(text: str, spans: Sequence[tuple[int, int, Member]]) -> None:
    """Set the gender of members without one, if the pronouns after their mentions agree.

    Args:
        text: the whole text.
        spans: all mentions in text order.
    """
    votes: dict[int, list[float]] = {}
    for at, (_, end, member) in enumerate(spans):
        if member.gender or member.kind != "person":
            continue
        stop = min(end + _REACH, spans[at + 1][0] if at + 1 < len(spans) else len(text))
        match = _PRONOUN.search(text, end, stop)
        word = match.group(1) if match else None
        if word:
            weight = 0.5 if word in ("his", "her") else 1.0  # `her` may be an object: somebody else
            votes.setdefault(id(member), [0.0, 0.0])[word in _FEMALE] += weight
    for _, _, member in spans:
        male, female = votes.get(id(member), (0.0, 0.0))
        if not member.gender and max(male, female) >= 1 and max(male, female) >= _MARGIN * min(male, female):
            member.gender = "f" if female > male else "m"

"""The gender of people whose name does not tell it: by the pronouns that follow their mentions in one sentence.

`Okafor said she would stay` counts for a woman. What titles, roles and given names tell is left to `cast`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.text.names.coreference import Member

_REACH = 120
"""How far behind a mention its pronoun is looked for, in code points."""
_MARGIN = 2
"""How many times as many pronouns must speak for one gender as for the other."""
_PRONOUN = re.compile(r"[.!?…\n“”\"«»]|\b(he|she|himself|herself|his|her)\b")
_FEMALE = ("she", "herself", "her")


def learn_genders(text: str, spans: Sequence[tuple[int, int, Member]]) -> None:
    """Set the gender of members without one, where the pronouns behind their mentions agree.

    Args:
        text: the whole text.
        spans: all mentions in order of the text.
    """
    votes: dict[int, list[float]] = {}
    for at, (_, end, member) in enumerate(spans):
        if member.gender or member.kind != "person":
            continue
        stop = min(end + _REACH, spans[at + 1][0] if at + 1 < len(spans) else len(text))
        found = _PRONOUN.search(text, end, stop)
        word = found.group(1) if found else None
        if word:
            weight = 0.5 if word in ("his", "her") else 1.0  # `her` may be somebody who is told something
            votes.setdefault(id(member), [0.0, 0.0])[word in _FEMALE] += weight
    for _, _, member in spans:
        male, female = votes.get(id(member), (0.0, 0.0))
        if not member.gender and max(male, female) >= 1 and max(male, female) >= _MARGIN * min(male, female):
            member.gender = "f" if female > male else "m"

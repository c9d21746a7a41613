"""Roles of speakers, as sources name them beside the quote."""

from __future__ import annotations

from briefing.model import KeyQuote

_LONGEST_ROLE = 60
_POSSESSIVES = ("'s", "’s")
_ARTICLES = frozenset({"a", "an", "the"})


def role_of(quote: KeyQuote) -> str:
    """What the source calls the speaker besides the name: `US President` for `US President Donald Trump`."""
    written, words = quote.speaker_as_written, (quote.speaker or "").split()
    if len(words) < 2 or words[-1].casefold() not in written.casefold():
        return ""
    before, _, after = written.partition(words[-1])
    for word in reversed(words[:-1]):
        before = before.rstrip().removesuffix(word)
    role = before.strip() or after.lstrip(" ,")
    first, _, rest = role.partition(" ")
    role = rest if first.casefold() in _ARTICLES else role
    return "" if len(role) > _LONGEST_ROLE or role.endswith(_POSSESSIVES) else role

"""Signatures: the name behind or below somebody's words, with a dash in front or as all of its line."""

from __future__ import annotations

import re
from itertools import takewhile

from briefing.text.language_packs import LanguagePack
from briefing.text.lexicon import has_capitals

_NAME = r"(?P<name>[^\W\d_a-z](?:[^\n.,:;!?“”\"«»()]|(?<=\b[^\W\d_a-z])\.){1,60})"
_SIGNED = re.compile(rf"[ \t]*(?:\n\s{{0,20}})?(?:[—–―]|--?)[ \t]*{_NAME}(?<!\s)[ \t]*(?:[,.(][^\n]{{0,80}})?(?=\n|\Z)")
_BARE = re.compile(rf"[ \t]*\n\s{{0,3}}{_NAME}(?<!\s)(?:,[ ][^\n.!?“”\"]{{2,80}})?[ \t]*(?=\n|\Z)")
_LONGEST = 5
"""Maximum number of words of a name."""


def signature_after(text: str, close: int) -> tuple[int, int] | None:
    """Span of the name that signs the words that end at `close`: `“It is late.” — Ana Duarte, minister`; else None.

    All words of the name have capitals but for particles; its line holds no more than name and function.
    """
    return _span(_SIGNED.match(text, close))


def bare_signature_after(text: str, close: int, words: LanguagePack) -> tuple[int, int] | None:
    """Span of a name that is all of the line behind a quote: a given name and more, or a title and more."""
    span = _span(_BARE.match(text, close))
    names = text[slice(*span)].lower().split() if span else []
    nouns = map(words.nouns.get, names)
    roles = sum(1 for _ in takewhile(lambda noun: noun is not None and noun.sort in ("role", "title"), nouns))
    is_name = len(names) > roles and (roles > 0 or (len(names) > 1 and names[0] in words.given_names))
    return span if is_name else None


def _span(match: re.Match[str] | None) -> tuple[int, int] | None:
    names = match["name"].split() if match else []
    return match.span("name") if match and len(names) <= _LONGEST and has_capitals(names) else None

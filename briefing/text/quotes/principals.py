"""Principals of spokespeople, where the text names them beside the mention: `Tom Ebert, a spokesman for the ministry`.

Only the words around one mention are read, so that the cost is bounded. Former roles (`a former spokesman`) are left
out. `resolution` resolves the words.
"""

from __future__ import annotations

import re
from functools import cache

from briefing.text.language_packs import Kind, pack
from briefing.text.lexicon import folded
from briefing.text.quotes.noun_phrases import chunk
from briefing.text.tagged_tokens import tag
from briefing.text.tokens import Tokens

_REACH = 160
"""Code points read on either side of a mention."""
_BEFORE = re.compile('[^“”"„«»\n]*\\Z')
_MARK = re.compile('[“”"„«»\n]')
_SPOKESPERSON = "spokesperson"
"""Group of the roles that speak for somebody."""
_FORMER = 4
"""Tokens before a role in which a word may say that it is a former one."""
_OPENERS = frozenset((Kind.DETERMINER, Kind.POSSESSIVE))
_HEADS = frozenset((Kind.NOUN, Kind.NAME, Kind.GENITIVE))


def principal(text: str, start: int, end: int, language: str) -> tuple[int, int] | None:
    """Span that names the principal of the speaker mentioned at `text[start:end]`; None if there is none."""
    around = text[max(0, start - _REACH) : end + _REACH].lower()
    if not any(hint in around for hint in _hints(language)):
        return None
    context, mark = _BEFORE.search(text, max(0, start - _REACH), start), _MARK.search(text, end, end + _REACH)
    begin = context.start() if context else start
    begin = text.find(" ", begin, start) + 1 or start if begin == start - _REACH else begin
    tokens = tag(text, begin, mark.start() if mark else min(len(text), end + _REACH), (), language)
    span = _represented(tokens, start, end)
    return (tokens.start[span[0]], tokens.end[span[1] - 1]) if span else None


@cache
def _hints(language: str) -> tuple[str, ...]:
    """Words that stand near the principal of somebody."""
    return tuple(word for word, noun in pack(language).nouns.items() if noun.group == _SPOKESPERSON)


def _represented(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Tokens of whom the speaker mentioned between two code points speaks for."""
    mention = next((each for each in chunk(tokens) if each.is_mention and tokens.end[each.stop - 1] > start), None)
    if mention is None or tokens.start[mention.first] >= end:
        return None
    for role in range(mention.first, mention.stop):
        pair = tokens.pack.nouns.get(" ".join(tokens.low[max(0, role - 1) : role + 1]))  # `press secretary`
        noun = pair or tokens.noun(role)
        if noun is not None and noun.group == _SPOKESPERSON:
            is_former = not tokens.pack.former.isdisjoint(tokens.low[max(0, role - _FORMER) : role])
            return None if is_former else _behind(tokens, role) or _before(tokens, mention.first, role)
    return None


def _behind(tokens: Tokens, role: int) -> tuple[int, int] | None:
    """The principal behind a role: `spokesman for X`, `Sprecher der Polizei`."""
    low, kind = tokens.low[role + 1 : role + 2], tokens.kind_at(role + 1)
    if kind is Kind.OF or not tokens.pack.serving.isdisjoint(low):
        return _phrase(tokens, role + 2)
    return None if tokens.pack.genitives.isdisjoint(low) else _phrase(tokens, role + 1)


def _before(tokens: Tokens, first: int, role: int) -> tuple[int, int] | None:
    """The principal before a role: `Weber spokesman`, `the ministry’s chief spokesman`, `his spokesman`."""
    stop = role
    while stop > first and tokens.low[stop - 1] in tokens.pack.grades:
        stop -= 1
    if tokens.kind_at(stop - 1) is Kind.POSSESSIVE and tokens.low[stop - 1] in tokens.pack.gender:
        return stop - 1, stop
    is_owned = tokens.kind_at(stop - 1) is Kind.GENITIVE
    stop -= is_owned
    begin = stop
    while begin > first and tokens.kind[begin - 1] in _HEADS:
        begin -= 1
    return (begin, stop) if begin < stop and (is_owned or _is_body(tokens, begin, stop)) else None


def _phrase(tokens: Tokens, first: int) -> tuple[int, int] | None:
    """The noun phrase that begins at a token, with its complements, where it can have a voice."""
    stop, parts, words = first, _HEADS | _OPENERS | {Kind.OF}, tokens.pack.serving
    while tokens.kind_at(stop) in parts or (stop > first and not words.isdisjoint(tokens.low[stop : stop + 1])):
        stop += 1
    is_definite = stop > first + 1 and tokens.low[first] in tokens.pack.definite
    return (first, stop) if is_definite or _is_body(tokens, first, stop) else None


def _is_body(tokens: Tokens, first: int, stop: int) -> bool:
    sorts = {noun.sort for at in range(first, stop) if (noun := tokens.noun(at))}
    is_organization = not folded("organization_words").isdisjoint(tokens.low[first:stop])
    return any(tokens.is_name[first:stop]) or is_organization or not sorts.isdisjoint(("role", "people", "body"))

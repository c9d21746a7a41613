"""Principals of spokespeople, where the text names them beside the mention: `Tom Ebert, a spokesman for the ministry`.

Only the words around one mention are read, so that the cost is bounded. Former roles (`a former spokesman`) are left
out. `resolution` resolves the words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from briefing.text.language_packs import Kind
from briefing.text.languages import ENGLISH
from briefing.text.names.words import folded
from briefing.text.tagged_tokens import tag
from briefing.text.tokens import Tokens

_REACH = 160
"""Code points read on either side of a mention."""
_NEAR = 10
"""Maximum number of tokens of an apposition."""
_MARK = re.compile('[“”"„«»\n]')
_HINT = re.compile(r"\bspokes|\bpress secretary\b|\bspeaking (?:for|on behalf of)\b", re.IGNORECASE)
_HINTS = ("spokes", "press secretary", "speaking ")
"""Parts of what `_HINT` finds."""
_ROLES = frozenset(("spokesman", "spokeswoman", "spokesperson", "spokesmen", "spokeswomen", "spokespeople"))
_FORMER = frozenset(("former", "ex", "onetime", "one-time", "then", "ex-spokesman", "ex-spokeswoman"))
_RANKS = frozenset(
    ("chief", "deputy", "senior", "lead", "top", "main", "principal", "official", "national", "longtime")
)
_SPEAKING_FOR = ("for", "of", "at", "with")
_STOPS = frozenset((Kind.COMMA, Kind.STOP, Kind.COLON, Kind.DASH))
_VERBS = frozenset((Kind.CUE, Kind.VERB, Kind.AUXILIARY))
_OPENERS = frozenset((Kind.DETERMINER, Kind.POSSESSIVE))
_HEADS = frozenset((Kind.NOUN, Kind.NAME, Kind.GENITIVE))


def principal(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Span that names the principal of the speaker mentioned at `text[start:end]`; None if there is none."""
    hints = _hints(text)
    near = bisect_left(hints, start - _REACH)
    if near == len(hints) or hints[near] >= end + _REACH:
        return None
    begin, stop = _around(text, start, end)
    if not _HINT.search(text, begin, stop):
        return None
    tokens = tag(text, begin, stop, (), ENGLISH)
    first, last = bisect_left(tokens.start, start), bisect_left(tokens.start, end)
    if not first < last:
        return None
    phrase = _within(tokens, first, last) or _behind(tokens, last) or _before(tokens, first)
    return (tokens.start[phrase[0]], tokens.end[phrase[1] - 1]) if phrase else None


@lru_cache(maxsize=2)
def _hints(text: str) -> tuple[int, ...]:
    """Offsets of words for spokespeople; cached, as every mention of a speaker needs them."""
    lower = text.lower()
    if not any(hint in lower for hint in _HINTS):
        return ()
    return tuple(match.start() for match in _HINT.finditer(text))


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span around a mention that no quotation mark or line end parts from it."""
    begin, stop = max(0, start - _REACH), min(len(text), end + _REACH)
    if begin:
        begin = text.find(" ", begin, start) + 1 or start
    for mark in _MARK.finditer(text, begin, start):
        begin = mark.end()
    after = _MARK.search(text, end, stop)
    return begin, after.start() if after else stop


def _within(tokens: Tokens, low: int, high: int) -> tuple[int, int] | None:
    """Tokens of whom a mention or apposition with a role names: `a spokesman for X`, `X's spokesman Tom Ebert`."""
    for at in range(low, high):
        if _is_role(tokens, at):
            return _behind_role(tokens, at) or _before_role(tokens, at, low)
    return None


def _behind(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The same for what follows the mention: `, a spokesman for X,` or `, speaking for X,`."""
    is_apposition = tokens.kind_at(at) is Kind.COMMA
    begin = at + is_apposition
    if begin < len(tokens) and tokens.low[begin] == "speaking":
        return _spoken_for(tokens, begin)
    stop = begin
    while stop < len(tokens) and stop - begin < _NEAR and tokens.kind[stop] not in _STOPS | _VERBS | {Kind.RELATIVE}:
        stop += 1
    return _within(tokens, begin, stop) if is_apposition else None


def _before(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The same for what leads up to the mention: `X spokesman`, `A spokesman for X,`, `Speaking for X,`."""
    if not at:
        return None
    if tokens.kind[at - 1] is not Kind.COMMA:
        return _before_role(tokens, at - 1, 0) if _is_role(tokens, at - 1) else None
    low = at - 1
    while low and at - low <= _NEAR and tokens.kind[low - 1] not in _STOPS:
        low -= 1
    if low and tokens.kind[low - 1] not in (Kind.STOP, Kind.COLON):
        return None
    if tokens.low[low] == "speaking":
        phrase = _spoken_for(tokens, low)
    else:
        is_phrase = tokens.kind[low] in _OPENERS | _HEADS and _VERBS.isdisjoint(tokens.kind[low : at - 1])
        phrase = _within(tokens, low, at - 1) if is_phrase else None
    return phrase if phrase and (phrase[1] == at - 1 or _is_role(tokens, at - 2)) else None


def _is_role(tokens: Tokens, at: int) -> bool:
    low = tokens.low[at]
    return low in _ROLES or (low == "secretary" and at > 0 and tokens.low[at - 1] == "press")


def _is_former(tokens: Tokens, role: int) -> bool:
    return not _FORMER.isdisjoint(tokens.low[max(0, role - 4) : role])


def _behind_role(tokens: Tokens, role: int) -> tuple[int, int] | None:
    if role + 2 >= len(tokens) or tokens.low[role + 1] not in _SPEAKING_FOR or _is_former(tokens, role):
        return None
    return _phrase(tokens, role + 2)


def _before_role(tokens: Tokens, role: int, low: int) -> tuple[int, int] | None:
    """Whose spokesperson it is by what stands before: `Weber spokesman`, `the ministry's chief spokesman`."""
    if _is_former(tokens, role):
        return None
    stop = role - (tokens.low[role] == "secretary")
    while stop > low and tokens.low[stop - 1] in _RANKS:
        stop -= 1
    if tokens.kind_at(stop - 1) is Kind.POSSESSIVE and tokens.low[stop - 1] in ("his", "her"):
        return stop - 1, stop
    is_owned = tokens.kind_at(stop - 1) is Kind.GENITIVE
    stop -= is_owned
    first = stop
    while first > low and tokens.kind[first - 1] in _HEADS:
        first -= 1
    return (first, stop) if first < stop and (is_owned or _is_body(tokens, first, stop)) else None


def _spoken_for(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Tokens of `X` in `speaking for X`, `speaking on behalf of X`; not `for the first time`, `for himself`."""
    behind = at + (4 if tokens.low[at + 1 : at + 4] == ["on", "behalf", "of"] else 2)
    if behind >= len(tokens) or tokens.low[behind - 1] not in ("for", "of"):
        return None
    return _phrase(tokens, behind)


def _phrase(tokens: Tokens, first: int) -> tuple[int, int] | None:
    """The noun phrase that begins at a token, with what `of` and `for` add to it, where it can have a voice."""
    stop = _core_stop(tokens, first)
    if stop is None:
        return None
    while tokens.kind_at(stop) is not Kind.STOP and tokens.low[stop] in ("of", "for"):
        further = _core_stop(tokens, stop + 1)
        if further is None:
            break
        stop = further
    return (first, stop) if tokens.low[first] == "the" or _is_body(tokens, first, stop) else None


def _core_stop(tokens: Tokens, at: int) -> int | None:
    """One past the determiners, nouns and names at a token; None without a noun."""
    while tokens.kind_at(at) in _OPENERS:
        at += 1
    stop = at
    while tokens.kind_at(stop) in _HEADS:
        stop += 1
    return stop if stop > at else None


def _is_body(tokens: Tokens, first: int, stop: int) -> bool:
    sorts = {noun.sort for at in range(first, stop) if (noun := tokens.noun(at))}
    is_organization = not folded("organization_words").isdisjoint(tokens.low[first:stop])
    return any(tokens.is_name[first:stop]) or is_organization or not sorts.isdisjoint(("role", "people", "body"))

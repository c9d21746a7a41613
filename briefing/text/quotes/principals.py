"""Whom a spokesperson speaks for, where the text says so beside the mention: `Tom Ebert, a spokesman for the ministry`.

Reads the words around one mention only, so that its cost is bounded. What was so once (`a former spokesman`) is left
out. Who is meant by the words found is left to `resolution`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from briefing.text.names.words import folded
from briefing.text.quotes.phrases import WEAK_NOUNS, Phrase, core_right, is_person
from briefing.text.quotes.tokens import Tokens, tokenize

_REACH = 160
"""Code points read on either side of a mention."""
_NEAR = 10
"""Tokens of an apposition at most."""
_MARK = re.compile('[“”"„«»\n]')
_HINT = re.compile(r"\bspokes|\bpress secretary\b|\bspeaking (?:for|on behalf of)\b", re.IGNORECASE)
_ROLES = frozenset(("spokesman", "spokeswoman", "spokesperson", "spokesmen", "spokeswomen", "spokespeople"))
_FORMER = frozenset(("former", "ex", "onetime", "one-time", "then", "ex-spokesman", "ex-spokeswoman"))
_RANKS = frozenset(
    ("chief", "deputy", "senior", "lead", "top", "main", "principal", "official", "national", "longtime")
)
_OWNERS = frozenset(("his", "her"))


def principal(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where it stands whom the speaker mentioned at `text[start:end]` speaks for, None if nothing tells."""
    hints = _hints(text)
    near = bisect_left(hints, start - _REACH)
    if near == len(hints) or hints[near] >= end + _REACH:
        return None
    begin, stop = _around(text, start, end)
    if not _HINT.search(text, begin, stop):
        return None
    t = tokenize(text, begin, stop, [])
    first, last = bisect_left(t.start, start), bisect_left(t.start, end)
    if not first < last:
        return None
    found = _within(t, first, last) or _behind(t, last) or _before(t, first)
    return (t.start[found.first], t.end[found.stop - 1]) if found else None


@lru_cache(maxsize=2)
def _hints(text: str) -> tuple[int, ...]:
    """Where a text speaks of spokespeople; kept, as it is asked for each mention of a speaker."""
    return tuple(match.start() for match in _HINT.finditer(text))


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span around a mention that no quotation mark or line end parts from it."""
    begin, stop = max(0, start - _REACH), min(len(text), end + _REACH)
    if begin:
        begin = text.find(" ", begin, start) + 1 or start
    for mark in _MARK.finditer(text, begin, start):
        begin = mark.end()
    after = _MARK.search(text, end, stop)
    return begin, after.start() if after else stop


def _within(t: Tokens, low: int, high: int) -> Phrase | None:
    """Read a mention or apposition with a role: `a spokesman for X`, `X's spokesman Tom Ebert`."""
    for at in range(low, high):
        if _is_role(t, at):
            return _behind_role(t, at) or _before_role(t, at, low)
    return None


def _behind(t: Tokens, at: int) -> Phrase | None:
    """Read what follows the mention: `, a spokesman for X,` or `, speaking for X,`."""
    comma = at < len(t) and t.tag[at] == ","
    begin = at + comma
    if begin < len(t) and t.low[begin] == "speaking":
        return _spoken_for(t, begin)
    stop = begin
    while stop < len(t) and stop - begin < _NEAR and t.tag[stop] not in ",.;:-BVXW":
        stop += 1
    return _within(t, begin, stop) if comma else None


def _before(t: Tokens, at: int) -> Phrase | None:
    """Read what leads up to the mention: `X spokesman`, or as an opening `A spokesman for X,` or `Speaking for X,`."""
    if not at:
        return None
    if t.tag[at - 1] != ",":
        return _before_role(t, at - 1, 0) if _is_role(t, at - 1) else None
    low = at - 1
    while low and at - low <= _NEAR and t.tag[low - 1] not in ",.;:-":
        low -= 1
    if low and t.tag[low - 1] not in ".:":
        return None
    if t.low[low] == "speaking":
        found = _spoken_for(t, low)
    else:
        opens = t.tag[low] in "DN" and not any(tag in "BVX" for tag in t.tag[low : at - 1])
        found = _within(t, low, at - 1) if opens else None
    return found if found and (found.stop == at - 1 or _is_role(t, at - 2)) else None


def _is_role(t: Tokens, at: int) -> bool:
    return t.low[at] in _ROLES or (t.low[at] == "secretary" and at > 0 and t.low[at - 1] == "press")


def _behind_role(t: Tokens, role: int) -> Phrase | None:
    if role + 2 >= len(t) or t.low[role + 1] not in ("for", "of", "at", "with") or _is_former(t, role):
        return None
    return _phrase(t, role + 2)


def _before_role(t: Tokens, role: int, low: int) -> Phrase | None:
    """Return whose spokesperson it is by what stands before: `Weber spokesman`, `the ministry's chief spokesman`."""
    if _is_former(t, role):
        return None
    stop = role - (t.low[role] == "secretary")
    while stop > low and t.low[stop - 1] in _RANKS:
        stop -= 1
    if stop > low and t.low[stop - 1] in _OWNERS:
        return Phrase(stop - 1, stop)
    owned = stop > low and t.tag[stop - 1] == "G"
    stop -= owned
    first = stop
    while first > low and t.tag[first - 1] in "NG":
        first -= 1
    found = Phrase(first, stop)
    return found if first < stop and (owned or _is_body(t, found)) else None


def _is_former(t: Tokens, role: int) -> bool:
    return any(word in _FORMER for word in t.low[max(0, role - 4) : role])


def _spoken_for(t: Tokens, at: int) -> Phrase | None:
    """Read `speaking for X`, `speaking on behalf of X`; not `for the first time`, `for himself`."""
    behind = at + (4 if t.low[at + 1 : at + 4] == ["on", "behalf", "of"] else 2)
    if behind >= len(t) or t.low[behind - 1] not in ("for", "of"):
        return None
    return _phrase(t, behind)


def _phrase(t: Tokens, first: int) -> Phrase | None:
    """Return the noun phrase that begins at a token, with what `of` and `for` add to it, where it can have a voice."""
    stop = core_right(t, first, len(t)) if t.tag[first] in "DN" else None
    if stop is None:
        return None
    while stop + 1 < len(t) and t.low[stop] in ("of", "for"):
        further = core_right(t, stop + 1, len(t)) if t.tag[stop + 1] in "DN" else None
        if further is None:
            break
        stop = further
    found = Phrase(first, stop)
    weak = any(word in WEAK_NOUNS for word in t.low[first:stop])
    return found if not weak and (t.low[first] == "the" or _is_body(t, found)) else None


def _is_body(t: Tokens, phrase: Phrase) -> bool:
    words = range(phrase.first, phrase.stop)
    named = any(t.capital[i] and t.tag[i] == "N" for i in words)
    return named or is_person(t, phrase) or any(t.low[i] in folded("organization_words") for i in words)

"""Noun phrases in a line of tagged tokens: where they begin and end, what they are about, and whether that can speak.

Ranges are half-open indices of tokens; a phrase is `REACH` tokens long at most.
"""

from __future__ import annotations

from typing import NamedTuple

from briefing.text.names.words import entries, folded, table
from briefing.text.quotes.tokens import Tokens, verb_forms

REACH = 120
_NOMINAL = "DNGPZ"
_LINKING = (
    "of",
    "for",
    "from",
    "at",
    "in",
    "with",
    "on",
    "to",
    "by",
    "as",
    "against",
    "behind",
    "under",
    "near",
    "about",
    "among",
    "inside",
)
WEAK_NOUNS = frozenset(
    [
        "time",
        "times",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "morning",
        "afternoon",
        "evening",
        "night",
        "weekend",
        "hour",
        "hours",
        "minute",
        "minutes",
        "moment",
    ]
)


class Phrase(NamedTuple):
    """A noun phrase that a verb is said of."""

    first: int
    """Index of the first token."""
    stop: int
    """One past the last."""
    relative: int = -1
    """Index of the `who` between phrase and verb, -1 if there is none."""


def phrase_left(t: Tokens, at: int, low: int) -> Phrase | None:
    """Return the noun phrase that ends with token `at`, with what is attached in front (`a spokesman for`)."""
    low = max(low, at - REACH)
    stop = at + 1
    first = _core_left(t, at, low)
    if first is None:
        return None
    while first - 1 > low:
        before = first - 1
        if (t.tag[before] == "I" and t.low[before] in _LINKING) or t.tag[before] == "T":
            further = before - 1
            participle = t.tag[further] == "B" or (t.tag[further] == "V" and _reduces(t, further))
            if participle and further > low and t.tag[further - 1] in "NZ" and is_participle(t, further):
                further -= 1
            elif t.tag[further] not in "NPZG":
                break
        elif (
            t.tag[before] in "BV"
            and t.low[before].endswith("ing")
            and t.tag[before - 1] == "N"
            and not t.proper[before - 1]
        ) or (t.tag[before] == "C" and t.tag[before - 1] in "NZ" and not _verb_between(t, low, before - 1)):
            further = before - 1
        else:
            break
        core = _core_left(t, further, low)
        while core is not None and core < further and t.low[core] in WEAK_NOUNS and t.proper[further]:
            core += 1  # `yesterday evening Smith of the union`
        if core is None or t.low[core] in WEAK_NOUNS or (t.tag[core] == "A"):
            break
        first = core
    return Phrase(first, stop)


def _reduces(t: Tokens, verb: int) -> bool:
    """Tell whether a verb of saying may only describe the noun before it: `the study published in a journal`."""
    return is_ing(t, verb) or t.low[verb] in ("published", "released", "issued", "posted", "quoted", "cited", "printed")


def _core_left(t: Tokens, at: int, low: int) -> int | None:
    """Return where the run of nouns and determiners that ends with `at` begins."""
    first = at + 1
    while first > low and t.tag[first - 1] in _NOMINAL:
        first -= 1
        tag = t.tag[first]
        if tag == "P":
            break
        if tag == "D" and first > low and t.tag[first - 1] not in "DG":
            break
    while first <= at and t.tag[first] in "GZ":
        first += 1
    return first if first <= at else None


def _verb_between(t: Tokens, low: int, at: int) -> bool:
    """Tell whether a verb stands left of `at` in the same clause."""
    while at >= low:
        tag = t.tag[at]
        if tag in "BVX":
            return True
        if tag in ".;:SQ":
            return False
        at -= 1
    return False


def phrase_right(t: Tokens, at: int, high: int) -> Phrase | None:
    """Return the noun phrase that begins with token `at`, with `of` and `for` phrases, without appositions."""
    high = min(high, at + REACH)
    stop = core_right(t, at, high)
    if stop is None:
        return None
    if t.tag[stop - 1] == "P":
        return Phrase(at, stop)
    while stop + 1 < high:
        links = (t.tag[stop] == "I" and t.low[stop] in ("of", "for", "from", "at", "in", "with")) or t.tag[stop] == "C"
        further = core_right(t, stop + 1, high) if links else None
        if further is None or t.low[stop + 1] in WEAK_NOUNS or t.tag[stop + 1] == "P":
            break
        if (
            t.tag[stop] == "C"
            and further < high
            and t.tag[further] in "VBX"
            and t.low[further] not in ("were", "are", "have")
        ):
            break
        stop = further
    return Phrase(at, stop)


def core_right(t: Tokens, at: int, high: int) -> int | None:
    """Return one past the run of determiners and nouns that begins with token `at`."""
    if at >= high or t.tag[at] not in "DNP":
        return None
    if t.tag[at] == "P":
        return at + 1
    stop, nouns = at, False
    while stop < high:
        tag = t.tag[stop]
        if tag in "NZG":
            nouns = nouns or tag == "N"
        elif (
            (tag == "D" and stop > at and (nouns and t.tag[stop - 1] != "G"))
            or tag not in "DRBV"
            or (tag in "RBV" and not (not nouns and stop > at and stop + 1 < high and t.tag[stop + 1] in "NRB"))
        ):
            break
        stop += 1
    return stop if nouns or t.tag[at] == "D" else None


def head_of(t: Tokens, phrase: Phrase) -> int:
    """Return the index of the noun a phrase is about: the last before any `of`, comma or aside."""
    at = phrase.first
    while at + 1 < phrase.stop and t.tag[at + 1] in "DNGRBV" and not (t.tag[at] == "N" and t.tag[at + 1] == "D"):
        at += 1
    while at > phrase.first and t.tag[at] not in "NP":
        at -= 1
    return at


def is_person(t: Tokens, phrase: Phrase) -> bool:
    """Tell whether a phrase can mean somebody who speaks: a pronoun, a name, a role or a body."""
    head = head_of(t, phrase)
    word = t.low[head]
    if t.tag[head] == "P":
        return word not in ("it", "itself", "something", "nothing", "everything")
    if t.tag[head] == "D":
        return word in ("some", "many", "others", "another", "several", "most", "all", "both", "few")
    if t.proper[head] or word in table("roles") or word in folded("organization_words"):
        return True
    return word.endswith(("ers", "ors", "ists", "ents", "ians", "ans")) and not _is_thing(word)


def _is_thing(word: str) -> bool:
    return word.endswith("ments") or word in entries("things_like_persons")


def is_participle(t: Tokens, at: int) -> bool:
    """Tell whether a verb can be a participle by its form."""
    form = verb_forms().get(t.low[at])
    return t.low[at].endswith(("ed", "ing")) or (form is not None and form.shape in ("part", "ing"))


def is_ing(t: Tokens, at: int) -> bool:
    """Tell whether a word ends in `ing`."""
    return t.low[at].endswith("ing")

"""Noun phrases and the subjects of verbs in a line of tagged tokens.

The search walks from a verb to the left over auxiliaries, insertions between commas, relative clauses and coordinated
verbs until it meets the noun phrase that the verb is said of. Ranges are half-open indices of tokens. Every walk is
bounded by `_REACH` tokens, so that a text without stops costs no more than any other.
"""

from __future__ import annotations

from typing import NamedTuple

from briefing.text.names.words import folded, table
from briefing.text.quotes.tokens import Tokens, verb_forms

_REACH = 120
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
_OPENERS = frozenset(
    (
        "because",
        "if",
        "when",
        "while",
        "although",
        "though",
        "unless",
        "whereas",
        "once",
        "until",
        "since",
        "after",
        "before",
        "as",
        "where",
        "whether",
        "how",
        "why",
        "that",
        "lest",
        "till",
    )
)
_SUBORDINATE = frozenset(("after", "although", "because", "before", "since", "that", "though", "until", "when"))
"""Words that open a clause which a participle behind a comma looks past."""
_WEAK_NOUNS = frozenset(
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
    low = max(low, at - _REACH)
    stop = at + 1
    first = _core_left(t, at, low)
    if first is None:
        return None
    while first - 1 > low:
        before = first - 1
        if (t.tag[before] == "I" and t.low[before] in _LINKING) or t.tag[before] == "T":
            further = before - 1
            participle = t.tag[further] == "B" or (t.tag[further] == "V" and _is_ing(t, further))
            if participle and further > low and t.tag[further - 1] in "NZ" and _is_participle(t, further):
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
        if core is None or t.low[core] in _WEAK_NOUNS or (t.tag[core] == "A"):
            break
        first = core
    return Phrase(first, stop)


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


def _is_participle(t: Tokens, at: int) -> bool:
    form = verb_forms().get(t.low[at])
    return t.low[at].endswith(("ed", "ing")) or (form is not None and form.shape in ("part", "ing"))


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
    high = min(high, at + _REACH)
    stop = _core_right(t, at, high)
    if stop is None:
        return None
    if t.tag[stop - 1] == "P":
        return Phrase(at, stop)
    while stop + 1 < high:
        links = (t.tag[stop] == "I" and t.low[stop] in ("of", "for", "from", "at", "in", "with")) or t.tag[stop] == "C"
        further = _core_right(t, stop + 1, high) if links else None
        if further is None or t.low[stop + 1] in _WEAK_NOUNS or t.tag[stop + 1] == "P":
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


def _core_right(t: Tokens, at: int, high: int) -> int | None:
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


def subject_of(t: Tokens, verb: int, low: int, depth: int = 0) -> Phrase | None:
    """Return the noun phrase the verb at index `verb` is said of, looking no further left than `low`."""
    low = max(low, verb - _REACH)
    at = _before_verb(t, verb, low)
    if depth > 4 or at < low:
        return None
    tag = t.tag[at]
    if tag in "NPZG":
        return _by_phrase(t, at, verb, low, depth)
    if tag == "W" or (t.low[at] == "that" and tag == "S" and at > low and t.tag[at - 1] == "N"):
        return _of_relative(t, at, low)
    if tag in ",-":
        return _after_stop(t, at, verb, low, depth)
    if tag in "BV" and not _is_ing(t, verb):
        return subject_of(t, at, low, depth + 1)
    shared = tag in "TC" or (_is_ing(t, verb) and tag in "BVIS")
    return _of_governor(t, at + (tag in "BV"), low, depth) if shared else None


def _before_verb(t: Tokens, verb: int, low: int) -> int:
    """Skip auxiliaries, adverbs and days to the left of a verb."""
    at = verb - 1
    form = verb_forms().get(t.low[verb])
    foreign = form is not None and form.shape == "foreign"
    while at >= low and (
        t.tag[at] in "XRA"
        or (foreign and t.low[at] in ("a", "ha", "hat"))
        or t.low[at] in ("all", "both", "each")
        or (t.tag[at] == "-" and at > low and t.tag[at - 1] in "XR")
    ):
        at -= 1
    return at


def _by_phrase(t: Tokens, at: int, verb: int, low: int, depth: int) -> Phrase | None:
    """Judge the noun phrase right before a verb: it may be a time, an adverbial or the object of another verb."""
    found = phrase_left(t, at, low)
    if found is None:
        return None
    if t.low[found.stop - 1] in _WEAK_NOUNS and (t.tag[found.first] == "N" or t.low[at + 1] == "ago"):
        return _of_governor(t, found.first, low, depth)
    if found.first > low and t.tag[found.first - 1] == "I":
        return _over_preposition(t, found, verb, low, depth)
    if _is_ing(t, verb) and found.first > low and t.tag[found.first - 1] in "BV" and not is_person(t, found):
        return subject_of(t, found.first - 1, low, depth + 1) or found
    return found


def _after_stop(t: Tokens, at: int, verb: int, low: int, depth: int) -> Phrase | None:
    """Look past a comma or dash: a participle shares the subject of its sentence, other verbs resume theirs."""
    if t.tag[at] == "-":
        return _across_dash(t, at, low, depth)
    if _is_ing(t, verb) and t.tag[verb - 1] != "X":
        return _of_governor(t, at, low, depth)
    return _across_insertion(t, at, low, depth)


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
    return word.endswith(("ers", "ors", "ists", "ents", "ians", "ans"))


def _is_ing(t: Tokens, at: int) -> bool:
    return t.low[at].endswith("ing")


def _over_preposition(t: Tokens, found: Phrase, verb: int, low: int, depth: int) -> Phrase | None:
    """Look past an adverbial phrase (`who has in the past called`, `at one point calling`); else it is the subject."""
    before = found.first - 2
    if before >= low and t.tag[before] in "XRW":
        return subject_of(t, found.first - 1, low, depth + 1)
    if _is_ing(t, verb):
        return _of_governor(t, found.first - 1, low, depth)
    if before < low and not any(t.proper[i] for i in range(found.first, found.stop)):
        return None
    return found


def _of_governor(t: Tokens, at: int, low: int, depth: int) -> Phrase | None:
    """Return the subject of the nearest verb left of `at`, whose subject is shared; else of the sentence."""
    scan = at - 1
    while scan >= low:
        tag = t.tag[scan]
        if tag in "BVX" and not (tag in "BV" and _reduced(t, scan, low)):
            found = subject_of(t, scan, low, depth + 1)
            said = found.first - 1 - (t.low[found.first - 1] == "that") if found and found.first > low else -1
            if said > low and t.tag[said] == "V" and verb_forms()[t.low[said]].kind == "say":
                found = subject_of(t, said, low, depth + 1) or found  # `Smith said Jones left, adding`
            elif found and depth < 4 and t.tag[at] == "," and found.first - 1 > low and t.low[found.first - 1] in _SUBORDINATE:
                found = _of_governor(t, found.first - 1, low, depth + 1) or found  # `left after Jones came, saying`
            if found:
                return found
            break
        if tag in ".;:":
            break
        scan -= 1
    return first_phrase(t, low, at)


def _reduced(t: Tokens, at: int, low: int) -> bool:
    """Tell whether a participle only describes the noun before it (`allegations raised by`, `people waiting`)."""
    if at <= low or t.tag[at - 1] not in "N":
        return t.tag[at - 1] == "I" if at > low else False
    if _is_ing(t, at):
        return True
    return _is_participle(t, at) and at + 1 < len(t) and t.low[at + 1] == "by"


def _of_relative(t: Tokens, at: int, low: int) -> Phrase | None:
    """Return what `who` stands for: the phrase before it."""
    before = at - 1
    while before > low and t.tag[before] in ",Z-IC":
        before -= 1
    if before < low or t.tag[before] not in "NPGZ":
        return None
    found = phrase_left(t, before, low)
    if found is None:
        return None
    if (
        found.first - 1 > low
        and t.tag[found.first - 1] == ","
        and t.tag[found.first] == "D"
        and t.tag[found.first - 2] in "NZ"
    ):
        wider = _across_insertion(t, found.first - 1, low, 3)
        if wider:
            return Phrase(wider.first, at, at)
    return Phrase(found.first, found.stop, at)


def _across_insertion(t: Tokens, comma: int, low: int, depth: int) -> Phrase | None:
    """Return the subject before what stands between commas right before the verb.

    Segments between commas are walked from right to left; the leftmost that begins like a noun phrase and is followed
    by insertions only is the subject (`Leslie Feldman, 34, a plaintiff in the lawsuit, said`).
    """
    best: Phrase | None = None
    right = comma
    while right >= low:
        left = right - 1
        while left >= low and t.tag[left] not in ",.;:Q-":
            left -= 1
        begin = left + 1
        if begin >= right:
            break
        while begin < right and (t.tag[begin] in "CR" or (t.tag[begin] == "S" and t.low[begin] in _OPENERS)):
            begin += 1
        kind = _segment(t, begin, right)
        if kind == "phrase" and t.low[left + 1] in ("after", "before", "since", "until"):
            kind = "insertion"
        if kind == "phrase":
            best = Phrase(begin, right)
        elif kind == "clause":
            if best is None:
                best = _end_of_clause(t, begin, right, low, depth)
            break
        elif kind == "opening" and best is not None:
            break
        if begin != left + 1 and best is not None:
            break
        if left < low or t.tag[left] not in ",":
            break
        right = left
    return best


def _segment(t: Tokens, begin: int, end: int) -> str:
    """Say what a segment between commas is: `phrase`, `clause`, `insertion` or `opening` of a sentence."""
    if begin >= end:
        return "insertion"
    first = t.tag[begin]
    if first == "W" or (first in "BVKX"):
        return "insertion"
    if first in "ITS":
        return "insertion"
    if t.low[begin].isdigit() and end - begin <= 2:
        return "insertion"
    for at in range(begin, end):
        if t.tag[at] in "BVX" and not _is_ing(t, at):
            before = t.tag[at - 1] if at > begin else ""
            if before == "T":
                continue
            if t.tag[at] != "X" and (
                before in "NZ" and at + 1 < end and t.tag[at + 1] in "IT" and _is_participle(t, at)
            ):
                continue
            if any(t.tag[i] == "W" for i in range(begin, at)):
                continue
            return "clause"
    return "phrase" if first in "DNPZ" else "insertion"


def _end_of_clause(t: Tokens, begin: int, end: int, low: int, depth: int) -> Phrase | None:
    """Return the subject for a verb behind a whole clause and a comma: shared where the verb goes on with it."""
    for at in range(end - 1, begin - 1, -1):
        if t.tag[at] in "BVX":
            return subject_of(t, at, max(low, begin - _REACH), depth + 1)
    return None


def _across_dash(t: Tokens, dash: int, low: int, depth: int) -> Phrase | None:
    """Return the phrase before an insertion between dashes."""
    at = dash - 1
    while at > low and t.tag[at] not in "-.;Q":
        at -= 1
    if at > low and t.tag[at] == "-" and t.tag[at - 1] in "NPZ":
        return phrase_left(t, at - 1, low)
    return _of_governor(t, dash, low, depth)


def first_phrase(t: Tokens, low: int, high: int) -> Phrase | None:
    """Return the first noun phrase of a clause that no preposition governs: its likely subject."""
    at = low
    while at < high and at < low + _REACH:
        tag = t.tag[at]
        if tag in "DNP":
            if at > low and t.tag[at - 1] in "ITBVK":
                core = _core_right(t, at, high)
                at = core if core else at + 1
                continue
            found = phrase_right(t, at, high)
            if found and t.tag[at] != "A":
                return found
        at += 1
    return None

"""The subjects of verbs in a line of tagged tokens.

The search walks from a verb to the left over auxiliaries, insertions between commas, relative clauses and coordinated
verbs until it meets the noun phrase that the verb is said of. Ranges are half-open indices of tokens. Every walk is
bounded by `REACH` tokens, so that a text without stops costs no more than any other.
"""

from __future__ import annotations

from briefing.text.names.words import table
from briefing.text.quotes.phrases import (
    REACH,
    WEAK_NOUNS,
    Phrase,
    core_right,
    is_ing,
    is_participle,
    is_person,
    phrase_left,
    phrase_right,
)
from briefing.text.quotes.tokens import Tokens, verb_forms

_OPENING = ("because", "if", "when", "while", "although", "though", "unless", "whereas", "once", "until")
_OPENERS = frozenset(
    (*_OPENING, "since", "after", "before", "as", "where", "whether", "how", "why", "that", "lest", "till")
)
_SUBORDINATE = frozenset(("after", "although", "because", "before", "since", "that", "though", "until", "when"))
"""Words that open a clause which a participle behind a comma looks past."""


def subject_of(t: Tokens, verb: int, low: int, depth: int = 0) -> Phrase | None:
    """Return the noun phrase the verb at index `verb` is said of, looking no further left than `low`."""
    low = max(low, verb - REACH)
    at = _before_verb(t, verb, low)
    if depth > 4 or at < low:
        return None
    tag = t.tag[at]
    if tag in "NPZG":
        return _by_phrase(t, at, verb, low, depth)
    if tag == "W" or (t.low[at] == "that" and tag == "S" and at > low and t.tag[at - 1] == "N"):
        return _of_relative(t, at, low)
    if tag in ",-Q":
        return _after_stop(t, at, verb, low, depth)
    if tag in "BV" and not is_ing(t, verb):
        return subject_of(t, at, low, depth + 1)
    shared = tag in "TC" or (is_ing(t, verb) and tag in "BVIS")
    return _of_governor(t, at + (tag in "BV"), low, depth) if shared else None


def _over_quotation(t: Tokens, at: int, low: int, depth: int) -> Phrase | None:
    """Look past an insertion that ends with a quotation: `Ana Duarte, known as “Big Dog,” said`."""
    comma = at - 1
    while comma > low and t.tag[comma] not in ",.;:Q-":
        comma -= 1
    inserted = comma > low and t.tag[comma] == "," and comma + 1 < at and t.tag[comma + 1] in "BVW"
    return _across_insertion(t, comma, low, depth) if inserted else None


def _before_verb(t: Tokens, verb: int, low: int) -> int:
    """Skip auxiliaries, adverbs and days to the left of a verb."""
    at = verb - 1
    while at >= low and (
        t.tag[at] in "XRA"
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
    if t.low[found.stop - 1] in WEAK_NOUNS and (t.tag[found.first] == "N" or t.low[at + 1] == "ago"):
        return _of_governor(t, found.first, low, depth)
    named = _before_apposition(t, found, low)
    if named:
        return named
    if found.first > low and t.tag[found.first - 1] == "I":
        return _over_preposition(t, found, verb, low, depth)
    if is_ing(t, verb) and found.first > low and t.tag[found.first - 1] in "BV" and not is_person(t, found):
        return subject_of(t, found.first - 1, low, depth + 1) or found
    return found


def _before_apposition(t: Tokens, found: Phrase, low: int) -> Phrase | None:
    """Return the name that opens a sentence before a role which no comma ends: `Ana Duarte, the minister said`."""
    at = found.first - 2
    role = t.tag[found.first] == "D" or t.low[found.first] in table("roles")
    if not role or at < low or t.tag[at + 1] != "," or not t.proper[at]:
        return None
    first = at
    while first > low and t.proper[first - 1]:
        first -= 1
    before = t.tag[first - 1] if first > low else "."
    opens = before in ".:Q" or (
        before == "," and first - low < 8 and not any(t.tag[i] in "BVX" for i in range(low, first))
    )
    return Phrase(first, found.stop) if opens and at > first else None


def _after_stop(t: Tokens, at: int, verb: int, low: int, depth: int) -> Phrase | None:
    """Look past a comma or dash: a participle shares the subject of its sentence, other verbs resume theirs."""
    if t.tag[at] == "Q":
        return _over_quotation(t, at, low, depth)
    if t.tag[at] == "-":
        return _across_dash(t, at, low, depth)
    if is_ing(t, verb) and t.tag[verb - 1] != "X":
        return _of_governor(t, at, low, depth)
    return _across_insertion(t, at, low, depth)


def _over_preposition(t: Tokens, found: Phrase, verb: int, low: int, depth: int) -> Phrase | None:
    """Look past an adverbial phrase (`who has in the past called`, `at one point calling`); else it is the subject."""
    before = found.first - 2
    if before >= low and t.tag[before] in "XRW":
        return subject_of(t, found.first - 1, low, depth + 1)
    if is_ing(t, verb):
        if t.low[found.first - 1] == "with" and is_person(t, found):
            return found  # `with forecasters warning that`
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
            elif (
                found
                and depth < 4
                and (t.tag[at] == "," or t.tag[at - 1 : at + 1] == [",", "C"])
                and _is_subordinate(t, found, low)
            ):
                found = _of_governor(t, found.first - 1, low, depth + 1) or found  # `left after Jones came, saying`
            if found:
                return found
            break
        if tag in ".;:":
            break
        scan -= 1
    return first_phrase(t, low, at)


def _is_subordinate(t: Tokens, subject: Phrase, low: int) -> bool:
    return subject.first - 1 > low and t.low[subject.first - 1] in _SUBORDINATE


def _reduced(t: Tokens, at: int, low: int) -> bool:
    """Tell whether a participle only describes the noun before it (`allegations raised by`, `people waiting`)."""
    if at <= low or t.tag[at - 1] not in "N":
        return t.tag[at - 1] == "I" if at > low else False
    if is_ing(t, at):
        return True
    return is_participle(t, at) and at + 1 < len(t) and t.low[at + 1] == "by"


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
        if t.tag[at] in "BVX" and not is_ing(t, at):
            before = t.tag[at - 1] if at > begin else ""
            if before == "T":
                continue
            if t.tag[at] != "X" and (
                before in "NZ" and at + 1 < end and t.tag[at + 1] in "IT" and is_participle(t, at)
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
            return subject_of(t, at, max(low, begin - REACH), depth + 1)
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
    while at < high and at < low + REACH:
        tag = t.tag[at]
        if tag in "DNP":
            if at > low and t.tag[at - 1] in "ITBVK":
                core = core_right(t, at, high)
                at = core if core else at + 1
                continue
            found = phrase_right(t, at, high)
            if found and t.tag[at] != "A":
                return found
        at += 1
    return None

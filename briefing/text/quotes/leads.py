"""The source before a quote: the nearest cue of its sentence that governs it, and the subject of that cue."""

from __future__ import annotations

from dataclasses import replace

from briefing.text.names.words import entries
from briefing.text.quotes.claims import LEAD_REACH, ByVerb, Claim, Lead, make_claim
from briefing.text.quotes.noun_cues import noun_cue, owner_of
from briefing.text.quotes.passives import by_passive, is_near, is_passive
from briefing.text.quotes.phrases import Phrase, head_of, is_person, phrase_left, phrase_right
from briefing.text.quotes.subjects import first_phrase, subject_of
from briefing.text.quotes.tokens import Tokens, verb_forms

_REPORT_REACH = 8
"""How many tokens left of a clause with `that` the verb is looked for that reports it."""
_MOST_CUES = 6
"""Verbs that may govern a quote and are tried, nearest first: no sentence has more of them before it."""
_SAME = frozenset(("he", "she", "they"))
"""Subjects of an inner clause that mostly mean the one who speaks: `Smith said he felt`."""


def lead_of(t: Tokens, at: int, low: int, by_cue: dict[int, Claim]) -> Lead | None:
    """Find the nearest cue before a quote, in its sentence; the flag tells whether it stands right before."""
    floor = max(low, at - LEAD_REACH)
    noun: Lead | None = None
    thing: ByVerb | None = None
    inner: Lead | None = None
    tried, nouns = 0, entries("cue_nouns")
    for i in range(at - 1, floor - 1, -1):
        tag = t.tag[i]
        if i in by_cue or tag == "K":
            if thing and i in by_cue and thing[2] and _says(t, thing[0]):
                break
            settled = _settled(t, i, at, by_cue)
            if settled:
                return settled
        if tag == "N" and noun is None and t.low[i] in nouns:
            noun = noun_cue(t, i, at, floor)
        tried += tag == "V"
        if (tag == ";" and at - i > 12) or tried > _MOST_CUES:
            break
        found = _by_verb(t, i, at, floor) if tag == "V" else None
        if found is None:
            continue
        if noun and noun[0] > i:
            return noun
        phrase = found[3]
        person, kind = is_person(t, phrase), verb_forms()[t.low[i]].kind
        weak = kind == "weak"
        told = _inserted_source(t, floor, i) if kind in ("weak", "act") and t.tag[phrase.first] != "P" else None
        said_by_it = inner and kind in ("say", "tell") and t.low[phrase.first] == "it"
        if told or said_by_it or _is_inscription(t, i, floor):
            return told or found[:3]
        reported = _reported(t, phrase.first, floor) or (t.tag[at - 1] == ":" and _in_relative(t, phrase, i))
        if person and kind in ("weak", "act") and reported:
            inner = inner or found[:3]
        elif person and not (weak and t.low[phrase.first] in _SAME):
            return _of_main_clause(t, thing, kind) or found[:3]
        else:
            thing = thing or found
    return inner or noun or _of_thing(t, thing)


def _settled(t: Tokens, cue: int, at: int, by_cue: dict[int, Claim]) -> Lead | None:
    """Return what needs no subject: a cue that a quote before has used, or `according to`."""
    known = by_cue.get(cue)
    if known:
        return cue, replace(known, confidence=min(known.confidence, 0.95), evidence="split"), True
    if t.tag[cue] == "K" and cue + 2 < at and t.tag[cue + 1] == "T":
        phrase = phrase_right(t, cue + 2, at)
        return (cue, make_claim(t, phrase, cue, 0.9, "according to"), False) if phrase else None
    return None


def _inserted_source(t: Tokens, low: int, verb: int) -> Lead | None:
    """Return the source that stands between commas before a verb which is no verb of saying.

    `Weber, according to the palace, made a trip for “an exam.”`
    """
    for i in range(verb - 1, low, -1):
        if t.tag[i] in ".;Q":
            return None
        if t.tag[i] == "K" and t.tag[i - 1] == "," and t.tag[i + 1] == "T":
            phrase = phrase_right(t, i + 2, verb)
            closed = phrase and phrase.stop < verb and t.tag[phrase.stop] == ","
            return (i, make_claim(t, phrase, i, 0.85, "according to"), False) if phrase and closed else None
    return None


def labelled(t: Tokens, at: int, low: int) -> Lead | None:
    """Find a name and a colon that open a piece of a sentence: `Voters agree - Smith: “...”`."""
    if at - 2 < low or t.tag[at - 1] != ":" or not t.proper[at - 2]:
        return None
    first = at - 2
    while first > low and t.proper[first - 1]:
        first -= 1
    if first > low and t.tag[first - 1] != "-":
        return None
    return at - 1, make_claim(t, Phrase(first, at - 1), at - 1, 0.85, "colon"), True


def _says(t: Tokens, verb: int) -> bool:
    return verb_forms()[t.low[verb]].kind == "say"


def _of_thing(t: Tokens, thing: ByVerb | None) -> Lead | None:
    """Return the claim of a subject that is no person where it still speaks: `they`, `the poll says`."""
    if thing is None:
        return None
    pronoun = t.tag[thing[3].first] == "P" and t.low[thing[3].first] != "it"
    as_part = t.low[thing[0]].endswith("ed") and t.low[thing[0] + 1 : thing[0] + 2] == ["as"]  # `recommended as a`
    speaks = pronoun or (not as_part and verb_forms()[t.low[thing[0]]].kind in ("say", "tell", "call"))
    return thing[:3] if speaks else None


def _of_main_clause(t: Tokens, thing: ByVerb | None, kind: str) -> Lead | None:
    """Return the claim of a thing that says so in a clause of its own, where what stands before is no word of saying.

    `While the treaty has its aims, the communique says that “...”`
    """
    if thing is None or kind not in ("weak", "act") or not _says(t, thing[0]) or t.tag[thing[3].first] == "P":
        return None
    return _of_thing(t, thing) if t.tag[thing[3].first - 1] == "," else None


def _reported(t: Tokens, first: int, low: int) -> bool:
    """Tell whether a clause is what somebody says: `Smith said (that) Jones wants`; its words are Smith's."""
    i = first - 1
    if i > low and t.tag[i] == "Q":  # `Smith said his “friend” Jones wants`
        i -= 1 + (t.tag[i - 1] == "D")
        first = i + 1
    reach = first - _REPORT_REACH if "that" in t.low[max(low, first - 2) : first] else first - 2
    while i >= max(low, reach) and t.tag[i] not in "BVX.;:Q":
        i -= 1
    return i >= max(low, reach) and t.tag[i] == "V" and verb_forms()[t.low[i]].kind in ("say", "tell")


def _in_relative(t: Tokens, phrase: Phrase, verb: int) -> bool:
    """Tell whether a verb belongs to what is told of somebody by the way: `met Jones, who was putting it so: “...”`."""
    return phrase.relative >= 0 and phrase.relative < verb and t.tag[phrase.relative - 1] == ","


def _by_verb(t: Tokens, verb: int, at: int, low: int) -> ByVerb | None:
    """Return the claim of a cue verb before the quote at `at`, None where it does not govern the quote."""
    form = verb_forms()[t.low[verb]]
    if form.lemma == "continue" and verb + 1 < at and t.tag[verb + 1] == "T":
        return None
    near = is_near(t, verb, at)
    passive = is_passive(t, verb, low) or (
        form.kind == "call" and form.shape in ("past", "part") and at + 1 < len(t) and t.low[at + 1] == "by"
    )
    if passive or (verb + 1 < at and t.low[verb + 1] == "by" and form.shape in ("past", "part")):
        return by_passive(t, verb, at, low)
    if _inside_relative(t, verb, at):
        return None
    phrase = phrase_left(t, verb - 1, low) if _is_inscription(t, verb, low) else None
    phrase = phrase or _parenthetical(t, verb, at, low) or subject_of(t, verb, low)
    if phrase is None and (verb == low or t.tag[verb - 1] in ",Q.") and form.kind == "say":
        phrase = None if t.low[verb].endswith("ing") else phrase_right(t, verb + 1, at)
        if phrase and phrase.stop < at and t.tag[phrase.stop] in "BVX":  # what is said, not who says it
            phrase = first_phrase(t, low, verb)
        if phrase and form.shape == "s" and not is_person(t, phrase):  # `Questions linger about`
            return None
    if phrase is None:
        return None
    phrase = owner_of(t, phrase, low, at, t.low[verb].endswith("ing")) or phrase
    strength = {"say": 0.95, "tell": 0.93, "call": 0.92, "act": 0.8, "weak": 0.75}[form.kind]
    evidence = "cue before" if near else "cue far"
    return verb, make_claim(t, phrase, verb, strength if near else strength - 0.1, evidence), near, phrase


def _is_inscription(t: Tokens, verb: int, low: int) -> bool:
    """Tell whether a thing is read, not somebody heard: `a banner reading “...”`."""
    return t.low[verb] == "reading" and verb > low and t.tag[verb - 1] == "N" and not t.proper[verb - 1]


def _parenthetical(t: Tokens, verb: int, at: int, low: int) -> Phrase | None:
    """Return who stands behind a cue that interrupts the clause: `The plan, says Smith, an economist, is “dead”`."""
    form = verb_forms()[t.low[verb]]
    if form.kind != "say" or form.shape in ("ing", "base") or verb <= low or t.tag[verb - 1] != ",":
        return None
    if any(t.tag[i] in ",-WQ" for i in range(low, verb - 1)):
        return None
    phrase = phrase_right(t, verb + 1, at)
    if phrase is None or not t.proper[head_of(t, phrase)] or phrase.stop >= at or t.tag[phrase.stop] != ",":
        return None
    return phrase


def _inside_relative(t: Tokens, verb: int, at: int) -> bool:
    """Tell whether the cue belongs to a relative clause between commas that ends before the quote."""
    i = verb - 1
    while i >= 0 and t.tag[i] in "XR":
        i -= 1
    if i < 1 or t.tag[i] != "W" or t.tag[i - 1] != ",":
        return False
    for j in range(verb + 1, at):
        if t.tag[j] == "," and j + 1 < at and t.tag[j + 1] in "BVXR":
            return not t.low[j + 1].endswith("ing")
    return False

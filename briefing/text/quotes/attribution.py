"""Who a quote is attributed to by its own sentence: the claims before it, behind it and around, in the order believed.

A line of tokens goes in, for each quote in it a `Claim` or None comes out. What a pronoun or a role means, and who goes
on speaking where a sentence names nobody, is left to `resolution`.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from briefing.text.quotes.claims import LEAD_REACH, Claim, Found, Lead, Line, make_claim
from briefing.text.quotes.leads import labelled, lead_of
from briefing.text.quotes.passives import agent_after, is_passive
from briefing.text.quotes.phrases import Phrase, is_ing, is_person, phrase_left, phrase_right
from briefing.text.quotes.questions import asked_before
from briefing.text.quotes.subjects import first_phrase
from briefing.text.quotes.tails import end_tag, tail_of
from briefing.text.quotes.tokens import Tokens, verb_forms

_DATELINE_REACH = 9
_TAIL_REACH = 60
"""How far behind a quote the end of its sentence is looked for, in tokens."""


def attribute(line: Line) -> dict[int, Claim | None]:
    """Return a claim, or None, for each token `Q` of the line, by its index."""
    t = line.tokens
    claims: dict[int, Claim | None] = {}
    by_cue: dict[int, Claim] = {}
    low = _after_dateline(t)
    for at in range(len(t)):
        if t.tag[at] == ".":
            low = at + 1
        if t.tag[at] != "Q":
            continue
        asked = asked_before(line, at, low)
        if asked:
            claims[at] = asked[1]
            low = at + 1 if _breaks(line, at, False) else low
            continue
        high = _sentence_end(line, at)
        tail = tail_of(line, at, low, high)
        lead = labelled(t, at, low) or lead_of(t, at, low, by_cue)
        claim = _choose(line, at, tail, lead)
        if claim is None:
            claim = _opening_participle(line, at, low, high) or _loose(line, at, low, high, claims)
        claims[at] = claim[1] if claim else None
        if claim and claim[0] >= 0:
            by_cue[claim[0]] = claim[1]
        if _breaks(line, at, tail is not None and claim is tail):
            low = at + 1
    return claims


def _after_dateline(t: Tokens) -> int:
    """Return where a line begins behind its `NEW YORK (Agency) - `: a place speaks no more than a date."""
    for at in range(min(len(t), _DATELINE_REACH)):
        if t.tag[at] == "-":
            return at + 1 if at and t.proper[0] else 0
        if not (t.tag[at] in "AZ,." or t.proper[at] or t.low[at].isdigit()):
            return 0
        if t.tag[at] == "." and t.low[at] != ".":
            return 0
    return 0


def _breaks(line: Line, at: int, claimed_tail: bool) -> bool:
    """Tell whether a sentence ends with this quote."""
    t = line.tokens
    if line.last[at] not in ".?!…":
        return False
    if claimed_tail or at + 1 >= len(t):
        return False
    after = at + 1
    return t.tag[after] == "Q" or t.capital[after]


def _sentence_end(line: Line, at: int) -> int:
    t = line.tokens
    after = at + 1
    stop = min(len(t), at + _TAIL_REACH)
    while after < stop and t.tag[after] != ".":
        if t.tag[after] == "Q" and line.last[after] in ".?!…":
            return after + 1
        after += 1
    return after


def _choose(line: Line, at: int, tail: Found | None, lead: Lead | None) -> Found | None:
    """Decide between the claim behind a quote and the one before it."""
    if lead is None:
        return tail
    if tail is None:
        return lead[:2]
    if lead[2] and _introduces(line.tokens, lead[0], at) and line.tokens.tag[tail[0]] == "V":
        return lead[:2]
    if line.last[at] == "," and _says(line.tokens, tail[0]) and _opens_subordinate(line.tokens, lead[1]):
        return tail
    direct = lead[2] and lead[1].evidence in ("cue before", "passive", "split") and lead[1].confidence >= 0.9
    if direct and (line.last[at] != "," or tail[1].confidence < 0.9 or line.first[at].islower()):
        return lead[0], replace(lead[1], outer=tail[1] if tail[1].evidence == "cue after" else None)
    return tail


def _opens_subordinate(t: Tokens, claim: Claim) -> bool:
    """Tell whether the subject of a claim stands right behind a word like `when`: its clause leads up to another."""
    first = bisect_left(t.start, claim.start)
    return first > 0 and t.tag[first - 1] == "S" and t.low[first - 1] not in ("that", "whether")


def _says(t: Tokens, cue: int) -> bool:
    return t.tag[cue] == "V" and verb_forms()[t.low[cue]].kind == "say"


def _introduces(t: Tokens, cue: int, at: int) -> bool:
    """Tell whether a verb of saying stands right before a quote, a comma or colon between them at most."""
    gap = at - cue - 1
    if t.tag[cue] != "V" or not (gap == 0 or (gap == 1 and t.tag[at - 1] in ",:")):
        return False
    return verb_forms()[t.low[cue]].kind in ("say", "act")


def _loose(line: Line, at: int, low: int, high: int, claims: dict[int, Claim | None]) -> Found | None:
    """Attribute by the rest of the sentence: a tag at its end, the quote before, its colon, its subject."""
    t = line.tokens
    behind = at + 1 + (t.tag[at + 1 : at + 2] == [","])
    named = (behind > at + 1 or line.last[at] == ",") and behind < len(t) and t.proper[behind]
    end = end_tag(t, at, high, named)
    if end:
        return end
    low = max(low, at - LEAD_REACH)
    for i in range(at - 1, low - 1, -1):
        before = claims.get(i)
        if t.tag[i] == "Q" and before:
            return -1, Claim(
                before.start, before.end, before.name_end, before.cue, min(before.confidence, 0.8), "same sentence"
            )
    if at > low and t.tag[at - 1] == ":":
        return _by_colon(t, at, low)
    by = agent_after(t, at)
    if by and is_person(t, by) and low < at and t.tag[at - 1] != "D":
        return -1, make_claim(t, by, -1, 0.5, "agent")
    if low < at:
        first = first_phrase(t, low, at)
        verbs = [i for i in range(first.stop, at) if t.tag[i] in "BVX"] if first else []
        done_to = any(t.tag[i] in "BV" and is_passive(t, i, low) for i in verbs)  # `Smith was accused of`
        anybody = first and t.low[first.first] in ("i", "one", "we", "you") and first.stop == first.first + 1
        if first and is_person(t, first) and not anybody and verbs and not done_to:
            comma = t.tag[at - 1] in ",-"
            return -1, make_claim(t, first, -1, 0.6 if comma else 0.5, "subject")
    return None


def _opening_participle(line: Line, at: int, low: int, high: int) -> Found | None:
    """Attribute by a participle that opens the sentence, to its subject: `Calling it “a mess,” Weber left`."""
    t = line.tokens
    first = low
    while first < at and t.tag[first] in "RS":
        first += 1
    if first >= at or t.tag[first] != "V" or not is_ing(t, first) or verb_forms()[t.low[first]].kind == "weak":
        return None
    if any(t.tag[i] in "VQ;:" for i in range(first + 1, at)):
        return None
    begin = at + 1 + (t.tag[at + 1 : at + 2] == [","])
    if line.last[at] != "," and begin == at + 1:
        return None
    phrase = phrase_right(t, begin, high)
    if phrase is None or not is_person(t, phrase) or phrase.stop >= high or t.tag[phrase.stop] not in "BVXR,":
        return None
    return first, make_claim(t, phrase, first, 0.85, "cue before")


def _by_colon(t: Tokens, at: int, low: int) -> Found | None:
    """Attribute by a colon without a cue: to the name right before it, else to the subject of the sentence."""
    segment = at - 1
    while segment > low and t.tag[segment - 1] not in "-.":
        segment -= 1
    whole = phrase_left(t, at - 2, segment) if at - 2 >= segment else None
    if whole and whole.first > segment and t.tag[whole.first - 1] == "I":
        whole = None  # `later on the radio:`
    if whole and t.low[whole.first : whole.first + 2] == ["more", "from"] and whole.stop > whole.first + 2:
        whole = Phrase(whole.first + 2, whole.stop)
    if whole and is_person(t, whole) and not any(t.tag[i] in "BVX" for i in range(segment, at - 1)):
        return at - 1, make_claim(t, whole, at - 1, 0.85, "colon")
    first = first_phrase(t, low, at - 1)
    if first and is_person(t, first):
        return at - 1, make_claim(t, first, at - 1, 0.65, "colon")
    return (at - 1, make_claim(t, whole, at - 1, 0.6, "colon")) if whole and is_person(t, whole) else None

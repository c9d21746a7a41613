"""The speaker who is carried on: to later parts of a speech, to sentences and paragraphs in marks that name nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.text.quotes.blocks import Turn
from briefing.text.quotes.claims import Claim
from briefing.text.quotes.judgement import Place
from briefing.text.quotes.marks import Stretch, signature_after
from briefing.text.quotes.phrases import is_person
from briefing.text.quotes.subjects import first_phrase, subject_of
from briefing.text.quotes.tokens import Tokens, tokenize, verb_forms

_CONTEXT = 600
"""How much of a line without quotes is read for the speaker of the next line, in code points from its end."""
_GAP = 24
"""The longest cue, in tokens, behind which the next sentence in marks is linked to the one before."""
_SURE = 0.85
_TAILS = ("cue after", "according to", "verb after")


@dataclass(slots=True)
class Draft:
    """A stretch on its way to a quote."""

    stretch: Stretch
    claim: Claim | None
    place: Place
    speaker: str | None = None
    speaks_for: str | None = None
    part_of: Stretch | None = None
    """The part of the same speech right before it."""
    turn: Turn | None = None
    """Where it is no stretch between marks: what it is."""
    within: Draft | None = None
    """The quote that it stands inside of."""
    retold: bool = False
    """Whether the quote around it surely gives it as somebody's words."""


def carry(
    text: str, drafts: list[Draft], previous: Draft | None, last_line: tuple[int, int], start: int | None
) -> None:
    """Give the speaker of the text around to quotes whose sentence names none; a signature behind one comes first.

    Without the `start` of the line, as in other languages, only what an open mark continues is carried on.
    """
    for at, draft in enumerate(drafts):
        if draft.claim is None or draft.claim.confidence < _SURE:
            signed = signature_after(text, draft.stretch.close)
            draft.claim = Claim(signed[0], signed[1], signed[1], "", _SURE, "signature") if signed else draft.claim
        if draft.claim is not None:
            continue
        before = drafts[at - 1] if at else None
        if draft.stretch.continues and (before or previous):
            source = before or previous
            draft.claim = _carried(source.claim if source else None, 0.95, "continued")
        elif start is None:
            continue
        elif before and before.claim and draft.place.alone:
            draft.claim = _carried(before.claim, 0.85, "carried on")
        elif draft.place.alone and draft.place.at > 0 and (before is None or before.place.at < draft.place.at - 1):
            draft.claim = _last_speaker(draft.place.tokens, draft.place.at, False)
        elif draft.place.alone and draft.place.at == 0:
            following = _next_claim(drafts, at)
            if following:
                draft.claim = _carried(following, 0.8, "following")
            elif at == 0:
                draft.claim = claim_before(text, previous, last_line, start)


def link(text: str, drafts: list[Draft], previous: Draft | None) -> None:
    """Link each part of a speech to the one before: the paragraph before, or what stands before its cue."""
    for draft in drafts:
        if previous and previous.claim and draft.claim and _is_next_part(text, previous, draft):
            draft.part_of = previous.stretch
            previous.stretch.closed |= draft.stretch.continues  # an end that convention leaves out
        previous = draft


def _is_next_part(text: str, one: Draft, other: Draft) -> bool:
    """Tell whether nothing but a cue, or a paragraph's end, parts two stretches with the same source."""
    if other.stretch.continues:
        return True
    tail, t = one.claim, one.place.tokens
    if tail is None or other.claim is None or tail.evidence not in _TAILS or other.claim.start != tail.start:
        return False
    if t is not other.place.tokens or not one.stretch.close <= tail.start < tail.end <= other.stretch.open:
        return False
    gap = t.tag[one.place.at + 1 : other.place.at]
    if other.claim.evidence == "carried on":
        return "." not in gap[:-1] and len(gap) < _GAP
    return gap[-1] in ",-:" or text[other.stretch.start].islower()


def _next_claim(drafts: list[Draft], at: int) -> Claim | None:
    """Return the claim of the next quote of the line if only quotes stand between."""
    for other in drafts[at + 1 : at + 8]:
        if other.place.at != drafts[at].place.at + 1:
            return None
        if other.claim:
            return other.claim if other.claim.evidence in ("cue after", "according to") else None
    return None


def _carried(claim: Claim | None, confidence: float, evidence: str) -> Claim | None:
    if claim is None:
        return None
    source = claim if evidence == "continued" else claim.outer or claim
    return replace(source, confidence=min(source.confidence, confidence), evidence=evidence, cue="")


def claim_before(text: str, previous: Draft | None, last_line: tuple[int, int], start: int) -> Claim | None:
    """Attribute a paragraph that is a quote alone by the paragraph before it."""
    stop = start
    while stop > 0 and text[stop - 1].isspace():
        stop -= 1
    if stop == 0:
        return None
    begin = max(text.rfind("\n", 0, stop) + 1, stop - _CONTEXT)
    quoted = previous is not None and last_line[0] <= begin < last_line[1]
    if previous and quoted and (previous.stretch.end >= stop - 2 or text[stop - 1] != ":"):
        known = previous.claim is not None and (previous.place.alone or previous.claim.evidence != "subject")
        return _carried(previous.claim, 0.65, "paragraph before") if known else None
    if text[stop - 1].isalnum():
        return None  # a heading, across which nobody is carried
    t = tokenize(text, begin, stop, [])
    return _last_speaker(t, len(t), text[stop - 1] == ":") if len(t) else None


def _last_speaker(t: Tokens, stop: int, colon: bool) -> Claim | None:
    """Return who speaks in the sentence that ends before token `stop`: the subject of its cue, else its subject."""
    while stop > 1 and t.tag[stop - 1] in "CR,":
        stop -= 1
    low = max(0, stop - 1)
    while low > 0 and t.tag[low - 1] not in ".Q" and stop - low < 150:
        low -= 1
    for i in range(stop - 1, low - 1, -1):
        if t.tag[i] == "V" and verb_forms()[t.low[i]].kind in ("say", "tell", "call", "weak"):
            phrase = subject_of(t, i, low)
            if phrase and is_person(t, phrase):
                end, cue = t.end[phrase.stop - 1], t.low[i] if colon else ""
                return Claim(t.start[phrase.first], end, end, cue, 0.8 if colon else 0.6, "sentence before")
    phrase = first_phrase(t, low, stop)
    if phrase is None or not is_person(t, phrase):
        return None
    end = t.end[phrase.stop - 1]
    return Claim(t.start[phrase.first], end, end, "", 0.6 if colon else 0.5, "sentence before")

"""The source behind a quote: `..., Smith said`, `..., said Smith`, `..., according to Smith`."""

from __future__ import annotations

from briefing.text.names.words import table
from briefing.text.quotes.claims import Found, Line, make_claim
from briefing.text.quotes.passives import is_passive
from briefing.text.quotes.phrases import Phrase, is_person, phrase_right
from briefing.text.quotes.questions import nobody
from briefing.text.quotes.subjects import subject_of
from briefing.text.quotes.tokens import Tokens, verb_forms

_TAIL_REACH = 45
_CIRCUMSTANCE = frozenset(("after", "as", "before", "since", "until", "when", "while"))
"""Words behind a verb of saying that tell when it was, not what was said."""


def tail_of(line: Line, at: int, low: int, high: int) -> Found | None:
    """Find `..., Rubio said`, `..., said Rubio` and `..., according to Rubio` right behind a quote."""
    t = line.tokens
    i = at + 1
    comma = line.last[at] == ","
    ended = line.last[at] in ".?!…"
    question = line.last[at] in "?!…"
    if i < high and t.tag[i] in ",-":
        comma, i = True, i + 1
    while i < high and t.tag[i] in "ZR":
        i += 1
    if i >= high or t.tag[i] in ".;:Q":
        return None
    if t.tag[i] == "K" and i + 2 < high and t.tag[i + 1] == "T":
        phrase = phrase_right(t, i + 2, high)
        return (i, make_claim(t, phrase, i, 0.93, "according to")) if phrase else None
    upright = _after_noun(line, i, (at, low, high), comma, question)
    if upright:
        return upright
    if t.tag[i] == "V" or (t.tag[i] == "B" and comma and _may_tell(t.low[i])):
        alone = low == at and i == at + 1 and i + 1 < high and (t.proper[i + 1] or t.tag[i + 1] in "PD")
        return _inverted(t, i, at, high, comma or ended or alone)
    return _upright(line, i, (at, low, high), comma, question)


def _may_tell(word: str) -> bool:
    """Tell whether a verb on no list of cues may be one: one that is on no list at all, or `came the reply`."""
    return word not in verb_forms() or word in ("came", "comes")


def _after_noun(line: Line, i: int, place: tuple[int, int, int], comma: bool, question: bool) -> Found | None:
    """Read what looks like a verb behind a quote as the noun it may be: `..., state Senator Smith said`."""
    t = line.tokens
    form = verb_forms().get(t.low[i])
    if t.tag[i] not in "BV" or form is None or form.shape != "base":
        return None
    was, t.tag[i] = t.tag[i], "N"
    found = _upright(line, i, place, comma, question)
    if found is None:
        t.tag[i] = was
    return found


def _inverted(t: Tokens, verb: int, at: int, high: int, parted: bool) -> Found | None:
    form = verb_forms().get(t.low[verb])
    if form and form.shape == "base":  # `say experts`
        noun = verb + 1 + (verb + 2 < high and t.tag[verb + 1] == "D")
        parted = parted and form.kind == "say" and noun < high and t.low[noun].endswith("s")
    if t.low[verb].endswith("ing") or not parted or (form and form.kind == "call" and t.tag[at + 1] != ","):
        return None
    i = verb + 1
    while i < high and t.tag[i] in "RZ":
        i += 1
    if i < high and t.tag[i] in "A":
        i += 1
    if i + 1 < high and t.tag[i] == "," and t.proper[i + 1]:
        i += 1  # `said, Ana Duarte`
    if i + 1 < high and t.tag[i] == "P" and t.tag[i + 1] in "XBV":
        return None  # `..., known as “Big Dog,” said he was late`
    phrase = phrase_right(t, i + 1 if i < high and t.tag[i] == "B" else i, high)
    if phrase is None or (form and form.kind == "tell" and t.tag[i] == "P" and t.low[i] in ("me", "him", "them", "us")):
        return None
    sure = form is not None and form.kind in ("say", "tell", "act")
    return verb, make_claim(t, phrase, verb, 0.97 if sure else 0.8, "cue after")


def _upright(line: Line, i: int, place: tuple[int, int, int], comma: bool, question: bool) -> Found | None:
    """Find a subject right behind the quote and the verb it belongs to."""
    t = line.tokens
    if t.tag[i] not in "DNP":
        return None
    limit = min(place[2], i + _TAIL_REACH)
    verb = i + 1
    while verb < limit and t.tag[verb] not in "BV":
        if t.tag[verb] == "S" and t.tag[verb - 1] == "," and "," in t.tag[verb:limit]:
            verb = t.tag.index(",", verb)  # `Smith, after a pause, said`
        if t.tag[verb] in ".;:S":
            return None
        if t.tag[verb] == "K":
            break
        verb += 1
    scan = verb
    while scan < limit:
        if t.tag[scan] in "BV" and not t.low[scan].endswith("ing"):
            form = verb_forms().get(t.low[scan])
            if form and form.shape == "base" and not form.kind and t.tag[scan + 1 : scan + 2] == ["N"]:
                t.tag[scan] = "N"  # `scientist and study author Smith said`
                continue
            subject = _introduced(t, i, scan) or subject_of(t, scan, i)
            if subject and subject.first == i and subject.relative < 0:
                return _judge_tail(line, subject, scan, form.kind if form else "", place, comma or question)
            if subject and subject.first > i and subject.relative < 0 and t.tag[subject.first - 1] not in ",":
                return None
        elif t.tag[scan] in ".;:":
            return None
        scan += 1
    return None


def _introduced(t: Tokens, first: int, verb: int) -> Phrase | None:
    """Return the name at `first` where all between its comma and a verb tells who that is.

    `..., Ana Duarte, director of the institute in Norville, Ohio said` lacks the comma behind the place.
    """
    name = phrase_right(t, first, verb) if t.proper[first] else None
    tags = "".join(t.tag[first:verb])
    if name is None or name.stop >= verb or t.tag[name.stop] != "," or ",C" in tags or set(tags) & set("BVXWPQ"):
        return None
    role = t.tag[name.stop + 1] == "D" or any(word in table("roles") for word in t.low[name.stop + 1 : name.stop + 4])
    return name if role else None


def _judge_tail(
    line: Line, subject: Phrase, verb: int, kind: str, place: tuple[int, int, int], comma: bool
) -> Found | None:
    t = line.tokens
    at, low, high = place
    after = verb + 1
    while after < high and t.tag[after] in "RA":
        after += 1
    if not comma:
        direct = (
            low == at and kind in ("say", "act") and (line.last[at] != "." or after >= high or t.tag[after] in ".,")
        )
        return (verb, make_claim(t, subject, verb, 0.85, "cue after")) if direct else None
    parted = line.last[at] == "," or t.tag[at + 1] == ","
    goes_on = t.tag[after] if after < high else "."
    new_sentence = not parted and low != at and goes_on in "SDPNX"
    says_what = goes_on == "P" or (goes_on == "S" and t.low[after] not in _CIRCUMSTANCE)
    if new_sentence or (line.last[at] in "?!" and t.tag[at + 1] not in ",-" and says_what):
        return None
    if (kind == "tell" or t.low[verb] == "asked") and is_passive(t, verb, at):
        return verb, nobody(t, verb)  # `“Are you ready?” Weber was asked.`
    if kind:
        return verb, make_claim(t, subject, verb, 0.97 if kind in ("say", "tell", "act") else 0.85, "cue after")
    unknown = t.low[verb] not in verb_forms()  # a verb that is known to say nothing attributes nothing
    sure = unknown and line.last[at] == "," and is_person(t, subject)
    return (verb, make_claim(t, subject, verb, 0.7, "verb after")) if sure else None


def end_tag(t: Tokens, at: int, high: int, named: bool) -> Found | None:
    """Find `..., Smith said.` or `..., according to Smith.` at the sentence's end.

    Not `Smith` of `“...,” Jones, mayor of Smith, said`: `named` tells that a speaker stands right behind the quote.
    """
    for i in range(at + 1, high):
        if t.tag[i] == "K" and i + 2 < high and t.tag[i + 1] == "T":
            phrase = phrase_right(t, i + 2, high)
            if phrase:
                return i, make_claim(t, phrase, i, 0.85, "according to")
        if t.tag[i] == "," and not named and i + 2 < high and t.tag[i + 1] in "DNP":
            for verb in range(i + 2, min(high, i + 20)):
                if t.tag[verb] in "V":
                    kind = verb_forms()[t.low[verb]].kind
                    subject = subject_of(t, verb, i + 1)
                    if (
                        kind in ("say", "tell")
                        and subject
                        and subject.first == i + 1
                        and (verb + 1 >= high or t.tag[verb + 1] in ".,RAI")
                    ):
                        return verb, make_claim(t, subject, verb, 0.85, "cue at end")
                    break
                if t.tag[verb] in "BX,;:Q":
                    break
        if t.tag[i] == "," and i + 2 < high and t.tag[i + 1] == "V" and verb_forms()[t.low[i + 1]].kind == "say":
            phrase = None if t.low[i + 1].endswith("ing") else phrase_right(t, i + 2, high)
            if phrase and (phrase.stop >= high - 1 or t.proper[phrase.first]):
                return i + 1, make_claim(t, phrase, i + 1, 0.85, "cue at end")
    return None

"""Who a quote is attributed to by its own sentence: cue words, their subjects, and the order they are believed in.

A line of tokens goes in, for each quote in it a `Claim` or None comes out. What a pronoun or a role means, and who goes
on speaking where a sentence names nobody, is left to `resolution`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.text.names.words import entries
from briefing.text.quotes.phrases import Phrase, first_phrase, head_of, is_person, phrase_left, phrase_right, subject_of
from briefing.text.quotes.tokens import Tokens, verb_forms

_TAIL_REACH = 45
_LEAD_REACH = 160
_DATELINE_REACH = 9
_REPORT_REACH = 8
"""How many tokens left of a clause with `that` the verb is looked for that reports it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence says of the source of a quote."""

    start: int
    """First code point of the mention of the source."""
    end: int
    """One past its last, a relative `who` included."""
    name_end: int
    """One past the mention without the `who`."""
    cue: str
    """The word that attributes, as written but in lower case."""
    confidence: float
    """From 0 to 1."""
    evidence: str
    """The rule that decided."""
    speaks: bool = True
    """Whether the mention can speak, or stands so close to a verb of saying that it must."""
    outer: Claim | None = None
    """Who says the whole sentence, where somebody in it is quoted by another: the one who is carried on."""


@dataclass(slots=True)
class Line:
    """A line of tokens with its sentences and the last character of each quote in it."""

    tokens: Tokens
    """The line."""
    last: dict[int, str]
    """For each token `Q` the last character inside the marks or right before its end, a comma included."""
    first: dict[int, str]
    """For each token `Q` the first character inside."""


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
        high = _sentence_end(line, at)
        tail = _tail(line, at, low, high)
        lead = _labelled(t, at, low) or _lead(t, at, low, by_cue)
        claim = _choose(line, at, tail, lead)
        if claim is None:
            claim = _loose(line, at, low, high, claims)
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


Found = tuple[int, Claim]
"""A claim with the index of its cue, -1 for none."""
Lead = tuple[int, Claim, bool]
"""The same, and whether the cue stands right before the quote."""
ByVerb = tuple[int, Claim, bool, Phrase]
"""The same, and the phrase the claim is made of."""


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
    stop = min(len(t), at + _LEAD_REACH)
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
    direct = lead[2] and lead[1].evidence in ("cue before", "passive", "split") and lead[1].confidence >= 0.9
    if direct and (line.last[at] != "," or tail[1].confidence < 0.9 or line.first[at].islower()):
        return lead[0], replace(lead[1], outer=tail[1] if tail[1].evidence == "cue after" else None)
    return tail


def _introduces(t: Tokens, cue: int, at: int) -> bool:
    """Tell whether a verb of saying stands right before a quote, a comma or colon between them at most."""
    gap = at - cue - 1
    if t.tag[cue] != "V" or not (gap == 0 or (gap == 1 and t.tag[at - 1] in ",:")):
        return False
    return verb_forms()[t.low[cue]].kind in ("say", "act")


_CLOSE = frozenset(("cue after", "cue before", "cue at end"))
_OWNERS = frozenset(("his", "her", "their", "my", "our", "its", "your"))


def _claim(t: Tokens, phrase: Phrase, cue: int, confidence: float, evidence: str) -> Claim:
    name_end = t.end[phrase.stop - 1]
    end = t.end[phrase.relative] if phrase.relative >= 0 else name_end
    form = verb_forms().get(t.low[cue]) if cue >= 0 and t.tag[cue] == "V" else None
    said = evidence in _CLOSE and form is not None and form.kind in ("say", "tell")
    owner = t.low[phrase.first] in _OWNERS and phrase.stop == phrase.first + 1
    speaks = said or owner or is_person(t, phrase) or t.low[head_of(t, phrase)] in entries("cue_nouns")
    return Claim(t.start[phrase.first], end, name_end, t.low[cue] if cue >= 0 else "", confidence, evidence, speaks)


# ---- behind the quote


def _tail(line: Line, at: int, low: int, high: int) -> Found | None:
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
        return (i, _claim(t, phrase, i, 0.93, "according to")) if phrase else None
    upright = _after_noun(line, i, (at, low, high), comma, question)
    if upright:
        return upright
    if t.tag[i] == "V" or (t.tag[i] == "B" and comma and not t.low[i].endswith("ing")):
        alone = low == at and i == at + 1 and i + 1 < high and (t.proper[i + 1] or t.tag[i + 1] in "PD")
        return _inverted(t, i, at, high, comma or ended or alone)
    if t.tag[i] == "I" and t.low[i] == "by" and not comma:
        return None
    return _upright(line, i, (at, low, high), comma, question)


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
    phrase = phrase_right(t, i + 1 if i < high and t.tag[i] == "B" else i, high)
    if phrase is None or (form and form.kind == "tell" and t.tag[i] == "P" and t.low[i] in ("me", "him", "them", "us")):
        return None
    sure = bool(form) and form is not None and form.kind in ("say", "tell", "act")
    return verb, _claim(t, phrase, verb, 0.97 if sure else 0.8, "cue after")


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
            subject = subject_of(t, scan, i)
            if subject and subject.first == i and subject.relative < 0:
                return _judge_tail(line, subject, scan, form.kind if form else "", place, comma or question)
            if subject and subject.first > i and subject.relative < 0 and t.tag[subject.first - 1] not in ",":
                return None
        elif t.tag[scan] in ".;:":
            return None
        scan += 1
    return None


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
        return (verb, _claim(t, subject, verb, 0.85, "cue after")) if direct else None
    parted = line.last[at] == "," or t.tag[at + 1] == ","
    goes_on = t.tag[after] if after < high else "."
    new_sentence = not parted and low != at and goes_on in "SDPNX"
    says_what = goes_on == "P" or (goes_on == "S" and t.low[after] not in _CIRCUMSTANCE)
    if new_sentence or (line.last[at] in "?!" and t.tag[at + 1] not in ",-" and says_what):
        return None
    if kind:
        return verb, _claim(t, subject, verb, 0.97 if kind in ("say", "tell", "act") else 0.85, "cue after")
    unknown = t.low[verb] not in verb_forms()  # a verb that is known to say nothing attributes nothing
    sure = unknown and line.last[at] == "," and is_person(t, subject)
    return (verb, _claim(t, subject, verb, 0.7, "verb after")) if sure else None


# ---- before the quote


def _lead(t: Tokens, at: int, low: int, by_cue: dict[int, Claim]) -> Lead | None:
    """Find the nearest cue before a quote, in its sentence; the flag tells whether it stands right before."""
    floor = max(low, at - _LEAD_REACH)
    noun: Lead | None = None
    thing: ByVerb | None = None
    inner: Lead | None = None
    for i in range(at - 1, floor - 1, -1):
        tag = t.tag[i]
        if (tag == ";" and at - i > 12) or (i in by_cue and thing and thing[2] and _says(t, thing[0])):
            break
        if i in by_cue:
            known = by_cue[i]
            claim = Claim(known.start, known.end, known.name_end, known.cue, min(known.confidence, 0.95), "split")
            return i, claim, True
        if tag == "K" and i + 2 < at and t.tag[i + 1] == "T":
            phrase = phrase_right(t, i + 2, at)
            if phrase:
                return i, _claim(t, phrase, i, 0.9, "according to"), False
        if tag == "N" and t.low[i] in entries("cue_nouns") and noun is None:
            noun = _noun_cue(t, i, at, floor)
        if tag != "V":
            continue
        found = _by_verb(t, i, at, floor)
        if found is None:
            continue
        if noun and noun[0] > i:
            return noun
        phrase = found[3]
        person, kind = is_person(t, phrase), verb_forms()[t.low[i]].kind
        weak = kind == "weak"
        if inner and kind in ("say", "tell") and t.low[phrase.first] == "it":
            return found[:3]
        if person and kind in ("weak", "act") and _reported(t, phrase.first, floor):
            inner = inner or found[:3]
        elif person and not (weak and t.low[phrase.first] in _SAME):
            return found[:3]
        else:
            thing = thing or found
    return inner or noun or _of_thing(t, thing)


def _labelled(t: Tokens, at: int, low: int) -> Lead | None:
    """Find a name and a colon that open a piece of a sentence: `Voters agree - Smith: “...”`."""
    if at - 2 < low or t.tag[at - 1] != ":" or not t.proper[at - 2]:
        return None
    first = at - 2
    while first > low and t.proper[first - 1]:
        first -= 1
    if first > low and t.tag[first - 1] != "-":
        return None
    return at - 1, _claim(t, Phrase(first, at - 1), at - 1, 0.85, "colon"), True


def _says(t: Tokens, verb: int) -> bool:
    return verb_forms()[t.low[verb]].kind == "say"


def _of_thing(t: Tokens, thing: ByVerb | None) -> Lead | None:
    """Return the claim of a subject that is no person where it still speaks: `they`, `the poll says`."""
    if thing is None:
        return None
    pronoun = t.tag[thing[3].first] == "P" and t.low[thing[3].first] != "it"
    speaks = pronoun or verb_forms()[t.low[thing[0]]].kind in ("say", "tell", "call")
    return thing[:3] if speaks else None


_CIRCUMSTANCE = frozenset(("after", "as", "before", "since", "until", "when", "while"))
"""Words behind a verb of saying that tell when it was, not what was said."""
_SAME = frozenset(("he", "she", "they"))
"""Subjects of an inner clause that mostly mean the one who speaks: `Smith said he felt`."""


def _reported(t: Tokens, first: int, low: int) -> bool:
    """Tell whether a clause is what somebody says: `Smith said (that) Jones wants`; its words are Smith's."""
    i = first - 1
    reach = first - _REPORT_REACH if "that" in t.low[max(low, first - 2) : first] else first - 2
    while i >= max(low, reach) and t.tag[i] not in "BVX.;:Q":
        i -= 1
    return i >= max(low, reach) and t.tag[i] == "V" and verb_forms()[t.low[i]].kind in ("say", "tell")


def _by_verb(t: Tokens, verb: int, at: int, low: int) -> ByVerb | None:
    """Return the claim of a cue verb before the quote at `at`, None where it does not govern the quote."""
    form = verb_forms()[t.low[verb]]
    if form.lemma == "continue" and verb + 1 < at and t.tag[verb + 1] == "T":
        return None
    near = _is_near(t, verb, at)
    passive = _passive(t, verb, low) or (
        form.kind == "call" and form.shape in ("past", "part") and at + 1 < len(t) and t.low[at + 1] == "by"
    )
    if passive or (verb + 1 < at and t.low[verb + 1] == "by" and form.shape in ("past", "part")):
        return _by_passive(t, verb, at, low)
    if _inside_relative(t, verb, at):
        return None
    worn = form.lemma == "read" and form.shape == "ing" and verb > low and t.tag[verb - 1] == "N"
    phrase = phrase_left(t, verb - 1, low) if worn else None  # `a banner reading`
    phrase = phrase or _parenthetical(t, verb, at, low) or subject_of(t, verb, low)
    if phrase is None and (verb == low or t.tag[verb - 1] in ",Q.") and form.kind == "say":
        phrase = None if t.low[verb].endswith("ing") else phrase_right(t, verb + 1, at)
        if phrase and phrase.stop < at and t.tag[phrase.stop] in "BVX":  # what is said, not who says it
            phrase = first_phrase(t, low, verb)
        if phrase and form.shape == "s" and not is_person(t, phrase):  # `Questions linger about`
            return None
    if phrase is None:
        return None
    phrase = _owner(t, phrase, low, at, t.low[verb].endswith("ing")) or phrase
    strength = {"say": 0.95, "tell": 0.93, "call": 0.92, "act": 0.8, "weak": 0.75}[form.kind]
    evidence = "cue before" if near else "cue far"
    return verb, _claim(t, phrase, verb, strength if near else strength - 0.1, evidence), near, phrase


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


def _by_passive(t: Tokens, verb: int, at: int, low: int) -> ByVerb | None:
    """Return the claim of a passive: whoever stands behind `by`, or the subject of `was quoted`."""
    near = _is_near(t, verb, at)
    if verb + 2 < at and t.low[verb + 1] == "by":
        phrase, confidence = phrase_right(t, verb + 2, at), 0.9
    elif verb_forms()[t.low[verb]].lemma == "quote":
        phrase, confidence = subject_of(t, verb, low), 0.9
    else:
        phrase, confidence = _agent_after(t, at), 0.88
    return (verb, _claim(t, phrase, verb, confidence, "passive"), near, phrase) if phrase else None


def _is_near(t: Tokens, verb: int, at: int) -> bool:
    """Tell whether nothing but complement words stands between a cue and the quote."""
    if at - verb <= 2:
        return True
    return not any(t.tag[i] in "BV;Q" for i in range(verb + 1, at))


def _passive(t: Tokens, verb: int, low: int) -> bool:
    form = verb_forms().get(t.low[verb])
    if form and form.shape not in ("past", "part"):
        return False
    i = verb - 1
    while i >= low and t.tag[i] == "R":
        i -= 1
    return i >= low and (t.low[i] in ("is", "was", "are", "were", "be", "been", "being", "'re", "'m", "get", "got"))


def _agent_after(t: Tokens, at: int) -> Phrase | None:
    """Return the phrase behind `by` shortly after a quote."""
    for i in range(at + 1, min(len(t), at + 8)):
        if t.tag[i] in ".;:Q":
            return None
        if t.low[i] == "by":
            return phrase_right(t, i + 1, len(t))
    return None


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


def _owner(t: Tokens, phrase: Phrase, low: int, at: int, shared: bool) -> Phrase | None:
    """For `Trump's statement saying`, `a letter from him saying`, `he sent a letter saying` return who it is from."""
    head = head_of(t, phrase)
    if t.low[head] not in entries("cue_nouns"):
        return None
    found = _noun_source(t, head, at, low)
    if found:
        return found
    if shared and phrase.first > low and t.tag[phrase.first - 1] in "BV":
        return subject_of(t, phrase.first - 1, low)
    return None


def _noun_cue(t: Tokens, noun: int, at: int, low: int) -> Lead | None:
    """Attribute by a noun of speech: `his warning that`, `a letter from the mayor:`, `her calls to end the`."""
    for i in range(noun + 1, at):
        if t.tag[i] in "Q;" or (t.tag[i] in "BV" and t.tag[i - 1] not in "TX" and not t.low[i].endswith("ing")):
            return None
        if t.tag[i] == "X" and t.low[noun + 1] != "that" and any(t.tag[j] not in "XR,:" for j in range(i, at)):
            return None  # `his comment is false` tells what is said of it, `his comment was, “...”` what it is
    found = _noun_source(t, noun, at, low) or (_of_giver(t, noun, low) if at - noun <= 2 else None)
    return (noun, _claim(t, found, noun, 0.84, "noun cue"), True) if found else None


def _of_giver(t: Tokens, noun: int, low: int) -> Phrase | None:
    """Return who gives what stands right before a quote: `the crowd took up the old chant “...”`."""
    i = noun - 1
    while i > low and i > noun - 6 and t.tag[i] in "DNR":
        i -= 1
    if i <= low or t.tag[i] not in "BV" or t.low[i].endswith("ing") or _passive(t, i, low):
        return None
    found = subject_of(t, i, low)
    return found if found and is_person(t, found) else None


def _noun_source(t: Tokens, noun: int, at: int, low: int) -> Phrase | None:
    """Return whose statement, letter or claim a noun of speech is, by possessive or by `from` and `by`."""
    i = noun - 1
    while i >= low and i > noun - 6 and (t.tag[i] in "NBVR" or t.low[i] in ("most", "first", "second")):
        i -= 1
    if i > low and t.tag[i] == "G":
        found = phrase_left(t, i - 1, low)
        return Phrase(max(found.first, _last_core(t, found)), i) if found else None
    if i >= low and t.low[i] in _OWNERS:
        return Phrase(i, i + 1)
    if noun + 2 < at and t.low[noun + 1] in ("from", "by", "of") and t.tag[noun + 2] in "DNP":
        found = phrase_right(t, noun + 2, at)
        return found if found and (t.low[noun + 1] != "of" or is_person(t, found)) else None
    return None


def _last_core(t: Tokens, phrase: Phrase) -> int:
    """Return where the last run of nouns of a phrase begins: in `a post on Smith's page` the page is Smith's."""
    for i in range(phrase.stop - 1, phrase.first - 1, -1):
        if t.tag[i] in "ITC":
            return i + 1
    return phrase.first


# ---- anywhere in the sentence


def _loose(line: Line, at: int, low: int, high: int, claims: dict[int, Claim | None]) -> Found | None:
    """Attribute by the rest of the sentence: a tag at its end, the quote before, its colon, its subject."""
    t = line.tokens
    end = _end_tag(t, at, high)
    if end:
        return end
    low = max(low, at - _LEAD_REACH)
    for i in range(at - 1, low - 1, -1):
        before = claims.get(i)
        if t.tag[i] == "Q" and before:
            return -1, Claim(
                before.start, before.end, before.name_end, before.cue, min(before.confidence, 0.8), "same sentence"
            )
    if at > low and t.tag[at - 1] == ":":
        return _by_colon(t, at, low)
    by = _agent_after(t, at)
    if by and low < at and t.tag[at - 1] != "D":
        return -1, _claim(t, by, -1, 0.5, "agent")
    if low < at:
        first = first_phrase(t, low, at)
        verbs = [i for i in range(first.stop, at) if t.tag[i] in "BVX"] if first else []
        done_to = any(t.tag[i] in "BV" and _passive(t, i, low) for i in verbs)  # `Smith was accused of`
        if first and is_person(t, first) and verbs and not done_to:
            comma = t.tag[at - 1] in ",-"
            return -1, _claim(t, first, -1, 0.6 if comma else 0.5, "subject")
    return None


def _by_colon(t: Tokens, at: int, low: int) -> Found | None:
    """Attribute by a colon without a cue: to the name right before it, else to the subject of the sentence."""
    segment = at - 1
    while segment > low and t.tag[segment - 1] not in "-.":
        segment -= 1
    whole = phrase_left(t, at - 2, segment) if at - 2 >= segment else None
    if whole and whole.first > segment and t.tag[whole.first - 1] == "I":
        whole = None  # `later on the radio:`
    if whole and is_person(t, whole) and not any(t.tag[i] in "BVX" for i in range(segment, at - 1)):
        return at - 1, _claim(t, whole, at - 1, 0.85, "colon")
    first = first_phrase(t, low, at - 1)
    if first and is_person(t, first):
        return at - 1, _claim(t, first, at - 1, 0.65, "colon")
    return (at - 1, _claim(t, whole, at - 1, 0.6, "colon")) if whole and is_person(t, whole) else None


def _end_tag(t: Tokens, at: int, high: int) -> Found | None:
    """Find `..., Smith said.` or `..., according to Smith.` at the sentence's end."""
    for i in range(at + 1, high):
        if t.tag[i] == "K" and i + 2 < high and t.tag[i + 1] == "T":
            phrase = phrase_right(t, i + 2, high)
            if phrase:
                return i, _claim(t, phrase, i, 0.85, "according to")
        if t.tag[i] == "," and i + 2 < high and t.tag[i + 1] in "DNP":
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
                        return verb, _claim(t, subject, verb, 0.85, "cue at end")
                    break
                if t.tag[verb] in "BX,;:Q":
                    break
        if t.tag[i] == "," and i + 2 < high and t.tag[i + 1] == "V" and verb_forms()[t.low[i + 1]].kind == "say":
            phrase = None if t.low[i + 1].endswith("ing") else phrase_right(t, i + 2, high)
            if phrase and (phrase.stop >= high - 1 or t.proper[phrase.first]):
                return i + 1, _claim(t, phrase, i + 1, 0.85, "cue at end")
    return None

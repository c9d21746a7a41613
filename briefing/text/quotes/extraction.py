"""The way from a text to its quotes, line by line, and the speaker who is carried on where a line names none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from briefing.model import Quote
from briefing.text.names.cast import read_cast
from briefing.text.quotes.antecedents import Antecedents
from briefing.text.quotes.attribution import attribute
from briefing.text.quotes.claims import Claim, Line
from briefing.text.quotes.judgement import DOUBTFUL, Place, judge
from briefing.text.quotes.marks import Stretch, find_stretches
from briefing.text.quotes.phrases import is_person
from briefing.text.quotes.resolution import Resolver
from briefing.text.quotes.subjects import first_phrase, subject_of
from briefing.text.quotes.tokens import Tokens, tokenize, verb_forms

_CONTEXT = 600
"""How much of a line without quotes is read for the speaker of the next line, in code points from its end."""
_LONG_LINE = 20000
_LINE_QUOTES = 24
"""How many quotes of a line are read together: what stands around each is searched, so this bounds the cost."""
_GAP = 24
"""The longest cue, in tokens, behind which the next sentence in marks is linked to the one before."""
_TAILS = ("cue after", "according to", "verb after")
_INNER_STOP = re.compile(r"[.!?…][”’\"']?\s|\.\w\.$|[A-Z]$")
"""What shows that a quote holds more than one sentence or ends in an abbreviation."""


@dataclass(slots=True)
class _Draft:
    """A stretch on its way to a quote."""

    stretch: Stretch
    claim: Claim | None
    place: Place
    speaker: str | None = None
    part_of: Stretch | None = None
    """The part of the same speech right before it."""


def extract_quotes(text: str, title: str = "", *, doubtful: bool = False) -> list[Quote]:
    """Return the quotes of `text` in order, each with its speaker as far as the text tells.

    Args:
        text: the article, a paragraph or heading a line.
        title: its headline, which may lend the full form of a name.
        doubtful: also return what is rather a title, a nickname, a term, or a quote inside a quote; the `confidence`
            of these is below 0.5 and their `evidence` says why.

    Returns:
        Quotes with half-open spans of the words inside the marks. Parts of one quote around its cue, and the
        paragraphs of a long quote, are quotes of their own with the same speaker.
    """
    stretches = find_stretches(text)
    if not stretches:
        return []
    drafts = _draft(text, stretches)
    cast = read_cast(text, title)
    resolver = Resolver(text, cast, Antecedents(text, cast, [each for each in stretches if not each.depth]))
    _name_speakers(drafts, resolver)
    quotes = [_finish(text, draft) for draft in drafts]
    found = [quote for quote in quotes if doubtful or quote.confidence >= DOUBTFUL]
    return sorted(found, key=lambda quote: (quote.start, quote.end))


def _draft(text: str, stretches: list[Stretch]) -> list[_Draft]:
    """Attribute every stretch by its own line, then those left over by the lines around."""
    outer = [each for each in stretches if not each.depth]
    drafts: list[_Draft] = []
    previous: _Draft | None = None
    last_line = (-1, -1)
    at = 0
    while at < len(outer):
        start = text.rfind("\n", 0, outer[at].open) + 1
        start = max(start, outer[at].open - _LONG_LINE, last_line[1] if last_line[1] <= outer[at].open else 0)
        end = text.find("\n", outer[at].close)
        end = len(text) if end < 0 else end
        group: list[tuple[int, Stretch]] = []
        while at < len(outer) and outer[at].open < end and len(group) < _LINE_QUOTES:
            group.append((at, outer[at]))
            if outer[at].close > end:
                end = text.find("\n", outer[at].close)
                end = len(text) if end < 0 else end
            at += 1
        if at < len(outer) and outer[at].open < end:
            end = outer[at].open
        end = min(end, group[-1][1].close + _LONG_LINE)
        line = _line(text, start, end, group)
        fresh = _of_line(text, line, group, (start, end))
        _carry(text, fresh, previous, last_line, start)
        _link(text, fresh, previous)
        drafts.extend(fresh)
        previous, last_line = fresh[-1], (start, end)
    inner = [each for each in stretches if each.depth]
    drafts.extend(_Draft(each, None, Place(Tokens(), 0, False, False)) for each in inner)
    return drafts


def _line(text: str, start: int, end: int, group: list[tuple[int, Stretch]]) -> Line:
    tokens = tokenize(text, start, end, group)
    by_index = dict(group)
    last: dict[int, str] = {}
    first: dict[int, str] = {}
    for at, index in enumerate(tokens.stretch):
        if index >= 0:
            each = by_index[index]
            inside = text[each.start : each.close].rstrip("\"”’'»“‘›` \u00a0")
            last[at] = inside[-1:] or " "
            first[at] = text[each.start : each.start + 1]
    return Line(tokens, last, first)


def _of_line(text: str, line: Line, group: list[tuple[int, Stretch]], span: tuple[int, int]) -> list[_Draft]:
    claims = attribute(line)
    t = line.tokens
    body = text[span[0] : span[1]].strip()
    heading = len(body) < 160 and len(group) < 3 and _is_heading(body)
    opening = len(body) < 130 and "\n" in text[span[1] : span[1] + 1] and span[0] < 200 and not text[: span[0]].strip()
    by_index = dict(group)
    drafts = []
    for at, index in enumerate(t.stretch):
        if index < 0:
            continue
        ended = line.last[at] in ".?!…" or (at + 1 < len(t) and t.tag[at + 1] == ".") or at + 1 == len(t)
        first = at
        while line.first[at].isupper() and first and at - first < 3 and t.tag[first - 1] in "CR,":
            first -= 1  # `But "It was late."`
        opens = first == 0 or t.tag[first - 1] == "." or (t.tag[first - 1] == "Q" and line.last[first - 1] in ".?!…")
        drafts.append(
            _Draft(
                by_index[index],
                claims.get(at),
                Place(
                    t,
                    at,
                    ended and opens,
                    heading or (opening and by_index[index].style in "'‘"),
                    opens and line.last[at] == "," and at + 1 < len(t) and t.tag[at + 1] in "BV",
                ),
            )
        )
    return drafts


def _is_heading(body: str) -> bool:
    words = [word.strip("\"“”‘’'") for word in body.split() if len(word) > 3]
    return (
        len(words) > 2
        and sum(word[:1].isupper() for word in words) > 0.84 * len(words)
        and not body.startswith(("“", '"'))
    )


def _carry(text: str, drafts: list[_Draft], previous: _Draft | None, last_line: tuple[int, int], start: int) -> None:
    """Give the speaker of the text around to quotes whose sentence names none."""
    for at, draft in enumerate(drafts):
        if draft.claim is not None:
            continue
        before = drafts[at - 1] if at else None
        if draft.stretch.continues and (before or previous):
            source = before or previous
            draft.claim = _carried(source.claim if source else None, 0.95, "continued")
        elif before and before.claim and draft.place.alone:
            draft.claim = _carried(before.claim, 0.85, "carried on")
        elif draft.place.alone and draft.place.at > 0 and (before is None or before.place.at < draft.place.at - 1):
            draft.claim = _last_speaker(draft.place.tokens, draft.place.at, False)
        elif draft.place.alone and draft.place.at == 0:
            following = _next_claim(drafts, at)
            if following:
                draft.claim = _carried(following, 0.8, "following")
            elif at == 0:
                draft.claim = _from_before(text, previous, last_line, start)


def _link(text: str, drafts: list[_Draft], previous: _Draft | None) -> None:
    """Link each part of a speech to the one before: the paragraph before, or what stands before its cue."""
    for draft in drafts:
        if previous and previous.claim and draft.claim and _is_next_part(text, previous, draft):
            draft.part_of = previous.stretch
            previous.stretch.closed |= draft.stretch.continues  # an end that convention leaves out
        previous = draft


def _is_next_part(text: str, one: _Draft, other: _Draft) -> bool:
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


def _next_claim(drafts: list[_Draft], at: int) -> Claim | None:
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


def _from_before(text: str, previous: _Draft | None, last_line: tuple[int, int], start: int) -> Claim | None:
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


def _name_speakers(drafts: list[_Draft], resolver: Resolver) -> None:
    """Resolve mentions in the order of the quotes; the same mention is resolved once."""
    known: dict[tuple[int, int], str | None] = {}
    for draft in sorted(drafts, key=lambda each: each.claim.start if each.claim else each.stretch.start):
        if draft.claim and draft.claim.speaks:
            key = (draft.claim.start, draft.claim.name_end)
            if key not in known:
                known[key] = resolver.resolve(*key)
            draft.speaker = known[key]


def _trimmed(text: str, stretch: Stretch) -> int:
    """Return the end of the words: the full stop of a single sentence is the outer sentence's as much as theirs."""
    start, end = stretch.start, stretch.end
    single = text.endswith(".", start, end) and not text.endswith("..", start, end)
    if single and not text[end - 2].isspace() and not _INNER_STOP.search(text, start, end - 1) and end - start > 6:
        return end - 1
    return end


def _finish(text: str, draft: _Draft) -> Quote:
    stretch, claim = draft.stretch, draft.claim
    judgement = judge(text[stretch.start : stretch.end].split(), stretch, claim, draft.place)
    confidence = round(max(0.0, min(1.0, judgement.confidence)), 2)
    whole = draft.place.alone or (
        text[stretch.start : stretch.start + 1].isupper() and len(text[stretch.start : stretch.end].split()) > 3
    )
    stop = _trimmed(text, stretch)
    quote = Quote(
        stretch.start,
        stop,
        kind="direct" if whole else "partial",
        confidence=confidence,
        evidence=judgement.evidence,
        continues=draft.part_of.start if draft.part_of else None,
    )
    if claim is None:
        return quote
    return replace(
        quote,
        speaker=draft.speaker,
        speaker_as_written=text[claim.start : claim.name_end],
        source_start=claim.start,
        source_end=claim.end,
        cue=claim.cue,
    )

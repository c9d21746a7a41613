"""What is found of the source of a quote: the claim, and the line of tokens it is found in.

How claims are found is left to `tails`, `leads` and `noun_cues`, and which is believed to `attribution`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.text.names.words import entries
from briefing.text.quotes.marks import Stretch
from briefing.text.quotes.phrases import Phrase, head_of, is_person
from briefing.text.quotes.tokens import Tokens, tokenize, verb_forms


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


def line_of(text: str, start: int, end: int, group: Sequence[tuple[int, Stretch]]) -> Line:
    """Return `text[start:end]` as a line; `group` are the stretches in it with their index, in order."""
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


Found = tuple[int, Claim]
"""A claim with the index of its cue, -1 for none."""
Lead = tuple[int, Claim, bool]
"""The same, and whether the cue stands right before the quote."""
ByVerb = tuple[int, Claim, bool, Phrase]
"""The same, and the phrase the claim is made of."""
LEAD_REACH = 100
"""How far from a quote its cue is looked for, in tokens: the longest sentences of news have fewer."""
_CLOSE = frozenset(("cue after", "cue before", "cue at end"))
OWNERS = frozenset(("his", "her", "their", "my", "our", "its", "your"))


def make_claim(t: Tokens, phrase: Phrase, cue: int, confidence: float, evidence: str) -> Claim:
    """Return the claim that `phrase` is the source, made by the token `cue` (-1 for none)."""
    if t.tag[phrase.first] == "Z" and phrase.stop > phrase.first + 1:
        phrase = Phrase(phrase.first + 1, phrase.stop, phrase.relative)  # `(CNN)Weber`
    name_end = t.end[phrase.stop - 1]
    end = t.end[phrase.relative] if phrase.relative >= 0 else name_end
    form = verb_forms().get(t.low[cue]) if cue >= 0 and t.tag[cue] == "V" else None
    said = evidence in _CLOSE and form is not None and form.kind in ("say", "tell")
    owner = t.low[phrase.first] in OWNERS and phrase.stop == phrase.first + 1
    speaks = said or owner or is_person(t, phrase) or t.low[head_of(t, phrase)] in entries("cue_nouns")
    return Claim(t.start[phrase.first], end, name_end, t.low[cue] if cue >= 0 else "", confidence, evidence, speaks)

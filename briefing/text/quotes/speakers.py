"""Who speaks each quote of an article, by the weights of what speaks for each mention near it."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.text.quotes import weights
from briefing.text.quotes.parsed_text import ParsedText, Quotation
from briefing.text.quotes.people import People, Person
from briefing.text.quotes.quote_features import quote_features
from briefing.text.quotes.speaker_features import Candidate, candidates, gap_before

_SURE = 0.5
"""Least probability of a speaker who is named."""
_REACH = 40
"""How many chunks in front of a relative pronoun its noun is looked for."""
_GOES_ON = 0.25
"""Least probability of a quote after which the next one may go on with its speaker."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What is known of a stretch between marks."""

    quotation: Quotation
    """The stretch."""
    confidence: float
    """How sure it is that it is a quote, from 0 to 1."""
    mention: tuple[int, int] | None
    """Code points of the mention of the speaker."""
    speaker: str | None
    """The speaker's name, or role as written; None where nobody is sure."""
    cue: str
    """The verb of saying, in lower case."""
    evidence: str
    """What decided: `cue after`, `cue before`, `according to`, `carried on`, `colon`, `near`."""


def attribute(parsed: ParsedText) -> list[Attribution]:
    """Attributions of all quotes of an article, in order."""
    people = People(parsed)
    found: list[Attribution] = []
    speakers: list[Person] = []
    previous: tuple[int, int] | None = None
    for at, quotation in enumerate(parsed.quotations):
        mentions = candidates(parsed, quotation, previous, gap_before(parsed, at), people.sort)
        best, margin, sure = choose(mentions)
        strength = weights.score(weights.table(weights.QUOTES), quote_features(parsed, quotation, best, margin))
        confidence = weights.probability(strength)
        who = whom(parsed, people, best, speakers)
        found.append(_attribution(parsed, quotation, best, confidence, who if sure >= _SURE else None))
        if best.side != "nobody" and confidence > _GOES_ON:
            previous = best.span
            if isinstance(who, Person):
                speakers.append(who)
    return found


def choose(mentions: list[Candidate]) -> tuple[Candidate, float, float]:
    """The best candidate, its margin over the next, and its probability."""
    table = weights.table(weights.SPEAKERS)
    index, margin, sure = weights.best([weights.score(table, each.features) for each in mentions])
    return mentions[index], margin, sure


def whom(parsed: ParsedText, people: People, mention: Candidate, speakers: list[Person]) -> Person | str | None:
    """Whom a candidate refers to; a relative pronoun is what it stands behind."""
    if mention.chunk < 0:
        return speakers[-1] if speakers and mention.side == "carried" else None
    line = parsed.lines[mention.line]
    at = mention.chunk
    if line.kinds[at] == "rel":
        at = next((each for each in range(at - 1, max(-1, at - _REACH), -1) if line.chunks[each].is_mention), -1)
    return people.resolve(line, line.chunks[at], speakers) if at >= 0 else None


def _attribution(
    parsed: ParsedText, quotation: Quotation, best: Candidate, confidence: float, who: Person | str | None
) -> Attribution:
    name = who.name if isinstance(who, Person) else who
    if name is None:
        return Attribution(quotation, confidence, None, None, "", "no speaker")
    cue, evidence = _evidence(parsed, quotation, best)
    return Attribution(quotation, confidence, best.span, name, cue, evidence)


def _evidence(parsed: ParsedText, quotation: Quotation, best: Candidate) -> tuple[str, str]:
    """The cue between a quote and its speaker, and what kind of evidence that is."""
    if best.side == "carried":
        return "", "carried on"
    if best.side == "above":
        return "", "carried on" if "spoke" in best.features else "near"
    line = parsed.lines[quotation.line]
    low, high = sorted((quotation.chunk, best.chunk))
    order = range(low, high + 2) if best.side == "before" else range(low, min(high + 4, len(line.kinds)))
    for at in order:
        if at < len(line.kinds) and line.kinds[at] in ("cue", "acc"):
            word = line.tokens.low[line.chunks[at].first]
            kind = "according to" if line.kinds[at] == "acc" else "cue before" if best.side == "before" else "cue after"
            return word, kind
    if best.side == "before" and best.chunk and line.kinds[best.chunk - 1] == "acc":
        return line.tokens.low[line.chunks[best.chunk - 1].first], "according to"
    if line.kind_at(quotation.chunk - 1) == ":":
        return "", "colon"
    return "", "carried on" if "spoke" in best.features else "near"

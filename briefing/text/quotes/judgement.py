"""Whether a stretch between marks is somebody's words, by the evidence around it: how sure, and why.

Titles of works, nicknames, terms and ironic marks are no quotes. The thresholds were chosen on three quarters of the
political news articles in `../shared/eval`, see docs/quotes.md.
"""

from __future__ import annotations

from typing import NamedTuple

from briefing.text.names.words import entries
from briefing.text.quotes.claims import Claim
from briefing.text.quotes.marks import Stretch
from briefing.text.quotes.tokens import Tokens, verb_forms

DOUBTFUL = 0.5
"""Below this a quote is no answer unless doubtful ones are asked for."""

_NAMING = frozenset(
    [
        "so-called",
        "called",
        "dubbed",
        "nicknamed",
        "known",
        "named",
        "titled",
        "entitled",
        "labeled",
        "labelled",
        "termed",
        "headlined",
        "billed",
    ]
)
_NAMES = frozenset(("byname", "codename", "epithet", "moniker", "nickname", "pseudonym", "sobriquet"))
_MEASURED = {"cue before": 0.85, "split": 0.85, "cue far": 0.85, "noun cue": 0.7, "colon": 0.75, "verb after": 0.6}
"""The most that an evidence is trusted: where its claims said more than was true.

On the articles developed on, this share of the answers (of 334, 66, 80, 24, 10 and 1) were quotes by the right speaker:
85, 85, 89, 79, 80 and 0 %. What is not listed did as well as it says (`cue after` 96 of 0.97, `carried on` 94 of 0.85,
`cue at end` 100 of 0.85, `paragraph before` 82 of 0.65, `sentence before` 63 of 0.6) or is rare.
"""
_PLACING = frozenset(("of", "on", "with", "in", "from"))
_SPEECH = frozenset(("talk", "word", "words", "cry", "cries", "chant", "chants", "shouts", "accusations", "calls"))
_QUOTING = "‘’'\"“”«»„‚[($¿¡"
_NEAR = frozenset(("cue after", "cue before", "passive", "split", "colon"))
_SMALL = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "vs"]
)


class Judgement(NamedTuple):
    """How sure it is that a stretch is a quote."""

    confidence: float
    """From 0 to 1."""
    evidence: str
    """Why, in a word or two."""


class Place(NamedTuple):
    """Where a stretch stands."""

    tokens: Tokens
    """Its line."""
    at: int
    """Its token."""
    alone: bool
    """Whether it is a sentence of its own."""
    heading: bool
    """Whether the line is a headline."""
    told: bool = False
    """Whether it opens a sentence, ends with a comma and a verb follows: `“All hail,” came the reply`."""


def judge(words: list[str], stretch: Stretch, claim: Claim | None, place: Place) -> Judgement:
    """Weigh the evidence for and against the `words` of a stretch being a quote."""
    against = _no_quote(words, stretch, claim, place) or _by_marks(words, stretch, claim, place)
    if against:
        return against
    if claim is None:
        return _of_nobody(words, stretch, place)
    if claim.evidence in ("subject", "agent", "cue far", "same sentence"):
        return _weigh_weak(words, claim, place)
    if _is_aside(words, claim, place) or _is_topic(words, claim, place):
        return Judgement(0.45, "single term")
    confidence = min(claim.confidence, _MEASURED.get(claim.evidence, 1.0))
    return Judgement(confidence if stretch.closed else confidence * 0.8, claim.evidence)


def _of_nobody(words: list[str], stretch: Stretch, place: Place) -> Judgement:
    """Judge a stretch that nobody is said to have spoken."""
    if stretch.style == "—":
        return Judgement(0.3, "dash")
    if place.alone and len(words) > 3:
        return Judgement(0.55, "sentence")
    if place.told:
        return Judgement(0.55, "verb after")
    return Judgement(0.3 if len(words) < 6 else 0.5, "no speaker")


def _no_quote(words: list[str], stretch: Stretch, claim: Claim | None, place: Place) -> Judgement | None:
    """Return why a stretch is a nickname, a title, a name or words on a thing, None if it is none of them."""
    t, at = place.tokens, place.at
    if not any(word.lstrip(_QUOTING)[:1].isalpha() or word[:1] in "[$" for word in words):
        return Judgement(0.1, "no words")
    if stretch.depth or not len(t):
        return Judgement(0.45 if claim else 0.3, "inside a quote")
    before = t.low[at - 1] if at else ""
    behind = t.low[at + 1] if at + 1 < len(t) else ""
    if 0 < at < len(t) - 1 and t.proper[at - 1] and t.proper[at + 1] and len(words) < 4 and words[0][:1].isupper():
        return Judgement(0.2, "nickname")
    label = len(words) < 4 and words[-1].endswith(":")
    if label or _is_title(words, claim, t, at):
        return Judgement(0.25, "label" if label else "title of a work")
    if behind in entries("lettered_things") or _is_term(t, at):
        return Judgement(0.3, "words on a thing" if behind in entries("lettered_things") else "term")
    given = before in _NAMING and (claim is None or claim.confidence < 0.88 or _names_work(words, t, at))
    given |= before == "as" and at > 1 and t.low[at - 2] in ("known", "nicknamed")
    given |= before == "called" and at > 1 and t.low[at - 2] == "so"
    given |= bool({before, t.low[at - 2] if before == "of" and at > 1 else ""} & _NAMES)
    return Judgement(0.35, "name given") if given or before in ("titled", "entitled") else None


def _by_marks(words: list[str], stretch: Stretch, claim: Claim | None, place: Place) -> Judgement | None:
    """Judge what single marks and headlines demand more evidence for; None where they do not matter."""
    single = stretch.style in "'‘‚"
    if place.heading and (single or claim is None or claim.confidence < 0.85):
        return Judgement(0.4, "headline")
    if not single:
        return None
    if claim is None or claim.evidence not in _NEAR or len(words) < 2:
        return Judgement(0.4, "single marks")
    return Judgement(min(claim.confidence, 0.8), claim.evidence)


def _weigh_weak(words: list[str], claim: Claim, place: Place) -> Judgement:
    """Judge a stretch whose sentence names a speaker without a word of saying next to it."""
    t, at = place.tokens, place.at
    if at > 1 and t.low[at - 1] == "of" and t.low[at - 2] in _SPEECH:
        return Judgement(0.6, "noun cue")
    if _title_case(words) and len(words) < 7:
        return Judgement(0.4, "title case")
    if len(words) < 3 and (claim.evidence == "subject" or _is_modifier(t, at)):
        return Judgement(0.45, "single term")
    return Judgement(max(claim.confidence, 0.5), claim.evidence)


def _is_aside(words: list[str], claim: Claim, place: Place) -> bool:
    """Tell whether the writer's own weak cue rules a term: `I felt that I “needed” it`."""
    form = verb_forms().get(claim.cue)
    if form is None or form.kind != "weak" or place.alone or len(words) > 5:
        return False
    t, at = place.tokens, place.at
    return any(t.start[i] == claim.start and t.low[i] in ("i", "we") for i in range(max(0, at - 40), at))


def _is_topic(words: list[str], claim: Claim, place: Place) -> bool:
    """Tell whether one or two words are what a question is about: `asked about the “secret plan”`."""
    t, at = place.tokens, place.at
    about = any(word in ("about", "on", "over", "whether", "if") for word in t.low[max(0, at - 3) : at])
    return claim.cue in ("ask", "asks", "asked", "pressed") and about and len(words) < 3 and words[-1][-1] != "?"


def _names_work(words: list[str], t: Tokens, at: int) -> bool:
    """Tell whether a participle names a thing: `an application, named “Make Your Way”`."""
    return at > 1 and t.tag[at - 2] in ",NZ" and _title_case(words)


def _is_title(words: list[str], claim: Claim | None, t: Tokens, at: int) -> bool:
    """Tell whether a stretch is the title of a work, by its capitals and a noun for a work or a preposition near."""
    head = _list_head(t, at)
    bare = [*words[:-1], words[-1].rstrip(".")]
    if len(words) == 1:
        named = head > 1 and (t.low[head - 1] in entries("work_nouns") or _in_apposition(t, head))
        return named and words[0][:1].isupper() and (claim is None or claim.confidence < 0.9)
    if not _title_case(bare):
        return False
    near = head > 1 and (t.low[head - 1] in entries("work_nouns") or _in_apposition(t, head))
    return near or _work_near(t, at) or (len(words) < 8 and (_within_name(t, head) or _on_programme(t, head)))


def _list_head(t: Tokens, at: int) -> int:
    """Return the first stretch of the enumeration that the one at `at` belongs to: `“A,” “B” and “C”`."""
    first = at
    while first > max(1, at - 60) and t.tag[first - 1] in "Q,C":
        first -= 1
    while first < at and t.tag[first] != "Q":
        first += 1
    return first


def _in_apposition(t: Tokens, at: int) -> bool:
    """Tell whether it names the work before it: `her book about water, “Two Rivers,” sells`."""
    if t.tag[at - 1] != ",":
        return False
    for i in range(at - 2, max(-1, at - 12), -1):
        if t.low[i] in entries("work_nouns"):
            return True
        if t.tag[i] not in "NIDTG":
            break
    return False


def _on_programme(t: Tokens, at: int) -> bool:
    """Tell whether it is the programme of a station: `on Channel One’s “Good Morning”`."""
    i = at - 2
    if i < 1 or t.tag[at - 1] != "G":
        return False
    while i > 0 and t.tag[i] == "N" and t.proper[i]:
        i -= 1
    return t.low[i] in ("on", "in")


def _is_modifier(t: Tokens, at: int) -> bool:
    """Tell whether it stands between an article and a noun: `the “top secret” level`."""
    return 0 < at < len(t) - 1 and t.low[at - 1] in ("the", "a", "an") and t.tag[at + 1] == "N"


def _within_name(t: Tokens, at: int) -> bool:
    """Tell whether a preposition that no cue verb governs stands before: `author of "Two Rivers"`, `on "The Hour"`."""
    at -= at > 2 and t.tag[at - 1] == "D"
    return at > 1 and t.low[at - 1] in _PLACING and t.tag[at - 2] in "NZBA" and t.low[at - 2] not in _SPEECH


def _is_term(t: Tokens, at: int) -> bool:
    """Tell whether an example of words is given: `words such as "a", "b" and "c"`."""
    first = _list_head(t, at)
    return first > 2 and t.low[first - 1] == "as" and t.low[first - 2] == "such"


def _title_case(words: list[str]) -> bool:
    """Tell whether two words or more are capitalised, and all that are not small ones."""
    large = [word for word in words if word.lower() not in _SMALL and word[:1].isalpha()]
    return (
        sum(word[:1].isupper() for word in words) > 1
        and len(large) > 0
        and all(word[:1].isupper() for word in large)
        and not words[-1].endswith((".", "!"))
    )


def _work_near(t: Tokens, at: int) -> bool:
    """Tell whether a noun for a work stands within three words before or right behind."""
    if at + 1 < len(t) and t.low[at + 1] in entries("work_nouns"):
        return True
    return any(t.low[i] in entries("work_nouns") for i in range(max(0, at - 4), at))

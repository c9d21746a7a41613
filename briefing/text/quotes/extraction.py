"""The way from a text to its quotes, line by line, and the speaker who is carried on where a line names none."""

from __future__ import annotations

from bisect import bisect_right

from briefing.model import Quote
from briefing.text.code_spans import in_prose
from briefing.text.languages import ENGLISH
from briefing.text.names.entities import LONGEST_TEXT, read_cast
from briefing.text.quotes.antecedents import Antecedents
from briefing.text.quotes.attribution import attribute
from briefing.text.quotes.blocks import Turn
from briefing.text.quotes.carrying import Draft, carry, claim_before, link
from briefing.text.quotes.claims import Claim, Line, line_of
from briefing.text.quotes.judgement import DOUBTFUL, Judgement, Place, judge
from briefing.text.quotes.marks import Stretch, find_stretches, trimmed_end
from briefing.text.quotes.principals import principal
from briefing.text.quotes.ranked_quotes import by_language as group_by_language
from briefing.text.quotes.ranked_quotes import ranked_quotes
from briefing.text.quotes.resolution import Resolver
from briefing.text.quotes.retold import draft_inner, name_inner
from briefing.text.quotes.tokens import Tokens
from briefing.text.quotes.turns import find_turns, may_have_turns

_LONG_LINE = 20000
_LINE_QUOTES = 24
"""How many quotes of a line are read together: what stands around each is searched, so this bounds the cost."""
RETOLD = 0.7
"""How sure it is that what a quote says somebody said are that person's words: only as sure as the one who says it."""


def extract_quotes(
    text: str, title: str = "", *, doubtful: bool = False, turns: bool = False, inner: bool = False
) -> list[Quote]:
    """Return the quotes of `text` in order, each with its speaker as far as the text tells.

    Args:
        text: the article, a paragraph or heading a line; what stands behind its first 300,000 code points is left out.
        title: its headline, which may lend the full form of a name.
        doubtful: also return what is rather a title, a nickname, a term, or a quote inside a quote of nobody knows
            whom; the `confidence` of these is below 0.5 and their `evidence` says why.
        turns: also return the turns of interviews and transcripts, which have labels (`Q:`, `DUARTE:`) and no marks.
        inner: also return the words of one person inside another's quote where that says whose they are; `within` of
            these is where the quote around them begins.

    Returns:
        Quotes with half-open spans of the words inside the marks, or of a block quote or a post without any. Parts of
        one quote around its cue, and the paragraphs of a long quote, are quotes of their own with the same speaker.
    """
    text = text[:LONGEST_TEXT]
    stretches = in_prose(text, find_stretches(text))
    unmarked = find_turns(text, title, read_cast(text, title), turns) if may_have_turns(text, turns) else []
    if not stretches and not unmarked:
        return []
    _nest(stretches, unmarked)
    by_language = group_by_language(text, [each for each in stretches if not each.depth])
    drafts = [*_draft(text, by_language.pop(ENGLISH, [])), *_draft_turns(text, unmarked)]
    cast = read_cast(text, title)
    resolver = Resolver(text, cast, Antecedents(text, cast, [each for each in stretches if not each.depth]))
    _name_speakers(drafts, resolver)
    if inner or doubtful:
        inside = draft_inner(text, [each for each in stretches if each.depth], drafts)
        name_inner(inside, resolver)
        drafts += inside
    quotes = [_finish(text, draft) for draft in drafts]
    for language, part in by_language.items():
        quotes += ranked_quotes(text, part, language)
    found = [quote for quote in quotes if doubtful or quote.confidence >= DOUBTFUL]
    return sorted(found, key=lambda quote: (quote.start, quote.end))


def _nest(stretches: list[Stretch], turns: list[Turn]) -> None:
    """Put what stands between marks in a turn one level deeper: it is quoted by the one whose turn it is."""
    starts = [turn.start for turn in turns]
    for stretch in stretches:
        at = bisect_right(starts, stretch.open) - 1
        if at >= 0 and stretch.open < turns[at].end and turns[at].confidence >= DOUBTFUL:
            stretch.depth += 1


def _draft_turns(text: str, turns: list[Turn]) -> list[Draft]:
    """Make drafts of what has no marks; a block quote that a line introduces is by whom that names."""
    drafts: list[Draft] = []
    for turn in turns:
        stretch = Stretch(turn.start, turn.start, turn.end, turn.end, ">")
        draft = Draft(stretch, None, Place(Tokens(), 0, True, False), turn.speaker, turn=turn)
        if turn.goes_on and drafts:
            draft.part_of, draft.claim = drafts[-1].stretch, drafts[-1].claim
        if turn.label:
            start, end = turn.label
            draft.claim = Claim(start, end, end, "", turn.confidence, turn.evidence)
        elif not turn.goes_on and turn.confidence >= DOUBTFUL:
            claim = claim_before(text, None, (-1, -1), text.rfind("\n", 0, turn.start) + 1)
            draft.claim = claim if claim and claim.cue else None
        drafts.append(draft)
    return drafts


def _draft(text: str, outer: list[Stretch]) -> list[Draft]:
    """Attribute every stretch by its own line, then those left over by the lines around."""
    drafts: list[Draft] = []
    previous: Draft | None = None
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
        line = line_of(text, start, end, group)
        fresh = _of_line(text, line, group, (start, end))
        carry(text, fresh, previous, last_line, start)
        link(text, fresh, previous)
        drafts.extend(fresh)
        previous, last_line = fresh[-1], (start, end)
    return drafts


def _of_line(text: str, line: Line, group: list[tuple[int, Stretch]], span: tuple[int, int]) -> list[Draft]:
    t = line.tokens
    claims = attribute(line)
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
            Draft(
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


def _name_speakers(drafts: list[Draft], resolver: Resolver) -> None:
    """Resolve mentions in the order of the quotes; the same mention is resolved once."""
    known: dict[tuple[int, int], str | None] = {}
    principals: dict[str | None, str | None] = {None: None}
    for draft in sorted(drafts, key=lambda each: each.claim.start if each.claim else each.stretch.start):
        if draft.claim and draft.claim.speaks and not (draft.turn and draft.turn.label):
            key = (draft.claim.start, draft.claim.name_end)
            if key not in known:
                known[key] = resolver.resolve(*key)
            draft.speaker = known[key]
            span = principal(resolver.text, *key)
            name = resolver.name(*span) if span else None
            if name and name != draft.speaker:
                draft.speaks_for = name
                principals.setdefault(draft.speaker, name)
            else:  # introduced as a spokesperson once, or nobody's
                draft.speaks_for = principals.get(draft.speaker)


def _judge_turn(text: str, draft: Draft, turn: Turn) -> Judgement:
    """Trust a turn as its kind deserves; a block quote without a signature where somebody is said to have spoken it."""
    if turn.label:
        return Judgement(turn.confidence, turn.evidence)
    told = draft.claim is not None and text[draft.claim.start : draft.claim.name_end].lower() not in ("i", "we")
    return Judgement(0.75 if draft.speaker else 0.5 if told else 0.45, turn.evidence)


def _finish(text: str, draft: Draft) -> Quote:
    stretch, claim = draft.stretch, draft.claim
    judgement = (
        _judge_turn(text, draft, draft.turn)
        if draft.turn
        else Judgement(RETOLD, "retold")
        if draft.retold
        else judge(text[stretch.start : stretch.end].split(), stretch, claim, draft.place)
    )
    confidence = round(max(0.0, min(1.0, judgement.confidence)), 2)
    whole = draft.place.alone or (
        text[stretch.start : stretch.start + 1].isupper() and len(text[stretch.start : stretch.end].split()) > 3
    )
    stop = trimmed_end(text, stretch)
    named = claim if claim and text[claim.start : claim.end].lower() != claim.cue else None  # else nobody is named
    return Quote(
        stretch.start,
        stop,
        speaker=draft.speaker if named else None,
        speaker_as_written=text[named.start : named.name_end] if named else "",
        source_start=named.start if named else None,
        source_end=named.end if named else None,
        cue=claim.cue if claim else "",
        kind="direct" if whole else "partial",
        confidence=confidence,
        evidence=judgement.evidence,
        continues=draft.part_of.start if draft.part_of else None,
        speaks_for=draft.speaks_for if named else None,
        within=draft.within.stretch.start if draft.within else None,
    )

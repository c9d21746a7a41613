"""One person's words inside another's: `“He told me, ‘I will not go,’” said Duarte`.

The words inside the outer marks are read as a line of their own, by the same weights. Who is meant is decided by what
the outer quote itself says: `I` is whoever speaks it, a pronoun somebody it names. Only what it says was said is
somebody's words, not what one could say or nobody said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from briefing.text.language_packs import Kind, Shape, pack
from briefing.text.languages import ENGLISH
from briefing.text.names.entities import Cast
from briefing.text.quotes.antecedents import Antecedents
from briefing.text.quotes.attribution import attribute
from briefing.text.quotes.drafts import UNSAID, Draft
from briefing.text.quotes.parsed_text import ParsedText, parse_text
from briefing.text.quotes.quotation_marks import Stretch
from briefing.text.quotes.resolution import Resolver
from briefing.text.tokens import Tokens

RETOLD = 0.7
"""Confidence of words that a quote says somebody said; they are second-hand."""
_INSIDE = "inside a quote"
"""Evidence of other words inside a quote."""
_DENYING = frozenset(("hardly", "never", "nobody", "nor", "not"))
_SUPPOSING = frozenset(("if", "imagine", "lest", "like", "suppose", "unless", "until", "whether", "wish"))
_CLAUSE = 40
"""Tokens before a cue in which such a word is looked for."""
_FINITE = (Shape.PRESENT, Shape.PAST, Shape.PARTICIPLE)
_ENDS = (Kind.STOP, Kind.COLON, Kind.QUOTE)
_FEW = 3
"""Minimum number of words; fewer are rather a name or a term."""


def draft_inner(text: str, cast: Cast, stretches: Sequence[Stretch], outer: Sequence[Draft]) -> Iterator[Draft]:
    """A draft for each stretch one level deep in another quote, with who that says it is from.

    Args:
        text: the article.
        cast: the names in it.
        stretches: what stands between marks inside other marks.
        outer: the quotes around, whose speakers are named.
    """
    before = Antecedents(text, cast, [each for each in stretches if each.depth == 1], pack(ENGLISH))
    full_names = {member.full for member in cast.members}
    for around, inside in _by_outer(before.stretches, outer):
        parsed = parse_text(text, inside, ENGLISH, around.stretch.start, around.stretch.end)
        before.first = around.stretch.start
        before.spoken.clear()
        resolver = Resolver(text, cast, before, around.speaker)
        for draft in attribute(parsed, cast):
            is_statement = draft.mention is not None and _is_statement(parsed, draft)
            draft.confidence, draft.evidence, draft.within, draft.part_of = UNSAID / 2, _INSIDE, around, None
            if draft.mention and is_statement:
                draft.speaker = resolver.resolve(*draft.mention)
                speaker = draft.speaker or ""
                is_known = speaker in full_names or speaker == around.speaker or _is_name(speaker)
                is_sure = is_known and draft.stretch.closed
                is_sure = is_sure and len(text[draft.stretch.start : draft.stretch.end].split()) >= _FEW
                draft.confidence, draft.evidence = (RETOLD, "retold") if is_sure else (UNSAID, _INSIDE)
            else:
                draft.mention = draft.cue = None
            yield draft


def _by_outer(stretches: Sequence[Stretch], outer: Sequence[Draft]) -> Iterator[tuple[Draft, list[Stretch]]]:
    """The stretches one level deep with the quote around them."""
    drafts = sorted(outer, key=attrgetter("stretch.start"))
    starts = [draft.stretch.start for draft in drafts]
    groups: dict[int, list[Stretch]] = {}
    for stretch in stretches:
        at = bisect_right(starts, stretch.open) - 1
        if at >= 0 and stretch.open < drafts[at].stretch.end:
            groups.setdefault(at, []).append(stretch)
    yield from ((drafts[at], inside) for at, inside in groups.items())


def _is_name(speaker: str) -> bool:
    """Whether words are a name; one that opens the sentence (`People said`) has its capital for that."""
    return any(word[0].isupper() for word in speaker.split()[1:])


def _is_statement(parsed: ParsedText, draft: Draft) -> bool:
    """Whether the words were spoken: `he said`, not `he could say` or `if he said`."""
    if draft.cue is None or draft.quotation is None or draft.evidence == "according to":
        return draft.evidence == "according to"
    tokens = parsed.lines[draft.quotation.line].tokens
    cue = bisect_left(tokens.start, draft.cue[0])
    verb = tokens.verb(cue)
    return verb is not None and verb.cue in ("say", "tell") and verb.shape in _FINITE and not _is_supposed(tokens, cue)


def _is_supposed(tokens: Tokens, cue: int) -> bool:
    """Whether the clause of a verb tells what is not known to have happened."""
    for at in reversed(range(max(0, cue - _CLAUSE), cue)):
        low = tokens.low[at]
        if tokens.kind[at] in _ENDS:
            return False
        is_modal = low in tokens.pack.modals and not low.startswith(("did", "do"))
        if is_modal or low in _DENYING or low in _SUPPOSING or low.endswith(("n't", "n’t")):
            return True
    return False

"""One person's words inside another's: `“He told me, ‘I will not go,’” said Duarte`.

The words inside the outer marks are read as a line of their own, by the same weights. Who is meant is decided by what
the outer quote itself says: `I` is whoever speaks it, a pronoun somebody it names. Only what it says was said is
somebody's words, not what one could say or nobody said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from briefing.text.language_packs import Kind, Shape
from briefing.text.languages import ENGLISH
from briefing.text.names.entities import Cast
from briefing.text.quotes.attribution import Attribution, attribute
from briefing.text.quotes.drafts import Draft
from briefing.text.quotes.parsed_text import ParsedText, parse_text
from briefing.text.quotes.quotation_marks import Stretch
from briefing.text.quotes.resolution import Resolver
from briefing.text.tokens import Tokens

_AT_ONCE = 24
"""Maximum number of quotes inside one that are read together, as one line."""
_ROOM = 1000
"""Code points around them in which the outer quote is read."""
_DENYING = frozenset(("hardly", "never", "nobody", "nor", "not"))
_SUPPOSING = frozenset(("if", "imagine", "lest", "like", "suppose", "unless", "until", "whether", "wish"))
_CLAUSE = 40
"""Tokens before a cue in which such a word is looked for."""
_FINITE = (Shape.PRESENT, Shape.PAST, Shape.PARTICIPLE)
_ENDS = (Kind.STOP, Kind.COLON, Kind.QUOTE)
_FEW = 3
"""Minimum number of words; fewer are rather a name or a term."""


def draft_inner(text: str, cast: Cast, stretches: Sequence[Stretch], outer: Sequence[Draft]) -> list[Draft]:
    """A draft for each stretch inside another quote, with who the outer quote says it is from."""
    drafts: list[Draft] = []
    for around, inside in _by_outer(stretches, outer):
        attributions = _attributions(text, cast, around.stretch, inside) if around else {}
        drafts += [Draft(stretch, attributions.get(stretch.open), within=around) for stretch in inside]
    return drafts


def name_inner(drafts: Sequence[Draft], resolver: Resolver) -> None:
    """Name the speakers of drafts inside others, whose own speakers are known; what is sure counts as retold."""
    for draft in drafts:
        if draft.within and draft.mention:
            draft.speaker = _speaker(draft.mention, draft.within, resolver)
            words = len(resolver.text[draft.stretch.start : draft.stretch.end].split())
            draft.is_retold = _is_named(draft, draft.mention, resolver) and words >= _FEW and draft.stretch.closed


def _is_named(draft: Draft, mention: tuple[int, int], resolver: Resolver) -> bool:
    """Whether a speaker has a name; a word that opens the sentence (`People said`) has its capital for that."""
    if not draft.speaker or not draft.within:
        return False
    mentioned = resolver.cast.within(*mention)
    capitals = any(word[0].isupper() for word in draft.speaker.split()[1:])
    return capitals or draft.speaker == draft.within.speaker or any(m.full == draft.speaker for _, _, m in mentioned)


def _by_outer(stretches: Sequence[Stretch], outer: Sequence[Draft]) -> Iterator[tuple[Draft | None, list[Stretch]]]:
    """The stretches one level deep with the quote around them; None for what stands deeper still."""
    drafts = sorted(outer, key=lambda draft: draft.stretch.start)
    starts = [draft.stretch.start for draft in drafts]
    groups: dict[int, list[Stretch]] = {}
    deeper: list[Stretch] = []
    for stretch in stretches:
        at = bisect_right(starts, stretch.open) - 1
        if stretch.depth == 1 and at >= 0 and stretch.open < drafts[at].stretch.end:
            groups.setdefault(at, []).append(stretch)
        else:
            deeper.append(stretch)
    for at, inside in groups.items():
        for first in range(0, len(inside), _AT_ONCE):
            yield drafts[at], inside[first : first + _AT_ONCE]
    yield None, deeper


def _attributions(text: str, cast: Cast, around: Stretch, inside: Sequence[Stretch]) -> dict[int, Attribution]:
    """Attributions of the quotes inside another, by opening mark."""
    start = max(around.start, inside[0].open - _ROOM)
    parsed = parse_text(text, inside, ENGLISH, start, min(around.end, inside[-1].close + _ROOM))
    return {each.quotation.stretch.open: each for each in attribute(parsed, cast) if _is_statement(parsed, each)}


def _is_statement(parsed: ParsedText, attribution: Attribution) -> bool:
    """Whether the words were spoken: `he said`, not `he could say` or `if he said`."""
    if attribution.cue is None or attribution.mention is None or attribution.evidence == "according to":
        return attribution.evidence == "according to"
    tokens = parsed.lines[attribution.quotation.line].tokens
    cue = bisect_left(tokens.start, attribution.cue[0])
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


def _speaker(mention: tuple[int, int], around: Draft, resolver: Resolver) -> str | None:
    """Speaker by what the quote around the words says; None if uncertain."""
    written = resolver.text[slice(*mention)]
    words = written.lower().split()
    if words[0] in ("i", "me") and len(words) == 1:
        return around.speaker
    if words[0] in ("he", "she", "him", "her") and len(words) == 1:
        return _of_pronoun(mention[0], around, resolver, "m" if words[0] in ("he", "him") else "f")
    if words[0] == "my" and len(words) > 1 and not resolver.cast.within(*mention):
        return f"{around.speaker}’s {written[3:]}" if around.speaker else None
    name = resolver.name(*mention)
    if name and words[0] in ("my", "our", "your", "his", "her", "their"):
        named = [member.full for _, _, member in resolver.cast.within(*mention)]
        return name if name in named else None
    return name


def _of_pronoun(start: int, around: Draft, resolver: Resolver, gender: str) -> str | None:
    """The one person a pronoun can mean whom the outer quote has named, as somebody who does something."""
    is_free: dict[str, bool] = {}
    for begin, end, member in resolver.cast.within(around.stretch.start, start):
        if member.kind in ("person", "unknown") and member.full != around.speaker:
            fits = member.kind == "person" and member.gender in (gender, "")
            owned = resolver.text[end : end + 2] in ("’s", "'s") or resolver.before.is_governed(begin)
            is_free[member.full] = is_free.get(member.full, True) and fits and not owned
    return next(iter(is_free)) if len(is_free) == 1 and all(is_free.values()) else None

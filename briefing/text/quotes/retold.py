"""One person's words inside another's: `“He told me, ‘I will not go,’” said Duarte`.

The words inside the outer marks are read as a line of their own, so that its cues are found by the same rules. Who is
meant is decided by what the outer quote itself says: `I` is whoever speaks it, a pronoun somebody it names. Only what
it says was said is somebody's words, not what one could say or nobody said.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from briefing.text.quotes.attribution import attribute
from briefing.text.quotes.carrying import Draft
from briefing.text.quotes.claims import Claim, line_of
from briefing.text.quotes.judgement import Place
from briefing.text.quotes.marks import Stretch
from briefing.text.quotes.resolution import Resolver
from briefing.text.quotes.tokens import Tokens, verb_forms

_AT_ONCE = 24
"""How many quotes inside one are read together, as in a line."""
_ROOM = 1000
"""How far around them the outer quote is read, in code points."""
_EVIDENCE = frozenset(("cue before", "cue after", "split", "according to"))
_MODAL = frozenset(("can", "could", "may", "might", "must", "shall", "should", "will", "would"))
_DENYING = frozenset(("hardly", "never", "nobody", "nor", "not"))
_SUPPOSING = frozenset(("if", "imagine", "lest", "like", "suppose", "unless", "until", "whether", "wish"))
_UNREAL = _MODAL | _DENYING | _SUPPOSING
"""Words of a clause that tells what is not known to have been said."""
_CLAUSE = 40
"""How many tokens before a cue such a word is looked for."""
_FEW = 3
"""Fewer words are rather a name or a term."""


def draft_inner(text: str, stretches: Sequence[Stretch], outer: Sequence[Draft]) -> list[Draft]:
    """Return a draft for each stretch inside another quote, with who the outer quote says it is from."""
    drafts: list[Draft] = []
    for around, inside in _by_outer(stretches, outer):
        claims = _claims(text, around.stretch, inside) if around else {}
        for at, stretch in enumerate(inside):
            claim = claims.get(at)
            drafts.append(Draft(stretch, claim, Place(Tokens(), 0, False, False), within=around))
    return drafts


def name_inner(drafts: Sequence[Draft], resolver: Resolver) -> None:
    """Name the speakers of drafts inside others, whose own speakers are known; what is sure counts as retold."""
    for draft in drafts:
        if draft.within and draft.claim and draft.claim.speaks:
            draft.speaker = _speaker(draft.claim, draft.within, resolver)
            words = len(resolver.text[draft.stretch.start : draft.stretch.end].split())
            draft.retold = _is_named(draft, resolver) and words >= _FEW and draft.stretch.closed


def _is_named(draft: Draft, resolver: Resolver) -> bool:
    """Tell whether a speaker has a name; a word that opens the sentence (`People said`) has its capital for that."""
    if not draft.speaker or not draft.claim or not draft.within:
        return False
    mentioned = resolver.cast.within(draft.claim.start, draft.claim.name_end)
    capitals = any(word[0].isupper() for word in draft.speaker.split()[1:])
    return capitals or draft.speaker == draft.within.speaker or any(m.full == draft.speaker for _, _, m in mentioned)


def _by_outer(stretches: Sequence[Stretch], outer: Sequence[Draft]) -> Iterator[tuple[Draft | None, list[Stretch]]]:
    """Yield the stretches one level deep with the quote around them; None for what stands deeper still."""
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


def _claims(text: str, around: Stretch, inside: Sequence[Stretch]) -> dict[int, Claim]:
    """Return the claims, by place in `inside`, of what somebody is said to have said."""
    start = max(around.start, inside[0].open - _ROOM)
    line = line_of(text, start, min(around.end, inside[-1].close + _ROOM), list(enumerate(inside)))
    t = line.tokens
    found = attribute(line)
    return {t.stretch[at]: claim for at, claim in found.items() if claim and _was_said(t, at, claim)}


def _was_said(t: Tokens, at: int, claim: Claim) -> bool:
    """Tell whether a claim is of something that was said: `he said`, not `he could say` or `if he said`."""
    if claim.evidence not in _EVIDENCE:
        return False
    cue = _cue(t, at, claim)
    if cue is None:
        return claim.evidence == "according to"
    form = verb_forms()[t.low[cue]]
    if form.kind not in ("say", "tell") or form.shape not in ("past", "part", "s"):
        return False
    for i in range(cue - 1, max(-1, cue - _CLAUSE), -1):
        if t.tag[i] in ".;:Q":
            break
        if t.low[i] in _UNREAL or t.low[i].endswith(("n't", "n’t")):
            return False
    return True


def _cue(t: Tokens, at: int, claim: Claim) -> int | None:
    """Return the token of the verb that attributes the quote at `at`."""
    places = range(at + 1, len(t)) if claim.evidence == "cue after" else range(at - 1, -1, -1)
    return next((i for i in places if t.tag[i] == "V" and t.low[i] == claim.cue), None)


def _speaker(claim: Claim, around: Draft, resolver: Resolver) -> str | None:
    """Return whose words they are by what the quote around them says; None where it is not sure."""
    mention = resolver.text[claim.start : claim.name_end]
    words = mention.lower().split()
    if words[0] in ("i", "me") and len(words) == 1:
        return around.speaker
    if words[0] in ("he", "she", "him", "her") and len(words) == 1:
        return _of_pronoun(claim, around, resolver, "m" if words[0] in ("he", "him") else "f")
    if words[0] == "my" and len(words) > 1 and not resolver.cast.within(claim.start, claim.name_end):
        return f"{around.speaker}’s {mention[3:]}" if around.speaker else None
    found = resolver.name(claim.start, claim.name_end)
    if found and words[0] in ("my", "our", "your", "his", "her", "their"):
        named = [member.full for _, _, member in resolver.cast.within(claim.start, claim.name_end)]
        return found if found in named else None
    return found


def _of_pronoun(claim: Claim, around: Draft, resolver: Resolver, gender: str) -> str | None:
    """Return the one person a pronoun can mean whom the outer quote has named, as somebody who does something."""
    found: dict[str, bool] = {}
    for begin, end, member in resolver.cast.within(around.stretch.start, claim.start):
        if member.kind in ("person", "unknown") and member.full != around.speaker:
            fits = member.kind == "person" and member.gender in (gender, "")
            owned = resolver.text[end : end + 2] in ("’s", "'s") or resolver.before.governed(begin)
            found[member.full] = found.get(member.full, True) and fits and not owned
    return next(iter(found)) if len(found) == 1 and all(found.values()) else None

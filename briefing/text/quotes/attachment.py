"""How a few words between marks hang on their sentence, by which partial quotes differ from terms and scare words."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.text.language_packs import Kind, LanguagePack
from briefing.text.quotes.governors import WEAK, read_context
from briefing.text.quotes.parsed_text import Line, Quotation
from briefing.text.quotes.speaker_candidates import SPEAKERS, Candidate

FEW = 4
"""Number of words from which a quote may be a statement of its own."""
_NOBODY_ELSE = frozenset(("i", "we", "you", "this", "that", "which", "what"))
"""Pronouns of the writer and the reader, and of what does not speak."""
_OF_ANYBODY = ("as", "clause", "named", "predicate")
"""Constructions that quote also whoever is no listed noun."""
_IDLE = frozenset(("adv", ":", ",", "quote", "conj"))
"""Chunks between a verb of saying and its object."""
_NAMING = frozenset(("np", "of", "prep", "pron", "pp"))
"""Chunks between a verb of calling and what somebody is called."""
_BREAKS = frozenset((",", "sub", "rel", "conj", ":", "-"))
"""Chunks that a reported clause does not go beyond."""
_WHOLE = (">", "—")
"""Styles of stretches without marks."""
_OWNING = (Kind.DETERMINER, Kind.POSSESSIVE, Kind.GENITIVE)
"""Kinds of tokens in front of what somebody has or what there is: `its “late” shift`."""
_SAYING = frozenset(("cue", "acc", ":", "-"))
"""Chunks of sentences that may tell whose words they hold."""
_CLOSE = 3
"""Maximum distance of a noun of saying, or of an auxiliary, in chunks."""
_NEAR = 2
"""Maximum number of chunks between a verb of saying and the infinitive that it takes."""
_INSIDE = (Kind.DETERMINER, Kind.POSSESSIVE, Kind.ADVERB)
"""Kinds of tokens between a preposition and a noun."""


def is_unsaid(line: Line, quotation: Quotation) -> bool:
    """Whether a few words are part of a phrase, in a sentence without any word of saying, as terms and names are.

    `the “late” shift has begun`, `the newspaper “Clarion” is sold`.
    """
    is_short = len(quotation.words) < FEW and quotation.stretch.closed and quotation.stretch.style not in _WHOLE
    return is_short and _is_part_of_phrase(line, quotation) and not _may_be_said(line, quotation.chunk)


def _is_part_of_phrase(line: Line, quotation: Quotation) -> bool:
    """Whether words stand behind a determiner, in front of a noun as an adjective does, or are a name behind a noun."""
    tokens, at = line.tokens, quotation.chunk
    first, words = line.chunks[at].first, tokens.pack
    before = tokens.kind_at(first - 1)
    if before in _OWNING:
        is_exclamation = not words.has_word_features and tokens.low[first - 1] in words.indefinite  # `d’un « non »`
        return not is_exclamation and not _is_compared(line, at)
    if quotation.ending != "o":
        return False
    is_name = quotation.is_capital and (quotation.is_title or len(quotation.words) == 1)
    return (before is Kind.NOUN and is_name) or (words.has_word_features and _following(line, at) == "noun")


def _may_be_said(line: Line, at: int) -> bool:
    """Whether the sentence of a chunk has a word of saying, or a colon or dash behind which somebody may be named."""
    kinds, low, words = line.kinds, line.tokens.low, line.tokens.pack
    first = next((each + 1 for each in range(at - 1, -1, -1) if kinds[each] == "."), 0)
    stop = next((each for each in range(at + 1, len(kinds)) if kinds[each] == "."), len(kinds))
    if not _SAYING.isdisjoint(kinds[first:stop]):
        return True
    sentence = low[line.chunks[first].first : line.chunks[stop - 1].stop]
    is_verb = any((verb := words.verbs.get(word)) and verb.cue for word in sentence)
    return is_verb or any((noun := words.noun(word)) and noun.sort == "cue" for word in sentence)


def is_attached(line: Line, quotation: Quotation, speaker: Candidate) -> bool:
    """Whether somebody in particular is said to use the words: `called it “late”`, and not `has a “late” shift`."""
    how, cue = _attachment(line, quotation, speaker)
    if speaker.side == "before" and speaker.span != line.span(speaker.chunk):  # `her call for “a fresh start”`
        return quotation.chunk - speaker.chunk <= _CLOSE
    if how in ("none", "far", "behind") or speaker.side == "nobody":
        return how == "behind"
    is_call = how == "object" and quotation.is_capital and quotation.ending != "o"  # `shouted “Count again!”`
    is_weak = cue in WEAK and how not in ("predicate", "as") and not is_call
    is_modifier = cue != "call" and _following(line, quotation.chunk) in ("noun", "verb")
    return not is_weak and not is_modifier and _is_voice(speaker.sort, how)


def _is_voice(sort: str, how: str) -> bool:
    """Whether a mention is of somebody in particular; a noun of no list only beside some constructions."""
    kind, _, pronoun = sort.partition("-")
    if kind == "pron":
        return pronoun not in _NOBODY_ELSE
    return sort in SPEAKERS or sort == "place" or (sort in ("noun", "plural") and how in _OF_ANYBODY)


def _attachment(line: Line, quotation: Quotation, speaker: Candidate) -> tuple[str, str]:
    """How words depend on a verb of saying, and the class of that."""
    context = read_context(line, quotation)
    at = context.governor
    is_behind = context.own.startswith("after") and (speaker.side == "after" or context.own == "after-end")
    if is_behind or (at >= 0 and line.kinds[at] == "acc"):
        return "behind", ""
    first = _first_of_several(line, quotation.chunk)
    if at < 0 or line.kinds[at] != "cue":
        return "as" if _is_compared(line, first) else "none", ""
    cue = line.cue_class(at)
    return _complement(line, quotation, first, line.kinds[at + 1 : first], cue), cue


def _complement(line: Line, quotation: Quotation, first: int, between: Sequence[str], cue: str) -> str:
    """What words are to a verb of saying in front: `said “no”`, `called it “late”`, `said it was “late”`."""
    last = between[-1] if between else ""
    forms = {
        "object": _IDLE.issuperset(between),
        "as": last == ":" or (last == "," and quotation.is_capital) or _is_compared(line, first),
        "predicate": last == "aux" or (last == "conj" and "aux" in between[-_CLOSE:]),  # `was old and “late”`
        "named": cue == "call" and _NAMING.issuperset(between),
        "prep": len(between) == 1 and last in ("prep", "of", "pp"),
        "to": len(between) <= _NEAR and last == "to",
    }
    return next((form for form, is_it in forms.items() if is_it), "") or _clause(quotation, line.tokens.pack, between)


def _is_compared(line: Line, first: int) -> bool:
    """Whether a word of comparison stands in front: `as a “great loss”`."""
    tokens, at = line.tokens, line.chunks[first].first - 1
    while at >= 0 and tokens.kind[at] in _INSIDE:
        at -= 1
    return at >= 0 and tokens.low[at] in tokens.pack.comparing


def _clause(quotation: Quotation, words: LanguagePack, between: Sequence[str]) -> str:
    """Whether words are the verb of what is reported (`said he “lied”`), stand in that, or are far."""
    clause = between[1:] if between[0] == "sub" else between
    if not clause:
        return "reported"
    if clause[0] not in ("np", "pron") or not _BREAKS.isdisjoint(clause):
        return "far"
    low = quotation.words[0]
    is_verb = low in words.verbs and low not in words.closed and not quotation.is_capital
    return "clause" if len(clause) == 1 and is_verb else "reported"


def _first_of_several(line: Line, at: int) -> int:
    """The first of several stretches side by side: `“late” and “wrong”`."""
    while line.kind_at(at - 1) in ("conj", ",") and line.kind_at(at - 2) == "quote":
        at -= 2
    return at


def _following(line: Line, at: int) -> str:
    """Kind of the chunk behind; `noun` for a noun without a determiner, whose adjective the words may be."""
    kind = line.kind_at(at + 1)
    if kind != "np":
        return kind
    first = line.tokens.kind[line.chunks[at + 1].first]
    return "np" if first in (Kind.DETERMINER, Kind.POSSESSIVE) else "noun"

"""Extraction of quotes: stretches between marks, turns and block quotes, then their speakers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from briefing.model import Quote
from briefing.text.code_spans import in_prose
from briefing.text.language_packs import pack
from briefing.text.languages import ENGLISH
from briefing.text.names.entities import LONGEST_TEXT, Cast, read_cast
from briefing.text.quotes.antecedents import Antecedents
from briefing.text.quotes.attribution import Attribution, attribute
from briefing.text.quotes.blocks import Turn
from briefing.text.quotes.drafts import Draft
from briefing.text.quotes.headlines import name_by_headline
from briefing.text.quotes.inserted_cues import divide
from briefing.text.quotes.parsed_text import ParsedText, parse_text
from briefing.text.quotes.people import read_people
from briefing.text.quotes.principals import principal
from briefing.text.quotes.quotation_marks import Stretch, find_stretches, trimmed_end
from briefing.text.quotes.quote_languages import UNKNOWN, by_language
from briefing.text.quotes.resolution import Resolver
from briefing.text.quotes.retold import draft_inner, name_inner
from briefing.text.quotes.turns import find_turns, may_have_turns

DOUBTFUL = 0.5
"""Minimum confidence of quotes, unless doubtful ones are included."""
RETOLD = 0.7
"""Confidence of words that a quote says somebody said; they are second-hand."""
_IN_HEADLINE = 0.7
"""Minimum confidence of a quote that is named by the headline."""
_UNCLOSED = 0.8
"""Factor of confidence without a closing mark."""
_MOST = 5000
"""Maximum number of stretches between marks that are read; a novel has fewer in as long a text."""
_BLOCK = ">"
"""Style of a stretch that is a block quote."""
_INTRODUCED, _MENTIONED, _ALONE = 0.75, 0.5, 0.45
"""Confidence of a block quote whose speaker the text names, mentions, or leaves out."""


def extract_quotes(
    text: str, title: str = "", *, doubtful: bool = False, turns: bool = False, inner: bool = False
) -> list[Quote]:
    """The quotes of `text` in order, each with its speaker as far as the text tells.

    Args:
        text: the article, a paragraph or heading a line; what stands behind its first 300,000 code points is left out.
        title: its headline, which may lend the full form of a name.
        doubtful: also return what is rather a title, a nickname, a term, or a quote inside a quote without a known
            speaker; the `confidence` of these is below 0.5 and their `evidence` says why.
        turns: also return the turns of interviews and transcripts, which have labels (`Q:`, `DUARTE:`) and no marks.
        inner: also return the words of one person inside another's quote where that says whose they are; `within` of
            these is where the quote around them begins.

    Returns:
        Quotes with half-open spans of the words inside the marks, or of a block quote or a post without any. Parts of
        one quote around its cue, and the paragraphs of a long quote, are quotes of their own with the same speaker.
    """
    text = text[:LONGEST_TEXT]
    stretches = in_prose(text, find_stretches(text)[:_MOST])
    unmarked = find_turns(text, title, read_cast(text, title), turns) if may_have_turns(text, turns) else []
    if not (stretches or unmarked):
        return []
    outer, nested = _nest(stretches, unmarked)
    groups = by_language(text, sorted([*outer, *_introduced(unmarked)], key=attrgetter("open")))
    if unmarked:
        groups.setdefault(ENGLISH, [])
    drafts: list[Draft] = []
    for language in sorted(groups, key=ENGLISH.__eq__):  # turns and what is inside quotes are read as English
        if language == UNKNOWN:
            drafts += _draft_unknown(groups[language])
            continue
        parsed = _parse(text, groups[language], language)
        cast = read_people(parsed, title)
        resolver = Resolver(text, cast, Antecedents(text, cast, outer, pack(parsed.language)))
        drafted = list(_draft(parsed, cast))
        if language == ENGLISH:
            drafted += _draft_turns(unmarked, [*drafts, *drafted])
        _name_speakers(drafted, resolver)
        name_by_headline(title, drafted, parsed, resolver)
        drafts += drafted
        if language == ENGLISH and (inner or doubtful):
            inside = draft_inner(text, cast, nested, drafts)
            name_inner(inside, resolver)
            drafts += inside
    quotes = sorted((_finish(text, draft) for draft in drafts), key=attrgetter("start", "end"))
    return quotes if doubtful else [quote for quote in quotes if quote.confidence >= DOUBTFUL]


def _nest(stretches: Sequence[Stretch], turns: Sequence[Turn]) -> tuple[list[Stretch], list[Stretch]]:
    """Outermost stretches, and those inside others or inside turns, which become one level deeper."""
    starts = [turn.start for turn in turns]
    for stretch in stretches:
        at = bisect_right(starts, stretch.open) - 1
        if at >= 0 and stretch.open < turns[at].end and turns[at].confidence >= DOUBTFUL:
            stretch.depth += 1
    return [each for each in stretches if not each.depth], [each for each in stretches if each.depth]


def _introduced(turns: Sequence[Turn]) -> Iterator[Stretch]:
    """Block quotes that nobody signs, which the line before may introduce."""
    for turn in turns:
        if not turn.label and not turn.goes_on and turn.confidence >= DOUBTFUL:
            yield Stretch(turn.start, turn.start, turn.end, turn.end, _BLOCK)


def _parse(text: str, stretches: Sequence[Stretch], language: str) -> ParsedText:
    """The article with the stretches of a language, each divided at the cues inside its marks."""
    return parse_text(text, [part for stretch in stretches for part in divide(text, stretch, language)], language)


def _draft_unknown(stretches: Sequence[Stretch]) -> Iterator[Draft]:
    """The stretches in a script that no pack knows, without speakers."""
    for before, stretch in zip((None, *stretches), stretches, strict=False):
        yield Draft(stretch, part_of=before if stretch.continues else None)


def _draft(parsed: ParsedText, cast: Cast) -> Iterator[Draft]:
    """Attribute the stretches of a language."""
    previous: Attribution | None = None
    for each in attribute(parsed, cast):
        stretch = each.quotation.stretch
        is_part = previous is not None and _goes_on(parsed, previous, each)
        part_of = previous.quotation.stretch if previous and is_part else None
        yield Draft(stretch, each, part_of=part_of)
        previous = each


def _goes_on(parsed: ParsedText, one: Attribution, other: Attribution) -> bool:
    """Whether nothing but a cue or the end of a paragraph separates two quotes of one speaker."""
    first, second = one.quotation, other.quotation
    if second.stretch.continues:
        return True
    if one.mention is None or one.evidence not in ("cue after", "according to") or first.line != second.line:
        return False
    line = parsed.lines[first.line]
    is_between = first.stretch.close <= one.mention[0] and one.mention[1] <= second.stretch.open
    is_same = one.mention == other.mention or other.evidence == "carried on"
    return is_between and is_same and not line.count(".", first.chunk + 1, second.chunk - 1)


def _draft_turns(turns: Sequence[Turn], drafts: list[Draft]) -> Iterator[Draft]:
    """Drafts of what has no marks; a block quote that the line before introduces has one already."""
    blocks = {draft.stretch.start: draft for draft in drafts if draft.stretch.style == _BLOCK}
    previous: Draft | None = None
    for turn in turns:
        stretch = Stretch(turn.start, turn.start, turn.end, turn.end, _BLOCK)
        draft = blocks.get(turn.start) or Draft(stretch)
        draft.turn, draft.speaker = turn, turn.speaker
        if draft.attribution and draft.attribution.evidence != "colon":
            draft.attribution = None
        if turn.goes_on and previous:
            draft.part_of, draft.attribution = previous.stretch, previous.attribution
        if turn.start not in blocks:
            yield draft
        previous = draft


def _name_speakers(drafts: Sequence[Draft], resolver: Resolver) -> None:
    """Resolve mentions in the order of the quotes."""
    known: dict[tuple[int, int], str | None] = {}
    principals: dict[str | None, str | None] = {None: None}
    for draft in sorted(drafts, key=lambda each: each.mention or (each.stretch.start, 0)):
        is_labelled = draft.turn is not None and draft.turn.label is not None
        if draft.mention is None or is_labelled or draft.speaker is not None:
            continue
        if draft.mention not in known:
            known[draft.mention] = _issuer(draft, resolver) or resolver.resolve(*draft.mention)
        draft.speaker = known[draft.mention]
        span = principal(resolver.text, *draft.mention, resolver.before.words.language)
        name = resolver.name(*span) if span else None
        if name and name != draft.speaker:
            draft.speaks_for = name
            principals.setdefault(draft.speaker, name)
        else:  # introduced as a spokesperson once, or nobody's
            draft.speaks_for = principals.get(draft.speaker)


def _issuer(draft: Draft, resolver: Resolver) -> str | None:
    """Who issued the document that a quote is from."""
    issuer = draft.attribution.issuer if draft.attribution else None
    return resolver.resolve(*issuer) if issuer else None


def _judge(text: str, draft: Draft) -> tuple[float, str]:
    """Confidence that a draft is a quote, and the evidence."""
    turn, attribution = draft.turn, draft.attribution
    if turn and turn.label:
        return turn.confidence, turn.evidence
    if turn:
        written = text[slice(*draft.mention)].lower() if draft.mention else "i"
        return _INTRODUCED if draft.speaker else _ALONE if written in ("i", "we") else _MENTIONED, turn.evidence
    if draft.is_retold:
        return RETOLD, "retold"
    if draft.is_in_headline and attribution:
        return max(attribution.confidence, _IN_HEADLINE), "headline"
    if draft.within:
        return _ALONE if attribution else _ALONE / 2, "inside a quote"
    return _judge_stretch(draft.stretch, attribution)


def _judge_stretch(stretch: Stretch, attribution: Attribution | None) -> tuple[float, str]:
    """Confidence of a stretch between marks; in an unknown script nobody can tell whether it is speech."""
    if attribution:
        return attribution.confidence * (1 if stretch.closed else _UNCLOSED), attribution.evidence
    return _ALONE, "no speaker"


def _finish(text: str, draft: Draft) -> Quote:
    stretch, attribution = draft.stretch, draft.attribution
    mention = None if draft.is_in_headline else draft.mention
    source_start, source_end = mention or (None, None)
    confidence, evidence = _judge(text, draft)
    words = text[stretch.start : stretch.end].split()
    is_whole = text[stretch.start : stretch.start + 1].isupper() and len(words) > 3
    return Quote(
        stretch.start,
        stretch.end if stretch.style == "—" else trimmed_end(text, stretch),
        speaker=draft.speaker if mention or draft.is_in_headline else None,
        speaker_as_written=text[slice(*mention)] if mention else "",
        source_start=source_start,
        source_end=source_end,
        cue=text[slice(*attribution.cue)].lower() if attribution and attribution.cue else "",
        kind="direct" if is_whole or stretch.style == "—" else "partial",
        confidence=round(max(0.0, min(1.0, confidence)), 2),
        evidence=evidence,
        continues=draft.part_of.start if draft.part_of else None,
        speaks_for=draft.speaks_for if mention else None,
        within=draft.within.stretch.start if draft.within else None,
    )

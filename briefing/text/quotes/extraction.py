"""Extraction of quotes: stretches between marks, turns and block quotes, then their speakers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import attrgetter

from briefing.model import Quote
from briefing.text.code_spans import in_prose
from briefing.text.code_words import is_code_name
from briefing.text.language_packs import Kind, pack
from briefing.text.languages import ENGLISH
from briefing.text.names.entities import LONGEST_TEXT, Cast
from briefing.text.quotes.antecedents import Antecedents
from briefing.text.quotes.attribution import attribute
from briefing.text.quotes.drafts import BLOCK, BLOCK_QUOTE, UNSAID, Draft
from briefing.text.quotes.headlines import name_by_headline, with_headline
from briefing.text.quotes.inserted_cues import divide
from briefing.text.quotes.parsed_text import ParsedText, parse_text
from briefing.text.quotes.people import read_people
from briefing.text.quotes.principals import principal
from briefing.text.quotes.quotation_marks import Stretch, find_stretches, trimmed_end
from briefing.text.quotes.quote_languages import UNKNOWN, by_language
from briefing.text.quotes.resolution import Resolver
from briefing.text.quotes.retold import draft_inner
from briefing.text.quotes.turns import find_turns

DOUBTFUL = 0.5
"""Minimum confidence of quotes, unless doubtful ones are included."""
_MOST = 3000
"""Maximum number of stretches between marks, and of their parts, that are read; a novel has fewer in as long a text."""
_FEW = 3
"""Maximum number of words that are rather a part of a sentence."""
_INTRODUCED, _MENTIONED = 0.75, 0.5
"""Confidence of a block quote whose speaker the text names, or mentions without a name."""


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
    unmarked = find_turns(text, title, has_dialogue=turns)
    if not (stretches or unmarked):
        return []
    outer, nested = _nest(stretches, unmarked)
    groups = _by_language(text, outer, unmarked)
    drafts = [*_draft_unknown(groups.pop(UNKNOWN, ()))]
    for language in sorted(groups, key=ENGLISH.__eq__):  # turns and what is inside quotes are read as English
        parts = [*islice((part for each in groups[language] for part in divide(text, each, language)), _MOST)]
        parsed = parse_text(text, parts, language)
        cast = read_people(parsed, title)
        drafts += _draft(parsed, cast, title, outer, unmarked if language == ENGLISH else ())
        if language == ENGLISH and (inner or doubtful):
            drafts += draft_inner(text, cast, nested, drafts)
    quotes = sorted((_finish(text, draft) for draft in drafts), key=attrgetter("start", "end"))
    return quotes if doubtful else [quote for quote in quotes if quote.confidence >= DOUBTFUL]


def _by_language(text: str, outer: Sequence[Stretch], unmarked: Sequence[Draft]) -> dict[str, list[Stretch]]:
    """Stretches by language, with the block quotes that the line before may introduce."""
    introduced = [draft.stretch for draft in unmarked if draft.confidence >= DOUBTFUL and not draft.mention]
    groups = by_language(text, sorted([*outer, *introduced], key=attrgetter("open")))
    if unmarked:
        groups.setdefault(ENGLISH, [])
    return groups


def _draft(parsed: ParsedText, cast: Cast, title: str, outer: list[Stretch], unmarked: Sequence[Draft]) -> list[Draft]:
    """Drafts of the quotes of one language, with their speakers."""
    named, person = with_headline(cast, title, parsed.language)
    resolver = Resolver(parsed.text, named, Antecedents(parsed.text, named, outer, pack(parsed.language)))
    drafts = attribute(parsed, cast, resolver)
    if unmarked:
        drafts = _with_unmarked(drafts, unmarked)
    _name_speakers(drafts, resolver)
    if person:
        name_by_headline(title, person, drafts, parsed, resolver)
    return drafts


def _nest(stretches: Sequence[Stretch], turns: Sequence[Draft]) -> tuple[list[Stretch], list[Stretch]]:
    """Outermost stretches, and those inside others or inside turns, which become one level deeper."""
    starts = [turn.stretch.start for turn in turns]
    for stretch in stretches:
        at = bisect_right(starts, stretch.open) - 1
        if at >= 0 and stretch.open < turns[at].stretch.end and turns[at].confidence >= DOUBTFUL:
            stretch.depth += 1
    return [each for each in stretches if not each.depth], [each for each in stretches if each.depth]


def _draft_unknown(stretches: Sequence[Stretch]) -> Iterator[Draft]:
    """The stretches in a script that no pack knows, of which nobody can tell whether they are speech."""
    for before, stretch in zip((None, *stretches), stretches, strict=False):
        yield Draft(stretch, UNSAID, "no speaker", part_of=before if stretch.continues else None)


def _with_unmarked(drafts: Sequence[Draft], unmarked: Sequence[Draft]) -> list[Draft]:
    """Drafts with those of what has no marks; a block quote is by whom the line before introduces."""
    introduced = {draft.stretch.start: draft for draft in drafts if draft.evidence == "colon"}
    for draft in unmarked:
        introduction = introduced.get((draft.part_of or draft.stretch).start)
        if introduction and not draft.mention:
            draft.mention, draft.issuer, draft.cue = introduction.mention, introduction.issuer, introduction.cue
            introduced[draft.stretch.start] = introduction
    return [*(draft for draft in drafts if draft.stretch.style != BLOCK), *unmarked]


def _name_speakers(drafts: Sequence[Draft], resolver: Resolver) -> None:
    """Resolve mentions in the order of the quotes."""
    known: dict[tuple[int, int], str | None] = {}
    principals: dict[str | None, str | None] = {None: None}
    for draft in sorted(drafts, key=lambda each: each.mention or (each.stretch.start, 0)):
        _drop_code(draft, resolver)
        if draft.mention and not draft.is_labelled:
            if draft.mention not in known:
                issuer = resolver.resolve(*draft.issuer) if draft.issuer else None
                known[draft.mention] = issuer or resolver.resolve(*draft.mention)
            draft.speaker = known[draft.mention] or draft.speaker
            name = _principal(draft, draft.mention, resolver)
            if name and name != draft.speaker:
                principals.setdefault(draft.speaker, name)
                draft.speaks_for = name
            else:  # introduced as a spokesperson once, or nobody's
                draft.speaks_for = principals.get(draft.speaker)
        if draft.evidence == BLOCK_QUOTE and draft.confidence <= DOUBTFUL:
            draft.confidence = _sureness_of_block(draft, resolver.text)


def _drop_code(draft: Draft, resolver: Resolver) -> None:
    """Drop the mention of a quote if it is of something in code; the quote is doubtful then."""
    if draft.mention is None or draft.is_labelled:
        return
    text, (start, end), words = resolver.text, draft.mention, resolver.before.words
    first, _, rest = text[start:end].partition(" ")
    has_article = bool(rest) and words.has_word_features and words.closed.get(first.lower()) is Kind.DETERMINER
    is_marked = text[max(0, start - 1) : start] == text[end : end + 1] == "`"
    if is_marked or is_code_name(rest if has_article else text[start:end], has_article=has_article):
        draft.mention, draft.evidence, draft.confidence = None, "no speaker", min(draft.confidence, UNSAID)


def _principal(draft: Draft, mention: tuple[int, int], resolver: Resolver) -> str | None:
    """Whom a speaker speaks for: `“Weber never said it,” his aide said` may mean whom the quote names first."""
    span = principal(resolver.text, *mention, resolver.before.words.language)
    name = resolver.name(*span) if span else None
    gender = resolver.before.words.gender.get(resolver.text[slice(*span)].lower()) if span and not name else None
    if gender is None:
        return name
    inside = resolver.cast.within(draft.stretch.start, draft.stretch.end)
    return next((who.full for *_, who in inside if who.kind == "person" and who.agrees(gender)), None)


def _sureness_of_block(draft: Draft, text: str) -> float:
    """Confidence of a block quote: low for the author's own words."""
    if draft.speaker:
        return _INTRODUCED
    return _MENTIONED if draft.mention and text[slice(*draft.mention)].lower() not in ("i", "we") else UNSAID


def _visible(confidence: float) -> float:
    """A confidence from 0 to 1 that is not rounded up to the limit of doubtful quotes."""
    return max(0.0, min(1.0, confidence) if confidence >= DOUBTFUL else min(confidence, DOUBTFUL - 0.01))


def _finish(text: str, draft: Draft) -> Quote:
    stretch, mention = draft.stretch, draft.mention if draft.speaker or not draft.is_labelled else None
    source_start, source_end = mention or (None, None)
    words = text[stretch.start : stretch.end].split(maxsplit=_FEW)
    is_whole = text[stretch.start : stretch.start + 1].isupper() and len(words) > _FEW
    return Quote(
        stretch.start,
        stretch.end if stretch.style == "—" else trimmed_end(text, stretch),
        speaker=draft.speaker,
        speaker_as_written=text[slice(*mention)] if mention else "",
        source_start=source_start,
        source_end=source_end,
        cue=text[slice(*draft.cue)].lower() if draft.cue else "",
        kind="direct" if is_whole or stretch.style == "—" else "partial",
        confidence=round(_visible(draft.confidence), 2),
        evidence=draft.evidence,
        continues=draft.part_of.start if draft.part_of else None,
        speaks_for=draft.speaks_for,
        within=draft.within.stretch.start if draft.within else None,
    )

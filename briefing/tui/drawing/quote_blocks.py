"""Quotes: the certain ones on a thread's page, and the exchange, which shows who said what to whom.

Every quote has a bar in the colour of its speaker. On a wide page the two leading speakers of the exchange face each
other and the others stand between them; on a narrow one all turns stand below each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

from briefing.briefs.quote_choice import is_certain
from briefing.dates_and_counts import count
from briefing.model import Brief, KeyQuote
from briefing.render.speaker_roles import role_of
from briefing.repeated_facts import repeats_words
from briefing.tui.drawing.attributions import DIVIDER, Attributions, PageContext, facts, key_of, local_day, place_of
from briefing.tui.drawing.page_layout import Block, Paragraph, Side, heading, plain
from briefing.tui.drawing.speaker_styles import NO_VOICE, speaker_styles
from briefing.tui.drawing.styled import BLANK, Styled, join, styled

View = Literal["story", "exchange", "speakers", "why"]
"""View of a thread's page: the whole, its quotes as turns by time, quotes by speaker, or the reasons for its articles.
"""

VIEWS: tuple[View, ...] = ("story", "exchange", "speakers")
"""Views in the order of the key that cycles through them."""

QUOTE_VIEWS = frozenset({"exchange", "speakers"})
"""Views of quotes alone."""

_TITLES: dict[View, str] = {"exchange": "Who said what to whom", "speakers": "Quotes by speaker"}

_NEVER = datetime.max.replace(tzinfo=UTC)
_LONGEST_NAME = 32
"""Maximum length of a name, with or without its role, that is not broken between lines."""


def quote_section(brief: Brief, sources: Attributions, lines: Sequence[str] = ()) -> Iterator[Block]:
    """Yield the section of a thread's page with its certain quotes; all of them if the page is unfolded.

    Nothing if the lines above the section have each quote with its speaker. If one is missing there, all are shown:
    the section is read as an exchange.
    """
    context = sources.context
    everything = (*brief.quotes, *brief.other_quotes)
    if not everything or not context.quotes:
        return
    if not context.is_unfolded and all(_stands_in(quote, lines) for quote in everything):
        return
    shown = brief.quotes[: context.quotes]
    left = everything[len(shown) :]
    yield heading("They said")
    styles = speaker_styles(map(speaker_of, everything))
    yield from _by_best(shown, sources, styles)
    if left and context.is_unfolded:
        yield from _by_best(left, sources, styles, air=1)
    elif left:
        yield _folded(left, bool(shown), context)


def _stands_in(quote: KeyQuote, lines: Iterable[str]) -> bool:
    """Whether a line has the words of the quote and the last word of its speaker's name."""
    name = (quote.speaker or "").split()[-1:]
    return bool(name) and repeats_words(quote.text, (line for line in lines if repeats_words(name[0], (line,))))


def exchange_blocks(brief: Brief, context: PageContext, view: View) -> tuple[Block, ...]:
    """Blocks of the page with the quotes of a thread.

    Args:
        brief: the thread.
        context: the current time and its zone.
        view: `exchange` for turns by time, `speakers` for each speaker's together.
    """
    sources = Attributions.of(brief, context)
    everything = (*brief.quotes, *brief.other_quotes)
    quotes = everything if context.is_unfolded else tuple(filter(is_certain, everything))
    speakers = {speaker_of(quote) for quote in quotes if quote.speaker}
    words = (_TITLES[view], count(len(quotes), "quote"), count(len(speakers), "speaker"))
    head = (plain((brief.thread.title or "Untitled thread", "title")), plain((DIVIDER.join(words), "meta")))
    if not everything:
        return (*head, plain("Nobody is quoted in this thread.", gap=1))
    blocks = _by_speaker(quotes, sources) if view == "speakers" else _turns(quotes, sources)
    left = [] if context.is_unfolded else [quote for quote in everything if not is_certain(quote)]
    return (*head, *blocks, *((replace(_folded(left, bool(quotes), context), gap=1),) if left else ()))


def by_time(quotes: Iterable[KeyQuote]) -> list[KeyQuote]:
    """Quotes ordered by the date of their first source, then by their offset in it; undated ones last."""
    return sorted(quotes, key=_time_and_place)


def date_of(quote: KeyQuote) -> datetime | None:
    """Date of the first source that carried the quote; None if no source is dated."""
    return min((source.published for source in quote.sources if source.published), default=None)


def speaker_of(quote: KeyQuote) -> str:
    """Speaker for display."""
    return quote.speaker or quote.speaker_as_written or "Speaker unknown"


def leading_speakers(quotes: Sequence[KeyQuote]) -> list[str]:
    """Named speakers, those with most quotes first."""
    return [name for name, _ in Counter(quote.speaker for quote in quotes if quote.speaker).most_common()]


def _time_and_place(quote: KeyQuote) -> tuple[datetime, str, int]:
    first = quote.sources[0] if quote.sources else None
    return (date_of(quote) or quote.added or _NEVER, first.article_id if first else "", first.start if first else 0)


def _by_best(
    quotes: Sequence[KeyQuote], sources: Attributions, styles: dict[str, str], air: int = 0
) -> Iterator[Block]:
    """Yield the quotes of each speaker together, with the name after the last; the speaker of the best quote first."""
    before: KeyQuote | None = None
    for own in _by_name(quotes).values():
        for quote in own:
            is_last = quote is own[-1]
            signature = join(styled(" ", ("—\xa0", "meta")), _name(own, styles, role=_role(own))) if is_last else BLANK
            yield _block(quote, before, sources, styles, after=signature, air=air if quote is own[0] else 0)
            before, air = quote, 1 if is_last else air


def _turns(quotes: Sequence[KeyQuote], sources: Attributions) -> Iterator[Block]:
    """Yield quotes by time; consecutive quotes of one speaker to one addressee form a turn."""
    leading = leading_speakers(quotes)
    styles = speaker_styles([*leading, *map(speaker_of, quotes)])
    sides: dict[str, Side] = dict(zip(leading[:2], ("left", "right"), strict=False))
    groups = _by_name(quotes)
    before: KeyQuote | None = None
    day = None
    for quote in by_time(quotes):
        when = date_of(quote)
        is_new_day = when is not None and local_day(when, sources.context.zone) != day
        if when is not None and is_new_day:
            day = local_day(when, sources.context.zone)
            yield heading(sources.head_days(when, when))
        is_continued = not is_new_day and before is not None and _is_same_turn(before, quote)
        own = groups.pop(speaker_of(quote), [])  # the role is named once
        name = BLANK if is_continued else _name([quote], styles, role=_role(own), addressed=True)
        side = sides.get(quote.speaker or "", "middle") if len(leading) > 1 else ""
        yield _block(
            quote,
            before,
            sources,
            styles,
            above=name,
            after=_about(quote, styles),
            side=side,
            gap=0 if is_continued or is_new_day else 1,
            timed=True,
        )
        before = quote


def _by_speaker(quotes: Sequence[KeyQuote], sources: Attributions) -> Iterator[Block]:
    """Yield the quotes of each speaker by time; the most important speaker first, unknown ones last."""
    styles = speaker_styles([*leading_speakers(quotes), *map(speaker_of, quotes)])
    groups: dict[tuple[bool, str], list[KeyQuote]] = {}
    for quote in sorted(quotes, key=lambda quote: not quote.speaker):
        groups.setdefault((not quote.speaker, speaker_of(quote)), []).append(quote)
    for own in groups.values():
        yield plain(*_parts(_name(own, styles, role=_role(own))), (f"  {count(len(own), 'quote')}", "meta"), gap=1)
        before: KeyQuote | None = None
        for quote in by_time(own):
            to = styled(("→\xa0", "meta"), _person(quote.addressee, styles), " ") if quote.addressee else BLANK
            yield _block(quote, before, sources, styles, before_words=to, after=_about(quote, styles))
            before = quote


def _folded(left: Sequence[KeyQuote], has_others: bool, context: PageContext) -> Block:
    """Line in place of the quotes that are not shown."""
    number = count(len(left), "more quote" if has_others else "quote")
    doubt = "" if any(map(is_certain, left)) else ", not certain"
    return plain((f"  {number}{doubt}{DIVIDER}", "meta"), (context.unfold_key, "key"))


def _is_same_turn(before: KeyQuote, quote: KeyQuote) -> bool:
    return quote.speaker is not None and quote.speaker == before.speaker and quote.addressee in ("", before.addressee)


def _by_name(quotes: Iterable[KeyQuote]) -> dict[str, list[KeyQuote]]:
    groups: dict[str, list[KeyQuote]] = {}
    for quote in quotes:
        groups.setdefault(speaker_of(quote), []).append(quote)
    return groups


def _role(quotes: Iterable[KeyQuote]) -> str:
    return next(filter(None, map(role_of, quotes)), "")


def _name(quotes: Sequence[KeyQuote], styles: dict[str, str], *, role: str, addressed: bool = False) -> Styled:
    """Name of a speaker with role, for whom or in whose quote, and the addressee."""
    quote = quotes[0]
    name = speaker_of(quote)
    notes = "".join(f", {note}" for note in dict.fromkeys((role, *(each.notes for each in quotes))) if note)
    if len(name + notes) <= _LONGEST_NAME:
        notes = notes.replace(" ", "\xa0")
    if len(name) <= _LONGEST_NAME:
        name = name.replace(" ", "\xa0")
    whom = ((" →\xa0", "meta"), _person(quote.addressee, styles)) if addressed and quote.addressee else ()
    return styled((name, f"speaker {_style(quote, styles)}"), (notes, "meta"), *whom)


def _person(name: str, styles: dict[str, str]) -> tuple[str, str]:
    """Name of somebody who is spoken to, in their colour if they are quoted too."""
    return name, f"speaker {styles.get(name, '')}"


def _about(quote: KeyQuote, styles: dict[str, str]) -> Styled:
    """Whom the speaker calls this, behind the words: `labelled → Weber`; empty if no source says it."""
    return styled(" ", (f"{quote.cue}\xa0→\xa0", "meta"), _person(quote.about, styles)) if quote.about else BLANK


def _style(quote: KeyQuote, styles: dict[str, str]) -> str:
    return styles[speaker_of(quote)] if quote.speaker else NO_VOICE


def _parts(text: Styled) -> list[tuple[str, str]]:
    return [(run, " ".join(names)) for run, names in text.runs()]


def _block(  # noqa: PLR0913 - what a view shows of a quote
    quote: KeyQuote,
    before: KeyQuote | None,
    sources: Attributions,
    styles: dict[str, str],
    *,
    above: Styled = BLANK,
    before_words: Styled = BLANK,
    after: Styled = BLANK,
    side: Side = "",
    gap: int = 0,
    air: int = 0,
    timed: bool = False,
) -> Block:
    """Block of a quote: the words with a bar, the source at their end."""
    bar = _style(quote, styles)
    words = join(before_words, _words(quote, sources, after))
    tag = _tag(quote, before, sources, timed=timed)
    if timed:
        words, tag = join(words, styled((f"\xa0\xa0{tag}" if tag else "", "tag"))), ""
    lines = [above] if above.text else []
    lines += [words]
    lines += [styled((f"{each.language}: “{each.text}”", "meta")) for each in quote.translations]
    paragraphs = [Paragraph(line, bar=bar, side=side, hang=0 if line is above else 1) for line in lines]
    if tag:
        place = len(lines) - 1 - len(quote.translations)
        paragraphs[place] = replace(paragraphs[place], tail=styled((tag, "tag")))
    first = quote.sources[0] if quote.sources else None
    target = place_of(first) if first else None
    return Block(tuple(paragraphs), target, key_of("quote", first) if first else "", gap, air)


def _words(quote: KeyQuote, sources: Attributions, after: Styled) -> Styled:
    """The words, marked if they are new for a reader of the thread, and why they are not certain."""
    since, doubt = sources.read_until, "" if is_certain(quote) else quote.reason
    is_new = bool(since and quote.added and quote.added > since)
    text = styled(("+ " if is_new else "", "new"), (f"“{quote.text}”", "read" if doubt else "quote"))
    return join(text, after, styled((f"{DIVIDER}{doubt}" if doubt else "", "meta")))


def _tag(quote: KeyQuote, before: KeyQuote | None, sources: Attributions, *, timed: bool) -> str:
    """Source of a quote; empty if it is that of the quote before it."""
    if not quote.sources:
        return ""
    first, outlets = quote.sources[0], len({source.outlet for source in quote.sources})
    earlier = before.sources[0] if before and before.sources else None
    if earlier and earlier.article_id == first.article_id and outlets == 1:
        return ""
    if timed:  # the day stands above
        return facts(sources.outlet(first.outlet, outlets), sources.time(first.published))
    return sources.tag(first, earlier, outlets)

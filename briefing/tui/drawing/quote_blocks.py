"""Quotes by time, each with speaker, date and outlet: key quotes on a thread's page, all of them on the exchange page.

The exchange shows who said what to whom, as turns by time or by speaker, with the addressee if a source names one, and
with the reason why a quote is not a key quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Literal

from briefing.dates_and_counts import count, short_time
from briefing.model import Brief, KeyQuote
from briefing.tui.drawing.attributions import DIVIDER, Attributions, PageContext, key_of, place_of
from briefing.tui.drawing.page_layout import Block, Paragraph, heading, plain
from briefing.tui.drawing.styled import Styled, styled

View = Literal["story", "exchange", "speakers", "why"]
"""View of a thread's page: the whole, its quotes as turns by time, quotes by speaker, or the reasons for its articles.
"""

VIEWS: tuple[View, ...] = ("story", "exchange", "speakers")
"""Views in the order of the key that cycles through them."""

DATE_COLUMNS = 13
INDENT = 2
"""Indent of quotes in columns if none has a date."""

_NEVER = datetime.max.replace(tzinfo=UTC)

_TITLES: dict[View, str] = {"exchange": "Who said what to whom", "speakers": "Quotes by speaker"}


def quote_blocks(quotes: Sequence[KeyQuote], sources: Attributions) -> Iterator[Block]:
    """Yield quotes by time, each with its speaker."""
    columns = _columns(quotes)
    for quote in by_time(quotes):
        yield _block(quote, sources, columns, head=True)


def exchange_blocks(brief: Brief, context: PageContext, view: View) -> tuple[Block, ...]:
    """Blocks of the page with all quotes of a thread.

    Args:
        brief: the thread.
        context: the current time and its zone.
        view: `exchange` for turns by time, `speakers` for each speaker's together.
    """
    sources = Attributions.of(brief, context)
    quotes = (*brief.quotes, *brief.other_quotes)
    voices = {_who(quote) for quote in quotes if quote.speaker}
    facts = [count(len(quotes), "quote"), count(len(voices), "speaker")]
    facts += [count(len(brief.quotes), "key quote")] if brief.other_quotes else []
    head = (
        plain((brief.thread.title or "Untitled thread", "title")),
        plain((" · ".join(facts), "meta")),
    )
    if not quotes:
        return (*head, plain("Nobody is quoted in this thread.", gap=1))
    blocks = _by_speaker(quotes, sources) if view == "speakers" else _turns(quotes, sources)
    return (*head, heading(_TITLES[view]), *blocks)


def by_time(quotes: Iterable[KeyQuote]) -> list[KeyQuote]:
    """Quotes ordered by the date of their first source, then by their offset in it; undated ones last."""
    return sorted(quotes, key=_time_and_place)


def date_of(quote: KeyQuote) -> datetime | None:
    """Date of the first source that carried the quote; None if no source is dated."""
    return min((source.published for source in quote.sources if source.published), default=None)


def _time_and_place(quote: KeyQuote) -> tuple[datetime, str, int]:
    first = quote.sources[0] if quote.sources else None
    return (date_of(quote) or quote.added or _NEVER, first.article_id if first else "", first.start if first else 0)


def _turns(quotes: Sequence[KeyQuote], sources: Attributions) -> Iterator[Block]:
    """Yield quotes by time; consecutive quotes of one speaker to one addressee form a turn."""
    columns, before, last = _columns(quotes), None, None
    for quote in by_time(quotes):
        turn = (_who(quote), quote.addressee)
        is_continued = before is not None and quote.speaker is not None and turn in (before, (before[0], ""))
        dated = not is_continued or date_of(quote) != last
        yield _block(quote, sources, columns, head=not is_continued, dated=dated, gap=0 if is_continued else 1)
        before, last = before if is_continued else turn, date_of(quote)


def _by_speaker(quotes: Sequence[KeyQuote], sources: Attributions) -> Iterator[Block]:
    """Yield the quotes of each speaker by time; the most important speaker first, unknown ones last."""
    columns = _columns(quotes)
    for known in (True, False):
        for who in dict.fromkeys(_who(quote) for quote in quotes if bool(quote.speaker) is known):
            own = [quote for quote in quotes if _who(quote) == who and bool(quote.speaker) is known]
            notes = {quote.notes for quote in own}
            shared = notes.pop() if len(notes) == 1 else ""
            noted = f" ({shared})" if shared else ""
            yield plain((who, "speaker"), (f"{noted}  {count(len(own), 'quote')}", "meta"), gap=1)
            yield from (_block(quote, sources, columns, to=True, noted=not shared) for quote in by_time(own))


def _columns(quotes: Iterable[KeyQuote]) -> int:
    return DATE_COLUMNS if any(date_of(quote) for quote in quotes) else INDENT


def _who(quote: KeyQuote) -> str:
    return quote.speaker or quote.speaker_as_written or "Speaker unknown"


def _block(  # noqa: PLR0913 - what a view shows of a quote
    quote: KeyQuote,
    sources: Attributions,
    columns: int,
    *,
    head: bool = False,
    to: bool = False,
    noted: bool = False,
    dated: bool = True,
    gap: int = 0,
) -> Block:
    """Block of a quote, below its speaker if `head`, else after its date."""
    context = sources.context
    when = short_time(date_of(quote), context.now, context.zone, dated=True) if dated else ""
    date = f"{when:<{columns}}"
    details = (quote.notes if noted else "", f"to {quote.addressee}" if to and quote.addressee else "")
    addressed = f"{', '.join(filter(None, details))}: " if any(details) else ""
    words = styled(
        ("" if head else date, "date"), (addressed, "meta"), (f"“{quote.text}”", "quote"), *_source(quote, sources)
    )
    paragraphs = [Paragraph(_speaker_line(quote, date), hang=columns)] if head else []
    paragraphs.append(Paragraph(words, indent=columns if head else 0, hang=columns + 1))
    for each in quote.translations:
        line = styled((f"{each.language}: ", "meta"), (f"“{each.text}”", "meta"))
        paragraphs.append(Paragraph(line, indent=columns, hang=columns + 1))
    first = quote.sources[0] if quote.sources else None
    return Block(tuple(paragraphs), place_of(first) if first else None, key_of("quote", first) if first else "", gap)


def _speaker_line(quote: KeyQuote, date: str) -> Styled:
    """Line above a quote: date, speaker, addressee, verb."""
    notes = f" ({quote.notes})" if quote.notes else ""
    whom = ((" → ", "meta"), (quote.addressee, "speaker")) if quote.addressee else ()
    cue = f"  {quote.cue}" if quote.cue else ""
    return styled((date, "date"), (_who(quote), "speaker"), (notes, "meta"), *whom, (cue, "meta"))


def _source(quote: KeyQuote, sources: Attributions) -> Iterator[str | tuple[str, str]]:
    """Yield the end of a quote's line: its source, and why it is no key quote."""
    yield " "
    if quote.sources:
        first, outlets = quote.sources[0], {source.outlet for source in quote.sources}
        yield sources.mark(first.article_id), "mark"
        if tail := sources.outlet(first, len(outlets)):
            yield f"\xa0{tail}", "meta"
    if quote.reason:
        yield f"{DIVIDER}no key quote: {quote.reason}", "meta"

"""Content of a briefing of one minute, for text, Markdown and HTML: headlines, short stories, numbered addresses.

Its strings are cleaned; they are not yet escaped for any markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from briefing.briefs.shortfall import ONLY_HEADLINES
from briefing.dates_and_counts import long_day
from briefing.model.days import in_zone
from briefing.render import captions
from briefing.render.story_view import is_known, new_lines, new_quotes, newest_headlines, voice
from briefing.render.text_layout import Layout, cut
from briefing.repeated_facts import repeats_words
from briefing.sanitizer import clean_line

if TYPE_CHECKING:
    from briefing.model import Brief, Briefing, Citation, KeyQuote, Line

MAX_QUOTES = 2
"""Maximum number of quotes of a story."""
MAX_POINTS = 3
"""Maximum number of lines of a story after its first."""


SUBJECT_COLUMNS = 150
"""Maximum columns of the title in a subject."""


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of a story is shown."""

    points: int = MAX_POINTS
    """Maximum number of lines after the first one."""
    quotes: int = MAX_QUOTES
    """Maximum number of quotes."""
    before: bool = True
    """Whether the line on what came before is shown."""
    deck: int = 3
    """Maximum number of lines of the first sentence in text; with one, only the number of its address follows."""
    title: int = 2
    """Maximum number of lines of the title in text."""
    named: bool = False
    """Whether the story is only named among the headlines."""


DETAILS = (
    Detail(),
    Detail(points=2, quotes=1),
    Detail(points=1, quotes=1),
    Detail(points=1, quotes=0),
    Detail(points=1, quotes=0, before=False),
    Detail(points=0, quotes=0, before=False),
    Detail(points=0, quotes=0, before=False, deck=2),
    Detail(points=0, quotes=0, before=False, deck=1),
    Detail(points=0, quotes=0, before=False, deck=1, title=1),
    Detail(named=True),
)
"""From all that a daily briefing shows of a story to the least."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A story in one line."""

    id: str
    """Id of the thread."""
    title: str
    """Title on one line."""
    outlets: str
    """Number of outlets; empty for one."""
    state: str
    """`NEW` or `MOVED`; empty in a briefing of everything stored."""
    lines: int = 1
    """Maximum number of lines of the title in text; more where no story below has it."""


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence or a quote with its source."""

    text: str
    """The text, verbatim except for white space and invisible characters."""
    tag: str
    """Outlet, number of other outlets, and the date; empty if it is that of the point before."""
    marks: tuple[int, ...] = ()
    """Numbers of its addresses."""
    link: str = ""
    """Address of its first source; empty if it may not be linked."""
    speaker: str = ""
    """Speaker of a quote; empty for a sentence."""


@dataclass(frozen=True, slots=True)
class ShortStory:
    """A story in a few lines."""

    id: str
    """Id of the thread."""
    title: str
    """Title on one line."""
    known: bool
    """Whether the reader was briefed on it before."""
    deck: Point | None
    """First line of the summary."""
    points: tuple[Point, ...]
    """What is new; for a story that is new the next lines of the summary."""
    quotes: tuple[Point, ...]
    """Key quotes whose words stand in no other line."""
    before: Point | None
    """What came before."""
    detail: Detail
    """How much of it is shown."""


@dataclass(frozen=True, slots=True)
class Daily:
    """A briefing of one minute."""

    title: str
    """Title with the date."""
    window: str
    """Number of stories, start of the window, last refresh."""
    warning: str
    """Warning at the top; mostly empty."""
    nothing: str
    """Line in place of the stories if there are none."""
    headlines: tuple[Headline, ...]
    """One for each of `stories`, and for those below them that are only named for want of room."""
    stories: tuple[ShortStory, ...]
    """Stories, most important first."""
    also: tuple[Headline, ...]
    """Stories that are only named."""
    unnamed: str
    """Number of stories that are not named; empty if there are none."""
    addresses: tuple[str, ...]
    """Addresses in order of their numbers, from 1."""
    failed: str
    """Sources that failed; empty if none did."""


def daily_view(briefing: Briefing, layout: Layout, details: Sequence[Detail] = ()) -> Daily:
    """View of a briefing.

    Args:
        briefing: the briefing.
        layout: number of quotes and time zone.
        details: how much of each story is shown; everything where there is none.
    """
    zone, notes = layout.zone, _Footnotes(in_zone(briefing.generated_at, layout.zone))
    stories = []
    shown = [
        (brief, details[number] if number < len(details) else DETAILS[0])
        for number, brief in enumerate(briefing.briefs)
    ]
    for brief, detail in shown:
        if not detail.named:
            maker = _StoryMaker(notes, zone, min(detail.quotes, layout.quotes))
            stories.append(maker.story(brief, briefing.since_of(brief), detail))
    is_first = briefing.since is None
    return Daily(
        f"Briefing of {long_day(briefing.generated_at, zone)}",
        captions.headline_window(briefing, zone),
        captions.warning(briefing, zone),
        "" if stories else captions.nothing_new(briefing, zone),
        tuple(
            Headline(
                brief.thread.id,
                _title(brief.thread.title),
                captions.outlets(len(brief.outlets)),
                _state(is_known(brief, briefing.since_of(brief)), is_first),
                detail.title if detail.named else 1,
            )
            for brief, detail in shown
        ),
        tuple(stories),
        tuple(
            Headline(each.id, _title(each.title), captions.outlets(each.outlets), _state(each.known, is_first))
            for each in briefing.also
        ),
        captions.unnamed(briefing),
        tuple(notes.numbers),
        captions.failed_sources(briefing.health),
    )


def subject(briefing: Briefing, zone: tzinfo | None) -> str:
    """Subject of a mail: the most important story and the number of others."""
    if not briefing.briefs:
        return f"Briefing of {long_day(briefing.generated_at, zone)}: nothing new"
    title, more = cut(_title(briefing.briefs[0].thread.title), SUBJECT_COLUMNS), captions.moved(briefing) - 1
    return f"{title} + {more:,} more" if more else title


def _state(known: bool, is_first: bool) -> str:
    return "" if is_first else "MOVED" if known else "NEW"


def _summary(brief: Brief, since: datetime | None, known: bool) -> tuple[Line | None, list[Line]]:
    """First line of a summary, and what is new: of a known story its news, of another the lines that follow."""
    summary = [line for line in brief.lead if line.part != "before"]
    news = [*(new_lines(brief) if known else ()), *(line for line in summary[1:] if _is_new(line, since))]
    lines = [*summary[:1], *news]
    return (lines[0], lines[1:]) if lines else (None, [])


def _is_new(line: Line, since: datetime | None) -> bool:
    return since is None or line.added is None or line.added > since


def _title(title: str) -> str:
    return clean_line(title) or "untitled"


class _Footnotes:
    """Numbers of addresses, in order of first use, and the day of the last source."""

    def __init__(self, now: datetime) -> None:
        self.numbers: dict[str, int] = {}
        self.day, self.year = now.date(), now.year

    def marks(self, sources: Iterable[Citation]) -> tuple[int, ...]:
        """Numbers of the sources that may be linked."""
        links = filter(None, (captions.link(source.url) for source in sources))
        return tuple(dict.fromkeys(self.numbers.setdefault(link, len(self.numbers) + 1) for link in links))

    def date(self, source: Citation, zone: tzinfo | None) -> str:
        """Day of a source where it is not that of the source before; empty if it is."""
        day = in_zone(source.published, zone).date() if source.published else self.day
        if day == self.day:
            return ""
        self.day = day
        return f"{day:%-d %b}" if day.year == self.year else f"{day:%-d %b %Y}"


class _StoryMaker:
    """Makes the points of one story, of which each says only what the one before did not."""

    def __init__(self, notes: _Footnotes, zone: tzinfo | None, quotes: int) -> None:
        self.notes, self.zone, self.quotes, self.outlet = notes, zone, quotes, ""

    def story(self, brief: Brief, since: datetime | None, detail: Detail) -> ShortStory:
        """The story in the order in which it is read."""
        known = is_known(brief, since)
        first, news = _summary(brief, since, known)
        news = news[: detail.points]
        before = next((line for line in brief.lead if line.part == "before"), None) if detail.before else None
        lines = [line for line in (first, *news, before) if line]
        deck = self.point(first, tagged=detail.deck > 1) if first else self.headline(brief)
        if deck and deck.text != brief.shortfall and len(lines) < 2 and not brief.quotes:
            deck = replace(deck, tag="; ".join(filter(None, (deck.tag, _as_clause(brief.shortfall)))))
        return ShortStory(
            brief.thread.id,
            _title(brief.thread.title),
            known,
            deck,
            tuple(self.point(line) for line in news),
            tuple(self.quote(quote) for quote in self.chosen(brief, since if known else None, lines)),
            self.dated(before) if before else None,
            detail,
        )

    def chosen(self, brief: Brief, since: datetime | None, lines: Sequence[Line]) -> Iterator[KeyQuote]:
        """The best new quotes that are certain and stand in none of the lines."""
        quotes = new_quotes(brief, since)[0] if since else brief.quotes
        texts = [line.text for line in lines]
        certain = (quote for quote in quotes if not (quote.doubtful or quote.reason))
        fresh = [quote for quote in certain if not repeats_words(quote.text, texts)]
        yield from fresh[: self.quotes]

    def headline(self, brief: Brief) -> Point | None:
        """The newest headline of a story without a summary, with its source; the reason where it is the title."""
        source = next(iter(newest_headlines(brief)), None)
        if source is None:
            return None
        text = clean_line(source.title)
        text = text if text != _title(brief.thread.title) else brief.shortfall or ONLY_HEADLINES
        return Point(text, self.tag(source, 1), self.notes.marks((source,)), captions.link(source.url))

    def point(self, line: Line, *, tagged: bool = True) -> Point:
        """A sentence with its source."""
        tag, marks = self.tag(line.source, line.support) if tagged else "", self.notes.marks((line.source,))
        return Point(clean_line(line.text), tag, marks, captions.link(line.source.url))

    def dated(self, line: Line) -> Point:
        """A sentence with its date if it is of another day, as it stands in one line."""
        date, marks = self.notes.date(line.source, self.zone), self.notes.marks((line.source,))
        return Point(clean_line(line.text), date, marks, captions.link(line.source.url))

    def quote(self, quote: KeyQuote) -> Point:
        """A quote with its first source."""
        source = quote.sources[:1]
        tag = self.tag(source[0], len({each.outlet for each in quote.sources})) if source else ""
        link = captions.link(source[0].url) if source else ""
        return Point(clean_line(quote.text), tag, self.notes.marks(source), link, voice(quote))

    def tag(self, source: Citation, support: int) -> str:
        """Outlet and number of others, without the outlet of the point before; the date where the day changes."""
        outlet, more = captions.outlet(source), f" +{support - 1}" if support > 1 else ""
        named = f"{outlet}{more}" if more or outlet != self.outlet else ""
        self.outlet = outlet
        return ", ".join(filter(None, (named, self.notes.date(source, self.zone))))


def _as_clause(sentence: str) -> str:
    """A sentence in the form that follows a semicolon."""
    return sentence[:1].lower() + sentence[1:].removesuffix(".")

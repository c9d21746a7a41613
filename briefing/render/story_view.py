"""Content of a story for text, Markdown and HTML, independent of the format.

All formats made for people render the same view, so that they cannot disagree. Its strings are cleaned; they are not
yet escaped for any markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from briefing.briefs.highlights import untold, untold_events
from briefing.briefs.quote_choice import choose_key_quotes
from briefing.briefs.shortfall import NOTHING_FIT
from briefing.dates_and_counts import count, day, day_and_time, day_range
from briefing.model import Citation
from briefing.render import captions
from briefing.render.text_layout import Layout
from briefing.sanitizer import clean_line

if TYPE_CHECKING:
    from briefing.model import ArticleRef, Brief, KeyQuote, Line, RelatedThread, Summary, TimelineEvent

IN_SHORT, NEW, BEFORE = "In short", "New since you looked", "Before"
QUOTES, TIMELINE, RELATED = "Key quotes", "Timeline", "Related threads"
"""Headings of the parts of a story."""
HEADLINES = 3
"""Maximum number of headlines of a story without a summary."""
NEW_LINES = 8
"""Maximum number of new sentences of a thread without a selected update; more are counted."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line or quote with its source."""

    text: str
    """The text, verbatim except for white space and invisible characters."""
    origin: str
    """Outlet and date of its source."""
    link: str = ""
    """URL of the source; empty if it may not be linked."""
    marks: tuple[int, ...] = ()
    """Numbers of its sources in the story's list; empty in lists without one."""
    speaker: str = ""
    """Speaker of a quote; empty for a line."""
    date: str = ""
    """Date of a timeline item; else empty."""


@dataclass(frozen=True, slots=True)
class Section:
    """Items under a heading."""

    title: str
    """Heading of the section."""
    items: tuple[Item, ...] = ()
    """Lines or quotes in display order."""
    note: str = ""
    """Note below the items, such as how many were left out."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An article in a story's list of sources."""

    mark: int
    """Its number in the list."""
    title: str
    """Headline of the article."""
    origin: str
    """Outlet, date, agency, and whether it is a copy."""
    link: str
    """URL; empty if it may not be linked."""


@dataclass(frozen=True, slots=True)
class Story:
    """One thread."""

    id: str
    """Id, for `briefing thread ID`."""
    title: str
    """Title on one line."""
    facts: str
    """Counts and dates, shown under the title."""
    sections: tuple[Section, ...]
    """Sections that are not empty."""
    references: tuple[Reference, ...]
    """Cited articles, in order of their numbers."""
    unlisted: int = 0
    """Number of articles of the thread that are not cited."""


def briefing_story(brief: Brief, since: datetime | None, layout: Layout) -> Story:
    """View of a thread in a briefing.

    For a known thread, what is new is shown between the summary and what came before, and only new quotes are shown. In
    an unknown thread all is new.

    Args:
        brief: the thread with its news.
        since: end of the last briefing; None if there is none.
        layout: number of quotes and time zone.
    """
    known, zone = is_known(brief, since), layout.zone
    quotes, others = new_quotes(brief, since) if known else (brief.quotes, brief.other_quotes)
    news = new_lines(brief) if known else ()
    cited = _cited([*brief.lead, *news], quotes[: layout.quotes], newest_headlines(brief))
    numbers = {source.article_id: number for number, source in enumerate(cited, 1)}
    sections = (
        *_parts(brief, news, since if known else None, numbers, zone),
        _quote_section(quotes, len(others), numbers, brief.thread.id, layout) if quotes else Section(QUOTES),
    )
    facts = captions.listing(("new" if since and not known else "", captions.facts(brief, zone)))
    return _story(brief, facts, sections, cited, zone)


def thread_story(brief: Brief, layout: Layout) -> Story:
    """View of a thread with all its parts: news, timeline, all articles."""
    since, zone = layout.since or brief.thread.state.read_until, layout.zone
    known = is_known(brief, since)
    news = untold(brief.new, brief.lead, brief.thread.title) if known else ()
    timeline = untold_events(brief.timeline, news)
    cited = _cited([*brief.lead, *news, *(event.line for event in timeline)], brief.quotes)
    listed = [*(_as_citation(ref) for ref in brief.articles), *cited]
    cited = list({source.article_id: source for source in listed}.values())
    numbers = {source.article_id: number for number, source in enumerate(cited, 1)}
    sections = (
        *_parts(brief, news, since if known else None, numbers, zone),
        _quote_section(brief.quotes, len(brief.other_quotes), numbers, brief.thread.id, layout),
        Section(TIMELINE, tuple(_event_item(event, numbers, zone) for event in timeline)),
        Section(RELATED, tuple(_related_item(each) for each in brief.related)),
    )
    return _story(brief, captions.facts(brief, zone), sections, cited, zone)


def summary_story(summary: Summary, layout: Layout) -> Story:
    """View of a standalone summary: with a list for several articles, without one for a single source."""
    zone, several = layout.zone, len(summary.articles) > 1
    nothing = "Nothing new." if summary.update else NOTHING_FIT
    numbers = {ref.id: number for number, ref in enumerate(summary.articles, 1)} if several else {}
    lines = tuple(_line_item(line, numbers, zone) for line in summary.lines)
    quotes = tuple(
        replace(quote_item(quote, zone), marks=_marks(quote.sources, numbers))
        for quote in summary.quotes[: layout.quotes]
    )
    sections = (
        Section("Summary", lines, summary.shortfall or ("" if lines else nothing)),
        Section(QUOTES, quotes),
    )
    references = _references_of(summary, numbers, zone)
    return Story(
        summary.id,
        clean_line(summary.title) or "untitled",
        _made_of(summary.articles, zone) if several else captions.listing((references[0].origin, references[0].link)),
        tuple(section for section in sections if section.items or section.note),
        references if several else (),
    )


def _references_of(summary: Summary, numbers: dict[str, int], zone: tzinfo | None) -> tuple[Reference, ...]:
    """The references of a summary, with the places of articles that have no address."""
    numbers = numbers or {ref.id: 1 for ref in summary.articles}
    references = (_reference(_as_citation(ref), ref, numbers, zone) for ref in summary.articles)
    places = zip(references, summary.locations, strict=True)
    return tuple(replace(each, link=each.link or _place(location)) for each, location in places)


def _made_of(articles: Sequence[ArticleRef], zone: tzinfo | None) -> str:
    times = sorted(ref.published for ref in articles if ref.published)
    outlets = {ref.outlet for ref in articles if ref.outlet}
    return captions.listing(
        (
            count(len(articles), "article"),
            count(len(outlets), "outlet") if len(outlets) > 1 else "",
            day_range(times[0], times[-1], zone) if times else "",
        )
    )


def _place(location: str) -> str:
    """Location of a document without a URL."""
    return clean_line("standard input" + location[1:] if location.partition(":")[0] == "-" else location)


def new_lines(brief: Brief) -> tuple[Line, ...]:
    """What is new in a known thread: its update, or the first new lines that the summary does not state."""
    return brief.update or untold(brief.new, brief.lead, brief.thread.title)[:NEW_LINES]


def newest_headlines(brief: Brief) -> tuple[Citation, ...]:
    """The articles whose headlines stand in place of a summary, newest first; none if there is a summary."""
    if brief.lead:
        return ()
    first = {clean_line(ref.title): _as_citation(ref) for ref in reversed(brief.articles) if clean_line(ref.title)}
    return tuple(reversed(first.values()))[:HEADLINES]


def new_quotes(brief: Brief, since: datetime | None) -> tuple[tuple[KeyQuote, ...], tuple[KeyQuote, ...]]:
    """Key quotes and others among those that arrived later."""
    return choose_key_quotes(quote for quote in (*brief.quotes, *brief.other_quotes) if _arrived(quote.added, since))


def is_known(brief: Brief, since: datetime | None) -> bool:
    """Whether the reader has been briefed on the thread before."""
    return since is not None and any(not _arrived(ref.added, since) for ref in brief.articles)


def quote_item(quote: KeyQuote, zone: tzinfo | None) -> Item:
    """A quote with its speaker and sources, for a list."""
    first = quote.sources[0] if quote.sources else None
    origin = captions.origin(quote.sources, zone)
    doubt = f"no key quote: {clean_line(quote.reason)}; " if quote.reason else ""
    doubt = f"doubtful: {clean_line(quote.evidence) or 'thin evidence'}; " if quote.doubtful else doubt
    part = "continued; " if quote.continues is not None else ""
    return Item(
        clean_line(quote.text),
        doubt + part + origin,
        captions.link(first.url) if first else "",
        speaker=voice(quote),
    )


def voice(quote: KeyQuote) -> str:
    """Speaker of a quote, for whom or in whose quote, and to or of whom if a source names them."""
    speaker, addressee = clean_line(quote.speaker or "") or "unknown speaker", clean_line(quote.addressee)
    notes = clean_line(quote.notes)
    speaker += f" ({notes})" if notes else ""
    if addressee:
        return f"{speaker} to {addressee}"
    return f"{speaker} on {clean_line(quote.about)}" if quote.about else speaker


def _story(
    brief: Brief, facts: str, sections: Sequence[Section], cited: Sequence[Citation], zone: tzinfo | None
) -> Story:
    return Story(
        brief.thread.id,
        clean_line(brief.thread.title) or "untitled",
        facts,
        tuple(section for section in sections if section.items or section.note),
        _references(brief, cited, zone),
        len({ref.id for ref in brief.articles} - {source.article_id for source in cited}),
    )


def _parts(
    brief: Brief, news: Sequence[Line], since: datetime | None, numbers: dict[str, int], zone: tzinfo | None
) -> Iterator[Section]:
    """Sections of the summary, and what is new between them for a reader who knows the thread since a time."""
    fresh = {line.source for line in brief.lead if since and _arrived(line.added, since)}
    items = [
        (line.part == "before", _line_item(line, numbers, zone, is_new=line.source in fresh)) for line in brief.lead
    ]
    headlines = (_headline_item(source, numbers, zone) for source in newest_headlines(brief))
    in_short = (*(item for is_before, item in items if not is_before), *headlines)
    yield Section(IN_SHORT, in_short, brief.shortfall)
    if since and not (fresh and not news):
        yield _new_section(brief, news, since, numbers, zone)
    yield Section(BEFORE, tuple(item for is_before, item in items if is_before))


def _new_section(
    brief: Brief, news: Sequence[Line], since: datetime, numbers: dict[str, int], zone: tzinfo | None
) -> Section:
    section = _new_lines(brief, news, since, numbers, zone)
    outlets = captions.new_outlets(brief)
    return replace(section, note=" ".join(filter(None, (section.note, outlets))))


def _new_lines(
    brief: Brief, news: Sequence[Line], since: datetime, numbers: dict[str, int], zone: tzinfo | None
) -> Section:
    items = tuple(_line_item(line, numbers, zone) for line in news)
    more = len(untold(brief.new, brief.lead, brief.thread.title)) - len(items)
    if more > 0:
        return Section(NEW, items, f"… and {more} more; `briefing thread {brief.thread.id}` shows the thread.")
    articles = sum(_arrived(ref.added, since) for ref in brief.articles)
    if not items and articles:
        verb = "adds" if articles == 1 else "add"
        return Section(NEW, (), f"{count(articles, 'more article')}, which {verb} no new sentence.")
    return Section(NEW, items, "" if items else f"Nothing since {day_and_time(since, zone)}.")


def _quote_section(
    quotes: Sequence[KeyQuote], others: int, numbers: dict[str, int], thread: str, layout: Layout
) -> Section:
    shown = quotes[: layout.quotes]
    items = tuple(replace(quote_item(quote, layout.zone), marks=_marks(quote.sources, numbers)) for quote in shown)
    more = len(quotes) - len(shown) + others
    if not more or not layout.quotes:
        return Section(QUOTES, items)
    if not items:
        note = f"None is certain; `briefing quotes --thread {thread}` lists {count(more, 'other')}."
        return Section(QUOTES, (), note)
    return Section(QUOTES, items, f"… and {more} more; `briefing quotes --thread {thread}` lists them.")


def _line_item(line: Line, numbers: dict[str, int], zone: tzinfo | None, *, is_new: bool = False) -> Item:
    origin = captions.origin([line.source], zone, line.support) + ("; new" if is_new else "")
    return Item(clean_line(line.text), origin, captions.link(line.source.url), _marks([line.source], numbers))


def _headline_item(source: Citation, numbers: dict[str, int], zone: tzinfo | None) -> Item:
    origin = captions.origin([source], zone)
    return Item(clean_line(source.title), origin, captions.link(source.url), _marks([source], numbers))


def _related_item(thread: RelatedThread) -> Item:
    return Item(clean_line(thread.title) or "untitled", thread.id)


def _event_item(event: TimelineEvent, numbers: dict[str, int], zone: tzinfo | None) -> Item:
    # The date before it is that of the event, which the text may have named.
    origin = captions.outlet(event.line.source)
    return replace(_line_item(event.line, numbers, zone), origin=origin, date=captions.event_time(event, zone))


def _cited(lines: Iterable[Line], quotes: Iterable[KeyQuote], others: Iterable[Citation] = ()) -> list[Citation]:
    """One citation of each cited article, in order of first use."""
    sources = [*others, *(line.source for line in lines), *(source for quote in quotes for source in quote.sources)]
    first: dict[str, Citation] = {}
    for source in sources:
        first.setdefault(source.article_id, source)
    return list(first.values())


def _marks(sources: Sequence[Citation], numbers: dict[str, int]) -> tuple[int, ...]:
    return tuple(sorted({numbers[source.article_id] for source in sources if source.article_id in numbers}))


def _references(brief: Brief, cited: Sequence[Citation], zone: tzinfo | None) -> tuple[Reference, ...]:
    known = {ref.id: ref for ref in brief.articles}
    numbers = {source.article_id: number for number, source in enumerate(cited, 1)}
    return tuple(_reference(source, known.get(source.article_id), numbers, zone) for source in cited)


def _reference(source: Citation, ref: ArticleRef | None, numbers: dict[str, int], zone: tzinfo | None) -> Reference:
    outlet = captions.outlet(replace(source, title="")) if source.outlet or source.url else ""
    copy_of, wire = (ref.copy_of, ref.wire) if ref else ("", "")
    copy = f"repeats [{numbers[copy_of]}]" if copy_of in numbers else "a copy" if copy_of else ""
    origin = ", ".join(filter(None, (outlet, day(source.published, zone), clean_line(wire), copy)))
    title = clean_line(source.title) or "untitled"
    return Reference(numbers[source.article_id], title, origin, captions.link(source.url))


def _as_citation(ref: ArticleRef) -> Citation:
    return Citation(ref.id, 0, 0, ref.outlet, ref.title, ref.url, ref.published)


def _arrived(added: datetime | None, since: datetime | None) -> bool:
    """Whether something arrived after `since`; without an arrival time it always counts as new."""
    return added is None or since is None or added > since

"""What a text, a Markdown file or a page says about a story, before it is drawn.

All formats made for people draw the same outline, so that they cannot disagree. Its strings are cleaned; they are not
yet escaped for any markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from briefing.hygiene import clean_line
from briefing.model import Citation
from briefing.render import formatting
from briefing.render.layout import Layout

if TYPE_CHECKING:
    from briefing.model import ArticleRef, Brief, KeyQuote, Line, Summary, TimelineEvent

NEW_LINES = 8
"""New sentences told of one thread where nobody has picked them; more are counted, not told."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing told, with its source."""

    text: str
    """The words, verbatim but for white space and what cannot be seen."""
    origin: str
    """Outlet and date."""
    link: str = ""
    """Address of the source; empty if there is none to open."""
    marks: tuple[int, ...] = ()
    """Numbers of its sources in the story's list; empty in lists without one."""
    speaker: str = ""
    """Who said it, for a quote; empty for a line."""
    date: str = ""
    """What stands before it on a timeline; else empty."""


@dataclass(frozen=True, slots=True)
class Section:
    """Items under a heading."""

    title: str
    """The heading."""
    items: tuple[Item, ...] = ()
    """In order."""
    note: str = ""
    """What follows them, such as how many were left out."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An article in a story's list of sources."""

    mark: int
    """Its number."""
    title: str
    """Headline."""
    origin: str
    """Outlet, date, agency, and whether it repeats another."""
    link: str
    """Its address; empty if there is none to open."""


@dataclass(frozen=True, slots=True)
class Story:
    """One thread."""

    id: str
    """For `briefing thread ID`."""
    title: str
    """One line."""
    facts: str
    """Counts and dates."""
    sections: tuple[Section, ...]
    """Those that have something to tell."""
    references: tuple[Reference, ...]
    """The sources of what is told."""
    unlisted: int = 0
    """Articles of the thread that are not among them."""


def told_story(brief: Brief, since: datetime | None, layout: Layout) -> Story:
    """Return a thread as a briefing tells it.

    Of a thread that the reader knows, what is new comes first and only new quotes are told. All is new in one that
    is not known, so its summary tells it.

    Args:
        brief: the thread, with what is new since then.
        since: how far the reader was briefed; None if never.
        layout: number of quotes and time zone.
    """
    known, zone = is_known(brief, since), layout.zone
    quotes = [quote for quote in brief.quotes if not known or _arrived(quote.added, since)]
    news = (brief.update or brief.new[:NEW_LINES]) if known else ()
    cited = _cited([*news, *brief.lead], quotes[: layout.quotes])
    numbers = {source.article_id: number for number, source in enumerate(cited, 1)}
    sections = (
        _new_section(brief, news, since, numbers, zone) if known else Section("What is new"),
        Section("Summary", tuple(_line_item(line, numbers, zone) for line in brief.lead)),
        _quote_section(quotes, numbers, brief.thread.id, layout),
    )
    facts = formatting.listing(("new" if since and not known else "", formatting.facts(brief, zone)))
    return _story(brief, facts, sections, cited, zone)


def whole_story(brief: Brief, layout: Layout) -> Story:
    """Return a thread with everything: what is new, timeline, all its articles."""
    since, zone = layout.since or brief.thread.state.read_until, layout.zone
    cited = _cited([*brief.new, *brief.lead, *(event.line for event in brief.timeline)], brief.quotes)
    listed = [*(_as_citation(ref) for ref in brief.articles), *cited]
    cited = list({source.article_id: source for source in listed}.values())
    numbers = {source.article_id: number for number, source in enumerate(cited, 1)}
    sections = (
        _new_section(brief, brief.new, since, numbers, zone) if is_known(brief, since) else Section("What is new"),
        Section("Summary", tuple(_line_item(line, numbers, zone) for line in brief.lead)),
        _quote_section(brief.quotes, numbers, brief.thread.id, layout),
        Section("Timeline", tuple(_event_item(event, numbers, zone) for event in brief.timeline)),
    )
    return _story(brief, formatting.facts(brief, zone), sections, cited, zone)


def told_summary(summary: Summary, layout: Layout) -> Story:
    """Return what a filter tells: of several articles with their list, of one without, as it has a single source."""
    zone, several = layout.zone, len(summary.articles) > 1
    nothing = "Nothing in it is new." if summary.update else "Nothing in it can stand in a summary."
    numbers = {ref.id: number for number, ref in enumerate(summary.articles, 1)} if several else {}
    lines = tuple(_line_item(line, numbers, zone) for line in summary.lines)
    quotes = tuple(
        replace(quote_item(quote, zone), marks=_marks(quote.sources, numbers))
        for quote in summary.quotes[: layout.quotes]
    )
    sections = (
        Section("Summary", lines, "" if lines else nothing),
        Section("Key quotes", quotes),
    )
    places = list(zip(summary.articles, summary.locations, strict=True))
    references = tuple(
        replace(found, link=found.link or _place(location))
        for ref, location in places
        if (found := _reference(_as_citation(ref), ref, numbers or {ref.id: 1}, zone))
    )
    return Story(
        summary.id,
        clean_line(summary.title) or "untitled",
        _made_of(summary.articles, zone) if several else formatting.listing((references[0].origin, references[0].link)),
        tuple(section for section in sections if section.items or section.note),
        references if several else (),
    )


def _made_of(articles: Sequence[ArticleRef], zone: tzinfo | None) -> str:
    times = sorted(ref.published for ref in articles if ref.published)
    outlets = {ref.outlet for ref in articles if ref.outlet}
    return formatting.listing(
        (
            formatting.count(len(articles), "article"),
            formatting.count(len(outlets), "outlet") if len(outlets) > 1 else "",
            formatting.span(times[0], times[-1], zone) if times else "",
        )
    )


def _place(location: str) -> str:
    """Return where a document without an address was read."""
    return clean_line("standard input" + location[1:] if location.partition(":")[0] == "-" else location)


def is_known(brief: Brief, since: datetime | None) -> bool:
    """Tell whether the reader has been told of the thread before."""
    return since is not None and any(not _arrived(ref.added, since) for ref in brief.articles)


def quote_item(quote: KeyQuote, zone: tzinfo | None) -> Item:
    """Return a quote with its speaker and sources, for a list."""
    first = quote.sources[0] if quote.sources else None
    origin = formatting.origin(quote.sources, zone)
    doubt = f"doubtful: {clean_line(quote.evidence) or 'thin evidence'}; " if quote.doubtful else ""
    part = "continued; " if quote.continues is not None else ""
    return Item(
        clean_line(quote.text),
        doubt + part + origin,
        formatting.link(first.url) if first else "",
        speaker=_voice(quote),
    )


def _voice(quote: KeyQuote) -> str:
    """Return who said it, for whom or in whose quote, and to whom where a source names them."""
    speaker, addressee = clean_line(quote.speaker or "") or "unknown speaker", clean_line(quote.addressee)
    notes = clean_line(quote.notes)
    speaker += f" ({notes})" if notes else ""
    return f"{speaker} to {addressee}" if addressee else speaker


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


def _new_section(
    brief: Brief, news: Sequence[Line], since: datetime | None, numbers: dict[str, int], zone: tzinfo | None
) -> Section:
    section = _new_lines(brief, news, since, numbers, zone)
    outlets = formatting.new_outlets(brief)
    return replace(section, note=" ".join(filter(None, (section.note, outlets))))


def _new_lines(
    brief: Brief, news: Sequence[Line], since: datetime | None, numbers: dict[str, int], zone: tzinfo | None
) -> Section:
    items = tuple(_line_item(line, numbers, zone) for line in news)
    more = len(brief.new) - len(items)
    if more:
        return Section(
            "What is new", items, f"… and {more} more; `briefing thread {brief.thread.id}` shows the thread."
        )
    articles = sum(_arrived(ref.added, since) for ref in brief.articles)
    if not items and articles:
        return Section("What is new", (), f"{formatting.count(articles, 'more article')}, which add no new sentence.")
    if not items and since:
        return Section("What is new", (), f"Nothing since {formatting.minute(since, zone)}.")
    return Section("What is new", items)


def _quote_section(quotes: Sequence[KeyQuote], numbers: dict[str, int], thread: str, layout: Layout) -> Section:
    told = quotes[: layout.quotes]
    items = tuple(replace(quote_item(quote, layout.zone), marks=_marks(quote.sources, numbers)) for quote in told)
    more = len(quotes) - len(told)
    if not more or not layout.quotes:
        return Section("Key quotes", items)
    return Section("Key quotes", items, f"… and {more} more; `briefing quotes --thread {thread}` lists them.")


def _line_item(line: Line, numbers: dict[str, int], zone: tzinfo | None) -> Item:
    origin = formatting.origin([line.source], zone, line.support)
    return Item(clean_line(line.text), origin, formatting.link(line.source.url), _marks([line.source], numbers))


def _event_item(event: TimelineEvent, numbers: dict[str, int], zone: tzinfo | None) -> Item:
    # The date stands before it; it is the event's, which the text may have named.
    origin = formatting.outlet(event.line.source)
    return replace(_line_item(event.line, numbers, zone), origin=origin, date=formatting.event_time(event, zone))


def _cited(lines: Iterable[Line], quotes: Iterable[KeyQuote]) -> list[Citation]:
    """Return one citation of each article that something is told of, in the order of telling."""
    sources = [line.source for line in lines] + [source for quote in quotes for source in quote.sources]
    first: dict[str, Citation] = {}
    for source in sources:
        first.setdefault(source.article_id, source)
    return list(first.values())


def _marks(sources: Sequence[Citation], numbers: dict[str, int]) -> tuple[int, ...]:
    found = {numbers[source.article_id] for source in sources if source.article_id in numbers}
    return tuple(sorted(found))


def _references(brief: Brief, cited: Sequence[Citation], zone: tzinfo | None) -> tuple[Reference, ...]:
    known = {ref.id: ref for ref in brief.articles}
    numbers = {source.article_id: number for number, source in enumerate(cited, 1)}
    return tuple(_reference(source, known.get(source.article_id), numbers, zone) for source in cited)


def _reference(source: Citation, ref: ArticleRef | None, numbers: dict[str, int], zone: tzinfo | None) -> Reference:
    outlet = formatting.outlet(replace(source, title="")) if source.outlet or source.url else ""
    copy_of, wire = (ref.copy_of, ref.wire) if ref else ("", "")
    copy = f"repeats [{numbers[copy_of]}]" if copy_of in numbers else "a copy" if copy_of else ""
    origin = ", ".join(filter(None, (outlet, formatting.day(source.published, zone), clean_line(wire), copy)))
    title = clean_line(source.title) or "untitled"
    return Reference(numbers[source.article_id], title, origin, formatting.link(source.url))


def _as_citation(ref: ArticleRef) -> Citation:
    return Citation(ref.id, 0, 0, ref.outlet, ref.title, ref.url, ref.published)


def _arrived(added: datetime | None, since: datetime | None) -> bool:
    """Tell whether something arrived after `since`; what has no time of arrival is never old."""
    return added is None or since is None or added > since

"""A site of static pages: a page for each story, a feed, and a front page. Nothing in them runs or loads anything.

The pages depend only on the briefing and the options, not on the order or the time of runs: a story's page stays the
same while the story does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from briefing.dates_and_counts import count
from briefing.model import Brief, Briefing
from briefing.render import atom, captions
from briefing.render.coverage import FULL, coverage
from briefing.render.daily_view import Point
from briefing.render.markup import classed, coded, element, heading, lines, link, page
from briefing.render.site_view import FrontStory, Voice, facts_of, front_page, language, voices, without_marks
from briefing.render.story_view import (
    NEW,
    QUOTES,
    RELATED,
    TIMELINE,
    Item,
    Reference,
    Section,
    Story,
    new_lines,
    quote_item,
    thread_story,
)
from briefing.render.text_layout import Layout

INDEX, FEED = "index.html", "feed.xml"
"""Names of the front page and the feed."""
FEED_ENTRIES = 60
"""Maximum number of stories in the feed."""
DOUBTFUL = 20
"""Maximum number of quotes that can be unfolded; more are counted."""
_HEADINGS = {NEW: "New", QUOTES: "They said", TIMELINE: "How it unfolded", RELATED: "Related stories"}
"""Headings of sections that differ from those of the other formats."""
_SHEETS = ("page", "site")
_FEED_LINK = Markup('<link rel="alternate" type="application/atom+xml" title="{}" href="{}">\n')
_BAR, _GAP, _HEIGHT = 5, 1, 16
"""Sizes of a strip, in the units of its drawing."""


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """Options of a site."""

    title: str = "Briefing"
    """Title of the front page and of the feed."""
    base_url: str = ""
    """Address of the site, with a slash at its end; empty if it has none."""


def story_file(thread_id: str) -> str:
    """Name of a story's page in the site."""
    return f"stories/{thread_id}.html"


def site_files(briefing: Briefing) -> list[str]:
    """Names of all files of a site, in the order of `site_pages`."""
    return [*(story_file(brief.thread.id) for brief in briefing.briefs), FEED, INDEX]


def site_pages(briefing: Briefing, layout: Layout, options: SiteOptions) -> Iterator[str]:
    """Yield the content of each file: the stories, the feed, and last the front page, which leads to them."""
    public = replace(briefing, briefs=tuple(without_marks(brief) for brief in briefing.briefs))
    ids = {brief.thread.id for brief in public.briefs}
    for brief in public.briefs:
        yield _story_page(brief, replace(layout, since=public.since_of(brief)), options, ids)
    recent = replace(public, briefs=public.briefs[:FEED_ENTRIES])
    yield atom.site_feed(recent, layout, options.title, options.base_url, FEED, story_file)
    yield _front_page(public, layout, options)


def _front_page(briefing: Briefing, layout: Layout, options: SiteOptions) -> str:
    front = front_page(briefing, layout)
    head = [
        element("h1", options.title),
        classed("p", "facts", captions.listing((front.date, front.window))),
    ]
    if front.warning:
        head.append(classed("p", "warning", coded(front.warning)))
    if front.nothing:
        head.append(element("p", coded(front.nothing)))
    top = [*([_lead(front.lead)] if front.lead else []), *map(_second, front.second)]
    main = [Markup('<div class="front">\n{}\n</div>').format(lines(top))] if top else []
    rest = [_named(front.also)] if front.also else []
    rest += [_folded(count(len(front.further), "more story"), "", front.further)] if front.further else []
    rest += [classed("p", "note", coded(front.unnamed))] if front.unnamed else []
    if rest:
        title = heading(captions.ALSO, 2) if front.also else Markup()
        main.append(element("section", lines([title, *rest])))
    if front.groups:
        groups = (_folded(outlet, str(len(stories)), stories) for outlet, stories in front.groups)
        main.append(element("section", lines([heading("From blogs and lists", 2), *groups])))
    foot = [element("p", coded(front.failed))] if front.failed else []
    foot.append(Markup('<p><a href="{}">Atom feed</a></p>').format(FEED))
    parts = [element("header", lines(head)), element("main", lines(main)), element("footer", lines(foot))]
    return page(options.title, parts, sheets=_SHEETS, links=_FEED_LINK.format(options.title, FEED))


def _lead(story: FrontStory) -> Markup:
    short = story.short
    parts = [_title(story, "h2"), *([_point("p", short.deck, story.language, "deck")] if short.deck else [])]
    if short.points:
        kind = "new" if short.known else ""
        parts.append(element("ul", lines(_point("li", point, story.language, kind) for point in short.points)))
    parts += [
        _quote_block(quote.text, quote.speaker, _tag(quote), story.voices, story.language) for quote in short.quotes
    ]
    return Markup('<article class="lead">\n{}\n</article>').format(lines([*parts, _counts(story)]))


def _second(story: FrontStory) -> Markup:
    deck = [_point("p", story.short.deck, story.language, "deck")] if story.short.deck else []
    return element("article", lines([_title(story, "h2"), *deck, _counts(story)]))


def _counts(story: FrontStory) -> Markup:
    state = Markup(' <span class="state">{}</span>').format(story.headline.state) if story.headline.state else ""
    return Markup('<p class="facts">{} {}{}</p>').format(_strip(story.coverage), story.counts, state)


def _named(stories: Sequence[FrontStory]) -> Markup:
    rows = (
        Markup("<li>{} {}</li>").format(
            _title(story, ""),
            Markup('<span class="facts">{}</span>').format(
                captions.listing((story.headline.outlets, story.headline.state))
            ),
        )
        for story in stories
    )
    return Markup('<ul class="headlines">\n{}\n</ul>').format(lines(rows))


def _folded(name: str, number: str, stories: Sequence[FrontStory]) -> Markup:
    summary = Markup('<summary><span dir="auto">{}</span> <span class="facts">{}</span></summary>')
    return element("details", lines([summary.format(name, number), _named(stories)]))


def _title(story: FrontStory, name: str) -> Markup:
    """Title that leads to the story's page, in a heading or by itself."""
    title = Markup('<a href="{}">{}</a>').format(story_file(story.short.id), _words(story.short.title, story.language))
    return element(name, title) if name else title


def _words(text: str, language: str) -> Markup:
    """Text of an outlet, with its language and in the direction of its script."""
    attribute = Markup(' lang="{}"').format(language) if language else Markup()
    return Markup('<span dir="auto"{}>{}</span>').format(attribute, text)


def _point(name: str, point: Point, language: str, kind: str) -> Markup:
    attribute = Markup(' class="{}"').format(kind) if kind else Markup()
    return Markup("<{}{}>{} {}</{}>").format(name, attribute, _words(point.text, language), _tag(point), name)


def _tag(point: Point) -> Markup:
    return Markup('<span class="source">{}</span>').format(link(point.tag, point.link)) if point.tag else Markup()


def _quote_block(text: str, speaker: str, source: Markup, voices: Mapping[str, Voice], language: str) -> Markup:
    """A quote with a bar in the colour of its speaker."""
    voice = voices.get(speaker)
    kind = Markup(' class="voice-{}"').format(voice.color) if voice else Markup()
    role = Markup('<span class="facts">, {}</span>').format(voice.role) if voice and voice.role else Markup()
    block = Markup('<blockquote{}>\n<p>{}</p>\n<p><cite dir="auto">{}</cite>{} {}</p>\n</blockquote>')
    return block.format(kind, _words(f"“{text}”", language), speaker, role, source)


def _strip(counts: Sequence[int]) -> Markup:
    """A strip of bars, one for each part of a story's life."""
    if not counts:
        return Markup()
    most = max(*counts, FULL)
    bar = Markup('<rect x="{}" y="{}" width="{}" height="{}"/>')
    heights = [max(_HEIGHT * number // most, 1) for number in counts]
    bars = (bar.format(place * (_BAR + _GAP), _HEIGHT - high, _BAR, high) for place, high in enumerate(heights))
    width = len(counts) * (_BAR + _GAP) - _GAP
    strip = Markup('<svg class="strip" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true">{}</svg>')
    return strip.format(width, _HEIGHT, width, _HEIGHT, Markup().join(bars))


def _story_page(brief: Brief, layout: Layout, options: SiteOptions, ids: Collection[str]) -> str:
    # Of what is new only the selection that the daily shows: the rest stands in the timeline and in the reports.
    story = thread_story(replace(brief, new=new_lines(brief)), layout)
    spoken = language(brief)
    times = [ref.published for ref in brief.articles if ref.published]
    facts = Markup('<p class="facts">{} {}</p>').format(_strip(coverage(times)), facts_of(brief, layout))
    parts = [element("h1", _words(story.title, spoken)), facts]
    parts += [_section(section, brief, layout, spoken, ids) for section in story.sections]
    parts += [_reports(story)] if story.references else []
    home = Markup('<nav><a href="../{}">{}</a></nav>').format(INDEX, options.title)
    body = [element("header", home), element("main", element("article", lines(parts)))]
    links = _FEED_LINK.format(options.title, f"../{FEED}")
    return page(f"{story.title} – {options.title}", body, sheets=_SHEETS, links=links)


def _section(section: Section, brief: Brief, layout: Layout, spoken: str, ids: Collection[str]) -> Markup:
    title = heading(_HEADINGS.get(section.title, section.title), 2)
    if section.title == QUOTES:
        return element("section", lines([title, *_quotes(section, brief, layout, spoken)]))
    if section.title == RELATED:
        rows = [_related(item, ids) for item in section.items]
    elif section.title == TIMELINE:
        rows = list(_events(section.items, spoken))
    else:
        rows = list(_lines(section.items, spoken))
    kind = Markup(' class="{}"').format("timeline" if section.title == TIMELINE else "plain")
    listed = [Markup("<ul{}>\n{}\n</ul>").format(kind, lines(rows))] if rows else []
    note = [classed("p", "note", coded(section.note))] if section.note else []
    return element("section", lines([title, *listed, *note]))


def _lines(items: Sequence[Item], spoken: str) -> Iterator[Markup]:
    """Yield lines, each with its source unless the line before has the same."""
    for item, source in zip(items, _changing_origins(items), strict=True):
        yield Markup("<li>{} {}</li>").format(_words(item.text, spoken), source)


def _events(items: Sequence[Item], spoken: str) -> Iterator[Markup]:
    """Yield events, with the date where it changes, and the time where it is known."""
    event = Markup('<li><p><span class="date">{}</span> <span class="facts">{}</span></p> <p>{} {}</p></li>')
    last = ""
    for item in items:
        day, _, time = item.date.partition(", ")
        yield event.format("" if day == last else day, time, _words(item.text, spoken), _origin(item))
        last = day


def _origin(item: Item) -> Markup:
    return Markup('<span class="source">{}</span>').format(link(item.origin, item.link))


def _changing_origins(items: Sequence[Item]) -> Iterator[Markup]:
    """Yield the source of each item; nothing where it is that of the item before."""
    last = None
    for item in items:
        yield Markup() if (item.origin, item.link) == last else _origin(item)
        last = item.origin, item.link


def _related(item: Item, ids: Collection[str]) -> Markup:
    title = _words(item.text, "")
    if item.origin not in ids:
        return element("li", title)
    return Markup('<li><a href="../{}">{}</a></li>').format(story_file(item.origin), title)


def _quotes(section: Section, brief: Brief, layout: Layout, spoken: str) -> Iterator[Markup]:
    """Yield the quotes whose speakers are certain, and the others folded, each with the reason for the doubt."""
    others = [*brief.quotes[len(section.items) :], *brief.other_quotes]
    shown = [quote_item(quote, layout.zone) for quote in others[:DOUBTFUL]]
    spoken_by = voices(brief)
    for item, source in zip(section.items, _changing_origins(section.items), strict=True):
        yield _quote_block(item.text, item.speaker, source, spoken_by, spoken)
        if item.speaker in spoken_by:  # the role is named once
            spoken_by[item.speaker] = replace(spoken_by[item.speaker], role="")
    if shown:
        blocks = [_quote_block(item.text, item.speaker, _origin(item), spoken_by, spoken) for item in shown]
        name = count(len(others), "more quote" if section.items else "quote")
        rest = [classed("p", "note", f"and {len(others) - DOUBTFUL} more")] if len(others) > DOUBTFUL else []
        summary = element("summary", f"{name}, {'less certain' if section.items else 'none of them certain'}")
        yield element("details", lines([summary, *blocks, *rest]))


def _reports(story: Story) -> Markup:
    rows = lines(map(_report, story.references))
    listed = Markup('<ol class="references">\n{}\n</ol>').format(rows)
    return element("section", lines([heading("Reports", 2), listed]))


def _report(reference: Reference) -> Markup:
    title = Markup('<span dir="auto">{}</span>').format(link(reference.title, reference.link))
    origin = Markup(' <span class="origin">{}</span>').format(reference.origin) if reference.origin else Markup()
    return Markup("<li>{}{}</li>").format(title, origin)

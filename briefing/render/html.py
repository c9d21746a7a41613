"""A self-contained HTML page without scripts and external resources, with styles for phones, dark mode and print.

All external text is escaped by markupsafe; only http and https URLs become links.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from briefing.dates_and_counts import count, long_day
from briefing.model import Brief, Briefing, KeyQuote, SearchHit, ThreadRow
from briefing.render import captions
from briefing.render.daily_view import Daily, Headline, Point, ShortStory, daily_view
from briefing.render.markup import classed, coded, element, heading, lines, link, page
from briefing.render.story_view import Item, Reference, Section, Story, briefing_story, quote_item, thread_story
from briefing.render.text_layout import Layout
from briefing.sanitizer import clean_line

_LEAST_LISTED = 4
"""Minimum number of stories for a table of contents."""


def briefing(briefing: Briefing, layout: Layout) -> str:
    """Render the briefing of one minute as a page, or with every part of its stories if `layout.full` is set."""
    if not layout.full:
        return _daily(daily_view(briefing, layout))
    zone = layout.zone
    title = f"Briefing of {long_day(briefing.generated_at, zone)}"
    stories = [briefing_story(brief, briefing.since, layout) for brief in briefing.briefs]
    head = [element("h1", title), classed("p", "facts", captions.window(briefing, zone))]
    if warning := captions.warning(briefing, zone):
        head.append(classed("p", "warning", coded(warning)))
    if not stories:
        head.append(element("p", coded(captions.nothing_new(briefing, zone))))
    parts = [element("header", lines(head))]
    if len(stories) >= _LEAST_LISTED:
        links = (
            Markup('<li><a href="#{}" dir="auto">{}</a></li>').format(_anchor(story.id), story.title)
            for story in stories
        )
        parts.append(element("nav", element("ol", lines(links))))
    articles = (
        Markup('<article id="{}">\n{}\n</article>').format(_anchor(story.id), story_markup(story, "Sources"))
        for story in stories
    )
    also = lines(element("li", coded(line)) for line in captions.also_lines(briefing))
    more = [element("section", heading(captions.ALSO, 2) + element("ul", also))] if also else []
    parts.append(element("main", lines([*articles, *more])))
    health = (element("p", coded(line)) for line in captions.health_lines(briefing.health))
    parts.append(element("footer", lines(health)))
    return page(title, parts)


def _daily(daily: Daily) -> str:
    head = [element("h1", daily.title), classed("p", "facts", daily.window)]
    if daily.warning:
        head.append(classed("p", "warning", coded(daily.warning)))
    if daily.nothing:
        head.append(element("p", coded(daily.nothing)))
    parts = [element("header", lines(head))]
    if daily.headlines:
        rows = (_headline(each, Markup(' href="#{}"').format(_anchor(each.id))) for each in daily.headlines)
        parts.append(element("nav", Markup('<ol class="headlines">\n{}\n</ol>').format(lines(rows))))
    main = [
        Markup('<article id="{}">\n{}\n</article>').format(_anchor(story.id), _short_story(story))
        for story in daily.stories
    ]
    if daily.also or daily.unnamed:
        rows = (_headline(each) for each in daily.also)
        names = [Markup('<ul class="headlines">\n{}\n</ul>').format(lines(rows))] if daily.also else []
        more = [classed("p", "note", coded(daily.unnamed))] if daily.unnamed else []
        main.append(element("section", lines([heading(captions.ALSO, 2), *names, *more])))
    parts.append(element("main", lines(main)))
    footer = [element("p", coded(daily.failed))] if daily.failed else []
    if daily.addresses:
        notes = (
            Markup('<li id="source-{}">{}</li>').format(number, link(address, address))
            for number, address in enumerate(daily.addresses, 1)
        )
        footer.insert(0, Markup('<ol class="addresses">\n{}\n</ol>').format(lines(notes)))
    return page(daily.title, [*parts, *([element("footer", lines(footer))] if footer else [])])


def _headline(headline: Headline, target: str = "") -> Markup:
    """A row with the title, the number of outlets, and whether the story is new."""
    title = Markup('<{}{} dir="auto">{}</{}>').format(name := "a" if target else "span", target, headline.title, name)
    counts = captions.listing((headline.outlets, headline.state))
    return Markup("<li>{}{}</li>").format(
        title, Markup(' <span class="facts">{}</span>').format(counts) if counts else ""
    )


def _short_story(story: ShortStory) -> Markup:
    title = Markup('<h2 dir="auto">{}</h2>').format(story.title)
    parts = [title, *([_point("p", story.deck, "deck")] if story.deck else [])]
    if story.points:
        points = lines(_point("li", point, "new" if story.known else "") for point in story.points)
        parts.append(element("ul", points))
    for quote in story.quotes:
        words = Markup('<p dir="auto">“{}”</p>\n<p>— <cite dir="auto">{}</cite> {}</p>')
        parts.append(element("blockquote", words.format(quote.text, quote.speaker, _tag(quote))))
    if story.before:
        parts.append(_point("p", story.before, "before", "Before: "))
    return lines(parts)


def _point(name: str, point: Point, kind: str, label: str = "") -> Markup:
    attribute = Markup(' class="{}"').format(kind) if kind else Markup()
    return Markup('<{}{}>{}<span dir="auto">{}</span> {}</{}>').format(
        name, attribute, label, point.text, _tag(point), name
    )


def _tag(point: Point) -> Markup:
    """Source of a point, with links to it and to its number."""
    words = Markup('<span class="source">({})</span> ').format(link(point.tag, point.link)) if point.tag else Markup()
    marks = (Markup('<a class="mark" href="#source-{}">[{}]</a>').format(mark, mark) for mark in point.marks)
    return words + Markup(" ").join(marks)


def thread(brief: Brief, layout: Layout) -> str:
    """Render one thread as a page with all its parts."""
    story = thread_story(brief, layout)
    return page(story.title, [element("main", story_markup(story, "Articles", level=1))])


def threads(rows: Iterable[ThreadRow], layout: Layout) -> str:
    """Render a list of threads as a page: title, counts, date and id of each."""
    items = []
    for row in rows:
        title = clean_line(row.thread.title) or "untitled"
        facts, why = captions.row_facts(row, layout.zone), clean_line(row.why)
        name = Markup('<strong dir="auto">{}</strong> <span class="facts">{} · <code>{}</code></span>')
        note = classed("p", "note", why) if why else Markup()
        items.append(Markup("<li>{}{}</li>").format(name.format(title, facts, clean_line(row.thread.id)), note))
    return _listpage("Threads", [element("ol", lines(items))])


def quotes(quotes: Iterable[KeyQuote], layout: Layout) -> str:
    """Render quotes with speakers and sources as a page."""
    return _listpage("Key quotes", [_quote(quote_item(quote, layout.zone)) for quote in quotes])


def hits(hits: Iterable[SearchHit], layout: Layout) -> str:
    """Render search results as a page, each with its matching sentence and marked words."""
    from briefing.render.search_results import Pieces, search_result

    def marked(pieces: Pieces) -> Markup:
        return Markup().join(Markup("<mark>{}</mark>" if hit else "{}").format(text) for text, hit in pieces)

    items = []
    for hit in hits:
        result = search_result(hit, layout.zone)
        title = Markup('<strong dir="auto">{}</strong>').format(link(marked(result.title), result.link))
        facts = Markup('<span class="facts">({}) <code>{}</code></span>').format(result.origin, result.thread)
        items.append(Markup('<li>{} {}\n<p dir="auto">{}</p></li>').format(title, facts, marked(result.text)))
    return _listpage("Search results", [element("ol", lines(items))])


def story_markup(story: Story, sources: str, level: int = 2, *, titled: bool = True) -> Markup:
    """Render a story as a part of a page.

    Args:
        story: the story.
        sources: title of the list of sources.
        level: level of its heading; those of its sections are one lower.
        titled: whether it begins with its title.
    """
    title = Markup('<h{level} dir="auto">{title}</h{level}>').format(level=level, title=story.title)
    facts = Markup('<p class="facts">{} · <code>{}</code></p>').format(story.facts, story.id)
    parts = [*([title] if titled else []), facts, *(_section(section, story, level + 1) for section in story.sections)]
    if story.references:
        items = lines(_reference(reference, story) for reference in story.references)
        parts += [heading(sources, level + 1), Markup('<ol class="references">\n{}\n</ol>').format(items)]
        if story.unlisted:
            parts.append(classed("p", "note", f"and {count(story.unlisted, 'more article')}"))
    return lines(parts)


def _section(section: Section, story: Story, level: int) -> Markup:
    quotes = [_quote(item, story) for item in section.items if item.speaker]
    rows = [_line(item, story) for item in section.items if not item.speaker]
    parts = [heading(section.title, level), *([element("ul", lines(rows))] if rows else []), *quotes]
    if section.note:
        parts.append(classed("p", "note", coded(section.note)))
    return element("section", lines(parts))


def _line(item: Item, story: Story) -> Markup:
    date = Markup('<span class="date">{}</span> ').format(item.date) if item.date else Markup()
    return Markup('<li>{}<span dir="auto">{}</span> {}</li>').format(date, item.text, _source(item, story))


def _quote(item: Item, story: Story | None = None) -> Markup:
    return Markup('<blockquote>\n<p dir="auto">“{}”</p>\n<p>— <cite dir="auto">{}</cite> {}</p>\n</blockquote>').format(
        item.text, item.speaker, _source(item, story)
    )


def _source(item: Item, story: Story | None) -> Markup:
    """Attribution of an item, with links to its source and to the list of sources, if there is one."""
    numbers = [(_anchor(story.id), mark) for mark in item.marks] if story else []
    marks = (Markup(' <a class="mark" href="#{}-{}">[{}]</a>').format(anchor, mark, mark) for anchor, mark in numbers)
    return Markup('<span class="source">({})</span>{}').format(link(item.origin, item.link), Markup().join(marks))


def _reference(reference: Reference, story: Story) -> Markup:
    origin = Markup(' <span class="origin">({})</span>').format(reference.origin) if reference.origin else Markup()
    return Markup('<li id="{}-{}" value="{}" dir="auto">{}{}</li>').format(
        _anchor(story.id), reference.mark, reference.mark, link(reference.title, reference.link), origin
    )


def _anchor(thread_id: str) -> str:
    return f"thread-{thread_id}"


def _listpage(title: str, items: Sequence[Markup]) -> str:
    return page(title, [element("header", element("h1", title)), element("main", lines(items))])

"""A self-contained HTML page without scripts and external resources, with styles for phones, dark mode and print.

All external text is escaped by markupsafe; only http and https URLs become links.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from briefing.dates_and_counts import count, long_day
from briefing.model import Brief, Briefing, KeyQuote, SearchHit, ThreadRow
from briefing.render import captions
from briefing.render.story_view import Item, Reference, Section, Story, briefing_story, quote_item, thread_story
from briefing.render.text_layout import Layout
from briefing.sanitizer import clean_line

_LEAST_LISTED = 4
"""Minimum number of stories for a table of contents."""

_PAGE = Markup("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{body}
</body>
</html>
""")


def briefing(briefing: Briefing, layout: Layout) -> str:
    """Render the briefing as a page: window, stories, sources."""
    zone = layout.zone
    title = f"Briefing of {long_day(briefing.generated_at, zone)}"
    stories = [briefing_story(brief, briefing.since, layout) for brief in briefing.briefs]
    head = [_element("h1", title), _classed("p", "facts", captions.window(briefing, zone))]
    if warning := captions.warning(briefing, zone):
        head.append(_classed("p", "warning", _coded(warning)))
    if not stories:
        head.append(_element("p", _coded(captions.nothing_new(briefing, zone))))
    parts = [_element("header", _lines(head))]
    if len(stories) >= _LEAST_LISTED:
        links = (Markup('<li><a href="#{}" dir="auto">{}</a></li>').format(_anchor(s), s.title) for s in stories)
        parts.append(_element("nav", _element("ol", _lines(links))))
    articles = (
        Markup('<article id="{}">\n{}\n</article>').format(_anchor(s), story_markup(s, "Sources")) for s in stories
    )
    more = [_classed("p", "note", _coded(words))] if (words := captions.left_out(briefing)) else []
    parts.append(_element("main", _lines([*articles, *more])))
    health = (_element("p", _coded(line)) for line in captions.health_lines(briefing.health))
    parts.append(_element("footer", _lines(health)))
    return _page(title, parts)


def thread(brief: Brief, layout: Layout) -> str:
    """Render one thread as a page with all its parts."""
    story = thread_story(brief, layout)
    return _page(story.title, [_element("main", story_markup(story, "Articles", level=1))])


def threads(rows: Iterable[ThreadRow], layout: Layout) -> str:
    """Render a list of threads as a page: title, counts, date and id of each."""
    items = []
    for row in rows:
        title = clean_line(row.thread.title) or "untitled"
        facts, why = captions.row_facts(row, layout.zone), clean_line(row.why)
        name = Markup('<strong dir="auto">{}</strong> <span class="facts">{} · <code>{}</code></span>')
        note = _classed("p", "note", why) if why else Markup()
        items.append(Markup("<li>{}{}</li>").format(name.format(title, facts, clean_line(row.thread.id)), note))
    return _list_page("Threads", [_element("ol", _lines(items))])


def quotes(quotes: Iterable[KeyQuote], layout: Layout) -> str:
    """Render quotes with speakers and sources as a page."""
    return _list_page("Key quotes", [_quote(quote_item(quote, layout.zone)) for quote in quotes])


def hits(hits: Iterable[SearchHit], layout: Layout) -> str:
    """Render search results as a page, each with its matching sentence and marked words."""
    from briefing.render.search_results import Pieces, search_result

    def marked(pieces: Pieces) -> Markup:
        return Markup().join(Markup("<mark>{}</mark>" if hit else "{}").format(text) for text, hit in pieces)

    items = []
    for hit in hits:
        result = search_result(hit, layout.zone)
        title = Markup('<strong dir="auto">{}</strong>').format(_link(marked(result.title), result.link))
        facts = Markup('<span class="facts">({}) <code>{}</code></span>').format(result.origin, result.thread)
        items.append(Markup('<li>{} {}\n<p dir="auto">{}</p></li>').format(title, facts, marked(result.text)))
    return _list_page("Search results", [_element("ol", _lines(items))])


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
        items = _lines(_reference(reference, story) for reference in story.references)
        parts += [_heading(sources, level + 1), Markup('<ol class="references">\n{}\n</ol>').format(items)]
        if story.unlisted:
            parts.append(_classed("p", "note", f"and {count(story.unlisted, 'more article')}"))
    return _lines(parts)


def _section(section: Section, story: Story, level: int) -> Markup:
    quotes = [_quote(item, story) for item in section.items if item.speaker]
    lines = [_line(item, story) for item in section.items if not item.speaker]
    parts = [_heading(section.title, level), *([_element("ul", _lines(lines))] if lines else []), *quotes]
    if section.note:
        parts.append(_classed("p", "note", _coded(section.note)))
    return _element("section", _lines(parts))


def _line(item: Item, story: Story) -> Markup:
    date = Markup('<span class="date">{}</span> ').format(item.date) if item.date else Markup()
    return Markup('<li>{}<span dir="auto">{}</span> {}</li>').format(date, item.text, _source(item, story))


def _quote(item: Item, story: Story | None = None) -> Markup:
    return Markup('<blockquote>\n<p dir="auto">“{}”</p>\n<p>— <cite dir="auto">{}</cite> {}</p>\n</blockquote>').format(
        item.text, item.speaker, _source(item, story)
    )


def _source(item: Item, story: Story | None) -> Markup:
    """Attribution of an item, with links to its source and to the list of sources, if there is one."""
    numbers = [(_anchor(story), mark) for mark in item.marks] if story else []
    marks = (Markup(' <a class="mark" href="#{}-{}">[{}]</a>').format(anchor, mark, mark) for anchor, mark in numbers)
    return Markup('<span class="source">({})</span>{}').format(_link(item.origin, item.link), Markup().join(marks))


def _reference(reference: Reference, story: Story) -> Markup:
    origin = Markup(' <span class="origin">({})</span>').format(reference.origin) if reference.origin else Markup()
    return Markup('<li id="{}-{}" value="{}" dir="auto">{}{}</li>').format(
        _anchor(story), reference.mark, reference.mark, _link(reference.title, reference.link), origin
    )


def _link(words: str, address: str) -> Markup:
    if not address:
        return Markup("{}").format(words)
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(address, words)


def _anchor(story: Story) -> str:
    return f"thread-{story.id}"


def _heading(words: str, level: int) -> Markup:
    return Markup("<h{level}>{words}</h{level}>").format(level=level, words=words)


def _element(name: str, content: str) -> Markup:
    """An element with `content`, which is escaped unless it is markup already."""
    line = "\n" if content.endswith(">") and isinstance(content, Markup) else ""
    return Markup("<{name}>{line}{content}{line}</{name}>").format(name=name, line=line, content=content)


def _classed(name: str, kind: str, words: str) -> Markup:
    return Markup('<{name} class="{kind}">{words}</{name}>').format(name=name, kind=kind, words=words)


def _coded(words: str) -> Markup:
    """Text with commands between backticks as code."""
    parts = words.split("`")
    if len(parts) % 2 == 0:  # one of them is a literal backtick
        return escape(words)
    escaped = (str(escape(part)) for part in parts)
    return Markup("".join(f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(escaped)))


def _lines(parts: Iterable[Markup]) -> Markup:
    return Markup("\n").join(parts)


def _list_page(title: str, items: Sequence[Markup]) -> str:
    return _page(title, [_element("header", _element("h1", title)), _element("main", _lines(items))])


def _page(title: str, parts: Iterable[Markup]) -> str:
    return str(_PAGE.format(title=title, style=_style(), body=_lines(parts)))


@cache
def _style() -> Markup:
    """The bundled style sheet, which contains nothing that ends its element."""
    return Markup((Path(__file__).parent / "data" / "page.css").read_text(encoding="utf-8"))

"""Plain text for a terminal, a mail or a file: `width` columns, no control characters but line feeds and styles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from briefing.dates_and_counts import count, long_day
from briefing.render import captions
from briefing.render.ansi import Pen, Piece, Style
from briefing.render.story_view import (
    Item,
    Reference,
    Section,
    Story,
    briefing_story,
    quote_item,
    summary_story,
    thread_story,
)
from briefing.render.text_layout import Layout, cut, join_lines, pad, width_of, wrap
from briefing.sanitizer import clean_line

if TYPE_CHECKING:
    from briefing.model import Brief, Briefing, Document, KeyQuote, SearchHit, Summary, ThreadRow
    from briefing.render.search_results import Pieces


def briefing(briefing: Briefing, layout: Layout) -> str:
    """Render the briefing of one minute, or with every part of its stories if `layout.full` is set."""
    if not layout.full:
        from briefing.render.plain_daily import daily_lines

        return join_lines(daily_lines(briefing, layout))
    pen, zone = Pen.of(layout), layout.zone
    title = f"Briefing of {long_day(briefing.generated_at, zone)}"
    out = [pen.paint(title, "title"), "=" * width_of(title), *pen.wrap(captions.window(briefing, zone), "faint")]
    if warning := captions.warning(briefing, zone):
        out += ["", *pen.wrap(warning, "warning")]
    if not briefing.briefs:
        out += ["", *pen.wrap(captions.nothing_new(briefing, zone))]
    for brief in briefing.briefs:
        out += ["", "", *_story(briefing_story(brief, briefing.since, layout), "Sources", pen)]
    if also := captions.also_lines(briefing):
        out += ["", "", pen.paint(captions.ALSO, "heading")]
        for line in also:
            out += pen.wrap(line, None, "  ")
    out += ["", "", "-" * (pen.width or len(title))]
    for line in captions.health_lines(briefing.health):
        out += pen.wrap(line, "faint", rest="  ")
    return join_lines(out)


def threads(rows: Iterable[ThreadRow], layout: Layout) -> Iterator[str]:
    """Yield one line for each thread: id, title, counts and date; a limited width cuts titles.

    The rows are iterated twice, first for the widths of the columns.
    """
    pen = Pen.of(layout)
    id_width = widest = facts = 0
    for row in rows:
        id_, title, fact = _row_words(row, layout)
        id_width, widest = max(id_width, width_of(id_)), max(widest, width_of(title))
        facts = max(facts, width_of(fact))
    if pen.width:
        widest = min(widest, max(pen.width - id_width - facts - 4, pen.width // 2))
    for row in rows:
        id_, title, fact = _row_words(row, layout)
        # Unread rows stand out, as in mail programs.
        name: Piece = (pad(cut(title, widest), widest), "title" if row.unread else None)
        yield join_lines([pen.line([(pad(id_, id_width), "id"), ("  ", None), name, ("  ", None), (fact, "faint")])])
        if row.why:
            yield join_lines([pen.line([(" " * id_width, None), ("  ", None), (clean_line(row.why), "faint")])])


def _row_words(row: ThreadRow, layout: Layout) -> tuple[str, str, str]:
    """Columns of a thread in a list: id, title, counts and date."""
    return (
        clean_line(row.thread.id),
        clean_line(row.thread.title) or "untitled",
        captions.row_facts(row, layout.zone),
    )


def thread(brief: Brief, layout: Layout) -> str:
    """Render one thread with all its parts."""
    return join_lines([*_story(thread_story(brief, layout), "Articles", Pen.of(layout))])


def quotes(quotes: Iterable[KeyQuote], layout: Layout) -> Iterator[str]:
    """Yield quotes with speaker, source and address: one line each if the width is unlimited, else wrapped."""
    pen = Pen.of(layout)
    for quote in quotes:
        item = quote_item(quote, layout.zone)
        yield join_lines(pen.wrap([*_item(item), *_behind(item.link)], rest="  "))


def hits(hits: Iterable[SearchHit], layout: Layout) -> str:
    """Render search results with thread, outlet, date, matching sentence and address.

    Matches are between asterisks, or styled. One line each if the width is unlimited, else wrapped.
    """
    from briefing.render.search_results import search_result

    pen = Pen.of(layout)
    out: list[str] = []
    for hit in hits:
        result = search_result(hit, layout.zone)
        title = _marked(result.title, "title", pen)
        head: list[Piece] = [(result.thread, "id"), ("  ", None), *title, (f" ({result.origin})", "faint")]
        body: list[Piece] = [*_marked(result.text, None, pen), *_behind(result.link)]
        if pen.width:
            out += [*pen.wrap(head), *pen.wrap(body, first="  ")]
        else:
            out.append(pen.line([*head, (" ", None), *body]))
    return join_lines(out)


def summaries(summaries: Iterable[Summary], layout: Layout) -> Iterator[str]:
    """Yield summaries separated by blank lines: title, source, then one sentence per line."""
    for number, summary in enumerate(summaries):
        story = summary_story(summary, layout)
        yield ("\n" if number else "") + join_lines([*_summary(story, Pen.of(layout))])


def documents(documents: Iterable[Document], layout: Layout) -> Iterator[str]:
    """Yield texts with a blank line between paragraphs."""
    from briefing.render.frontmatter import front_matter

    for number, document in enumerate(documents):
        article = document.article
        head = ["\n".join(front_matter(article))] if layout.metadata else []
        paragraphs = ["\n".join(wrap(line, layout.width)) for line in article.text.split("\n") if line]
        yield ("\n" if number else "") + "\n\n".join(head + paragraphs) + "\n"


def _summary(story: Story, pen: Pen) -> Iterator[str]:
    """Yield the lines of a summary; lines of a single source omit it, as it is named above them."""
    yield from pen.wrap(story.title, "title")
    yield from pen.wrap(story.facts, "faint")
    for section in story.sections:
        yield ""
        if section.title != "Summary":
            yield pen.paint(section.title, "heading")
        for item in section.items:
            yield from pen.wrap(_item(item) if story.references else _words(item))
        if section.note:
            yield from pen.wrap(section.note, "faint")
    if story.references:
        yield from ("", pen.paint("Sources", "heading"))
        for reference in story.references:
            yield from _reference(reference, pen)


def _story(story: Story, sources: str, pen: Pen) -> Iterator[str]:
    yield from pen.wrap(story.title, "title")
    yield "-" * max(map(width_of, wrap(story.title, pen.width)))
    yield from pen.wrap([(story.facts, "faint"), *_dotted(story)])
    for section in story.sections:
        yield from _section(section, pen)
    if story.references:
        yield from ("", pen.paint(sources, "heading"))
        for reference in story.references:
            yield from _reference(reference, pen)
        if story.unlisted:
            yield from pen.wrap(f"and {count(story.unlisted, 'more article')}", "faint", "  ")


def _section(section: Section, pen: Pen) -> Iterator[str]:
    yield from ("", pen.paint(section.title, "heading"))
    for item in section.items:
        mark = f"  {item.date}  " if item.date else "  " if item.speaker else "  * "
        yield from pen.wrap(_item(item), None, mark, "    ")
    if section.note:
        yield from pen.wrap(section.note, "faint", "  ")


def _dotted(story: Story) -> Iterator[Piece]:
    """Yield the story's id as a suffix of its facts."""
    if story.id:
        yield (" · " if story.facts else "", "faint")
        yield (story.id, "id")


def _item(item: Item) -> list[Piece]:
    """An item's text with speaker, source and numbers."""
    return [*_words(item), (f" ({item.origin})" + "".join(f" [{mark}]" for mark in item.marks), "faint")]


def _words(item: Item) -> list[Piece]:
    return [(f"“{item.text}” — ", None), (item.speaker, "speaker")] if item.speaker else [(item.text, None)]


def _behind(link: str) -> Iterator[Piece]:
    """Yield an address as a suffix."""
    if link:
        yield (f" {link}", "faint")


def _marked(pieces: Pieces, style: Style | None, pen: Pen) -> list[Piece]:
    """Pieces with matches styled, or between asterisks."""
    if not pen.color:
        from briefing.render.search_results import mark_matches

        return [(mark_matches(pieces, "*"), style)]
    return [(text, "match" if hit else style) for text, hit in pieces]


def _reference(reference: Reference, pen: Pen) -> Iterator[str]:
    mark = f"  [{reference.mark}] "
    origin = f" ({reference.origin})" if reference.origin else ""
    yield from pen.wrap([(reference.title, None), (origin, "faint")], None, mark)
    if reference.link:
        yield from pen.wrap(reference.link, "faint", " " * len(mark))

"""Text for a terminal, a mail or a file: `width` columns, no colours, no control characters but line feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from briefing.hygiene import clean_line
from briefing.render import phrases
from briefing.render.layout import Layout, cut, pad, width_of, wrap
from briefing.render.outline import Item, Reference, Section, Story, quote_item, told_story, told_summary, whole_story

if TYPE_CHECKING:
    from briefing.model import Brief, Briefing, Document, KeyQuote, SearchHit, Summary, ThreadRow


def briefing(briefing: Briefing, layout: Layout) -> str:
    """Return the briefing: window, stories, sources."""
    width, zone = layout.width, layout.zone
    title = f"Briefing of {phrases.long_day(briefing.generated_at, zone)}"
    out = [title, "=" * width_of(title), *wrap(phrases.window(briefing, zone), width)]
    if warning := phrases.warning(briefing, zone):
        out += ["", *wrap(warning, width)]
    if not briefing.briefs:
        out += ["", *wrap(phrases.nothing_new(briefing, zone), width)]
    for brief in briefing.briefs:
        out += ["", "", *_story(told_story(brief, briefing.since, layout), "Sources", width)]
    if more := phrases.left_out(briefing):
        out += ["", "", *wrap(more, width)]
    out += ["", "", "-" * (width or len(title))]
    for line in phrases.health_lines(briefing.health):
        out += wrap(line, width, rest="  ")
    return _text(out)


def threads(rows: Sequence[ThreadRow], layout: Layout) -> str:
    """Return one line for each thread: id, title, counts and date; a limited width cuts titles."""
    facts = [phrases.row_facts(row, layout.zone) for row in rows]
    titles = [clean_line(row.thread.title) or "untitled" for row in rows]
    ids = [clean_line(row.thread.id) for row in rows]
    id_width = max(map(width_of, ids), default=0)
    widest = max(map(width_of, titles), default=0)
    if layout.width:
        left = layout.width - id_width - max(map(width_of, facts), default=0) - 4
        widest = min(widest, max(left, layout.width // 2))
    columns = zip(ids, titles, facts, strict=True)
    lines = [f"{pad(id_, id_width)}  {pad(cut(title, widest), widest)}  {fact}" for id_, title, fact in columns]
    told = zip(lines, rows, strict=True)
    whys = [(line, f"{' ' * id_width}  {clean_line(row.why)}" if row.why else "") for line, row in told]
    return _text([cut(line, layout.width) for pair in whys for line in pair if line])


def thread(brief: Brief, layout: Layout) -> str:
    """Return one thread with everything."""
    return _text([*_story(whole_story(brief, layout), "Articles", layout.width)])


def quotes(quotes: Sequence[KeyQuote], layout: Layout) -> str:
    """Return quotes with speaker, source and address: one line each without a limit of width, else wrapped."""
    out: list[str] = []
    for quote in quotes:
        item = quote_item(quote, layout.zone)
        told = _told(item) + (f" {item.link}" if item.link else "")
        out += wrap(told, layout.width, rest="  ")
    return _text(out)


def hits(hits: Sequence[SearchHit], layout: Layout) -> str:
    """Return articles with thread, outlet, date, the sentence found, its hits between asterisks, and address.

    One line each without a limit of width, else wrapped.
    """
    from briefing.render.found import drawn, told_hit

    out: list[str] = []
    for hit in hits:
        found = told_hit(hit, layout.zone)
        head = f"{found.thread}  {drawn(found.title, '*')} ({found.origin})"
        told = drawn(found.text, "*") + (f" {found.link}" if found.link else "")
        out += [f"{head} {told}"] if not layout.width else [*wrap(head, layout.width), *wrap(told, layout.width, "  ")]
    return _text(out)


def summaries(summaries: Iterable[Summary], layout: Layout) -> Iterator[str]:
    """Yield summaries, a blank line between them: title, source, then the sentences, each on a line of its own."""
    for number, summary in enumerate(summaries):
        story = told_summary(summary, layout)
        yield ("\n" if number else "") + _text([*_summary(story, layout.width)])


def documents(documents: Iterable[Document], layout: Layout) -> Iterator[str]:
    """Yield texts, a blank line between paragraphs."""
    from briefing.render.frontmatter import front_matter

    for number, document in enumerate(documents):
        article = document.article
        head = ["\n".join(front_matter(article))] if layout.metadata else []
        paragraphs = ["\n".join(wrap(line, layout.width)) for line in article.text.split("\n") if line]
        yield ("\n" if number else "") + "\n\n".join(head + paragraphs) + "\n"


def _summary(story: Story, width: int) -> Iterator[str]:
    """Yield the lines of a summary; those of one source stand without it, as it stands above them."""
    yield from wrap(story.title, width)
    yield from wrap(story.facts, width)
    for section in story.sections:
        yield ""
        if section.title != "Summary":
            yield section.title
        for item in section.items:
            yield from wrap(_told(item) if story.references else _said(item), width)
        if section.note:
            yield from wrap(section.note, width)
    if story.references:
        yield from ("", "Sources")
        for reference in story.references:
            yield from _reference(reference, width)


def _story(story: Story, sources: str, width: int) -> Iterator[str]:
    title = wrap(story.title, width)
    yield from title
    yield "-" * max(map(width_of, title))
    yield from wrap(phrases.listing((story.facts, story.id)), width)
    for section in story.sections:
        yield from _section(section, width)
    if story.references:
        yield from ("", sources)
        for reference in story.references:
            yield from _reference(reference, width)
        if story.unlisted:
            yield from wrap(f"and {phrases.count(story.unlisted, 'more article')}", width, "  ")


def _section(section: Section, width: int) -> Iterator[str]:
    yield from ("", section.title)
    for item in section.items:
        mark = f"  {item.date}  " if item.date else "  " if item.speaker else "  * "
        yield from wrap(_told(item), width, mark, "    ")
    if section.note:
        yield from wrap(section.note, width, "  ")


def _told(item: Item) -> str:
    """Return an item's words with speaker, source and numbers."""
    return f"{_said(item)} ({item.origin})" + "".join(f" [{mark}]" for mark in item.marks)


def _said(item: Item) -> str:
    return f"“{item.text}” — {item.speaker}" if item.speaker else item.text


def _reference(reference: Reference, width: int) -> Iterator[str]:
    mark = f"  [{reference.mark}] "
    yield from wrap(f"{reference.title} ({reference.origin})" if reference.origin else reference.title, width, mark)
    if reference.link:
        yield from wrap(reference.link, width, " " * len(mark))


def _text(lines: Sequence[str]) -> str:
    return "".join(line.rstrip() + "\n" for line in lines)

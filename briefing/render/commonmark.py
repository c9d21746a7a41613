"""CommonMark for notes, wikis and chats, with all external text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from briefing.dates_and_counts import count, long_day
from briefing.render import captions
from briefing.render.daily_view import Daily, Headline, Point, ShortStory, daily_view
from briefing.render.story_view import Item, Section, Story, briefing_story, quote_item, summary_story, thread_story
from briefing.render.text_layout import Layout, join_lines
from briefing.sanitizer import clean_line

if TYPE_CHECKING:
    from briefing.model import Brief, Briefing, Document, KeyQuote, SearchHit, Summary, ThreadRow

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~!&$^@]|:(?=//)|(?<=\bwww)\.|^[-+=]|^\d+(?=[.)])", re.IGNORECASE)
"""Characters special in CommonMark, its extensions (tables, formulas, bare addresses) or at the start of a list."""

_UNSAFE_IN_LINK = re.compile(r"[^\w\-.~:/?#@!$&'*+,;=%]")


def escape(text: str) -> str:
    """Escape `text` on one line so that Markdown shows it literally."""
    return _SPECIAL.sub(_escaped, clean_line(text))


def _escaped(match: re.Match[str]) -> str:
    # A number at the start of a list needs the backslash behind it.
    return match[0] + "\\" if match[0].isdigit() else "\\" + match[0]


def link(words: str, address: str) -> str:
    """Link with escaped text; only the text if the URL may not be linked."""
    target = captions.link(address)
    if not target:
        return escape(words)
    return f"[{escape(words)}]({_target(target)})"


def _target(address: str) -> str:
    return _UNSAFE_IN_LINK.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), address)


def briefing(briefing: Briefing, layout: Layout) -> str:
    """Render the briefing of one minute, or with every part of its stories if `layout.full` is set."""
    if not layout.full:
        return join_lines(_daily(daily_view(briefing, layout)))
    zone = layout.zone
    out = [f"# Briefing of {long_day(briefing.generated_at, zone)}", "", captions.window(briefing, zone)]
    if warning := captions.warning(briefing, zone):
        out += ["", f"**{warning}**"]
    if not briefing.briefs:
        out += ["", captions.nothing_new(briefing, zone)]
    for brief in briefing.briefs:
        out += ["", *_story(briefing_story(brief, briefing.since, layout), "Sources")]
    if also := captions.also_lines(briefing):
        out += ["", f"## {captions.ALSO}", "", *(f"- {escape(line)}" for line in also)]
    out += ["", "---", ""]
    out += [f"- {escape(line)}" for line in captions.health_lines(briefing.health)]
    return join_lines(out)


def _daily(daily: Daily) -> Iterator[str]:
    yield from (f"# {daily.title}", "", daily.window)
    if daily.warning:
        yield from ("", f"**{daily.warning}**")
    if daily.nothing:
        yield from ("", daily.nothing)
    if daily.headlines:
        yield from ("", *map(_headline, daily.headlines))
    for story in daily.stories:
        yield from _short_story(story)
    if daily.also or daily.unnamed:
        yield from ("", f"## {captions.ALSO}", "", *map(_headline, daily.also))
        if daily.unnamed:
            yield from ("", daily.unnamed) if daily.also else (daily.unnamed,)
    if daily.addresses:
        yield ""
        for number, address in enumerate(daily.addresses, 1):
            yield f"[{number}]: {_target(address)}"
    if daily.failed:
        yield from ("", escape(daily.failed))


def _headline(headline: Headline) -> str:
    return "- " + captions.listing((escape(headline.title), headline.outlets, headline.state))


def _short_story(story: ShortStory) -> Iterator[str]:
    yield from ("", f"## {escape(story.title)}")
    if story.deck:
        yield from ("", _point(story.deck))
    if story.points or story.quotes:
        yield ""
    for point in (*story.points, *story.quotes):
        yield f"- {_point(point)}"
    if story.before:
        yield from ("", f"*Before:* {_point(story.before)}")


def _point(point: Point) -> str:
    words = f"“{escape(point.text)}” — **{escape(point.speaker)}**" if point.speaker else escape(point.text)
    tag = f" ({escape(point.tag)})" if point.tag else ""
    return words + tag + "".join(f" [{mark}]" for mark in point.marks)


def threads(rows: Iterable[ThreadRow], layout: Layout) -> str:
    """Render one list item for each thread."""
    return join_lines(
        [
            f"- **{escape(row.thread.title) or 'untitled'}** {captions.row_facts(row, layout.zone)} `{row.thread.id}`"
            for row in rows
        ]
    )


def thread(brief: Brief, layout: Layout) -> str:
    """Render one thread with all its parts."""
    return join_lines(list(_story(thread_story(brief, layout), "Articles", level="#")))


def quotes(quotes: Iterable[KeyQuote], layout: Layout) -> str:
    """Render one list item for each quote."""
    return join_lines([f"- {_item(quote_item(quote, layout.zone))}" for quote in quotes])


def hits(hits: Iterable[SearchHit], layout: Layout) -> str:
    """Render one list item for each search result, with matches in bold."""
    from briefing.render.search_results import mark_matches, search_result

    out = []
    for hit in hits:
        result = search_result(hit, layout.zone)
        head = f"{mark_matches(result.title, '**', escape)} ({link(result.origin, result.link)}) `{result.thread}`"
        out += [f"- {head}", f"  {mark_matches(result.text, '**', escape)}"]
    return join_lines(out)


def summaries(summaries: Iterable[Summary], layout: Layout) -> Iterator[str]:
    """Yield a heading, the source and one list item for each sentence."""
    for number, summary in enumerate(summaries):
        story = summary_story(summary, layout)
        address = "" if story.references else summary.articles[0].url
        yield ("\n" if number else "") + join_lines([f"## {link(story.title, address)}", *_summary(story)])


def documents(documents: Iterable[Document], layout: Layout) -> Iterator[str]:
    """Yield front matter, the title as a heading, and paragraphs."""
    from briefing.render.frontmatter import front_matter

    for number, document in enumerate(documents):
        article = document.article
        head = ["\n".join(front_matter(article))] if layout.metadata else []
        paragraphs = [escape(line) for line in article.text.split("\n") if line]
        yield ("\n" if number else "") + "\n\n".join([*head, f"# {escape(article.title)}", *paragraphs]) + "\n"


def _summary(story: Story) -> Iterator[str]:
    """Yield a summary below its heading; lines of a single source omit it, as it is named above them."""
    yield from ("", escape(story.facts))
    for section in story.sections:
        yield from ("", *(() if section.title == "Summary" else (f"### {section.title}", "")))
        yield from (f"- {_item(item) if story.references else _words(item)}" for item in section.items)
        yield from (section.note,) if section.note else ()
    if story.references:
        yield from ("", "### Sources", "", *_references(story))


def _references(story: Story) -> Iterator[str]:
    for reference in story.references:
        origin = f" ({escape(reference.origin)})" if reference.origin else ""
        yield f"{reference.mark}. {link(reference.title, reference.link)}{origin}"


def _story(story: Story, sources: str, level: str = "##") -> Iterator[str]:
    yield f"{level} {escape(story.title)}"
    yield from ("", f"{escape(story.facts)} · `{story.id}`")
    for section in story.sections:
        yield from ("", f"{level}# {section.title}", "")
        yield from _section(section)
    if story.references:
        yield from ("", f"{level}# {sources}", "")
        yield from _references(story)
        if story.unlisted:
            yield from ("", f"and {count(story.unlisted, 'more article')}")


def _section(section: Section) -> Iterator[str]:
    for item in section.items:
        yield f"- {_item(item)}"
    if section.note:
        yield from ("", section.note) if section.items else (section.note,)


def _item(item: Item) -> str:
    date = f"**{item.date}** " if item.date else ""
    return f"{date}{_words(item)} ({link(item.origin, item.link)})"


def _words(item: Item) -> str:
    return f"“{escape(item.text)}” — **{escape(item.speaker)}**" if item.speaker else escape(item.text)

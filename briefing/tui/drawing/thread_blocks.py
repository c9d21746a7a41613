"""The page of a thread: summary, news, key quotes, timeline and articles, every line with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.briefs.highlights import untold, untold_events
from briefing.dates_and_counts import DAY, count, short_day, short_time
from briefing.model import ArticleRef, Brief, Line, TimelineEvent
from briefing.render.captions import new_outlets, tagged
from briefing.render.story_view import BEFORE, IN_SHORT, NEW
from briefing.tui.drawing.attributions import DIVIDER, Attributions, PageContext, facts, key_of, place_of
from briefing.tui.drawing.page_layout import Block, Paragraph, Place, dimmed, heading, plain
from briefing.tui.drawing.quote_blocks import DATE_COLUMNS, View, exchange_blocks, quote_blocks
from briefing.tui.drawing.row_lines import STARRED
from briefing.tui.drawing.styled import styled


def thread_blocks(brief: Brief, context: PageContext, view: View = "story") -> tuple[Block, ...]:
    """Blocks of a thread's page, or of its quotes only.

    What is new is shown only for a thread that was read before; in others everything is new. Marks such as
    [2] are the numbers of the articles at the end.
    """
    if view == "why":
        return _reasons(brief, context)
    if view != "story":
        return exchange_blocks(brief, context, view)
    sources = Attributions.of(brief, context)
    return (
        *_head(brief, context),
        *_section(IN_SHORT, (_lead_line(line, brief, sources) for line in brief.lead if line.part != "before")),
        *_news(brief, sources),
        *_section(BEFORE, (_line("lead", line, sources) for line in brief.lead if line.part == "before")),
        *_quotes(brief, sources),
        *_related(brief),
        *_section("Timeline", (_event(event, sources) for event in untold_events(brief.timeline, _told(brief)))),
        *_section("Articles", (_article(ref, sources) for ref in brief.articles)),
    )


def _head(brief: Brief, context: PageContext) -> Iterator[Block]:
    thread = brief.thread
    yield plain((thread.title or "Untitled thread", "title"))
    yield plain((DIVIDER.join(_thread_facts(brief, context)), "meta"))
    times = [short_time(when, context.now, context.zone, dated=True) for when in (thread.first, thread.last)]
    span = " – ".join(dict.fromkeys(time for time in times if time))
    bars = sparkline(ref.published for ref in brief.articles if ref.published)
    if span:
        yield plain((span, "meta"), ("  " + bars if bars else "", "mark"))


def _thread_facts(brief: Brief, context: PageContext) -> Iterator[str]:
    """Yield the counts and marks of a thread."""
    yield count(len(brief.articles), "article")
    yield count(len(brief.outlets), "outlet")
    if brief.independent:
        yield f"{brief.independent} independent"
    if brief.copies:
        yield count(brief.copies, "copy")
    if teasers := sum(ref.id in context.teasers for ref in brief.articles):
        only = "teaser only" if teasers == 1 else "teasers only"
        yield count(teasers, "teaser") if teasers < len(brief.articles) else only
    state = brief.thread.state
    yield from (word for word, is_set in (("followed", state.followed), ("muted", state.muted)) if is_set)
    if state.tags:
        yield tagged(state.tags)


def _reasons(brief: Brief, context: PageContext) -> tuple[Block, ...]:
    """Page with the reasons for each article of the thread."""
    sources = Attributions.of(brief, context)
    blocks = [plain((brief.thread.title or "Untitled thread", "title"))]
    blocks += [plain((brief.why, "meta"))] if brief.why else []
    blocks.append(heading("Why these articles are here"))
    for ref in brief.articles:
        article = _article(ref, sources)
        margin = len(sources.mark(ref.id)) + 1
        why = Paragraph(styled((ref.why or "no reason recorded", "meta")), indent=margin, hang=margin)
        blocks.append(replace(article, paragraphs=(*article.paragraphs, why)))
    return tuple(blocks)


def _news(brief: Brief, sources: Attributions) -> Iterator[Block]:
    since = brief.thread.state.read_until
    lines = _told(brief)
    if since is None or not (lines or brief.new_outlets):
        return
    last_read = short_time(since, sources.context.now, sources.context.zone)
    yield plain((NEW, "heading"), (f"  {last_read}", "meta"), gap=1)
    for line in lines:
        yield _line("new", line, sources)
    if more := len(untold(brief.new, brief.lead)) - len(lines):
        yield plain((f"and {more} more", "meta"))
    if brief.new_outlets:
        yield plain((new_outlets(brief), "meta"))


def _told(brief: Brief) -> Sequence[Line]:
    """What is new for a reader who has read the thread, besides the new lines of its summary."""
    return () if brief.thread.state.read_until is None else brief.update or untold(brief.new, brief.lead)


def _lead_line(line: Line, brief: Brief, sources: Attributions) -> Block:
    """A line of the summary, emphasised if it is new for a reader who has read the thread."""
    since = brief.thread.state.read_until
    return _line("lead", line, sources, is_new=bool(since and line.added and line.added > since))


def _quotes(brief: Brief, sources: Attributions) -> Iterator[Block]:
    shown = brief.quotes[: sources.context.quotes]
    number = len(brief.quotes) + len(brief.other_quotes)
    more = f"  {len(shown) or 'none'} of {number}" if len(shown) < number else ""
    if number and sources.context.quotes:
        yield plain(("Key quotes", "heading"), (more, "meta"), gap=1)
        yield from quote_blocks(shown, sources)


def _related(brief: Brief) -> Iterator[Block]:
    if brief.related:
        titles = DIVIDER.join(each.title or "Untitled thread" for each in brief.related)
        yield plain(("Related", "heading"), (f"  {titles}", "meta"), gap=1)


def _section(title: str, blocks: Iterator[Block]) -> Iterator[Block]:
    items = list(blocks)
    if items:
        yield heading(title)
        yield from items


def _line(section: str, line: Line, sources: Attributions, *, is_new: bool = False) -> Block:
    mark, tail = sources.mark(line.source.article_id), sources.tail(line.source, line.support)
    text = styled(
        "• ", (line.text, "new" if is_new or section == "new" else ""), " ", (mark, "mark"), (f"\xa0{tail}", "meta")
    )
    return Block((Paragraph(text, hang=2),), place_of(line.source), key_of(section, line.source))


def _event(event: TimelineEvent, sources: Attributions) -> Block:
    context = sources.context
    now, zone, line = context.now, context.zone, event.line
    when = short_day(event.when, now, zone) if event.day_only else short_time(event.when, now, zone, dated=True)
    text = styled(
        (f"{when:<{DATE_COLUMNS}}", "date"), line.text, (f"\xa0{sources.mark(line.source.article_id)}", "mark")
    )
    return Block((Paragraph(text, hang=DATE_COLUMNS),), place_of(line.source), key_of("event", line.source))


def _article(ref: ArticleRef, sources: Attributions) -> Block:
    context = sources.context
    parts = [ref.outlet, ref.wire, short_time(ref.published, context.now, context.zone)]
    parts += [f"copy of {sources.mark(ref.copy_of)}".strip()] if ref.copy_of else []
    mark = f"{sources.mark(ref.id)} "
    parts += [tagged(ref.tags)] if ref.tags else []
    reason = context.teasers.get(ref.id)
    parts += [f"page failed: {reason}"] if reason else []
    star = (f"{STARRED} ", "followed") if ref.starred else ""
    title = styled((mark, "mark"), star, ref.title or "Untitled", (f"  {facts(*parts)}", "meta"))
    return Block(
        (Paragraph(dimmed(title) if ref.read else title, hang=len(mark)),),
        Place(ref.id, url=ref.url),
        f"article {ref.id}",
    )


def neighbour(refs: Sequence[ArticleRef], article_id: str, step: int) -> ArticleRef | None:
    """The article `step` places after this one in a thread's list, None beyond its ends."""
    places = [number for number, ref in enumerate(refs) if ref.id == article_id]
    number = places[0] + step if places else 0
    return refs[number] if 0 <= number < len(refs) else None


BARS = "\u00a0▁▂▃▄▅▆▇█"
"""Bars of a histogram by height; the first is blank, of the width of a bar."""


def sparkline(times: Iterable[datetime], columns: int = 24) -> str:
    """Histogram of times in equal intervals of at least a day, as bars: `▃▁█`; empty if all are within one day."""
    ordered = sorted(times)
    if not ordered or ordered[-1] - ordered[0] < DAY:
        return ""
    span = ordered[-1] - ordered[0]
    parts = min(columns, span // DAY + 1)
    counts = [0] * parts
    for time in ordered:
        counts[min(int((time - ordered[0]) / span * parts), parts - 1)] += 1
    most = max(counts)
    return "".join(BARS[-(-number * (len(BARS) - 1) // most)] for number in counts)

"""The page of a thread: news, summary, quotes, timeline and reports, every line with its source.

A source, a date or a fact stands once: no line stands in two sections, the outlet of a thread of one outlet and the
state that all of its reports share stand in the head, a date where the day changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date
from itertools import islice

from briefing.briefs.highlights import untold, untold_events
from briefing.briefs.shortfall import ONLY_HEADLINES
from briefing.dates_and_counts import count
from briefing.model import ArticleRef, Brief, KeyQuote, Line, TimelineEvent
from briefing.render.captions import new_outlets, tagged
from briefing.render.story_view import BEFORE, IN_SHORT, NEW
from briefing.repeated_facts import repeats_title
from briefing.tui.drawing.attributions import (
    DIVIDER,
    Attributions,
    PageContext,
    article_key,
    facts,
    key_of,
    local_day,
    place_of,
)
from briefing.tui.drawing.coverage_strip import coverage_strip
from briefing.tui.drawing.marks import FOLLOWED, STARRED
from briefing.tui.drawing.page_layout import Block, Paragraph, Place, dimmed, heading, plain
from briefing.tui.drawing.quote_blocks import QUOTE_VIEWS, View, exchange_blocks, quote_section
from briefing.tui.drawing.styled import BLANK, Styled, join, styled

TIME_COLUMNS = 7
_BREAK_AFTER = "\xa0· "
"""Separator of the facts in the head; a line breaks after it, so that none begins with it."""

RELATED = 3
"""Maximum number of related threads named."""


def thread_blocks(
    brief: Brief, context: PageContext, view: View = "story", limit: int | None = None
) -> tuple[Block, ...]:
    """Blocks of a thread's page, or of its quotes only.

    What is new is shown only for a thread that was read before; in others everything is new.

    Args:
        brief: the thread.
        context: the current time and its zone.
        view: what is shown.
        limit: maximum number of blocks of the whole thread, which cost less than all; None for all.
    """
    if view == "why":
        return _reasons(brief, context)
    if view in QUOTE_VIEWS:
        return exchange_blocks(brief, context, view)
    return tuple(islice(_story(brief, context), limit))


def _story(brief: Brief, context: PageContext) -> Iterator[Block]:
    """Yield the page of the whole thread."""
    sources = Attributions.of(brief, context)
    quotes = brief.quotes[: context.quotes]
    news = _news(brief, quotes)
    summary = [line for line in _besides(quotes, _beyond_title(brief)) if line not in news]
    is_several = len(brief.articles) > 1
    yield from _head(brief, context, sources)
    yield from _news_section(brief, news, sources)
    yield from _section(IN_SHORT if news or is_several else "", _lines("lead", summary, sources))
    if brief.shortfall and not any(line.text == brief.shortfall for line in summary):
        yield plain((brief.shortfall, "meta"))
    yield from quote_section(brief, sources, [line.text for line in (*news, *summary)])
    events = untold_events(brief.timeline, (*brief.lead, *news))
    events = tuple(event for event in events if not _is_quote(event.line, quotes))
    yield from _section("How it unfolded", _timeline(events, sources))
    yield from _related(brief, context)
    if is_several or not brief.lead:
        yield from _section("Reports", _reports(brief, sources), _shared_teaser(brief, context))


# Head -----------------------------------------------------------------------------------------------------------------


def _head(brief: Brief, context: PageContext, sources: Attributions) -> Iterator[Block]:
    thread = brief.thread
    followed = f"{FOLLOWED} watch" if thread.watch else f"{FOLLOWED} followed"
    marks = (followed if thread.state.followed else "", "muted" if thread.state.muted else "")
    mark = styled((" ".join(filter(None, marks)), "followed"))
    yield Block((Paragraph(styled((thread.title or "Untitled thread", "title")), tail=mark),))
    strip = coverage_strip(ref.published for ref in brief.articles if ref.published)
    words = _BREAK_AFTER.join(filter(None, _facts(brief, context, sources)))
    yield Block((Paragraph(styled((words, "meta")), tail=styled((strip, "strip"))),))


def _facts(brief: Brief, context: PageContext, sources: Attributions) -> Iterator[str]:
    """Yield the counts, days and marks of a thread."""
    yield count(len(brief.articles), "report")
    outlets, own = len(brief.outlets), brief.independent
    if outlets > 1:
        yield count(outlets, "outlet") + (f", {own} of their own" if own < outlets else "")
    else:
        yield from brief.outlets
    yield sources.head_days(brief.thread.first, brief.thread.last).replace(" ", "\xa0")
    if len(brief.articles) == 1:
        yield _shared_teaser(brief, context).replace(DIVIDER, _BREAK_AFTER)
    yield tagged(brief.thread.state.tags)


def _shared_teaser(brief: Brief, context: PageContext) -> str:
    """State that all reports share if only their teasers are there, and the key that fetches a page; else empty."""
    if not all(ref.id in context.teasers for ref in brief.articles):
        return ""
    reasons = {context.teasers[ref.id] for ref in brief.articles}
    reason = reasons.pop() if len(reasons) == 1 else ""
    only = "teaser only" if len(brief.articles) == 1 else "teasers only"
    failed = f"page failed: {reason}" if reason else ""
    return DIVIDER.join(filter(None, (only, failed, f"{context.fetch_key}\xa0fetches the page")))


# Lines ----------------------------------------------------------------------------------------------------------------


def _news(brief: Brief, quotes: Sequence[KeyQuote]) -> Sequence[Line]:
    """What is new for a reader who has read the thread: new lines of the summary, then those of the update."""
    since = brief.thread.state.read_until
    if since is None:
        return ()
    fresh = [line for line in brief.lead if line.added and line.added > since and line.part != "before"]
    return _besides(quotes, (*fresh, *(brief.update or untold(brief.new, brief.lead, brief.thread.title))))


def _beyond_title(brief: Brief) -> Sequence[Line]:
    """The summary without the title; the line that opens a single report then says what is missing."""
    lines = [line for line in brief.lead if not repeats_title(line.text, brief.thread.title)]
    if lines or len(brief.articles) != 1:
        return lines
    return [replace(line, text=brief.shortfall or ONLY_HEADLINES) for line in brief.lead[:1]]


def _besides(quotes: Sequence[KeyQuote], lines: Sequence[Line]) -> Sequence[Line]:
    """Lines less than half of which is a quote of the page; all of them if none is left."""
    return [line for line in lines if not _is_quote(line, quotes)] or lines


def _is_quote(line: Line, quotes: Sequence[KeyQuote]) -> bool:
    return any(quote.text in line.text and 2 * len(quote.text) > len(line.text) for quote in quotes)


def _news_section(brief: Brief, news: Sequence[Line], sources: Attributions) -> Iterator[Block]:
    if brief.thread.state.read_until is None or not (news or brief.new_outlets):
        return
    yield heading(NEW)
    yield from _lines("new", news, sources, sign="+ ")
    shown = {line.source for line in news}
    more = (
        sum(line.source not in shown for line in untold(brief.new, brief.lead, brief.thread.title))
        if brief.update
        else 0
    )
    rest = (f"and {more} more" if more else "", new_outlets(brief))
    if any(rest):
        yield plain(("  " + " · ".join(filter(None, rest)), "meta"), hang=2)


def _section(title: str, blocks: Iterable[Block], note: str = "") -> Iterator[Block]:
    """Yield blocks under a heading, or under a blank line; nothing without blocks."""
    for number, block in enumerate(blocks):
        if not number and title:
            yield heading(title, note)
        yield block if number or title else replace(block, gap=1)


def _lines(section: str, lines: Iterable[Line], sources: Attributions, sign: str = "• ") -> Iterator[Block]:
    before: Line | None = None
    for line in lines:
        is_first_before = line.part == "before" and (before is None or before.part != "before")
        label = (f"{BEFORE}: " if is_first_before else "", "date")
        text = styled((sign, "new" if section == "new" else "mark"), label, line.text)
        tag = styled((sources.tag(line.source, before.source if before else None, line.support), "tag"))
        key = key_of("lead" if line.part else section, line.source)
        yield Block((Paragraph(text, hang=len(sign), tail=tag),), place_of(line.source), key)
        before = line


# Timeline and reports -------------------------------------------------------------------------------------------------


def _timeline(events: Sequence[TimelineEvent], sources: Attributions) -> Iterator[Block]:
    days = [_event_day(event, sources) for event in events]
    margins = _margins(days, ["" if event.day_only else sources.time(event.when) for event in events], sources)
    for event, margin in zip(events, margins, strict=True):
        line = event.line
        tag = styled((sources.outlet(line.source.outlet, line.support), "tag"))
        text = join(margin, styled(line.text))
        block = Paragraph(text, hang=len(margin.text), tail=tag)
        yield Block((block,), place_of(line.source), key_of("event", line.source))


def _event_day(event: TimelineEvent, sources: Attributions) -> date:
    return event.when.astimezone(UTC).date() if event.day_only else local_day(event.when, sources.context.zone)


def _margins(days: Sequence[date | None], times: Sequence[str], sources: Attributions) -> Iterator[Styled]:
    """Yield day and time of each row in columns; the day where it changes."""
    names = [sources.day(day) if day else "" for day in days]
    is_one_day = len(set(days)) == 1 and days[0] == sources.last == sources.first
    width = 0 if is_one_day else max(map(len, names), default=0) + 2
    has_times = any(times)
    before: date | None = None
    for day, name, time in zip(days, names, times, strict=True):
        shown = name if day != before and width else ""
        yield styled((f"{shown:<{width}}", "date"), (f"{time:<{TIME_COLUMNS}}" if has_times else "", "meta"))
        before = day


def _reports(brief: Brief, sources: Attributions) -> Iterator[Block]:
    """Yield the articles, newest first; copies are counted at what they repeat, unless the page is unfolded."""
    context = sources.context
    copies = _copies(brief) if not context.is_unfolded else {}
    folded = {ref.id for refs in copies.values() for ref in refs}
    shown = [ref for ref in brief.articles if ref.id not in folded]
    days = [local_day(ref.published, context.zone) if ref.published else None for ref in shown]
    margins = _margins(days, [sources.time(ref.published) for ref in shown], sources)
    is_shared, is_begun = bool(_shared_teaser(brief, context)), any(ref.read for ref in brief.articles)
    for ref, margin in zip(shown, margins, strict=True):
        state = "" if is_shared else _teaser_state(context.teasers.get(ref.id))
        is_unread = is_begun and not ref.read
        yield _report(ref, margin, sources, state, len(copies.get(ref.id, ())), is_unread=is_unread)


def _teaser_state(failure: str | None) -> str:
    """State of an article: why its page failed, empty for a teaser; None if its text is there."""
    return "" if failure is None else f"page failed: {failure}" if failure else "teaser"


def _copies(brief: Brief) -> dict[str, list[ArticleRef]]:
    """Articles that repeat another one of the thread, by its id."""
    ids = {ref.id for ref in brief.articles}
    copies: dict[str, list[ArticleRef]] = {}
    for ref in brief.articles:
        if ref.copy_of in ids:
            copies.setdefault(ref.copy_of, []).append(ref)
    return copies


def _report(
    ref: ArticleRef, margin: Styled, sources: Attributions, state: str, copies: int, *, is_unread: bool = False
) -> Block:
    mark = f"{sources.mark(ref.id):<{len(str(len(sources.numbers))) + 2}} "
    notes = (
        ref.wire if ref.wire != ref.outlet else "",
        f"copy of {sources.mark(ref.copy_of)}".strip() if ref.copy_of else "",
        state,
        f"+{count(copies, 'copy')}" if copies else "",
        tagged(ref.tags),
    )
    title = styled(
        (mark, "mark"),
        ("● " if is_unread else "", "unread"),
        (f"{STARRED} " if ref.starred else "", "followed"),
        ref.title or "Untitled",
        (f"  {facts(*notes)}" if any(notes) else "", "meta"),
    )
    text = join(margin, dimmed(title) if ref.read else title)
    row = Paragraph(text, hang=len(margin.text) + len(mark), tail=styled((sources.outlet(ref.outlet), "tag")))
    return Block((row,), Place(ref.id, url=ref.url), article_key(ref))


def _reasons(brief: Brief, context: PageContext) -> tuple[Block, ...]:
    """Page with the reasons for each article of the thread."""
    sources = Attributions.of(brief, context)
    blocks = [plain((brief.thread.title or "Untitled thread", "title"))]
    blocks += [plain((brief.why, "meta"))] if brief.why else []
    blocks.append(heading("Why these articles are here"))
    for ref in brief.articles:
        margin = len(sources.mark(ref.id)) + 1
        row = _report(ref, BLANK, sources, "", 0)
        why = Paragraph(styled((ref.why or "no reason recorded", "meta")), indent=margin, hang=margin)
        blocks.append(replace(row, paragraphs=(*row.paragraphs, why), air=1))
    return tuple(blocks)


def _related(brief: Brief, context: PageContext) -> Iterator[Block]:
    if brief.related:
        yield heading("Related", f"{context.related_key} opens the first")
        for each in brief.related[:RELATED]:
            yield plain(("  " + (each.title or "Untitled thread"), "meta"), hang=2)


def neighbour(refs: Sequence[ArticleRef], article_id: str, step: int) -> ArticleRef | None:
    """The article `step` places after this one in a thread's list, None beyond its ends."""
    places = [number for number, ref in enumerate(refs) if ref.id == article_id]
    number = places[0] + step if places else 0
    return refs[number] if 0 <= number < len(refs) else None

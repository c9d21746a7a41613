"""A thread as a page: what is new, summary, key quotes, timeline and articles, every line with its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from briefing.model import ArticleRef, Brief, Citation, KeyQuote, Line, TimelineEvent
from briefing.tui.drawing.blocks import Block, Paragraph, Place, dimmed, heading, plain
from briefing.tui.drawing.styled import styled
from briefing.tui.drawing.words import count, moment

QUOTE_INDENT = 2
"""Columns that set quoted words apart from who said them."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a page depends on besides the thread."""

    now: datetime
    """Today, for dates."""
    zone: tzinfo | None = None
    """Where the reader is; None is the system's own."""
    quotes: int = 5
    """Key quotes at most."""


@dataclass(frozen=True, slots=True)
class _Sources:
    """How a page names its sources."""

    setting: Setting
    numbers: dict[str, int]
    """Article id -> its number in the list of articles."""

    def mark(self, article_id: str) -> str:
        number = self.numbers.get(article_id)
        return f"[{number}]" if number else ""

    def tail(self, source: Citation, outlets: int = 1) -> str:
        """Return who carries a line and since when, behind its mark; lines break between these facts only."""
        parts = [source.outlet, moment(source.published, self.setting.now, self.setting.zone)]
        parts += [count(outlets, "outlet")] if outlets > 1 else []
        return "\xa0· ".join(part.replace(" ", "\xa0") for part in parts if part)


def thread_blocks(brief: Brief, setting: Setting) -> tuple[Block, ...]:
    """Return the page of a thread.

    "What is new" is there only for a thread that was read before; of another all is new. Marks such as [2] are the
    numbers of the articles at the end.
    """
    sources = _Sources(setting, {ref.id: number for number, ref in enumerate(brief.articles, 1)})
    return (
        *_head(brief, setting),
        *_news(brief, sources),
        *_section("Summary", (_line("lead", line, sources) for line in brief.lead)),
        *_section("Key quotes", (_quote(quote, sources) for quote in brief.quotes[: setting.quotes])),
        *_section("Timeline", (_event(event, sources) for event in brief.timeline)),
        *_section("Articles", (_article(ref, sources) for ref in brief.articles)),
    )


def seen_until(brief: Brief) -> datetime | None:
    """Return the arrival of the newest thing of a thread; None if nothing says when it arrived."""
    arrivals = [ref.added for ref in brief.articles] + [line.added for line in brief.new]
    return max((arrival for arrival in arrivals if arrival), default=None)


def _head(brief: Brief, setting: Setting) -> Iterator[Block]:
    thread = brief.thread
    yield plain((thread.title or "Untitled thread", "title"))
    facts = [count(len(brief.articles), "article"), count(len(brief.outlets), "outlet")]
    facts += [f"{brief.independent} independent"] if brief.independent else []
    facts += [count(brief.copies, "copy", "copies")] if brief.copies else []
    facts += ["followed"] if thread.state.followed else []
    yield plain((" · ".join(facts), "meta"))
    times = [moment(when, setting.now, setting.zone, dated=True) for when in (thread.first, thread.last)]
    span = " – ".join(dict.fromkeys(time for time in times if time))
    if span:
        yield plain((span, "meta"))


def _news(brief: Brief, sources: _Sources) -> Iterator[Block]:
    since = brief.thread.state.read_until
    if since is None or not brief.new:
        return
    told = moment(since, sources.setting.now, sources.setting.zone)
    yield plain(("What is new", "heading"), (f"  since {told}", "meta"), gap=1)
    for line in brief.new:
        yield _line("new", line, sources)


def _section(title: str, blocks: Iterator[Block]) -> Iterator[Block]:
    items = list(blocks)
    if items:
        yield heading(title)
        yield from items


def _place(source: Citation) -> Place:
    return Place(source.article_id, source.start, source.end, source.url)


def _key(section: str, source: Citation) -> str:
    return f"{section} {source.article_id} {source.start} {source.end}"


def _line(section: str, line: Line, sources: _Sources) -> Block:
    mark, tail = sources.mark(line.source.article_id), sources.tail(line.source, line.support)
    text = styled("• ", (line.text, "new" if section == "new" else ""), " ", (mark, "mark"), (f" {tail}", "meta"))
    return Block((Paragraph(text, hang=2),), _place(line.source), _key(section, line.source))


def _event(event: TimelineEvent, sources: _Sources) -> Block:
    setting = sources.setting
    when = moment(event.when, setting.now, setting.zone, dated=True)
    line = event.line
    text = styled((f"{when:<13}", "date"), line.text, " ", (sources.mark(line.source.article_id), "mark"))
    return Block((Paragraph(text, hang=13),), _place(line.source), _key("event", line.source))


def _quote(quote: KeyQuote, sources: _Sources) -> Block:
    source = quote.sources[0] if quote.sources else Citation("", 0, 0)
    who = quote.speaker or quote.speaker_as_written or "Speaker unknown"
    outlets = {other.outlet for other in quote.sources}
    tail = sources.tail(source, len(outlets))
    paragraphs = (
        Paragraph(styled((who, "speaker"), (f"  {quote.cue}" if quote.cue else "", "meta"))),
        Paragraph(
            styled((f"“{quote.text}”", "quote"), " ", (sources.mark(source.article_id), "mark"), (f" {tail}", "meta")),
            indent=QUOTE_INDENT,
            hang=QUOTE_INDENT + 1,
        ),
    )
    return Block(paragraphs, _place(source) if quote.sources else None, _key("quote", source))


def _article(ref: ArticleRef, sources: _Sources) -> Block:
    setting = sources.setting
    facts = [ref.outlet, ref.wire, moment(ref.published, setting.now, setting.zone)]
    facts += [f"copy of {sources.mark(ref.copy_of)}".strip()] if ref.copy_of else []
    mark = f"{sources.mark(ref.id)} "
    title = styled((mark, "mark"), ref.title or "Untitled", ("  " + " · ".join(filter(None, facts)), "meta"))
    return Block(
        (Paragraph(dimmed(title) if ref.read else title, hang=len(mark)),),
        Place(ref.id, url=ref.url),
        f"article {ref.id}",
    )


def neighbours(refs: Sequence[ArticleRef], article_id: str, step: int) -> ArticleRef | None:
    """Return the article `step` places after this one in a thread's list, None at the list's ends."""
    places = [number for number, ref in enumerate(refs) if ref.id == article_id]
    wanted = places[0] + step if places else 0
    return refs[wanted] if 0 <= wanted < len(refs) else None


def with_copies(refs: Sequence[ArticleRef], article_id: str) -> list[str]:
    """Return the article and those that are copies of it or with it of a third: read one, all are read."""
    roots = {ref.id: ref.copy_of or ref.id for ref in refs}
    root = roots.get(article_id, article_id)
    return [ref.id for ref in refs if roots[ref.id] == root] or [article_id]

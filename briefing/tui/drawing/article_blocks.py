"""The page of an article: text with headings, marked sentences and quotes of its thread, numbered links."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice

from briefing.dates_and_counts import describe_supplements, short_time
from briefing.model import AnnotatedArticle, Article, Brief
from briefing.tui.drawing.attributions import DIVIDER, PageContext
from briefing.tui.drawing.page_layout import Block, Paragraph, Place, heading, plain
from briefing.tui.drawing.styled import Span, Styled, printable, styled

LEAST_CONFIDENCE = 0.5
"""Minimum confidence of quotes shown by default."""

MAX_LINES = 50_000
"""Maximum number of lines of an article's page; how many more there are is shown below them."""

_LINE = re.compile("[^\n]+")


def article_blocks(
    item: AnnotatedArticle, brief: Brief | None, context: PageContext, target: Place | None = None
) -> tuple[Block, ...]:
    """Blocks of an article's page.

    Args:
        item: the article and its sentences and quotes.
        brief: the thread it is read in; its summary and news are marked.
        context: the current time and its zone.
        target: span to highlight.
    """
    article = item.article
    facts = [article.outlet, article.author, article.wire, short_time(article.when, context.now, context.zone)]
    head = [
        plain((article.title or "Untitled", "title")),
        plain((DIVIDER.join(filter(None, facts)), "meta")),
    ]
    if article.url:
        head.append(plain((article.url, "link")))
    if (reason := context.teasers.get(article.id)) is not None:
        state = f"teaser only, its page failed: {reason}" if reason else "teaser only"
        head.append(plain((state, "failed"), (f"{DIVIDER}{context.fetch_key} fetches its page now", "meta")))
    if article.categories:
        head.append(plain((printable(", ".join(article.categories)), "meta")))
    if not article.text.strip():
        absent = plain(("There is no text in this article; o opens its page.", "meta"), gap=1)
        return (*head, absent, *_links(article))
    return (*head, *_body(article, tuple(_marks(item, brief, target))), *_links(article))


def _marks(item: AnnotatedArticle, brief: Brief | None, target: Place | None) -> Iterator[Span]:
    """Yield the marked spans of the text, with offsets in the article; spans on top come last."""
    own = item.article.id
    analysis = item.analysis
    yield from (Span(s.start, s.end, "subheading") for s in analysis.sentences if s.kind == "heading")
    if brief:
        # In a thread never read all is new; marking all would be useless.
        news = brief.new if brief.thread.state.read_until else ()
        sources = (line.source for line in (*brief.lead, *news))
        yield from (Span(s.start, s.end, "summary") for s in sources if s.article_id == own)
    yield from (Span(link.start, link.end, "anchor") for link in item.article.links)
    yield from (Span(q.start, q.end, "said") for q in analysis.quotes if q.confidence >= LEAST_CONFIDENCE)
    if target and target.article_id == own and target.end > target.start:
        yield Span(target.start, target.end, "target")


def _links(article: Article) -> Iterator[Block]:
    """Yield the URLs of the text's links, the files beside it and its comments with their numbers."""
    notes = describe_supplements(article)
    for url, number in article.link_numbers.items():
        if number == 1:
            yield heading("Links")
        mark, note = f"[{number}] ", notes.get(url, "")
        words = [(f"{printable(note)}{DIVIDER}", "meta")] if note else []
        yield Block((Paragraph(styled((mark, "mark"), *words, (url, "link")), hang=len(mark)),))


def _body(article: Article, marks: tuple[Span, ...]) -> Iterator[Block]:
    """Yield a block for every paragraph, with the marks in it; linear in text and marks."""
    text, numbers = article.text, article.link_numbers
    notes = [(link.end, f"[{numbers[link.url]}]") for link in article.links]
    noted = 0
    ordered = sorted(enumerate(marks), key=lambda item: item[1].start)
    open_marks: list[tuple[int, Span]] = []
    coming = iter([*ordered, None])
    following = next(coming)
    lines = _LINE.finditer(text)
    for match in islice(lines, MAX_LINES):
        start, end = match.span()
        while following is not None and following[1].start < end:
            open_marks.append(following)
            following = next(coming)
        open_marks = [mark for mark in open_marks if mark[1].end > start]
        first = noted
        while noted < len(notes) and notes[noted][0] <= end:
            noted += 1
        if match[0].strip():
            spans = _spans(match[0], start, sorted(open_marks))
            yield Block((_with_notes(match[0], spans, start, notes[first:noted]),), gap=1)
    if left := sum(1 for match in lines if match[0].strip()):
        yield heading(f"{left:,} more lines: export the article to read them")


def _spans(line: str, offset: int, marks: Iterable[tuple[int, Span]]) -> tuple[Span, ...]:
    spans = (Span(max(s.start - offset, 0), min(s.end - offset, len(line)), s.style) for _, s in marks)
    return tuple(span for span in spans if span.end > span.start)


def _with_notes(line: str, spans: tuple[Span, ...], offset: int, notes: Sequence[tuple[int, str]]) -> Paragraph:
    """A paragraph with notes inserted at offsets of the article; a span that ends at a note's offset ends before it."""
    line = printable(line)
    if not notes:
        return Paragraph(Styled(line, spans), offset=offset)
    places = [min(max(place - offset, 0), len(line)) for place, _ in notes]
    added = [0, *accumulate(len(note) for _, note in notes)]
    edges = [0, *places, len(line)]
    pieces = [line[edges[n] : edges[n + 1]] + (notes[n][1] if n < len(notes) else "") for n in range(len(notes) + 1)]
    put = tuple((place + added[n], len(notes[n][1])) for n, place in enumerate(places))
    moved = [
        Span(s.start + added[bisect_right(places, s.start)], s.end + added[bisect_left(places, s.end)], s.style)
        for s in spans
    ]
    moved += [Span(at, at + length, "mark") for at, length in put]
    return Paragraph(Styled("".join(pieces), tuple(moved)), offset=offset, notes=put)

"""An article as a page: its text with headings, and with the sentences and quotes of its thread marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefing.model import AnnotatedArticle, Brief
from briefing.tui.drawing.blocks import Block, Paragraph, Place, plain
from briefing.tui.drawing.sources import Setting
from briefing.tui.drawing.styled import Span, Styled, printable
from briefing.tui.drawing.words import moment

LEAST_CONFIDENCE = 0.5
"""Quotes of less are shown only on demand."""

_LINE = re.compile("[^\n]+")


def article_blocks(
    item: AnnotatedArticle, brief: Brief | None, setting: Setting, target: Place | None = None
) -> tuple[Block, ...]:
    """Return the page of an article.

    Args:
        item: the article and its sentences and quotes.
        brief: the thread it is read in; its summary and news are marked.
        setting: now, zone.
        target: words that stand out.
    """
    article = item.article
    facts = [article.outlet, article.author, article.wire, moment(article.when, setting.now, setting.zone)]
    head = [
        plain((article.title or "Untitled", "title")),
        plain((" · ".join(filter(None, facts)), "meta")),
        plain((article.url or "no address", "link" if article.url else "meta")),
    ]
    if not article.text.strip():
        return (*head, plain(("There is no text in this article; o opens its page.", "meta"), gap=1))
    return (*head, *_body(article.text, tuple(_marks(item, brief, target))))


def _marks(item: AnnotatedArticle, brief: Brief | None, target: Place | None) -> Iterator[Span]:
    """Yield what stands out in the text, with offsets of the article; what lies on top comes last."""
    own = item.article.id
    analysis = item.analysis
    yield from (Span(s.start, s.end, "subheading") for s in analysis.sentences if s.kind == "heading")
    if brief:
        # Of a thread never read all is new; marking all would mark nothing.
        news = brief.new if brief.thread.state.read_until else ()
        sources = (line.source for line in (*brief.lead, *news))
        yield from (Span(s.start, s.end, "summary") for s in sources if s.article_id == own)
    yield from (Span(q.start, q.end, "quote") for q in analysis.quotes if q.confidence >= LEAST_CONFIDENCE)
    if target and target.article_id == own and target.end > target.start:
        yield Span(target.start, target.end, "target")


def _body(text: str, marks: tuple[Span, ...]) -> Iterator[Block]:
    """Yield a block for every paragraph, with the marks that lie in it; linear in text and marks."""
    ordered = sorted(enumerate(marks), key=lambda item: item[1].start)
    open_marks: list[tuple[int, Span]] = []
    coming = iter([*ordered, None])
    following = next(coming)
    for found in _LINE.finditer(text):
        start, end = found.span()
        while following is not None and following[1].start < end:
            open_marks.append(following)
            following = next(coming)
        open_marks = [mark for mark in open_marks if mark[1].end > start]
        if found[0].strip():
            yield Block((Paragraph(_paragraph(found[0], start, sorted(open_marks)), offset=start),), gap=1)


def _paragraph(line: str, offset: int, marks: Iterable[tuple[int, Span]]) -> Styled:
    spans = (Span(max(s.start - offset, 0), min(s.end - offset, len(line)), s.style) for _, s in marks)
    return Styled(printable(line), tuple(span for span in spans if span.end > span.start))

"""Pages of text as blocks of paragraphs, and their layout in lines of some width.

A block is what the cursor stands on as a whole: a sentence with its source, a quote, an article. What blocks a page
has is left to the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.tui.drawing.styled import Span, Styled, styled, wrap

READING_WIDTH = 80
"""Columns a text is set in at most; longer lines are hard to follow."""

MARGIN = 2
"""Columns left of the text, where the cursor stands."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block leads: an article, and the words in it."""

    article_id: str
    """The stored article."""
    start: int = 0
    """First code point in its text."""
    end: int = 0
    """One past the last; equal to `start` for the article as a whole."""
    url: str = ""
    """The article's address, may be empty."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that is wrapped."""

    text: Styled
    """One paragraph, no line breaks."""
    indent: int = 0
    """Columns before the first line."""
    hang: int = 0
    """Columns before the others."""
    offset: int = -1
    """Where the paragraph's text begins in the article's, for finding a place; -1 if it is not from there."""
    notes: tuple[tuple[int, int], ...] = ()
    """What was put into the text and is not the article's, such as numbers of links: first code point and length."""

    def in_article(self, place: int) -> int:
        """Return which code point of the article stands at `place`; of a note, the one that follows it."""
        return self.offset + place - sum(min(max(place - at, 0), length) for at, length in self.notes)


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that belong together."""

    paragraphs: tuple[Paragraph, ...]
    """At least one."""
    place: Place | None = None
    """Where it leads; the cursor passes over blocks without."""
    key: str = ""
    """What tells it from other blocks, the same when the page is made anew; empty without place."""
    gap: int = 0
    """Blank lines before it."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line on the screen."""

    block: int
    """The block it is a part of; of a blank line, the block that follows."""
    paragraph: Paragraph | None = None
    """None for a blank line."""
    start: int = 0
    """First code point of the paragraph's text."""
    end: int = 0
    """One past the last."""
    indent: int = 0
    """Columns before the text."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Blocks in lines."""

    lines: tuple[PageLine, ...] = ()
    """From the top."""
    tops: tuple[int, ...] = ()
    """First line of each block, blank lines before it left out."""
    ends: tuple[int, ...] = ()
    """One past the last line of each block."""
    width: int = field(default=READING_WIDTH)
    """Columns the text may take."""

    def line_of(self, start: int) -> int | None:
        """Return the line that shows code point `start` of the article's text, None if no line does."""
        found = None
        for number, line in enumerate(self.lines):
            if line.paragraph and line.paragraph.offset >= 0:
                if line.paragraph.in_article(line.start) > start:
                    break
                found = number
        return found


def lay_out(blocks: Sequence[Block], width: int) -> Layout:
    """Set blocks in lines of at most `width` columns."""
    lines: list[PageLine] = []
    tops: list[int] = []
    ends: list[int] = []
    for number, block in enumerate(blocks):
        lines += [PageLine(number)] * (block.gap if lines else 0)
        tops.append(len(lines))
        for item in block.paragraphs:
            spans = wrap(item.text.text, width - item.indent, width - item.hang)
            lines += [
                PageLine(number, item, start, end, item.hang if place else item.indent)
                for place, (start, end) in enumerate(spans)
            ]
        ends.append(len(lines))
    return Layout(tuple(lines), tuple(tops), tuple(ends), width)


def plain(*parts: str | tuple[str, str], gap: int = 0, hang: int = 0) -> Block:
    """Make a block of one paragraph that leads nowhere."""
    return Block((Paragraph(styled(*parts), hang=hang),), gap=gap)


def heading(text: str) -> Block:
    """Make the heading of a section."""
    return plain((text, "heading"), gap=1)


def dimmed(item: Styled) -> Styled:
    """Return `item` as something already read."""
    return Styled(item.text, (*item.spans, Span(0, len(item.text), "read"))) if item.text else item

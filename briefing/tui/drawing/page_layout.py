"""Pages of text as blocks of paragraphs, and their layout in lines of a given width.

The cursor selects blocks as a whole: a sentence with its source, a quote, an article. The other modules of this package
build the pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.tui.drawing.styled import Span, Styled, styled, wrap

READING_WIDTH = 80
"""Maximum columns of a line of text; longer lines are hard to read."""

MARGIN = 2
"""Columns left of the text, for the cursor."""


@dataclass(frozen=True, slots=True)
class Place:
    """Target of a block: an article, and a span in it."""

    article_id: str
    """Id of the stored article."""
    start: int = 0
    """First code point in the article's text."""
    end: int = 0
    """One past the last; equal to `start` for the article as a whole."""
    url: str = ""
    """URL of the article, may be empty."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph to wrap."""

    text: Styled
    """Text without line breaks."""
    indent: int = 0
    """Indent of the first line in columns."""
    hang: int = 0
    """Indent of the other lines in columns."""
    offset: int = -1
    """Offset of the paragraph's text in the article's; -1 if it is not from there."""
    notes: tuple[tuple[int, int], ...] = ()
    """Insertions that are not the article's text, such as link numbers: first code point and length."""

    def in_article(self, place: int) -> int:
        """Offset in the article of offset `place`; within a note, that of the text after it."""
        return self.offset + place - sum(min(max(place - at, 0), length) for at, length in self.notes)


@dataclass(frozen=True, slots=True)
class Block:
    """A group of paragraphs."""

    paragraphs: tuple[Paragraph, ...]
    """At least one paragraph."""
    place: Place | None = None
    """Target of the block; the cursor skips blocks without one."""
    key: str = ""
    """Key that identifies the block across rebuilds of the page; empty without a target."""
    gap: int = 0
    """Blank lines before it."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """One screen line."""

    block: int
    """Index of its block; for a blank line, of the following block."""
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
    """Blocks laid out in lines."""

    lines: tuple[PageLine, ...] = ()
    """All lines, from the top."""
    tops: tuple[int, ...] = ()
    """First line of each block, after its blank lines."""
    ends: tuple[int, ...] = ()
    """One past the last line of each block."""
    width: int = field(default=READING_WIDTH)
    """Available columns of the text."""

    def line_of(self, start: int) -> int | None:
        """Line that shows an offset of the article's text, None if there is none."""
        last = None
        for number, line in enumerate(self.lines):
            if line.paragraph and line.paragraph.offset >= 0:
                if line.paragraph.in_article(line.start) > start:
                    break
                last = number
        return last


def lay_out(blocks: Sequence[Block], width: int) -> Layout:
    """Lay out blocks in lines of at most `width` columns."""
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
    """A block of one paragraph without target."""
    return Block((Paragraph(styled(*parts), hang=hang),), gap=gap)


def heading(text: str) -> Block:
    """A section heading."""
    return plain((text, "heading"), gap=1)


def dimmed(item: Styled) -> Styled:
    """`item` in the style of read content."""
    return Styled(item.text, (*item.spans, Span(0, len(item.text), "read"))) if item.text else item

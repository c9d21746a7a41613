"""Pages of text as blocks of paragraphs, and their layout in lines of a given width.

The cursor selects blocks as a whole: a sentence with its source, a quote, an article. The other modules of this package
build the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rich.cells import cell_len

from briefing.tui.drawing.styled import BLANK, UNBREAKABLE, Span, Styled, fit, join, styled, wrap

READING_WIDTH = 72
"""Maximum columns of a line of text; longer lines are hard to read."""

PAGE_WIDTH = 84
"""Maximum columns of a page: text, and sources at its right end."""

DIALOGUE_WIDTH = 104
"""Maximum columns of a page on which two speakers face each other."""

DIALOGUE_FROM = 90
"""Columns from which two speakers face each other; a narrower page has them below each other."""

AIRY_FROM = 30
"""Lines of a pane from which blank lines that only please are kept."""

BALANCE_STEP = 3
"""Columns by which the lines of a paragraph get shorter to make room for its tail."""

LEAST_BESIDE = 6
"""Least columns of text beside a tail; the tail is cut if it leaves fewer."""

SHORT_LINE = 12
"""Columns below which a last line looks lost."""

LEAST_PART = 60
"""Percentage of the columns that a line below others fills at least after it gave its end to a further line."""

TAIL_GAP = 3
"""Least columns between a line of text and its tail."""

BAR, RULE = "┃", "─"

_RULED = styled((f"{RULE * 2} ", "rule"))
"""Margin of a heading with a rule."""

Side = Literal["", "left", "middle", "right"]
"""Column of a dialogue; empty for the whole width."""

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
    tail: Styled = BLANK
    """Text at the right end of the last line, or of a line of its own; cut if it is long."""
    bar: str = ""
    """Style of a bar beside every line; empty for none."""
    side: Side = ""
    """Column of a dialogue where the page is wide enough, with the bar at its outer side."""
    is_rule: bool = False
    """Whether the rest of the last line is filled by a rule."""

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
    air: int = 0
    """Further blank lines before it on a tall page."""


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
    before: Styled = BLANK
    """What stands left of the indent: blanks and a bar."""
    after: Styled = BLANK
    """What stands at the right end of the page: a tail, a rule or a bar."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Blocks laid out in lines."""

    lines: tuple[PageLine, ...] = ()
    """All lines, from the top."""
    tops: tuple[int, ...] = ()
    """First line of each block, after its blank lines."""
    ends: tuple[int, ...] = ()
    """One past the last line of each block."""
    width: int = field(default=PAGE_WIDTH)
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


def lay_out(blocks: Sequence[Block], width: int, *, airy: bool = False, reading: int = READING_WIDTH) -> Layout:
    """Lay out blocks in lines of at most `width` columns.

    Args:
        blocks: the page.
        width: columns of the page.
        airy: whether the pane is tall enough for `Block.air`.
        reading: maximum columns of text.
    """
    lines: list[PageLine] = []
    tops: list[int] = []
    ends: list[int] = []
    for number, block in enumerate(blocks):
        lines += [PageLine(number)] * (block.gap + (block.air if airy else 0) if lines else 0)
        tops.append(len(lines))
        for paragraph in block.paragraphs:
            lines += _paragraph_lines(number, paragraph, width, reading)
        ends.append(len(lines))
    return Layout(tuple(lines), tuple(tops), tuple(ends), width)


def _paragraph_lines(block: int, paragraph: Paragraph, width: int, reading: int) -> Iterator[PageLine]:
    """Yield the lines of a paragraph, with what stands beside them."""
    side = paragraph.side if width >= DIALOGUE_FROM else ""
    left, columns = _column(side, width)
    paragraph = _indented(paragraph, columns // 2)
    margin = styled((f"{BAR} ", paragraph.bar)) if paragraph.bar else _RULED if paragraph.is_rule else BLANK
    bar = margin.cells
    columns -= bar
    room = columns - max(paragraph.indent, paragraph.hang) - TAIL_GAP - LEAST_BESIDE
    tail = fit(paragraph.tail, min(paragraph.tail.cells, room))
    spans = _wrap_with_tail(paragraph, min(columns, reading), columns - tail.cells - TAIL_GAP if tail.text else 0)
    used = [
        cell_len(paragraph.text.text[start:end]) + (paragraph.hang if place else paragraph.indent)
        for place, (start, end) in enumerate(spans)
    ]
    if side == "right":
        before, beside = styled(" " * (width - max(used) - bar)), styled((BAR if bar else "", paragraph.bar))
    else:
        before, beside = join(styled(" " * left), margin) if left else margin, BLANK
    last = styled((RULE * max(columns - used[-1] - 1, 0), "rule")) if paragraph.is_rule else tail
    for place, (start, end) in enumerate(spans):
        indent = paragraph.hang if place else paragraph.indent
        after = beside if beside.text or place < len(spans) - 1 else last
        yield PageLine(block, paragraph, start, end, indent, before, after)


def _indented(paragraph: Paragraph, most: int) -> Paragraph:
    """The paragraph with indents that leave room for text."""
    if max(paragraph.indent, paragraph.hang) <= most:
        return paragraph
    return replace(paragraph, indent=min(paragraph.indent, most), hang=min(paragraph.hang, most))


def _column(side: Side, width: int) -> tuple[int, int]:
    """First column and number of columns of a side of the page."""
    if not side:
        return 0, width
    columns = width * 3 // 5
    return {"left": 0, "middle": width // 5, "right": width - columns}[side], columns


def _wrap_with_tail(paragraph: Paragraph, columns: int, beside_tail: int) -> list[tuple[int, int]]:
    """Wrap a paragraph in lines, the last one of at most `beside_tail` columns; 0 for any number.

    If the last line is too long for that, all lines get a little shorter, so that it takes more of the text; where that
    does not help, it gives its end to a further line. Where that would leave a short line in the middle, or part joined
    words, the text stays as it is and the tail stands below it.
    """
    text, indent, hang = paragraph.text.text, paragraph.indent, paragraph.hang

    def last_line(spans: list[tuple[int, int]]) -> int:
        return (hang if len(spans) > 1 else indent) + cell_len(text[spans[-1][0] : spans[-1][1]])

    def reads_well(spans: list[tuple[int, int]]) -> bool:
        is_parted = any(text[end - 1] == UNBREAKABLE for _, end in spans[:-1])
        return hang + SHORT_LINE <= last_line(spans) <= beside_tail and not is_parted

    spans = wrap(text, columns - indent, columns - hang)
    if not beside_tail or last_line(spans) <= beside_tail:
        return spans
    for fewer in range(BALANCE_STEP, columns // 6, BALANCE_STEP):
        shorter = wrap(text, columns - fewer - indent, columns - fewer - hang)
        if len(shorter) > len(spans) + 1:
            break
        if reads_well(shorter):
            return shorter
    start, end = spans[-1]
    if " " not in text[start:end]:
        return [*spans, (end, end)]
    length, least = cell_len(text[start:end]), columns * LEAST_PART // 100 if len(spans) > 1 else 0
    for less in range(SHORT_LINE, length // 2, BALANCE_STEP):
        parts = wrap(text[start:end], length - less, beside_tail - hang)
        shorter = [*spans[:-1], *((start + left, start + right) for left, right in parts)]
        if cell_len(text[start : start + parts[0][1]]) >= least and reads_well(shorter):
            return shorter
    return [*spans, (end, end)]


def plain(*parts: str | tuple[str, str], gap: int = 0, hang: int = 0) -> Block:
    """A block of one paragraph without target."""
    return Block((Paragraph(styled(*parts), hang=hang),), gap=gap)


def heading(text: str, note: str = "") -> Block:
    """A section heading with a rule, and a note before the rule's end."""
    return Block((Paragraph(styled((text, "heading"), (f"  {note}" if note else "", "meta")), is_rule=True),), gap=1)


def dimmed(item: Styled) -> Styled:
    """`item` in the style of read content."""
    return Styled(item.text, (*item.spans, Span(0, len(item.text), "read"))) if item.text else item

"""A page of blocks: a thread, an article, the help. Wraps once per width, draws only visible lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.strip import Strip

from briefing.tui.drawing.page_layout import (
    AIRY_FROM,
    DIALOGUE_WIDTH,
    MARGIN,
    PAGE_WIDTH,
    READING_WIDTH,
    Block,
    Layout,
    Paragraph,
    Place,
    lay_out,
)
from briefing.tui.drawing.speaker_styles import VOICE_STYLES
from briefing.tui.key_bindings import bindings
from briefing.tui.widgets.paint import style_classes
from briefing.tui.widgets.pane import Pane

CURSOR = "▌"

_HEADINGS = frozenset({"title", "heading", "subheading"})
"""Styles of the first characters of a heading."""


class Page(Pane, inherit_bindings=False):
    """Blocks of text; the cursor moves between blocks with a target."""

    COMPONENT_CLASSES: ClassVar[set[str]] = style_classes("heading", "mark", "meta", "rule", "title")

    reading: ClassVar[int] = READING_WIDTH
    """Maximum columns of text."""
    columns: ClassVar[int] = PAGE_WIDTH
    """Maximum columns of the page."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._blocks: Sequence[Block] = ()
        self._stops: list[int] = []  # blocks with a target
        self._layout = Layout()
        self._is_airy = False  # whether the layout has blank lines that only please
        self._height = 0  # lines of the screen when it was laid out
        self._target: int | None = None  # scroll position to apply once the page has a size

    @property
    def place(self) -> Place | None:
        """Target of the block under the cursor."""
        return None if self.cursor is None else self._blocks[self._stops[self.cursor]].place

    @property
    def key(self) -> str:
        """Key of the block under the cursor; empty without a cursor."""
        return self._key()

    def go_to_key(self, key: str) -> bool:
        """Move the cursor to the block with this key; False if there is none."""
        stop = next((place for place, stop in enumerate(self._stops) if key and self._blocks[stop].key == key), None)
        if stop is not None:
            self.move_cursor(stop)
        return stop is not None

    @property
    def blocks(self) -> Sequence[Block]:
        """All blocks of the page."""
        return self._blocks

    def show(
        self, blocks: Sequence[Block], *, keep: bool = False, target: int | None = None, walk: bool = True
    ) -> None:
        """Show blocks.

        Args:
            blocks: the page.
            keep: whether it is a rebuild of the current page; cursor and scroll position stay if they were moved.
            target: first code point, in the article's text, of what to scroll to.
            walk: whether keys move the cursor between blocks; else they scroll.
        """
        if keep and target is None and blocks == self._blocks:
            return
        key, above = self._key(), self._above()
        line = self.scroll_offset.y
        self._blocks = blocks
        self._stops = [number for number, block in enumerate(blocks) if block.place and walk]
        self.cursor = 0 if self._stops else None
        self._target = target
        self._wrap()
        if keep and not (self.at_start and line == 0):
            self._return_to(key, above, line)
        else:
            self.at_start = True
            self.scroll_to_line(0)
            self._seek()
        self.post_message(self.Moved(self))

    def items(self) -> int:
        """Number of blocks with a target."""
        return len(self._stops)

    def span(self, item: int) -> tuple[int, int]:
        """Lines of a block."""
        block = self._stops[item]
        if block >= len(self._layout.tops):
            return 0, 0
        return self._layout.tops[block], self._layout.ends[block]

    def item_at(self, line: int) -> int | None:
        """Block of a line, if it has a target."""
        if not 0 <= line < len(self._layout.lines):
            return None
        block = self._layout.lines[line].block
        place = bisect_right(self._stops, block) - 1
        return place if place >= 0 and self._stops[place] == block else None

    def jump_lines(self) -> Iterator[int]:
        """Yield the lines of visible headings."""
        for line in self.visible_lines():
            what = self._layout.lines[line] if line < len(self._layout.lines) else None
            if what and what.paragraph and not what.start and _is_heading(what.paragraph):
                yield line

    def jump(self, line: int) -> None:
        """Scroll to a heading; the cursor moves to the next block."""
        block = self._layout.lines[line].block
        if self._stops:
            self.move_cursor(min(bisect_right(self._stops, block), len(self._stops) - 1))
        self.scroll_to_line(line)

    def show_item(self, item: int) -> None:
        """Scroll to a block, with the headings before it."""
        top, end = self.span(item)
        before = self.span(item - 1)[1] if item else 0
        height = self.scrollable_content_region.height
        self.reveal(before if end - before <= height else top, end)
        if item == self.items() - 1:
            self.reveal(top, min(len(self._layout.lines), top + height))

    def draw(self, line: int, width: int) -> Strip:
        """Draw a line of the page."""
        if not 0 <= line < len(self._layout.lines):
            return self.strip([], width)
        what = self._layout.lines[line]
        here = self.cursor is not None and self._stops[self.cursor] == what.block
        base: tuple[str, ...] = ()
        if here and what.paragraph:
            base = ("cursor",) if self.has_focus else ("cursor-blurred",)
        segments = [Segment(f"{CURSOR if base else ' '}{' ' * (MARGIN - 1)}", self.colours(*base))]
        if what.paragraph:
            segments += self.segments(what.before, base=base)
            segments.append(Segment(" " * what.indent, self.colours(*base)))
            segments += self.segments(what.paragraph.text, what.start, what.end, base=base)
        if what.after.text:
            used = sum(segment.cell_length for segment in segments)
            gap = MARGIN + self._layout.width - what.after.cells - used
            segments += [Segment(" " * gap, self.colours(*base)), *self.segments(what.after, base=base)]
        return self.strip(segments, width, base=base)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap again, with the same text at the top; a cursor that was visible stays so."""
        key, above, top = self._key(), self._above(), self._top_text()
        was_visible = 0 <= above < self._height
        self._height = self.scrollable_content_region.height
        if self._layout.width != self._text_width() or self._is_airy != self._has_air():
            fresh = not self._layout.width
            self._wrap()
            if fresh:
                self.scroll_to_line(0)
            elif key:
                self._return_to(key, above, 0)
            else:
                self.scroll_to_line(self._line_of(*top))
        if was_visible and self.cursor is not None:
            self.show_item(self.cursor)
        self._seek()

    def _text_width(self) -> int:
        is_dialogue = any(paragraph.side for block in self._blocks for paragraph in block.paragraphs)
        limit = DIALOGUE_WIDTH if is_dialogue else self.columns
        return max(min(self.scrollable_content_region.width - MARGIN - 1, limit), 0)

    def _has_air(self) -> bool:
        return self.scrollable_content_region.height >= AIRY_FROM

    def _wrap(self) -> None:
        """Lay out the page; deferred while it is not displayed and has no width."""
        width = self._text_width()
        self._is_airy = self._has_air()
        layout = lay_out(self._blocks, width, airy=self._is_airy, reading=self.reading) if width else Layout(width=0)
        self._layout = layout
        self.set_lines(len(self._layout.lines))

    def _key(self) -> str:
        return "" if self.cursor is None else self._blocks[self._stops[self.cursor]].key

    def _above(self) -> int:
        return 0 if self.cursor is None else self.span(self.cursor)[0] - self.scroll_offset.y

    def _return_to(self, key: str, above: int, line: int) -> None:
        """Move the cursor to the block with `key`, `above` lines below the top; if there is none, show `line`."""
        for place, stop in enumerate(self._stops):
            if key and self._blocks[stop].key == key:
                self.cursor = place
                self.scroll_to_line(self.span(place)[0] - above)
                return
        self.scroll_to_line(line)

    def _top_text(self) -> tuple[int, int]:
        """Block at the top of the screen, and the first code point of its line."""
        lines, top = self._layout.lines, self.scroll_offset.y
        return (lines[top].block, lines[top].start) if top < len(lines) else (0, 0)

    def _line_of(self, block: int, start: int) -> int:
        """Line that shows a code point of a block."""
        if block >= len(self._layout.tops) or (block, start) == (0, 0):
            return 0
        lines = range(self._layout.tops[block], self._layout.ends[block])
        return max((n for n in lines if self._layout.lines[n].start <= start), default=self._layout.tops[block])

    def _seek(self) -> None:
        """Scroll the target to a third of the screen's height."""
        height = self.scrollable_content_region.height
        if self._target is None or not height:
            return
        line = self._layout.line_of(self._target)
        self._target = None
        if line is not None and line >= height * 2 // 3:
            self.scroll_to_line(line - height // 3)


def _is_heading(paragraph: Paragraph) -> bool:
    return any(span.start == 0 and span.style in ("title", "heading", "subheading") for span in paragraph.text.spans)


class ThreadPage(Page, inherit_bindings=False):
    """The page of a thread."""

    BINDINGS = bindings("thread")
    reading = 76
    COMPONENT_CLASSES: ClassVar[set[str]] = style_classes(
        "date", "failed", "followed", "key", "new", "quote", "read", "speaker", "strip", "tag", "unread", *VOICE_STYLES
    )


class ArticlePage(Page, inherit_bindings=False):
    """The page of an article."""

    BINDINGS = bindings("article")
    columns = READING_WIDTH
    COMPONENT_CLASSES: ClassVar[set[str]] = style_classes(
        "anchor", "failed", "link", "said", "subheading", "summary", "target"
    )


class HelpPage(Page, inherit_bindings=False):
    """The page of keys."""

    BINDINGS = bindings("help")
    reading = columns = 80
    COMPONENT_CLASSES: ClassVar[set[str]] = style_classes("failed", "key")


class NoticePage(Page, inherit_bindings=False):
    """Page shown in place of an empty list; the list's keys work."""

    reading = columns = 80
    BINDINGS = bindings("threads")
    COMPONENT_CLASSES: ClassVar[set[str]] = style_classes("code", "failed", "key", "query")

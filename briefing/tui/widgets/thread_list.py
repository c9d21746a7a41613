"""The front page, or the threads that match a query; only visible items are drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.strip import Strip

from briefing.model import ThreadRow
from briefing.tui.drawing.front_page import Look, PageItem, is_one_line, item_lines
from briefing.tui.drawing.speaker_styles import VOICE_STYLES
from briefing.tui.drawing.styled import Styled, styled
from briefing.tui.key_bindings import bindings
from briefing.tui.widgets.paint import style_classes
from briefing.tui.widgets.pane import Pane

BAR = "▌"
"""Bar at the item under the cursor."""

ROOMY_FROM, AIRY_FROM = 34, 36
"""Lines of the pane from which decks take two lines, and blank lines separate the stories of the second tier."""


class ThreadList(Pane, inherit_bindings=False):
    """Items of the page; the cursor stays on its item when items are added, removed or unfolded.

    Until it is moved it stays on the first one.
    """

    BINDINGS = bindings("threads")
    COMPONENT_CLASSES: ClassVar[set[str]] = style_classes(
        *("bar", "bar-blurred", "end", "failed", "followed", "lead-title", "meta"),
        *("section", "unread", "unread-title", *VOICE_STYLES),
    )

    def __init__(self, clock: Callable[[], datetime], zone: tzinfo | None, *, id: str) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._items: Sequence[PageItem] = ()
        self._look = Look(0, clock(), zone)
        self._tops: list[int] = []  # first line of each item
        self._lines: dict[int, tuple[Styled, ...]] = {}  # drawn items
        self._strips: dict[int, Strip] = {}  # drawn lines of items without the cursor
        self._fitted = Size()  # size of the pane that they are laid out for

    @property
    def item(self) -> PageItem | None:
        """The item under the cursor."""
        return None if self.cursor is None else self._items[self.cursor]

    @property
    def row(self) -> ThreadRow | None:
        """The thread under the cursor; None on a section."""
        return self.item.story.row if self.item and self.item.story else None

    @property
    def rows(self) -> list[ThreadRow]:
        """All threads that are not folded, from the top."""
        return [item.story.row for item in self._items if item.story]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to list."""
        return not self._items

    @property
    def distance_to_end(self) -> int:
        """Number of items after the one under the cursor."""
        return len(self._items) - (self.cursor or 0)

    def set_items(self, items: Sequence[PageItem]) -> None:
        """Set the items; a cursor that was moved stays on its item, at its screen position if possible."""
        above, before = self._above(), self.item
        self._items = items
        place = 0 if self.at_start else min(self.cursor or 0, len(items) - 1)
        if before and not self.at_start:
            place = next((n for n, item in enumerate(items) if item.key == before.key), place)
        self.cursor = place if items else None
        self._lay_out()
        self._scroll(above)
        after = self.item
        if (before and before.key) != (after and after.key):
            self.post_message(self.Moved(self))

    def go_to(self, key: str) -> bool:
        """Move the cursor to a thread or section; False if it is not on the page, or folded."""
        place = next((n for n, item in enumerate(self._items) if item.key == key), None)
        if place is not None:
            self.move_cursor(place)
        return place is not None

    def show_below(self) -> None:
        """Scroll so that half a screen from the cursor on is visible, as far as the page goes."""
        if self.cursor is not None:
            top, height = self.span(self.cursor)[0], self.scrollable_content_region.height
            self.reveal(top, min(top + max(height // 2, 1), self.virtual_size.height))

    def next_item(self, matches: Callable[[PageItem], bool], *, wrap: bool = False) -> PageItem | None:
        """The next item after the cursor that matches; `wrap` continues from the top."""
        start = -1 if self.cursor is None else self.cursor
        order = [*self._items[start + 1 :], *(self._items[: max(start, 0)] if wrap else ())]
        return next((item for item in order if matches(item)), None)

    def open_section(self) -> PageItem | None:
        """The innermost open section that the cursor is on or in; None if there is none."""
        if self.cursor is None:
            return None
        for item in reversed(self._items[: self.cursor + 1]):
            if item.is_section and item.is_open:
                return item
            if item.kind not in ("row", "group"):
                break
        return None

    def items(self) -> int:
        """Number of items."""
        return len(self._items)

    def span(self, item: int) -> tuple[int, int]:
        """Lines of an item, without the blank ones before it."""
        top = self._tops[item]
        return top, top + self._height(item)

    def item_at(self, line: int) -> int | None:
        """Item of a line; None for a blank one."""
        item = bisect_right(self._tops, line) - 1
        return item if item >= 0 and line < self.span(item)[1] else None

    def jump_lines(self) -> Iterator[int]:
        """Yield the first line of every visible item."""
        seen = self.visible_lines()
        yield from (top for top in self._tops[bisect_right(self._tops, seen.start - 1) :] if top in seen)

    def jump(self, line: int) -> None:
        """Move the cursor to an item."""
        self.move_cursor(self.item_at(line))

    def draw(self, line: int, width: int) -> Strip:
        """Draw a line of an item."""
        item = self.item_at(line)
        if item is None:
            return self.strip([], width)
        text = self._drawn(item)[line - self._tops[item]]
        if item != self.cursor:
            if line not in self._strips:
                self._strips[line] = self.strip(self.segments(Styled(" ")) + self.segments(text), width)
            return self._strips[line]
        base = ("cursor",) if self.has_focus else ("cursor-blurred",)
        bar = styled((BAR, "bar" if self.has_focus else "bar-blurred"))
        return self.strip(self.segments(bar, base=base) + self.segments(text, base=base), width, base=base)

    def show_time(self) -> None:
        """Draw all ages anew."""
        self._forget()
        self._look = replace(self._look, now=self._clock())
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the items out anew; the cursor stays visible."""
        self._fit()

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Lay the items out before the first frame of a size; Textual sends the event only after that frame."""
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        self._fit()
        return changed

    def _fit(self) -> None:
        """Lay the items out anew if the size of the pane is another one."""
        if self.scrollable_content_region.size != self._fitted:
            above = self._above()
            self._lay_out()
            self._scroll(above)

    def _height(self, item: int) -> int:
        is_short = self._look.width == 0 or is_one_line(self._items[item])
        return 1 if is_short else len(self._drawn(item))

    def _drawn(self, item: int) -> tuple[Styled, ...]:
        """Lines of an item, drawn once."""
        if item not in self._lines:
            self._lines[item] = item_lines(self._items[item], self._look)
        return self._lines[item]

    def _forget(self) -> None:
        """Forget what was drawn."""
        self._lines.clear()
        self._strips.clear()

    def notify_style_update(self) -> None:
        """Draw anew in other styles."""
        self._strips.clear()
        super().notify_style_update()

    def _above(self) -> int:
        """Number of lines above the cursor on the screen."""
        return 0 if self.cursor is None else self.span(self.cursor)[0] - self.scroll_offset.y

    def _lay_out(self) -> None:
        """Compute where each item is; a hidden pane has no size, and is laid out again when it is shown."""
        size = self._fitted = self.scrollable_content_region.size
        self._look = replace(self._look, width=size.width, now=self._clock(), is_roomy=size.height >= ROOMY_FROM)
        self._forget()
        self._tops.clear()
        line, is_airy = 0, size.height >= AIRY_FROM
        for place, item in enumerate(self._items):
            self._tops.append(line + (item.gap or is_airy * (item.kind == "second")))
            line = self._tops[-1] + self._height(place)
        self.set_lines(line)

    def _scroll(self, above: int) -> None:
        """Scroll so that the cursor has so many lines above it, and is visible."""
        if self.cursor is not None:
            self.scroll_to_line(self.span(self.cursor)[0] - above)
            self.show_item(self.cursor)

"""Base class of the panes: a virtual page of lines, a cursor on one of its items, and the keys that move it.

Subclasses define the items and draw them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.tui.widgets.paint import Painted, style_classes


class Pane(Painted, ScrollView, can_focus=True, inherit_bindings=False):
    """Scrolling lines; movement is by item if there is a cursor, else by line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = style_classes("cursor", "cursor-blurred")

    class Moved(Message):
        """The cursor has moved to another item."""

        def __init__(self, pane: Pane) -> None:
            super().__init__()
            self.pane = pane

        @property
        def control(self) -> Pane:
            """The pane of the cursor."""
            return self.pane

    class Opened(Moved):
        """The item under the cursor was clicked again."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.cursor: int | None = None
        """Item under the cursor, None if there is none."""
        self.at_start = True
        """Whether nobody has moved cursor or page since the content was shown: it stays at the top as news comes in."""

    # Interface of subclasses --------------------------------------------------------------------------------------

    def items(self) -> int:
        """Number of items."""
        raise NotImplementedError

    def span(self, item: int) -> tuple[int, int]:
        """First line of an item and one past its last."""
        raise NotImplementedError

    def item_at(self, line: int) -> int | None:
        """Item of a line."""
        raise NotImplementedError

    def draw(self, line: int, width: int) -> Strip:
        """Draw a line of the page."""
        raise NotImplementedError

    def jump_lines(self) -> Iterator[int]:
        """Yield the visible lines that are jump targets."""
        raise NotImplementedError

    def jump(self, line: int) -> None:
        """Jump to a line of `jump_lines`: to its item, or the next one."""
        raise NotImplementedError

    # Drawing ------------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw the visible line `y`."""
        return self.draw(y + self.scroll_offset.y, self.scrollable_content_region.width)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show the focus by the cursor's style alone, so that no styles are recomputed."""
        self.redraw(self.cursor)

    def on_focus(self, event: events.Focus) -> None:
        """Handle focus without redrawing the whole pane."""
        event.prevent_default()
        self.has_focus = True
        self._post_to_parent(events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """Handle the loss of focus without redrawing the whole pane."""
        event.prevent_default()
        self.has_focus = False
        self._post_to_parent(events.DescendantBlur(self))

    def _post_to_parent(self, message: Message) -> None:
        if self.parent is not None:
            self.parent.post_message(message)

    def redraw(self, item: int | None) -> None:
        """Redraw only one item: drawing lines is most of the cost of a key."""
        if item is None:
            return
        (top, end), seen = self.span(item), self.visible_lines()
        first, last = max(top, seen.start), min(end, seen.stop)
        if first < last:
            self.refresh_lines(first, last - first)

    def visible_lines(self) -> range:
        """Lines of the page that are visible."""
        top = self.scroll_offset.y
        return range(top, min(top + self.scrollable_content_region.height, self.virtual_size.height))

    def set_lines(self, number: int) -> None:
        """Set the length of the page."""
        self.virtual_size = Size(self.scrollable_content_region.width, number)
        self.refresh()

    def scroll_to_line(self, line: int) -> None:
        """Scroll so that `line` is at the top, within the page."""
        limit = max(0, self.virtual_size.height - self.scrollable_content_region.height)
        self.scroll_target_y = self.scroll_y = min(max(line, 0), limit)

    def reveal(self, top: int, end: int) -> None:
        """Scroll by the minimum to show lines `top` to `end`; if they do not fit, their top."""
        height = self.scrollable_content_region.height
        now = self.scroll_offset.y
        if top < now or end - top > height:
            self.scroll_to_line(top)
        elif end > now + height:
            self.scroll_to_line(end - height)

    # Moving -------------------------------------------------------------------------------------------------------

    def move_cursor(self, item: int | None) -> None:
        """Move the cursor to an item, and scroll to it."""
        before = self.cursor
        self.cursor = item
        self.at_start = False
        if item is not None:
            self.show_item(item)
        if item != before:
            self.redraw(before)
            self.redraw(item)
            self.post_message(self.Moved(self))

    def show_item(self, item: int) -> None:
        """Scroll to an item."""
        self.reveal(*self.span(item))

    def action_move(self, step: int) -> None:
        """Move by `step` items, or lines if there is no cursor."""
        self.at_start = False
        if self.cursor is None:
            self.scroll_to_line(self.scroll_offset.y + step)
        else:
            self.move_cursor(min(max(self.cursor + step, 0), self.items() - 1))

    def action_page(self, step: int) -> None:
        """Move by `step` screens."""
        self.at_start = False
        height = max(self.scrollable_content_region.height - 1, 1)
        if self.cursor is None:
            self.scroll_to_line(self.scroll_offset.y + step * height)
            return
        top = self.span(self.cursor)[0]
        target = self.cursor
        while 0 <= target + step < self.items() and abs(self.span(target + step)[0] - top) <= height:
            target += step
        if target == self.cursor:
            target = min(max(target + step, 0), self.items() - 1)
        self.move_cursor(target)

    def action_end(self, step: int) -> None:
        """Move to the first item with -1, to the last with 1."""
        self.at_start = False
        if self.cursor is None:
            self.scroll_to_line(0 if step < 0 else self.virtual_size.height)
        else:
            self.move_cursor(0 if step < 0 else self.items() - 1)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor on a click; a second click opens the item."""
        region = Region(0, 0, *self.scrollable_content_region.size)
        offset = event.get_content_offset(self)
        if offset is None or not region.contains_point(offset):
            return
        item = self.item_at(offset.y + self.scroll_offset.y)
        if item is None or self.cursor is None:
            return
        if item == self.cursor and event.chain > 1:
            self.post_message(self.Opened(self))
        else:
            self.move_cursor(item)

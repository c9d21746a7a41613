"""What the panes have in common: a virtual page of lines, a cursor on one item of it, and the keys that move it.

What the items are and how they look is left to the list and the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.tui.widgets.paint import Painted, looks


class Pane(Painted, ScrollView, can_focus=True, inherit_bindings=False):
    """Lines that scroll; moves by item where there is a cursor, else by line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = looks("cursor", "cursor-blurred")

    class Moved(Message):
        """The cursor stands on another item."""

        def __init__(self, pane: Pane) -> None:
            super().__init__()
            self.pane = pane

        @property
        def control(self) -> Pane:
            """The pane it stands in."""
            return self.pane

    class Opened(Moved):
        """The item under the cursor was clicked again."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.cursor: int | None = None
        """Item the cursor stands on, None if there is nothing to stand on."""

    # What a pane is made of ------------------------------------------------------------------------------------

    def items(self) -> int:
        """Return how many items the cursor may come to."""
        raise NotImplementedError

    def span(self, item: int) -> tuple[int, int]:
        """Return the first line of an item and one past its last."""
        raise NotImplementedError

    def item_at(self, line: int) -> int | None:
        """Return the item a line is a part of."""
        raise NotImplementedError

    def draw(self, line: int, width: int) -> Strip:
        """Return a line of the page."""
        raise NotImplementedError

    def landings(self) -> Iterator[int]:
        """Yield the visible lines that one may jump to."""
        raise NotImplementedError

    def jump(self, line: int) -> None:
        """Go to a line of `landings`: to its item, or the next one."""
        raise NotImplementedError

    # Drawing ---------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of what is visible."""
        return self.draw(y + self.scroll_offset.y, self.scrollable_content_region.width)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show where the keys go: by how the cursor is drawn, so that no style has to be computed anew for it."""
        self.redraw(self.cursor)

    def on_focus(self, event: events.Focus) -> None:
        """Take the keys as any widget does, but without drawing all of the pane anew."""
        event.prevent_default()
        self.has_focus = True
        self._tell_parent(events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """Give the keys away as any widget does, but without drawing all of the pane anew."""
        event.prevent_default()
        self.has_focus = False
        self._tell_parent(events.DescendantBlur(self))

    def _tell_parent(self, message: Message) -> None:
        if self.parent is not None:
            self.parent.post_message(message)

    def redraw(self, item: int | None) -> None:
        """Draw an item anew, and nothing else: most of what a key costs is drawing lines."""
        if item is None:
            return
        (top, end), seen = self.span(item), self.visible_lines()
        first, last = max(top, seen.start), min(end, seen.stop)
        if first < last:
            self.refresh_lines(first, last - first)

    def visible_lines(self) -> range:
        """Return the lines of the page that are on the screen."""
        top = self.scroll_offset.y
        return range(top, min(top + self.scrollable_content_region.height, self.virtual_size.height))

    def set_lines(self, number: int) -> None:
        """Tell how long the page is."""
        self.virtual_size = Size(self.scrollable_content_region.width, number)
        self.refresh()

    def scroll_to_line(self, line: int) -> None:
        """Let `line` be the topmost visible one, as far as the page goes."""
        limit = max(0, self.virtual_size.height - self.scrollable_content_region.height)
        self.scroll_target_y = self.scroll_y = min(max(line, 0), limit)

    def reveal(self, top: int, end: int) -> None:
        """Scroll as little as it takes to show lines `top` to `end`; of what is too long, its top."""
        height = self.scrollable_content_region.height
        now = self.scroll_offset.y
        if top < now or end - top > height:
            self.scroll_to_line(top)
        elif end > now + height:
            self.scroll_to_line(end - height)

    # Moving ----------------------------------------------------------------------------------------------------

    def put_cursor(self, item: int | None) -> None:
        """Let the cursor stand on an item, and show it."""
        before = self.cursor
        self.cursor = item
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
        """Go `step` items, or lines where there is no cursor."""
        if self.cursor is None:
            self.scroll_to_line(self.scroll_offset.y + step)
        else:
            self.put_cursor(min(max(self.cursor + step, 0), self.items() - 1))

    def action_page(self, step: int) -> None:
        """Go `step` screens."""
        height = max(self.scrollable_content_region.height - 1, 1)
        if self.cursor is None:
            self.scroll_to_line(self.scroll_offset.y + step * height)
            return
        top = self.span(self.cursor)[0]
        wanted = self.cursor
        while 0 <= wanted + step < self.items() and abs(self.span(wanted + step)[0] - top) <= height:
            wanted += step
        if wanted == self.cursor:
            wanted = min(max(wanted + step, 0), self.items() - 1)
        self.put_cursor(wanted)

    def action_end(self, step: int) -> None:
        """Go to the first item with -1, to the last with 1."""
        if self.cursor is None:
            self.scroll_to_line(0 if step < 0 else self.virtual_size.height)
        else:
            self.put_cursor(0 if step < 0 else self.items() - 1)

    def on_click(self, event: events.Click) -> None:
        """Let a click move the cursor, and a second one open."""
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
            self.put_cursor(item)

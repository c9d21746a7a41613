"""The list of threads, of which only the visible rows are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.strip import Strip

from briefing.model import ThreadRow
from briefing.tui.drawing.row_lines import row_lines
from briefing.tui.key_bindings import bindings
from briefing.tui.widgets.paint import style_classes
from briefing.tui.widgets.pane import Pane


class ThreadList(Pane, inherit_bindings=False):
    """Rows of threads; the cursor stays on its thread when rows are added, removed or moved.

    Until it is moved it stays on the first row.
    """

    BINDINGS = bindings("threads")
    COMPONENT_CLASSES: ClassVar[set[str]] = style_classes(
        "facts", "followed", "grown", "read-title", "unread", "unread-title"
    )

    def __init__(self, clock: Callable[[], datetime], *, id: str) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._rows: Sequence[ThreadRow] = ()
        self._two = False

    @property
    def row(self) -> ThreadRow | None:
        """The row under the cursor."""
        return None if self.cursor is None else self._rows[self.cursor]

    @property
    def rows(self) -> Sequence[ThreadRow]:
        """All rows."""
        return self._rows

    @property
    def two_lines(self) -> bool:
        """Whether a row takes two lines."""
        return self._two

    @two_lines.setter
    def two_lines(self, two: bool) -> None:
        if two != self._two:
            self._two = two
            self._resize(self._above())

    def set_rows(self, rows: Sequence[ThreadRow]) -> None:
        """Set the rows; a cursor that was moved stays on its thread, at its screen position if possible."""
        above, before = self._above(), self.row
        self._rows = rows
        place = 0 if self.at_start else min(self.cursor or 0, len(rows) - 1)
        if before and not self.at_start:
            place = next((n for n, row in enumerate(rows) if row.thread.id == before.thread.id), place)
        self.cursor = place if rows else None
        self._resize(above)
        after = self.row
        if (before and before.thread.id) != (after and after.thread.id):
            self.post_message(self.Moved(self))

    def go_to(self, thread_id: str) -> bool:
        """Move the cursor to a thread; False if it is not in the list."""
        place = next((n for n, row in enumerate(self._rows) if row.thread.id == thread_id), None)
        if place is not None:
            self.move_cursor(place)
        return place is not None

    def next_unread(self) -> ThreadRow | None:
        """The next unread thread after the cursor, wrapping around at the end."""
        start = -1 if self.cursor is None else self.cursor
        order = [*self._rows[start + 1 :], *self._rows[: max(start, 0)]]
        return next((row for row in order if row.unread), None)

    def items(self) -> int:
        """Number of rows."""
        return len(self._rows)

    def span(self, item: int) -> tuple[int, int]:
        """Lines of a row."""
        return item * self._height, (item + 1) * self._height

    def item_at(self, line: int) -> int | None:
        """Row of a line."""
        row = line // self._height
        return row if row < len(self._rows) else None

    def jump_lines(self) -> Iterator[int]:
        """Yield the first line of every visible row."""
        yield from (
            line for line in self.visible_lines() if line % self._height == 0 and self.item_at(line) is not None
        )

    def jump(self, line: int) -> None:
        """Move the cursor to a row."""
        self.move_cursor(self.item_at(line))

    def draw(self, line: int, width: int) -> Strip:
        """Draw a line of a row."""
        item = self.item_at(line)
        if item is None:
            return self.strip([], width)
        base = () if item != self.cursor else ("cursor",) if self.has_focus else ("cursor-blurred",)
        text = row_lines(self._rows[item], width, self._clock(), two=self._two)[line % self._height]
        return self.strip(self.segments(text, base=base), width, base=base)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor visible."""
        if self.cursor is not None:
            self.show_item(self.cursor)

    @property
    def _height(self) -> int:
        return 2 if self._two else 1

    def _above(self) -> int:
        """Number of lines above the cursor on the screen."""
        return 0 if self.cursor is None else self.span(self.cursor)[0] - self.scroll_offset.y

    def _resize(self, above: int) -> None:
        self.set_lines(len(self._rows) * self._height)
        if self.cursor is not None:
            self.scroll_to_line(self.span(self.cursor)[0] - above)
            self.show_item(self.cursor)


def in_place(before: Sequence[ThreadRow], rows: Sequence[ThreadRow]) -> list[ThreadRow]:
    """Rows in their previous order; new ones follow the row that precedes them.

    Args:
        before: as they are on the screen.
        rows: as they are now, in their order.
    """
    now = {row.thread.id: row for row in rows}
    known = {row.thread.id for row in before}
    placed = [row.thread.id for row in before if row.thread.id in now]
    for place, row in enumerate(rows):
        if row.thread.id not in known:
            placed.insert(placed.index(rows[place - 1].thread.id) + 1 if place else 0, row.thread.id)
    return [now[id_] for id_ in placed]

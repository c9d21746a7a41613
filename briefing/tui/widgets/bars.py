"""Lines above and below the panes: the day and what is new, and the keys of the focused pane."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import ClassVar

from textual.reactive import reactive
from textual.strip import Strip

from briefing.tui.drawing.head_foot import HeadLine, foot, head
from briefing.tui.key_bindings import Keys, PaneName
from briefing.tui.widgets.paint import Painted, style_classes


class Head(Painted):
    """The day, what is new since the last visit, and the age of the data."""

    COMPONENT_CLASSES: ClassVar[set[str]] = style_classes("busy", "failed", "key", "name", "query")

    line: reactive[HeadLine] = reactive(HeadLine())

    def __init__(self, clock: Callable[[], datetime], zone: tzinfo | None) -> None:
        super().__init__(id="head")
        self._clock = clock
        self._zone = zone

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        return self.strip(self.segments(head(self.line, width, self._clock(), self._zone)), width)


class Foot(Painted):
    """The keys of the focused pane."""

    COMPONENT_CLASSES: ClassVar[set[str]] = style_classes("key", "label")

    pane: reactive[PaneName] = reactive[PaneName]("threads")

    def __init__(self, keys: Keys) -> None:
        super().__init__(id="foot")
        self._keys = keys

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        return self.strip(self.segments(foot(self.pane, self._keys, width)), width)

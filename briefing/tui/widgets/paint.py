"""Puts styled text on the terminal: names of styles become those of the style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from briefing.tui.drawing.styled import Styled

STYLES = (
    *(
        "anchor",
        "busy",
        "code",
        "cursor",
        "cursor-blurred",
        "date",
        "facts",
        "failed",
        "followed",
        "grown",
        "heading",
        "key",
    ),
    *("label", "link", "mark", "meta", "name", "new", "query", "quote", "read", "read-title", "speaker", "subheading"),
    *("summary", "target", "title", "unread", "unread-title"),
)
"""Names of styles that `drawing` uses; the style sheet says `.paint--NAME`."""


class Painted(Widget):
    """A widget that draws lines of styled text."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"paint--{name}" for name in STYLES}
    ALLOW_SELECT = False

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._colours: dict[tuple[str, ...], Style] = {}

    def notify_style_update(self) -> None:
        """Forget the colours: the style sheet or the theme changed."""
        self._colours.clear()
        super().notify_style_update()

    def colours(self, *names: str) -> Style:
        """Return how text with these styles looks, later ones over earlier ones."""
        known = self._colours.get(names)
        if known is None:
            known = self._colours[names] = self.get_visual_style(*(f"paint--{name}" for name in names)).rich_style
        return known

    def segments(
        self, item: Styled, start: int = 0, end: int | None = None, *, base: Sequence[str] = ()
    ) -> list[Segment]:
        """Return a part of a text in the colours of the style sheet.

        Args:
            item: what to draw.
            start: first code point.
            end: one past the last; None for all.
            base: styles that lie under all of it.
        """
        return [Segment(text, self.colours(*base, *names)) for text, names in item.runs(start, end) if text]

    def strip(self, segments: list[Segment], width: int, *, base: Sequence[str] = ()) -> Strip:
        """Return a whole line of `width` columns."""
        return Strip(segments).adjust_cell_length(width, self.colours(*base))

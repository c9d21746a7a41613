"""Draws styled text with the styles of the style sheet."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from briefing.tui.drawing.styled import Styled


def style_classes(*names: str) -> set[str]:
    """Component classes of the styles that a widget uses: `.paint--NAME`.

    Each widget names its own, as every one of them is computed for it whenever styles are.
    """
    return {f"paint--{name}" for name in names}


class Painted(Widget):
    """A widget that draws text in the styles of its `COMPONENT_CLASSES`."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._colours: dict[tuple[str, ...], Style] = {}

    def notify_style_update(self) -> None:
        """Clear the cached styles after a change of style sheet or theme."""
        self._colours.clear()
        super().notify_style_update()

    def colours(self, *names: str) -> Style:
        """Combined style of the given names, later ones override earlier ones."""
        known = self._colours.get(names)
        if known is None:
            classes = [f"paint--{name}" for name in names]
            known = self.get_visual_style(*classes).rich_style
            if any(self.get_component_styles(name).text_style.reverse for name in classes):
                known += Style(reverse=True)  # omitted by Textual
            self._colours[names] = known
        return known

    def segments(
        self, item: Styled, start: int = 0, end: int | None = None, *, base: Sequence[str] = ()
    ) -> list[Segment]:
        """Segments of a part of a text in the styles of the style sheet.

        Args:
            item: what to draw.
            start: first code point.
            end: one past the last; None for all.
            base: styles under those of the text.
        """
        return [Segment(text, self.colours(*base, *names)) for text, names in item.runs(start, end) if text]

    def strip(self, segments: list[Segment], width: int, *, base: Sequence[str] = ()) -> Strip:
        """A line of exactly `width` columns."""
        return Strip(segments).adjust_cell_length(width, self.colours(*base))

"""Jumping: letters over panes, rows and sections; pressing one goes there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Label

from briefing.tui.widgets.pane import Pane

LETTERS = ascii_lowercase + ascii_uppercase


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to jump to."""

    key: str
    """The character that goes there."""
    x: int
    """Column of the screen where it is shown."""
    y: int
    """Line of the screen."""
    go: Callable[[], None]
    """Goes there."""


def spots(panes: Sequence[Pane], focus: Callable[[Pane], None]) -> Iterator[Spot]:
    """Yield where one can jump to: a digit for each pane, a letter for each of what they show, as far as letters go.

    Args:
        panes: those on the screen, from the left.
        focus: lets the keys go to a pane.
    """

    def to(pane: Pane, line: int | None) -> Callable[[], None]:
        def go() -> None:
            focus(pane)
            if line is not None:
                pane.jump(line)

        return go

    letters = iter(LETTERS)
    for number, pane in enumerate(panes, 1):
        place = pane.region
        if place.width and place.height:
            yield Spot(str(number), place.right - 2, place.y, to(pane, None))
            top = pane.scroll_offset.y
            for line, letter in zip(pane.landings(), letters, strict=False):
                yield Spot(letter, place.x, place.y + line - top, to(pane, line))


class JumpScreen(ModalScreen[Spot]):
    """The letters; dismissed with the spot, None for none."""

    def __init__(self, found: Sequence[Spot]) -> None:
        super().__init__()
        self._found = {spot.key: spot for spot in found}
        self._drawn_for: Size | None = None  # of the terminal when the letters were drawn

    def compose(self) -> ComposeResult:
        """Put each letter in its place."""
        for spot in self._found.values():
            label = Label(spot.key, markup=False)
            label.styles.offset = (spot.x, spot.y)
            yield label

    def on_key(self, event: events.Key) -> None:
        """Go where the letter stands, with any other key nowhere."""
        event.stop()
        event.prevent_default()
        self.dismiss(self._found.get(event.character or ""))

    def on_click(self) -> None:
        """Go nowhere."""
        self.dismiss(None)

    def on_resize(self, event: events.Resize) -> None:
        """Go nowhere once things have moved."""
        if self._drawn_for and self._drawn_for != event.size:
            self.dismiss(None)
        self._drawn_for = event.size

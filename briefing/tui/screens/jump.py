"""Jump mode: shows letters over panes, rows and sections; pressing one jumps there."""

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
    """A jump target."""

    key: str
    """Key that selects it."""
    x: int
    """Screen column of the label."""
    y: int
    """Screen line of the label."""
    go: Callable[[], None]
    """Focuses the pane, and moves its cursor."""


def spots(panes: Sequence[Pane], focus: Callable[[Pane], None]) -> Iterator[Spot]:
    """Yield the jump targets: a digit for each pane, then a letter for each visible item until the letters run out.

    Args:
        panes: those on the screen, from the left.
        focus: focuses a pane.
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
            for line, letter in zip(pane.jump_lines(), letters, strict=False):
                yield Spot(letter, place.x, place.y + line - top, to(pane, line))


def jump_to(spot: Spot | None) -> None:
    """Go to a target; None goes nowhere."""
    if spot:
        spot.go()


class JumpScreen(ModalScreen[Spot]):
    """The labels; dismissed with the selected target, None for none."""

    def __init__(self, targets: Sequence[Spot]) -> None:
        super().__init__()
        self._spots = {spot.key: spot for spot in targets}
        self._drawn_for: Size | None = None  # terminal size when the labels were drawn

    def compose(self) -> ComposeResult:
        """Place the labels."""
        for spot in self._spots.values():
            label = Label(spot.key, markup=False)
            label.styles.offset = (spot.x, spot.y)
            yield label

    def on_key(self, event: events.Key) -> None:
        """Select the label of the key; any other key cancels."""
        event.stop()
        event.prevent_default()
        self.dismiss(self._spots.get(event.character or ""))

    def on_click(self) -> None:
        """Cancel."""
        self.dismiss(None)

    def on_resize(self, event: events.Resize) -> None:
        """Cancel when the size changes."""
        if self._drawn_for and self._drawn_for != event.size:
            self.dismiss(None)
        self._drawn_for = event.size

"""The help screen: all keys, those of the focused pane first."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen

from briefing.model import Health
from briefing.tui.drawing.notices import help_page
from briefing.tui.key_bindings import Keys, PaneName
from briefing.tui.widgets.page import HelpPage


class HelpScreen(ModalScreen[None]):
    """The keys, and the problems of the sources."""

    def __init__(self, keys: Keys, health: Health, first: PaneName) -> None:
        super().__init__()
        self._keys = keys
        self._health = health
        self._first = first

    def compose(self) -> ComposeResult:
        """Create the page."""
        yield HelpPage(id="help")

    def on_mount(self) -> None:
        """Fill the page."""
        page = self.query_one(HelpPage)
        page.show(help_page(self._keys, self._health, self._first))
        page.focus()

    def action_back(self) -> None:
        """Close the help."""
        self.dismiss()

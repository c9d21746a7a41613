"""Drives a running reader: presses keys, reads panes and toasts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from briefing.tui.app import Reader
from briefing.tui.screens.main import MainScreen
from tests.tui.settle import followed


class ReaderPilot:
    """A running reader."""

    def __init__(self, app: Reader, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> MainScreen:
        return self.app.main_screen

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def press_together(self, typed: str) -> None:
        """Keys that come in with one packet: all are there before the first is answered."""
        for character in typed:
            name = _character_to_key(character) if character != "\r" else "enter"
            self.app.post_message(events.Key(name, character))
        await self.pilot.pause()
        await self.pilot.pause()

    async def previewed(self) -> None:
        await followed(self.pilot)

    @property
    def visible(self) -> list[str]:
        return [str(p.id) for p in self.screen.query("#panes > *") if p.display]

    @property
    def focused(self) -> str:
        return str(self.app.focused.id) if self.app.focused else ""

    @property
    def thread(self) -> str:
        row = self.screen.list.row
        return row.thread.id if row else ""

    @property
    def unread(self) -> dict[str, int]:
        return {row.thread.id: row.unread for row in self.screen.list.rows}

    @property
    def toasts(self) -> list[str]:
        return [note.message for note in self.app._notifications]

    def text(self, pane: str) -> str:
        """What is drawn of a pane."""
        widget = self.screen.query_one(f"#{pane}")
        return "\n".join(widget.render_line(y).text.rstrip() for y in range(widget.size.height))

    @property
    def head(self) -> str:
        return " ".join(self.text("head").split())


Start = Callable[..., AbstractAsyncContextManager[ReaderPilot]]

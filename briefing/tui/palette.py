"""Command palette: `:` and ctrl+p list the commands of the focused pane."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from briefing.tui.key_bindings import COMMANDS, Command, key_label
from briefing.tui.widgets.pane import Pane


class CommandProvider(Provider):
    """Provider of the reader's commands."""

    async def discover(self) -> Hits:
        """Yield all commands."""
        for command in self._commands():
            yield DiscoveryHit(_title(command), partial(self._run, command), help=self._keys(command))

    async def search(self, query: str) -> Hits:
        """Yield commands whose help contains the letters of the query in order."""
        matcher = self.matcher(query)
        for command in self._commands():
            if score := matcher.match(_title(command)):
                title = matcher.highlight(_title(command))
                yield Hit(score, title, partial(self._run, command), help=self._keys(command))

    def _commands(self) -> list[Command]:
        pane = self.focused.id if self.focused else ""
        return [
            command for command in COMMANDS if pane in command.panes and command.listed and command.name != "palette"
        ]

    def _keys(self, command: Command) -> str:
        return " ".join(map(key_label, getattr(self.app, "keys", {}).get(command.name, command.keys)))

    async def _run(self, command: Command) -> None:
        namespace = self.focused if isinstance(self.focused, Pane) else self.app
        await self.app.run_action(command.action, namespace)


def _title(command: Command) -> str:
    return f"{command.name.replace('_', ' ')}: {command.help}"

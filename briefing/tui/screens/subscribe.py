"""Adds a feed in the reader: asks for an address and tags, discovers feeds there, and refreshes the new one.

Discovery runs in the background; a function given by the command line changes the configuration.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from briefing import newsroom
from briefing.config import FeedConfig
from briefing.errors import BriefingError
from briefing.hygiene import clean_line
from briefing.newsroom import Discovered
from briefing.tui.screens.links import LinkingScreen


class FeedFound(Message):
    """The feed that an address leads to, or why there is none."""

    def __init__(self, found: Discovered | None, reason: str = "") -> None:
        super().__init__()
        self.found = found
        self.reason = reason


class ChoiceScreen(ModalScreen[str]):
    """List of feeds to choose from; dismissed with a URL, empty for none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "None of them"),
        Binding("j", "down", "Down", show=False),
        Binding("k", "up", "Up", show=False),
    ]

    def __init__(self, addresses: list[str]) -> None:
        super().__init__(id="choice")
        self._addresses = addresses

    def compose(self) -> ComposeResult:
        """List the URLs."""
        yield Label("Which feed? enter takes it, escape none.", markup=False)
        yield OptionList(*(Option(clean_line(address)) for address in self._addresses), markup=False)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Choose the feed."""
        self.dismiss(self._addresses[message.option_index])

    def action_leave(self) -> None:
        """Cancel."""
        self.dismiss("")

    def action_down(self) -> None:
        """Move down."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Move up."""
        self.query_one(OptionList).action_cursor_up()


class SubscribingScreen(LinkingScreen):
    """The action."""

    def action_add_feed(self) -> None:
        """Ask for the address of a feed or of a site with a feed."""
        if self._reader.subscribe is None:
            self._reader.say("Feeds cannot be added here: this is not your store.", "warning")
            return
        self.prompt().ask("Address of a feed or site", "", self._discover)

    def _discover(self, address: str) -> None:
        self._reader.say(f"Looking for a feed at {address}")
        config = self._reader.config

        def run() -> None:
            try:
                self.post_message(FeedFound(newsroom.discover_feed(config, address)))
            except BriefingError as error:
                self.post_message(FeedFound(None, str(error)))
            except Exception as error:  # whatever a server sends, the reader goes on
                self.post_message(FeedFound(None, f"{address}: {type(error).__name__}: {error}"))

        self.run_worker(run, thread=True, exit_on_error=False, group="subscribing", exclusive=True)

    def on_feed_found(self, message: FeedFound) -> None:
        """Let one of several be chosen, then ask for tags."""
        found = message.found
        if found is None:
            self._reader.say(message.reason, "error")
        elif found.others:
            addresses = [found.feed.url, *found.others]

            def chosen(address: str | None) -> None:
                if address:
                    title = found.feed.title if address == found.feed.url else ""
                    self._ask_for_tags(FeedConfig(address, title))

            self.app.push_screen(ChoiceScreen(addresses), chosen)
        else:
            self._ask_for_tags(found.feed)

    def _ask_for_tags(self, feed: FeedConfig) -> None:
        name = clean_line(feed.title) or feed.url
        self.prompt().ask(f"Tags for {name} (may be empty)", "", lambda words: self._subscribe(feed, words), empty=True)

    def _subscribe(self, feed: FeedConfig, words: str) -> None:
        reader = self._reader
        if reader.subscribe is None:
            return
        tags = tuple(dict.fromkeys(clean_line(words).replace(",", " ").split()))
        try:
            config = reader.subscribe(FeedConfig(feed.url, feed.title, tags))
        except BriefingError as error:
            reader.say(str(error), "error")
            return
        if config is None:
            reader.say(f"{feed.url} is there already.")
            return
        reader.say(f"Added: {clean_line(feed.title) or feed.url}")
        reader.take_config(config, feed.url)

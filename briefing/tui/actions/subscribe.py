"""Searches the feeds of an address; adds feeds to the configuration, from there, a file or a bundle.

The search runs in the background; a function given by the command line changes the configuration.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.screen import ModalScreen, Screen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from briefing import newsroom
from briefing.config import FeedConfig
from briefing.config.bundles import shipped_bundles
from briefing.dates_and_counts import count
from briefing.errors import BriefingError
from briefing.sanitizer import clean_line
from briefing.tui.session import Session
from briefing.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from briefing.newsroom import Discovered


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


@dataclass(slots=True, eq=False)
class FeedSearch:
    """Looks for the feed of an address in the background; of several the user chooses one."""

    session: Session
    """Settings of requests."""
    screen: Screen[Any]
    """Runs the search; its application shows the choice."""
    say: Callable[[str, SeverityLevel], None]
    """Shows what is looked for, and why nothing is found."""
    chosen: Callable[[FeedConfig], None]
    """Called with the feed."""
    address: str = ""
    """Address that is looked at; empty if none is."""

    def start(self, address: str) -> None:
        """Look for the feed of `address`; an earlier search is given up."""
        screen, config = self.screen, self.session.config
        self.address = address
        self.say(f"Looking for a feed at {address}", "information")

        def run() -> None:
            try:
                screen.call_later(self._choose_feed, address, newsroom.discover_feed(config, address))
            except BriefingError as error:
                screen.call_later(self._fail, address, str(error))
            except Exception as error:  # the reader continues, whatever a server sends
                screen.call_later(self._fail, address, f"{address}: {type(error).__name__}: {error}")

        screen.run_worker(run, thread=True, exit_on_error=False, group="subscription", exclusive=True)

    def _fail(self, address: str, reason: str) -> None:
        if address == self.address:
            self.address = ""
            self.say(reason, "error")

    def _choose_feed(self, address: str, discovered: Discovered) -> None:
        """Let the user choose one of several feeds."""
        if address != self.address:
            return
        self.address = ""
        feed = discovered.feed
        if not discovered.others:
            self.chosen(feed)
            return

        def chosen(url: str | None) -> None:
            if url:
                self.chosen(FeedConfig(url, feed.title if url == feed.url else ""))

        self.screen.app.push_screen(ChoiceScreen([feed.url, *discovered.others]), chosen)


@dataclass(slots=True, eq=False)
class Subscription:
    """Adds feeds to the configuration."""

    session: Session
    """Configuration to change, and messages."""
    screen: Screen[None]
    """Runs the search for a feed."""
    prompt: Prompt
    """Asks for address and tags."""
    refresh_started: Callable[[], None]
    """Called when a refresh of the new feed has started."""

    def add_feed(self) -> None:
        """Ask for the address of a site or feed, the path of a list of feeds, or the name of a bundle."""
        if self.session.subscribe is None:
            self.session.say("Feeds cannot be added here: this is not your store.", "warning")
            return
        self.prompt.ask("Site, file of feeds, or bundle", "", self._add)

    def _add(self, answer: str) -> None:
        """Add the feeds of a file or a bundle, or look for the feed of an address."""
        bundles = {bundle.name: bundle for bundle in shipped_bundles()}
        if path := local_path(answer):
            try:
                self._subscribe(newsroom.read_subscription_file(Path(path)).feeds)
            except BriefingError as error:
                self.session.say(str(error), "error")
        elif answer in bundles:
            self._subscribe(bundles[answer].feeds)
        else:
            FeedSearch(self.session, self.screen, self.session.say, self._ask_for_tags).start(answer)

    def _ask_for_tags(self, feed: FeedConfig) -> None:
        def tagged(words: str) -> None:
            tags = tuple(dict.fromkeys(clean_line(words).replace(",", " ").split()))
            self._subscribe([FeedConfig(feed.url, feed.title, tags)])

        name = clean_line(feed.title) or feed.url
        self.prompt.ask(f"Tags for {name} (may be empty)", "", tagged, empty=True)

    def _subscribe(self, feeds: Sequence[FeedConfig]) -> None:
        session = self.session
        if session.subscribe is None or not feeds:
            session.say("There is no feed in it.", "warning")
            return
        name = (clean_line(feeds[0].title) or feeds[0].url) if len(feeds) == 1 else count(len(feeds), "feed")
        try:
            config = session.subscribe(feeds)
        except BriefingError as error:
            session.say(str(error), "error")
            return
        if config is None:
            session.say(f"Configured already: {name}")
            return
        session.say(f"Added: {name}")
        session.config = config
        if session.refresh(*(feed.url for feed in feeds)):
            self.refresh_started()


def local_path(text: str) -> str:
    """The path of a file as it may be typed, pasted or dropped; empty for anything else."""
    path = text.removeprefix("file://")
    return path if path.startswith(("/", "~", "./")) else ""

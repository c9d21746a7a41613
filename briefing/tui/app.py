"""The Textual application: store, clock, keys and theme, background refresh, and actions common to all screens."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import App, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider

from briefing import newsroom
from briefing.config import Config, FeedConfig
from briefing.dates_and_counts import count
from briefing.errors import EXIT_NO_SOURCE, BriefingError
from briefing.hygiene import clean_line, hide_login
from briefing.newsroom import RefreshReport, Store
from briefing.tui import saved_state, web_browser
from briefing.tui.commands import key_map, shown
from briefing.tui.palette import command_provider
from briefing.tui.refresh_worker import Progressed, Refresh, Refreshed, Refresher, RefreshFailed
from briefing.tui.screens.help import HelpScreen
from briefing.tui.screens.main import ReadingScreen
from briefing.tui.themes import check_theme
from briefing.tui.widgets.frame import TextLine
from briefing.tui.widgets.pane import Pane

LIST_FROM = 10
"""Minimum rows of a terminal for a list of commands or themes."""

_FIRST = "Welcome. {} opens a thread, {} adds the feed of a site, {} shows all keys."
"""Message at the first start, with the keys of opening, adding and help."""

STOP_SECONDS = 0.2
"""Seconds for which quitting waits for a refresh to reach its next step."""


Subscribe = Callable[[FeedConfig], Config | None]
"""Adds a feed to the configuration and returns the new one; None if the feed is already there."""


def utc_now() -> datetime:
    """Current time of the system's clock, in UTC."""
    return datetime.now(UTC)


class Reader(App[None]):
    """The reader application."""

    TITLE = "briefing"
    CSS_PATH = "reader.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {command_provider}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "interrupt", show=False, system=True)]

    def __init__(  # noqa: PLR0913 - store and configuration, the rest for tests
        self,
        store: Store,
        config: Config,
        *,
        query: str = "",
        clock: Callable[[], datetime] = utc_now,
        zone: tzinfo | None = None,
        refresh: Refresh | None = None,
        user: str = "",
        state: Path | None = None,
        subscribe: Subscribe | None = None,
    ) -> None:
        """Create a reader for an open store.

        Args:
            store: opened by this thread; only reads and short marks go through it.
            config: sources, keys, theme.
            query: which threads are listed at first.
            clock: returns the current time in UTC.
            zone: time zone of the times shown; None is the system's.
            refresh: fetches news; None for `newsroom.refresh_with_hooks`.
            user: the user's name, for the journal.
            subscribe: adds a feed to the configuration; None where feeds cannot be added.
            state: file that keeps place, query and theme from one start to the next; None for none.

        Raises:
            ConfigError: `[keys]` or `[tui]` name what there is not.
        """
        self.keys = key_map(config.keys)
        super().__init__()
        check_theme(config.tui.theme, self.available_themes)
        self._state = state
        self.subscribe = subscribe
        self.memory = saved_state.recall(state)
        """Saved state of the last session."""
        chosen = self.memory.theme if self.memory.instead_of == config.tui.theme else ""
        self.theme = chosen if chosen in self.available_themes else config.tui.theme
        self.store = store
        self.config = config
        self.by = newsroom.Actor(user, "tui")
        self.clock = clock
        self.zone = zone
        self.refresher = Refresher(store.path, config, refresh, self.post_message)
        self.mouse_free = False
        """Whether the terminal handles the mouse."""
        self.reading = ReadingScreen(self, query or self._query_left())

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; keys of the main screen are processed in order, each before the next is read."""
        if isinstance(event, events.Key) and not event.is_forwarded and await self._take_key(event):
            return
        await super().on_event(event)

    async def _take_key(self, event: events.Key) -> bool:
        """Handle a key at once; False if Textual is to dispatch it.

        Textual sends a key to the widget that has the focus, which hands it back to the application if it means a
        command. Keys that come in together, as over a slow line or from a macro, are on that way when the first of them
        opens a line to type on: they would be commands.
        """
        line = self.focused
        if not self.app_focus or not isinstance(self.screen, ReadingScreen) or not isinstance(line, Pane | TextLine):
            return False
        if await self._check_bindings(event.key, priority=True):
            return True
        if isinstance(line, TextLine) and event.is_printable and event.character:
            line.take(event.character)
            return True
        return await self._check_bindings(event.key)

    def get_default_screen(self) -> ReadingScreen:
        """The initial screen."""
        return self.reading

    def on_mount(self) -> None:
        """Apply the configured keys, and start a refresh after the first drawing."""
        self.set_keymap({name: ",".join(self.keys[name]) for name in self.config.keys})
        self.app_resume_signal.subscribe(self, self._leave_mouse)
        if saved_state.is_first(self._state):
            self.call_after_refresh(self._greet)
        if self.config.tui.refresh_on_start and (self.config.feeds or self.config.seeds):
            self.call_after_refresh(self.action_refresh_news)

    def _greet(self) -> None:
        """Show the first keys; without threads, the page in place of the list does that."""
        if self.reading.list.rows:
            self.say(_FIRST.format(*(shown(self.keys[name][0]) for name in ("open", "add_feed", "help"))))

    def take_config(self, config: Config, only: str) -> None:
        """Apply another configuration, and refresh one of its sources at once."""
        self.config = self.refresher.config = config
        if self.refresher.start((only,)):
            self.reading.refresh_began()

    def action_refresh_news(self) -> None:
        """Start a refresh unless one is running."""
        if not (self.config.feeds or self.config.seeds):
            add = shown(self.keys["add_feed"][0])
            self.say(f"No source is configured; {add} adds the feed of a site.", "warning")
        elif self.refresher.start():
            self.reading.refresh_began()

    def on_progressed(self, message: Progressed) -> None:
        """Show the progress of the refresh."""
        self.reading.refresh_went_on(message.progress)

    def on_refreshed(self, message: Refreshed) -> None:
        """Show the result of the refresh."""
        self.reading.refresh_ended()
        self.say(*_outcome(message.report))
        for failure in message.report.hooks:
            self.say(f"{failure.location} {failure.reason}", "warning")

    def on_refresh_failed(self, message: RefreshFailed) -> None:
        """Show why the refresh failed."""
        self.reading.refresh_ended()
        self.say(message.reason, "error")

    def action_help(self) -> None:
        """Open or close the help."""
        if isinstance(self.screen, HelpScreen):
            self.pop_screen()
        else:
            self.push_screen(HelpScreen(self.keys, self.reading.health, self.reading.active))

    def action_interrupt(self) -> None:
        """Quit on ctrl+c, as usual in a terminal."""
        self.exit()

    async def action_quit(self) -> None:
        """Quit, and mark the open thread read."""
        self.reading.leave()
        self.exit()

    def action_let_mouse_go(self) -> None:
        """Leave the mouse to the terminal, for selecting text, or take it back."""
        self.mouse_free = not self.mouse_free
        self._leave_mouse()
        key = shown(self.keys["mouse"][0])
        self.say(f"The mouse selects text now; {key} takes it back." if self.mouse_free else "The mouse is back.")

    def _leave_mouse(self, _: object = None) -> None:
        """Restore the mouse mode; Textual enables the mouse again when the reader resumes."""
        # Textual has no public API; drivers without a mouse lack these methods.
        name = "_disable_mouse_support" if self.mouse_free else "_enable_mouse_support"
        if switch := getattr(self._driver, name, None):
            switch()

    def action_command_palette(self) -> None:
        """Open the command palette if there is room for the list."""
        if self._has_room_for_lists():
            super().action_command_palette()

    def action_choose_theme(self) -> None:
        """Open the list of themes."""
        if self._has_room_for_lists():
            self.search_themes()

    def on_resize(self, event: events.Resize) -> None:
        """Close a list that has no room left: Textual cannot move the cursor in a list without a line."""
        if event.size.height < LIST_FROM and isinstance(self.screen, CommandPalette):
            self.pop_screen()

    def _has_room_for_lists(self) -> bool:
        if self.size.height >= LIST_FROM:
            return True
        self.say("The terminal is too small for that.", "warning")
        return False

    def on_unmount(self) -> None:
        """Stop a running refresh and save the state."""
        self.refresher.stop(STOP_SECONDS)
        row, theme = self.reading.list.row, self.config.tui.theme
        chosen = self.theme if self.theme != theme else ""
        thread = row.thread.id if row else ""
        saved_state.keep(
            self._state, saved_state.Memory(thread, self.reading.query_shown, chosen, theme if chosen else "")
        )

    def _query_left(self) -> str:
        """The saved query; empty if it is no longer valid."""
        try:
            newsroom.as_query(self.memory.query, self.config)
        except BriefingError:
            return ""
        return self.memory.query

    def say(self, text: str, severity: str = "information") -> None:
        """Show a message for some seconds, without terminal controls and without logins in URLs."""
        level = {"warning": "warning", "error": "error"}.get(severity, "information")
        self.notify(hide_login(clean_line(text)), severity=level, markup=False)  # type: ignore[arg-type]

    def open_address(self, url: str) -> None:
        """Open a URL in the browser, or show why that failed."""
        if not url:
            self.say("There is no address to open.", "warning")
            return
        if not web_browser.openable(url):
            self.say(f"Only http and https addresses are opened, not {url}", "warning")
            return
        browser = web_browser.find_browser()
        if browser is None:
            self.say(f"No browser was found; set $BROWSER. The address is {url}", "warning")
        elif web_browser.needs_terminal(browser):
            try:
                with self.suspend():
                    browser.open(url)
            except (SuspendNotSupported, OSError) as error:
                self.say(f"The browser cannot be started ({error}). The address is {url}", "warning")
        else:
            # Some browsers block; the reader must not wait for them.
            threading.Thread(target=browser.open, args=(url,), daemon=True).start()
            self.say(f"Opening {url}")


def _outcome(report: RefreshReport) -> tuple[str, str]:
    """Result of a refresh in one line, and its severity."""
    if report.exit_code == EXIT_NO_SOURCE:
        first = report.failed[0].reason if report.failed else "none is configured"
        why = "Is this machine online? You see what was stored before; ? tells the reason of each source."
        return f"No source could be read ({first}). {why}", "error"
    told = f"{count(report.new_articles, 'new article')} in {count(report.changed_threads, 'thread')}"
    if not report.new_articles:
        told = "Nothing new"
    if report.failed:
        return f"{told}; {len(report.failed)} of {count(report.sources, 'source')} failed, ? tells why.", "warning"
    return f"{told}.", "information"

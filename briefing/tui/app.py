"""The Textual application: keys and theme, background refresh, and actions common to all screens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.notifications import SeverityLevel

from briefing import newsroom
from briefing.config import Config
from briefing.dates_and_counts import count
from briefing.errors import EXIT_NO_SOURCE, BriefingError
from briefing.newsroom import RefreshReport, Store
from briefing.tui import saved_state
from briefing.tui.key_bindings import key_label, key_map
from briefing.tui.palette import CommandProvider
from briefing.tui.refresh_worker import Progressed, Refresh, Refreshed, Refresher, RefreshFailed
from briefing.tui.screens.help import HelpScreen
from briefing.tui.screens.main import MainScreen
from briefing.tui.session import Session, Subscribe
from briefing.tui.themes import THEMES, check_theme, variables
from briefing.tui.widgets.paint import Painted
from briefing.tui.widgets.prompt import TextLine

if TYPE_CHECKING:
    from briefing.tui.screens.first_run import ChooseFeeds, FirstRunScreen

LIST_FROM = 10
"""Minimum rows of a terminal for a list of commands or themes."""

_FIRST = "Welcome. {} opens a thread, {} adds the feed of a site, {} shows all keys."
"""Message at the first start, with the keys of opening, adding and help."""

_READ_ONLY = "The store cannot be written, only read: nothing is marked or refreshed. `briefing doctor` shows why."
"""Message at the start over such a store."""

STOP_SECONDS = 0.2
"""Seconds for which quitting waits for a refresh to reach its next step."""


def utc_now() -> datetime:
    """Current time of the system's clock, in UTC."""
    return datetime.now(UTC)


class Reader(App[None]):
    """The reader application."""

    TITLE = "briefing"
    CSS_PATH = "reader.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {CommandProvider}
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
        choose: ChooseFeeds | None = None,
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
            subscribe: adds feeds to the configuration; None where feeds cannot be added.
            choose: writes the feeds that are chosen at the first run, if the store is empty; None for no choice.
            state: file that keeps theme and folded sections from one start to the next; None for none.

        Raises:
            ConfigError: `[keys]` or `[tui]` have an unknown command, key or theme.
        """
        self.keys = key_map(config.keys)
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        check_theme(config.tui.theme, self.available_themes)
        self._state = state
        self._choose = choose
        self._first_run: FirstRunScreen | None = None
        memory = saved_state.load_state(state)
        chosen = memory.theme if memory.instead_of == config.tui.theme else ""
        self.theme = chosen if chosen in self.available_themes else config.tui.theme
        self.session = Session(
            store=store,
            config=config,
            keys=self.keys,
            actor=newsroom.Actor(user, "tui"),
            clock=clock,
            zone=zone,
            refresher=Refresher(store.path, refresh, self.post_message),
            subscribe=subscribe,
            notify=self.notify,
            clear_notifications=self.clear_notifications,
        )
        """What the screens share."""
        self.mouse_free = False
        """Whether the terminal handles the mouse."""
        self.main_screen = MainScreen(self.session, query, memory.toggled)

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; keys of the main screen are processed in order, each before the next is read."""
        if isinstance(event, events.Key) and not event.is_forwarded and await self._handle_key(event):
            return
        await super().on_event(event)

    async def _handle_key(self, event: events.Key) -> bool:
        """Handle a key at once; False if Textual is to dispatch it.

        Textual sends a key to the widget that has the focus, which passes it back to the application if it is a
        command. Keys that arrive together, as over a slow line or from a macro, are already on that way when the first
        of them opens an input line: they would be taken as commands.
        """
        line = self.focused
        is_ours = self.screen in (self.main_screen, self._first_run)
        if not self.app_focus or not is_ours or not isinstance(line, Painted | TextLine):
            return False
        if await self._check_bindings(event.key, priority=True):
            return True
        if isinstance(line, TextLine) and event.is_printable and event.character:
            line.type_character(event.character)
            return True
        return await self._check_bindings(event.key)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of the style sheet that a theme may leave out."""
        return dict(variables(self.current_theme))

    def get_default_screen(self) -> MainScreen:
        """The initial screen."""
        return self.main_screen

    def on_mount(self) -> None:
        """Apply the configured keys, and start a refresh after the first drawing."""
        config = self.session.config
        self.set_keymap({name: ",".join(self.keys[name]) for name in config.keys})
        self.app_resume_signal.subscribe(self, self._apply_mouse)
        if self._choose and self._has_empty_store():
            from briefing.tui.screens.first_run import FirstRunScreen

            self._first_run = FirstRunScreen(self.session, self._choose)
            self.push_screen(self._first_run, self._start)
            return
        if saved_state.is_first_start(self._state):
            self.call_after_refresh(self._greet)
        self._start()

    def _has_empty_store(self) -> bool:
        """Whether no article is stored; False if the store cannot be read."""
        try:
            return not newsroom.overview(self.session.store).articles
        except BriefingError:
            return False

    def _start(self, chosen: Config | None = None) -> None:
        """Start the first refresh, with the configuration that was chosen at the first run."""
        config = self.session.config = chosen or self.session.config
        if self.session.store.readonly:
            self.call_after_refresh(self.session.say, _READ_ONLY, "warning")
        elif config.tui.refresh_on_start and config.has_sources:
            self.call_after_refresh(self.action_refresh_news)

    def _greet(self) -> None:
        """Show the first keys; without threads, the page in place of the list does that."""
        if not self.main_screen.list.is_empty:
            self.session.say(_FIRST.format(*(key_label(self.keys[name][0]) for name in ("open", "add_feed", "help"))))

    def action_refresh_news(self) -> None:
        """Start a refresh unless one is running."""
        session = self.session
        has_sources = session.config.has_sources
        if not has_sources and session.subscribe is None:
            session.say("Nothing can be fetched here: this is not your store.", "warning")
        elif not has_sources:
            add = key_label(self.keys["add_feed"][0])
            session.say(f"No source is configured; {add} adds the feed of a site.", "warning")
        elif session.refresh():
            self.main_screen.refresh_started()

    def on_progressed(self, message: Progressed) -> None:
        """Show the progress of the refresh."""
        self.main_screen.refresh_progressed(message.progress)

    def on_refreshed(self, message: Refreshed) -> None:
        """Show the result of the refresh, but not failures that the page tells."""
        self.main_screen.refresh_ended()
        text, severity = _outcome(message.report, told=self.main_screen.listed.shows_failures)
        if text:
            self.session.say(text, severity)
        for failure in message.report.hooks:
            self.session.say(f"{failure.location} {failure.reason}", "warning")

    def on_refresh_failed(self, message: RefreshFailed) -> None:
        """Show why the refresh failed."""
        self.main_screen.refresh_ended()
        self.session.say(message.reason, "error")

    def action_help(self) -> None:
        """Open or close the help."""
        if isinstance(self.screen, HelpScreen):
            self.pop_screen()
        else:
            self.session.clear_messages()
            self.push_screen(HelpScreen(self.keys, self.main_screen.health, self.main_screen.active))

    def action_interrupt(self) -> None:
        """Quit on ctrl+c, as usual in a terminal."""
        self.exit()

    async def action_quit(self) -> None:
        """Close the help or a dialog; on the main screen quit, and mark the open thread read."""
        if self.screen is not self.main_screen:
            self.pop_screen()
            return
        self.main_screen.leave()
        self.exit()

    def action_toggle_mouse(self) -> None:
        """Leave the mouse to the terminal, for selecting text, or take it back."""
        self.mouse_free = not self.mouse_free
        self._apply_mouse()
        key = key_label(self.keys["mouse"][0])
        self.session.say(
            f"The mouse selects text now; {key} takes it back." if self.mouse_free else "The mouse is back."
        )

    def _apply_mouse(self, _: object = None) -> None:
        """Restore the mouse mode; Textual enables the mouse again when the reader resumes."""
        # Textual has no public API; drivers without a mouse lack these methods.
        name = "_disable_mouse_support" if self.mouse_free else "_enable_mouse_support"
        if switch := getattr(self._driver, name, None):
            switch()

    def action_command_palette(self) -> None:
        """Open the command palette if there is room for the list; its commands are those of the main screen."""
        if self.screen is not self._first_run and self._has_room_for_lists():
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
        self.session.say("The terminal is too small for that.", "warning")
        return False

    def on_unmount(self) -> None:
        """Stop a running refresh and save the state."""
        self.session.refresher.stop(STOP_SECONDS)
        theme = self.session.config.tui.theme
        chosen = self.theme if self.theme != theme else ""
        self.main_screen.listed.end_visit()
        toggled = tuple(sorted(self.main_screen.listed.toggled))
        saved_state.save_state(self._state, saved_state.SavedState(chosen, theme if chosen else "", toggled))


def _outcome(report: RefreshReport, *, told: bool) -> tuple[str, SeverityLevel]:
    """Result of a refresh in one line, and its severity; empty if nothing is new but failures that are told already."""
    told = told and bool(report.failed)
    if told and not report.new_articles:
        return "", "information"
    if report.exit_code == EXIT_NO_SOURCE:
        first = report.failed[0].reason if report.failed else "none is configured"
        why = "Is this machine online? You see what was stored before; ? shows the reason of each source."
        return f"No source could be read ({first}). {why}", "error"
    news = f"{count(report.new_articles, 'new article')} in {count(report.changed_threads, 'thread')}"
    if not report.new_articles:
        news = "Nothing new"
    failures = []
    if report.failed and not told:
        failures.append(f"{len(report.failed)} of {count(report.sources, 'source')} failed, ? shows why")
    if report.failed_pages:
        failures.append(f"{len(report.failed_pages)} of {count(report.pages, 'page')} failed")
    severity: SeverityLevel = "warning" if (report.failed and not told) or report.pageless else "information"
    return f"{'; '.join([news, *failures])}.", severity

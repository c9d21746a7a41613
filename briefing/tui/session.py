"""What the screens and actions of the reader share: store, configuration, clock, refresh and messages to the user."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo

from textual.notifications import SeverityLevel

from briefing.config import Config, FeedConfig
from briefing.errors import BriefingError
from briefing.newsroom import Actor, Store
from briefing.sanitizer import clean_line, hide_login
from briefing.tui.key_bindings import Keys
from briefing.tui.refresh_worker import Refresher

TOAST_SECONDS = 5.0
"""Minimum seconds for which a message is shown."""
READ_PER_SECOND = 20
"""Characters of a longer message that are read in a second."""

Subscribe = Callable[[Sequence[FeedConfig]], Config | None]
"""Adds feeds to the configuration and returns the new one; None if all of them are already there."""


@dataclass(slots=True)
class Session:
    """One run of the reader. It knows no screen and no application."""

    store: Store
    """Opened by the reader's thread; only reads and short marks go through it."""
    config: Config
    """Current configuration; replaced when a feed is added."""
    keys: Keys
    """Keys of every command."""
    actor: Actor
    """The user, for the journal."""
    clock: Callable[[], datetime]
    """Current time in UTC."""
    zone: tzinfo | None
    """Time zone of the times shown; None is the system's."""
    refresher: Refresher
    """Runs refreshes in the background."""
    subscribe: Subscribe | None
    """Adds feeds; None where they cannot be added."""
    notify: Callable[..., None]
    """Shows a toast; Textual's `App.notify`."""
    clear_notifications: Callable[[], None]
    """Removes all toasts; Textual's `App.clear_notifications`."""
    _last: tuple[str, float] = ("", 0.0)  # the last message, and when it goes
    _kept: float = 0.0  # when the last warning or error goes

    def say(self, text: str, severity: SeverityLevel = "information") -> None:
        """Show a message for some seconds, without terminal controls and without logins in URLs.

        It takes the place of the ones before, but for warnings and errors. The message that was shown last is not shown
        again beside itself, as where a key is held down.
        """
        message, now = hide_login(clean_line(text)), time.monotonic()
        if message == self._last[0] and now < self._last[1]:
            return
        if now >= self._kept:
            self.clear_notifications()
        until = now + max(TOAST_SECONDS, len(message) / READ_PER_SECOND)
        self._last = message, until
        if severity != "information":
            self._kept = until
        self.notify(message, severity=severity, markup=False, timeout=until - now)

    def clear_messages(self) -> None:
        """Remove all messages, as they are about the page that is left."""
        self._last, self._kept = ("", 0.0), 0.0
        self.clear_notifications()

    def refresh(self, *sources: str) -> bool:
        """Start a refresh of the given sources, of all without any; False if one is running."""
        return self.refresher.start(self.config, sources)

    @contextmanager
    def showing_errors(self) -> Iterator[None]:
        """Show errors of the newsroom as messages; the reader continues."""
        try:
            yield
        except BriefingError as error:
            self.say(str(error), "error")

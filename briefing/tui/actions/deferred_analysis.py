"""Analyses the article of a deferred thread that is opened, in the background with its own store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.screen import Screen

from briefing import newsroom
from briefing.errors import BriefingError
from briefing.tui.session import Session


@dataclass(slots=True, eq=False)
class DeferredAnalysis:
    """Completes deferred threads when they are opened."""

    session: Session
    """Store and configuration."""
    screen: Screen[None]
    """Runs the background task."""
    show_changes: Callable[[], None]
    """Updates list and thread."""
    _told: tuple[str, str] = ("", "")  # the thread that was asked for last, and why it has no summary

    def complete(self, thread_id: str) -> None:
        """Give a thread its summary and quotes if its article is deferred; without them its text is all it has."""
        session = self.session
        if session.refresher.running:
            return
        with session.showing_errors():
            if not newsroom.is_deferred(session.store, thread_id):
                return
        path, config = session.store.path, session.config

        def run() -> None:
            try:
                reason = str(newsroom.complete_thread(path, config, thread_id) or "")
            except BriefingError as error:
                reason = str(error)
            except Exception as error:  # the reader continues, whatever the article has
                reason = f"{type(error).__name__}: {error}"
            self.screen.call_later(self._show, thread_id, reason)

        self.screen.run_worker(run, thread=True, exit_on_error=False, group="deferred", exclusive=True)

    def _show(self, thread_id: str, reason: str) -> None:
        """Show the result; the same failure of a thread is told once, however often it is drawn."""
        if not reason:
            self.show_changes()
        elif (thread_id, reason) != self._told:
            self.session.say(f"Its article is not analysed yet: {reason}", "warning")
        self._told = thread_id, reason

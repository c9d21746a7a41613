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

    def complete(self, thread_id: str) -> None:
        """Give a thread its summary and quotes if its article is deferred; after an error its text is all it has."""
        session = self.session
        if session.refresher.running:
            return
        with session.showing_errors():
            if not newsroom.is_deferred(session.store, thread_id):
                return
        path, config = session.store.path, session.config

        def run() -> None:
            try:
                with newsroom.open_store(path) as store:
                    newsroom.complete_thread(store, config, thread_id)
            except BriefingError:  # a refresh is running, or the disk is full: the next opening tries again
                return
            self.screen.call_later(self.show_changes)

        self.screen.run_worker(run, thread=True, exit_on_error=False, group="deferred", exclusive=True)

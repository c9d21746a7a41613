"""Fetches the page of the selected article now, in the background with its own store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.screen import Screen

from briefing import newsroom
from briefing.errors import BriefingError
from briefing.tui.actions.curation import Selection
from briefing.tui.session import Session


@dataclass(slots=True, eq=False)
class PageFetch:
    """Fetches pages on demand."""

    session: Session
    """Store and configuration, and messages."""
    screen: Screen[None]
    """Runs the background task."""
    selection: Callable[[], Selection | None]
    """Thread or article under the cursor, None for none."""
    show_changes: Callable[[str], None]
    """Updates list and thread."""
    show_article: Callable[[str], None]
    """Shows the article anew if it is open."""

    def fetch(self) -> None:
        """Fetch the page of the article under the cursor."""
        selection, session = self.selection(), self.session
        if selection is None or not selection.article_id:
            return
        article_id, config = selection.article_id, session.config
        session.say("Fetching the article's page …")

        def run() -> None:
            try:
                with newsroom.open_store(session.store.path) as store:
                    reason = newsroom.fetch_page_now(store, config, article_id)
            except BriefingError as error:
                reason = str(error)
            except Exception as error:  # the reader continues, whatever a server sends
                reason = f"{type(error).__name__}: {error}"
            self.screen.call_later(self._show, article_id, reason)

        self.screen.run_worker(run, thread=True, exit_on_error=False, group="page", exclusive=True)

    def _show(self, article_id: str, reason: str) -> None:
        """Show the result."""
        if reason:
            self.session.say(f"Its page cannot be shown: {reason}", "warning")
        self.show_changes("")
        with self.session.showing_errors():
            self.show_article(article_id)

"""The list of threads: its query, the rows loaded from the store, the top line, and the notice if there is no row."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from briefing import newsroom
from briefing.errors import BriefingError
from briefing.model import Health
from briefing.newsroom import Overview, Progress
from briefing.render.stage_pace import StagePace
from briefing.tui.drawing.head_foot import HeadLine
from briefing.tui.drawing.notices import no_match, trouble, welcome
from briefing.tui.drawing.page_layout import Block
from briefing.tui.session import Session
from briefing.tui.widgets.bars import Head
from briefing.tui.widgets.panes import Panes
from briefing.tui.widgets.thread_list import in_place

FIRST_ROWS, MORE_ROWS = 500, 10
"""Threads loaded at first, and the factor of more when the cursor approaches the last of them."""

NEAR_END = 50
"""Distance of the cursor from the last row at which more are loaded."""


class ListedThreads:
    """Content of the list pane, the notice pane and the top line."""

    def __init__(self, session: Session, query: str, panes: Panes, head: Head) -> None:
        self._session = session
        self._rows = panes.list
        self._notice = panes.notice
        self._head = head
        self.query = query
        """Query of the list; empty for all threads."""
        self.overview: Overview | None = None
        """Counts and health of the sources; None until the store has been read."""
        self._progress: Progress | None = None  # of the running refresh
        self._left: float | None = None  # seconds of its stage
        self._pace = StagePace()
        self._limit = FIRST_ROWS
        self._error = ""  # of reading the store

    @property
    def health(self) -> Health:
        """Last known state of the sources."""
        return self.overview.health if self.overview else Health()

    def load(self, *, anew: bool = False) -> None:
        """Reload rows and counts; the cursor stays on its thread.

        Args:
            anew: sort the threads again; else they keep their places.
        """
        session = self._session
        self._error = ""
        with self._reading():
            query = newsroom.as_query(self.query, session.config)
            # In this order, so that articles that arrive in between do not count as seen.
            self.overview = newsroom.overview(session.store)
            rows = newsroom.list_threads(session.store, query, limit=self._limit, now=session.clock())
            self._rows.set_rows(rows if anew else in_place(self._rows.rows, rows))
        self.show_state()

    def needs_more(self) -> bool:
        """Whether the cursor approaches the last of the loaded rows; the next `load` loads more then."""
        number, cursor = len(self._rows.rows), self._rows.cursor
        is_near = cursor is not None and number == self._limit and cursor >= number - NEAR_END
        if is_near:
            self._limit *= MORE_ROWS
        return is_near

    def search(self, query: str) -> None:
        """Set the query of the next `load`."""
        self.query, self._limit = query, FIRST_ROWS

    def reload_counts(self) -> bool:
        """Reload the counts only; returns whether any process has refreshed the sources since."""
        before = self.health.refreshed
        with self._reading():
            self.overview = newsroom.overview(self._session.store)
        return self.health.refreshed != before

    def set_progress(self, progress: Progress | None) -> None:
        """Set the progress of the running refresh; None before its first step, and without a refresh."""
        self._progress = progress
        if progress is None:
            self._left, self._pace = None, StagePace()
        else:
            now = time.monotonic()
            done, total = progress.done, progress.total
            self._left = self._pace.seconds_left(progress.stage, done, total, now, progress.seconds)

    def show_state(self) -> None:
        """Update the top line, and the notice if there is no row."""
        is_running = self._session.refresher.running
        self._head.line = HeadLine(
            self.overview, self.query, len(self._rows.rows), is_running, self._progress, self._left
        )
        if not self._rows.rows:
            self._notice.show(self._blocks(is_running))

    def _blocks(self, is_running: bool) -> Sequence[Block]:
        """Page of the notice."""
        keys, config = self._session.keys, self._session.config
        if self._error:
            return trouble(self._error, keys)
        if self.query:
            return no_match(self.query, keys)
        return welcome(keys, len(config.feeds) + len(config.seeds), is_running, self.health.failed)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Show an error of the store as a message, and in the notice until the next `load`."""
        try:
            yield
        except BriefingError as error:
            self._error = str(error)
            self._session.say(self._error, "error")

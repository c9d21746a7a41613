"""Content of the list pane: the front page, or the threads that match a query; with the top line and the notice."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from briefing import newsroom
from briefing.errors import BriefingError
from briefing.model import Health
from briefing.newsroom import FrontPage, Overview, Progress, Story, Visit
from briefing.render.stage_pace import StagePace
from briefing.tui.drawing.front_page import EARLIER, END, PageItem, is_open, page_items
from briefing.tui.drawing.head_foot import HeadLine
from briefing.tui.drawing.notices import failure_note, no_match, trouble, welcome
from briefing.tui.drawing.page_layout import Block
from briefing.tui.key_bindings import key_label
from briefing.tui.session import Session
from briefing.tui.widgets.bars import Head
from briefing.tui.widgets.panes import Panes

FIRST_ROWS, MORE_ROWS = 500, 10
"""Threads loaded at first for a query or the earlier days, and the factor of more when the cursor approaches the last
of them."""

NEAR_END = 50
"""Distance of the cursor from the last item at which more are loaded."""


TICK_SECONDS, FOLLOW_SECONDS = 30.0, 2.0
"""Seconds between checks for refreshes by other processes: usually, and while articles wait for their threads."""


class ListedThreads:
    """Content of the list pane, the notice pane and the top line."""

    def __init__(self, session: Session, query: str, toggled: Collection[str], panes: Panes, head: Head) -> None:
        self._session = session
        self._list = panes.list
        self._notice = panes.notice
        self._head = head
        self.query = query
        """Query of the list; empty for the front page."""
        self.toggled = set(toggled)
        """Keys of sections that were folded or unfolded."""
        self.overview: Overview | None = None
        """Counts and health of the sources; None until the store has been read."""
        self._visit: Visit | None = None
        self._start: datetime | None = None  # of the stories on the page, the same for the whole visit
        self._page = FrontPage()
        self._progress: Progress | None = None  # of the running refresh
        self._left: float | None = None  # seconds of its stage
        self._pace = StagePace()
        self._limit = FIRST_ROWS
        self._loaded = 0  # rows read up to the limit
        self._error = ""  # of reading the store

    @property
    def health(self) -> Health:
        """Last known state of the sources."""
        return self.overview.health if self.overview else Health()

    @property
    def shows_failures(self) -> bool:
        """Whether the page on the screen tells why sources failed: the note of the front page, or the welcome."""
        if self.query or self._error:
            return False
        if self._list.is_empty:
            return bool(self.health.failed)
        return self._list.display and failure_note(self.health, self._session.keys) is not None

    def load(self, *, anew: bool = False) -> None:
        """Reload page and counts; the cursor stays on its item.

        Args:
            anew: arrange the page again if nobody has moved in it; else the stories keep their places.
        """
        self._error = ""
        with self._reading():
            visit = self._begin_visit()
            # In this order, so that articles that arrive in between do not count as seen.
            self.overview = newsroom.overview(self._session.store)
            if self.query:
                self._list.set_items(self._matches(visit))
            else:
                self._list.set_items(self._front_page(visit, anew=anew and self._list.at_start))
        self.show_state()

    def _begin_visit(self) -> Visit:
        session, now = self._session, self._session.clock()
        if self._visit is None or (self._visit.since is None and not session.refresher.running):
            self._visit = newsroom.begin_visit(session.store, now)
        if self._start is None:
            self._start = newsroom.first_day(now, self._visit.last)
        return self._visit

    def end_visit(self) -> None:
        """Store that what was shown has been seen; a visit of an empty store, as at the first run, does not count."""
        session = self._session
        if self._visit and self.overview and self.overview.articles and not session.store.readonly:
            with self._reading():
                newsroom.end_visit(session.store, self._visit, self.overview.arrived, session.clock())

    def _matches(self, visit: Visit) -> list[PageItem]:
        session = self._session
        query = newsroom.as_query(self.query, session.config)
        stories = newsroom.list_stories(session.store, query, session.clock(), visit.since, limit=self._limit)
        self._loaded = len(stories)
        return [PageItem(story.id, "row", story, is_new=story.is_new) for story in stories]

    def _front_page(self, visit: Visit, *, anew: bool) -> list[PageItem]:
        store, now = self._session.store, self._session.clock()
        start = self._start or now
        keep = [] if anew else [story.id for story in self._page.stories]
        page = newsroom.read_front_page(store, now, visit.since, start, keep)
        self._page = page if anew else newsroom.keep_places(self._page, page)
        shown = [story.id for story in (*self._page.lead, *self._page.second)]
        excerpts = newsroom.read_excerpts(store, shown, visit.since)
        if not self._page.stories and not self._page.earlier:
            return []
        note = failure_note(self.health, self._session.keys)
        return page_items(self._page, excerpts, self._earlier(now), self.toggled, note)

    def _earlier(self, now: datetime) -> Sequence[Story]:
        """Stories that are not on the page, if their section is open."""
        if not is_open(EARLIER, self.toggled):
            return ()
        without = {story.id for story in self._page.stories}
        limit = self._limit + len(without)
        stories = newsroom.list_stories(self._session.store, "", now, None, limit=limit, without=without)
        self._loaded = len(stories)
        return stories

    def toggle(self, section: PageItem) -> None:
        """Fold or unfold a section, with the cursor on it, and with its first rows in sight."""
        self._list.go_to(section.key)
        self.toggled ^= {section.key}
        self.load()
        if is_open(section.key, self.toggled):
            self._list.show_below()

    def fold(self) -> None:
        """Fold the section that the cursor is in."""
        if section := self._list.open_section():
            self.toggle(section)

    def next_news(self, *, stories_only: bool) -> str:
        """Key of the next item with news since the last visit, else of the end of the page; empty if there is none.

        In the matches of a query that is the next unread thread, from the last one on to the first.

        Args:
            stories_only: whether only threads count, no folded sections, and not the end.
        """
        if self.query:
            item = self._list.next_item(lambda item: item.story is not None and item.story.row.unread > 0, wrap=True)
        else:
            item = self._list.next_item(lambda item: item.is_new and not (stories_only and item.is_section))
        if item:
            return item.key
        is_at_end = self._list.item is not None and self._list.item.key == END
        return "" if stories_only or self.query or is_at_end else END

    def needs_more(self) -> bool:
        """Whether the cursor approaches the last of the loaded rows; the next `load` loads more then."""
        has_more = self._loaded >= self._limit and (self.query or is_open(EARLIER, self.toggled))
        if not has_more or self._list.distance_to_end > NEAR_END:
            return False
        self._limit *= MORE_ROWS
        return True

    def search(self, query: str) -> None:
        """Set the query of the next `load`."""
        self.query, self._limit = query, FIRST_ROWS

    def reload_counts(self) -> bool:
        """Reload the counts only; returns whether another process has refreshed the sources or made threads since."""
        before = self._work_done
        with self._reading():
            self.overview = newsroom.overview(self._session.store)
        return self._work_done != before and not self._session.refresher.running

    @property
    def _work_done(self) -> tuple[object, ...]:
        counts = self.overview
        return (self.health.refreshed, *((counts.articles, counts.waiting, counts.unready) if counts else ()))

    @property
    def seconds_to_check(self) -> float:
        """Seconds to the next check of the counts."""
        is_behind = self.overview is not None and (self.overview.waiting or self.overview.unready)
        return FOLLOW_SECONDS if is_behind else TICK_SECONDS

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
        news = [story.news for story in self._page.stories]
        self._head.line = HeadLine(
            self.overview,
            self.query,
            self._list.items(),
            is_running,
            self._progress,
            self._left,
            self._visit.last if self._visit else None,
            news.count("moved"),
            news.count("new"),
            key_label(self._session.keys["help"][0]),
        )
        if self._list.is_empty:
            self._notice.show(self._blocks(is_running))

    def _blocks(self, is_running: bool) -> Sequence[Block]:
        """Page of the notice."""
        keys, config = self._session.keys, self._session.config
        if self._error:
            return trouble(self._error, keys)
        if self.query:
            return no_match(self.query, keys)
        waiting = self.overview.waiting if self.overview else 0
        return welcome(
            keys, len(config.feeds) + len(config.seeds) + bool(config.sync.url), is_running, self.health.failed, waiting
        )

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Show an error of the store as a message, and in the notice until the next `load`."""
        try:
            yield
        except BriefingError as error:
            self._error = str(error)
            self._session.say(self._error, "error")

"""The main screen: list, thread and article, side by side if there is room.

It queries the newsroom and passes values to the panes. `drawing` renders them; the application holds what all screens
share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import Reactive
from textual.timer import Timer
from textual.widget import Widget

from briefing import newsroom
from briefing.errors import BriefingError, NotFoundError
from briefing.model import AnnotatedArticle, Brief, Health
from briefing.newsroom import Overview, Progress
from briefing.tui.commands import Pane as PaneName
from briefing.tui.drawing.article import article_blocks
from briefing.tui.drawing.blocks import Block, Place
from briefing.tui.drawing.frame import HeadLine
from briefing.tui.drawing.notices import no_match, trouble, welcome
from briefing.tui.drawing.quotes import VIEWS, View
from briefing.tui.drawing.sources import Setting, place_of
from briefing.tui.drawing.thread import neighbours, thread_blocks
from briefing.tui.screens.curation import Selection
from briefing.tui.screens.jump import JumpScreen, Spot, spots
from briefing.tui.screens.layout import FIRST_ROWS, MORE_ROWS, NEAR_END, TWO_PANES_FROM, in_place, visible_panes
from briefing.tui.screens.subscribe import SubscribingScreen
from briefing.tui.widgets.frame import Foot, Head, Prompt, Search
from briefing.tui.widgets.page import ArticlePage, NoticePage, ThreadPage
from briefing.tui.widgets.pane import Pane
from briefing.tui.widgets.thread_list import ThreadList

if TYPE_CHECKING:
    from briefing.tui.app import Reader

PREVIEW_SECONDS = 0.06
"""Seconds for which the cursor must rest on a thread before its preview is shown."""

TICK_SECONDS = 30.0
"""Seconds between updates of ages and checks for changes by other processes."""


class ReadingScreen(SubscribingScreen):
    """List, thread and article panes."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As Textual's, but focus changes redraw only the affected widgets."""

    def __init__(self, reader: Reader, query: str) -> None:
        super().__init__(reader)
        self._query = query
        self._limit: int | None = FIRST_ROWS
        self._active: PaneName = "threads"
        self._overview: Overview | None = None
        self._brief: Brief | None = None
        self._article: AnnotatedArticle | None = None
        self._view: View = "story"
        self._left = ""  # cursor position on the thread's own page
        self._said: dict[str, Place] = {}  # article -> location of the quote that was opened
        self._progress: Progress | None = None
        self._trouble = ""  # last error of reading the store
        self._waiting: Timer | None = None  # delays the preview of the thread
        self._peeking: Timer | None = None  # delays the preview of the article
        self.list = ThreadList(reader.clock, id="threads")
        self.thread_page = ThreadPage(id="thread")
        self.article_page = ArticlePage(id="article")
        self.notice = NoticePage(id="notice")
        self.head = Head(reader.clock)
        self.foot = Foot(reader.keys)
        self.search = Search(self._searched, self._search_left)
        self._prompt = Prompt(self.prompt_answered, self.prompt_left)

    @property
    def active(self) -> PaneName:
        """Name of the active pane."""
        return self._active

    @property
    def health(self) -> Health:
        """Last known state of the sources."""
        return self._overview.health if self._overview else Health()

    def compose(self) -> ComposeResult:
        """Create the panes and the lines around them."""
        yield self.head
        with Horizontal(id="panes"):
            yield self.list
            yield self.thread_page
            yield self.article_page
            yield self.notice
        yield self.search
        yield self._prompt
        yield self.foot

    def on_mount(self) -> None:
        """Load the threads before the first drawing."""
        self.search.display = self._prompt.display = False
        self._load(anew=True)
        self.list.go_to(self._reader.memory.thread)
        self._go("threads")
        self.set_interval(TICK_SECONDS, self._tick)

    def on_resize(self, event: events.Resize) -> None:
        """Show as many panes as fit."""
        self._lay_panes()

    # Screen content -----------------------------------------------------------------------------------------------

    def _setting(self) -> Setting:
        reader = self._reader
        return Setting(reader.clock(), reader.zone, reader.config.tui.quotes)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Show errors of the newsroom as messages; the reader continues."""
        try:
            yield
        except BriefingError as error:
            self._trouble = str(error)
            self._reader.say(self._trouble, "error")

    def _load(self, *, anew: bool = False) -> None:
        """Reload list and counts; the cursor stays on its thread.

        Args:
            anew: sort the threads again; else they keep their places.
        """
        reader = self._reader
        self._trouble = ""
        with self._telling():
            query = newsroom.as_query(self._query, reader.config)
            # In this order, so that articles that arrive in between do not count as seen.
            self._overview = newsroom.overview(reader.store)
            rows = newsroom.list_threads(reader.store, query, limit=self._limit, now=reader.clock())
            self.list.set_rows(rows if anew else in_place(self.list.rows, rows))
        self._tell()
        self._lay_panes()

    def _tell(self) -> None:
        """Update the top line."""
        running = self._reader.refresher.running
        self.head.line = HeadLine(self._overview, self._query, len(self.list.rows), running, self._progress)
        if not self.list.rows:
            self.notice.show(self._notice(running))

    def _notice(self, running: bool) -> Sequence[Block]:
        """Page shown in place of an empty list."""
        keys, config = self._reader.keys, self._reader.config
        if self._trouble:
            return trouble(self._trouble, keys)
        if self._query:
            return no_match(self._query, keys)
        return welcome(keys, len(config.feeds) + len(config.seeds), running, self.health.failed)

    def _lay_panes(self) -> None:
        """Show the panes that fit."""
        width = self.app.size.width
        shown = visible_panes(self._active, width, not self.list.rows)
        self.list.two_lines = width >= TWO_PANES_FROM
        self.list.set_class("thread" in shown or "article" in shown, "beside")
        self.thread_page.set_class("article" in shown, "beside")
        for pane in (self.list, self.thread_page, self.article_page, self.notice):
            pane.display = pane.id in shown
        if not (self.search.display or self._prompt.display):
            wanted: Pane = self.notice if "notice" in shown else self._pane(self._active)
            if self.focused is not wanted:
                self.set_focus(wanted)
        if "thread" in shown:
            self._preview_soon()

    def _pane(self, name: PaneName) -> Pane:
        panes: dict[PaneName, Pane] = {"thread": self.thread_page, "article": self.article_page}
        return panes.get(name, self.list)

    def _go(self, name: PaneName) -> None:
        """Focus a pane."""
        left = self._active
        self._active = self.foot.pane = name
        if name == "threads" and left != "threads" and self._mark_read():
            self.call_after_refresh(self._show_marks)  # respond to the key first
        self._lay_panes()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow focus changes by mouse or tab key."""
        name = event.widget.id
        if name in ("threads", "thread", "article") and name != self._active:
            self._go(name)  # type: ignore[arg-type]

    # The thread ---------------------------------------------------------------------------------------------------

    @on(Pane.Moved, "#threads")
    def _moved(self) -> None:
        rows, cursor = self.list.rows, self.list.cursor
        more = self._limit is not None and len(rows) == self._limit
        if cursor is not None and self._limit and more and cursor >= len(rows) - NEAR_END:
            self._limit *= MORE_ROWS
            self._load(anew=True)
        if self.thread_page.display:
            self._preview_soon()

    def _preview_soon(self) -> None:
        """Preview the thread under the cursor after a delay, unless the cursor moves on."""
        row = self.list.row
        if self._waiting:
            self._waiting.stop()
            self._waiting = None
        if self._active == "threads" and row and not self._shows(row.thread.id):
            self._waiting = self.set_timer(PREVIEW_SECONDS, self._preview)

    @on(Pane.Moved, "#thread")
    def _moved_in_thread(self) -> None:
        """Preview the article of the line under the cursor after a delay, unless the cursor moves on."""
        if self._peeking:
            self._peeking.stop()
            self._peeking = None
        if self.article_page.display and self._active != "article":
            self._peeking = self.set_timer(PREVIEW_SECONDS, self._peek)

    def _peek(self) -> None:
        place = self.thread_page.place
        if self._active != "article" and place:
            with self._telling():
                self._draw_article(place)

    def _preview(self) -> None:
        if self._active == "threads" and self.list.row:
            self._show_thread(self.list.row.thread.id)

    def _shows(self, thread_id: str) -> bool:
        return self._brief is not None and self._brief.thread.id == thread_id

    def _show_thread(self, thread_id: str, *, keep: bool = False, again: bool = False) -> bool:
        """Show a thread; if it is shown `again` but no longer exists, the page stays."""
        reader = self._reader
        shown = self._brief.thread.id if self._brief else ""
        try:
            self._brief = newsroom.open_thread(reader.store, thread_id, now=reader.clock())
        except BriefingError as error:
            if not (again and isinstance(error, NotFoundError)):
                reader.say(str(error), "error")
            return False
        if self._brief.thread.id != shown:
            self._view = "story"
        self._draw_thread(keep=keep)
        return True

    def _open_thread(self, thread_id: str) -> None:
        """Open a thread: at the last position if nothing has arrived since, else at its beginning."""
        known = len(self._brief.articles) if self._brief and self._shows(thread_id) else 0
        if self._show_thread(thread_id, keep=known > 0):
            if self._brief and len(self._brief.articles) != known:
                self._draw_thread(keep=False)
            self._go("thread")

    def _draw_thread(self, *, keep: bool) -> None:
        if self._brief:
            self.thread_page.show(thread_blocks(self._brief, self._setting(), self._view), keep=keep)

    def _mark_thread(self) -> None:
        """Mark the displayed part of the thread read, and update the list."""
        if self._mark_read():
            self._show_marks()

    def _show_marks(self) -> None:
        """Update the marks in the thread and the list."""
        self._draw_thread(keep=True)
        self._load()

    def _mark_read(self) -> bool:
        """Mark the displayed part of the thread read; later arrivals stay unread. False if nothing was."""
        seen = newsroom.as_seen(self._brief) if self._brief else None
        if self._brief is None or seen is None or seen.until is None:
            return False
        store, by = self._reader.store, self._reader.by
        with self._telling():
            try:
                newsroom.mark_thread_read(store, seen.thread_id, seen.until, seen.article_ids, by=by)
            except NotFoundError:  # the thread is gone, its articles may still exist
                newsroom.mark_read(store, seen.article_ids, by=by)
        refs = tuple(replace(ref, read=True) for ref in self._brief.articles)
        self._brief = replace(self._brief, articles=refs)
        return True

    def leave(self) -> None:
        """Mark the open thread read, as going back does."""
        if self._active != "threads":
            self._mark_thread()

    # The article --------------------------------------------------------------------------------------------------

    def _draw_article(self, place: Place) -> None:
        """Show an article at `place`, without marking it read."""
        self._article = newsroom.open_article(self._reader.store, place.article_id)
        blocks = article_blocks(self._article, self._brief, self._setting(), place)
        target = place.start if place.end > place.start else None
        self.article_page.show(blocks, target=target, walk=False)

    def _show_article(self, place: Place) -> None:
        with self._telling():
            self._draw_article(place)
            self._go("article")
            refs = self._brief.articles if self._brief else ()
            read = newsroom.with_copies(refs, place.article_id)
            newsroom.mark_read(self._reader.store, read, by=self._reader.by)
            if self._brief:
                marked = tuple(replace(ref, read=ref.read or ref.id in read) for ref in refs)
                self._brief = replace(self._brief, articles=marked)
            self.call_after_refresh(self._show_marks)  # respond to the key first

    # Commands -----------------------------------------------------------------------------------------------------

    @on(Pane.Opened)
    def action_open(self) -> None:
        """Open the item under the cursor."""
        if self._active == "threads" and self.list.row:
            self._open_thread(self.list.row.thread.id)
        elif self._active == "thread" and self.thread_page.place:
            place = self.thread_page.place
            quotes = self._brief.quotes if self._brief else ()
            said = next((q.sources for q in quotes if q.sources and place_of(q.sources[0]) == place), ())
            self._said = {source.article_id: place_of(source) for source in reversed(said)}
            self._show_article(place)

    def action_back(self) -> None:
        """Go back from the article to its thread, from the quotes to the thread, from the thread to the list."""
        if self._active == "thread" and self._view != "story":
            self._turn_to("story")
            return
        self._go("thread" if self._active == "article" else "threads")

    def action_exchange(self) -> None:
        """Cycle through the thread's quotes by time, by speaker, and the whole thread."""
        if self._brief:
            place = VIEWS.index(self._view) if self._view in VIEWS else 0
            self._turn_to(VIEWS[(place + 1) % len(VIEWS)])

    def _turn_to(self, view: View) -> None:
        """Change the view of the thread; the cursor stays on its quote, or returns to its last position."""
        key = self.thread_page.key
        if self._view == "story":
            self._left = key
        self._view = view
        self._draw_thread(keep=False)
        if not self.thread_page.stand_on(key) and view == "story":
            self.thread_page.stand_on(self._left)

    def action_next_article(self, step: int) -> None:
        """Open the next or previous article of the thread."""
        if not (self._brief and self._article):
            return
        ref = neighbours(self._brief.articles, self._article.article.id, step)
        if ref:
            self._show_article(self._said.get(ref.id, Place(ref.id, url=ref.url)))
        else:
            self._reader.say("That was the last article of the thread." if step > 0 else "This is the first article.")

    def action_next_unread(self) -> None:
        """Go to the next unread thread, and open it if a thread is open."""
        reading = self._active == "thread"
        if reading:
            self._mark_thread()
        row = self.list.next_unread()
        if row is None:
            self._reader.say("Nothing is unread.")
        elif self.list.go_to(row.thread.id) and reading:
            self._show_thread(row.thread.id)

    def action_mark_read(self) -> None:
        """Mark the whole thread read."""
        meant = self.meant()
        if meant and not self._shows(meant.thread.thread_id):  # only its row was displayed
            self._mark("read", meant.thread)
        else:
            self._mark_thread()

    def meant(self) -> Selection | None:
        """Return the thread under the cursor, or the one that is read with the article the cursor is on."""
        row, brief = self.list.row, self._brief
        if self._active == "threads":
            if row is None:
                return None
            arrived = self._overview.arrived if self._overview else None
            target = newsroom.as_listed(row, arrived)
            return Selection(target, row.thread.title, row.thread.state.followed, starred=row.starred > 0)
        if brief is None:
            return None
        place = self.thread_page.place if self._active == "thread" else None
        article = self._article.article.id if self._active == "article" and self._article else ""
        id_ = place.article_id if place else article
        starred = any(ref.starred for ref in brief.articles if id_ in ("", ref.id))
        thread = brief.thread
        return Selection(newsroom.as_seen(brief), thread.title, thread.state.followed, id_, starred)

    def shared(self) -> tuple[Brief | None, AnnotatedArticle | None, str]:
        """The thread, and the article if one is open; in the list the thread under the cursor as a whole."""
        row = self.list.row
        if self._active == "threads":
            if row and not self._shows(row.thread.id):
                self._show_thread(row.thread.id)
            return (self._brief if row else None), None, ""
        return self._brief, self._article if self._active == "article" else None, self.thread_page.key

    def prompt(self) -> Prompt:
        """The prompt widget above the last line."""
        return self._prompt

    def prompt_left(self) -> None:
        """Return the focus to the pane."""
        self._prompt.display = False
        self._lay_panes()

    @property
    def query_shown(self) -> str:
        """Query of the list."""
        return self._query

    def show_changes(self, thread_id: str = "") -> None:
        """Reload list and thread; a muted thread is closed."""
        self._load()
        if thread_id:
            self.list.go_to(thread_id)
        brief = self._brief
        if brief is None:
            return
        if self._show_thread(brief.thread.id, keep=True, again=True) and self._brief:
            if self._brief.thread.state.muted and self._active != "threads":
                self._go("threads")
            elif self._active != "threads":
                self.list.go_to(self._brief.thread.id)

    def action_why(self) -> None:
        """Show the reasons for the thread's rank, or for each of its articles."""
        if self._active == "thread" and self._brief:
            self._turn_to("story" if self._view == "why" else "why")
        elif row := self.list.row:
            with self._telling():
                why = newsroom.explain_row(self._reader.store, row, self._reader.clock())
                self._reader.say(f"{row.thread.title}: {why}")

    def action_browse(self) -> None:
        """Open the URL of the item under the cursor in the browser."""
        if self._active == "article":
            url = self._article.article.url if self._article else ""
        elif self._active == "thread":
            url = self.thread_page.place.url if self.thread_page.place else ""
        else:
            row = self.list.row
            if row and not self._shows(row.thread.id):
                self._show_thread(row.thread.id)
            url = next((ref.url for ref in self._brief.articles if ref.url), "") if row and self._brief else ""
        self._reader.open_address(url)

    def action_jump(self) -> None:
        """Start the jump mode."""
        panes = [pane for pane in (self.list, self.thread_page, self.article_page) if pane.display]

        def jumped(spot: Spot | None) -> None:
            if spot:
                spot.go()

        self.app.push_screen(JumpScreen(list(spots(panes, lambda pane: self._go(pane.id)))), jumped)  # type: ignore[arg-type]

    def action_search(self) -> None:
        """Ask for a query."""
        self.search.display = True
        self.search.start(self._query)

    def action_all_threads(self) -> None:
        """List all threads."""
        if self._query:
            self._list("")

    def _list(self, query: str) -> None:
        """List the threads that match a query."""
        self._query, self._limit = query, FIRST_ROWS
        self._load(anew=True)

    def _searched(self, query: str) -> None:
        wanted = " ".join(query.split())
        try:
            newsroom.as_query(wanted, self._reader.config)
        except BriefingError as error:  # the query stays on the line for correction
            self._reader.say(str(error), "error")
            return
        self.search.display = False
        self._list(wanted)

    def _search_left(self) -> None:
        self.search.display = False
        self._lay_panes()

    # Refresh ------------------------------------------------------------------------------------------------------

    def refresh_began(self) -> None:
        """Show that a refresh is running."""
        self._progress = None
        self._tell()

    def refresh_went_on(self, progress: Progress) -> None:
        """Show the progress of a refresh, and new threads at once."""
        self._progress = progress
        if progress.stage in ("threads", "summaries"):
            self._load(anew=True)
        else:
            self._tell()

    def refresh_ended(self) -> None:
        """Show the results of a refresh; the cursor and the open content stay."""
        self._progress = None
        self._load(anew=True)
        shown = self._brief and self._show_thread(self._brief.thread.id, keep=True, again=True)
        if shown and self._brief and self._active != "threads":  # it may have been merged into another thread
            self.list.go_to(self._brief.thread.id)

    def _tick(self) -> None:
        """Update ages, and check for refreshes by other processes."""
        before = self.health.refreshed
        with self._telling():
            self._overview = newsroom.overview(self._reader.store)
        if self.health.refreshed != before:
            self.refresh_ended()
        self._tell()
        self.head.refresh()
        self.list.refresh()

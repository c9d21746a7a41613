"""The main screen: list, thread and article, and the lines around them.

`listed_threads` has the content of the list, `open_thread` that of the other panes; `actions` do what is asked for.
"""

from __future__ import annotations

from collections.abc import Collection

from textual import events, on
from textual.app import ComposeResult
from textual.reactive import Reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from briefing import newsroom
from briefing.errors import BriefingError
from briefing.model import Health
from briefing.newsroom import Progress
from briefing.tui.actions.curation import Curation, Selection
from briefing.tui.actions.deferred_analysis import DeferredAnalysis
from briefing.tui.actions.export import Content, Export
from briefing.tui.actions.links import Links
from briefing.tui.actions.page_fetch import PageFetch
from briefing.tui.actions.subscribe import Subscription
from briefing.tui.drawing.page_layout import Place
from briefing.tui.key_bindings import PaneName
from briefing.tui.listed_threads import ListedThreads
from briefing.tui.open_thread import OpenThread
from briefing.tui.screens.jump import JumpScreen, jump_to, spots
from briefing.tui.session import Session
from briefing.tui.widgets.bars import Foot, Head
from briefing.tui.widgets.pane import Pane
from briefing.tui.widgets.panes import Panes
from briefing.tui.widgets.prompt import Prompt, Search

PREVIEW_SECONDS = 0.03
"""Seconds for which the cursor must rest on a thread before its preview is shown."""


class MainScreen(Screen[None]):
    """List, thread and article panes."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As Textual's, but focus changes redraw only the affected widgets."""

    def __init__(self, session: Session, query: str, toggled: Collection[str] = ()) -> None:
        """Create the screen.

        Args:
            session: store, configuration, clock.
            query: which threads are listed at first; empty for the front page.
            toggled: keys of sections that were folded or unfolded.
        """
        super().__init__()
        self._session = session
        self._thread_timer: Timer | None = None  # delays the preview of the thread
        self._article_timer: Timer | None = None  # delays the preview of the article
        self.panes = Panes(session.clock, session.zone)
        self.list, self.thread_page, self.article_page = self.panes.list, self.panes.thread, self.panes.article
        self.head = Head(session.clock, session.zone)
        self.foot = Foot(session.keys)
        self.search = Search(self._searched, self._leave_input)
        self.prompt = Prompt(self._leave_input)
        self.listed = ListedThreads(session, query, toggled, self.panes, self.head)
        complete = DeferredAnalysis(session, self, self.show_changes).complete
        self.open_thread = OpenThread(session, self.thread_page, self.article_page, complete)

        # Textual calls `action_NAME` for the action `screen.NAME` of a command.
        self.action_fold = self.listed.fold
        curation = self._curation = Curation(session, self, self.prompt, self._selection, self.show_changes)
        self.action_star, self.action_follow, self.action_mute = curation.star, curation.follow, curation.mute
        self.action_split, self.action_join = curation.split, curation.join
        self.action_undo, self.action_redo = curation.undo, curation.redo
        show_article, self.action_unfold = self.open_thread.show_article_again, self.open_thread.unfold
        self.action_fetch_page = PageFetch(session, self, self._selection, self.show_changes, show_article).fetch
        export = Export(session, self, self.prompt, self._content)
        self.action_copy, self.action_pipe, self.action_export = export.copy, export.pipe, export.save
        self.links = Links(session, self, self.prompt, lambda: self.open_thread.article)
        self.action_link = self.links.open_number
        self.action_add_feed = Subscription(session, self, self.prompt, self.refresh_started).add_feed

    @property
    def active(self) -> PaneName:
        """Name of the pane that the keys go to."""
        return self.panes.active

    @property
    def health(self) -> Health:
        """Last known state of the sources."""
        return self.listed.health

    def compose(self) -> ComposeResult:
        """Create the panes and the lines around them."""
        yield from (self.head, self.panes, self.search, self.prompt, self.foot)

    def on_mount(self) -> None:
        """Load the threads before the first drawing."""
        self.search.display = self.prompt.display = False
        self._load(anew=True)
        self._go("threads")
        self.set_timer(self.listed.seconds_to_check, self._tick)

    def on_resize(self, event: events.Resize) -> None:
        """Show as many panes as fit."""
        self._lay_out_panes()

    # Panes --------------------------------------------------------------------------------------------------------

    def _load(self, *, anew: bool = False) -> None:
        """Reload list and counts; `anew` sorts the threads again, else they keep their places."""
        self.listed.load(anew=anew)
        self._lay_out_panes()

    def _lay_out_panes(self) -> None:
        """Show the panes that fit."""
        had_article, self.panes.is_exchange = self.article_page.display, self.open_thread.is_exchange
        pane = self.panes.lay_out(self.app.size.width)
        if not had_article:
            self._moved_in_thread()
        if not (self.search.display or self.prompt.display) and self.focused is not pane:
            self.set_focus(pane)
        self._preview_thread_soon()

    def _go(self, name: PaneName) -> None:
        """Focus a pane; a thread that is left for the list is read, and messages about the pane before go."""
        previous = self.active
        if name != previous:
            self._session.clear_messages()
        self.panes.active = self.foot.pane = name
        if name == "threads" and previous != "threads" and self.open_thread.mark_read():
            self.call_after_refresh(self._show_marks)  # respond to the key first
        self._lay_out_panes()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow focus changes by mouse or tab key."""
        name = event.widget.id
        if name in ("threads", "thread", "article") and name != self.active:
            self._go(name)  # type: ignore[arg-type]

    # Previews -----------------------------------------------------------------------------------------------------

    @on(Pane.Moved, "#threads")
    def _moved_in_list(self) -> None:
        if self.listed.needs_more():
            self._load(anew=True)
        self._preview_thread_soon()

    def _preview_thread_soon(self) -> None:
        """Preview the thread under the cursor after a delay if there is room, unless the cursor moves on."""
        row = self.list.row
        if self._thread_timer:
            self._thread_timer.stop()
            self._thread_timer = None
        has_room = self.thread_page.display and self.active == "threads"
        if has_room and row and row.thread.id != self.open_thread.id:
            self._thread_timer = self.set_timer(PREVIEW_SECONDS, self._preview_thread)

    def _preview_thread(self) -> None:
        if self.active == "threads" and self.list.row:
            self.open_thread.show(self.list.row.thread.id)

    @on(Pane.Moved, "#thread")
    def _moved_in_thread(self) -> None:
        """Preview the article of the line under the cursor after a delay, unless the cursor moves on."""
        if self._article_timer:
            self._article_timer.stop()
            self._article_timer = None
        if self.article_page.display and self.active != "article":
            self._article_timer = self.set_timer(PREVIEW_SECONDS, self._preview_article)

    def _preview_article(self) -> None:
        if self.active != "article" and (place := self.thread_page.place):
            with self._session.showing_errors():
                self.open_thread.show_article(place)

    # Marks and selection ------------------------------------------------------------------------------------------

    def _mark_thread(self) -> None:
        """Mark the displayed part of the thread read, and update the list."""
        if self.open_thread.mark_read():
            self._show_marks()

    def _show_marks(self) -> None:
        """Update the marks in the thread and the list."""
        self.open_thread.draw_marks()
        self._load()

    def leave(self) -> None:
        """Mark the open thread read, as going back does."""
        if self.active != "threads":
            self._mark_thread()

    def show_changes(self, thread_id: str = "") -> None:
        """Reload list and thread; a muted thread is closed. The cursor moves to `thread_id`, if not empty."""
        self._load()
        if thread_id:
            self.list.go_to(thread_id)
        if self.open_thread.show_again() and self.active != "threads" and self.open_thread.brief:
            if self.open_thread.brief.thread.state.muted:
                self._go("threads")
            else:
                self.list.go_to(self.open_thread.id)

    def _selection(self) -> Selection | None:
        """The thread under the cursor, or the open one with the article the cursor is on."""
        row, article, place = self.list.row, self.open_thread.article, self.thread_page.place
        if self.active == "article":
            return self.open_thread.selection(article.article.id if article else "")
        if self.active == "thread":
            return self.open_thread.selection(place.article_id if place else "")
        if row is None:
            return None
        target = newsroom.as_listed(row, self.listed.overview.arrived if self.listed.overview else None)
        return Selection(target, row.thread.title, row.thread.state.followed, starred=row.starred > 0)

    def _content(self) -> Content:
        """The thread, and the article if one is open; in the list the thread under the cursor as a whole."""
        if self.active == "threads":
            return Content(self.open_thread.brief if self._show_row() else None, None, "")
        article = self.open_thread.article if self.active == "article" else None
        return Content(self.open_thread.brief, article, self.thread_page.key)

    def _show_row(self) -> bool:
        """Show the thread under the cursor of the list; False if the list is empty."""
        row = self.list.row
        if row and row.thread.id != self.open_thread.id:
            self.open_thread.show(row.thread.id)
        return row is not None

    # Commands -----------------------------------------------------------------------------------------------------

    @on(Pane.Opened)
    def action_open(self) -> None:
        """Open the item under the cursor."""
        place, item = self.thread_page.place, self.list.item
        if self.active == "threads" and item and item.is_section:
            self.listed.toggle(item)
        elif self.active == "threads" and self.list.row:
            if self.open_thread.open(self.list.row.thread.id):
                self.list.at_start = False
                self._go("thread")
        elif self.active == "thread" and place:
            self.open_thread.remember_quote(place)
            self._open_article(place)

    def _open_article(self, place: Place) -> None:
        with self._session.showing_errors():
            self.open_thread.show_article(place)
            self._go("article")
            self.open_thread.mark_article_read(place.article_id)
            self.call_after_refresh(self._show_marks)  # respond to the key first

    def action_back(self) -> None:
        """Go back from the article to its thread, from the quotes to the thread, from the thread to the list."""
        if self.active == "thread" and self.open_thread.view != "story":
            self.open_thread.turn_to("story")
            self._lay_out_panes()
            return
        self._go("thread" if self.active == "article" else "threads")

    def action_exchange(self) -> None:
        """Cycle through the thread's quotes by time, by speaker, and the whole thread."""
        if self.open_thread.brief:
            self.open_thread.turn()
            self._lay_out_panes()

    def action_next_article(self, step: int) -> None:
        """Open the next or previous article of the thread."""
        if not (self.open_thread.brief and self.open_thread.article):
            return
        if place := self.open_thread.next_article(step):
            self._open_article(place)
        else:
            self._session.say("That was the last article of the thread." if step > 0 else "This is the first article.")

    def action_related(self) -> None:
        """Open the thread that is most closely related to the open one, or in the list to that under the cursor."""
        is_list = self.active == "threads"
        related = self.open_thread.next_related() if not is_list or self._show_row() else None
        if related is None:
            self._session.say("No other thread is related to this one.")
            return
        if not is_list:
            self._mark_thread()
        self.list.go_to(related.id)
        if self.open_thread.show(related.id) and is_list:
            self._go("thread")

    def action_next_unread(self) -> None:
        """Go to the next story with news, or to the end of the page; open it if a thread is open."""
        reading = self.active == "thread"
        if reading:
            self._mark_thread()
        key = self.listed.next_news(stories_only=reading)
        if not key:
            self._session.say("You are up to date.")
        elif self.list.go_to(key) and reading:
            self.open_thread.show(key)

    def action_mark_read(self) -> None:
        """Mark the whole thread read."""
        selection = self._selection()
        if selection and selection.thread.thread_id != self.open_thread.id:  # only its row was displayed
            self._curation.mark("read", selection.thread)
        else:
            self._mark_thread()

    def action_why(self) -> None:
        """Show the reasons for the thread's rank, or for each of its articles."""
        if self.active == "thread" and self.open_thread.brief:
            self.open_thread.turn_to("story" if self.open_thread.view == "why" else "why")
        elif row := self.list.row:
            with self._session.showing_errors():
                reasons = newsroom.explain_row(self._session.store, row, self._session.clock())
                self._session.say(f"{row.thread.title}: {reasons}")

    def action_browse(self) -> None:
        """Open the URL of the item under the cursor in the browser; asks which one if the article has files."""
        place, url = self.thread_page.place, ""
        if self.active == "article":
            self.links.open_page()
            return
        if self.active == "thread":
            url = place.url if place else ""
        elif self._show_row() and self.open_thread.brief:
            url = next((ref.url for ref in self.open_thread.brief.articles if ref.url), "")
        self.links.open_address(url)

    def action_jump(self) -> None:
        """Start the jump mode."""
        panes = [pane for pane in (self.list, self.thread_page, self.article_page) if pane.display]
        self.app.push_screen(JumpScreen(list(spots(panes, lambda pane: self._go(pane.id)))), jump_to)  # type: ignore[arg-type]

    # Search -------------------------------------------------------------------------------------------------------

    def action_search(self) -> None:
        """Ask for a query."""
        self.search.display = True
        self.search.start(self.listed.query)

    def action_all_threads(self) -> None:
        """Cancel a join, else list all threads."""
        if not self._curation.cancel_join() and self.listed.query:
            self._list("")

    def _list(self, query: str) -> None:
        """List the threads that match a query."""
        self.listed.search(query)
        self._go("threads")
        self._load(anew=True)

    def _searched(self, text: str) -> None:
        query = " ".join(text.split())
        try:
            newsroom.as_query(query, self._session.config)
        except BriefingError as error:  # the query stays on the line for correction
            self._session.say(str(error), "error")
            return
        self.search.display = False
        self._list(query)

    def _leave_input(self) -> None:
        self.search.display = self.prompt.display = False
        self._lay_out_panes()

    # Refresh ------------------------------------------------------------------------------------------------------

    def refresh_started(self) -> None:
        """Show that a refresh is running."""
        self.listed.set_progress(None)
        self.listed.show_state()

    def refresh_progressed(self, progress: Progress) -> None:
        """Show the progress of a refresh, and new threads at once."""
        self.listed.set_progress(progress)
        if progress.stage in ("threads", "summaries") and progress.done:
            self._load(anew=True)
            if self.active == "threads":
                self.open_thread.show_again()
        else:
            self.listed.show_state()

    def refresh_ended(self) -> None:
        """Show the results of a refresh; the cursor and the open content stay."""
        self.listed.set_progress(None)
        self._load(anew=True)
        if self.open_thread.show_again() and self.active != "threads":  # it may have been merged into another thread
            self.list.go_to(self.open_thread.id)

    def _tick(self) -> None:
        """Update ages, and show what other processes have refreshed."""
        if self.listed.reload_counts():
            self.refresh_ended()
        self.listed.show_state()
        self.head.refresh()
        self.list.show_time()
        self.set_timer(self.listed.seconds_to_check, self._tick)

"""The thread that is read, and its article: loaded from the store, drawn on their pages, marked read.

What draws them is imported late: the front page is on the screen before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing import newsroom
from briefing.errors import BriefingError, NotFoundError
from briefing.tui.actions.curation import Selection
from briefing.tui.drawing.attributions import PageContext, place_of
from briefing.tui.drawing.page_layout import Place
from briefing.tui.key_bindings import key_label
from briefing.tui.session import Session
from briefing.tui.widgets.page import ArticlePage, ThreadPage

if TYPE_CHECKING:
    from briefing.model import AnnotatedArticle, Brief, RelatedThread
    from briefing.tui.drawing.quote_blocks import View

FIRST_BLOCKS = 64
"""Blocks of a thread that are drawn at once: more than a screen."""


class OpenThread:
    """Content of the thread pane and the article pane."""

    def __init__(
        self, session: Session, page: ThreadPage, article_page: ArticlePage, complete: Callable[[str], None]
    ) -> None:
        """Create it without a thread; `complete` is called with the id of each thread that is opened."""
        self._session = session
        self._complete = complete
        self._page = page
        self._article_page = article_page
        self.brief: Brief | None = None
        """The thread; None until one is shown."""
        self.article: AnnotatedArticle | None = None
        """The article; None until one is shown."""
        self.view: View = "story"
        """View of the thread's page."""
        self.is_unfolded = False
        """Whether uncertain quotes and copies are shown."""
        self._left: list[str] = []  # threads left for a related one
        self._story_key = ""  # cursor position on the page of the whole thread
        self._quoted: dict[str, Place] = {}  # article -> location of the quote that was opened

    @property
    def id(self) -> str:
        """Id of the thread; empty without one."""
        return self.brief.thread.id if self.brief else ""

    @property
    def is_exchange(self) -> bool:
        """Whether the page shows the thread's quotes alone."""
        return self.view not in ("story", "why")

    # The thread ---------------------------------------------------------------------------------------------------

    def show(self, thread_id: str, *, keep: bool = False, again: bool = False) -> bool:
        """Show a thread, as a whole if it is another one; False if it cannot be read.

        Args:
            thread_id: the thread.
            keep: whether cursor and scroll position stay.
            again: whether the page stays, without a message, if the thread no longer exists.
        """
        before, session = self.id, self._session
        try:
            self.brief = newsroom.open_thread(session.store, thread_id, now=session.clock())
        except BriefingError as error:
            if not (again and isinstance(error, NotFoundError)):
                session.say(str(error), "error")
            return False
        if self.id != before:
            self.view, self.is_unfolded = "story", False
        self.draw(keep=keep, limit=None if keep else FIRST_BLOCKS)
        return True

    def show_again(self) -> bool:
        """Reload the thread; False if there is none, or it no longer exists."""
        if self.id:
            self._page.call_after_refresh(self._complete, self.id)
        return bool(self.id) and self.show(self.id, keep=True, again=True)

    def next_related(self) -> RelatedThread | None:
        """The most closely related thread, but none left this way unless all are; None if none is related."""
        related = self.brief.related if self.brief else ()
        if self._left and not any(each.id == self._left[-1] for each in related):
            self._left.clear()  # the thread was opened in another way
        self._left.append(self.id)
        return next((each for each in related if each.id not in self._left), related[0] if related else None)

    def open(self, thread_id: str) -> bool:
        """Show a thread: at the last position if nothing has arrived since, else at its beginning."""
        self._page.call_after_refresh(self._complete, thread_id)  # respond to the key first
        if self.brief and thread_id == self.id:
            self._page.call_after_refresh(self._open_again)
            return True
        return self.show(thread_id)

    def _open_again(self) -> None:
        known = self._article_ids()
        if self.show(self.id, keep=True) and known != self._article_ids():
            self.draw(keep=False)

    def draw(self, *, keep: bool, limit: int | None = None) -> None:
        """Draw the thread's page.

        Args:
            keep: whether cursor and scroll position stay; else the page is shown from its beginning.
            limit: number of blocks drawn at once, so that a key is answered soon; the others follow.
        """
        from briefing.tui.drawing.thread_blocks import thread_blocks

        if self.brief:
            blocks = thread_blocks(self.brief, self._context(self._article_ids()), self.view, limit)
            self._page.show(blocks, keep=keep)
            if len(blocks) == limit:
                self._page.call_after_refresh(self._draw_rest, self.id)

    def draw_marks(self) -> None:
        """Draw the page with changed marks: at once if it is visible."""
        if self._page.display:
            self.draw(keep=True)
        else:
            self._page.call_after_refresh(self.draw, keep=True)

    def _draw_rest(self, thread_id: str) -> None:
        if self.id == thread_id:
            self.draw(keep=True)

    def turn_to(self, view: View) -> None:
        """Change the view of the thread; the cursor stays on its quote, or returns to its last position."""
        key = self._page.key
        if self.view == "story":
            self._story_key = key
        self.view = view
        self.draw(keep=False, limit=FIRST_BLOCKS)
        if not self._go_to(key) and len(self._page.blocks) == FIRST_BLOCKS:
            self.draw(keep=False)
            self._go_to(key)

    def _go_to(self, key: str) -> bool:
        """Move the cursor to the line with `key`, on the page of the whole thread else to its last position there."""
        return self._page.go_to_key(key) or (self.view == "story" and self._page.go_to_key(self._story_key))

    def turn(self) -> None:
        """Cycle through the quotes by time, the quotes by speaker, and the whole thread."""
        from briefing.tui.drawing.quote_blocks import VIEWS

        place = VIEWS.index(self.view) if self.view in VIEWS else 0
        self.turn_to(VIEWS[(place + 1) % len(VIEWS)])

    def unfold(self) -> None:
        """Show uncertain quotes and copies, or fold them; the cursor stays on its line."""
        self.is_unfolded = not self.is_unfolded
        self.draw(keep=True)

    def mark_read(self) -> bool:
        """Mark the displayed part of the thread read; later arrivals stay unread. False if nothing is, or cannot be."""
        brief, store, actor = self.brief, self._session.store, self._session.actor
        seen = newsroom.as_seen(brief) if brief else None
        if brief is None or seen is None or seen.until is None or store.readonly:
            return False
        with self._session.showing_errors():
            try:
                newsroom.mark_thread_read(store, seen.thread_id, seen.until, seen.article_ids, by=actor)
            except NotFoundError:  # the thread is gone, its articles may still exist
                newsroom.mark_read(store, seen.article_ids, by=actor)
        self.brief = replace(brief, articles=tuple(replace(ref, read=True) for ref in brief.articles))
        return True

    def selection(self, article_id: str) -> Selection | None:
        """The thread with one of its articles, or as a whole; None without a thread."""
        brief = self.brief
        if brief is None:
            return None
        starred = any(ref.starred for ref in brief.articles if article_id in ("", ref.id))
        thread = brief.thread
        return Selection(newsroom.as_seen(brief), thread.title, thread.state.followed, article_id, starred)

    # The article --------------------------------------------------------------------------------------------------

    def show_article(self, place: Place) -> None:
        """Show an article at `place`, without marking it read.

        Raises:
            BriefingError: it cannot be read; the previous one stays.
        """
        from briefing.tui.drawing.article_blocks import article_blocks

        self.article = newsroom.open_article(self._session.store, place.article_id)
        blocks = article_blocks(self.article, self.brief, self._context([place.article_id]), place)
        self._article_page.show(blocks, target=place.start if place.end > place.start else None, walk=False)

    def show_article_again(self, article_id: str) -> None:
        """Show the article anew if it is the one that is shown.

        Raises:
            BriefingError: it cannot be read; the previous one stays.
        """
        if self.article and self.article.article.id == article_id:
            self.show_article(Place(article_id))

    def mark_article_read(self, article_id: str) -> None:
        """Mark an article and its copies in the thread read.

        Raises:
            BriefingError: the store cannot be written.
        """
        if self._session.store.readonly:
            return
        refs = self.brief.articles if self.brief else ()
        read = newsroom.with_copies(refs, article_id)
        newsroom.mark_read(self._session.store, read, by=self._session.actor)
        if self.brief:
            refs = tuple(replace(ref, read=ref.read or ref.id in read) for ref in refs)
            self.brief = replace(self.brief, articles=refs)

    def remember_quote(self, place: Place) -> None:
        """Remember where each article has the quote at `place`, for reading on in the next article."""
        quotes = (*self.brief.quotes, *self.brief.other_quotes) if self.brief else ()
        sources = next((q.sources for q in quotes if q.sources and place_of(q.sources[0]) == place), ())
        self._quoted = {source.article_id: place_of(source) for source in reversed(sources)}

    def next_article(self, step: int) -> Place | None:
        """Place in the article `step` positions after the open one; None beyond the ends of the thread."""
        from briefing.tui.drawing.thread_blocks import neighbour

        if self.brief is None or self.article is None:
            return None
        ref = neighbour(self.brief.articles, self.article.article.id, step)
        return self._quoted.get(ref.id, Place(ref.id, url=ref.url)) if ref else None

    def _article_ids(self) -> list[str]:
        return [ref.id for ref in self.brief.articles] if self.brief else []

    def _context(self, article_ids: Sequence[str]) -> PageContext:
        session = self._session
        try:
            teasers = newsroom.teasers(session.store, article_ids)
        except BriefingError:  # reported where the thread is read
            teasers = {}
        return PageContext(
            session.clock(),
            session.zone,
            session.config.tui.quotes,
            teasers,
            fetch_key=key_label(session.keys["fetch_page"][0]),
            unfold_key=key_label(session.keys["unfold"][0]),
            related_key=key_label(session.keys["related"][0]),
            is_unfolded=self.is_unfolded,
        )

"""The panes of the main screen: as many side by side as fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from textual.app import ComposeResult
from textual.containers import Horizontal

from briefing.tui.key_bindings import PaneName
from briefing.tui.widgets.page import ArticlePage, NoticePage, ThreadPage
from briefing.tui.widgets.pane import Pane
from briefing.tui.widgets.thread_list import ThreadList

TWO_PANES_FROM, THREE_PANES_FROM = 100, 200
"""Columns from which two and three panes are side by side."""

EXCHANGE_AND_ARTICLE_FROM = 190
"""Columns from which the exchange of a thread, which takes the room of the front page, has the article beside it."""

PAGE_COLUMNS = 92
"""Columns of the front page at most, beside others."""

STORY_COLUMNS = 70
"""Columns of a story beside the front page, before that takes more than half."""


class Panes(Horizontal):
    """Front page, thread and article, or a notice in place of an empty list."""

    def __init__(self, clock: Callable[[], datetime], zone: tzinfo | None) -> None:
        super().__init__(id="panes")
        self.list = ThreadList(clock, zone, id="threads")
        self.thread = ThreadPage(id="thread")
        self.article = ArticlePage(id="article")
        self.notice = NoticePage(id="notice")
        self.active: PaneName = "threads"
        """The pane that the keys go to."""
        self.is_exchange = False
        """Whether the thread pane shows quotes alone."""

    def compose(self) -> ComposeResult:
        """Create the panes, from the left."""
        yield self.list
        yield self.thread
        yield self.article
        yield self.notice

    def lay_out(self, width: int) -> Pane:
        """Show the panes that fit in `width` columns; returns the one to focus."""
        shown = visible_panes(self.active, width, self.list.is_empty, is_exchange=self.is_exchange)
        self.list.set_class("thread" in shown, "beside")
        self.list.styles.width = page_columns(width) if "thread" in shown else "1fr"
        self.thread.set_class("article" in shown, "beside")
        for pane in (self.list, self.thread, self.article, self.notice):
            pane.display = pane.id in shown
        if "notice" in shown:
            return self.notice
        panes: dict[PaneName, Pane] = {"thread": self.thread, "article": self.article}
        return panes.get(self.active, self.list)


def visible_panes(active: PaneName, width: int, empty: bool, *, is_exchange: bool = False) -> tuple[str, ...]:
    """Ids of the visible panes, from the left.

    Args:
        active: the pane that the keys go to.
        width: columns of the screen.
        empty: whether there is no thread to list.
        is_exchange: whether the thread pane shows quotes alone.
    """
    if empty:
        return ("notice",)
    if is_exchange and active == "thread":
        return ("thread", "article") if width >= EXCHANGE_AND_ARTICLE_FROM else ("thread",)
    if width < TWO_PANES_FROM:
        return (active,)
    if width >= THREE_PANES_FROM:
        return ("threads", "thread", "article")
    return ("thread", "article") if active == "article" else ("threads", "thread")


def page_columns(width: int) -> int:
    """Columns of the front page beside other panes on a screen of this width."""
    return min(max(width // 2, width - STORY_COLUMNS), PAGE_COLUMNS)

"""Lists, threads, quotes and articles as the last refresh left them; nothing is computed but the cursor's cut."""

from __future__ import annotations

from datetime import datetime

from briefing.model import AnnotatedArticle, Brief, KeyQuote, ThreadRow
from briefing.newsroom.values import Overview
from briefing.store import Store


def overview(store: Store) -> Overview:
    """Return the counts of a header line and the state of the sources."""
    raise NotImplementedError


def list_threads(
    store: Store, query: str = "", *, limit: int | None = None, now: datetime | None = None
) -> list[ThreadRow]:
    """Return the threads that match all words of `query`, most important first, muted ones left out."""
    raise NotImplementedError


def open_thread(store: Store, wanted: str, *, now: datetime | None = None) -> Brief:
    """Return the thread with this id, unambiguous prefix of an id, or these words; `.new` since it was last read.

    Raises:
        NotFoundError: there is none.
    """
    raise NotImplementedError


def open_article(store: Store, article_id: str) -> AnnotatedArticle:
    """Return a stored article with its analysis.

    Raises:
        NotFoundError: there is none with this id.
    """
    raise NotImplementedError


def list_quotes(
    store: Store,
    query: str = "",
    *,
    speaker: str = "",
    thread: str = "",
    since: datetime | None = None,
    limit: int | None = None,
) -> list[KeyQuote]:
    """Return key quotes: of the most important thread first, best quotes of a thread first."""
    raise NotImplementedError

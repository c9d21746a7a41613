"""What the reader decides: read and unread. Single short transactions, so they never wait for a refresh to end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from briefing.errors import NotFoundError
from briefing.store import Store, articles, threads


def mark_read(store: Store, article_ids: Sequence[str], read: bool = True) -> None:
    """Mark these articles read or unread; ids that are not stored are passed over."""
    with store.transaction():
        threads.recount(store, articles.mark_read(store, article_ids, read))


def mark_thread_read(store: Store, thread_id: str, until: datetime) -> None:
    """Mark what had arrived in the thread by `until` as read.

    Args:
        store: the open store.
        thread_id: the whole id.
        until: arrival of the newest thing that was on screen; what came in meanwhile stays unread.

    Raises:
        NotFoundError: there is no such thread.
    """
    with store.transaction():
        if not threads.set_read_until(store, thread_id, until):
            raise NotFoundError(f"{thread_id}: no thread has this id")
        articles.mark_thread_read(store, thread_id, until)
        threads.recount(store, [thread_id])

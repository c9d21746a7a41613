"""Sends marks to the sync server: what differs from what it is known to say."""

from __future__ import annotations

from collections.abc import Callable

from briefing.newsroom.syncing.decisions import Batch, agreed, batches
from briefing.store import Store, sync_items
from briefing.sync_servers.values import SyncError, SyncServer

BATCH = 100
"""Maximum number of items in one request."""
MAX_REFUSED = 20
"""Number of refused requests after which no more are sent."""


def send_marks(store: Store, server: SyncServer, is_over: Callable[[], bool]) -> tuple[int, int]:
    """Send the marks that are still to be sent; returns the numbers of marks sent and refused.

    What the server has already is not sent: it may have been marked there too, or by a request whose answer was lost.
    Before a request the marks become unknown, after it they are what was sent: a kill in between only has them sent
    again. What is marked meanwhile remains to be sent. A batch that the server refuses is sent in halves, so that one
    item that it does not accept does not hold up the others.

    Raises:
        SyncError: the server cannot be reached, is busy, or refuses the login.
    """
    if not (pending := sync_items.pending(store)):
        return 0, 0
    for name, values in agreed(pending, server.unread(), server.starred()).items():
        sync_items.note_remote(store, name, values)
    waiting, sent, refused, failures = batches(sync_items.pending(store), BATCH)[::-1], 0, 0, 0
    while waiting and not is_over():
        batch = _current(store, waiting.pop())
        if not batch.ids:
            continue
        try:
            server.mark(batch.ids, batch.mark)
        except SyncError as error:
            failures += 1
            if error.kind != "protocol" or failures > MAX_REFUSED:
                raise
            if len(batch.ids) > 1:
                waiting += batch.halves()
            refused += len(batch.ids) == 1
            continue
        with store.transaction():
            sync_items.note_remote(store, batch.field, dict.fromkeys(batch.ids, batch.value))
        sent += len(batch.ids)
    return sent, refused


def _current(store: Store, batch: Batch) -> Batch:
    """The items of a batch that are still to be sent; from now on, a change may have reached the server."""
    with store.transaction():
        items = sync_items.marked(store, batch.ids)
        ids = tuple(
            id_
            for id_, item in items.items()
            if batch.value == (item.read if batch.field == "read" else item.starred)
            and batch.value != (item.remote_read if batch.field == "read" else item.remote_starred)
        )
        sync_items.note_remote(store, batch.field, dict.fromkeys(ids))
    return Batch(batch.field, batch.value, ids)

"""Sync with a server: marks are sent, subscriptions and new items read, and the server's marks applied.

Each step is stored before the next begins, so that a kill loses nothing and the next sync continues:

1. the marks that the server lacks are sent (`outbox`);
2. its subscriptions become sources (`synced_sources`);
3. the items that it has stored since the last sync become articles, page by page (`synced_items`);
4. its complete lists of unread and starred items are read, and the items of these that are not known yet;
5. what differs from what it last said is set here, as one change that can be undone (`decisions`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from briefing.config import Config
from briefing.model import Source
from briefing.newsroom.ingest.context import RefreshContext
from briefing.newsroom.ingest.synced_items import ItemStorage
from briefing.newsroom.results import Progress
from briefing.newsroom.syncing import synced_sources
from briefing.newsroom.syncing.decisions import Changes, Heard, ItemState, changes, doubtful, unknown
from briefing.newsroom.syncing.outbox import send_marks
from briefing.newsroom.syncing.sync_record import SyncRecord, record_of, write_record
from briefing.store import Store, marks, sources, sync_items
from briefing.store.journal import NewEntry
from briefing.store.stored_values import Actor, Setting
from briefing.sync_servers.values import Listing, RemoteItem, SyncServer

ITEMS = 100
"""Maximum number of items asked for by id in one step."""


@dataclass(slots=True)
class SyncResult:
    """What a sync has done so far."""

    sent: int = 0
    """Number of marks sent."""
    refused: int = 0
    """Number of marks that the server has refused."""
    new: int = 0
    """Number of new articles."""
    marked: int = 0
    """Number of articles whose marks were changed as on the server."""
    change: int | None = None
    """Number of that change, for `undo`; None if nothing was changed."""
    notes: list[str] = field(default_factory=list)
    """What was left open, one line each."""


@dataclass(slots=True)
class Sync:
    """One sync."""

    store: Store
    """Opened for writing, with the lock of long jobs."""
    config: Config
    """The account, and the sources of the configuration."""
    server: SyncServer
    """The server."""
    context: RefreshContext
    """Shared state of the refresh."""
    seconds: float | None = None
    """Time after which no more items are read, whatever is left; None for no limit."""
    clock: Callable[[], float] = time.monotonic
    """Seconds."""
    result: SyncResult = field(default_factory=SyncResult)
    """Result so far."""
    _states: dict[str, ItemState] = field(default_factory=dict)
    """What the items that were read say of their marks."""
    _end: float | None = None

    def run(self, configured: Sequence[Source]) -> None:
        """Do all steps; `configured` are the sources of the configuration.

        Raises:
            SyncError: a request failed; what was done stays stored.
        """
        self._end = None if self.seconds is None else self.clock() + self.seconds
        record = record_of(self.store, self.config.sync)
        write_record(self.store, record := replace(record, tried=self.context.now))
        self.send()
        if not record.server:
            write_record(self.store, record := replace(record, server=self.server.check()))
        self._read_subscriptions(configured)
        subscriptions = synced_sources.stored_sources(self.store, self.config)
        storage = ItemStorage(self.store, self.config.sync, self.context, {each.id: each for each in subscriptions})
        record = self._read_items(record, storage)
        self._apply(storage)
        self.send()
        with self.store.transaction():
            sources.note_synced(self.store, self.context.now)
            write_record(self.store, record.after_success(self.context.now, tuple(self.result.notes)))

    def send(self) -> None:
        """Send the marks that are still to be sent.

        Raises:
            SyncError: as `send_marks`.
        """
        sent, refused = send_marks(self.store, self.server, self._is_over)
        self.result.sent += sent
        if refused and not self.result.refused:
            self.result.notes.append(f"the server has refused {refused} marks; the next sync sends them again")
        self.result.refused += refused

    def _is_over(self) -> bool:
        return self._end is not None and self.clock() >= self._end

    def _read_subscriptions(self, configured: Sequence[Source]) -> None:
        feeds = self.server.feeds()
        if feeds or not synced_sources.stored_sources(self.store, self.config):
            synced_sources.configure(self.store, configured, self.config.sync, feeds)
        else:
            self.result.notes.append("the server has no subscriptions any more; those of the last sync are kept")

    def _read_items(self, record: SyncRecord, storage: ItemStorage) -> SyncRecord:
        """Read the items since the last sync; each page is stored before the record tells that it is."""
        record = record.begin_reading(self.context.now, self.config.sync.days)
        for page in self.server.pages(record.since, record.token):
            self._add(storage, page.items)
            crawled = [item.crawled for item in page.items if item.crawled and item.crawled <= self.context.now]
            newest = max([*crawled, record.newest] if record.newest else crawled, default=None)
            record = replace(record, token=page.continuation, newest=newest)
            write_record(self.store, record)
            if page.continuation and self._is_over():
                self.result.notes.append("there are more items than could be read in time; the next sync continues")
                return record
        if record.token:
            self.result.notes.append("the server has stopped before its last item; the next sync continues")
            return record
        record = record.end_reading()
        write_record(self.store, record)
        return record

    def _add(self, storage: ItemStorage, items: Sequence[RemoteItem]) -> None:
        self._states |= _states(items)
        self.result.new += storage.add(items)
        number = len(self._states)
        self.context.report(Progress("items", number, number, new=self.result.new))

    def _apply(self, storage: ItemStorage) -> None:
        """Read the server's marks and set them here."""
        unread, starred = self.server.unread(), self.server.starred()
        if not (unread.complete and starred.complete):
            self.result.notes.append("the server's list of unread or starred items is incomplete")
        self._read_unknown(storage, unread, starred)
        heard = Heard(unread, starred, self._states)
        asked = doubtful(sync_items.marked(self.store).values(), heard)
        heard = replace(heard, checked=self._check(asked))
        with self.store.transaction():
            self._set(changes(sync_items.marked(self.store).values(), heard))
            if unread.complete and starred.complete:
                sync_items.drop_gone(self.store, unread.ids | starred.ids)

    def _read_unknown(self, storage: ItemStorage, unread: Listing, starred: Listing) -> None:
        """Read the listed items that are not known, as they are older than the first sync reads, or were missed."""
        listed = unread.ids | starred.ids
        ids = unknown(listed, sync_items.known(self.store, listed))
        for part in _parts(ids):
            if self._is_over():
                self.result.notes.append("there are more unread items than could be read in time")
                return
            items = self.server.items(part)
            self._add(storage, items)
            sync_items.note_missed(self.store, set(part).difference(item.id for item in items))

    def _check(self, ids: Sequence[str]) -> dict[str, ItemState]:
        """What items say of their marks that the lists lack: that they are read now, or not starred, or gone."""
        checked: dict[str, ItemState] = {}
        for part in _parts(ids):
            if self._is_over():
                self.result.notes.append("there are more changed marks than could be read in time")
                break
            items = self.server.items(part)
            checked |= _states(items)
            sync_items.note_missed(self.store, set(part).difference(item.id for item in items))
        return checked

    def _set(self, found: Changes) -> None:
        """Set marks as one change in the journal, and record what the server says."""
        for name, values in found.remote.items():
            sync_items.note_remote(self.store, name, values)
        settings = [Setting("article", name, values) for name, values in found.marks.items() if values]
        if not settings:
            return
        subject = next(iter(settings[0].values))
        entry = marks.write(self.store, NewEntry(self.context.now, Actor("", "sync"), "sync", subject), settings)
        if entry:
            self.result.marked, self.result.change = entry.articles, entry.number


def _states(items: Iterable[RemoteItem]) -> dict[str, ItemState]:
    """What items say of their marks; those that say nothing are left out."""
    return {
        item.id: ItemState(item.read, item.starred)
        for item in items
        if item.read is not None and item.starred is not None
    }


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + ITEMS] for start in range(0, len(ids), ITEMS))

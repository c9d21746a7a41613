"""The refresh pipeline: from configured sources to threads that are ready to read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from briefing.config import Config
from briefing.errors import UsageError
from briefing.model import Source, SourceFailure
from briefing.newsroom.ingest.context import RefreshContext
from briefing.newsroom.ingest.feed_requests import FeedRequests
from briefing.newsroom.ingest.fetch_pages import PagesOutcome, fetch_pages
from briefing.newsroom.ingest.fetch_sources import fetch_sources
from briefing.newsroom.ingest.name_outlets import name_outlets
from briefing.newsroom.ingest.newsboat_import import mark_arrived
from briefing.newsroom.ingest.update_plan import configured_sources, heirs, named_sources
from briefing.newsroom.processes.memory_limits import save_address_space
from briefing.newsroom.processes.pool import Workers
from briefing.newsroom.results import Progress, RefreshReport
from briefing.newsroom.stories.build_threads import ThreadingResult, thread_pending
from briefing.newsroom.stories.reanalysis import renew_analyses
from briefing.newsroom.stories.renewed_threads import renew_threads
from briefing.newsroom.syncing.sync_record import set_inactive
from briefing.newsroom.syncing.synced_sources import stored_sources
from briefing.store import Store, arrivals, deferred, key_values, skip_records, sources

if TYPE_CHECKING:
    from briefing.newsroom.ingest.sync_step import SyncStep
    from briefing.sync_servers.values import SyncServer
    from briefing.web import Fetcher

DAY = timedelta(days=1)
"""Clocks that differ by less are not corrected."""


def refresh(
    store: Store,
    config: Config,
    *,
    fetcher: Fetcher | None = None,
    now: datetime | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    only: Collection[str] = (),
) -> RefreshReport:
    """Read all sources and update the threads.

    Feeds that are in backoff, or gone, are not requested (`backoff`), unless named in `only`.

    Data flow, each step in transactions of its own, so that nothing is lost on a kill and the next refresh continues::

        seeds, feeds -> conditional GET -> new or changed entries -> articles, marked pending     (`fetch_sources`)
        marks -> sync server -> its subscriptions, new items and marks -> articles, one change       (`syncing`)
        titles and sites of feeds -> names of their publishers                                    (`name_outlets`)
        pending teasers, newest first, within the budget -> their pages                           (`fetch_pages`)
        pending articles, newest first -> analysis -> threads -> briefs, mark cleared             (`build_threads`)
        those older than the window -> threads listed by headline                                 (`deferred_threads`)
        threads of an earlier version, newest first, within the budget -> threads -> briefs       (`renewed_threads`)
        analyses of an earlier version, newest first, within the budget -> analysis -> briefs     (`reanalysis`)

    While slow servers are waited for, what others have sent goes through the steps up to briefs once (`_Stories`).

    Args:
        store: opened for writing.
        config: sources and settings.
        fetcher: HTTP client, left open; None to create one.
        now: the time of the refresh; arrivals are never earlier than previous ones, unless the clock was days ahead
            (`_mend_arrivals`).
        on_progress: called after every step, in this thread.
        only: request only these sources, due or not: addresses, paths, or parts of titles. Empty for all.

    Raises:
        NotFoundError: a name in `only` matches no source.
        StoreLockedError: another refresh is running.
        StoreError: the store cannot be written.
    """
    return _refresh(store, config, _Request(fetcher, now or datetime.now(UTC), on_progress, only))


def sync(
    store: Store,
    config: Config,
    *,
    fetcher: Fetcher | None = None,
    now: datetime | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    server: SyncServer | None = None,
) -> RefreshReport:
    """Sync with the configured server, without a limit of time, and update the threads; other sources are not read.

    Args:
        store: opened for writing.
        config: the server, and settings.
        fetcher: as for `refresh`.
        now: the same.
        on_progress: the same.
        server: in place of the configured one.

    Raises:
        UsageError: no server is configured.
        StoreLockedError: another refresh is running.
        StoreError: the store cannot be written.
    """
    if not config.sync.url:
        raise UsageError("no server to sync with is configured; `briefing man config` describes [sync]")
    return _refresh(store, config, _Request(fetcher, now or datetime.now(UTC), on_progress, (), True, server))


@dataclass(frozen=True, slots=True)
class _Request:
    """What is to be refreshed."""

    fetcher: Fetcher | None
    """HTTP client, left open; None to create one."""
    now: datetime
    """The time of the refresh."""
    on_progress: Callable[[Progress], None] | None
    """Called after every step."""
    only: Collection[str]
    """Names of the only sources; empty for all."""
    only_sync: bool = False
    """Whether only the sync server is read."""
    server: SyncServer | None = None
    """In place of the configured one."""

    def choose(self, configured: Sequence[Source], store: Store) -> list[Source]:
        """The sources to be read."""
        if self.only_sync:
            return []
        if self.only:
            return named_sources(configured, self.only, sources.states(store))
        return list(configured)

    def includes_sync(self, config: Config, selected: Sequence[Source]) -> bool:
        """Whether to sync: if a server is configured, and no other sources are named."""
        return bool(config.sync.url) and (not self.only or any(source.kind == "synced" for source in selected))


def _refresh(store: Store, config: Config, request: _Request) -> RefreshReport:
    now, report = request.now, request.on_progress or (lambda progress: None)
    save_address_space()
    with store.writer("refresh", now), open_fetcher(request.fetcher, config) as client, Workers() as workers:
        own = configured_sources(config)
        configured = own + stored_sources(store, config)
        known = sources.states(store)
        sources.configure(store, configured)
        sources.inherit(store, heirs(own, known))
        _mend_arrivals(store, now)
        selected = request.choose(configured, store)
        requested = [source for source in selected if source.kind != "synced"]
        context = RefreshContext(client, workers, now, report, FeedRequests(config.feeds), config.seeds)
        stories = _Stories(store, config, configured, context)
        outcome = fetch_sources(store, requested, context, force=bool(request.only), on_wait=stories.update)
        step = _sync(store, config, request, selected, context)
        stories.configured = own + stored_sources(store, config)
        stories.update()
        if step:
            step.finish()
        pages, threading = stories.pages, stories.threading
        mark_arrived(store, now)
        key_values.put(store, sources.REFRESHED, now)
        store.sync()
        skipped = _named(store, threading.skips)
        pageless = tuple(
            SourceFailure(state.source.location, "none of its pages could be fetched", state.source.title)
            for id_, state in sources.states(store).items()
            if id_ in pages.pageless
        )
        synced = step.report() if step else None
        renew_threads(store, config, now, report, workers)
        renew_analyses(store, config, now, report, workers)
    counts = (threading.new, threading.updated, len(threading.changed))
    return RefreshReport(
        len(requested) + bool(synced),
        outcome.unchanged,
        outcome.failed + ((synced.failure,) if synced and synced.failure else ()),
        *counts,
        notes=outcome.notes,
        refused=tuple(sorted(outcome.refused, key=lambda each: (each.location, each.reason))),
        skipped=skipped,
        pages=pages.requested,
        failed_pages=pages.failed,
        pageless=pageless,
        sync=synced,
    )


def _sync(
    store: Store, config: Config, request: _Request, selected: Sequence[Source], context: RefreshContext
) -> SyncStep | None:
    """Sync with the configured server, within a limit of time unless only that was asked for; None if there is none."""
    if not config.sync.url:
        set_inactive(store)
    if not request.includes_sync(config, selected):
        return None
    from briefing.newsroom.ingest.sync_step import SECONDS, SyncStep

    step = SyncStep(store, config, context, request.server, None if request.only_sync else SECONDS)
    step.run(configured_sources(config))
    return step


@dataclass(slots=True)
class _Stories:
    """Makes the articles of a refresh ready to read: at its end, and before that while it waits for slow servers."""

    store: Store
    config: Config
    configured: Sequence[Source]
    context: RefreshContext
    pages: PagesOutcome = field(default_factory=PagesOutcome)
    """Results of the pages so far."""
    threading: ThreadingResult = field(default_factory=ThreadingResult)
    """Results of threading so far."""

    def update(self) -> None:
        """Make everything ready that is stored."""
        store, config = self.store, self.config
        name_outlets(store, config)
        deferred.defer(store, timedelta(days=config.threads.window_days))
        budget = replace(config.fetch, pages=max(0, config.fetch.pages - self.pages.requested))
        self.pages += fetch_pages(store, self.configured, budget, self.context, on_wait=self._thread)
        self._thread()

    def _thread(self, without: Collection[str] = ()) -> None:
        store, context = self.store, self.context
        self.threading += thread_pending(store, self.config, context.now, context.report, context.workers, without)


def _named(store: Store, skipped: Sequence[skip_records.Skip]) -> tuple[SourceFailure, ...]:
    """Skipped articles and threads, with addresses and titles."""
    keys = {(skip.kind, skip.id) for skip in skipped}
    return tuple(
        SourceFailure(listed.location or listed.skip.id, listed.skip.reason, listed.title)
        for listed in (skip_records.listed(store) if keys else ())
        if (listed.skip.kind, listed.skip.id) in keys
    )


def open_fetcher(given: Fetcher | None, config: Config) -> AbstractContextManager[Fetcher]:
    """The given fetcher, left open, or a new one, closed at the end."""
    if given:
        return nullcontext(given)
    from briefing.web import Fetcher

    return Fetcher(config.fetch)


def _mend_arrivals(store: Store, now: datetime) -> None:
    """Shift arrivals and cursors in the future back to `now`.

    Publication dates of the affected articles tell which clock is wrong: if most are earlier than now, the clock was
    ahead at the time; if most are later, it is behind now, and nothing is changed.
    """
    last = key_values.get(store, key_values.ARRIVED)
    if last is None or last <= now + DAY:
        return
    earlier, later = arrivals.dated_before(store, now + DAY, now + DAY)
    if earlier > later:
        arrivals.pull_back(store, now, last - now)

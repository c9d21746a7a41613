"""State of the sync as stored, for commands, `doctor`, briefings and the reader; nothing is requested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from briefing.config import Config
from briefing.dates_and_counts import count
from briefing.model import Finding, Health, SourceFailure, SyncStatus
from briefing.newsroom.syncing.sync_record import SyncRecord, account_id, read_record
from briefing.sanitizer import hide_login
from briefing.store import Store, sources, sync_items

NAME = "sync server"
"""Name of the server in lists of sources."""
LONG = timedelta(days=3)
"""Time without a sync after which it is reported."""


def sync_status(config: Config, store: Store | None) -> SyncStatus | None:
    """State of the sync with the configured server; None if there is none."""
    if not config.sync.url:
        return None
    status = SyncStatus(hide_login(config.sync.url), config.sync.user)
    record = read_record(store) if store else SyncRecord()
    if store is None or record.account != account_id(config.sync):
        return status
    return _status(store, record, status)


def active_status(store: Store) -> SyncStatus | None:
    """The same without the address, by what the last refresh has found configured."""
    record = read_record(store)
    return _status(store, record, SyncStatus()) if record.active else None


def _status(store: Store, record: SyncRecord, status: SyncStatus) -> SyncStatus:
    return replace(
        status,
        server=record.server,
        tried=record.tried,
        last_success=record.succeeded,
        failing_since=record.failing_since,
        error=record.error,
        ask_after=record.retry_at,
        feeds=sources.count_synced(store),
        items=sync_items.count(store),
        pending=sync_items.count_pending(store),
        notes=record.notes,
    )


def sources_health(store: Store) -> Health:
    """Health of the sources at the last refresh, the sync server included."""
    health, record = sources.health(store), read_record(store)
    if not record.active or not record.tried:
        return health
    if not record.error:
        return replace(health, ok=health.ok + 1)
    failure = SourceFailure(NAME, record.error, NAME, record.retry_at, record.succeeded)
    return replace(health, failed=(*health.failed, failure))


def sync_findings(config: Config, store: Store | None, now: datetime) -> Iterator[Finding]:
    """Problems of the sync with their remedies."""
    status = sync_status(config, store)
    if status is None:
        return
    waiting = f"; {count(status.pending, 'mark')} waiting to be sent" if status.pending else ""
    command = "`briefing sync` tries it now"
    if status.error:
        advice = f"{command}; what is marked meanwhile is kept and sent then"
        yield Finding("sync", status.url, status.error + waiting, advice, NAME, status.failing_since)
    elif status.last_success is None:
        yield Finding("sync", status.url, "has never been synced with", command, NAME, serious=False)
    elif now - status.last_success > LONG:
        problem = f"no sync for days{waiting}"
        yield Finding("sync", status.url, problem, command, NAME, status.last_success, serious=False)
    for note in status.notes:
        yield Finding("sync", status.url, note, command, NAME, status.last_success, serious=False)

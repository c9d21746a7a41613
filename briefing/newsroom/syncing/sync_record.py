"""What is kept of the sync server between syncs, besides its items."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from briefing.codec import from_json, to_json
from briefing.config import SyncConfig
from briefing.model import stable_id
from briefing.store import Store, key_values, sync_items

RECORD = "sync"
"""Name in `key_values` of the record."""
OVERLAP = timedelta(hours=1)
"""Time before the newest item from which the next sync reads again: servers store items in another order."""
TOKEN_AGE = timedelta(days=1)
"""Age from which a token of the server, at which an interrupted sync would continue, is not used any more."""


@dataclass(frozen=True, slots=True)
class SyncRecord:
    """State of the sync with one account."""

    account: str = ""
    """Hash of the server's address and the user."""
    active: bool = False
    """Whether this account is the configured one."""
    server: str = ""
    """Name of the server and user as it says them; empty until it has."""
    since: datetime | None = None
    """Items that the server has stored since are read; None before the first sync has read all."""
    begun: datetime | None = None
    """Start of the reading of items that is not complete yet."""
    token: str = ""
    """Where that continues; empty for its beginning."""
    newest: datetime | None = None
    """Newest time at which the server has stored an item read since then."""
    tried: datetime | None = None
    """Time of the last attempt."""
    succeeded: datetime | None = None
    """Time of the last sync without error."""
    failing_since: datetime | None = None
    """Time of the first of the consecutive failures."""
    error: str = ""
    """Why the last attempt failed; empty after success."""
    retry_at: datetime | None = None
    """Earliest time of the next attempt, by the server's wish."""
    notes: tuple[str, ...] = ()
    """What was left open by the last sync, one line each."""

    def pause(self, now: datetime) -> datetime | None:
        """Until when the server asks to be left alone; None if that is over."""
        return self.retry_at if self.retry_at and self.retry_at > now else None

    def begin_reading(self, now: datetime, days: int) -> SyncRecord:
        """The record at the start of reading items: continued where it was interrupted, unless that is long ago."""
        if self.begun and self.token and now - self.begun < TOKEN_AGE:
            return self
        since = self.since or now - timedelta(days=days)
        return replace(self, since=since, begun=now, token="", newest=None)

    def end_reading(self) -> SyncRecord:
        """The record once all items have been read."""
        times = [when for when in (self.begun, self.newest) if when]
        since = min(times) - OVERLAP if times else self.since
        return replace(self, since=since, begun=None, token="", newest=None)

    def after_success(self, now: datetime, notes: tuple[str, ...]) -> SyncRecord:
        """The record after a sync."""
        return replace(self, succeeded=now, error="", failing_since=None, retry_at=None, notes=notes)

    def after_failure(self, now: datetime, reason: str, seconds: float | None) -> SyncRecord:
        """The record after a failed sync; `seconds` is how long the server asks to wait."""
        retry_at = now + timedelta(seconds=min(seconds, 86400)) if seconds else None
        return replace(self, error=reason, failing_since=self.failing_since or now, retry_at=retry_at)


def read_record(store: Store) -> SyncRecord:
    """The stored record; an empty one if there is none."""
    data = key_values.get_text(store, RECORD)
    return from_json(SyncRecord, data) if data else SyncRecord()


def write_record(store: Store, record: SyncRecord) -> None:
    """Store a record."""
    key_values.put_text(store, RECORD, to_json(record))


def record_of(store: Store, config: SyncConfig) -> SyncRecord:
    """The record of the configured account; another account begins anew, with the marks that articles have here."""
    record, account = read_record(store), account_id(config)
    if record.account == account:
        return replace(record, active=True)
    with store.transaction():
        sync_items.clear(store)
        write_record(store, record := SyncRecord(account, True))
    return record


def set_inactive(store: Store) -> None:
    """Record that no server is configured any more; what is known of its items is kept."""
    record = read_record(store)
    if record.active:
        write_record(store, replace(record, active=False))


def account_id(config: SyncConfig) -> str:
    """Hash of the server's address and the user."""
    return stable_id(f"{config.kind}\n{config.url.rstrip('/')}\n{config.user}")

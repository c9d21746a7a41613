"""The sync as a step of a refresh: its failures are those of a source, and stop nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.model import Source, SourceFailure, SyncReport
from briefing.newsroom.ingest.context import RefreshContext
from briefing.newsroom.ingest.synchronization import Sync
from briefing.newsroom.syncing.sync_record import read_record, record_of, write_record
from briefing.newsroom.syncing.sync_status import NAME
from briefing.passwords import SecretError
from briefing.sanitizer import hide_login
from briefing.store import Store, sync_items
from briefing.sync_servers.values import SyncError, SyncServer

ODD_VALUES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""Errors that hostile values may cause in unforeseen ways."""
SECONDS = 60.0
"""Time of a refresh after which no more items are read from the server; `briefing sync` has no limit."""


@dataclass(slots=True)
class SyncStep:
    """The sync of one refresh."""

    store: Store
    """Opened for writing, with the lock of long jobs."""
    config: Config
    """The account."""
    context: RefreshContext
    """Shared state of the refresh."""
    server: SyncServer | None = None
    """The server; None to open the configured one."""
    seconds: float | None = SECONDS
    """Time after which no more items are read; None for no limit."""
    _sync: Sync | None = None
    _failure: SourceFailure | None = None
    _notes: list[str] = field(default_factory=list)

    def run(self, configured: Sequence[Source]) -> None:
        """Sync, unless the server has asked to wait; `configured` are the sources of the configuration."""
        record = record_of(self.store, self.config.sync)
        if until := record.pause(self.context.now):
            self._failure = SourceFailure(self._location, record.error, NAME, until, record.succeeded)
            return
        try:
            server = self.server or open_server(self.config, self.context)
            self._sync = Sync(self.store, self.config, server, self.context, self.seconds)
            self._sync.run(configured)
        except (SyncError, SecretError) as error:
            self._fail(error)
        except ODD_VALUES as error:
            self._fail(SyncError(f"cannot be read ({type(error).__name__}: {error})"))

    def finish(self) -> None:
        """Send the marks that rules have set since."""
        if self._sync and not self._failure:
            try:
                self._sync.send()
            except SyncError as error:
                self._fail(error)

    def report(self) -> SyncReport:
        """What has been done."""
        pending = sync_items.count_pending(self.store)
        if self._sync is None:
            return SyncReport(pending=pending, failure=self._failure)
        done = self._sync.result
        return SyncReport(done.sent, done.new, done.marked, done.change, pending, self._failure, tuple(done.notes))

    @property
    def _location(self) -> str:
        return hide_login(self.config.sync.url)

    def _fail(self, error: BriefingError) -> None:
        reason = " ".join(str(error).split())
        seconds = error.retry_after if isinstance(error, SyncError) else None
        record = read_record(self.store).after_failure(self.context.now, reason, seconds)
        write_record(self.store, record)
        self._failure = SourceFailure(self._location, reason, NAME, record.retry_at, record.succeeded)


def open_server(config: Config, context: RefreshContext) -> SyncServer:
    """The configured server; its password is read now.

    Raises:
        SecretError: the password cannot be read.
    """
    from briefing.passwords import read_secret
    from briefing.sync_servers import open_greader

    sync = config.sync
    password = read_secret("[sync]", command=sync.password_command, file=sync.password_file)
    return open_greader(sync.url, sync.user, password, context.client)

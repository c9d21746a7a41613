"""An open store: connection, transactions, the writer's lock, and one clear error for whatever SQLite says."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from briefing.errors import NotFoundError, StoreError, StoreLockedError
from briefing.query.folding import fold
from briefing.store import schema
from briefing.store.lock import hold

Values = Sequence[Any] | Mapping[str, Any]

INCREMENTAL_VACUUM = "PRAGMA auto_vacuum = INCREMENTAL"
"""Lets a file be made smaller bit by bit; it must be said before there is anything in it."""

BUSY_MS = 5_000
"""How long a short write waits for another short write."""
OPEN_TRIES = 5
"""Times that a store is opened where the disk seems to fail, before it is believed to."""
OPEN_WAIT = 0.02
"""Seconds between two tries to open."""


class Store:
    """An open store; a context manager, to be used by the thread that opened it.

    Questions and changes are the functions of `articles`, `threads`, `quotes`, `sources` and `moments`.
    """

    def __init__(self, path: Path, db: sqlite3.Connection, readonly: bool) -> None:
        self.path = path
        """The store's file."""
        self.readonly = readonly
        """Whether this connection can only read."""
        self._db = db

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> Store:
        """Open the store at `path`, made or migrated first unless `readonly`.

        Raises:
            NotFoundError: `readonly`, and there is no such file.
            StoreError: the file is damaged, not a store, newer than this program, or cannot be used there.
        """
        if readonly and not path.exists():
            raise NotFoundError(f"{path}: there is no store yet; `briefing refresh` makes it")
        with _clear_errors(path):
            return cls(path, _ready(path, readonly), readonly)

    def close(self) -> None:
        """Close the file; closing twice is fine."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def rows(self, sql: str, values: Values = ()) -> list[Any]:
        """Return all rows of a question."""
        with _clear_errors(self.path):
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, values: Values = ()) -> Any:
        """Return the first row of a question, None if there is none."""
        with _clear_errors(self.path):
            return self._db.execute(sql, values).fetchone()

    def run(self, sql: str, values: Values = ()) -> int:
        """Make one change; the number of rows it touched."""
        with _clear_errors(self.path):
            return self._db.execute(sql, values).rowcount

    def run_many(self, sql: str, values: Sequence[Values]) -> None:
        """Make one change for each of `values`."""
        with _clear_errors(self.path):
            self._db.executemany(sql, values)

    def _inside(self) -> bool:
        return self._db.in_transaction

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all changes of the block or none; inside another transaction it is a part of that one."""
        if self._inside():
            yield
            return
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            # SQLite has rolled back already after some errors, such as a full disk.
            if self._inside():
                self._db.execute("ROLLBACK")
            raise

    @contextmanager
    def attempt(self) -> Iterator[Callable[[], None]]:
        """Yield what takes back all changes of the block so far; the transaction it is a part of goes on."""

        def give_up() -> None:
            self.run("ROLLBACK TO attempt")

        self.run("SAVEPOINT attempt")
        try:
            yield give_up
        finally:
            if self._inside():  # after some errors SQLite has rolled back all of it
                self.run("RELEASE attempt")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Answer all questions of the block from one state of the store, whatever a writer does meanwhile."""
        if self._inside():
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            if self._inside():
                self._db.execute("COMMIT")

    @contextmanager
    def writer(self, what: str, now: datetime) -> Iterator[None]:
        """Be the only one that does a long job while the block runs; marks and readers go on.

        Raises:
            StoreLockedError: another one is at it; names it.
        """
        with hold(self.path.with_name(self.path.name + ".lock"), what, now):
            yield

    @contextmanager
    def delivery(self, now: datetime) -> Iterator[None]:
        """Be the only one that delivers a briefing and moves its cursor while the block runs; refreshes go on.

        Raises:
            StoreLockedError: another one is at it; names it.
        """
        with hold(self.path.with_name(self.path.name + ".daily.lock"), "daily", now):
            yield

    def sync(self) -> None:
        """Bring what was written safely to the disk, so that it outlives a power cut too."""
        self.rows("PRAGMA wal_checkpoint(PASSIVE)")


def _connect(path: Path, readonly: bool) -> sqlite3.Connection:
    """Open the file; a store that lies where nothing can be written is read as it is."""
    if not readonly:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{path}: cannot make the store's folder: {error.strerror}") from error
        mode = "rwc"
    else:
        # A reader of a WAL file must write beside it; where it cannot, only a file without log may be read.
        log = path.with_name(path.name + "-wal")
        unlogged = not log.exists() or log.stat().st_size == 0
        mode = "ro&immutable=1" if unlogged and not os.access(path.parent, os.W_OK) else "ro"
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_MS / 1000, isolation_level=None)


def _ready(path: Path, readonly: bool) -> sqlite3.Connection:
    """Connect and prepare; again where others that make or close the store just now are in the way.

    The last to close it takes the log away, which looks like a failing disk. The change to a log is refused at once
    while anyone reads, as SQLite waits for no lock when it holds one already.
    """
    failures, patience = 0, time.monotonic() + BUSY_MS / 1000
    while True:
        db = _connect(path, readonly)
        try:
            _prepare(db, path, readonly)
            return db
        except sqlite3.OperationalError as error:
            db.close()
            primary = (error.sqlite_errorcode or 0) & 0xFF
            failures += primary == sqlite3.SQLITE_IOERR
            passing = primary == sqlite3.SQLITE_BUSY and time.monotonic() < patience
            if not passing and (primary != sqlite3.SQLITE_IOERR or failures == OPEN_TRIES):
                raise
            time.sleep(OPEN_WAIT)
        except BaseException:
            db.close()
            raise


def _prepare(db: sqlite3.Connection, path: Path, readonly: bool) -> None:
    """Check whose file it is, bring it to the newest schema, and set what each connection needs."""
    version = schema.check(db, path)
    db.create_function("fold", 1, fold, deterministic=True)
    if readonly:
        if version < schema.NEWEST:
            raise StoreError(f"{path}: written by an older briefing; `briefing refresh` brings it up to date")
    else:
        if not version:
            db.execute(INCREMENTAL_VACUUM)
        if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            db.execute("PRAGMA journal_mode = WAL")
        if version < schema.NEWEST:
            schema.migrate(db, path, schema.shipped_migrations())
        # In WAL mode a killed process loses nothing with NORMAL; `Store.sync` covers power cuts.
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA foreign_keys = ON")


@contextmanager
def _clear_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into the one line a user can act on."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise  # a mistake of ours, not of the user's
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", None)
        primary = code & 0xFF if code is not None else None
        if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreLockedError(f"{path}: another program is writing to the store; try again later") from error
        reason = _REASONS.get(code or 0) or _REASONS.get(primary or 0, str(error))
        raise StoreError(f"{path}: {reason}") from error


_REASONS = {
    sqlite3.SQLITE_NOTADB: "not a store of briefing, or damaged; move it away and refresh",
    sqlite3.SQLITE_CORRUPT: "the store is damaged; move it away and refresh, or put a backup in its place",
    sqlite3.SQLITE_CANTOPEN: "cannot open the store; check that the folder exists and you may write there",
    sqlite3.SQLITE_READONLY: "the store lies where nothing can be written",
    sqlite3.SQLITE_PERM: "no permission to use the store",
    sqlite3.SQLITE_FULL: "the disk is full; what was stored before is intact",
    sqlite3.SQLITE_IOERR_WRITE: "cannot be written, as where the disk is full; what was stored before is intact",
    sqlite3.SQLITE_IOERR: "the disk failed while the store was read or written",
}

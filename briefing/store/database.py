"""An open store: connection, transactions and the writer's lock."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from briefing.errors import NotFoundError, StoreError
from briefing.files import PRIVATE, check_links, make_folder, make_private, odd_kind
from briefing.query.normalization import fold
from briefing.store import schema
from briefing.store.lock import hold
from briefing.store.sqlite_errors import UnreadableError, clear_errors, damaged, primary_code, roll_back

Values = Sequence[Any] | Mapping[str, Any]

INCREMENTAL_VACUUM = "PRAGMA auto_vacuum = INCREMENTAL"
"""Allows the file to be shrunk step by step; has to be set before the first table is created."""

BUSY_MS = 5_000
"""Milliseconds that a short write waits for another one."""
OPEN_TRIES = 5
"""Attempts to open a store before an I/O error is taken as final."""
OPEN_WAIT = 0.02
"""Seconds between two attempts to open."""
UNWATCHED = "ro&immutable=1"
"""Mode of a connection to a file that does not change; no `-shm` file is created."""
NO_COMPANION = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
"""SQLite's error codes where a reader cannot create the `-shm` file beside the store."""

ODD_VALUES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, sqlite3.Error)
"""Errors that a damaged page may cause, or a bug."""


class Store:
    """An open store; a context manager, for use by the thread that opened it.

    Queries and updates are functions of the modules of this package, such as `articles`, `threads` and `sources`.
    """

    def __init__(self, path: Path, db: sqlite3.Connection, readonly: bool) -> None:
        self.path = path
        """The store's file."""
        self.readonly = readonly
        """Whether this connection is read-only."""
        self._db = db

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> Store:
        """Open the store at `path`; created or migrated first unless `readonly`.

        Raises:
            NotFoundError: `readonly`, and there is no such file.
            StoreError: the file is damaged, not a store, newer than this program, or not accessible.
        """
        try:
            if kind := odd_kind(path):
                raise StoreError(f"{path}: is {kind}, not a file; name another one with --store or $BRIEFING_STORE")
        except (FileNotFoundError, NotADirectoryError):
            if readonly:
                raise NotFoundError(f"{path}: no store yet; `briefing refresh` creates it") from None
        with clear_errors(path):
            return cls(path, _ready(path, readonly), readonly)

    def close(self) -> None:
        """Close the file; may be called twice."""
        with suppress(sqlite3.Error):  # a failed write was reported at the time
            self._db.close()

    @property
    def file(self) -> Path:
        """The store's file with all links resolved."""
        return Path(os.path.realpath(self.path))

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store; errors caused by a damaged file are raised as `StoreError`."""
        try:
            if isinstance(error, UnreadableError):
                raise StoreError(f"{self.path}: {error}") from error
            if isinstance(error, ODD_VALUES) and self._is_damaged():
                raise damaged(self.path) from error
        finally:
            self.close()

    def _is_damaged(self) -> bool:
        """Whether SQLite's quick check fails; reads the whole file."""
        try:
            return bool(self._db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
        except sqlite3.DatabaseError as error:
            return primary_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

    def rows(self, sql: str, values: Values = ()) -> list[Any]:
        """All rows of a query."""
        with clear_errors(self.path):
            return self._db.execute(sql, values).fetchall()

    def each(self, sql: str, values: Values = ()) -> Iterator[Any]:
        """Rows of a query, read lazily; to be consumed inside `snapshot`."""
        with clear_errors(self.path):
            for row in self._db.execute(sql, values):  # noqa: UP028 (`yield from` would close the cursor, late)
                yield row

    def row(self, sql: str, values: Values = ()) -> Any:
        """The first row of a query; None if there is none."""
        with clear_errors(self.path):
            return self._db.execute(sql, values).fetchone()

    def run(self, sql: str, values: Values = ()) -> int:
        """Execute a statement; returns the number of rows it changed."""
        with clear_errors(self.path):
            return self._db.execute(sql, values).rowcount

    def run_many(self, sql: str, values: Sequence[Values]) -> None:
        """Execute a statement for each of `values`."""
        with clear_errors(self.path):
            self._db.executemany(sql, values)

    def _inside(self) -> bool:
        return self._db.in_transaction

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit all changes of the block or none; inside another transaction the block becomes part of it."""
        if self._inside():
            yield
            return
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            roll_back(self._db)
            raise

    @contextmanager
    def attempt(self) -> Iterator[Callable[[], None]]:
        """Savepoint; yields a function that undoes the changes of the block so far without ending the transaction."""

        def roll_back_block() -> None:
            self.run("ROLLBACK TO attempt")

        self.run("SAVEPOINT attempt")
        try:
            yield roll_back_block
        finally:
            if self._inside():  # after some errors SQLite has rolled back the transaction
                self.run("RELEASE attempt")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Run all queries of the block against one state of the store, unaffected by concurrent writers."""
        if self._inside():
            yield
            return
        self.run("BEGIN")
        try:
            yield
            if self._inside():
                self.run("COMMIT")
        except BaseException:
            roll_back(self._db)
            raise

    @contextmanager
    def writer(self, what: str, now: datetime) -> Iterator[None]:
        """Hold the lock of long jobs while the block runs; marks and readers are not blocked.

        Raises:
            StoreLockedError: another process holds it; the message names the holder.
        """
        with self._held(".lock", what, now):
            yield

    @contextmanager
    def delivery(self, now: datetime) -> Iterator[None]:
        """Hold the lock for delivering a briefing and moving its cursor while the block runs; refreshes go on.

        Raises:
            StoreLockedError: another process holds it; the message names the holder.
        """
        with self._held(".daily.lock", "daily", now):
            yield

    def _held(self, suffix: str, what: str, now: datetime) -> AbstractContextManager[None]:
        """Hold a lock file beside the store, with the store's read and write permissions."""
        return hold(beside(self.path, suffix), what, now, self.file.stat().st_mode & 0o666 | PRIVATE)

    def sync(self) -> None:
        """Checkpoint the write-ahead log, so that committed data survives a power failure."""
        self.rows("PRAGMA wal_checkpoint(PASSIVE)")


def beside(path: Path, suffix: str) -> Path:
    """Path of a companion of the store's file, links resolved: `-wal`, `-shm`, `.lock`, a copy."""
    file = Path(os.path.realpath(path))
    return file.with_name(file.name + suffix)


def _check_links(path: Path) -> None:
    try:
        check_links(path)
    except OSError as error:
        raise StoreError(f"{path}: {error.filename}: {error.strerror}; name another file with --store") from error


def _make_file(path: Path) -> None:
    """Create the store's folder and file if missing, accessible only to the user."""
    file = Path(os.path.realpath(path))
    try:
        make_folder(file.parent)
    except OSError as error:
        raise StoreError(f"{path}: cannot make the store's folder: {error.strerror}") from error
    # SQLite gives its other files the same mode, and reports a file that cannot be created.
    with suppress(OSError):
        make_private(file)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{Path(os.path.realpath(path)).as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_MS / 1000, isolation_level=None)


def _is_whole_without_log(path: Path) -> bool:
    """Whether the write-ahead log is empty or missing, so that the file can be read without write access."""
    log = beside(path, "-wal")
    return not log.exists() or log.stat().st_size == 0


def _ready(path: Path, readonly: bool) -> sqlite3.Connection:
    """Connect and prepare; retried while other processes create or close the store.

    The last process to close the store removes the log, which can surface as an I/O error. Switching to WAL mode fails
    at once while another process reads, as SQLite does not wait for a lock while it holds one. A reader needs to create
    a file beside the store; where it cannot, as on a full disk, a file without log is opened as immutable.
    """
    if not readonly:
        _check_links(path)
        _make_file(path)
    mode = "ro" if readonly else "rwc"
    if readonly and not os.access(beside(path, "").parent, os.W_OK) and _is_whole_without_log(path):
        mode = UNWATCHED
    failures, patience = 0, time.monotonic() + BUSY_MS / 1000
    while True:
        db = _connect(path, mode)
        try:
            _prepare(db, path, readonly)
            return db
        except sqlite3.OperationalError as error:
            db.close()
            primary = primary_code(error)
            failures += primary == sqlite3.SQLITE_IOERR
            passing = primary == sqlite3.SQLITE_BUSY and time.monotonic() < patience
            if not passing and (primary != sqlite3.SQLITE_IOERR or failures == OPEN_TRIES):
                if mode != "ro" or primary not in NO_COMPANION or not _is_whole_without_log(path):
                    raise
                mode = UNWATCHED
            time.sleep(OPEN_WAIT)
        except BaseException:
            db.close()
            raise


def _prepare(db: sqlite3.Connection, path: Path, readonly: bool) -> None:
    """Check that the file is a store, migrate it to the newest schema unless `readonly`, configure the connection."""
    version = schema.check(db, path)
    db.create_function("fold", 1, fold, deterministic=True)
    if readonly:
        if not version:
            raise StoreError(f"{path}: the store is empty; `briefing refresh` fills it")
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

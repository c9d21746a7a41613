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
from briefing.query.case_folding import fold
from briefing.store import schema
from briefing.store.lock import hold
from briefing.store.sqlite_errors import UnreadableError, clear_errors, damaged, primary_code, roll_back

Values = Sequence[Any] | Mapping[str, Any]

INCREMENTAL_VACUUM = "PRAGMA auto_vacuum = INCREMENTAL"
"""Lets a file be made smaller bit by bit; it must be said before there is anything in it."""

BUSY_MS = 5_000
"""How long a short write waits for another short write."""
OPEN_TRIES = 5
"""Times that a store is opened where the disk seems to fail, before it is believed to."""
OPEN_WAIT = 0.02
"""Seconds between two tries to open."""
UNWATCHED = "ro&immutable=1"
"""Mode of a connection that reads a file which nobody changes, and makes nothing beside it."""
NO_COMPANION = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
"""What SQLite says where a reader cannot make its file beside the store."""

ODD_VALUES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, sqlite3.Error)
"""What comes of reading a damaged page as if it were sound, or of a mistake of ours."""


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
        try:
            if kind := odd_kind(path):
                raise StoreError(f"{path}: is {kind}, not a file; name another one with --store or $BRIEFING_STORE")
        except (FileNotFoundError, NotADirectoryError):
            if readonly:
                raise NotFoundError(f"{path}: there is no store yet; `briefing refresh` makes it") from None
        with clear_errors(path):
            return cls(path, _ready(path, readonly), readonly)

    def close(self) -> None:
        """Close the file; closing twice is fine."""
        with suppress(sqlite3.Error):  # what could not be written was told when it was
            self._db.close()

    @property
    def file(self) -> Path:
        """The store's file behind all links."""
        return Path(os.path.realpath(self.path))

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store; what came of reading what nobody has written is raised as damage."""
        try:
            if isinstance(error, UnreadableError):
                raise StoreError(f"{self.path}: {error}") from error
            if isinstance(error, ODD_VALUES) and self._is_damaged():
                raise damaged(self.path) from error
        finally:
            self.close()

    def _is_damaged(self) -> bool:
        """Whether SQLite finds something wrong with the file; reads all of it."""
        try:
            return bool(self._db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
        except sqlite3.DatabaseError as error:
            return primary_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

    def rows(self, sql: str, values: Values = ()) -> list[Any]:
        """Return all rows of a question."""
        with clear_errors(self.path):
            return self._db.execute(sql, values).fetchall()

    def each(self, sql: str, values: Values = ()) -> Iterator[Any]:
        """Yield the rows of a question as they are read; inside of `snapshot`, as long as it takes."""
        with clear_errors(self.path):
            yield from self._db.execute(sql, values)

    def row(self, sql: str, values: Values = ()) -> Any:
        """Return the first row of a question, None if there is none."""
        with clear_errors(self.path):
            return self._db.execute(sql, values).fetchone()

    def run(self, sql: str, values: Values = ()) -> int:
        """Make one change; the number of rows it touched."""
        with clear_errors(self.path):
            return self._db.execute(sql, values).rowcount

    def run_many(self, sql: str, values: Sequence[Values]) -> None:
        """Make one change for each of `values`."""
        with clear_errors(self.path):
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
            roll_back(self._db)
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
            if self._inside():
                self.run("COMMIT")
        except BaseException:
            roll_back(self._db)
            raise

    @contextmanager
    def writer(self, what: str, now: datetime) -> Iterator[None]:
        """Be the only one that does a long job while the block runs; marks and readers go on.

        Raises:
            StoreLockedError: another one is at it; names it.
        """
        with self._held(".lock", what, now):
            yield

    @contextmanager
    def delivery(self, now: datetime) -> Iterator[None]:
        """Be the only one that delivers a briefing and moves its cursor while the block runs; refreshes go on.

        Raises:
            StoreLockedError: another one is at it; names it.
        """
        with self._held(".daily.lock", "daily", now):
            yield

    def _held(self, suffix: str, what: str, now: datetime) -> AbstractContextManager[None]:
        """Lock a file beside the store; who may use the store may use its locks."""
        return hold(beside(self.path, suffix), what, now, self.file.stat().st_mode & 0o666 | PRIVATE)

    def sync(self) -> None:
        """Bring what was written safely to the disk, so that it outlives a power cut too."""
        self.rows("PRAGMA wal_checkpoint(PASSIVE)")


def beside(path: Path, suffix: str) -> Path:
    """The file that is kept beside the store's own, behind all links: `-wal`, `-shm`, `.lock`, a copy."""
    file = Path(os.path.realpath(path))
    return file.with_name(file.name + suffix)


def _check_links(path: Path) -> None:
    try:
        check_links(path)
    except OSError as error:
        raise StoreError(f"{path}: {error.filename}: {error.strerror}; name another file with --store") from error


def _make_place(path: Path) -> None:
    """Make the store's file and folder, for the user alone, where they are not there."""
    file = Path(os.path.realpath(path))
    try:
        make_folder(file.parent)
    except OSError as error:
        raise StoreError(f"{path}: cannot make the store's folder: {error.strerror}") from error
    # SQLite gives its other files the same mode, and tells of what cannot be made.
    with suppress(OSError):
        make_private(file)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{Path(os.path.realpath(path)).as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_MS / 1000, isolation_level=None)


def _is_whole_without_log(path: Path) -> bool:
    """Whether all that was written stands in the file itself, so that it can be read where nothing can be written."""
    log = beside(path, "-wal")
    return not log.exists() or log.stat().st_size == 0


def _ready(path: Path, readonly: bool) -> sqlite3.Connection:
    """Connect and prepare; again where others that make or close the store just now are in the way.

    The last to close it takes the log away, which looks like a failing disk. The change to a log is refused at once
    while anyone reads, as SQLite waits for no lock when it holds one already. A reader must write beside the store;
    where it cannot, as on a full disk, a file without log is read as it is.
    """
    if not readonly:
        _check_links(path)
        _make_place(path)
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
    """Check whose file it is, bring it to the newest schema, and set what each connection needs."""
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

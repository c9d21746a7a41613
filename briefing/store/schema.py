"""The schema and its history: numbered migrations, each in one transaction, with a copy of the file before.

What the tables mean stands in the `.sql` files of `migrations/`; nothing here reads or writes content.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing.errors import StoreError
from briefing.files import make_private
from briefing.store.sqlite_errors import roll_back

APPLICATION_ID = 0x42524946
"""Stands in the file's header ("BRIF"), so that no other program's database is taken for a store."""


def shipped_migrations() -> list[str]:
    """Return the scripts of all migrations; the first one makes version 1."""
    return [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "migrations").glob("*.sql"))]


NEWEST = 14
"""The version this program writes; kept beside the scripts so that opening need not read them (a test compares)."""


_WHOSE = """
    SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)
      FROM pragma_application_id, pragma_user_version
"""


def check(db: sqlite3.Connection, path: Path, newest: int = NEWEST) -> int:
    """Return the schema version of an open file; 0 for an empty one.

    Raises:
        StoreError: the file belongs to another program or to a newer briefing.
    """
    # One statement, so that all of it is from one moment: another process may be making the store right now.
    ours, version, tables = db.execute(_WHOSE).fetchone()
    if ours == 0 and version == 0 and tables == 0:
        return 0
    if ours != APPLICATION_ID:
        raise StoreError(f"{path}: not a store of briefing; name another file with --store or $BRIEFING_STORE")
    if version > newest:
        raise StoreError(
            f"{path}: written by a newer briefing (schema {version}, this one knows {newest}); update briefing"
        )
    return int(version)


def migrate(db: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> Path | None:
    """Bring an open file to the newest version; the path of the copy made before, None where none was needed.

    A migration that fails leaves the version before it, whole.
    """
    version, backup = check(db, path, len(migrations)), None
    if 0 < version < len(migrations):
        backup = _copy(db, path, version)
    while version < len(migrations):
        # A new store is made in one step: nobody must take what is between for a store of an earlier version.
        target = version + 1 if version else len(migrations)
        db.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have done it while this one waited for the lock.
            if check(db, path, len(migrations)) == version:
                for statement in (part for script in migrations[version:target] for part in _statements(script)):
                    db.execute(statement)
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.execute(f"PRAGMA user_version = {target}")
            db.execute("COMMIT")
        except BaseException:
            roll_back(db)
            raise
        version = target
    _clear(path)
    return backup


def _copy(db: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy the store as it is beside itself; never over an older copy's good data with a half one."""
    import threading

    file = Path(os.path.realpath(path))
    backup = file.with_name(f"{file.name}.schema-{version}.bak")
    half = backup.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")  # others may be at it too
    half.unlink(missing_ok=True)
    try:
        make_private(half)  # SQLite fills an empty file, and leaves its mode
        db.execute("VACUUM INTO ?", (str(half),))
        return half.replace(backup)
    except OSError as error:
        raise StoreError(f"{half}: cannot copy the store before a change of its schema: {error.strerror}") from error
    finally:
        half.unlink(missing_ok=True)


def _clear(path: Path) -> None:
    """Remove half copies that were left by processes that were killed."""
    import glob

    file = Path(os.path.realpath(path))
    for half in file.parent.glob(f"{glob.escape(file.name)}.schema-*.part*"):  # SQLite's journal of it too
        pid = re.search(r"\.(\d+)-\d+\.part(-journal)?$", half.name)
        if pid and int(pid[1]) != os.getpid() and not _lives(int(pid[1])):
            half.unlink(missing_ok=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True


def _statements(script: str) -> Iterator[str]:
    """Split a script where SQLite says a statement is complete (a trigger has semicolons inside)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""

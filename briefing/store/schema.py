"""Schema version and migrations: numbered scripts, each applied in one transaction after a backup of the file.

The tables are documented in the `.sql` files of `migrations/`; content is read and written elsewhere.
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
"""Application id in the file's header ("BRIF"), which tells a store from another program's database."""


def shipped_migrations() -> list[str]:
    """Scripts of all migrations in order; the first one creates version 1."""
    return [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "migrations").glob("*.sql"))]


NEWEST = 23
"""Schema version of this program; a constant, so that opening does not read the scripts (a test compares them)."""


_WHOSE = """
    SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)
      FROM pragma_application_id, pragma_user_version
"""


def check(db: sqlite3.Connection, path: Path, newest: int = NEWEST) -> int:
    """Schema version of an open file; 0 for an empty one.

    Raises:
        StoreError: the file belongs to another program or to a newer briefing.
    """
    # One statement for a consistent read: another process may be creating the store at the same time.
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
    """Migrate an open file to the newest version; returns the path of the backup, None if none was needed.

    A failed migration leaves the previous version intact.
    """
    version, backup = check(db, path, len(migrations)), None
    if 0 < version < len(migrations):
        backup = _back_up(db, path, version)
    while version < len(migrations):
        # A new store is created in one step, so that no process sees an intermediate version.
        target = version + 1 if version else len(migrations)
        db.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have migrated it while this one waited for the lock.
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
    _delete_partial_backups(path)
    return backup


def _back_up(db: sqlite3.Connection, path: Path, version: int) -> Path:
    """Back up the store beside itself; a complete copy replaces an earlier backup atomically.

    Raises:
        StoreError: the copy cannot be written.
    """
    import threading

    file = Path(os.path.realpath(path))
    backup = file.with_name(f"{file.name}.schema-{version}.bak")
    half = backup.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")  # other processes may be copying too
    half.unlink(missing_ok=True)
    try:
        make_private(half)  # SQLite fills an existing empty file and keeps its mode
        db.execute("VACUUM INTO ?", (str(half),))
        return half.replace(backup)
    except OSError as error:
        raise StoreError(f"{half}: cannot copy the store before a change of its schema: {error.strerror}") from error
    finally:
        half.unlink(missing_ok=True)


def _delete_partial_backups(path: Path) -> None:
    """Delete partial backups left by killed processes."""
    import glob

    file = Path(os.path.realpath(path))
    for half in file.parent.glob(f"{glob.escape(file.name)}.schema-*.part*"):  # SQLite's journal of it too
        pid = re.search(r"\.(\d+)-\d+\.part(-journal)?$", half.name)
        if pid and int(pid[1]) != os.getpid() and not _is_running(int(pid[1])):
            half.unlink(missing_ok=True)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True


def _statements(script: str) -> Iterator[str]:
    """Split a script into SQL statements, by `sqlite3.complete_statement` (triggers contain semicolons)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""

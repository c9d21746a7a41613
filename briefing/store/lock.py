"""One refresh at a time: a non-blocking lock file beside the store that names its holder.

The kernel releases the lock when the holding process ends, for whatever reason. Short writes (a mark, a cursor) do
not take it: they are single transactions, which SQLite serialises.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from briefing.errors import StoreError, StoreLockedError
from briefing.files import PRIVATE, open_own

TRIES, TRY_SECONDS = 10, 0.005
"""Attempts to lock, and seconds between them, while the holder has not written its name yet."""


@contextmanager
def hold(path: Path, what: str, now: datetime, mode: int = PRIVATE) -> Iterator[None]:
    """Hold the lock file `path` while the block runs.

    Args:
        path: the lock file; created if needed and never removed, as removal would allow two holders.
        what: the job in one word, for the error message of other processes.
        now: start of the job.
        mode: of the lock file.

    Raises:
        StoreLockedError: another process, or another thread of this one, holds it.
        StoreError: the lock file cannot be created or locked, or is a link or not a regular file.
    """
    try:
        handle = open_own(path, os.O_RDWR, mode)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot lock the store: {error.strerror}; `briefing doctor` shows the remedy"
        ) from error
    try:
        _acquire(handle, path)
        _write_holder(handle, json.dumps({"pid": os.getpid(), "what": what, "since": now.isoformat()}))
        try:
            yield
        finally:
            _write_holder(handle, "")
    finally:
        os.close(handle)


def _write_holder(handle: int, name: str) -> None:
    """Overwrite the name of the holder; on a full disk the lock is held without a name."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, name.encode(), 0)


def _acquire(handle: int, path: Path) -> None:
    """Lock the file; retried briefly while its holder has not written its name yet or has just ended.

    Raises:
        StoreLockedError: it is held; the message names the holder if known.
        StoreError: the file system cannot lock it.
    """
    for attempt in range(TRIES):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            holder = _holder(handle)
            if holder or attempt == TRIES - 1:
                raise StoreLockedError(f"{holder or 'another briefing'} is writing; try again later") from None
        except OSError as error:
            raise StoreError(
                f"{path}: cannot lock the store: {error.strerror}; keep it on a disk of this machine"
            ) from error
        time.sleep(TRY_SECONDS)


def _holder(handle: int) -> str:
    """Description of the process that wrote the lock file; empty if the file names none."""
    try:
        data = json.loads(os.pread(handle, 1024, 0))
        since = datetime.fromisoformat(data["since"]).astimezone()
        return f"another briefing (pid {int(data['pid'])}, {str(data['what'])[:20]}, since {since:%H:%M})"
    except (ValueError, KeyError, TypeError):
        return ""

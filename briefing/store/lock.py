"""One refresh at a time: a lock beside the store that does not wait and says who holds it.

The kernel lets go of the lock when its holder dies, however it dies. Short writes (a mark, a cursor) do not take
it: they are single transactions, and SQLite orders those.
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
"""How often, and after how many seconds each, a holder is asked that has not written its name yet."""


@contextmanager
def hold(path: Path, what: str, now: datetime, mode: int = PRIVATE) -> Iterator[None]:
    """Hold the lock file `path` while the block runs.

    Args:
        path: the lock file; it is made if needed and never removed, as removing it would let two in.
        what: the job, in a word, for the message others get.
        now: when the job began.
        mode: of the lock file.

    Raises:
        StoreLockedError: another process, or another thread of this one, holds it.
        StoreError: the lock file cannot be made or locked, or is a link or no file.
    """
    try:
        handle = open_own(path, os.O_RDWR, mode)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot lock the store: {error.strerror}; `briefing doctor` tells what to do"
        ) from error
    try:
        _take(handle, path)
        _sign(handle, json.dumps({"pid": os.getpid(), "what": what, "since": now.isoformat()}))
        try:
            yield
        finally:
            _sign(handle, "")
    finally:
        os.close(handle)


def _sign(handle: int, name: str) -> None:
    """Write who holds the lock, in place of what stands there; on a full disk it holds without a name."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, name.encode(), 0)


def _take(handle: int, path: Path) -> None:
    """Lock the file, or say who has; one that has just begun or ended has not told yet or any more."""
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
    """Name the process that wrote the lock file; empty if the file does not say."""
    try:
        data = json.loads(os.pread(handle, 1024, 0))
        since = datetime.fromisoformat(data["since"]).astimezone()
        return f"another briefing (pid {int(data['pid'])}, {str(data['what'])[:20]}, since {since:%H:%M})"
    except (ValueError, KeyError, TypeError):
        return ""

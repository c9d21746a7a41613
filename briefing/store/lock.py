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
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from briefing.errors import StoreError, StoreLockedError

TRIES, TRY_SECONDS = 10, 0.005
"""So often, with so long between, a holder is asked who does not say its name."""


@contextmanager
def hold(path: Path, what: str, now: datetime) -> Iterator[None]:
    """Hold the lock file `path` while the block runs.

    Args:
        path: the lock file; it is made if needed and never removed, as removing it would let two in.
        what: the job, in a word, for the message others get.
        now: when the job began.

    Raises:
        StoreLockedError: another process, or another thread of this one, holds it.
        StoreError: the lock file cannot be made.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(f"{path}: cannot lock the store: {error.strerror}") from error
    try:
        _take(handle)
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps({"pid": os.getpid(), "what": what, "since": now.isoformat()}).encode())
        try:
            yield
        finally:
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    """Lock the file, or say who has; one that has just begun or ended has not told yet or any more."""
    for attempt in range(TRIES):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            holder = _holder(handle)
            if holder or attempt == TRIES - 1:
                raise StoreLockedError(f"{holder or 'another briefing'} is writing; try again later") from None
        time.sleep(TRY_SECONDS)


def _holder(handle: int) -> str:
    """Name the process that wrote the lock file; empty if the file does not say."""
    try:
        data = json.loads(os.pread(handle, 1024, 0))
        since = datetime.fromisoformat(data["since"]).astimezone()
        return f"another briefing (pid {int(data['pid'])}, {str(data['what'])[:20]}, since {since:%H:%M})"
    except (ValueError, KeyError, TypeError):
        return ""

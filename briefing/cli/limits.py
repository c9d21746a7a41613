"""Error messages for exhausted system limits: memory, open files, file sizes, disk space."""

from __future__ import annotations

import errno
import os

_REASONS = {
    errno.ENOSPC: "the disk is full; make room there, what is stored is intact",
    errno.EDQUOT: "your share of the disk is full; make room there, what is stored is intact",
    errno.EFBIG: "a file may not be so large here (`ulimit -f` tells the limit); what is stored is intact",
    errno.EMFILE: "too many files are open for one process; raise the limit, as by `ulimit -n 256`",
    errno.ENFILE: "too many files are open on this machine; try again later",
    errno.ENOMEM: "there is not enough memory; raise the limit (`ulimit -v`), or end other programs",
    errno.EAGAIN: "no more processes or threads can be started; raise the limit (`ulimit -u`, `-v`), or end others",
}

_NO_ROOM = ("cannot allocate memory", "failed to map segment")
"""Messages of out-of-memory errors when a library is loaded."""


def limit_reached(error: BaseException) -> str:
    """Message and remedy for an error caused by a system limit; empty for other errors."""
    seen: BaseException | None = error
    while seen is not None:  # libraries wrap the system's error
        if reason := _reason(seen):
            return reason
        seen = seen.__cause__ or seen.__context__
    return ""


def _reason(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return _REASONS[errno.ENOMEM]
    if isinstance(error, RuntimeError) and "start new thread" in str(error):
        return _REASONS[errno.EAGAIN]
    if isinstance(error, ImportError) and any(words in str(error).lower() for words in _NO_ROOM):
        return _REASONS[errno.ENOMEM]
    if not isinstance(error, OSError):
        return ""
    reason = _REASONS.get(error.errno or 0, "")
    named = (
        os.fsdecode(error.filename)
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) and error.filename
        else ""
    )
    return f"{named}: {reason}" if reason and named else reason

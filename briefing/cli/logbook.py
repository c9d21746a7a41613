"""The log of unattended runs: a file in the XDG state directory, rotated, so that it stays within a few megabytes.

Nothing is written before `begin`, so that read-only commands leave no trace. Errors in writing the log are
ignored. The standard library's `logging` is not used: importing it takes a tenth of a whole run.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

MAX_BYTES = 1_000_000
"""Size in bytes from which the file is rotated."""

KEPT = 3
"""Number of rotated files kept."""

_command = ""
"""Command name of log lines; empty before `begin`."""


def log_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Path of the log file.

    Raises:
        RuntimeError: no home directory is known.
    """
    from briefing.config import xdg_folder

    return xdg_folder("XDG_STATE_HOME", ".local/state", environ) / "briefing" / "briefing.log"


def begin(command: str) -> None:
    """Start logging, each line under the name of `command`."""
    global _command
    _command = command


def note(message: str) -> None:
    """Log a message: continuation lines indented, terminal controls removed, logins in URLs removed."""
    if not _command:
        return
    from briefing.sanitizer import clean_line, hide_login

    indented = "\n    ".join(hide_login(clean_line(line)) for line in message.splitlines())
    line = f"{time.strftime('%Y-%m-%dT%H:%M:%S%z')} {_command}[{os.getpid()}] {indented}\n"
    with suppress(OSError, RuntimeError):
        from briefing.files import make_folder

        path = log_path()
        make_folder(path.parent)
        _append(path, line.encode("utf-8", "replace"))


def _append(path: Path, line: bytes) -> None:
    """Append a line in one write, as several runs may log at a time; rotates a full file first."""
    from briefing.files import open_own

    with suppress(FileNotFoundError):
        if path.lstat().st_size + len(line) > MAX_BYTES:
            _put_aside(path)
    handle = open_own(path, os.O_WRONLY | os.O_APPEND)
    try:
        os.write(handle, line)
    finally:
        os.close(handle)


def _put_aside(path: Path) -> None:
    """Rotate the files: each number rises by one, the oldest file is removed."""
    for number in range(KEPT, 0, -1):
        newer = path.with_name(f"{path.name}.{number - 1}") if number > 1 else path
        with suppress(FileNotFoundError):
            newer.replace(path.with_name(f"{path.name}.{number}"))

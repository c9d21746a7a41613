"""The log of runs that nobody watches: a file in the XDG state directory that never grows beyond a few megabytes.

Nothing is written before `begin`, so that commands which only look leave no trace. That the log cannot be written is no
reason not to do the work. The standard library's `logging` is not used: to load it takes a tenth of a whole run.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

MAX_BYTES = 1_000_000
"""A larger file is put aside."""

KEPT = 3
"""Files that are kept beside the newest."""

_command = ""
"""The name that lines are written under; empty before `begin`."""


def log_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the log's file.

    Raises:
        RuntimeError: no home directory is known.
    """
    from briefing.config import xdg_folder

    return xdg_folder("XDG_STATE_HOME", ".local/state", environ) / "briefing" / "briefing.log"


def begin(command: str) -> None:
    """Log from now on, each line under the name of `command`."""
    global _command
    _command = command


def note(message: str) -> None:
    """Log a line; its line breaks begin lines that are indented, nothing in it can act on a terminal, and addresses are
    without their logins.
    """
    if not _command:
        return
    from briefing.hygiene import clean_line, hide_login

    told = "\n    ".join(hide_login(clean_line(line)) for line in message.splitlines())
    line = f"{time.strftime('%Y-%m-%dT%H:%M:%S%z')} {_command}[{os.getpid()}] {told}\n"
    with suppress(OSError, RuntimeError):
        from briefing.files import make_folder

        path = log_path()
        make_folder(path.parent)
        _append(path, line.encode("utf-8", "replace"))


def _append(path: Path, line: bytes) -> None:
    """Write a line in one step, as several runs may write at a time; a file that it would make too long goes first."""
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
    """Give the file the number 1, those before it the next ones; the oldest goes."""
    for number in range(KEPT, 0, -1):
        newer = path.with_name(f"{path.name}.{number - 1}") if number > 1 else path
        with suppress(FileNotFoundError):
            newer.replace(path.with_name(f"{path.name}.{number}"))

"""The log of runs that nobody watches: a file in the XDG state directory that never grows beyond a few megabytes.

Nothing is written before `begin`, so that commands which only look leave no trace. That the log cannot be written is no
reason not to do the work.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging

MAX_BYTES = 1_000_000
"""A larger file is put aside."""

KEPT = 3
"""Files that are kept beside the newest."""

_logger: logging.Logger | None = None


def log_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the log's file.

    Raises:
        RuntimeError: no home directory is known.
    """
    from briefing.config import xdg_folder

    return xdg_folder("XDG_STATE_HOME", ".local/state", environ) / "briefing" / "briefing.log"


def begin(command: str) -> None:
    """Log from now on, each line under the name of `command`."""
    global _logger
    import logging
    from logging.handlers import RotatingFileHandler

    with suppress(OSError, RuntimeError):
        path = log_path()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = RotatingFileHandler(path, maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8", delay=True)
        handler.handleError = lambda record: None  # type: ignore[method-assign]
        form = f"%(asctime)s {command}[%(process)d] %(message)s"
        handler.setFormatter(logging.Formatter(form, "%Y-%m-%dT%H:%M:%S%z"))
        _logger = logging.getLogger("briefing.runs")
        _logger.propagate = False
        _logger.setLevel(logging.INFO)
        _logger.handlers[:] = [handler]


def note(message: str) -> None:
    """Log a line; its line breaks begin lines that are indented, and nothing in it can act on a terminal."""
    if _logger is None:
        return
    from briefing.hygiene import clean_line

    with suppress(OSError):
        _logger.info("%s", "\n    ".join(clean_line(line) for line in message.splitlines()))

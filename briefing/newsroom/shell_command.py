"""User commands run by the shell, with text on standard input, a time limit and the reason of a failure."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from contextlib import suppress
from typing import IO

from briefing.sanitizer import clean_line

TAIL_BYTES = 500
"""Bytes at the end of a command's output that are searched for its last line."""


def run_command(command: str, text: str, event: str, timeout: float, *, keep_output: bool = True) -> str:
    """Run a command in its own process group; returns why it failed, with the last line of its output, or "".

    The input is passed as a file, so that the command gets the complete text even if this process is killed. The whole
    group is killed after the timeout, and when this process is interrupted.

    Args:
        command: for `/bin/sh -c`.
        text: standard input, written as UTF-8.
        event: value of `$BRIEFING_EVENT`.
        timeout: seconds.
        keep_output: whether standard output is captured, as standard error is; else it is inherited from this process.
    """
    try:
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as printed:
            given.write(text.encode("utf-8", "replace"))
            given.seek(0)
            running = subprocess.Popen(
                ["/bin/sh", "-c", command],
                stdin=given,
                stdout=printed if keep_output else None,
                stderr=printed,
                env={**os.environ, "BRIEFING_EVENT": event},
                start_new_session=True,
            )
            return _outcome(running, printed, timeout)
    except OSError as error:
        return f"cannot be run: {error.strerror}"


def _outcome(running: subprocess.Popen[bytes], printed: IO[bytes], timeout: float) -> str:
    try:
        code = running.wait(timeout)
    except BaseException as error:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        if isinstance(error, subprocess.TimeoutExpired):
            return f"was killed after {timeout:g} s{_last_line(printed)}"
        raise
    if code < 0:
        return f"was ended by signal {-code}{_last_line(printed)}"
    return f"ended with exit code {code}{_last_line(printed)}" if code else ""


def _last_line(printed: IO[bytes]) -> str:
    printed.seek(max(printed.seek(0, os.SEEK_END) - TAIL_BYTES, 0))
    lines = [clean_line(line) for line in printed.read().decode("utf-8", "replace").splitlines()]
    return next((f": {line}" for line in reversed(lines) if line), "")

"""Runs the user's commands, each in a process group of its own with limits of time and size; failures are values.

One runner for hooks, deliveries, sources, filters and password commands. What a command gets and prints is bytes.
"""

from __future__ import annotations

import atexit
import os
import selectors
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import IO

from briefing.command_lines import Command
from briefing.sanitizer import clean_line

TAIL_BYTES = 500
"""Bytes at the end of standard error that are searched for its last line."""
CHUNK_BYTES = 64 * 1024
POLL_SECONDS = 0.1
"""How often a command is checked for its end while something else holds its output open."""


_running: set[subprocess.Popen[bytes]] = set()
"""Commands that run, in any thread."""


@atexit.register
def _kill_running() -> None:
    """End the commands of threads that this process does not wait for."""
    for process in [*_running]:
        _kill(process)


def end_commands_on_termination() -> None:
    """Let SIGTERM end running commands before it ends this process, if it would end it anyway; main thread only."""
    is_main = threading.current_thread() is threading.main_thread()
    if is_main and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _terminate)


def _terminate(number: int, frame: object) -> None:
    _kill_running()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What a command has printed, and how it ended."""

    output: bytes = field(default=b"", repr=False)
    """Its standard output, incomplete if it failed."""
    failure: str = ""
    """Why it failed, with the last line of its standard error, as the end of a sentence; empty if it has not."""


def run_command(
    command: Command,
    given: bytes = b"",
    *,
    timeout: float,
    max_bytes: int,
    environ: Mapping[str, str] | None = None,
) -> CommandResult:
    """Run a command and read what it prints.

    The input is passed as a file, so that the command gets all of it even if it reads nothing or late. The whole group
    is killed after the timeout, when it prints too much, and when this process ends.

    Args:
        command: what to run.
        given: standard input.
        timeout: seconds.
        max_bytes: maximum size of standard output.
        environ: variables besides those of this process.
    """
    pipe = subprocess.PIPE
    try:
        with _started(command.words, given, pipe, pipe, environ) as process:
            result = _result(process, timeout, max_bytes)
    except OSError as error:
        return CommandResult(failure=f"cannot be run: {error.strerror}")
    return replace(result, failure=command.conceal(result.failure))


def run_unread(
    words: Sequence[str],
    given: bytes,
    *,
    timeout: float,
    environ: Mapping[str, str] | None = None,
    inherit_output: bool = False,
) -> str:
    """Run a command whose output nobody reads, with the limits of `run_command`; returns why it failed, or "".

    The reason ends with the last line that it has printed. Its output goes to a file, so that a process that it leaves
    behind can still write.

    Args:
        words: program and arguments.
        given: standard input.
        timeout: seconds.
        environ: variables besides those of this process.
        inherit_output: whether standard output is that of this process.
    """
    try:
        with tempfile.TemporaryFile() as printed:
            output = None if inherit_output else printed
            with _started(words, given, output, printed, environ) as process:
                return _wait(process, timeout, printed)
    except OSError as error:
        return f"cannot be run: {error.strerror}"


def _started(
    words: Sequence[str],
    given: bytes,
    output: int | IO[bytes] | None,
    errors: int | IO[bytes],
    environ: Mapping[str, str] | None,
) -> subprocess.Popen[bytes]:
    """Start a command in a group of its own, with its input as a file."""
    with tempfile.TemporaryFile() as file:
        file.write(given)
        file.seek(0)
        variables = {**os.environ, **(environ or {})}
        return subprocess.Popen(words, stdin=file, stdout=output, stderr=errors, env=variables, start_new_session=True)


def _wait(process: subprocess.Popen[bytes], timeout: float, printed: IO[bytes]) -> str:
    reason = f"was killed after {timeout:g} s"
    _running.add(process)
    try:
        reason = exit_reason(process.wait(timeout))
    except subprocess.TimeoutExpired:
        _kill(process)
    except BaseException:
        _kill(process)
        raise
    finally:
        _running.discard(process)
    process.wait()
    printed.seek(max(printed.seek(0, os.SEEK_END) - TAIL_BYTES, 0))
    line = last_line(printed.read()) if reason else ""
    return f"{reason}: {line}" if line else reason


def _result(process: subprocess.Popen[bytes], timeout: float, max_bytes: int) -> CommandResult:
    outputs = _Outputs(process, max_bytes)
    _running.add(process)
    try:
        ended = outputs.read(time.monotonic() + timeout)
    except BaseException:
        _kill(process)
        raise
    finally:
        _running.discard(process)
    if not ended:
        _kill(process)
    code = process.wait()
    if outputs.size > max_bytes:
        return CommandResult(b"".join(outputs.chunks), f"printed more than {_size(max_bytes)} and was killed")
    reason = exit_reason(code) if ended else f"was killed after {timeout:g} s"
    line = last_line(bytes(outputs.errors)) if reason else ""
    return CommandResult(b"".join(outputs.chunks), f"{reason}: {line}" if line else reason)


class _Outputs:
    """Standard output of a process, and the end of its standard error."""

    def __init__(self, process: subprocess.Popen[bytes], max_bytes: int) -> None:
        self._process = process
        self._max_bytes = max_bytes
        self.chunks: list[bytes] = []
        self.size = 0
        self.errors = bytearray()

    def read(self, deadline: float) -> bool:
        """Read until the process ends; False if it has not by the deadline (monotonic) or has printed too much.

        A process that it leaves behind may hold the outputs open: what has been printed by the end is enough.
        """
        with selectors.DefaultSelector() as selector:
            for stream in (self._process.stdout, self._process.stderr):
                if stream is not None:
                    selector.register(stream, selectors.EVENT_READ)
            while selector.get_map():
                left = deadline - time.monotonic()
                has_ended = self._process.poll() is not None
                ready = selector.select(0 if has_ended else max(min(left, POLL_SECONDS), 0))
                for key, _ in ready:
                    self._take(selector, key.fileobj)  # type: ignore[arg-type]  # the streams registered above
                if self.size > self._max_bytes:
                    return False
                if has_ended and not ready:
                    return True
                if left <= 0:
                    return False
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(deadline - time.monotonic(), 0))
        return self._process.returncode is not None

    def _take(self, selector: selectors.BaseSelector, stream: IO[bytes]) -> None:
        chunk = os.read(stream.fileno(), CHUNK_BYTES)
        if not chunk:
            selector.unregister(stream)
        elif stream is self._process.stdout:
            self.chunks.append(chunk)
            self.size += len(chunk)
        else:
            self.errors += chunk
            del self.errors[:-TAIL_BYTES]


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is None:  # else its number may be that of another process
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def exit_reason(code: int) -> str:
    """Why an exit status means failure; empty if it does not."""
    if code < 0:
        return f"was ended by signal {-code}"
    return f"ended with exit code {code}" if code else ""


def last_line(printed: bytes) -> str:
    """The last line of what a command has printed that is not blank, without controls; empty if there is none."""
    lines = [clean_line(line) for line in printed[-TAIL_BYTES:].decode("utf-8", "replace").splitlines()]
    return next((line for line in reversed(lines) if line), "")


def _size(max_bytes: int) -> str:
    return f"{max_bytes // (1024 * 1024)} MB" if max_bytes >= 1024 * 1024 else f"{max_bytes} bytes"

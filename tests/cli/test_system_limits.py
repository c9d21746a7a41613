"""Too little memory, or no more threads: the work goes on with less, or one line names the remedy."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest

from briefing.cli import entry_point
from briefing.errors import EXIT_INTERNAL
from tests.cli.conftest import Program

MEMORY, THREADS = "not enough memory", "no more processes or threads"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), MEMORY),
        (OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)), MEMORY),
        (ImportError("libx.so: failed to map segment from shared object"), MEMORY),
        (RuntimeError("can't start new thread"), THREADS),
        (BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN)), THREADS),
    ],
)
def test_shortage_is_one_line_with_the_remedy(
    error: Exception, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(arguments: object) -> int:
        raise error

    monkeypatch.setattr(entry_point, "_dispatch", fail)
    assert entry_point.run(["threads"]) == EXIT_INTERNAL
    told = capsys.readouterr().err
    assert words in told and "ulimit" in told and told.count("\n") == 1 and "internal error" not in told


def test_refresh_needs_little_address_space(program: Program) -> None:
    command = [sys.executable, "-m", "briefing", "--config", str(program.config), "refresh", "--quiet"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(program.home)}
    limited = ["sh", "-c", 'ulimit -v 600000; exec "$@"', "sh", *command]
    done = subprocess.run(limited, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Petro" in subprocess.run([*command[:-2], "threads"], env=environment, capture_output=True).stdout.decode()

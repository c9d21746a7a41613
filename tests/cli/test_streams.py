"""Pipes, locales and bare environments: right bytes, right code, no traceback."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Program

COMMANDS = (
    ["threads"],
    ["--help"],
    ["--version"],
)


@pytest.mark.parametrize("arguments", COMMANDS)
def test_closed_output_is_told(seeded: Program, arguments: list[str]) -> None:
    # A shell is the plainest way to start a program without descriptor 1.
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *seeded.command(*arguments)],
        env=seeded.environment(),
        stderr=subprocess.PIPE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"briefing: standard output is closed\n")


def test_only_path_and_home(program: Program) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(program.home)}
    # On a slow machine it would show progress.
    command = program.command("--config", str(program.config), "daily", "--quiet")
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Petro" in done.stdout.decode()
    assert program.store.exists()


@pytest.mark.parametrize(
    "arguments", [["summarize"], ["extract", "-"], ["mark", "read", "-"], ["feeds", "import", "-"]]
)
def test_closed_input_is_told(seeded: Program, arguments: list[str]) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *seeded.command(*arguments)],
        env=seeded.environment(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode in (2, 4), done.stdout) == (True, b"")
    assert done.stderr.startswith(b"briefing: standard input")
    assert b"closed" in done.stderr


def test_words_that_are_no_text_do_no_harm(seeded: Program) -> None:
    command = [*map(os.fsencode, seeded.command("threads")), b"petro\xff\xfe\xff"]
    done = subprocess.run(command, env=seeded.environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_no_escape_sequence_without_a_terminal(program: Program) -> None:
    done = program.run("daily")
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"\r" not in done.stderr


def test_reader_needs_a_terminal(seeded: Program) -> None:
    assert "terminal" in seeded.error("read", code=2)


def test_traceback_only_on_demand(seeded: Program, tmp_path: Path) -> None:
    broken = tmp_path / "sitecustomize.py"
    broken.write_text("import briefing.render as r\nr.stream_threads = lambda *a, **k: 1 / 0\n")
    seeded.env = {"PYTHONPATH": str(tmp_path)}
    told = seeded.error("threads", code=1)
    assert told == "internal error: ZeroDivisionError: division by zero (BRIEFING_DEBUG=1 prints a traceback)"
    seeded.env["BRIEFING_DEBUG"] = "1"
    assert b"Traceback" in seeded.run("threads").stderr

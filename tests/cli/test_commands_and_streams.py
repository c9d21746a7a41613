"""Every command that prints, in every surrounding: right bytes, right exit code, no traceback."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from briefing.cli.root_command import COMMANDS
from tests.cli.conftest import Program
from tests.conftest import SEED

PRINTING = (
    ("threads",),
    ("thread", "petro"),
    ("quotes",),
    ("search", "petro"),
    ("daily", "--no-refresh"),
    ("daily", "--no-refresh", "--format", "html"),
    ("daily", "--no-refresh", "--format", "json"),
    ("feeds", "list", "--json"),
    ("feeds", "bundles"),
    ("feeds", "export"),
    ("prune", "--dry-run"),
    ("config", "show"),
    ("schedule",),
    ("completion", "bash"),
    ("man",),
    ("schema",),
    ("summarize", str(SEED)),
    ("extract", str(SEED)),
    ("read", "--demo", "--plain"),
)
# What prints nothing here, or needs something to change or to be wrong first; each has tests of its own.
OTHERS = {"archive", "refresh", "site", "split", "join", "mark", "undo", "rules", "doctor", "sync"}

every = pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
# Output goes one way: what of it cannot be written is told alike by all, and three kinds of commands stand for them.
some = pytest.mark.parametrize(
    "arguments",
    [
        each if each[0] in ("threads", "man", "summarize") else pytest.param(each, marks=pytest.mark.soak)
        for each in PRINTING
    ],
    ids=" ".join,
)


def test_no_command_is_left_out() -> None:
    assert {arguments[0] for arguments in PRINTING} | OTHERS == set(COMMANDS)


def check(done: subprocess.CompletedProcess[bytes], code: int) -> None:
    told = (done.stderr or b"").decode()
    assert done.returncode == code, told
    assert "Traceback" not in told
    assert "internal error" not in told


@every
def test_into_a_pipe(seeded: Program, arguments: tuple[str, ...]) -> None:
    done = seeded.run(*arguments)
    check(done, 0)
    assert done.stdout.decode("utf-8").endswith("\n") or arguments[0] == "read"
    assert b"\x1b" not in done.stdout


@every
def test_on_a_terminal(seeded: Program, arguments: tuple[str, ...]) -> None:
    code, shown = seeded.on_terminal(*arguments, keys=b"q\n" * 2)
    assert code == 0, shown
    assert shown.strip()
    assert "Traceback" not in shown
    assert "briefing: internal error" not in shown


@some
def test_without_a_home(seeded: Program, arguments: tuple[str, ...]) -> None:
    # The log goes to the home that the system knows, which is none of ours to write to.
    seeded.env = {"BRIEFING_STORE": str(seeded.store), "HOME": "", "XDG_STATE_HOME": str(seeded.home)}
    check(seeded.run(*arguments, cwd=seeded.home), 0)  # where it writes its log then


@some
def test_onto_a_full_disk(seeded: Program, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = seeded.run(*arguments, stdout=full)
    check(done, 1)
    assert done.stderr.decode() == "briefing: standard output: No space left on device\n"


@some
def test_to_nobody(seeded: Program, arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        done = seeded.run(*arguments, stdout=gone)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("format", ["text", "html", "json"])
def test_briefing_into_a_file_that_does_not_fit(seeded: Program, format: str) -> None:
    told = seeded.error("daily", "--no-refresh", "--format", format, "--output", "/dev/full", code=1)
    assert told == "/dev/full: cannot write: No space left on device"
    assert len(seeded.json("daily", "--no-refresh")["briefs"]) == 1

"""Homes where nothing can be written, locales without letters: what reads works as ever, the rest says why not."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from tests import forkserver
from tests.cli.conftest import Program
from tests.cli.test_commands_and_streams import PRINTING, check
from tests.conftest import SEED

MOUNT = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'
READING = [
    ("daily", "--dry-run", *arguments[2:]) if arguments[0] == "daily" else arguments
    for arguments in PRINTING
    if arguments[0] != "read"
]
READING += [("daily", "--dry-run", "--format", "mail"), ("undo", "--list"), ("threads", "--format", "tsv")]
READING += [("rules", "test", "petro"), ("feeds", "check"), ("daily", "--dry-run", "--format", "markdown")]
LETTERS = [("threads",), ("man",), ("summarize", str(SEED)), ("extract", str(SEED)), ("config", "show")]
LETTERS += [("daily", "--dry-run", "--format", form) for form in ("html", "json", "mail")]
WRITING = {
    "daily --no-refresh": "its disk is mounted for reading only",
    "refresh": "its disk is mounted for reading only",
    "mark star petro": "its disk is mounted for reading only",
    "undo": "its disk is mounted for reading only",
    "feeds add --no-fetch https://example.org/feed.xml": "Read-only file system",
    "config init --force": "Read-only file system",
}
# Some kinds of commands stand for all, as in the matrix: the rest is left to `make soak`.
reading = pytest.mark.parametrize(
    "arguments",
    [each if each in LETTERS else pytest.param(each, marks=pytest.mark.soak) for each in READING],
    ids=" ".join,
)


@pytest.fixture(scope="module")
def mounted(tmp_path_factory: pytest.TempPathFactory, _read_once: Program) -> Iterator[Program]:
    """A program in a home that is mounted for reading only, which holds for root too; it has read the seed."""
    home = tmp_path_factory.mktemp("mounted")
    made = Program(home, home / "config.toml")
    made.configure(seeds=(SEED,))
    made.store.parent.mkdir(parents=True)
    shutil.copy(_read_once.store, made.store)
    space = ("unshare", "--mount", *(["--map-root-user"] if os.getuid() else []), "sh", "-c", MOUNT, "sh", str(home))
    probe = [*space, "sh", "-c", f"! touch {home}/probe"]
    if not shutil.which("unshare") or subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here, and root writes wherever it likes")
    with forkserver.started(*space, light=True) as made.server:
        yield made


@reading
def test_in_a_home_for_reading_only(mounted: Program, arguments: tuple[str, ...]) -> None:
    done = mounted.run(*arguments)
    check(done, 0)
    assert done.stdout or arguments[0] in ("undo", "feeds")


@pytest.mark.parametrize("words", WRITING)
def test_what_would_write_says_in_a_line_that_it_cannot(mounted: Program, words: str) -> None:
    arguments = words.format(home=mounted.home).split()
    told = mounted.error(*arguments, code=1)
    assert WRITING[words] in told
    assert str(mounted.home) in told


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The socket of a fork server whose interpreter knows no UTF-8."""
    with forkserver.started(
        light=True, LANG="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0", PYTHONIOENCODING="latin-1"
    ) as path:
        yield path


@reading
def test_output_is_utf_8_whatever_the_locale(seeded: Program, elsewhere: str, arguments: tuple[str, ...]) -> None:
    expected = seeded.run(*arguments)
    seeded.server, seeded.in_process = elsewhere, False
    done = seeded.run(*arguments)
    check(done, 0)
    assert _without_numbers(done.stdout) == _without_numbers(expected.stdout)


def _without_numbers(told: bytes) -> str:
    """Return what was told without times and what is counted from them."""
    return re.sub(r"[\d.]+", "0", told.decode("utf-8"))

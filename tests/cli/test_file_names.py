"""Names of files that no program writes, and that systems allow all the same."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Program

NAMES = [b"caf\xe9", b"\xff\xfe", b"a\x9b31mb", b"\xed\xa0\x80", b"two\nlines", b"a\x1b[31mb", b"=cmd|calc", b"-rf"]
TEXT = "Bridge {} is closed\n\nThe bridge {} over the river was closed on Monday, the mayor said.\n"

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="its file systems take UTF-8 only")


def write(folder: Path, name: bytes, text: str) -> None:
    (folder / os.fsdecode(name)).write_text(text, encoding="utf-8")


def test_seeds_of_any_name_are_read(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        write(folder, name + b".txt", TEXT.format(number, "of stone " * number))
        write(folder, name + b".md", "")  # cannot be read: the error names it
    program.config.write_text(f"[[seeds]]\npath = '{folder}'\n")
    done = program.run("refresh", "--verbose")
    assert done.returncode == 3 and f"{len(NAMES)} new articles" in done.stderr.decode()
    assert b"internal error" not in done.stderr and b"\x1b" not in done.stderr
    assert "0 new articles, 0 updated; 0 threads" in program.run("refresh").stderr.decode()
    for command in (["daily", "--no-refresh"], ["threads", "--json"], ["doctor"], ["doctor", "--json"]):
        told = program.run(*command)
        assert b"internal error" not in told.stderr and not {0x1B, 0x9B} & set(told.stdout.decode().encode("utf-32-le"))


def test_a_folder_of_any_name_may_hold_all(program: Program, tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    folder.mkdir()
    write(folder, b"a.txt", TEXT.format(1, ""))
    config = folder / "config.toml"
    config.write_text("[[seeds]]\npath = 'a.txt'\n[[seeds]]\npath = 'missing.txt'\n")
    place = ["--config", os.fspath(config), "--store", os.fspath(folder / "store.db")]
    for command, code in (("refresh", 3), ("threads", 0), ("daily", 3), ("doctor", 3), ("config check", 0)):
        done = program.run(*command.split(), *place)
        assert done.returncode == code and b"internal error" not in done.stderr, command

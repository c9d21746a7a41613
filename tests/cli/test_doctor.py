"""`doctor` on files and folders that cannot be written, on a full disk, on a search index with gaps."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from typing import Any

import pytest

from tests.cli.conftest import Program

UNPRIVILEGED = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all")
"""Lets root be refused what the permissions forbid."""


def findings(program: Program, *within: str) -> list[dict[str, Any]]:
    """What is found by a process that another command runs."""
    command = [*within, *program.command("doctor", "--json")]
    done = subprocess.run(command, env=program.environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return found


@pytest.fixture
def refusing() -> tuple[str, ...]:
    """A command that runs others so that permissions hold for them."""
    if os.getuid():
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("root may write wherever it likes")
    return UNPRIVILEGED


@pytest.mark.parametrize(("part", "mode"), [(".", "rwx"), ("briefing.db", "rw")])
def test_what_is_closed_is_told_with_what_opens_it(
    seeded: Program, refusing: tuple[str, ...], part: str, mode: str
) -> None:
    path = seeded.store.parent / part
    before = path.stat().st_mode
    path.chmod(0)
    (told,) = findings(seeded, *refusing)
    path.chmod(before)
    assert (told["subject"], told["problem"]) == (str(path), "cannot be written: its permissions forbid it")
    assert told["advice"].startswith(f"`chmod u+{mode} {path}`, or keep the store elsewhere: `--store FILE`")


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give files away")
def test_what_belongs_to_others_is_told_with_what_takes_it_back(seeded: Program, refusing: tuple[str, ...]) -> None:
    log = seeded.home / ".local" / "state" / "briefing" / "briefing.log"
    log.parent.mkdir(parents=True)
    log.touch(0o600)
    for path in (seeded.store, log):
        os.chown(path, 65534, -1)
        path.chmod(0o600)
    store, state = findings(seeded, *refusing)
    assert store["problem"] == "cannot be written: it belongs to nobody" and "sudo chown root" in store["advice"]
    assert (state["area"], state["subject"], state["serious"]) == ("state", str(log), False)
    assert "$XDG_STATE_HOME" in state["advice"]


def test_what_stands_in_the_way_is_told(program: Program) -> None:
    program.store.mkdir(parents=True)
    assert program.json("doctor", code=1)["findings"][0]["problem"] == "is a folder"
    program.store.rmdir()
    program.store.parent.rmdir()
    program.store.parent.touch()
    (told,) = program.json("doctor", code=1)["findings"]
    assert (told["subject"], told["problem"]) == (str(program.store.parent), "is no folder")


@pytest.mark.parametrize(("options", "problem"), [("", "the disk is full: 1 MB are free"), (",ro", "for reading only")])
def test_a_disk_that_takes_no_more(program: Program, options: str, problem: str) -> None:
    mounted = program.home / "small"
    mounted.mkdir()
    mount = f'mount -t tmpfs -o size=1m{options} none "$1" && shift && exec "$@"'
    within = ("unshare", "-rm", "sh", "-c", mount, "sh", str(mounted))
    if not shutil.which("unshare") or subprocess.run([*within, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be made here")
    program.env = {"BRIEFING_STORE": str(mounted / "briefing.db")}
    told = findings(program, *within)[0]
    assert told["problem"].endswith(problem) and told["advice"]


def test_what_cannot_be_looked_into_is_told_by_all_commands(seeded: Program, refusing: tuple[str, ...]) -> None:
    seeded.store.parent.chmod(0)
    command = [*refusing, *seeded.command("threads")]
    done = subprocess.run(command, env=seeded.environment(), capture_output=True, check=False)
    seeded.store.parent.chmod(0o755)
    assert done.returncode == 1
    assert done.stderr.decode() == f"briefing: {seeded.store}: Permission denied; `briefing doctor` shows the remedy\n"


def test_gaps_of_the_search_index_are_told_with_what_fills_them(seeded: Program) -> None:
    assert seeded.text("doctor") == ""
    with closing(sqlite3.connect(seeded.store)) as db, db:
        db.execute("DELETE FROM search_docsize")
    (told,) = seeded.json("doctor", code=1)["findings"]
    assert told["problem"].startswith("1 of its articles are not in its search index")
    statement = told["advice"].split('"')[1]
    with closing(sqlite3.connect(seeded.store)) as db, db:
        db.execute(statement)
    assert seeded.text("doctor") == ""
    assert seeded.json("search", "petro")["hits"]


def test_a_store_that_cannot_be_used_names_the_copy_there_is(program: Program) -> None:
    program.store.parent.mkdir(parents=True)
    program.store.write_bytes(b"no store, but longer than a header of SQLite would be" * 9)
    (told,) = program.json("doctor", code=1)["findings"]
    assert told["advice"] == "move it away and refresh"
    copy = program.store.with_name("briefing.db.schema-9.bak")
    copy.touch()
    (told,) = program.json("doctor", code=1)["findings"]
    assert f"or put {copy} in its place" in told["advice"]

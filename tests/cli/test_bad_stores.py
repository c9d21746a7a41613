"""Stores that are damaged, no stores, or cannot be written: each command says so in a line, with the remedy."""

from __future__ import annotations

import os
import random
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from briefing.cli.entry_point import run
from briefing.store import schema
from tests.cli.conftest import Program

READING: list[list[str]] = [
    *(["threads", "--json"], ["thread", "petro"], ["quotes", "--verify"], ["search", "petro"], ["undo", "--list"]),
    *(["daily", "--dry-run"], ["feeds", "check"], ["doctor"], ["rules", "test", "petro"]),
]
WRITING: list[list[str]] = [
    *(["mark", "star", "petro"], ["undo"], ["prune", "--keep-days", "1", "--keep", "none"], ["refresh", "--quiet"]),
    *(["daily", "--no-refresh", "--quiet"], ["split", "petro", "abcd"], ["join", "petro", "abcd"], ["read", "--plain"]),
]
PAGE = 4096
RESULTS = (0, 1, 2, 3, 4)


def some_bytes(body: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 20, 300])):
        body[chance.randrange(100, len(body))] = chance.randrange(256)


def some_pages(body: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 5, 30])):
        start = chance.randrange(1, len(body) // PAGE) * PAGE
        body[start : start + PAGE] = chance.choice([bytes(PAGE), chance.randbytes(PAGE)])


def the_header(body: bytearray, chance: random.Random) -> None:
    body[chance.randrange(16, 100)] = chance.randrange(256)


def the_schema(body: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 5, 30])):
        body[chance.randrange(100, PAGE)] = chance.randrange(256)


def its_end(body: bytearray, chance: random.Random) -> None:
    del body[chance.randrange(1, len(body)) :]


def what_it_says(body: bytearray, chance: random.Random) -> None:
    """Leave pages and rows as they are, and harm the JSON and the times in them."""
    for _ in range(200):
        place = body.find(chance.choice([b'":"', b"},{", b'":[', b'00Z"', b"\n"]), chance.randrange(len(body)))
        if place > 0:
            body[place + 1] = chance.choice(b"\xff0}{[")


DAMAGES = [some_bytes, some_pages, the_header, the_schema, its_end, what_it_says]


@pytest.fixture
def here(seeded: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program in this process, with the environment of one of its own."""
    for name, value in seeded.environment().items():
        monkeypatch.setenv(name, value)
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "BRIEFING_STORE", "BRIEFING_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("briefing.cli.logbook._command", "")
    monkeypatch.setattr("sys.stdin", None)
    return seeded


def lay(store: Path, body: bytes | bytearray) -> None:
    for suffix in ("-wal", "-shm"):
        store.with_name(store.name + suffix).unlink(missing_ok=True)
    store.write_bytes(body)


@pytest.mark.parametrize("seeds", [range(1), pytest.param(range(1, 100), marks=pytest.mark.soak)], ids=["one", "more"])
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_told_by_every_command(
    here: Program,
    capfdbinary: pytest.CaptureFixture[bytes],
    damage: Callable[[bytearray, random.Random], None],
    seeds: range,
) -> None:
    sound = here.store.read_bytes()
    for seed in seeds:
        body = bytearray(sound)
        damage(body, random.Random(seed))
        for command in [*READING, *WRITING]:
            if command[0] == "refresh":
                continue  # takes its time; `daily` and `mark` open and write as it does
            lay(here.store, body)
            code, told = run(command), capfdbinary.readouterr().err.decode()
            assert code in RESULTS and "internal error" not in told, (seed, command, told)
            if str(here.store) in told:
                assert "; " in told, (seed, command, told)  # what is wrong; what to do


def with_schema(version: int, application: int = schema.APPLICATION_ID) -> bytes:
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(
            f"CREATE TABLE a (b); PRAGMA application_id = {application}; PRAGMA user_version = {version}"
        )
        return made.serialize()


BODIES = {
    "nothing": (b"", "the store is empty; `briefing refresh` fills it"),
    "text": (b"These are notes of mine.\n" * 99, "not a store of briefing, or damaged; move it away and refresh"),
    "a short text": (b"notes", "not a store of briefing, or damaged; move it away and refresh"),
    "another program's database": (with_schema(3, 7), "not a store of briefing; name another file with --store"),
    "a later version's": (with_schema(schema.NEWEST + 1), "written by a newer briefing"),
    "an earlier version's": (with_schema(1), "written by an older briefing; `briefing refresh` brings it up to date"),
}


@pytest.mark.parametrize("name", BODIES)
def test_what_is_no_store_of_this_version_is_told(
    here: Program, capfdbinary: pytest.CaptureFixture[bytes], name: str
) -> None:
    body, expected = BODIES[name]
    for command in READING:
        lay(here.store, body)
        code, streams = run(command), capfdbinary.readouterr()
        if command[0] == "doctor":
            assert (code, str(here.store) in streams.out.decode()) == (1, True)
        else:
            assert code == 1 and streams.err.decode().startswith(f"briefing: {here.store}: {expected}"), command


def make_socket(path: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # the address of a socket must be short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(before)


ODD: dict[str, Callable[[Path], object]] = {
    "a named pipe": os.mkfifo,
    "a socket": make_socket,
    "a folder": Path.mkdir,
    "a device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_file_is_refused_by_every_command_at_once(
    here: Program, capfdbinary: pytest.CaptureFixture[bytes], kind: str
) -> None:
    here.store.unlink()
    ODD[kind](here.store)
    for command in [*READING, *WRITING]:
        code, streams = run(command), capfdbinary.readouterr()
        expected = f"{here.store}: is {kind}"
        assert code == 1 and expected in (streams.out + streams.err).decode(), command


@pytest.mark.parametrize("name", ["/dev/null", "/dev/zero", "/dev/stdin", "/dev/fd/0"])
def test_devices_and_pipes_are_no_stores(seeded: Program, name: str) -> None:
    for command in ("threads", "refresh"):
        assert f"{name}: is a " in seeded.error(command, "--store", name, code=1)
    assert not Path(f"{name}.lock").exists()


def limited(program: Program, limit: str, *arguments: str) -> tuple[int, str]:
    """Run in a process that has a limit of the shell's `ulimit`; the exit code, and what is on standard error."""
    command = ["sh", "-c", f'ulimit {limit} && exec "$@"', "sh", *program.command(*arguments)]
    done = subprocess.run(command, env=program.environment(), capture_output=True, check=False, timeout=60)
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize(
    ("limit", "arguments", "told"),
    [
        (
            "-f 0",
            ("mark", "star", "petro"),
            "cannot be written: the disk is full, or the file size limit",
        ),
        ("-f 50", ("refresh",), "cannot be written: the disk is full, or the file size limit"),
        ("-n 7", ("refresh",), "too many open files; raise the limit"),
        ("-v 1000000", ("mark", "star", "petro"), "`briefing undo 1` reverts this"),
    ],
)
def test_limits_of_the_system_are_told(seeded: Program, limit: str, arguments: tuple[str, ...], told: str) -> None:
    if arguments == ("refresh",):
        seeded.store.unlink()
    code, said = limited(seeded, limit, *arguments)
    assert told in said and "internal error" not in said
    assert code == (0 if "undo" in told else 1)
    assert seeded.run("refresh").returncode == 0  # and the store is intact
    assert seeded.json("threads")["threads"]


def test_a_full_disk_is_read_and_told_by_what_would_write(seeded: Program) -> None:
    mounted = seeded.home / "small"
    mounted.mkdir()
    fill = f'mount -t tmpfs -o size=4m none "$1" && cp "{seeded.store}" "$1" && cat /dev/zero > "$1/ballast" 2>&1; '
    within = ("unshare", "-rm", "sh", "-c", fill + 'shift; "$@"', "sh", str(mounted))
    if not shutil.which("unshare") or subprocess.run([*within, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be made here")
    store = mounted / "briefing.db"
    seeded.env = {"BRIEFING_STORE": str(store)}
    for command, code in (("threads", 0), ("quotes --verify", 0), ("mark star petro", 1), ("refresh --quiet", 1)):
        done = subprocess.run(
            [*within, *seeded.command(*command.split())], env=seeded.environment(), capture_output=True, check=False
        )
        assert done.returncode == code, done.stderr
        if code:
            expected = f"briefing: {store}: the disk is full; make room there, what was stored before is intact\n"
            assert done.stderr.decode() == expected

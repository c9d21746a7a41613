"""The program as a user runs it, with nothing in its environment but what is given here."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest

from tests import forkserver
from tests.cli import in_process
from tests.conftest import SEED
from tests.newsroom.content import CALL_A, CALL_B, QUAKE_A
from tests.newsroom.site import Site, serve

OWN_TERMINAL = """
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""


@dataclass
class Program:
    """`briefing` in a home of its own."""

    home: Path
    config: Path
    env: dict[str, str] = field(default_factory=dict)
    server: str = ""
    """The socket of the fork server; without one, each run starts an interpreter."""
    in_process: bool = False
    """Whether runs that need no process of their own have none."""

    @property
    def store(self) -> Path:
        return self.home / ".local" / "share" / "briefing" / "briefing.db"

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "briefing", *arguments]

    def environment(self) -> dict[str, str]:
        fixed = {"PATH": os.environ["PATH"], "HOME": str(self.home), "BRIEFING_CONFIG": str(self.config), "TZ": "UTC"}
        return {**fixed, **self.env}

    def run(self, *arguments: str, stdin: bytes = b"", **options: Any) -> subprocess.CompletedProcess[bytes]:
        """Run to the end; standard output and error are captured unless `options` say otherwise."""
        # What an interpreter reads when it starts is not for a fork.
        at_start = any(name.startswith(("PYTHON", "LANG", "LC_")) for name in self.env)
        if self.server and not at_start:
            in_main_thread = threading.current_thread() is threading.main_thread()
            if self.in_process and in_main_thread and not options and "read" not in arguments:
                return in_process.run([*arguments], stdin, self.environment())
            return forkserver.run(self.server, [*arguments], stdin, self.environment(), **options)
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        command = self.command(*arguments)
        return subprocess.run(command, input=stdin, env=self.environment(), timeout=60, check=False, **streams)

    def text(self, *arguments: str, code: int = 0, stdin: bytes = b"") -> str:
        """Run and return standard output, which must be UTF-8; the exit code must be `code`."""
        done = self.run(*arguments, stdin=stdin)
        assert done.returncode == code, done.stderr.decode()
        return done.stdout.decode()

    def on_terminal(self, *arguments: str, keys: bytes = b"", rows: int = 24, columns: int = 80) -> tuple[int, str]:
        """Run in a terminal of its own, with keys typed ahead; the exit code, and what was shown."""
        environment = {"TERM": "xterm-256color", **self.environment()}
        with terminal(keys, rows, columns) as (follower, screen):
            streams = (follower, follower, follower)
            with forkserver.ask(self.server, [*arguments], streams, environment, session="terminal") as asked:
                os.close(follower)
                return _end(screen, lambda: int(asked.recv(16) or b"-9"))

    def json(self, *arguments: str, code: int = 0) -> Any:
        return json.loads(self.text(*arguments, "--json", code=code))

    def error(self, *arguments: str, code: int) -> str:
        """Run what must fail; the one line on standard error, without the program's name."""
        done = self.run(*arguments)
        told = done.stderr.decode()
        assert (done.returncode, done.stdout) == (code, b""), told
        assert told.startswith("briefing: ")
        assert told.count("\n") == 1, told
        return told.removeprefix("briefing: ").strip()

    def configure(self, *feeds: str, seeds: tuple[Path, ...] = ()) -> None:
        """Write a configuration with these feeds and seeds."""
        tables = [f"[[feeds]]\nurl = {json.dumps(url)}\nfull_text = 'never'\n" for url in feeds]
        tables += [f"[[seeds]]\npath = {json.dumps(str(path))}\n" for path in seeds]
        self.config.write_text("[fetch]\ntimeout = 5\nhost_delay = 0\n" + "".join(tables))


def in_terminal(
    command: list[str], environment: dict[str, str], keys: bytes = b"", rows: int = 24, columns: int = 80
) -> tuple[int, str]:
    """Run any command in a terminal of its own, with keys typed ahead; the exit code, and what was shown."""
    started = [sys.executable, "-S", "-c", OWN_TERMINAL, *command]
    with (
        terminal(keys, rows, columns) as (follower, screen),
        subprocess.Popen(started, stdin=follower, stdout=follower, stderr=follower, env=environment) as running,
    ):
        os.close(follower)
        return _end(screen, lambda: running.wait(60))


@contextmanager
def terminal(keys: bytes, rows: int, columns: int) -> Iterator[tuple[int, IO[bytes]]]:
    """Make a terminal in which keys are typed ahead: the end for a program, to be closed here, and what it shows."""
    leader, follower = os.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    os.write(leader, keys)
    with os.fdopen(leader, "r+b", buffering=0) as screen:
        yield follower, screen


def _end(screen: IO[bytes], wait: Callable[[], int]) -> tuple[int, str]:
    """Read what a program shows until it has left the terminal; its exit code, and all of that."""
    shown = b""
    with suppress(OSError):  # its end, as Linux tells it
        while part := screen.read(65536):
            shown += part
    return wait(), shown.decode().replace("\r\n", "\n")


@pytest.fixture
def program(tmp_path: Path, fork_server: str) -> Program:
    """A program without a store whose only source is the seed that ships."""
    home = tmp_path / "home"
    home.mkdir()
    made = Program(home, tmp_path / "config.toml", server=fork_server, in_process=True)
    made.configure(seeds=(SEED,))
    return made


def _refreshed(folder: Path, server: str, *feeds: str, seeds: tuple[Path, ...] = ()) -> Program:
    made = Program(folder, folder / "config.toml", server=server, in_process=True)
    made.configure(*feeds, seeds=seeds)
    made.text("refresh", "--quiet")
    return made


def _copied(program: Program, of: Program) -> Program:
    """A program with the configuration and the store of another."""
    shutil.copy(of.config, program.config)
    program.store.parent.mkdir(parents=True)
    shutil.copy(of.store, program.store)
    return program


@pytest.fixture(scope="session")
def _read_once(tmp_path_factory: pytest.TempPathFactory, fork_server: str) -> Program:
    return _refreshed(tmp_path_factory.mktemp("seeded"), fork_server, seeds=(SEED,))


@pytest.fixture
def seeded(program: Program, _read_once: Program) -> Program:
    """A program that has read the seed."""
    return _copied(program, _read_once)


@pytest.fixture(scope="session")
def _told_once(tmp_path_factory: pytest.TempPathFactory, fork_server: str) -> Iterator[Program]:
    with serve() as site:
        feed = site.feed("/one.xml", "One News", CALL_A, CALL_B, QUAKE_A)
        yield _refreshed(tmp_path_factory.mktemp("told"), fork_server, feed)


@pytest.fixture
def told(program: Program, _told_once: Program) -> Program:
    """A program that has read two reports of a call and one of an earthquake."""
    return _copied(program, _told_once)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as served:
        yield served

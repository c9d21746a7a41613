"""Delivered means read: pipes, sockets and files as readers leave them, commands, and two runs at a time."""

from __future__ import annotations

import fcntl
import os
import shlex
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Program

F_SETPIPE_SZ = getattr(fcntl, "F_SETPIPE_SZ", 0)
Reader = Callable[[int], None]
Kind = Callable[[], AbstractContextManager[tuple[int, int]]]


def stories_left(program: Program) -> int:
    """How many stories the next briefing has; that one is not remembered."""
    return len(program.json("daily", "--dry-run", "--since", "last")["briefs"])


def configure(program: Program, **daily: float) -> None:
    lines = "".join(f"{name} = {value}\n" for name, value in daily.items())
    program.config.write_text(program.config.read_text() + f"[daily]\n{lines}")


def takes_all(stream: int) -> None:
    while os.read(stream, 65536):
        pass
    os.close(stream)


def takes_all_and_leaves(stream: int) -> None:
    os.read(stream, 1 << 20)
    os.close(stream)


def takes_all_later(stream: int) -> None:
    time.sleep(0.15)
    takes_all_and_leaves(stream)


def leaves_early(stream: int) -> None:
    os.read(stream, 100)
    os.close(stream)


def leaves_unread(stream: int) -> None:
    time.sleep(0.15)
    os.close(stream)


def leaves_before(stream: int) -> None:
    os.close(stream)


def leaves_the_last_byte(stream: int) -> None:
    import struct
    import termios

    while (waiting := struct.unpack("i", fcntl.ioctl(stream, termios.FIONREAD, b"\0" * 4))[0]) < 1000:
        time.sleep(0.005)
    time.sleep(0.05)
    os.read(stream, waiting - 1)
    os.close(stream)


@contextmanager
def a_pipe() -> Iterator[tuple[int, int]]:
    yield os.pipe()


@contextmanager
def a_small_pipe() -> Iterator[tuple[int, int]]:
    reader, writer = os.pipe()
    fcntl.fcntl(writer, F_SETPIPE_SZ, 4096)
    yield reader, writer


@contextmanager
def a_local_socket() -> Iterator[tuple[int, int]]:
    ours, theirs = socket.socketpair()
    yield ours.detach(), theirs.detach()


@contextmanager
def a_connection() -> Iterator[tuple[int, int]]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        ours, _ = server.accept()
    yield ours.detach(), client.detach()


def run_into(program: Program, reader: Reader, stream: int, writer: int, *options: str) -> tuple[int, str]:
    with ThreadPoolExecutor(1) as pool, os.fdopen(writer, "wb") as out:
        reading = pool.submit(reader, stream)
        done = program.run("daily", "--no-refresh", *options, stdout=out)
        out.close()
        reading.result()
    return done.returncode, done.stderr.decode()


EXACT: list[Kind] = [a_pipe, a_local_socket]
EVERY: list[Kind] = [*EXACT, a_small_pipe, a_connection]


@pytest.mark.parametrize(("kind", "reader"), [*((kind, takes_all) for kind in EVERY), (a_pipe, takes_all_later)])
def test_what_was_read_is_delivered(seeded: Program, kind: Kind, reader: Reader) -> None:
    with kind() as (stream, writer):
        assert run_into(seeded, reader, stream, writer) == (0, "")
    assert stories_left(seeded) == 0


@pytest.mark.parametrize("kind", EXACT)
def test_a_reader_may_leave_as_soon_as_it_has_all(seeded: Program, kind: Kind) -> None:
    with kind() as (stream, writer):
        assert run_into(seeded, takes_all_and_leaves, stream, writer) == (0, "")
    assert stories_left(seeded) == 0


LEAVING = [leaves_early, leaves_unread, leaves_before, leaves_the_last_byte]


# All readers of a pipe, and one of each other kind: the rest is left to `make soak`.
@pytest.mark.parametrize(
    ("kind", "reader"),
    [
        *((a_pipe, reader) for reader in LEAVING),
        (a_local_socket, leaves_the_last_byte),
        (a_small_pipe, leaves_early),
        *(pytest.param(a_local_socket, reader, marks=pytest.mark.soak) for reader in LEAVING[:3]),
        *(pytest.param(a_small_pipe, reader, marks=pytest.mark.soak) for reader in LEAVING[1:]),
    ],
)
def test_what_a_reader_left_unread_is_not_delivered(seeded: Program, kind: Kind, reader: Reader) -> None:
    with kind() as (stream, writer):
        assert run_into(seeded, reader, stream, writer) == (141, "")
    assert stories_left(seeded) == 1


def test_a_reader_that_takes_long_and_is_still_there_is_no_failure_but_told_again(seeded: Program) -> None:
    configure(seeded, reader_timeout=0.2)
    stream, writer = os.pipe()
    code, said = run_into(seeded, lambda stream: time.sleep(0.5), stream, writer)
    assert code == 0
    assert "did not read everything within 0.2 s; the next briefing repeats this one" in said
    os.close(stream)
    assert stories_left(seeded) == 1


def test_what_is_not_remembered_waits_for_nobody(seeded: Program) -> None:
    stream, writer = os.pipe()
    with os.fdopen(writer, "wb") as out:
        for options in (["--dry-run"], ["--query", "petro"], ["--since", "1h"]):
            assert seeded.run("daily", "--no-refresh", *options, stdout=out).returncode == 0
    os.close(stream)


@pytest.mark.parametrize(("reader", "code", "left"), [(takes_all, 0, 0), (leaves_unread, 141, 1)])
def test_a_fifo_named_by_output_is_a_pipe(
    seeded: Program, tmp_path: Path, reader: Reader, code: int, left: int
) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(lambda: reader(os.open(fifo, os.O_RDONLY)))
        assert seeded.run("daily", "--no-refresh", "--output", str(fifo)).returncode == code
        reading.result()
    assert stories_left(seeded) == left


@pytest.mark.parametrize(
    ("place", "reader", "code", "left"),
    [
        ("/dev/fd/{}", takes_all, 0, 0),
        ("/dev/fd/{}", leaves_early, 141, 1),
        pytest.param("/dev/fd/{}", leaves_unread, 141, 1, marks=pytest.mark.soak),
        pytest.param("/proc/self/fd/{}", takes_all, 0, 0, marks=pytest.mark.soak),
        ("/proc/self/fd/{}", leaves_before, 141, 1),
    ],
)
def test_a_pipe_of_the_shell_named_by_output_is_a_pipe(
    seeded: Program, place: str, reader: Reader, code: int, left: int
) -> None:
    stream, writer = os.pipe()
    with ThreadPoolExecutor(1) as pool:
        daily = seeded.command("daily", "--no-refresh", "--output", place.format(writer))
        process = subprocess.Popen(daily, env=seeded.environment(), pass_fds=[writer])
        os.close(writer)
        reading = pool.submit(reader, stream)
        assert process.wait() == code
        reading.result()
    assert stories_left(seeded) == left


@pytest.mark.parametrize("options", [("--quiet",), ("--format", "mail", "--to", "me")])
def test_closed_and_full_outputs_leave_everything_to_be_told(seeded: Program, options: tuple[str, ...]) -> None:
    daily = ["daily", "--no-refresh", *options]
    closed = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *seeded.command(*daily)], env=seeded.environment(), capture_output=True
    )
    assert (closed.returncode, closed.stderr) == (1, b"briefing: standard output is closed\n")
    with Path("/dev/full").open("wb") as full:
        assert seeded.run(*daily, stdout=full).returncode == 1
    assert stories_left(seeded) == 1


def test_a_file_as_standard_output_is_brought_to_the_disk(seeded: Program, tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as out:
        assert seeded.run("daily", "--no-refresh", stdout=out).returncode == 0
    assert "Petro" in (tmp_path / "out").read_text(encoding="utf-8")
    assert stories_left(seeded) == 0


def test_a_pager_that_fails_has_shown_nothing(seeded: Program) -> None:
    seeded.env = {"BRIEFING_PAGER": "cat >/dev/null; exit 3"}
    code, shown = seeded.on_terminal("daily", "--no-refresh")
    assert (code, "ended with exit code 3" in shown) == (1, True)
    assert stories_left(seeded) == 1


def test_a_command_gets_the_text_and_its_success_is_the_delivery(seeded: Program, tmp_path: Path) -> None:
    expected = seeded.text("daily", "--dry-run")
    out = tmp_path / "it's out"
    command = f"cat > {shlex.quote(str(out))}; echo $BRIEFING_EVENT; echo careful >&2"
    done = seeded.run("daily", "--no-refresh", "--deliver-to", command)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"daily\n", b"")
    assert out.read_text(encoding="utf-8") == expected
    assert stories_left(seeded) == 0
    failing = shlex.join(["touch", str(tmp_path / "no folder" / "x")])
    assert seeded.run("daily", "--no-refresh", "--quiet", "--deliver-to", failing).returncode == 0


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("cat >/dev/null; exit 1", "ended with exit code 1; the next briefing repeats this one"),
        ("cat >/dev/null; echo first >&2; echo 'no \x1b[31mroute' >&2; echo out; exit 75", "exit code 75: no route; "),
        ("exit 3", "ended with exit code 3; "),
        ("nonesuch-mailer -t", "ended with exit code 127: "),
        ("/", "ended with exit code 126: "),
        ("kill -9 $$", "was ended by signal 9; "),
        ("head -c 10 >/dev/null; kill -TERM $$", "was ended by signal 15; "),
        ("echo started >&2; sleep 60", "was killed after 0.3 s: started; "),
        ("trap '' TERM; sleep 60 & wait", "was killed after 0.3 s; "),
        ("cat | grep nonesuch", "ended with exit code 1; "),
        ("yes x | head -c 300000 >&2; exit 2", "ended with exit code 2: x; "),
        ("printf '\\377\\376' >&2; exit 2", "ended with exit code 2: "),
        ("if", "ended with exit code 2: "),
    ],
)
def test_what_a_command_failed_to_deliver_is_told_again(
    seeded: Program, tmp_path: Path, command: str, reason: str
) -> None:
    configure(seeded, deliver_timeout=0.3)
    done = seeded.run("daily", "--no-refresh", "--deliver-to", command)
    said = done.stderr.decode()
    assert done.returncode == 1
    assert said.startswith("briefing: --deliver-to `")
    assert (reason in said, said.count("\n")) == (True, 1), said
    assert stories_left(seeded) == 1
    out = tmp_path / "out"
    seeded.config.write_text(seeded.config.read_text().replace("deliver_timeout = 0.3", "deliver_timeout = 60"))
    assert seeded.run("daily", "--no-refresh", "--quiet", "--deliver-to", f"cat > {out}").returncode == 0
    assert "Petro" in out.read_text(encoding="utf-8")
    assert stories_left(seeded) == 0


def test_the_whole_group_of_a_command_is_killed(seeded: Program, tmp_path: Path) -> None:
    configure(seeded, deliver_timeout=0.2)
    seeded.run("daily", "--no-refresh", "--deliver-to", f"sleep 60 & echo $! > {tmp_path}/pid; wait")
    pid = int((tmp_path / "pid").read_text())
    status = Path(f"/proc/{pid}/stat")
    for _ in range(100):  # until it is gone, or waits to be reaped
        if not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return
        time.sleep(0.01)
    pytest.fail("a child of the command lives on")


def test_a_command_is_remembered_as_any_output_is(seeded: Program) -> None:
    for options in (["--query", "petro"], ["--since", "1h"]):
        assert seeded.run("daily", "--no-refresh", *options, "--deliver-to", "cat >/dev/null").returncode == 0
        assert stories_left(seeded) == 1
    told = seeded.text("daily", "--no-refresh")
    day = seeded.json("daily", "--dry-run", "--since", "all")["generated_at"][:10]
    assert seeded.text("daily", "--date", day, "--deliver-to", "tr a-z A-Z") == told.translate(
        {small: small - 32 for small in range(ord("a"), ord("z") + 1)}
    )


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--deliver-to", " "], "--deliver-to needs a command"),
        (["--deliver-to", "cat", "--output", "x"], "--output or --deliver-to, not both"),
    ],
)
def test_options_that_cannot_be_meant(seeded: Program, options: list[str], reason: str) -> None:
    assert reason in seeded.error("daily", "--no-refresh", *options, code=2)


def test_a_command_has_all_of_the_text_whatever_becomes_of_the_run(seeded: Program, tmp_path: Path) -> None:
    expected = seeded.text("daily", "--dry-run")
    out, go = tmp_path / "out", tmp_path / "go"
    command = f"touch {out}.begun; while [ ! -e {go} ]; do sleep 0.02; done; cat > {out}.part; mv {out}.part {out}"
    daily = seeded.command("daily", "--no-refresh", "--deliver-to", command)
    with subprocess.Popen(daily, env=seeded.environment(), stderr=subprocess.DEVNULL) as running:
        _wait_for(Path(f"{out}.begun"))
        running.kill()
    go.touch()
    _wait_for(out)
    assert out.read_text(encoding="utf-8") == expected
    assert stories_left(seeded) == 1


def test_an_interrupt_ends_the_command_too(seeded: Program, tmp_path: Path) -> None:
    daily = seeded.command("daily", "--no-refresh", "--deliver-to", f"touch {tmp_path}/begun; sleep 60")
    with subprocess.Popen(daily, env=seeded.environment(), stderr=subprocess.PIPE) as running:
        _wait_for(tmp_path / "begun")
        running.send_signal(signal.SIGINT)
        assert running.wait(10) == 130
    assert stories_left(seeded) == 1


def test_two_at_once_tell_a_story_once(seeded: Program, tmp_path: Path) -> None:
    go = tmp_path / "go"
    command = f"touch {tmp_path}/begun; while [ ! -e {go} ]; do sleep 0.02; done"
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(seeded.run, "daily", "--no-refresh", "--deliver-to", command)
        _wait_for(tmp_path / "begun")
        said = seeded.error("daily", "--no-refresh", code=75)
        assert "another briefing (pid " in said and ", daily, since " in said and "try again later" in said
        assert stories_left(seeded) == 1  # who only looks is let in
        assert len(seeded.json("daily", "--no-refresh", "--query", "petro")["briefs"]) == 1
        seeded.text("refresh")
        go.touch()
        assert first.result().returncode == 0
    assert seeded.json("daily", "--no-refresh")["briefs"] == []


def test_a_run_that_is_killed_while_it_delivers_leaves_no_lock(seeded: Program) -> None:
    stream, writer = os.pipe()
    daily = seeded.command("daily", "--no-refresh")
    with subprocess.Popen(daily, env=seeded.environment(), stdout=writer) as running:
        os.close(writer)
        assert os.read(stream, 10)
        running.kill()
    os.close(stream)
    assert len(seeded.json("daily", "--no-refresh")["briefs"]) == 1
    assert seeded.json("daily", "--no-refresh")["briefs"] == []


def _wait_for(path: Path) -> None:
    for _ in range(2000):
        if path.exists():
            return
        time.sleep(0.005)
    pytest.fail(f"{path} did not come")

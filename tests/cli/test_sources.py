"""Sources that fail: one clear line, the right exit code, and the rest goes on."""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from briefing.newsroom import open_store
from tests.cli.conftest import Program
from tests.conftest import SEED
from tests.newsroom.conftest import NOON
from tests.newsroom.content import CALL_A, CALL_B, QUAKE_A
from tests.newsroom.site import Item, Site

NOWHERE = "http://127.0.0.1:9/feed-{}.xml"


def talk(program: Program, *arguments: str, code: int) -> list[str]:
    done = program.run(*arguments)
    assert done.returncode == code, done.stderr.decode()
    return [line.removeprefix("briefing: ") for line in done.stderr.decode().splitlines()]


def test_two_feeds_are_threaded_and_a_second_refresh_changes_nothing(program: Program, site: Site) -> None:
    program.configure(
        site.feed("/one.xml", "One News", CALL_A, QUAKE_A), site.feed("/two.xml", "Two News", CALL_B, QUAKE_A)
    )
    assert talk(program, "refresh", code=0) == [
        "2 sources read, 0 unchanged, 0 failed; 3 new articles, 0 updated; 2 threads updated"
    ]
    told = program.text("daily", "--no-refresh")
    assert "One News" in told
    assert "Two News" in told
    site.statuses()
    assert "2 unchanged" in talk(program, "refresh", code=0)[0]
    assert site.statuses() == {304: 2}
    assert "Nothing new" in program.text("daily")


def test_without_network_one_line_says_so_and_the_seed_is_shown(program: Program) -> None:
    program.configure(*(NOWHERE.format(number) for number in range(13)), seeds=(SEED,))
    done = program.run()
    assert done.returncode == 3
    assert "Petro" in done.stdout.decode()
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("briefing: the feeds could not be reached (13 of 13: ")
    assert len(talk(program, "refresh", "--verbose", code=3)) == 14


def test_no_source_at_all(program: Program) -> None:
    program.configure(NOWHERE.format(1))
    lines = talk(program, "refresh", code=4)
    assert "127.0.0.1" in lines[0]
    program.configure()
    assert "has no sources" in talk(program, "refresh", code=4)[0]


def test_missing_seed(program: Program, tmp_path: Path) -> None:
    program.configure(seeds=(tmp_path / "nothing.txt", SEED))
    first, *_ = talk(program, "daily", code=3)
    assert str(tmp_path / "nothing.txt") in first
    assert first.count(str(tmp_path / "nothing.txt")) == 1


def test_broken_feed(program: Program, site: Site) -> None:
    site.bodies["/broken.xml"] = b"<html><body>We moved.</body></html>"
    program.configure(site.feed("/one.xml", "One", CALL_A), site.url + "/broken.xml")
    done = program.run("daily")
    assert done.returncode == 3
    assert "Trump" in done.stdout.decode()
    assert "1 failed" in done.stdout.decode()
    (line,) = done.stderr.decode().splitlines()
    assert "/broken.xml: " in line


def test_quiet_reports_in_one_line_failures_that_set_the_exit_code(program: Program) -> None:
    program.configure(NOWHERE.format(1), seeds=(SEED,))
    failure = [f"{NOWHERE.format(1)}: the server refused the connection"]
    assert talk(program, "refresh", "--quiet", code=3) == failure
    program.configure(NOWHERE.format(1), NOWHERE.format(2), seeds=(SEED,))
    assert talk(program, "daily", "--quiet", code=3) == [
        "the feeds could not be reached (2 of 2: the server refused the connection)"
    ]
    assert len(talk(program, "daily", "--quiet", "--verbose", code=3)) == 2


def test_wrong_configuration(program: Program) -> None:
    program.config.write_text("[fetch]\ntimeuot = 3\n[daily]\nwidth = 'x'\n")
    told = program.error("daily", code=2)
    assert "timeuot: unknown key; did you mean timeout?" in told
    assert "daily.width" in told
    program.config.unlink()
    assert "cannot read the configuration" in program.error("daily", code=2)
    program.config.mkdir()
    assert "cannot read the configuration" in program.error("threads", code=2)


def test_another_run_holds_the_lock(seeded: Program) -> None:
    with open_store(seeded.store) as store, store.writer("refresh", NOON):
        assert "another briefing (pid " in seeded.error("daily", code=75)
        assert "is writing" in seeded.error("refresh", code=75)
        assert "Petro" in seeded.text("daily", "--no-refresh")


def test_file_that_is_no_store(program: Program) -> None:
    program.store.parent.mkdir(parents=True)
    program.store.write_bytes(b"hello, this is not a database at all" * 100)
    assert "not a store" in program.error("threads", code=1)
    assert "not a store" in program.error("daily", code=1)


def workers_of(program: Program) -> list[int]:
    """Processes that a run of this program's home has started."""
    mark, found = f"HOME={program.home}\0".encode(), []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if mark in environ.read_bytes():
                found.append(int(environ.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
def test_interrupted_while_pages_are_read_by_other_processes(program: Program, site: Site) -> None:
    site.bodies["/huge"] = b"<html><body>" + b"<p>word <a href='/x'>link</a></p>" * 150_000
    url = site.feed("/one.xml", "One", Item("/huge", "A page that takes long", "A teaser."), CALL_A)
    program.config.write_text(f"[fetch]\nhost_delay = 0\n[[feeds]]\nurl = {json.dumps(url)}\n")
    running = subprocess.Popen(program.command("refresh"), env=program.environment(), stderr=subprocess.PIPE)
    end = time.monotonic() + 20
    while ("/huge", 200) not in site.requests and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(0.3)
    assert len(workers_of(program)) > 1
    start = time.monotonic()
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=10)
    assert time.monotonic() - start < 2
    assert (running.returncode, told) == (130, b"briefing: interrupted\n")
    assert workers_of(program) == []
    with open_store(program.store, readonly=True) as store:
        assert store.row("SELECT count(*) FROM article")[0] == 2


def test_interrupted_refresh_exits_with_130(program: Program) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        program.configure(f"http://127.0.0.1:{deaf.getsockname()[1]}/feed.xml")
        running = subprocess.Popen(program.command("refresh"), env=program.environment(), stderr=subprocess.PIPE)
        called, _ = deaf.accept()
        with called:
            time.sleep(0.2)
            running.send_signal(signal.SIGINT)
            _, told = running.communicate(timeout=10)
    assert (running.returncode, told) == (130, b"briefing: interrupted\n")

"""What runs while nobody looks: schedules, the log, hooks."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from briefing.cli import logbook
from tests.cli.conftest import Program
from tests.conftest import SEED


def log_of(program: Program) -> Path:
    return program.home / ".local" / "state" / "briefing" / "briefing.log"


def cron_command(program: Program, *options: str) -> str:
    lines = program.text("schedule", "--kind", "cron", *options).splitlines()
    (line,) = [line for line in lines if not line.startswith("#")]
    return line


def test_line_for_cron_works_with_an_empty_environment(seeded: Program, tmp_path: Path) -> None:
    out = tmp_path / "brief ing.txt"
    options = ("--config", str(seeded.config), "--store", str(seeded.store), "--at", "7:05", "--output", str(out))
    line = cron_command(seeded, *options)
    assert line.startswith("5 7 * * *  /")
    command = line.split(None, 5)[5].replace(r"\%", "%")
    done = subprocess.run(["/bin/sh", "-c", command], env={"HOME": str(seeded.home)}, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert "Petro" in out.read_text(encoding="utf-8")


def test_line_for_cron_writes_a_site(seeded: Program, tmp_path: Path) -> None:
    folder = tmp_path / "the site"
    line = cron_command(seeded, "--config", str(seeded.config), "--store", str(seeded.store), "--site", str(folder))
    command = line.split(None, 5)[5]
    done = subprocess.run(["/bin/sh", "-c", command], env={"HOME": str(seeded.home)}, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert "Petro" in (folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("others", [("--output", "x"), ("--mail", "a@example.org")])
def test_schedule_is_for_one_destination(program: Program, others: tuple[str, ...]) -> None:
    error = program.error("schedule", "--site", "news", *others, code=2)
    assert error == "schedule: use one of --mail, --output and --site"


def test_percent_signs_do_not_end_the_line_of_cron(program: Program) -> None:
    assert r"/tmp/a\%b" in cron_command(program, "--output", "/tmp/a%b")
    assert "/tmp/a%%b" in program.text("schedule", "--kind", "systemd", "--output", "/tmp/a%b")


def test_schedule_says_where_files_are_that_cron_would_not_find(program: Program) -> None:
    program.env = {"XDG_DATA_HOME": "/data of mine"}
    assert shlex.split(cron_command(program))[5:7] == ["env", "XDG_DATA_HOME=/data of mine"]


def test_units_of_systemd(program: Program) -> None:
    told = program.text("schedule", "--at", "06:30")
    assert re.search(r'^ExecStart=/bin/sh -c "/.*briefing daily --quiet', told, re.M)
    assert "OnCalendar=*-*-* 06:30:00" in told
    assert "30 6 * * *" in told


@pytest.mark.parametrize("time", ["24:00", "6", "6:60", "noon", ":", "-1:30"])
def test_times_of_day(program: Program, time: str) -> None:
    assert "a time such as 06:30" in program.error("schedule", "--at", time, code=2)


def test_a_run_is_in_the_log_with_what_failed(program: Program) -> None:
    program.configure("http://127.0.0.1:1/feed.xml", seeds=(SEED,))
    done = program.run("daily", "--quiet")
    assert (done.returncode, done.stderr.count(b"\n")) == (3, 1)
    lines = log_of(program).read_text(encoding="utf-8").splitlines()
    assert all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} daily\[\d+\] ", line) for line in lines)
    assert ["127.0.0.1:1" in lines[0], "1 source read" in lines[1], "1 story delivered" in lines[2]] == [True] * 3


def test_what_only_looks_leaves_no_log(seeded: Program) -> None:
    for command in (["threads"], ["daily", "--dry-run"], ["quotes"]):
        seeded.text(*command)
    assert not log_of(seeded).exists()


def test_errors_are_logged_and_a_log_that_cannot_be_written_stops_nothing(seeded: Program, tmp_path: Path) -> None:
    seeded.error("daily", "--no-refresh", "--output", str(tmp_path / "no folder" / "x"), code=1)
    assert "cannot write" in log_of(seeded).read_text(encoding="utf-8")
    log_of(seeded).unlink()
    log_of(seeded).mkdir()
    assert "Petro" in seeded.text("daily", "--no-refresh")


def test_the_log_is_put_aside_when_it_is_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(logbook, "MAX_BYTES", 1000)
    monkeypatch.setattr(logbook, "_command", "")
    logbook.begin("test")
    for number in range(200):
        logbook.note(f"line {number}\n\x1b[31mhostile")
    files = sorted((tmp_path / "briefing").iterdir())
    assert [file.name for file in files] == ["briefing.log", "briefing.log.1", "briefing.log.2", "briefing.log.3"]
    assert all(file.stat().st_size <= 1000 for file in files)
    assert "\x1b" not in (tmp_path / "briefing" / "briefing.log").read_text(encoding="utf-8")


def test_a_failed_hook_is_told(program: Program) -> None:
    program.config.write_text(program.config.read_text() + '[[hooks]]\non = "refresh"\ncommand = "false"\n')
    assert "hook `false` ended with exit code 1" in program.run("refresh").stderr.decode()

"""Commands run in a group of their own, with limits of time and size, and tell why they failed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefing.command_lines import Command
from briefing.external_commands import CommandResult, run_command


def run(script: str, given: bytes = b"", *, timeout: float = 10, max_bytes: int = 1000) -> CommandResult:
    return run_command(Command(script, shell=True), given, timeout=timeout, max_bytes=max_bytes)


def test_command_gets_its_input_and_its_output_is_read() -> None:
    assert run("tr a-z A-Z; echo no >&2", b"news") == CommandResult(b"NEWS")
    assert run("true", b"x" * 200_000) == CommandResult(), "input need not be read"


@pytest.mark.parametrize(
    ("script", "failure"),
    [
        ("echo one >&2; echo 'the \033[31mlast' >&2; echo >&2; exit 3", "ended with exit code 3: the last"),
        ("echo text; exit 1", "ended with exit code 1"),
        ("kill -9 $$", "was ended by signal 9"),
        ("head -c 3000 /dev/zero", "printed more than 1000 bytes and was killed"),
    ],
)
def test_failures_are_told(script: str, failure: str) -> None:
    assert run(script).failure == failure


def test_program_that_does_not_exist_is_told() -> None:
    result = run_command(Command("no-such-program-here x"), timeout=5, max_bytes=10)
    assert result.failure == "cannot be run: No such file or directory"


def is_gone(number: int) -> bool:
    for _ in range(200):
        try:
            if Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
            os.kill(number, 0)
        except (OSError, IndexError):
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("ending", ["wait", "exec >/dev/null 2>&1; wait"])
def test_whole_group_ends_at_the_deadline(tmp_path: Path, ending: str) -> None:
    result = run(f"sleep 60 & echo $! > '{tmp_path}/pid'; echo late >&2; {ending}", timeout=0.3)
    assert result.failure == "was killed after 0.3 s: late"
    assert is_gone(int((tmp_path / "pid").read_text()))


def test_process_left_behind_holds_up_nothing(tmp_path: Path) -> None:
    start = time.monotonic()
    assert run(f"echo done; sleep 60 & echo $! > '{tmp_path}/pid'", timeout=50).output == b"done\n"
    assert time.monotonic() - start < 20
    os.kill(int((tmp_path / "pid").read_text()), 9)


@pytest.mark.parametrize(("ending", "code"), [("", 0), ("os.kill(os.getpid(), signal.SIGTERM)", -signal.SIGTERM)])
def test_commands_of_threads_end_with_the_program(tmp_path: Path, ending: str, code: int) -> None:
    script = f"""
import os, signal, threading, time
from pathlib import Path
from briefing.command_lines import Command
from briefing.external_commands import end_commands_on_termination, run_command
end_commands_on_termination()
command = Command("echo $$ > {tmp_path}/new; mv {tmp_path}/new {tmp_path}/pid; sleep 60", shell=True)
threading.Thread(target=lambda: run_command(command, timeout=50, max_bytes=10), daemon=True).start()
while not Path("{tmp_path}/pid").exists():
    time.sleep(0.01)
{ending}
"""
    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=30).returncode == code
    assert is_gone(int((tmp_path / "pid").read_text()))

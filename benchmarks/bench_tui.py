"""Latency of the reader: real processes on a pseudo-terminal of 160x48, with 100,000 articles stored.

Measures the time from exec to the first thread's title on the screen and the memory then; the time from a key to the
first frame it changes, and to the last one, on the stories of the front page and then in its earlier days, unfolded;
processor time while idle. The baseline is a minimal Textual app with a
list of as many rows. Starts alternate, so that other load affects both. The store is a copy of that of bench_start,
since reading marks threads.
Run: python benchmarks/bench_tui.py [--n 100000] [--runs 9] [--keys 40] [--idle 10]
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench_start import stored

from briefing import newsroom
from briefing.tui.listed_threads import FIRST_ROWS

COLUMNS, LINES = 160, 48
START_MS, MEMORY_MB, KEY_MS, IDLE_PERCENT = 350, 80, 20, 0
"""Budgets: exec to the list, resident memory then, key to screen (p95), processor time of an idle reader."""

QUIET_SECONDS = 0.15
"""Seconds without output after which the screen is at rest; longer than the delay of a preview."""

BARE = """
import sys
from textual.app import App
from textual.widgets import OptionList

class Bare(App):
    BINDINGS = [("j", "step(1)"), ("k", "step(-1)")]
    def compose(self):
        yield OptionList(*open(sys.argv[1]).read().splitlines(), markup=False)
    def action_step(self, step):
        rows = self.query_one(OptionList)
        rows.action_cursor_down() if step > 0 else rows.action_cursor_up()

Bare().run()
"""

KEYS = {"j": b"j", "k": b"k", "G": b"G", "enter": b"\r", "h": b"h", "escape": b"\x1b", "tab": b"\t"}
"""Measured keys; escape takes 50 ms more, as it may start a sequence (Textual alone: 100), `h` is its synonym."""
UNFOLD = ("G", "enter", "j")
"""Keys that unfold the earlier days, the last section of the front page, and go to their first thread."""
ASKED, ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
"""Query and answer about synchronized output, which shows the end of a frame."""
FRAME = b"\x1b[?2026l"
_ESCAPE = re.compile(rb"\x1b\[[0-9;:?<>=]*[ -/]*[@-~]|\x1b[ -/]*[0-~]")


class Terminal:
    """A process and the terminal it draws on."""

    def __init__(self, command: Sequence[str], home: str) -> None:
        environment = {"PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self.began = time.perf_counter()
        self.pid, self._screen = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.execve(command[0], [*command], environment)

    def read(self, seconds: float) -> bytes:
        """Next output; empty after a timeout."""
        if not select.select([self._screen], [], [], max(seconds, 0))[0]:
            return b""
        drawn = os.read(self._screen, 1 << 16)
        if ASKED in drawn:
            os.write(self._screen, ANSWER)
        return drawn

    def until(self, words: str) -> float:
        """Milliseconds from exec until these words are on the screen."""
        drawn, target = b"", words.encode()
        while target not in _ESCAPE.sub(b"", drawn):
            more = self.read(30)
            if not more:
                raise SystemExit(f"{words!r} never came up:\n{drawn.decode(errors='replace')}")
            drawn += more
        return (time.perf_counter() - self.began) * 1000

    def rest(self) -> None:
        """Wait until the screen is at rest."""
        while self.read(QUIET_SECONDS):
            pass

    def press(self, key: bytes) -> tuple[float, float]:
        """Milliseconds from a key to the first complete frame, and to the last one before the screen is at rest."""
        began = time.perf_counter()
        os.write(self._screen, key)
        drawn, first, last = b"", 0.0, 0.0
        while more := self.read(QUIET_SECONDS if first else 2):
            drawn += more
            if FRAME in drawn:
                last = (time.perf_counter() - began) * 1000
                first = first or last
                drawn = drawn[drawn.rindex(FRAME) + len(FRAME) :]
        if not first:
            raise SystemExit(f"the key {key!r} drew nothing")
        return first, last

    def memory(self) -> tuple[float, float]:
        """Resident memory in MB: current and peak."""
        status = dict(line.split(":", 1) for line in Path(f"/proc/{self.pid}/status").read_text().splitlines())
        now, most = (int(status[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
        return now, most

    def ticks(self) -> int:
        """Processor time so far, in clock ticks."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    def end(self) -> None:
        """Kill the process."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._screen)


def start(command: Sequence[str], home: str, title: str) -> tuple[float, float, float]:
    """Milliseconds to the list and memory then, of a process that is killed afterwards."""
    terminal = Terminal(command, home)
    try:
        return terminal.until(title), *terminal.memory()
    finally:
        terminal.end()


def strokes(terminal: Terminal, keys: Sequence[str], times: int) -> dict[str, list[tuple[float, float]]]:
    """Press the keys in turn, repeated this number of times."""
    spent: dict[str, list[tuple[float, float]]] = {key: [] for key in keys}
    for _ in range(times):
        for key in keys:
            spent[key].append(terminal.press(KEYS[key]))
    return spent


def work(terminal: Terminal, rounds: Sequence[tuple[str, ...]], times: int, idle: int) -> None:
    """Print the latency of keys and the processor time while idle; `UNFOLD` is pressed once."""
    try:
        terminal.rest()
        for keys in rounds:
            for key in keys if keys == UNFOLD else ():
                terminal.press(KEYS[key])
            if keys == UNFOLD:
                print("    the earlier days, unfolded:")
                continue
            for key, spent in strokes(terminal, keys, times).items():
                first, last = zip(*spent, strict=True)
                print(f"    {key:8} first frame {percentiles(first)}    last frame {percentiles(last)}")
        before = terminal.ticks()
        terminal.read(idle)
        used = (terminal.ticks() - before) / os.sysconf("SC_CLK_TCK")
        print(f"    idle for {idle} s: {used * 1000:.0f} ms of processor time, {100 * used / idle:.2f} %")
        print(f"    memory after that {terminal.memory()[0]:.1f} MB")
    finally:
        terminal.end()


def percentiles(spent: Sequence[float]) -> str:
    """Median and 95th percentile, as text."""
    return f"p50 {statistics.median(spent):6.1f}  p95 {statistics.quantiles(spent, n=20)[-1]:6.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--idle", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        store, titles, config = (Path(home) / name for name in ("briefing.db", "titles", "config.toml"))
        shutil.copyfile(stored(options.n), store)
        config.write_text("[tui]\nrefresh_on_start = false\n")
        with newsroom.open_store(store) as opened:
            rows = newsroom.list_threads(opened, limit=FIRST_ROWS, now=datetime.now(UTC))
        titles.write_text("\n".join(row.thread.title for row in rows))
        title = rows[0].thread.title[:30]
        briefing = str(Path(sys.executable).with_name("briefing"))
        commands = {
            "briefing read": [briefing, "--config", str(config), "--store", str(store), "read"],
            "bare Textual": [sys.executable, "-c", BARE, str(titles)],
        }
        starts: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
        for _ in range(options.runs + 1):
            for name, command in commands.items():
                starts[name].append(start(command, home, title))
        print(f"{store.stat().st_size / 1e6:.0f} MB stored; exec to list on screen, median of {options.runs}")
        for name, all_runs in starts.items():
            taken, now, most = (statistics.median(part) for part in zip(*all_runs[1:], strict=True))
            print(f"  {name:14} {taken:6.0f} ms   resident {now:5.1f} MB, at most {most:5.1f} MB")
        print(f"  budget         {START_MS:6} ms   {MEMORY_MB} MB; keys p95 {KEY_MS} ms; idle {IDLE_PERCENT} %")
        rounds = {
            "briefing read": (
                *(("j", "k"), ("enter", "h"), UNFOLD, ("j",), ("k",)),
                *(("enter", "h", "j"), ("enter", "escape", "j"), ("tab",)),
            ),
            "bare Textual": (("j",), ("k",)),
        }
        for name, command in commands.items():
            print(f"  {name}, {options.keys} times each")
            terminal = Terminal(command, home)
            terminal.until(title)
            work(terminal, rounds[name], options.keys, options.idle)


if __name__ == "__main__":
    main()

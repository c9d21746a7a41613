"""Time of whole processes, from exec to exit, with 100,000 articles stored.

Each line is the median of several runs, as a multiple of the bare interpreter (`python -c pass`), with the budget if
there is one. Runs of all commands alternate, so that other load affects all of them. The store is that of bench_store,
created once in the folder for temporary files.
Run: python benchmarks/bench_start.py [--n 100000] [--runs 15] [--store FILE]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from bench_store import fill

from briefing import newsroom
from briefing.newsroom.library.daily_briefing import CURSOR
from briefing.newsroom.library.pending_threads import PENDING
from briefing.store import key_values, schema
from briefing.store.columns import from_micros

VERSION_MS, DAILY_MS = 60, 120
"""Budgets of `--version` and of `daily --no-refresh`, in milliseconds."""


def stored(number: int) -> Path:
    """A store with this number of articles, created if it does not exist."""
    path = Path(tempfile.gettempdir()) / f"briefing-bench-{number}-{schema.NEWEST}.db"
    if not path.exists():
        half = path.with_suffix(".part")
        half.unlink(missing_ok=True)
        with newsroom.open_store(half) as store:
            fill(store, number)
            store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        half.rename(path)
    return path


def put_back(path: Path, days: int | None) -> None:
    """Set the last briefing to this number of days before the newest article; None for never."""
    with newsroom.open_store(path) as store:
        store.run("DELETE FROM moment WHERE name = ?", (CURSOR,))
        key_values.put_text(store, PENDING, "")
        if days is not None:
            newest = from_micros(store.row("SELECT max(fetched) FROM article")[0])
            key_values.put(store, CURSOR, newest - timedelta(days=days))


def once(command: list[str], environment: dict[str, str]) -> float:
    """Milliseconds of one process, which must succeed."""
    began = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--store", type=Path)
    options = parser.parse_args()
    path = options.store or stored(options.n)
    briefing = str(Path(sys.executable).with_name("briefing"))
    daily = [briefing, "--store", str(path), "daily", "--no-refresh"]
    cases: dict[str, tuple[list[str], int | None, int | None]] = {
        "python -c pass": ([sys.executable, "-c", "pass"], None, None),
        "--version": ([briefing, "--version"], None, VERSION_MS),
        "daily --no-refresh": (daily, 1, DAILY_MS),
        "the same, the first ever": (daily, None, DAILY_MS),
        "the same, nothing new": (daily, 0, DAILY_MS),
        "threads --limit 100": ([briefing, "--store", str(path), "threads", "--limit", "100"], None, None),
    }
    spent: dict[str, list[float]] = {name: [] for name in cases}
    with tempfile.TemporaryDirectory() as home:
        environment = {"PATH": os.environ["PATH"], "HOME": home}
        for _ in range(options.runs + 1):
            for name, (command, days, _budget) in cases.items():
                if command is daily:
                    put_back(path, days)
                spent[name].append(once(command, environment))
    floor = statistics.median(spent["python -c pass"][1:])
    print(f"{path.stat().st_size / 1e6:.0f} MB stored, median of {options.runs} runs, milliseconds")
    for name, (_, _, budget) in cases.items():
        median = statistics.median(spent[name][1:])  # the first run fills the disk cache
        note = f"  budget {budget}" if budget else ""
        print(f"  {name:28} {median:8.1f}  {median / floor:5.1f} interpreters{note}")


if __name__ == "__main__":
    main()

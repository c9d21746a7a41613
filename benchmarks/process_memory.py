"""Peak of the memory of this process and of the processes that it starts, sampled together.

Shared pages count once: by each process in proportion (PSS), where the system tells that, else by all (RSS).
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

INTERVAL = 0.5
"""Seconds between two samples; each takes a millisecond a process."""


class PeakMemory:
    """Context manager that samples in a thread; processes that exist before it are not counted."""

    def __init__(self) -> None:
        self.megabytes: list[float] = []
        """Memory at the peak: that of this process, then that of the others, largest first."""
        self._before = set(_children())
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._ended.wait(INTERVAL):
            others = sorted((_memory(pid) for pid in _children() if pid not in self._before), reverse=True)
            now = [_memory(os.getpid()), *others]
            if sum(now) > sum(self.megabytes):
                self.megabytes = now


def _children() -> Iterator[int]:
    """Processes that this one has started."""
    if Path("/proc/self/stat").exists():
        listed = (task.read_text() for task in Path("/proc/self/task").glob("*/children"))
        yield from map(int, " ".join(listed).split())
        return
    rows = subprocess.run(["ps", "-A", "-o", "ppid=,pid="], capture_output=True, text=True).stdout.splitlines()
    yield from (int(pid) for parent, pid in map(str.split, rows) if int(parent) == os.getpid())


def _memory(pid: int) -> float:
    """Memory of a process in MB; 0 if it has ended."""
    for name, field in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            lines = Path(f"/proc/{pid}/{name}").read_text().splitlines()
        except OSError:
            continue
        return sum(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True).stdout
    return int(shown or 0) / 1024

"""Processes apart for what is heavy on the CPU, so that all cores work and a hostile page can only end its own.

Feeds and pages are read, and articles annotated, by Python code that threads cannot speed up. A process is started when
there is a job and no idle one, up to a limit; it is told nothing but bytes and values and answers with values, never
with code (no pickle).
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from briefing.codec import from_data, to_data
from briefing.errors import SourceError
from briefing.model import Article
from briefing.newsroom.parsing import FeedJob, PageJob, Reading

if TYPE_CHECKING:
    from briefing.newsroom.sharing import Annotations, ReadyThreads, TextJob, ThreadJob
    from briefing.newsroom.worker import Job

JOB_SECONDS = 20.0
"""A page or feed that takes longer is given up; the slowest of real ones take one."""
MAX_PROCESSES = 8
"""More read no faster than the network brings."""
JOBS_WORTH = 4
"""Jobs that take as long as starting a process."""

THREAD_PATIENCE = 15
"""Times as long may it take to make threads ready: what cannot be done apart is done here, and takes as long again."""

Kind = Literal["feed", "page", "text", "thread"]
_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv.pop(1)); import briefing.newsroom.worker as w; w.main()"


class WorkerDiedError(SourceError):
    """A job that ended its process: it took too long, or too much memory, or broke the parser."""


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Process:
    """One process apart, for one thread at a time."""

    def __init__(self, kind: Kind) -> None:
        """Start it; it gets ready while others go on.

        Raises:
            OSError: it cannot be started.
        """
        command = [sys.executable, "-P", "-c", _BOOT, json.dumps(sys.path), kind]
        # In a group of its own: Ctrl-C is for us to hear, and `close` then ends it.
        self._popen = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, process_group=0
        )
        self._ready = False

    def is_up(self) -> bool:
        """Wait until it is ready; False where it ended at its start."""
        assert self._popen.stdout
        self._ready = self._ready or bool(self._popen.stdout.readline())
        return self._ready

    def ask(self, header: dict[str, Any], body: bytes) -> dict[str, Any]:
        """Let it do a job.

        Raises:
            OSError: it has ended.
            ValueError: it ended in the middle of its answer.
        """
        assert self._popen.stdin and self._popen.stdout
        self._popen.stdin.write(json.dumps({**header, "bytes": len(body)}).encode() + b"\n")
        self._popen.stdin.write(body)
        self._popen.stdin.flush()
        answer: dict[str, Any] = json.loads(self._popen.stdout.readline())
        return answer

    def kill(self) -> None:
        """End it, whatever it is at."""
        self._popen.kill()

    def bury(self) -> None:
        """Leave nothing of an ended process behind."""
        self._popen.wait()
        for pipe in (self._popen.stdin, self._popen.stdout):
            with contextlib.suppress(OSError):  # what could not be written any more
                if pipe:
                    pipe.close()


class Workers:
    """Up to so many processes, each doing one job at a time; a context manager. May be used by many threads."""

    def __init__(self, limit: int | None = None, *, seconds: float = JOB_SECONDS) -> None:
        """Start nothing yet.

        Args:
            limit: processes at most; 0 to work in this process, None for one a core.
            seconds: after which a job is given up; not kept where the work is done in this process.
        """
        self._limit = min(cores(), MAX_PROCESSES) if limit is None else limit
        self.limit = self._limit
        """Processes at most; 0 where the work is done in this process."""
        self._seconds = seconds
        self._changed = threading.Condition()
        self._idle: list[_Process] = []
        self._all: set[_Process] = set()
        self._closed = False
        self._here = threading.Lock()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes, whatever they are at; what waits for them fails."""
        with self._changed:
            self._closed = True
            for process in self._all:
                process.kill()
            for process in self._idle:  # the others are buried by the threads that wait for them
                process.bury()
            self._idle.clear()
            self._changed.notify_all()

    def expect(self, kind: Kind, jobs: int) -> None:
        """Start the processes that so many jobs are worth, so that they are ready when the first body comes."""
        with self._changed:
            while not self._closed and len(self._all) < min(self._limit, -(-jobs // JOBS_WORTH)):
                if (process := self._start(kind)) is None:
                    return
                self._idle.append(process)

    def read_feed(self, body: bytes, job: FeedJob) -> Reading:
        """Return what a feed says.

        Raises:
            SourceError: the body is no feed, or cannot be read in time.
        """
        return from_data(Reading, self._do("feed", job, body))

    def read_page(self, body: bytes, job: PageJob) -> Article | None:
        """Return what a page says, None where it cannot be read."""
        try:
            done = self._do("page", job, body)
        except SourceError:
            return None
        return from_data(Article, done) if done else None

    def annotate(self, job: TextJob) -> Annotations:
        """Return the annotations of articles.

        Raises:
            SourceError: no process could make them.
        """
        from briefing.newsroom.sharing import Annotations

        return from_data(Annotations, self._do("text", job))

    def make_ready(self, job: ThreadJob) -> ReadyThreads:
        """Return threads ready to read; raises as `annotate`."""
        from briefing.newsroom.sharing import ReadyThreads

        return from_data(ReadyThreads, self._do("thread", job))

    def _do(self, kind: Kind, job: Job, body: bytes = b"") -> Any:
        process = self._borrow(kind)
        answer = self._ask(process, kind, job, body) if process else self._do_here(job, body)
        if "error" in answer:
            raise SourceError(answer["error"])
        return answer["done"]

    def _do_here(self, job: Job, body: bytes) -> dict[str, Any]:
        from briefing.newsroom.worker import perform

        with self._here:  # nobody has promised that the parsers may be used by two threads
            return perform(job, body)

    def _ask(self, process: _Process, kind: Kind, job: Job, body: bytes) -> dict[str, Any]:
        try:
            seconds = self._seconds * (THREAD_PATIENCE if kind == "thread" else 1)
            answer = process.ask({"kind": kind, "seconds": seconds, "job": to_data(job)}, body)
        except (OSError, ValueError):
            self._lose(process)
            raise WorkerDiedError(f"cannot be read within {self._seconds:g} s or with so little memory") from None
        with self._changed:
            if self._closed:
                process.bury()
            else:
                self._idle.append(process)
            self._changed.notify()
        return answer

    def _borrow(self, kind: Kind) -> _Process | None:
        """Return an idle process, waiting for one if need be; None where the work is to be done in this one."""
        with self._changed:
            while not self._idle and 0 < self._limit <= len(self._all) and not self._closed:
                self._changed.wait()
            if self._closed:
                raise WorkerDiedError("the refresh is over")
            process = self._idle.pop() if self._idle else self._start(kind)
        if process is None or process.is_up():
            return process
        self._lose(process)
        if self._closed:
            raise WorkerDiedError("the refresh is over")
        self._give_up()
        return None

    def _start(self, kind: Kind) -> _Process | None:
        if not self._limit:
            return None
        try:
            process = _Process(kind)
        except OSError:  # no interpreter, no memory, no more processes
            self._give_up()
            return None
        self._all.add(process)
        return process

    def _give_up(self) -> None:
        """Do all in this process from now on, as this machine can start no others."""
        with self._changed:
            self._limit = 0
            self._changed.notify_all()

    def _lose(self, process: _Process) -> None:
        """Take note that a process has ended."""
        process.kill()
        process.bury()
        with self._changed:
            self._all.discard(process)
            self._changed.notify()

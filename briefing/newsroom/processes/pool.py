"""A pool of worker processes for parsing and analysis of external text, with limits of time and memory per job.

Feeds, pages and seeds are parsed, articles analysed and briefs built by CPU-bound Python code that a hostile text may
stall. A process is started when there is a job and no idle process, up to a limit. Processes exchange bytes and JSON
values, never code (no pickle). A job abandoned by a process is never executed by its parent.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from briefing.codec import from_data, to_data
from briefing.errors import BriefingError, SourceError
from briefing.model import Article
from briefing.newsroom.processes.tasks import FeedJob, PageJob, Reading, SeedJob

if TYPE_CHECKING:
    from briefing.newsroom.processes.child import Answer, Job

JOB_SECONDS = 20.0
"""Limit of CPU time per part of a job, and half of its wall-clock limit; the slowest real pages, feeds and articles
take one second."""
PROCESSES: int | None = None
"""Maximum number of worker processes; 0 to work in this process, without limits, None for one a core."""
MAX_PROCESSES = 8
"""Upper bound of the number of processes; with more, the network is the bottleneck."""
TRIES = 2
"""Times that a part is tried whose process ends on its own, as that may be no fault of the part."""
OVERTIME = 8
"""Times the limit, after which a process without an answer is ended from outside: it ends itself before, but not while
it is stopped or waits for a disk that is gone."""
THREAD_OVERTIME = 60
"""The same for threads, whose limit grows with their articles."""
LEAST_OVERTIME = 60.0
"""Seconds that a process is given to start, and to answer however small its limit is."""
LOOK_SECONDS = 1.0
"""Between two looks for processes in overtime."""
STARTS = 3
"""Consecutive processes that end before they are ready, after which no more are started."""

Kind = Literal["feed", "page", "seed", "text", "thread"]
JOBS_A_PROCESS: dict[Kind, int] = {"feed": 10, "page": 4, "seed": 25, "text": 4, "thread": 4}
"""Number of jobs of each kind that justify the start of another process."""
_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv.pop(1)); "
    "import briefing.newsroom.processes.child as w; w.main()"
)


class AbandonedJobError(SourceError):
    """A job that exceeded its time or memory limit, or crashed its process; it is not to be retried."""


class WorkersClosedError(SourceError):
    """The pool was closed while a job was waiting."""


class WorkerFaultError(BriefingError):
    """Jobs cannot be executed at all, whatever their content."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Result of a job in one process."""

    answers: list[Answer]
    """Answers of the completed parts, in order."""
    reason: str = ""
    """Why the next part has no answer; empty if all parts were completed."""
    timed_out: bool = False
    """Whether the next part exceeded its time limit."""


def cores() -> int:
    """Number of processors available to this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Process:
    """A worker process, used by one thread at a time."""

    def __init__(self, kind: Kind) -> None:
        """Start the process without waiting until it is ready.

        Raises:
            OSError: it cannot be started.
        """
        command = [sys.executable, "-P", "-c", _BOOT, json.dumps(sys.path), kind]
        # In its own process group: Ctrl-C is handled by the parent, whose `close` kills it.
        self._popen = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, process_group=0
        )
        self._ready = False
        self.deadline: float | None = None
        """When it is to have answered, by the monotonic clock; None while it has nothing to do."""
        self.is_late = False
        """Whether it was ended because it had not."""

    def is_up(self, patience: float) -> bool:
        """Wait until it is ready; False where it has ended, or is not after so many seconds."""
        assert self._popen.stdout
        self.deadline = time.monotonic() + patience
        self._ready = self._ready or bool(self._popen.stdout.readline())
        self.deadline = None
        return self._ready and self._popen.poll() is None

    def do(self, header: dict[str, Any], body: bytes, parts: int, patience: float) -> list[Answer]:
        """Let it do a job, with so long for each answer; fewer than parts where it has ended, or found a fault."""
        assert self._popen.stdin and self._popen.stdout
        answers: list[Answer] = []
        self.deadline = time.monotonic() + patience
        with contextlib.suppress(OSError, ValueError):  # it has ended, or did in the middle of an answer
            self._popen.stdin.write(json.dumps({**header, "bytes": len(body)}).encode() + b"\n")
            self._popen.stdin.write(body)
            self._popen.stdin.flush()
            while len(answers) < parts and "fault" not in (answers[-1] if answers else {}):
                answers.append(json.loads(self._popen.stdout.readline()))
                self.deadline = time.monotonic() + patience
        self.deadline = None
        return answers

    def end_if_late(self) -> None:
        """End it where it has not answered in time."""
        if self.deadline is not None and time.monotonic() > self.deadline:
            self.is_late = True
            self.kill()

    def kill(self) -> None:
        """Kill the process."""
        self._popen.kill()

    def reap(self, patience: float = 0.0) -> int:
        """Wait up to `patience` seconds for its exit, which follows that of its pipes, then kill it.

        Returns:
            the exit code, negative for a signal.
        """
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._popen.wait(patience)
        self._popen.kill()
        code = self._popen.wait()
        for pipe in (self._popen.stdin, self._popen.stdout):
            with contextlib.suppress(OSError):  # what could not be written any more
                if pipe:
                    pipe.close()
        return code


class Workers:
    """The pool: at most `limit` processes, each executing one job at a time; a thread-safe context manager."""

    def __init__(self, limit: int | None = None, *, seconds: float = JOB_SECONDS) -> None:
        """Create a pool without processes.

        Args:
            limit: maximum number of processes; None for `PROCESSES`.
            seconds: time limit of a part of a job.
        """
        limit = PROCESSES if limit is None else limit
        self.limit = min(cores(), MAX_PROCESSES) if limit is None else limit
        """Maximum number of processes; 0 if jobs are executed in this process."""
        self.seconds = seconds
        """Time limit of a part of a job."""
        self._worth = 1
        self._failed_starts = 0
        self._changed = threading.Condition()
        self._idle: list[_Process] = []
        self._all: set[_Process] = set()
        self._closed = False
        self._here = threading.Lock()
        self._watch: threading.Thread | None = None
        self._closing = threading.Event()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Kill all processes; threads waiting for them get a `WorkersClosedError`."""
        with self._changed:
            self._closed = True
            self._closing.set()
            for process in self._all:
                process.kill()
            for process in self._idle:  # the others are reaped by the threads that wait for them
                process.reap()
            self._idle.clear()
            self._changed.notify_all()

    def expect(self, kind: Kind, jobs: int, *, start: bool = True) -> None:
        """Allow as many processes as the expected jobs justify, and start them in advance if `start`."""
        with self._changed:
            self._worth = max(self._worth, -(-jobs // JOBS_A_PROCESS[kind]))
            while start and not self._closed and len(self._all) < self._allowed:
                if (process := self._start(kind)) is None:
                    return
                self._idle.append(process)

    def read_feed(self, body: bytes, job: FeedJob) -> Reading:
        """Parse a feed.

        Raises:
            SourceError: the body is not a feed.
            AbandonedJobError: it cannot be parsed within the limits.
        """
        return from_data(Reading, self._do("feed", job, body))

    def read_page(self, body: bytes, job: PageJob) -> Article | None:
        """Extract the article of a page; None if there is none.

        Raises:
            AbandonedJobError: it cannot be parsed within the limits.
        """
        done = self._do("page", job, body)
        return from_data(Article, done) if done else None

    def read_seed(self, body: bytes, job: SeedJob) -> Article:
        """Parse a seed file; raises as `read_feed`."""
        return from_data(Article, self._do("seed", job, body))

    def _do(self, kind: Kind, job: Job, body: bytes = b"") -> Any:
        """Execute a job of one part, retried if its process ends unexpectedly."""
        for attempt in range(TRIES):
            made = self.attempt(kind, job, body)
            if made.answers:
                answer = made.answers[0]
                if "error" in answer:
                    raise (AbandonedJobError if answer.get("abandoned") else SourceError)(answer["error"])
                return answer["done"]
            if made.timed_out or attempt == TRIES - 1:
                raise AbandonedJobError(made.reason)

    def attempt(
        self, kind: Kind, job: Job, body: bytes = b"", *, parts: int = 1, seconds: float | None = None
    ) -> Attempt:
        """Execute a job in one process, up to the first part that fails to answer.

        Args:
            kind: kind of job.
            job: the job.
            body: its bytes.
            parts: number of parts.
            seconds: time limit of each part; None for the pool's.

        Raises:
            WorkersClosedError: the pool is closed.
            WorkerFaultError: the job cannot be started, whatever its content.
        """
        process = self._borrow(kind)
        if process is None:
            from briefing.newsroom.processes.child import perform

            with self._here:  # the parsers are not documented as thread-safe
                return Attempt(list(perform(job, body)))
        seconds = self.seconds if seconds is None else seconds
        patience = max(seconds * (THREAD_OVERTIME if kind == "thread" else OVERTIME), LEAST_OVERTIME)
        answers = process.do({"kind": kind, "seconds": seconds, "job": to_data(job)}, body, parts, patience)
        if answers and (fault := answers[-1].get("fault")):
            self._give_back(process)
            raise WorkerFaultError(fault)
        if len(answers) < parts:
            return Attempt(answers, *self._lose(process, seconds))
        self._give_back(process)
        return Attempt(answers)

    def _borrow(self, kind: Kind) -> _Process | None:
        """An idle process, waiting for one if necessary; None if the job is to be executed in this process."""
        while True:
            with self._changed:
                while not self._idle and 0 < self._allowed <= len(self._all) and not self._closed:
                    self._changed.wait()
                if self._closed:
                    raise WorkersClosedError("the refresh is over")
                process = self._idle.pop() if self._idle else self._start(kind)
            if process is None and not self.limit:
                return None
            if process is None:
                continue
            if process.is_up(LEAST_OVERTIME):
                self._failed_starts = 0
                return process
            self._lose(process, self.seconds)
            self._failed_starts += 1
            if self._failed_starts >= STARTS:
                self._work_here()

    @property
    def _allowed(self) -> int:
        return min(self.limit, self._worth)

    def _start(self, kind: Kind) -> _Process | None:
        if not self.limit:
            return None
        try:
            process = _Process(kind)
        except OSError:  # no interpreter, no memory, no more processes
            self.limit = len(self._all)
            self._changed.notify_all()
            return None
        self._all.add(process)
        if self._watch is None:
            self._watch = threading.Thread(target=self._end_late, name="briefing-overtime", daemon=True)
            with contextlib.suppress(RuntimeError):  # so little memory that processes have to end themselves
                self._watch.start()
        return process

    def _end_late(self) -> None:
        while not self._closing.wait(LOOK_SECONDS):
            with self._changed:
                for process in self._all:
                    process.end_if_late()

    def _work_here(self) -> None:
        """Switch to execution in this process, as no processes can be started."""
        with self._changed:
            self.limit = 0
            self._changed.notify_all()

    def _give_back(self, process: _Process) -> None:
        with self._changed:
            if self._closed:
                process.reap()
            else:
                self._idle.append(process)
            self._changed.notify()

    def _lose(self, process: _Process, seconds: float) -> tuple[str, bool]:
        """Remove an ended process; returns why it ended, and whether it exceeded the time limit."""
        code = process.reap(patience=1.0)
        with self._changed:
            self._all.discard(process)
            self._changed.notify()
            if self._closed:
                raise WorkersClosedError("the refresh is over")
        if process.is_late or -code in (signal.SIGALRM, signal.SIGPROF):
            return f"took longer than the limit of {seconds:g} s", True
        return f"ended the process that worked on it ({_ending(code)})", False


def _ending(code: int) -> str:
    """Description of an exit code."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"

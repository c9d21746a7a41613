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
from itertools import count
from types import TracebackType
from typing import Any

from briefing.codec import from_line, to_data, to_line
from briefing.errors import BriefingError, SourceError
from briefing.newsroom.processes.jobs import Answer, Job, Result, perform

JOB_SECONDS = 20.0
"""Limit of CPU time per part of a job, and half of its wall-clock limit; the slowest real pages, feeds and articles
take one second."""
PROCESSES: int | None = None
"""Maximum number of worker processes; 0 to work in this process, without limits, None for one a core."""
MAX_PROCESSES = 8
"""Upper bound of the number of processes; with more, the network is the bottleneck."""
TRIES = 2
"""Maximum number of attempts at a part whose process ends on its own, which may not be caused by the part."""
LEAST_OVERTIME = 60.0
"""Seconds that a process has to start, and to answer, however small its limit."""
LOOK_SECONDS = 1.0
"""Interval between two checks for processes in overtime."""
STARTS = 3
"""Consecutive processes that end before they are ready, after which no more are started."""

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

    def __init__(self, job_class: type[Job[Any]]) -> None:
        """Start the process without waiting until it is ready.

        Args:
            job_class: class of its first job.

        Raises:
            OSError: it cannot be started.
        """
        command = [sys.executable, "-P", "-c", _BOOT, json.dumps(sys.path), _name(job_class)]
        # In its own process group: Ctrl-C is handled by the parent, whose `close` kills it.
        self._popen = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, process_group=0
        )
        self._ready = False
        self.deadline: float | None = None
        """Latest time of its next answer, by the monotonic clock; None while it is idle."""
        self.is_late = False
        """Whether it was killed for missing its deadline."""

    def is_up(self, patience: float) -> bool:
        """Wait until it is ready; False if it has ended, or is not ready after `patience` seconds."""
        assert self._popen.stdout
        self.deadline = time.monotonic() + patience
        self._ready = self._ready or bool(self._popen.stdout.readline())
        self.deadline = None
        return self._ready and self._popen.poll() is None

    def do(self, header: dict[str, Any], body: bytes, parts: int, patience: float) -> list[Answer]:
        """Answers of a job, waiting `patience` seconds for each; fewer than `parts` if the process ends."""
        assert self._popen.stdin and self._popen.stdout
        answers: list[Answer] = []
        self.deadline = time.monotonic() + patience
        with contextlib.suppress(OSError, ValueError):  # it has ended, maybe in the middle of an answer
            self._popen.stdin.write(to_line({**header, "bytes": len(body)}))
            self._popen.stdin.write(body)
            self._popen.stdin.flush()
            while len(answers) < parts and "fault" not in (answers[-1] if answers else {}):
                answers.append(from_line(self._popen.stdout.readline()))
                self.deadline = time.monotonic() + patience
        self.deadline = None
        return answers

    def end_if_late(self) -> None:
        """Kill the process if it has missed its deadline."""
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
            with contextlib.suppress(OSError):  # output that could not be written
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

    def expect(self, job_class: type[Job[Any]], jobs: int, *, start: bool = True) -> None:
        """Allow as many processes as the expected jobs justify, and start them in advance if `start`."""
        with self._changed:
            self._worth = max(self._worth, -(-jobs // job_class.jobs_per_process))
            while start and not self._closed and len(self._all) < self._allowed:
                if (process := self._start(job_class)) is None:
                    return
                self._idle.append(process)

    def run(self, job: Job[Result], body: bytes = b"") -> Result:
        """Result of a job of one part, retried if its process ends unexpectedly.

        Raises:
            SourceError: the body cannot be parsed.
            AbandonedJobError: it cannot be parsed within the limits.
            WorkersClosedError: the pool is closed.
        """
        for number in count(1):
            attempt = self.attempt(job, body)
            if attempt.answers:
                answer = attempt.answers[0]
                if "error" in answer:
                    raise (AbandonedJobError if answer.get("abandoned") else SourceError)(answer["error"])
                break
            if attempt.timed_out or number == TRIES:
                raise AbandonedJobError(attempt.reason)
        return job.decode(answer["done"])

    def attempt(self, job: Job[Any], body: bytes = b"", *, parts: int = 1, seconds: float | None = None) -> Attempt:
        """Execute a job in one process, up to the first part that fails to answer.

        Args:
            job: the job.
            body: bytes to be parsed.
            parts: number of the job's parts.
            seconds: time limit of each part; None for the pool's.

        Raises:
            WorkersClosedError: the pool is closed.
            WorkerFaultError: the job cannot be started, whatever its content.
        """
        process = self._borrow(type(job))
        if process is None:
            with self._here:  # the parsers are not documented as thread-safe
                return Attempt(list(perform(job, body)))
        seconds = self.seconds if seconds is None else seconds
        patience = max(seconds * job.overtime, LEAST_OVERTIME)
        header = {"class": _name(type(job)), "seconds": seconds, "job": to_data(job)}
        answers = process.do(header, body, parts, patience)
        if answers and (fault := answers[-1].get("fault")):
            self._give_back(process)
            raise WorkerFaultError(fault)
        if len(answers) < parts:
            return Attempt(answers, *self._lose(process, seconds))
        self._give_back(process)
        return Attempt(answers)

    def _borrow(self, job_class: type[Job[Any]]) -> _Process | None:
        """An idle process, waiting for one if necessary; None if the job is to be executed in this process."""
        while True:
            with self._changed:
                while not self._idle and 0 < self._allowed <= len(self._all) and not self._closed:
                    self._changed.wait()
                if self._closed:
                    raise WorkersClosedError("the refresh is over")
                process = self._idle.pop() if self._idle else self._start(job_class)
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

    def _start(self, job_class: type[Job[Any]]) -> _Process | None:
        if not self.limit:
            return None
        try:
            process = _Process(job_class)
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


def _name(job_class: type[Job[Any]]) -> str:
    return f"{job_class.__module__}.{job_class.__qualname__}"


def _ending(code: int) -> str:
    """Description of an exit code."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"

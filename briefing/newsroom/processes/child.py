"""The program of a worker process: executes jobs of `pool`, one after the other, until its input ends.

A job is a line of JSON (`class`, `seconds`, `bytes`, `job`) followed by the body. Each part of a job is answered by a
line of JSON. A part that exceeds `seconds` kills the process by a signal, which C code cannot block; the number of
answers tells the parent which part it was.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

from briefing.codec import from_data, from_line, to_line
from briefing.collector import collect_seldom
from briefing.errors import BriefingError
from briefing.newsroom.processes.jobs import Answer, Job, answer_of

MAX_MEMORY_BYTES = 2_147_483_648
"""Limit (2 GiB) of the address space of a process; a page of the maximum size needs a quarter."""
CLOCK_PATIENCE = 2
"""Wall-clock limit of a part, as a multiple of its CPU time limit."""
START_PATIENCE = 3
"""Limit for the work before the first part (imports, reading from the store), as a multiple of a part's limit."""


def _class_of(name: str) -> type[Job[Any]]:
    """The class of jobs with this qualified name."""
    module, _, class_name = name.rpartition(".")
    job_class: type[Job[Any]] = getattr(importlib.import_module(module), class_name)
    return job_class


def serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Execute jobs until the input ends; the first line written signals that the process is ready."""
    _write(stdout, {})
    while line := stdin.readline():
        header: Mapping[str, Any] = from_line(line)
        body = stdin.read(header["bytes"])
        _answer(stdout, from_data(_class_of(header["class"]), header["job"]), body, header["seconds"])


def _answer(stdout: BinaryIO, job: Job[Any], body: bytes, seconds: float) -> None:
    """Write an answer for each part of a job."""
    _limit(seconds * START_PATIENCE)
    try:
        for part in job.parts(body):
            _limit(seconds * part.weight)
            answer = answer_of(part)
            _limit(0)
            _write(stdout, answer)
    except Exception as error:
        _limit(0)
        _write(stdout, {"fault": _fault(error)})


def _fault(error: Exception) -> str:
    """Why a job cannot be started, with the remedy."""
    if isinstance(error, BriefingError):
        return str(error)
    if isinstance(error, MemoryError):
        return "not enough memory to analyse articles; close other programs, or raise the limit (`ulimit -v`)"
    return f"articles cannot be analysed ({type(error).__name__}: {error}); install briefing again"


def _limit(seconds: float) -> None:
    """Kill this process after `seconds` of CPU time, or `CLOCK_PATIENCE` times that by the clock; 0 for no limit."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds * CLOCK_PATIENCE)


def _write(stdout: BinaryIO, answer: Answer) -> None:
    stdout.write(to_line(answer))
    stdout.flush()


def main() -> None:
    """Set the limits, preload modules for the first job, and serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles it and kills this process
    for limit in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(limit, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM, signal.SIGPROF})
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = MAX_MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MAX_MEMORY_BYTES, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    stdin, stdout = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # output of libraries must not mix with the answers
    collect_seldom()
    _class_of(sys.argv[-1]).warm_up()
    gc.freeze()  # modules are not looked through again
    with contextlib.suppress(BrokenPipeError):
        serve(stdin, stdout)

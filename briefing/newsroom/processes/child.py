"""The program of a worker process: executes jobs of `pool`, one after the other, until its input ends.

A job is a line of JSON (`kind`, `seconds`, `bytes`, `job`) followed by the body. Each part of a job is answered by a
line of JSON. A part that exceeds `seconds` kills the process by a signal, which C code cannot block; the number of
answers tells the parent which part it was.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from briefing.codec import from_data, to_data
from briefing.errors import BriefingError, SourceError
from briefing.newsroom.processes.tasks import FeedJob, PageJob, SeedJob, read_feed, read_page

if TYPE_CHECKING:
    from briefing.newsroom.stories.executor import TextJob, ThreadJob

MAX_MEMORY_BYTES = 2 * 1024**3
"""Limit of the address space of a process; a page of the maximum size needs a quarter."""
CLOCK_PATIENCE = 2
"""Wall-clock limit of a part, as a multiple of its CPU time limit."""
START_PATIENCE = 3
"""Limit for the work before the first part (imports, reading from the store), as a multiple of a part's limit."""

Job: TypeAlias = "FeedJob | PageJob | SeedJob | TextJob | ThreadJob"
Answer: TypeAlias = dict[str, Any]
"""`done`, `error` (with `abandoned` if a retry is useless), or `fault` for an error not caused by a part."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a job with its own time limit."""

    run: Callable[[], object]
    """Function that executes the part."""
    verb: str
    """Participle for the message `cannot be ...`."""
    weight: float = 1.0
    """Multiple of the time limit."""


def perform(job: Job, body: bytes = b"") -> Iterator[Answer]:
    """Execute a job in this process, without limits; yields an answer for each part."""
    return (attempt(part) for part in parts(job, body))


def attempt(part: Part) -> Answer:
    """Execute a part; any exception becomes an answer, as external input may fail in unforeseen ways."""
    try:
        return {"done": to_data(part.run())}
    except SourceError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"cannot be {part.verb} with so little memory", "abandoned": True}
    except Exception as error:
        return {"error": f"cannot be {part.verb} ({type(error).__name__}: {error})"}


def parts(job: Job, body: bytes) -> Iterator[Part]:
    """The parts of a job in order; errors raised by this function are not caused by a part."""
    if isinstance(job, FeedJob):
        yield Part(partial(read_feed, body, job), "read")
    elif isinstance(job, PageJob):
        yield Part(partial(read_page, body, job), "read")
    elif isinstance(job, SeedJob):
        from briefing.sources import article_from_seed

        yield Part(partial(article_from_seed, Path(job.path), body), "read")
    else:
        yield from _later_parts(job)


def _later_parts(job: TextJob | ThreadJob) -> Iterator[Part]:
    from briefing.newsroom.stories import executor

    if isinstance(job, executor.TextJob):
        _check_analysis()
        for article in job.articles:
            yield Part(partial(executor.annotate, article), "analysed")
    else:
        for size, run in executor.makers(job):
            yield Part(run, "summed up", 1 + size / executor.MEMBERS_A_LIMIT)


@cache
def _check_analysis() -> None:
    """Analyse a sample text, to tell a broken installation from a text that cannot be analysed."""
    from briefing.model import Article
    from briefing.newsroom.stories.executor import annotate

    annotate(Article.from_text("The minister said on Monday that “talks would go on”."))


def _job_of(kind: str, data: Mapping[str, Any]) -> Job:
    if kind in ("feed", "page", "seed"):
        return from_data({"feed": FeedJob, "page": PageJob, "seed": SeedJob}[kind], data)
    from briefing.newsroom.stories.executor import TextJob, ThreadJob

    return from_data(TextJob, data) if kind == "text" else from_data(ThreadJob, data)


def serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Execute jobs until the input ends; the first line written signals that the process is ready."""
    _write(stdout, {})
    while line := stdin.readline():
        header: Mapping[str, Any] = json.loads(line)
        body = stdin.read(header["bytes"])
        _answer(stdout, _job_of(header["kind"], header["job"]), body, header["seconds"])


def _answer(stdout: BinaryIO, job: Job, body: bytes, seconds: float) -> None:
    """Write an answer for each part of a job."""
    _limit(seconds * START_PATIENCE)
    try:
        for part in parts(job, body):
            _limit(seconds * part.weight)
            answer = attempt(part)
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
    stdout.write(json.dumps(answer).encode() + b"\n")
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
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = MAX_MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MAX_MEMORY_BYTES, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    stdin, stdout = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # output of libraries must not mix with the answers
    _load(sys.argv[-1])
    with contextlib.suppress(BrokenPipeError):
        serve(stdin, stdout)


def _load(kind: str) -> None:
    """Preload the modules that the first job will need."""
    if kind == "page":
        read_page(b"<html><body><p>Ready.</p></body></html>", PageJob(""))
    elif kind == "text":
        with contextlib.suppress(Exception):  # reported by the first job
            _check_analysis()
            import briefing.briefs
            import briefing.summary
    elif kind == "feed":
        with contextlib.suppress(SourceError):
            import briefing.sources.fast_xml  # noqa: F401

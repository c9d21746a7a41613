"""The process apart that does jobs for `workers`, one after the other, until its input ends.

A job is a line of JSON (`kind`, `seconds`, `bytes` and the job's fields) and the body; its answer is a line of JSON.
A job that takes too long or too much memory ends the process, which its parent takes for an answer too: neither a
page that sends the parser round in circles nor one that breaks it does more harm than that.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from briefing.codec import from_data, to_data
from briefing.errors import SourceError
from briefing.newsroom.parsing import FeedJob, PageJob, read_feed, read_page

if TYPE_CHECKING:
    from briefing.newsroom.sharing import TextJob, ThreadJob

MAX_MEMORY_BYTES = 2 * 1024**3
"""Address space of a process; a page of the largest size that is fetched needs a quarter."""

Job: TypeAlias = "FeedJob | PageJob | TextJob | ThreadJob"


def perform(job: Job, body: bytes) -> dict[str, Any]:
    """Do a job; `{"done": ...}`, or `{"error": ...}` with a sentence for the reader."""
    try:
        done = _do(job, body)
    except SourceError as error:
        return {"error": str(error)}
    except Exception as error:  # what comes from outside may trip a parser in ways nobody has seen yet
        return {"error": f"cannot be read ({type(error).__name__}: {error})"}
    return {"done": to_data(done)}


def _do(job: Job, body: bytes) -> object:
    if isinstance(job, FeedJob):
        return read_feed(body, job)
    if isinstance(job, PageJob):
        return read_page(body, job)
    from briefing.newsroom.sharing import TextJob, annotate, make_ready

    return annotate(job) if isinstance(job, TextJob) else make_ready(job)


def _job_of(kind: str, data: Mapping[str, Any]) -> Job:
    if kind in ("feed", "page"):
        return from_data(FeedJob, data) if kind == "feed" else from_data(PageJob, data)
    from briefing.newsroom.sharing import TextJob, ThreadJob

    return from_data(TextJob, data) if kind == "text" else from_data(ThreadJob, data)


def serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Do jobs until there are no more; the first line says that the process is ready."""
    stdout.write(b"{}\n")
    stdout.flush()
    while line := stdin.readline():
        header: Mapping[str, Any] = json.loads(line)
        body = stdin.read(header["bytes"])
        signal.setitimer(signal.ITIMER_REAL, header["seconds"])
        answer = json.dumps(perform(_job_of(header["kind"], header["job"]), body)).encode()
        signal.setitimer(signal.ITIMER_REAL, 0)
        stdout.write(answer + b"\n")
        stdout.flush()


def main() -> None:
    """Set the limits, load what the first job will need, and serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends this process
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    stdin, stdout = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    if "page" in sys.argv[1:]:
        read_page(b"<html><body><p>Ready.</p></body></html>", PageJob(""))
    if "feed" in sys.argv[1:]:
        with contextlib.suppress(SourceError):
            import briefing.sources.wellformed  # noqa: F401
    with contextlib.suppress(BrokenPipeError):
        serve(stdin, stdout)

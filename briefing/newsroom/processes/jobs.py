"""What the pool and its worker processes exchange: jobs with their parts, and answers.

A job is a frozen dataclass that JSON represents. Its class is imported by name in the worker process, so that the pool
needs not know what its jobs do.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

from briefing.codec import to_data
from briefing.errors import SourceError

Result = TypeVar("Result")
"""Value of each part of a job."""
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


class Job(ABC, Generic[Result]):
    """Base class of jobs."""

    __slots__ = ()

    jobs_per_process: ClassVar[int]
    """Number of jobs that justify the start of another process."""
    overtime: ClassVar[int] = 8
    """Multiple of the time limit after which a process without an answer is ended from outside: it ends itself before,
    but not while it is stopped or waits for a disk that is gone."""

    @abstractmethod
    def parts(self, body: bytes) -> Iterator[Part]:
        """The parts of the job in order; errors raised by this function are not caused by a part."""

    @abstractmethod
    def decode(self, done: Any) -> Result:
        """The result of a part from the data of its answer."""

    @classmethod
    def warm_up(cls) -> None:
        """Preload the modules that such a job needs; called by a process before its first job."""


def perform(job: Job[Any], body: bytes = b"") -> Iterator[Answer]:
    """Execute a job in this process, without limits; yields an answer for each part."""
    return (answer_of(part) for part in job.parts(body))


def answer_of(part: Part) -> Answer:
    """Execute a part; any exception becomes an answer, as external input may fail in unforeseen ways."""
    try:
        return {"done": to_data(part.run())}
    except SourceError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"cannot be {part.verb} with so little memory", "abandoned": True}
    except Exception as error:
        return {"error": f"cannot be {part.verb} ({type(error).__name__}: {error})"}

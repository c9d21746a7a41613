"""What a worker process answers, and its limits, without a process."""

from __future__ import annotations

import io
import json
import resource
import signal
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import pytest

from briefing.errors import SourceError, StoreError
from briefing.newsroom.processes import child, memory_limits
from briefing.newsroom.processes.jobs import Job, Part, perform

FAULTS: dict[str, Exception] = {
    "store": StoreError("the store is locked"),
    "memory": MemoryError(),
    "bug": KeyError("x"),
}


@dataclass(frozen=True)
class Parts(Job[str]):
    """A job with a part for each word; some fail."""

    words: str
    jobs_per_process: ClassVar[int] = 1

    def parts(self, body: bytes) -> Iterator[Part]:
        for word in self.words.split():
            if word in FAULTS:
                raise FAULTS[word]
            part = Part(lambda word=word: do(word, body), "done")  # type: ignore[misc]
            yield replace(part, weight=2.0) if word == "slow" else part

    def decode(self, done: Any) -> str:
        return str(done)


def do(word: str, body: bytes) -> str:
    if word == "source":
        raise SourceError("no feed")
    if word == "full":
        raise MemoryError
    if word == "zero":
        raise ZeroDivisionError("by zero")
    return word + body.decode()


@pytest.fixture
def timers(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, float]]:
    """The limits that are set, by the timer."""
    limits: list[tuple[int, float]] = []
    monkeypatch.setattr(signal, "setitimer", lambda which, seconds: limits.append((which, seconds)))
    return limits


def served(*jobs: tuple[str, bytes], seconds: float = 2.0) -> list[dict[str, Any]]:
    stdin = io.BytesIO()
    for words, body in jobs:
        header = {"class": f"{__name__}.Parts", "job": {"words": words}, "bytes": len(body), "seconds": seconds}
        stdin.write(json.dumps(header).encode() + b"\n" + body)
    stdin.seek(0)
    stdout = io.BytesIO()
    child.serve(stdin, stdout)
    first, *answers = stdout.getvalue().splitlines()
    assert first == b"{}"  # it is ready
    return [json.loads(answer) for answer in answers]


def test_each_part_of_each_job_is_answered(timers: list[tuple[int, float]]) -> None:
    assert served(("a b", b"1\n2"), ("c", b"")) == [{"done": "a1\n2"}, {"done": "b1\n2"}, {"done": "c"}]
    assert served() == []


def test_errors_of_parts_are_answers(timers: list[tuple[int, float]]) -> None:
    answers = [
        {"error": "no feed"},
        {"error": "cannot be done with so little memory", "abandoned": True},
        {"error": "cannot be done (ZeroDivisionError: by zero)"},
        {"done": "a"},
    ]
    assert served(("source full zero a", b"")) == answers == list(perform(Parts("source full zero a")))


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        ("store", "the store is locked"),
        ("memory", "not enough memory to analyse articles; close other programs"),
        ("bug", "articles cannot be analysed (KeyError: 'x'); install briefing again"),
    ],
)
def test_error_of_no_part_is_a_fault_and_the_next_job_is_done(
    timers: list[tuple[int, float]], word: str, fault: str
) -> None:
    first, second, third = served((f"a {word} b", b""), ("c", b""))
    assert (first, third) == ({"done": "a"}, {"done": "c"})
    assert second["fault"].startswith(fault)
    assert timers[-4:] != [] and timers[-1] == (signal.ITIMER_REAL, 0)


def test_each_part_has_its_time_and_none_while_nothing_is_done(timers: list[tuple[int, float]]) -> None:
    served(("a slow", b""), seconds=2)
    by_timer = [
        [seconds for which, seconds in timers if which == timer] for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL)
    ]
    assert by_timer[0] == [6, 2, 0, 4, 0]
    assert by_timer[1] == [12, 4, 0, 8, 0]


@pytest.mark.parametrize(("limits", "is_saved"), [((1 << 30, 1 << 31), True), ((resource.RLIM_INFINITY, 5), False)])
def test_malloc_keeps_little_and_openblas_has_one_thread_where_memory_is_limited(
    monkeypatch: pytest.MonkeyPatch, limits: tuple[int, int], is_saved: bool
) -> None:
    import ctypes

    calls: list[tuple[int, int]] = []

    class Library:
        def __init__(self, name: None) -> None:
            self.mallopt = lambda name, value: calls.append((name, value))

    monkeypatch.setattr(resource, "getrlimit", lambda _: limits)
    monkeypatch.setattr(ctypes, "CDLL", Library)
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    memory_limits.save_address_space()
    import os

    assert os.environ.pop("OPENBLAS_NUM_THREADS", None) == ("1" if is_saved else None)
    assert calls == [(-8, 2), (-3, 1 << 19), (-1, 1 << 20)]

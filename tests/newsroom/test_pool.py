"""The pool's bookkeeping: how many processes it starts, and what it says of those that end, with processes of words."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

from briefing.errors import SourceError
from briefing.newsroom.processes import pool
from briefing.newsroom.processes.jobs import Answer, Job, Part
from briefing.newsroom.processes.pool import (
    STARTS,
    TRIES,
    AbandonedJobError,
    Attempt,
    WorkerFaultError,
    Workers,
    WorkersClosedError,
)


@dataclass(frozen=True)
class Word(Job[str]):
    """A job that answers with its word, once for each part."""

    word: str = "a"
    number: int = 1
    jobs_per_process: ClassVar[int] = 4
    overtime: ClassVar[int] = 8

    def parts(self, body: bytes) -> Iterator[Part]:
        return iter([Part(lambda: self.word, "said")] * self.number)

    def decode(self, done: Any) -> str:
        return str(done).upper()


class FakeProcess:
    """A process that answers as its class says; counts what is done to it."""

    started: ClassVar[list[FakeProcess]] = []
    script: ClassVar[Callable[[int, int], list[Answer]]]
    """Answers of a job by the number of the process and of the job."""
    code: ClassVar[int] = 1
    is_started: ClassVar[bool] = True

    def __init__(self, job_class: type[Job[Any]]) -> None:
        self.number, self.jobs, self.killed, self.reaped = len(self.started), 0, 0, 0
        self.job_class, self.is_late = job_class, False
        self.headers: list[dict[str, Any]] = []
        self.patience: list[float] = []
        self.started.append(self)

    def is_up(self, patience: float) -> bool:
        return self.is_started

    def do(self, header: dict[str, Any], body: bytes, parts: int, patience: float) -> list[Answer]:
        self.headers.append({**header, "body": body})
        self.patience.append(patience)
        self.jobs += 1
        return type(self).script(self.number, self.jobs)[:parts]

    def end_if_late(self) -> None:
        pass

    def kill(self) -> None:
        self.killed += 1

    def reap(self, patience: float = 0.0) -> int:
        self.reaped += 1
        return self.code


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[FakeProcess]:
    """The processes that are started, all of which answer any job."""
    monkeypatch.setattr(pool, "_Process", FakeProcess)
    for name, value in (("started", []), ("script", lambda *_: [{"done": "a"}] * 9), ("code", 1), ("is_started", True)):
        monkeypatch.setattr(FakeProcess, name, value, raising=False)
    return FakeProcess.started


@pytest.mark.parametrize(("jobs", "processes"), [(0, 1), (1, 1), (4, 1), (5, 2), (8, 2), (9, 3), (99, 3)])
def test_processes_are_as_many_as_the_jobs_are_worth(started: list[FakeProcess], jobs: int, processes: int) -> None:
    with Workers(3) as workers:
        workers.expect(Word, jobs)
        assert [each.job_class for each in started] == [Word] * processes
        workers.expect(Word, 1)
        assert len(started) == processes
    assert all(each.killed and each.reaped for each in started)
    workers.expect(Word, 99)
    assert len(started) == processes


def test_processes_may_be_started_later(started: list[FakeProcess]) -> None:
    with Workers(3) as workers:
        workers.expect(Word, 99, start=False)
        assert started == []
        assert [workers.run(Word()) for _ in range(3)] == ["A"] * 3
        assert [each.jobs for each in started] == [3]


def test_limit_is_one_a_core_and_not_more_than_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "PROCESSES", None)
    for cores, limit in ((2, 2), (64, 8)):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, cores=cores: range(cores), raising=False)
        assert (pool.cores(), Workers().limit, Workers(3).limit) == (cores, limit, 3)
    monkeypatch.setattr(pool, "PROCESSES", 0)
    assert (Workers().limit, Workers(0).limit) == (0, 0)
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert pool.cores() == 1


def test_job_is_sent_with_its_limits(started: list[FakeProcess]) -> None:
    with Workers(1, seconds=20) as workers:
        workers.attempt(Word("b"), b"body")
        workers.attempt(Word("b"), seconds=1)
        workers.attempt(Word("b"), seconds=0)
    (process,) = started
    assert process.headers[0] == {
        "class": f"{__name__}.Word",
        "seconds": 20,
        "job": {"word": "b", "number": 1},
        "body": b"body",
    }
    assert [header["seconds"] for header in process.headers] == [20, 1, 0]
    assert process.patience == [160, 60, 60]


def test_jobs_are_done_here_without_processes(started: list[FakeProcess]) -> None:
    workers = Workers(0)
    workers.expect(Word, 99)
    assert workers.run(Word("b")) == "B"
    assert workers.attempt(Word("b", 3), parts=3) == Attempt([{"done": "b"}] * 3)
    assert started == []


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"error": "no feed"}, SourceError),
        ({"error": "no memory", "abandoned": True}, AbandonedJobError),
        ({"error": "no feed", "abandoned": False}, SourceError),
    ],
)
def test_error_in_an_answer_is_raised(
    started: list[FakeProcess], monkeypatch: pytest.MonkeyPatch, answer: Answer, error: type[SourceError]
) -> None:
    monkeypatch.setattr(FakeProcess, "script", lambda *_: [answer])
    with Workers(1) as workers, pytest.raises(SourceError, match=answer["error"]) as caught:
        workers.run(Word())
    assert type(caught.value) is error
    assert started[0].jobs == 1


def test_job_whose_process_ends_is_tried_again(started: list[FakeProcess], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeProcess, "script", lambda number, _: [{"done": "b"}] if number == TRIES - 1 else [])
    with Workers(1) as workers:
        assert workers.run(Word()) == "B"
    assert len(started) == TRIES
    started.clear()
    monkeypatch.setattr(FakeProcess, "script", lambda *_: [])
    with Workers(1) as workers, pytest.raises(AbandonedJobError, match=r"ended the process .* \(exit code 1\)"):
        workers.run(Word())
    assert len(started) == TRIES and all(each.reaped for each in started)


@pytest.mark.parametrize(
    ("code", "reason", "timed_out"),
    [
        (0, "ended the process that worked on it (exit code 0)", False),
        (3, "ended the process that worked on it (exit code 3)", False),
        (-signal.SIGSEGV, "ended the process that worked on it (SIGSEGV)", False),
        (-999, "ended the process that worked on it (signal 999)", False),
        (-signal.SIGPROF, "took longer than the limit of 0.5 s", True),
        (-signal.SIGALRM, "took longer than the limit of 0.5 s", True),
    ],
)
def test_why_a_process_ended(
    started: list[FakeProcess], monkeypatch: pytest.MonkeyPatch, code: int, reason: str, timed_out: bool
) -> None:
    monkeypatch.setattr(FakeProcess, "script", lambda *_: [{"done": "a"}])
    monkeypatch.setattr(FakeProcess, "code", code)
    with Workers(1, seconds=9) as workers:
        assert workers.attempt(Word(), parts=2, seconds=0.5) == Attempt([{"done": "a"}], reason, timed_out)
        if timed_out:
            monkeypatch.setattr(FakeProcess, "script", lambda *_: [])
            with pytest.raises(AbandonedJobError, match="took longer"):
                workers.run(Word())
            assert len(started) == 2


def test_process_that_was_late_took_too_long(started: list[FakeProcess], monkeypatch: pytest.MonkeyPatch) -> None:
    def be_late(number: int, _: int) -> list[Answer]:
        started[number].is_late = True
        return []

    monkeypatch.setattr(FakeProcess, "script", be_late)
    with Workers(1) as workers:
        assert workers.attempt(Word()).timed_out


def test_fault_of_no_part_is_one_of_the_program(started: list[FakeProcess], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        FakeProcess, "script", lambda _, job: [{"fault": "no such class"}] if job == 1 else [{"done": "a"}]
    )
    with Workers(1) as workers:
        with pytest.raises(WorkerFaultError, match="no such class"):
            workers.attempt(Word())
        assert workers.run(Word()) == "A"
    assert len(started) == 1


def test_work_is_done_here_after_processes_that_do_not_start(
    started: list[FakeProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeProcess, "is_started", False)
    with Workers(2) as workers:
        assert workers.run(Word("here")) == "HERE"
        assert (len(started), workers.limit) == (STARTS, 0)


def test_start_that_succeeds_forgives_those_that_failed(
    started: list[FakeProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeProcess, "is_up", lambda self, _: self.number % STARTS == STARTS - 1)
    monkeypatch.setattr(FakeProcess, "script", lambda *_: [])
    with Workers(1) as workers:
        for _ in range(3):
            workers.attempt(Word())
        assert (len(started), workers.limit) == (3 * STARTS, 1)


def test_system_that_starts_no_process_has_the_work_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> FakeProcess:
        raise OSError

    monkeypatch.setattr(pool, "_Process", fail)
    with Workers(2) as workers:
        workers.expect(Word, 99)
        assert workers.limit == 0
        assert workers.run(Word("here")) == "HERE"


def test_pool_that_is_closed_does_nothing(started: list[FakeProcess], monkeypatch: pytest.MonkeyPatch) -> None:
    workers = Workers(1)
    workers.close()
    with pytest.raises(WorkersClosedError):
        workers.run(Word())
    assert started == []
    answers: list[list[Answer]] = [[{"done": "a"}], []]
    for answer in answers:
        last = Workers(1)

        def close(*_: object, last: Workers = last, answer: list[Answer] = answer) -> list[Answer]:
            last.close()
            return answer

        monkeypatch.setattr(FakeProcess, "script", close)
        if answer:
            assert last.run(Word()) == "A"
        else:
            with pytest.raises(WorkersClosedError):
                last.attempt(Word())
        assert (started[-1].killed, started[-1].reaped) == (1, 1)

"""Runs tasks in threads with a limit per key; results in order of completion. Knows nothing of HTTP."""

from __future__ import annotations

import contextlib
import heapq
import itertools
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_TOGETHER = 32
"""Maximum number of results that are given to the consumer together."""


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """A function to run in a thread."""

    key: str
    """Tasks with one key share a limit."""
    do: Callable[[], T]
    """Runs in a daemon thread; its exception is raised where the result is consumed."""


@dataclass(frozen=True, slots=True)
class _Done(Generic[T]):
    """A completed task."""

    result: T | None = None
    """What it has returned."""
    error: BaseException | None = None
    """What it has raised; None if it has returned."""


@dataclass(frozen=True, slots=True)
class OnWait:
    """A function for the consumer's thread while it waits for the next result."""

    seconds: float
    """Seconds without a result after which it is called, and called again."""
    do: Callable[[], object]
    """Its exception ends the iteration."""


def run_all(
    tasks: Sequence[Task[T]], workers: int, per_key: int, pause: float = 0.0, on_wait: OnWait | None = None
) -> Iterator[list[T]]:
    """Yield the results of all tasks as they complete, those together that are there when the consumer asks.

    Closing the iterator drops the tasks that have not begun.

    Threads are daemons of this call and are never waited for: one that hangs cannot hold up the caller or the end
    of the program. At most about two results a worker are kept for a consumer that is slower than the tasks, besides
    the `MOST_TOGETHER` that it has.

    Args:
        tasks: what to do; tasks of a key begin in their order.
        workers: tasks at a time.
        per_key: tasks of one key at a time.
        pause: seconds between the beginnings of two tasks of one key.
        on_wait: what to do in this thread while no task completes; None for nothing.
    """
    lanes = _Lanes(tasks, per_key, pause)
    workers = min(workers, len(tasks))
    # Twice the workers: after the consumer has stopped, each can deliver its current result without blocking.
    results: queue.Queue[_Done[T]] = queue.Queue(2 * workers)
    for number in range(workers):
        threading.Thread(target=_work, args=(lanes, results), name=f"briefing-web-{number}", daemon=True).start()
    try:
        left = len(tasks)
        while left:
            done = _next(results, on_wait)
            left -= len(done)
            failed = next((number for number, each in enumerate(done) if each.error), len(done))
            if failed:
                yield [each.result for each in done[:failed]]  # type: ignore[misc]  # None only where T has None
            if failed < len(done):
                raise done[failed].error  # type: ignore[misc]  # it has one
    finally:
        lanes.close()
        while not results.empty():
            results.get_nowait()


def _next(results: queue.Queue[T], on_wait: OnWait | None) -> list[T]:
    """The next result and those behind it; `on_wait.do` is called whenever none has come for `on_wait.seconds`."""
    done: list[T] = []
    while not done:
        try:
            done.append(results.get(timeout=on_wait.seconds if on_wait else None))
        except queue.Empty:
            if on_wait:
                on_wait.do()
    with contextlib.suppress(queue.Empty):
        while len(done) < MOST_TOGETHER:
            done.append(results.get_nowait())
    return done


def _work(lanes: _Lanes[T], results: queue.Queue[_Done[T]]) -> None:
    while task := lanes.take():
        try:
            done: _Done[T] = _Done(task.do())
        except BaseException as error:
            done = _Done(error=error)
        lanes.give_back(task)
        results.put(done)


class _Lanes(Generic[T]):
    """Queues of pending tasks, one per key; a queue is open while it has tasks and its key is below the limit."""

    def __init__(self, tasks: Sequence[Task[T]], per_key: int, pause: float) -> None:
        self._changed = threading.Condition()
        self._per_key = per_key
        self._pause = pause
        self._waiting: dict[str, deque[Task[T]]] = {}
        self._running: dict[str, int] = {}
        self._last: dict[str, float] = {}
        self._open: list[tuple[float, int, str]] = []  # start time of its next task, order, key
        self._order = itertools.count()
        self._left = len(tasks)
        for task in tasks:
            self._waiting.setdefault(task.key, deque()).append(task)
        with self._changed:
            for key in self._waiting:
                self._reopen(key)

    def take(self) -> Task[T] | None:
        """Wait for the next task that may start; None after the last one."""
        with self._changed:
            while self._left and (wait := self._seconds_to_next()) != 0:
                self._changed.wait(wait)
            if not self._left:
                return None
            self._left -= 1
            if not self._left:
                self._changed.notify_all()
            key = heapq.heappop(self._open)[2]
            self._running[key] = self._running.get(key, 0) + 1
            self._last[key] = time.monotonic()
            task = self._waiting[key].popleft()
            if self._running[key] < self._per_key:
                self._reopen(key)
            return task

    def give_back(self, task: Task[T]) -> None:
        """Allow the next task of the same key to start."""
        with self._changed:
            was_closed = self._running[task.key] >= self._per_key
            self._running[task.key] -= 1
            if was_closed:
                self._reopen(task.key)

    def close(self) -> None:
        """Drop all pending tasks."""
        with self._changed:
            self._left = 0
            self._open.clear()
            self._waiting.clear()
            self._changed.notify_all()

    def _reopen(self, key: str) -> None:
        if self._waiting.get(key):
            begin = self._last[key] + self._pause if key in self._last else 0.0
            heapq.heappush(self._open, (begin, next(self._order), key))
            self._changed.notify()

    def _seconds_to_next(self) -> float | None:
        """Seconds until a task may start; None while all keys are at their limit."""
        return max(0.0, self._open[0][0] - time.monotonic()) if self._open else None

"""Many tasks at a time with a limit for each key; results in the order of completion. Knows nothing of HTTP."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """Something to do in a thread."""

    key: str
    """Tasks with one key share a limit."""
    do: Callable[[], T]
    """Runs in a daemon thread; an exception is raised where the result is awaited."""


def run_all(tasks: Sequence[Task[T]], workers: int, per_key: int) -> Iterator[T]:
    """Yield the results of all tasks as they complete; closing the iterator drops the tasks that have not begun.

    Threads are daemons of this call and are never waited for: one that hangs cannot hold up the caller or the end
    of the program. At most about two results a worker are kept for a consumer that is slower than the tasks.

    Args:
        tasks: what to do; tasks of a key begin in their order.
        workers: tasks at a time.
        per_key: tasks of one key at a time.
    """
    lanes = _Lanes(tasks, per_key)
    workers = min(workers, len(tasks))
    # Twice the workers: after the consumer has gone, each may put the one result it is at without waiting.
    results: queue.Queue[tuple[T | None, BaseException | None]] = queue.Queue(2 * workers)
    for number in range(workers):
        threading.Thread(target=_work, args=(lanes, results), name=f"briefing-web-{number}", daemon=True).start()
    try:
        for _ in tasks:
            result, error = results.get()
            if error is not None:
                raise error
            yield result  # type: ignore[misc]  # None only where T has None
    finally:
        lanes.close()
        while not results.empty():
            results.get_nowait()


def _work(lanes: _Lanes[T], results: queue.Queue[tuple[T | None, BaseException | None]]) -> None:
    while task := lanes.take():
        try:
            done: tuple[T | None, BaseException | None] = (task.do(), None)
        except BaseException as error:
            done = (None, error)
        lanes.give_back(task)
        results.put(done)


class _Lanes(Generic[T]):
    """The tasks not begun: those that may begin, and behind them those whose key is at its limit."""

    def __init__(self, tasks: Sequence[Task[T]], per_key: int) -> None:
        self._changed = threading.Condition()
        self._ready: deque[Task[T]] = deque()
        self._waiting: dict[str, deque[Task[T]]] = {}
        self._left = len(tasks)
        begun: dict[str, int] = {}
        for task in tasks:
            begun[task.key] = begun.get(task.key, 0) + 1
            if begun[task.key] <= per_key:
                self._ready.append(task)
            else:
                self._waiting.setdefault(task.key, deque()).append(task)

    def take(self) -> Task[T] | None:
        """Wait for a task that may begin; None when there will be no more."""
        with self._changed:
            while not self._ready and self._left:
                self._changed.wait()
            if not self._left:
                return None
            self._left -= 1
            if not self._left:
                self._changed.notify_all()
            return self._ready.popleft()

    def give_back(self, task: Task[T]) -> None:
        """Let the next task of the same key begin."""
        with self._changed:
            if behind := self._waiting.get(task.key):
                self._ready.append(behind.popleft())
                self._changed.notify()

    def close(self) -> None:
        """Drop all tasks that have not begun."""
        with self._changed:
            self._left = 0
            self._ready.clear()
            self._waiting.clear()
            self._changed.notify_all()

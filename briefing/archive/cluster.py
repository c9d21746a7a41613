"""A Dask cluster: worker processes of this machine, or an existing one, and tasks spread over it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from briefing.errors import BriefingError, UsageError

T = TypeVar("T")

MEMORY_BYTES = 1_610_612_736
"""Memory of a local worker (1.5 GiB), at 95 % of which it is started again; less where the machine has less."""
DEATHS = 5
"""Workers that a task may end before it counts as failed: more than a hostile record needs to be left out."""
STARTS = 5
"""Attempts to start the local workers."""
AHEAD = 2
"""Tasks submitted for each worker, so that none waits for the next."""
PATIENCE = "20s"
"""Time within which a scheduler must answer."""


@dataclass(frozen=True, slots=True)
class TaskFailure:
    """A task that could not be done."""

    index: int
    """Its position among the tasks."""
    reason: str
    """Why, in one line."""


class Cluster:
    """A context manager with the workers of a run; see `run_tasks`."""

    def __init__(self, scheduler: str, workers: int, scratch: Path) -> None:
        """Nothing starts yet.

        Args:
            scheduler: address of an existing scheduler; empty for workers on this machine.
            workers: number of local workers; 0 for one a processor.
            scratch: folder for files of local workers.
        """
        self._scheduler, self._workers, self._scratch = scheduler, workers or _processors(), scratch
        self._client: Any = None
        self._local: Any = None

    def __enter__(self) -> Cluster:
        import dask
        from distributed import Client

        for name in ("distributed", "tornado", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # failures are reported by us
        dask.config.set({"distributed.scheduler.allowed-failures": DEATHS, "distributed.admin.tick.limit": "1h"})
        try:
            if self._scheduler:
                self._client = Client(self._scheduler, timeout=PATIENCE, set_as_default=False)
            else:
                self._local = self._start_workers()
                self._client = Client(self._local, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            self._close()
            where = self._scheduler or "this machine"
            raise UsageError(f"archive: no Dask cluster at {where}: {error}; check --scheduler") from None
        return self

    def _start_workers(self) -> Any:
        """A local cluster; a start that fails, as where a worker is killed meanwhile, is repeated."""
        from distributed import LocalCluster

        for attempt in range(STARTS):
            try:
                return LocalCluster(
                    n_workers=self._workers,
                    threads_per_worker=1,
                    processes=True,
                    memory_limit=min(MEMORY_BYTES, _memory_bytes() * 8 // 10 // self._workers),
                    dashboard_address="127.0.0.1:0",  # without it, Dask would listen on all addresses
                    host="127.0.0.1",
                    local_directory=str(self._scratch),
                    silence_logs=logging.CRITICAL,
                )
            except RuntimeError as error:
                if attempt == STARTS - 1:
                    raise BriefingError(f"archive: no worker processes can be started: {error}") from error
        raise AssertionError

    def __exit__(self, *_: object) -> None:
        self._close()

    def _close(self) -> None:
        for each in (self._client, self._local):
            if each is not None:
                each.close(timeout=10)

    @property
    def dashboard(self) -> str:
        """Address of the dashboard; empty if it has none."""
        has_one = (self._scheduler or find_spec("bokeh")) and "dashboard" in self._client.scheduler_info()["services"]
        return (self._client.dashboard_link or "") if has_one else ""

    def run_tasks(
        self, task: Callable[..., T], arguments: Iterable[tuple[Any, ...]], on_done: Callable[[int, T], None]
    ) -> list[TaskFailure]:
        """Run a task for each tuple of arguments; returns the failures.

        Args:
            task: a pure function that workers can import.
            arguments: its arguments.
            on_done: called in this process with the position and the result of each task, in any order.

        Raises:
            OSError: a task could not write its result, as where the disk is full.
            BriefingError: the scheduler is gone.
        """
        from distributed import as_completed

        waiting: Iterator[tuple[int, tuple[Any, ...]]] = enumerate(arguments)
        failures: list[TaskFailure] = []
        running = as_completed(loop=self._client.loop)
        indices: dict[Any, int] = {}

        def submit() -> None:
            for index, each in waiting:
                future = self._client.submit(task, *each, pure=False)
                indices[future.key] = index
                running.add(future)
                return

        for _ in range(AHEAD * max(len(self._client.scheduler_info()["workers"]), 1) + 2):
            submit()
        for future in running:
            index = indices.pop(future.key)
            if future.status == "finished":
                on_done(index, future.result())
            elif future.status == "error":
                failures.append(TaskFailure(index, _reason(future.exception())))
            else:
                raise BriefingError(
                    "archive: the Dask scheduler is gone; run the command again, it goes on where it was"
                )
            future.release()
            submit()
        return failures


def _reason(error: BaseException) -> str:
    """Why a task failed.

    Raises:
        OSError: as it was in the task, if its result could not be written.
    """
    import errno

    from distributed.scheduler import KilledWorker

    if isinstance(error, KilledWorker):
        return f"ended its worker {DEATHS} times, as for lack of memory"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS):
        raise error
    return f"{type(error).__name__}: {error}"


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")

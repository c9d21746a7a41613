"""Driver of an archive run: partitions, threads, stories. A run that was ended goes on where it was."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from briefing.archive.cluster import Cluster, TaskFailure
from briefing.archive.inputs import list_partitions
from briefing.archive.manifest import check_parameters, locked, run_parameters, write_manifest
from briefing.archive.partitions import prepare, read_counts
from briefing.archive.stories import Group, StoryCounts, build_group, group_threads
from briefing.archive.tables import require_extra
from briefing.archive.threading import thread_articles
from briefing.archive.values import WORK, Options, Partition, PartitionCounts, prepared_path
from briefing.sanitizer import hide_login


@dataclass(frozen=True, slots=True)
class Step:
    """Progress of a run."""

    stage: str
    """What is done: `partitions`, `articles threaded` or `groups of stories`."""
    done: int
    """Number of those that are done."""
    total: int
    """Number of all."""
    seconds_left: float | None = None
    """Estimated seconds to the end of the stage; None if unknown."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did."""

    partitions: PartitionCounts
    """Counts of all partitions."""
    stories: StoryCounts
    """Counts of all stories."""
    failures: tuple[tuple[str, str], ...] = ()
    """Name of each partition or group that failed, and the reason."""
    seconds: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Wall-clock seconds of the three stages."""


OnStep = Callable[[Step], None]
T = TypeVar("T")


def run_archive(  # noqa: PLR0913 - the options of the command
    inputs: Sequence[str],
    output: Path,
    options: Options,
    *,
    scheduler: str = "",
    workers: int = 0,
    on_step: OnStep = lambda step: None,
    on_dashboard: Callable[[str], None] = lambda address: None,
) -> RunReport:
    """Make stories of an archive.

    Args:
        inputs: as for `list_partitions`.
        output: the output folder, on a file system that all workers see.
        options: filters and settings.
        scheduler: address of a Dask scheduler; empty for workers on this machine.
        workers: number of local workers; 0 for one a processor.
        on_step: called with the progress.
        on_dashboard: called with the address of Dask's dashboard, if it has one.

    Raises:
        BriefingError: wrong usage, or the scheduler is gone.
        OSError: the disk is full; what is done stays done.
    """
    require_extra()
    output = output.absolute()
    partitions = list_partitions(inputs)
    with locked(output):
        _clean(output)
        parameters = run_parameters(partitions, options)
        check_parameters(output, parameters)
        with Cluster(scheduler, workers, output / WORK / "dask") as cluster:
            if cluster.dashboard:
                on_dashboard(cluster.dashboard)
            start = time.monotonic()
            failed = _prepare_all(cluster, partitions, options, output, on_step)
            lost = {failure.index for failure in failed}
            done = [part for index, part in enumerate(partitions) if index not in lost]
            paths = [prepared_path(output, part, options) for part in done]
            prepared = threaded = time.monotonic()
            stories: dict[int, StoryCounts] = {}
            failed_groups: list[TaskFailure] = []
            groups: list[Group] = []
            if not failed:  # stories of a part would be taken for those of everything by the next run
                groups = group_threads(
                    thread_articles(paths, options, lambda done, total: on_step(Step("articles threaded", done, total)))
                )
                threaded = time.monotonic()
                failed_groups = cluster.run_tasks(
                    build_group,
                    ((group, options, output) for group in groups),
                    _Pace("groups of stories", len(groups), on_step).noting(stories),
                )
            seconds = (prepared - start, threaded - prepared, time.monotonic() - threaded)
        _clean(output)
        report = RunReport(
            sum((read_counts(path) for path in paths), PartitionCounts()),
            StoryCounts(*(sum(getattr(each, name) for each in stories.values()) for name in StoryCounts.__slots__)),
            (
                *((hide_login(partitions[failure.index].name), failure.reason) for failure in failed),
                *((f"stories of {groups[failure.index].day}", failure.reason) for failure in failed_groups),
            ),
            seconds,
        )
        if not report.failures:
            counts = {"partitions": len(partitions), **asdict(report.partitions)}
            write_manifest(output, parameters, {"counts": {"read": counts, "written": asdict(report.stories)}})
        return report


def _prepare_all(
    cluster: Cluster, partitions: Sequence[Partition], options: Options, output: Path, on_step: OnStep
) -> list[TaskFailure]:
    """Prepare the partitions that are not done; the failures have positions among all."""
    todo = [i for i, part in enumerate(partitions) if not prepared_path(output, part, options).exists()]
    pace = _Pace("partitions", len(partitions), on_step, len(partitions) - len(todo))
    failures = cluster.run_tasks(prepare, ((partitions[i], options, output) for i in todo), pace.noting({}))
    return [TaskFailure(todo[failure.index], failure.reason) for failure in failures]


class _Pace:
    """Progress of a stage with the time left, by the mean time of the tasks of this run."""

    def __init__(self, stage: str, total: int, on_step: OnStep, done: int = 0) -> None:
        self._stage, self._total, self._on_step = stage, total, on_step
        self._before, self._done, self._start = done, 0, time.monotonic()
        on_step(Step(stage, done, total))

    def noting(self, results: dict[int, T]) -> Callable[[int, T], None]:
        """Callback that keeps the result of a task and shows the progress."""

        def note(index: int, result: T) -> None:
            results[index] = result
            self._done += 1
            done = self._before + self._done
            left = (time.monotonic() - self._start) / self._done * (self._total - done)
            self._on_step(Step(self._stage, done, self._total, left))

        return note


def _clean(output: Path) -> None:
    """Remove what an ended run has left unfinished."""
    for path in output.rglob(".*.tmp"):
        path.unlink(missing_ok=True)
    shutil.rmtree(output / WORK / "dask", ignore_errors=True)

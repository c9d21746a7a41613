"""What a run will cost, measured on the first pages of some partitions."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.archive.inputs import list_partitions
from briefing.archive.partitions import prepare
from briefing.archive.records import read_records
from briefing.archive.stories import build_group, group_threads
from briefing.archive.tables import require_extra
from briefing.archive.threading import thread_articles
from briefing.archive.values import Options, PartitionCounts, prepared_path

SAMPLED = 4
"""Partitions that are sampled, evenly over all."""
PAGES = 50
"""Pages that are prepared of each."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Estimated cost of a run."""

    partitions: int
    """Number of partitions."""
    input_bytes: int
    """Bytes of the inputs."""
    pages: int
    """Estimated number of pages or records."""
    articles: int
    """Estimated number of articles that are kept."""
    core_hours: float
    """Estimated hours of one core, all stages."""
    sequential_hours: float
    """Those of the clusterer, which is one process."""
    disk_bytes: int
    """Estimated bytes of the output folder."""


def plan_run(inputs: Sequence[str], options: Options) -> Plan:
    """Estimate the cost of a run, in proportion to that of a sample; errors as for `run_archive`.

    The partitions of the sample are read to their end to count their pages.
    """
    require_extra()
    partitions = list_partitions(inputs)
    step = max(len(partitions) // SAMPLED, 1)
    sampled = partitions[::step][:SAMPLED]
    pages = sum(sum(1 for _ in read_records(part)) for part in sampled)
    counts = PartitionCounts()
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        output = Path(folder)
        for part in sampled[:1]:
            prepare(part, options, output / "warm", seconds=0, limit=1)  # imports
        start = time.process_time()
        for part in sampled:
            counts += prepare(part, options, output, seconds=0, limit=PAGES)
        prepared = time.process_time()
        threads = thread_articles(
            [prepared_path(output, part, options) for part in sampled], options, lambda done, total: None
        )
        threaded = time.process_time()
        for group in group_threads(threads):
            build_group(group, options, output)
        end = time.process_time()
        disk = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    size, sampled_size = sum(part.size for part in partitions), sum(part.size for part in sampled)
    total = round(pages * size / sampled_size) if sampled_size else pages
    factor = total / counts.records if counts.records else 0.0
    return Plan(
        len(partitions),
        size,
        total,
        round(counts.kept * factor),
        (end - start) * factor / 3600,
        (threaded - prepared) * factor / 3600,
        round(disk * factor),
    )

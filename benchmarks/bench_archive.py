"""An archive run with two worker processes, beside its stages in one process, over invented WARC files.

    python benchmarks/bench_archive.py                          # 4,000 pages in 8 files
    python benchmarks/bench_archive.py --pages 20000 --files 40

Prints the seconds of each, the share of the processor time that the driver (scheduler and clusterer) takes, the peak
of memory, and whether both have the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import sys
import tempfile
import time
from pathlib import Path

from process_memory import PeakMemory

from briefing.archive.inputs import list_partitions
from briefing.archive.partitions import prepare
from briefing.archive.run import run_archive
from briefing.archive.stories import build_group, group_threads
from briefing.archive.tables import require_extra
from briefing.archive.threading import thread_articles
from briefing.archive.values import Options, prepared_path
from briefing.errors import UsageError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=4000)
    parser.add_argument("--files", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    try:
        require_extra()
    except UsageError as error:
        print(error)
        return
    sys.path.append(str(Path(__file__).resolve().parents[1]))
    from tests.archive.warcs import write_warcs

    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        inputs, one, many = (Path(folder) / name for name in ("in", "one", "many"))
        write_warcs(inputs, arguments.pages, arguments.files)
        start = time.monotonic()
        with PeakMemory() as memory:
            own = time.process_time()
            report = run_archive([str(inputs)], many, Options(), workers=arguments.workers)
            own = time.process_time() - own
        spread = time.monotonic() - start
        workers = resource.getrusage(resource.RUSAGE_CHILDREN)
        alone = _run_alone(inputs, one)
        print(f"{arguments.pages} pages, {report.stories.threads} threads, {report.stories.quotes} quotes")
        print(
            f"one process: {sum(alone):.1f} s "
            f"(partitions {alone[0]:.1f}, threads {alone[1]:.1f}, stories {alone[2]:.1f})"
        )
        stages = ", ".join(f"{each:.1f}" for each in report.seconds)
        print(
            f"{arguments.workers} workers: {spread:.1f} s with their start (stages {stages}): "
            f"{sum(alone) / spread:.2f} times"
        )
        print(f"driver: {own:.1f} s of processor time, workers {workers.ru_utime + workers.ru_stime:.1f} s")
        print("memory at the peak, MB:", ", ".join(f"{each:.0f}" for each in memory.megabytes))
        print("same bytes:", _hashes(one) == _hashes(many))


def _run_alone(inputs: Path, output: Path) -> tuple[float, float, float]:
    """Seconds of the three stages in this process."""
    start, options = time.monotonic(), Options()
    parts = list_partitions([str(inputs)])
    for part in parts:
        prepare(part, options, output, seconds=0)
    prepared = time.monotonic()
    threads = thread_articles([prepared_path(output, part, options) for part in parts], options, lambda *_: None)
    threaded = time.monotonic()
    for group in group_threads(threads):
        build_group(group, options, output)
    return prepared - start, threaded - prepared, time.monotonic() - threaded


def _hashes(output: Path) -> dict[str, str]:
    files = output.rglob("*.parquet")
    return {str(path.relative_to(output)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


if __name__ == "__main__":
    main()

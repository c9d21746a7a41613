"""Duration of a refresh of many feeds, beside baselines and other feed readers in the same run.

Run `python benchmarks/bench_refresh.py [--feeds 1000] [--ages spread] [--latency 0.05] [--no-cold] [--no-peers]`. The
server runs on this machine and shares its processors; only the ratios transfer to other machines. Unchanged feeds
(304) are compared with the same requests by urllib3 and by plain sockets, a first refresh with newsboat (a Debian
package) and reader (a Python package) where they are installed; these only store.
"""

from __future__ import annotations

import argparse
import queue
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from compiled_modules import compile_modules
from newsstand import NOW, newsstand
from process_memory import PeakMemory

from briefing.collector import collect_seldom
from briefing.config import Config, FeedConfig
from briefing.newsroom import Progress, RefreshReport, Store, open_store, refresh
from briefing.newsroom.processes.pool import cores
from briefing.store import sources
from briefing.store.columns import to_micros

SCREEN = 60
"""Number of the most important threads of which the reader's first screens consist."""
READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
for url in sys.stdin.read().split():
    reader.add_feed(url, exist_ok=True)
reader.update_feeds(workers=int(sys.argv[2]))
"""


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_threads(urls: list[str], workers: int, ask: Callable[[str], None]) -> None:
    todo: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    for url in [*urls, *[None] * workers]:
        todo.put(url)

    def work() -> None:
        while url := todo.get():
            ask(url)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def by_sockets(url: str) -> None:
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port)) as peer:
        tag = parts.path[1:]
        peer.sendall(f'GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nIf-None-Match: "{tag}"\r\n\r\n'.encode())
        assert b" 304 " in peer.recv(65536)


def by_urllib3(urls: list[str], workers: int) -> None:
    import urllib3

    with urllib3.PoolManager(256) as pool:

        def ask(url: str) -> None:
            tag = f'"{urlsplit(url).path[1:]}"'
            assert pool.request("GET", url, headers={"If-None-Match": tag}, retries=False).status == 304

        in_threads(urls, workers, ask)


def by_newsboat(folder: Path, urls: list[str], workers: int) -> Callable[[], object]:
    (folder / "urls").write_text("\n".join(urls))
    (folder / "config").write_text(f"reload-threads {workers}\n")
    files = ["-u", f"{folder}/urls", "-C", f"{folder}/config", "-c", f"{folder}/newsboat.db"]
    return lambda: subprocess.run(["newsboat", *files, "-x", "reload"], check=True, stdout=subprocess.DEVNULL)


def by_reader(folder: Path, urls: list[str], workers: int) -> Callable[[], object]:
    command = [sys.executable, "-c", READER, str(folder / "reader.db"), str(workers)]
    return lambda: subprocess.run(command, input="\n".join(urls), text=True, check=True)


@dataclass
class Times:
    """When each part of a refresh was done, in seconds since its start."""

    store: Store
    start: float = field(default_factory=time.perf_counter)
    ends: dict[str, float] = field(default_factory=dict)

    def note(self, progress: Progress) -> None:
        """Note the end of a stage, and when what the reader shows first is complete."""
        self.ends[progress.stage] = time.perf_counter() - self.start
        if progress.stage == "summaries" and "page" not in self.ends:
            day = to_micros(NOW - timedelta(days=1))
            pending = self._has(
                "SELECT pending FROM article WHERE pending = 1 AND coalesce(published, fetched) >= ?", day
            )
            behind = self._has("SELECT behind FROM thread WHERE behind = 1 AND last >= ?", day)
            first = self._has("SELECT behind FROM thread ORDER BY rank DESC LIMIT ?", SCREEN)
            undone = {"screen": first, "top": first or pending, "page": behind or pending}
            now = time.perf_counter() - self.start
            self.ends |= {name: now for name, missing in undone.items() if name not in self.ends and not missing}

    def _has(self, undone: str, value: int | None) -> bool:
        return any(row[0] == 1 for row in self.store.rows(undone, (value,)))


def refreshed(path: Path, config: Config, *, later: int = 0) -> tuple[RefreshReport, dict[str, float]]:
    """Refresh once; returns the report, and the time at which each stage ended, in seconds."""
    with open_store(path) as store:
        times = Times(store)
        report = refresh(store, config, now=NOW + timedelta(hours=later), on_progress=times.note)
    return report, {**times.ends, "all": time.perf_counter() - times.start}


def pretend_read(path: Path, config: Config) -> None:
    """Store the feeds as fetched before, with their ETags and no articles."""
    from briefing.newsroom.ingest.update_plan import configured_sources

    with open_store(path) as store:
        feeds = configured_sources(config)
        sources.configure(store, feeds)
        known = sources.states(store)
        tags = {source.id: f'"{urlsplit(source.location).path[1:]}"' for source in feeds}
        read = [replace(known[s.id], etag=tags[s.id], checked=NOW, ok=NOW) for s in feeds]
        sources.write_states(store, read)


def cpu_seconds() -> float:
    """CPU time of this process and of its children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def megabytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def measure_unchanged(folder: Path, config: Config, urls: list[str]) -> None:
    path, workers = folder / "warm.db", config.fetch.workers
    pretend_read(path, config)
    refreshed(path, config)  # imports, and the server's first access to its feeds
    warm = min(refreshed(path, config, later=number)[1]["all"] for number in range(3))
    sockets = min(timed(lambda: in_threads(urls, workers, by_sockets)) for _ in range(3))
    pooled = min(timed(lambda: by_urllib3(urls, workers)) for _ in range(3))
    print(f"all 304: {warm:.2f} s, {warm / sockets:.2f} times sockets, {warm / pooled:.2f} times urllib3")
    print(f"  memory: {megabytes(resource.RUSAGE_SELF):.0f} MB")


def measure_first(folder: Path, config: Config) -> float:
    """Measure a first refresh; returns the seconds until all feeds are stored."""
    before = cpu_seconds()
    with PeakMemory() as peak:
        report, ends = refreshed(folder / "cold.db", config)
    used = cpu_seconds() - before
    print(f"first refresh: {report.new_articles:,} articles, feeds stored after {ends['feeds']:.1f} s")
    for name, what in (
        ("screen", f"the {SCREEN} most important threads so far"),
        ("top", f"all articles of the last 24 hours threaded, and the {SCREEN} most important threads"),
        ("page", "all threads of the last 24 hours"),
    ):
        print(f"  {what} complete after {ends.get(name, ends['all']):.1f} s")
    print(f"  all done after {ends['all']:.1f} s")
    print(f"  CPU: {used:.1f} s in all processes, {1000 * used / report.new_articles:.2f} ms an article")
    ours, child = megabytes(resource.RUSAGE_SELF), megabytes(resource.RUSAGE_CHILDREN)
    print(f"  memory: {ours:.0f} MB, and {child:.0f} MB the largest process apart")
    together = " + ".join(f"{each:.0f}" for each in peak.megabytes)
    print(f"  memory of all processes together: {sum(peak.megabytes):.0f} MB at their peak ({together})")
    return ends["feeds"]


def measure_peers(folder: Path, urls: list[str], workers: int, ours: float) -> None:
    if shutil.which("newsboat"):
        seconds = timed(by_newsboat(folder, urls, workers))
        print(f"  newsboat stores them in {seconds:.1f} s, {seconds / ours:.1f} times as long")
    if find_spec("reader"):
        seconds = timed(by_reader(folder, urls, workers))
        print(f"  reader stores them in {seconds:.1f} s, {seconds / ours:.1f} times as long")


def main() -> None:
    collect_seldom()
    compile_modules()
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--ages", choices=("today", "spread"), default="today")
    parser.add_argument("--latency", type=float, default=0.05)
    parser.add_argument("--no-cold", action="store_true")
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    with (
        newsstand(options.feeds, options.latency, options.ages) as urls,
        tempfile.TemporaryDirectory() as name,
    ):
        folder = Path(name)
        config = Config(feeds=tuple(FeedConfig(url, full_text="never") for url in urls))
        workers = config.fetch.workers
        print(f"{options.feeds} feeds, {options.latency * 1000:g} ms, {workers} workers, {cores()} cores")
        measure_unchanged(folder, config, urls)
        if not options.no_cold:
            stored = measure_first(folder, config)
            if not options.no_peers:
                measure_peers(folder, urls, workers, stored)


if __name__ == "__main__":
    main()

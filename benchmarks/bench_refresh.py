"""Duration of a refresh of many feeds, with two baselines: the same requests by urllib3 and by plain sockets.

Run `python benchmarks/bench_refresh.py [--feeds 1000] [--latency 0.05] [--no-cold]`. The server runs on
this machine and shares its processors; only the ratios transfer to other machines.
"""

from __future__ import annotations

import argparse
import queue
import resource
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from newsstand import newsstand

from briefing.config import Config, FeedConfig
from briefing.newsroom import Progress, RefreshReport, open_store, refresh
from briefing.store import sources

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


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


def refreshed(path: Path, config: Config, now: datetime) -> tuple[RefreshReport, dict[str, float]]:
    """Refresh once; returns the report, and the time at which each stage ended, in seconds."""
    ends: dict[str, float] = {}
    start = time.perf_counter()

    def note_stage(progress: Progress) -> None:
        ends[progress.stage] = time.perf_counter() - start

    with open_store(path) as store:
        report = refresh(store, config, now=now, on_progress=note_stage)
    return report, {**ends, "all": time.perf_counter() - start}


def pretend_read(path: Path, config: Config) -> None:
    """Store the feeds as fetched before, with their ETags and no articles."""
    from briefing.newsroom.ingest.update_plan import configured_sources

    with open_store(path) as store:
        feeds = configured_sources(config)
        sources.configure(store, feeds)
        known = sources.states(store)
        tags = {source.id: f'"{urlsplit(source.location).path[1:]}"' for source in feeds}
        read = [replace(known[s.id], etag=tags[s.id], checked=NOON, ok=NOON) for s in feeds]
        sources.write_states(store, read)


def cpu_seconds() -> float:
    """CPU time of this process and of its children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def megabytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--latency", type=float, default=0.05)
    parser.add_argument("--no-cold", action="store_true")
    options = parser.parse_args()
    with newsstand(options.feeds, options.latency) as urls, tempfile.TemporaryDirectory() as folder:
        config = Config(feeds=tuple(FeedConfig(url, full_text="never") for url in urls))
        workers = config.fetch.workers
        path = Path(folder) / "warm.db"
        pretend_read(path, config)
        refreshed(path, config, NOON)  # imports, and the server's first access to its feeds
        warm = min(refreshed(path, config, NOON + timedelta(hours=n))[1]["all"] for n in range(3))
        sockets = min(timed(lambda: in_threads(urls, workers, by_sockets)) for _ in range(3))
        pooled = min(timed(lambda: by_urllib3(urls, workers)) for _ in range(3))
        print(f"{options.feeds} feeds, {options.latency * 1000:g} ms, {workers} workers, all 304: {warm:.2f} s")
        print(
            f"  floor: sockets {sockets:.2f} s (x{warm / sockets:.2f}), urllib3 {pooled:.2f} s (x{warm / pooled:.2f})"
        )
        print(f"  memory: {megabytes(resource.RUSAGE_SELF):.0f} MB")
        if options.no_cold:
            return
        before = cpu_seconds()
        report, ends = refreshed(Path(folder) / "cold.db", config, NOON)
        used = cpu_seconds() - before
        print(
            f"  cold: {report.new_articles} articles, feeds stored after {ends['feeds']:.2f} s, all {ends['all']:.2f} s"
        )
        print(f"  CPU: {used:.1f} s in all processes, {1000 * used / report.new_articles:.2f} ms an article")
        ours, child = megabytes(resource.RUSAGE_SELF), megabytes(resource.RUSAGE_CHILDREN)
        print(f"  memory: {ours:.0f} MB, and {child:.0f} MB the largest process apart")


if __name__ == "__main__":
    main()

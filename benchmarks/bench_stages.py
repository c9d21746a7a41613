"""CPU time of a first refresh by stage, per article: python benchmarks/bench_stages.py [--feeds 100] (< 30 s).

Everything runs in this process, so nothing is encoded twice for worker processes as in `bench_refresh.py`; parsing, in
the threads of requests, is measured by the clock of its thread. The time of a stage excludes that of the stages inside.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from newsstand import NOW, newsstand

from briefing.collector import collect_seldom
from briefing.config import Config, FeedConfig
from briefing.newsroom import open_store, refresh
from briefing.newsroom.processes import pool
from briefing.newsroom.stories import pooled_executor

STAGES = {
    "parse feeds": ["newsroom.ingest.parse_jobs:read_feed"],
    "identify entries": ["newsroom.ingest.fetch_sources:make_feed_plan"],
    "store articles": ["store.sources:write_plan"],
    "languages": ["text.languages:_detect"],
    "names": ["text.analysis:find_names"],
    "sentences": ["text.analysis:split_sentences"],
    "quotes": ["text.analysis:extract_quotes"],
    "terms": ["text.analysis:make_terms"],
    "exchange": [
        "newsroom.stories.pooled_executor:PooledExecutor._analyse",
        "newsroom.stories.pooled_executor:_as_needed",
        "newsroom.stories.pooled_executor:PooledExecutor._build",
    ],
    "clustering": [
        "newsroom.stories.build_threads:thread_batch",
        "newsroom.stories.build_threads:relate",
        "store.articles:pending",
    ],
    "list rows": ["newsroom.stories.build_threads:list_new_threads", "newsroom.stories.thread_record:rows_of"],
    "store threads": ["store.write_threads:write", "store.write_threads:write_rows", "store.write_threads:recount"],
    "read members": ["newsroom.stories.thread_jobs:read_members"],
    "titles": ["threads.labels.labelled_thread:make_thread"],
    "key quotes": ["briefs.key_quotes:rank_quotes", "briefs.quoted_places:QuotedPlaces"],
    "summaries": ["briefs.thread_lead:thread_lead", "briefs.thread_lead:thread_news"],
    "rest of briefs": ["briefs.composition:make_brief"],
}
"""Functions of each stage: module below `briefing`, and name."""


class StageTimes:
    """CPU time by stage, without that of the stages called by it."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._local = threading.local()

    def watch(self, stage: str, target: str) -> None:
        """Measure a function, also where modules have imported it by name."""
        module_name, _, path = target.partition(":")
        owner: Any = importlib.import_module(f"briefing.{module_name}")
        *classes, name = path.split(".")
        for each in classes:
            owner = getattr(owner, each)
        function = getattr(owner, name)
        measured = self._measured(stage, function)
        setattr(owner, name, measured)
        for module in [each for key, each in sys.modules.items() if key.startswith("briefing.")]:
            if vars(module).get(name) is function:
                setattr(module, name, measured)

    def _measured(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            outer: list[tuple[str, float]] = self._local.__dict__.setdefault("outer", [])
            self._add(outer)
            outer.append((stage, time.thread_time()))
            try:
                return function(*arguments, **options)
            finally:
                self._add(outer)
                outer.pop()
                if outer:
                    outer[-1] = (outer[-1][0], time.thread_time())

        return call

    def _add(self, outer: list[tuple[str, float]]) -> None:
        if outer:
            stage, start = outer[-1]
            self.seconds[stage] += time.thread_time() - start


class _Immediate:
    """An executor that runs each job at once."""

    def __init__(self, *arguments: Any) -> None:
        pass

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(function(*arguments))
        return future

    def shutdown(self, **options: Any) -> None:
        pass


def main() -> None:
    collect_seldom()
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, default=100)
    feeds = parser.parse_args().feeds
    pool.PROCESSES = 0
    pooled_executor.ThreadPoolExecutor = _Immediate  # type: ignore[attr-defined, assignment]
    times = StageTimes()
    for module in {target.partition(":")[0] for targets in STAGES.values() for target in targets}:
        importlib.import_module(f"briefing.{module}")
    for stage, targets in STAGES.items():
        for target in targets:
            times.watch(stage, target)
    with newsstand(feeds, 0.0) as urls, tempfile.TemporaryDirectory() as folder:
        config = Config(feeds=tuple(FeedConfig(url, full_text="never") for url in urls))
        start = time.process_time()
        with open_store(Path(folder) / "cold.db") as store:
            articles = refresh(store, config, now=NOW).new_articles
        whole = time.process_time() - start
    for stage in STAGES:
        print(f"{stage:18} {1000 * times.seconds[stage] / articles:6.2f} ms")
    print(f"{'the rest':18} {1000 * (whole - sum(times.seconds.values())) / articles:6.2f} ms")
    print(f"{'all':18} {1000 * whole / articles:6.2f} ms of CPU time an article, {articles} articles")


if __name__ == "__main__":
    main()

"""A refresh with 200 new articles into a store of 100,000, 15,000 of whose threads are open.

Prints what follows the last feed, by stage, beside the same refresh into a store of 1,000 articles and the rows of the
clusterer's state read by bare sqlite3. Articles are invented (`newsstand.py`), a tenth of them in German, which makes
all threads comparable across languages.
Run: python benchmarks/bench_steady.py [--n 100000] [--folder DIR] (< 2 min)
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import random
import resource
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import bench_store
import newsstand
from bench_refresh import cpu_seconds, megabytes
from bench_stages import StageTimes
from compiled_modules import compile_modules

from briefing.collector import collect_seldom
from briefing.config import Config, FeedConfig
from briefing.model import Article, stable_id
from briefing.newsroom import Progress, open_store, refresh
from briefing.newsroom.processes.pool import Workers
from briefing.newsroom.stories import build_threads
from briefing.newsroom.stories.pooled_executor import PooledExecutor
from briefing.store import Store, articles, write_threads
from briefing.store.stored_values import Draft

OPEN = 15_000
"""Open threads, made of a third more articles."""
DAYS = 29
SOURCES = 500
FEEDS = 7
"""Feeds of the refresh, with 30 new articles each."""
GERMAN = """
der die das und in zu den mit von ist im für auf dem nicht ein eine als auch es an wird
"""
STAGES = {
    "read the state": ["store.clusters:read"],
    "records of sources": ["store.source_history:records"],
    "restore the clusterer": ["newsroom.stories.build_threads:restore"],
    "index open threads": ["threads.clustering.clusterer:Clusterer.index"],
    "wait for analyses": ["newsroom.stories.build_threads:_analyse"],
    "terms of languages": ["newsroom.stories.build_threads:supply_terms"],
    "cluster": ["threads.clustering.clusterer:Clusterer.add_all"],
    "list rows": ["newsroom.stories.build_threads:list_new_threads"],
    "write threads": ["store.write_threads:write"],
    "relate": ["newsroom.stories.build_threads:relate"],
    "build briefs": ["newsroom.stories.build_threads:build_backlog"],
    "name outlets": ["newsroom.ingest.pipeline:name_outlets"],
    "pages": ["newsroom.ingest.pipeline:fetch_pages"],
    "renew": ["newsroom.ingest.pipeline:renew_threads", "newsroom.ingest.pipeline:renew_analyses"],
    "rest of threading": ["newsroom.ingest.pipeline:thread_pending"],
}
"""Functions of each stage: module below `briefing`, and name."""


def article(number: int, count: int) -> Article:
    """An article of the window, the oldest first.

    A third of them share their story with others of their days, and a few of the last with those of the feeds.
    """
    chance = random.Random(f"steady {number}")
    shared = number // 1500 * 1500 + int(250 * chance.random() ** 2) if chance.random() < 0.35 else number
    is_late = number > 0.95 * count and chance.random() < 0.1
    own, people = newsstand.story(chance.randrange(6 * FEEDS) if is_late else 10_000_000 + shared)
    lengths = (24, 20, 14) if chance.random() < 0.7 else (24, 20, 14) * 6
    lines = [newsstand.sentence(chance, own, people, length) for length in lengths]
    if chance.random() < 0.25:
        lines[-1] = f"\u201c{lines[-1][:-1]},\u201d said {people[0]}."
    text, title = " ".join(lines), newsstand.sentence(chance, own, people, 9)[:-1]
    if number % 10 == 0:
        known = dict(zip(newsstand.FUNCTION_WORDS, GERMAN.split() * 4, strict=False))
        text, title = (" ".join(known.get(word, word) for word in each.split()) for each in (text, title))
    source = f"Source {chance.randrange(SOURCES)}"
    when = newsstand.NOW - timedelta(days=DAYS * (1 - number / count), hours=2)
    url = f"https://news.example/steady/{number}"
    return Article(stable_id(url), url, title, text, source, source_id=stable_id(source), published=when, fetched=when)


def earlier(number: int, plain: Callable[[int], Article] = bench_store.article) -> Article:
    """An article of before the window."""
    source = f"Source {number % SOURCES}"
    return replace(plain(number), outlet=source, source_id=stable_id(source))


def fill(path: Path, number: int) -> None:
    """Make a store of this many articles, at most a fifth of them in the window."""
    recent = min(OPEN * 4 // 3, number)
    with open_store(path) as store, Workers() as workers, PooledExecutor(workers) as executor:
        bench_store.article = earlier
        bench_store.fill(store, number - recent)
        with store.transaction():
            articles.write_drafts(store, [Draft(article(each, recent)) for each in range(recent)])
        clusterer = build_threads.restore(store, Config())
        while pending := articles.pending(store, 4000):
            executor.expect([each.article for each in pending], are_compared=True)
            batch = pending[:2000]
            arrived = max(each.article.when or newsstand.NOW for each in batch)
            threading = build_threads.thread_batch(store, clusterer, batch, arrived, executor, lambda *_: None)
            write_threads.write(store, threading)
        store.run("UPDATE thread SET behind = 0, regroup = 0")
        store.run("ANALYZE")


def bare_seconds(path: Path) -> float:
    """Time to read the clusterer's state by bare sqlite3, undecoded."""
    with sqlite3.connect(path) as db:
        start = time.perf_counter()
        for table in ("part", "term", "usage"):
            db.execute(f"SELECT * FROM {table}").fetchall()
        return time.perf_counter() - start


class Stages(StageTimes):
    """Time by stage, by the clock or of this process."""

    def __init__(self) -> None:
        super().__init__()
        for stage, targets in STAGES.items():
            for target in targets:
                importlib.import_module(f"briefing.{target.partition(':')[0]}")
                self.watch(stage, target)


def refreshed(path: Path, config: Config, stages: Stages) -> Iterator[str]:
    """Refresh once; gives lines of the times after the last feed was read."""
    stages.seconds.clear()
    ends: dict[str, tuple[float, float]] = {}

    def note(progress: Progress) -> None:
        if progress.stage == "feeds":
            ends["feeds"] = time.perf_counter(), time.process_time()

    before = cpu_seconds()
    with open_store(path) as store:
        report = refresh(store, config, now=newsstand.NOW, on_progress=note)
        after, used = time.perf_counter() - ends["feeds"][0], time.process_time() - ends["feeds"][1]
        yield f"{report.new_articles} new articles, {report.changed_threads} threads: {after:.2f} s after the last feed"
        yield f"  CPU of all processes in the whole refresh: {cpu_seconds() - before:.2f} s"
        yield f"  CPU of this process since then: {used:.2f} s"
        yield from (f"    {stage:22} {stages.seconds[stage]:6.3f} s" for stage in STAGES)
        yield f"    {'the rest':22} {used - sum(stages.seconds.values()):6.3f} s"


def describe(store: Store) -> str:
    (stored,), (threads,), (open_,) = (
        store.row(f"SELECT count(*) FROM {table}")
        for table in ("article", "thread", "(SELECT DISTINCT thread_id FROM part)")
    )
    return f"a store of {stored:,} articles in {threads:,} threads, {open_:,} of them open"


def main() -> None:
    collect_seldom()
    compile_modules()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="keep the stores here, and use those that are here")
    options = parser.parse_args()
    stages = Stages()
    with newsstand.newsstand(FEEDS, 0.0) as urls, tempfile.TemporaryDirectory() as temporary:
        config = Config(feeds=tuple(FeedConfig(url, full_text="never") for url in urls))
        for number in (1000, options.n):
            kept = (options.folder or Path(temporary)) / f"{number}.db"
            if not kept.exists():  # in a process of its own, whose memory does not count
                filler = multiprocessing.get_context("spawn").Process(target=fill, args=(kept, number))
                filler.start()
                filler.join()
            path = Path(temporary) / f"refreshed-{number}.db"
            shutil.copy(kept, path)
            with open_store(path) as store:
                print(describe(store))
            bare = bare_seconds(path)
            for line in refreshed(path, config, stages):
                print(f"  {line}", flush=True)
            state = stages.seconds["read the state"]
            print(f"  state: {state:.3f} s, its rows by bare sqlite3: {bare:.3f} s (x{state / bare:.1f})")
            print(f"  memory: {megabytes(resource.RUSAGE_SELF):.0f} MB", flush=True)


if __name__ == "__main__":
    main()

"""Speed of a large store: first screen, a thread, marks, undo, bulk marks, prune.

Prints milliseconds (the median of several, in a newly opened store) and ratios to a full scan of the thread table in
the same store, the cost of each query without its index; and the size of the store.
Run: python benchmarks/bench_store.py [--n 10000 100000] [--million]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing import newsroom
from briefing.config import Config, StoreConfig
from briefing.model import Analysis, Article, ArticleRef, Brief, Citation, KeyQuote, Line, Thread, stable_id
from briefing.newsroom.library.ranking import rank
from briefing.store import Store, articles, write_threads
from briefing.store.stored_values import Draft, Threading, ThreadRecord

START = datetime(2024, 1, 1, tzinfo=UTC)
PER_THREAD = 5
BATCH = 500
TEXT = "The council met on Tuesday and voted for the plan after a long debate about what it costs. " * 12


def article(number: int) -> Article:
    url = f"https://news.example/{number}"
    when = START + timedelta(minutes=number)
    outlet = f"Outlet {number % 40}"
    return Article(stable_id(url), url, f"Council votes, report {number}", TEXT, outlet, published=when, fetched=when)


def record(number: int, members: list[Article]) -> ThreadRecord:
    refs = tuple(ArticleRef(a.id, a.title, a.outlet, a.url, a.published, added=a.fetched) for a in reversed(members))
    place = Citation(members[0].id, 0, 90, members[0].outlet, members[0].title, members[0].url, members[0].published)
    line = Line(TEXT[:90], place, added=members[0].fetched)
    quotes = (KeyQuote(TEXT[4:40], f"Speaker {number % 500}", (place,), added=members[0].fetched),)
    thread = Thread(
        f"t{number:07}",
        f"Council {number % 900} votes",
        tuple(a.id for a in members),
        (f"Name {number % 3000}",),
        (),
        members[0].published,
        members[-1].published,
    )
    brief = Brief(thread, (line,), (line,), quotes, (), refs, tuple({a.outlet for a in members}), len(members))
    return ThreadRecord(brief, rank(brief, members[-1].fetched or START))


def fill(store: Store, number: int) -> None:
    for first in range(0, number, BATCH):
        made = [article(n) for n in range(first, min(first + BATCH, number))]
        groups = [made[n : n + PER_THREAD] for n in range(0, len(made), PER_THREAD)]
        threaded = tuple(record((first + n * PER_THREAD) // PER_THREAD, group) for n, group in enumerate(groups))
        homes = {a.id: r.brief.thread.id for r, group in zip(threaded, groups, strict=True) for a in group}
        with store.transaction():
            articles.write_drafts(store, [Draft(a) for a in made])
            write_threads.write(
                store, Threading(tuple(Analysis(a.id) for a in made), homes, threaded, made[-1].fetched or START)
            )


def milliseconds(call: Callable[[], object], times: int = 7) -> float:
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def questions(path: Path, number: int) -> Iterator[tuple[str, float]]:
    """Each operation with its time."""

    def first_screen() -> None:
        with newsroom.open_store(path) as store:
            newsroom.overview(store)
            newsroom.list_threads(store, limit=500)

    with newsroom.open_store(path) as store:
        yield (
            "scan of all threads",
            milliseconds(lambda: store.row("SELECT sum(length(title)) FROM thread NOT INDEXED")),
        )
        yield "open, header and 500 rows", milliseconds(first_screen)
        row = newsroom.list_threads(store, limit=50)[-1]
        yield "open a thread", milliseconds(lambda: newsroom.open_thread(store, row.thread.id))
        target = newsroom.whole_threads(store, [row.thread.id])
        turn = iter([kind for _ in range(50) for kind in ("read", "unread")])
        yield "mark a thread", milliseconds(lambda: newsroom.mark(store, next(turn), target))  # type: ignore[arg-type]
        turn = iter([kind for _ in range(50) for kind in ("follow", "unfollow")])
        yield "follow a thread", milliseconds(lambda: newsroom.mark(store, next(turn), target))  # type: ignore[arg-type]
        yield "undo", milliseconds(lambda: newsroom.undo(store, Config()))
        for change in newsroom.list_changes(store):
            if not change.undone:
                newsroom.undo(store, Config(), change.number)
        yield "journal, 50 entries", milliseconds(lambda: newsroom.list_changes(store, limit=50))
        everything = newsroom.listed_targets(store)
        yield f"mark all {number:,} read", milliseconds(lambda: newsroom.mark(store, "read", everything), 1)
        yield "undo that", milliseconds(lambda: newsroom.undo(store, Config()), 1)
        now = START + timedelta(minutes=number)
        size = path.stat().st_size
        half = StoreConfig(keep_days=max((now - START).days // 2, 1), keep=())
        yield "prune a half", milliseconds(lambda: newsroom.prune(store, half, now=now), 1)
        yield "MB before", size / 1e6
        yield "MB after", path.stat().st_size / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--million", action="store_true")
    options = parser.parse_args()
    for number in options.n + ([1_000_000] if options.million else []):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "briefing.db"
            with newsroom.open_store(path) as store:
                fill(store, number)
            print(f"{number:,} articles in {number // PER_THREAD:,} threads")
            scan = 0.0
            for name, took in questions(path, number):
                scan = scan or took
                ratio = "" if name.startswith("MB") else f"{took / scan:8.2f} scans"
                print(f"  {name:28} {took:10.2f}{ratio}", flush=True)


if __name__ == "__main__":
    main()

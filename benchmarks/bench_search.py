"""Speed of search and of lists by query over stores of generated articles, and the size of the index.

Each query runs several times; printed are the median and the longest processor time. The store is filled through the
same triggers as by a refresh, 250 articles per transaction.
Run: python benchmarks/bench_search.py [--n 10000 100000] [--soak] (--soak adds a million)
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench_threads import Words

from briefing import newsroom
from briefing.newsroom import Store
from briefing.query.normalization import fold

START = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 365
WORDS = 300
"""Words per article; 60, as in a teaser, for a million articles, which take long to generate."""
STORY = 5
"""Articles per thread."""
BATCH = 250
TIMES = 15

QUESTIONS: dict[str, Callable[[Store], object]] = {
    "word in all articles": lambda s: newsroom.search_articles(s, "everywhere"),
    "word in a third": lambda s: newsroom.search_articles(s, "w200"),
    "word in some": lambda s: newsroom.search_articles(s, "w9000"),
    "word in one": lambda s: newsroom.search_articles(s, "only77"),
    "word in none": lambda s: newsroom.search_articles(s, "nowhere"),
    "two common words": lambda s: newsroom.search_articles(s, "everywhere w0"),
    "common and rare": lambda s: newsroom.search_articles(s, "everywhere w9000"),
    "one of two": lambda s: newsroom.search_articles(s, "w200 or w9000"),
    "one without another": lambda s: newsroom.search_articles(s, "w200 -w201"),
    "phrase": lambda s: newsroom.search_articles(s, '"w200 w201"'),
    "beginning": lambda s: newsroom.search_articles(s, "w123*"),
    "in titles": lambda s: newsroom.search_articles(s, "title:w200"),
    "in quotes": lambda s: newsroom.search_articles(s, "quote:w200 speaker:speaker7"),
    "of one outlet of 200": lambda s: newsroom.search_articles(s, "w200 outlet:outlet7"),
    "unread of a week": lambda s: newsroom.search_articles(s, "w200 is:unread since:7d", now=START + timedelta(DAYS)),
    "no words": lambda s: newsroom.search_articles(s, "is:unread"),
    "common, by date": lambda s: newsroom.search_articles(s, "w200", order="date"),
    "first screen": lambda s: newsroom.list_threads(s, "", limit=50),
    "threads by words": lambda s: newsroom.list_threads(s, "w9000", limit=50),
    "threads by text": lambda s: newsroom.list_threads(s, "text:w9000", limit=50),
    "threads by outlet": lambda s: newsroom.list_threads(s, "outlet:outlet7 is:unread", limit=50),
}


def rows(number: int, words: int) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
    """Rows of `article` and `content` for each article."""
    chance, language = random.Random(1), Words()
    for n in range(1, number + 1):
        words_drawn = language.some(words, chance)
        words_drawn[3:3] = ["everywhere", f"only{n}"]
        text = " ".join(words_drawn)
        sentences, at = [], 0
        for begin in range(0, len(words_drawn), 20):
            length = len(" ".join(words_drawn[begin : begin + 20]))
            sentences.append({"start": at, "end": at + length})
            at += length + 1
        quotes = [{**sentences[2], "speaker": f"Speaker{n % 500} Name"}]
        when = round((START + timedelta(days=DAYS) * n / number).timestamp() * 1_000_000)
        analysis = json.dumps({"article_id": f"a{n}", "sentences": sentences, "quotes": quotes}, separators=(",", ":"))
        title = " ".join(language.some(8, chance))
        article = (n, f"a{n}", f"https://x.example/{n}", title, f"Outlet{n % 200}", when, when, f"t{(n - 1) // STORY}")
        yield article, (n, text, analysis)


def fill(store: Store, number: int) -> float:
    """Fill a store; returns the seconds of writing."""
    spent, made = 0.0, rows(number, WORDS if number < 1_000_000 else WORDS // 5)
    for begin in range(0, number, BATCH):
        batch = [next(made) for _ in range(min(BATCH, number - begin))]
        threads = [(a[-1], a[3], fold(str(a[3])), a[5], float(str(a[5]))) for a, _ in batch[::STORY]]
        began = time.process_time()
        with store.transaction():
            store.run_many(
                """
                INSERT INTO thread (id, title, names, keywords, members, haystack, founded, arrived, rank, articles,
                                    unread)
                VALUES (?1, ?2, '', '', '', ?3, ?4, ?4, ?5, 5, 5)
                """,
                threads,
            )
            store.run_many(
                """
                INSERT INTO article (number, id, url, title, outlet, author, published, fetched, language, origin,
                                     wire, source_id, thread_id, pending)
                VALUES (?, ?, ?, ?, ?, '', ?, ?, '', '', '', '', ?, 0)
                """,
                [a for a, _ in batch],
            )
            store.run_many("INSERT INTO content (number, text, analysis) VALUES (?, ?, ?)", [c for _, c in batch])
        spent += time.process_time() - began
    return spent


def measure(number: int, folder: Path) -> None:
    path = folder / f"{number}.db"
    with newsroom.open_store(path) as store:
        spent = fill(store, number)
        store.sync()
        text = store.row("SELECT sum(length(text)) FROM content")[0]
        index = store.row("SELECT sum(length(block)) FROM search_data")[0]
        print(
            f"{number:,} articles, {text / 1e6:.0f} MB of text: {number / spent:,.0f} written a second; "
            f"index {index / text:.2f} of the text, store {path.stat().st_size / text:.2f}"
        )
    with newsroom.open_store(path, readonly=True) as store:
        for name, ask in QUESTIONS.items():
            times = [clock(ask, store) for _ in range(TIMES)]
            print(f"  {name:24} {statistics.median(times):8.1f} ms, slowest {max(times):8.1f} ms")
    path.unlink()


def clock(ask: Callable[[Store], object], store: Store) -> float:
    began = time.process_time()
    ask(store)
    return (time.process_time() - began) * 1000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--n", type=int, nargs="+", default=[10_000, 100_000], help="articles")
    arguments.add_argument("--soak", action="store_true", help="a million articles too")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for number in [*options.n, *([1_000_000] if options.soak else [])]:
            measure(number, Path(folder))


if __name__ == "__main__":
    main()

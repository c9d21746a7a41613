"""Speed of clustering alone: generated articles, stories of Zipf sizes over 60 days, in consecutive refreshes.

Prints articles per second at 1,000, 10,000 and 100,000 articles seen, memory and the growth of the time per article.
Run: python benchmarks/bench_threads.py [--n 100000] [--batch 250]
"""

from __future__ import annotations

import argparse
import gc
import itertools
import random
import resource
import tempfile
import time
import tracemalloc
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.model import Analysis, AnnotatedArticle, Article, Terms
from briefing.store import Store, clusters
from briefing.text.terms import LEAD_WORDS, stem
from briefing.threads.clustering.clusterer import Clusterer

START = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 60
WORDS = 60
"""Words per article, as in a teaser or the start of a report."""


TRACED = 4_000
"""Number of articles for which memory is traced, which is slow."""


class Words:
    """A language of 30,000 words whose frequencies follow Zipf's law."""

    def __init__(self, size: int = 30_000) -> None:
        self._sums = list(itertools.accumulate(1.0 / rank for rank in range(20, size + 20)))
        self._names = [f"w{rank}" for rank in range(size)]
        for name in self._names:
            stem(name)  # done by the analysis of an article

    def some(self, number: int, chance: random.Random) -> list[str]:
        """This number of words, drawn by frequency."""
        total = self._sums[-1]
        return [self._names[bisect(self._sums, chance.random() * total)] for _ in range(number)]


def generate(number: int, chance: random.Random) -> list[AnnotatedArticle]:
    """Articles in order of time; each mixes words and names of its story with common ones."""
    language = Words()
    articles: list[AnnotatedArticle] = []
    while len(articles) < number:
        size = min(int(1.0 / (1.0 - chance.random()) ** 0.8), 400)
        begin, own = chance.random() * DAYS, language.some(30, chance) + [f"s{len(articles)}x{i}" for i in range(6)]
        names = [f"name{chance.randrange(4000)}" for _ in range(3)] + [f"own{len(articles)}"]
        for _ in range(size):
            when = START + timedelta(days=min(begin + chance.expovariate(0.7), DAYS))
            drawn = chance.choices(own, k=WORDS // 2) + language.some(WORDS // 2, chance)
            articles.append(make(len(articles), drawn, chance.sample(names, 3), when))
    articles = articles[:number]
    return sorted(articles, key=lambda item: item.article.when or START)


def make(number: int, drawn: list[str], names: list[str], when: datetime) -> AnnotatedArticle:
    text, title = " ".join(drawn), " ".join(drawn[:8])
    article = Article(f"a{number}", "", title, text, published=when)
    terms = Terms(Counter(drawn[:8]), Counter(names), Counter(drawn), Counter(drawn[:LEAD_WORDS]))
    return AnnotatedArticle(article, Analysis(article.id, terms=terms))


def batches(items: list[AnnotatedArticle], size: int) -> Iterator[list[AnnotatedArticle]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def measure(items: list[AnnotatedArticle], size: int, steps: list[int]) -> Clusterer:
    clusterer, done, spent, since = Clusterer(), 0, 0.0, 0
    base = 0.0
    for batch in batches(items, size):
        began = time.process_time()
        clusterer.add_all(batch)
        spent += time.process_time() - began
        done += len(batch)
        if steps and done >= steps[0]:
            each = spent / (done - since)
            base = base or each
            state = clusterer.state()
            print(
                f"{done:>7,} seen: {1 / each:>6,.0f} articles/s since the line above, {each / base:.2f} of the first; "
                f"{len({part.thread_id for part in state.parts}):,} threads of {len(state.parts):,} parts open"
            )
            spent, since = 0.0, done
            steps = steps[1:]
    return clusterer


def load(clusterer: Clusterer, items: list[AnnotatedArticle]) -> None:
    """Write the state of a clusterer to a store and measure the time in which a refresh reads it."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "briefing.db") as store:
        with store.transaction():
            store.run_many(
                """
                INSERT INTO article
                       (id, url, title, outlet, author, fetched, language, origin, wire, source_id, pending)
                VALUES (?, '', '', '', '', 0, '', 'feed', '', '', 0)
                """,
                [(item.article.id,) for item in items],
            )
            clusters.write(store, clusterer.take_changes())
        began = time.process_time()
        state = clusters.read(store)
        read = time.process_time()
        Clusterer(state=state)
        done = time.process_time()
        size = store.row("SELECT sum(length(terms)) FROM part")[0] / 1e6
    print(f"state: read in {read - began:.2f} s, made ready in {done - read:.2f} s; terms of parts {size:.1f} MB")


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--n", type=int, default=100_000, help="articles")
    arguments.add_argument("--batch", type=int, default=250, help="articles of one refresh")
    options = arguments.parse_args()
    items = generate(options.n, random.Random(1))
    gc.collect()
    gc.freeze()  # articles are not part of the clusterer, and no refresh has this number in memory
    before = megabytes()
    steps = [step for step in (1_000, 10_000, 30_000, 60_000, 100_000) if step < options.n] + [options.n]
    clusterer = measure(items, options.batch, steps)
    print(f"the program grew by {megabytes() - before:.0f} MB")
    load(clusterer, items)
    tracemalloc.start()
    clusterer = Clusterer()
    for batch in batches(items[:TRACED], options.batch):
        clusterer.add_all(batch)
    used = tracemalloc.get_traced_memory()[0] / 1e6
    print(f"memory of the clusterer after {min(options.n, TRACED):,} articles: {used:.0f} MB")


if __name__ == "__main__":
    main()

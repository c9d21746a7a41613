"""Memory and speed of `briefing summarize` over a stream: python benchmarks/bench_streams.py (< 60 s).

The program reads JSON Lines from a pipe that is written meanwhile. Its peak memory for 2,000 documents is compared with
that for 200, and its time with that of the summaries alone in this process.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time

from bench_summaries import make

from briefing.model import AnnotatedArticle, Article
from briefing.summary.summarizer import summarize_article
from briefing.text.analysis import analyse

SHORT, LONG = 200, 2000
MAX_GROWTH = 1.1
"""Limit of the peak memory for ten times the stream, as a multiple."""


def run(texts: list[str], count: int) -> tuple[float, float]:
    """Seconds and peak memory in MB of the program; checks that it printed every document."""
    watch = "import resource,subprocess,sys;c=subprocess.run(sys.argv[1:]).returncode;" + (
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,file=sys.stderr);sys.exit(c)"
    )
    command = [sys.executable, "-c", watch, sys.executable, "-m", "briefing", "summarize", "-", "--format", "jsonl"]
    began = time.perf_counter()
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert program.stdin and program.stderr
    with program.stdin as pipe:
        for number in range(count):
            record = {"id": f"n{number}", "title": f"Story {number}", "text": texts[number % len(texts)]}
            pipe.write(json.dumps(record).encode() + b"\n")
    stderr_words = program.stderr.read().split()
    assert program.wait() == 0, stderr_words
    return time.perf_counter() - began, int(stderr_words[-1]) / 1024


def sum_up(text: str) -> None:
    article = Article.from_text(text)
    summarize_article(AnnotatedArticle(article, analyse(article)))


def main() -> None:
    chance = random.Random(7)
    texts = [make(number, 25, chance).article.text for number in range(SHORT)]
    sum_up(texts[0])  # imports
    began = time.perf_counter()
    for text in texts:
        sum_up(text)
    alone = (time.perf_counter() - began) / len(texts)
    (short_time, short), (long_time, long) = run(texts, SHORT), run(texts, LONG)
    each = (long_time - short_time) / (LONG - SHORT)
    growth = long / short
    print(f"peak memory, {SHORT:5} documents   {short:7.1f} MB")
    print(f"peak memory, {LONG:5} documents   {long:7.1f} MB   {growth:.2f} times   limit {MAX_GROWTH} times")
    print(f"a document                    {1000 * each:7.1f} ms   {each / alone:.2f} times analysis and summary alone")
    print(f"{LONG} documents in {long_time:.1f} s; memory of this process {peak():.0f} MB")
    if growth > MAX_GROWTH:
        sys.exit("memory grows with the stream")


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()

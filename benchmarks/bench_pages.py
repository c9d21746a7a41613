"""Pages per second: ours in worker processes against trafilatura alone in as many, on real or generated pages.

Run `python benchmarks/bench_pages.py [--pages 240]`. Real pages come from ../shared/eval where that is present.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from briefing.newsroom.ingest.parse_jobs import PageJob
from briefing.newsroom.processes.pool import Workers, cores

EVAL = Path(__file__).resolve().parents[2] / "shared" / "eval" / "data" / "pages.jsonl.gz"


def some_pages(count: int) -> list[bytes]:
    if EVAL.exists():
        with gzip.open(EVAL, "rt", encoding="utf-8") as lines:
            pages = [json.loads(line)["html"].encode() for line in lines]
    else:
        prose = "<p>The council voted on Tuesday to rebuild the old harbour bridge, which was closed in May.</p>"
        pages = [
            f"<html><body><article><h1>Page {n}</h1>{prose * 30}</article></body></html>".encode() for n in range(9)
        ]
    return (pages * (count // len(pages) + 1))[:count]


def alone(body: bytes) -> str:
    import trafilatura

    return trafilatura.extract(body, fast=True, include_comments=False) or ""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=244)
    bodies = some_pages(parser.parse_args().pages)
    rates: dict[str, list[float]] = {"ours": [], "trafilatura": []}
    with Workers() as workers, get_context("spawn").Pool(cores()) as pool, ThreadPoolExecutor(4 * cores()) as threads:
        job = PageJob("https://news.example/story", details=False)
        workers.expect(PageJob, len(bodies))  # else it starts one process only
        for _ in range(4):  # alternating, to average out other load; the first round loads the libraries
            start = time.perf_counter()
            pool.map(alone, bodies, chunksize=4)
            rates["trafilatura"].append(len(bodies) / (time.perf_counter() - start))
            start = time.perf_counter()
            list(threads.map(lambda body: workers.run(job, body), bodies))
            rates["ours"].append(len(bodies) / (time.perf_counter() - start))
    ours, floor = max(rates["ours"][1:]), max(rates["trafilatura"][1:])
    print(
        f"{len(bodies)} pages, {cores()} cores: {ours:.0f} pages/s, trafilatura alone {floor:.0f} ({ours / floor:.0%})"
    )


if __name__ == "__main__":
    main()

"""Speed of `analyse`, a line a stage, as a share of trafilatura's on the same pages in the same run (< 20 s).

Run `python benchmarks/bench_analysis.py [--runs 3] [--pages FILE]`. Each run is a fresh process with cold caches:
`cold` is the first pass over the articles, `import` the import of the modules, `warm` a second pass. Garbage is
collected as seldom as in worker processes, for both.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from briefing.collector import collect_seldom

EVAL = Path(__file__).resolve().parents[2] / "shared" / "eval" / "data" / "pages.jsonl.gz"
LIMIT = 0.25
"""Largest share of all stages, cold."""


def measure(path: Path) -> dict[str, dict[str, float]]:
    """Share of each stage in this process, by `import`, `cold` and `warm`."""
    import trafilatura

    collect_seldom()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        pages = [json.loads(line)["html"] for line in lines]
    texts = [trafilatura.extract(page, fast=True) or "" for page in pages]
    start = time.process_time()
    for page in pages:
        trafilatura.extract(page, fast=True)
    whole = time.process_time() - start
    start = time.process_time()
    from briefing import Article
    from briefing.text.languages import language_of
    from briefing.text.names.entities import find_names
    from briefing.text.quotes import extract_quotes
    from briefing.text.sentence_splitter import split_sentences
    from briefing.text.terms import make_terms

    times: dict[str, dict[str, float]] = {"import": {"all": time.process_time() - start}}

    def stage(name: str, work: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        start = time.process_time()
        value = work(*arguments, **options)
        times[temperature][name] = times[temperature].get(name, 0.0) + time.process_time() - start
        return value

    # The stages of `analyse`.
    for temperature, more in (("cold", ""), ("warm", " ")):
        times[temperature] = {}
        for text in texts:
            article = Article("a", "", "", text + more)
            language = stage("language", language_of, article)
            names = stage("names", find_names, article.text)
            stage("sentences", split_sentences, article.text, language, "a")
            stage("quotes", extract_quotes, article.text, doubtful=True, turns=True, inner=True)
            stage("terms", make_terms, "", article.text, names, language)
        times[temperature]["all"] = sum(times[temperature].values())
    return {column: {name: each / whole for name, each in row.items()} for column, row in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pages", type=Path, default=EVAL)
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.once:
        print(json.dumps(measure(options.pages)))
        return
    if not options.pages.exists():
        print(f"not measured: {options.pages} does not exist")
        return
    command = [sys.executable, __file__, "--once", "--pages", options.pages]
    runs = [json.loads(subprocess.check_output(command)) for _ in range(options.runs)]
    for name in runs[0]["cold"]:
        columns = {column: min(run[column].get(name, 0.0) for run in runs) for column in runs[0]}
        print(f"{name:10}" + "".join(f"  {column} {share:6.1%}" for column, share in columns.items() if share))
    cold = min(run["cold"]["all"] for run in runs)
    print(f"of trafilatura, fast=True; limit {LIMIT:.0%}: {'ok' if cold <= LIMIT else 'TOO SLOW'}")


if __name__ == "__main__":
    main()

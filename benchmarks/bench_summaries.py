"""Speed of summaries, and of sumy's LexRank in the same run: python benchmarks/bench_summaries.py (< 60 s)."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from briefing import wordlists
from briefing.model import Analysis, AnnotatedArticle, Article
from briefing.summary.summarizer import METHODS, summarize_article, summarize_thread
from briefing.text.sentence_splitter import split_sentences

START = datetime(2026, 1, 7, tzinfo=UTC)
COMMON = wordlists.entries("text", "stop_words/en")[:300:10]
"""Function words by which English is detected: without them a model would detect the language of each text."""


def make(number: int, sentences: int, chance: random.Random) -> AnnotatedArticle:
    """An article of invented words among English ones, with frequencies as in English."""
    vocabulary = [f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}on" for n in range(8000)]
    vocabulary[: len(COMMON)] = COMMON
    weights = [1 / (rank + 1) for rank in range(8000)]
    lines = [
        " ".join(chance.choices(vocabulary, weights, k=chance.randint(10, 32))).capitalize() + "."
        for _ in range(sentences)
    ]
    text = "\n".join(" ".join(lines[i : i + 3]) for i in range(0, sentences, 3))
    article = Article.from_text(text, outlet=f"Outlet {number}", published=START + timedelta(minutes=number))
    return AnnotatedArticle(article, Analysis(article.id, tuple(split_sentences(text))))


def best_of(times: int, work: Callable[[], object]) -> float:
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return 1000 * min(spent)


def main() -> None:
    chance = random.Random(7)
    items = [make(number, 30, chance) for number in range(300)]
    summarize_thread(items[:2], 120, "lexrank")  # imports
    cases: list[tuple[str, float, Callable[[], object]]] = [
        ("article of 30 sentences", 5, lambda: summarize_article(items[0])),
        ("thread of 10 articles", 50, lambda: summarize_thread(items[:10])),
        ("thread of 300 articles", 1000, lambda: summarize_thread(items)),
    ]
    for name, limit, work in cases:
        spent = best_of(5, work)
        print(f"{name:28} {spent:8.1f} ms   limit {limit:5.0f} ms   {'ok' if spent <= limit else 'TOO SLOW'}")
    own = best_of(5, lambda: summarize_thread(items[:6]))
    for method in METHODS[1:]:
        stock = best_of(1, lambda method=method: summarize_thread(items[:6], 120, method))  # type: ignore[misc]
        print(f"thread of 6, {method:15} {stock:8.1f} ms   {stock / own:5.1f} times ours")


if __name__ == "__main__":
    main()

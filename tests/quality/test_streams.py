"""Floors of threads on invented news in 27 languages: three stories of four reports among other news.

`streams/CODE.txt` has one article a line: its story (`-` if it is alone), headline and text.

python -m tests.quality.test_streams        # F1 of each language, in one batch, in tens and one by one
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from briefing.model import AnnotatedArticle, Article
from briefing.text.analysis import analyse
from briefing.threads.article_groups import group_articles
from tests.quality.test_threads import bcubed

STREAMS = Path(__file__).parent / "streams"
LANGUAGES = sorted(path.stem for path in STREAMS.glob("*.txt"))


some_batch = pytest.mark.parametrize("batch", [10, pytest.param(1000, marks=pytest.mark.soak)])
"""Articles of a refresh: a few, or all at once."""


@cache
def load(language: str) -> list[tuple[str, AnnotatedArticle]]:
    """Each article with the name of its story."""
    lines = (STREAMS / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    stream = []
    for number, (story, line) in enumerate((line[0], line[2:]) for line in lines):
        title, text = line.split(" | ")
        article = replace(Article.from_text(text, title=title), language=language)
        stream.append((f"{story}{number if story == '-' else ''}", AnnotatedArticle(article, analyse(article))))
    return stream


@cache
def score(language: str, batch: int) -> tuple[float, float]:
    """BCubed precision and recall."""
    stream = load(language)
    threads = group_articles((item for _, item in stream), batch=batch)
    homes = {id_: thread.id for thread in threads for id_ in thread.article_ids}
    return bcubed({item.article.id: story for story, item in stream}, homes)


@some_batch
@pytest.mark.parametrize("language", LANGUAGES)
def test_stories_are_kept_apart_and_mostly_whole(language: str, batch: int) -> None:
    precision, recall = score(language, batch)
    assert precision >= 90 and recall >= 65, (precision, recall)


@some_batch
def test_most_languages_are_threaded_as_well_as_english(batch: int) -> None:
    scores = [score(language, batch) for language in LANGUAGES]
    assert sum(precision for precision, _ in scores) / len(scores) >= 98
    assert sum(recall for _, recall in scores) / len(scores) >= 88


def main() -> None:
    """Print F1 of each language, in one batch, in tens and one by one, and their means."""
    batches = (1000, 10, 1)
    rows = {language: [f1(*score(language, batch)) for batch in batches] for language in LANGUAGES}
    rows["mean"] = [sum(column) / len(column) for column in zip(*rows.values(), strict=True)]
    for language, row in rows.items():
        print(f"{language:4}", *(f"{value:6.1f}" for value in row))


def f1(precision: float, recall: float) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    main()

"""The quality that a change may not lower unseen, and lists in the order that makes them easy to keep."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Hashable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import briefing.threads
from briefing.model import AnnotatedArticle, Article
from briefing.text.analysis import analyse
from briefing.threads.article_groups import group_articles
from tests.conftest import SHARED_EVAL
from tests.table import table

DATA = Path(briefing.threads.__file__).parent / "data"


def load(name: str) -> list[dict[str, Any]]:
    path = SHARED_EVAL / "data" / f"{name}.jsonl.gz"
    if not path.exists():
        pytest.skip("the evaluation data is not here")
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        return [json.loads(row) for row in rows]


def bcubed_f1(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> float:
    """Return BCubed F1 (Bagga and Baldwin 1998) in percent."""
    golds, founds = defaultdict(set), defaultdict(set)
    for id_ in gold:
        golds[gold[id_]].add(id_)
        founds[found[id_]].add(id_)
    both = {id_: len(golds[gold[id_]] & founds[found[id_]]) for id_ in gold}
    precision = sum(both[id_] / len(founds[found[id_]]) for id_ in gold) / len(gold)
    recall = sum(both[id_] / len(golds[gold[id_]]) for id_ in gold) / len(gold)
    return 200 * precision * recall / (precision + recall)


def score(told: list[tuple[str, Article]]) -> float:
    threads = group_articles(AnnotatedArticle(article, analyse(article)) for _, article in told)
    found = {id_: thread.id for thread in threads for id_ in thread.article_ids}
    return bcubed_f1({article.id: story for story, article in told}, found)


def test_events_in_short_texts_are_told_apart() -> None:
    assert score([(row["story"], Article.from_text(row["text"])) for row in load("threads_short")]) >= 88.0


def test_sagas_are_found_among_other_news() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    told = [
        (topic["id"], Article.from_text(doc["text"], title=doc["title"], published=start + timedelta(days=3 * n + day)))
        for n, topic in enumerate(load("threads_long"))
        for day, doc in enumerate(sorted(topic["docs"], key=lambda doc: doc["date"] or ""))
    ]
    noise = [
        (row["id"], Article.from_text(row["docs"][0]["text"], published=start + timedelta(days=n % 22)))
        for n, row in enumerate(load("summaries"))
    ]
    assert score(told + noise) >= 94.0


@table("path", sorted(DATA.glob("*.txt")))
def test_lists_are_sorted_and_say_nothing_twice(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines)) and all(line.strip() == line != "" for line in lines)

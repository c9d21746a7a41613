"""Floor of threads on invented news: what tells one story stands in one thread, and other news do not."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.model import AnnotatedArticle, Article
from briefing.text.analysis import analyse
from briefing.threads.article_groups import group_articles


def load() -> list[tuple[str, Article]]:
    """Each article with the name of its story."""
    lines = (Path(__file__).parent / "threads.txt").read_text(encoding="utf-8").splitlines()[2:]
    told = []
    for head, text in zip(lines[::2], lines[1::2], strict=True):
        story, day, outlet, title = (part.strip() for part in head.split("|"))
        published = datetime(2026, 3, 1, 8, tzinfo=UTC) + timedelta(days=int(day))
        told.append((story, Article.from_text(text, title=title, outlet=outlet, published=published)))
    return told


def bcubed(gold: dict[str, str], threads: dict[str, str]) -> tuple[float, float]:
    """BCubed precision and recall (Bagga and Baldwin 1998), in percent."""
    by_story, by_thread = defaultdict(set), defaultdict(set)
    for id_ in gold:
        by_story[gold[id_]].add(id_)
        by_thread[threads[id_]].add(id_)
    both = {id_: len(by_story[gold[id_]] & by_thread[threads[id_]]) for id_ in gold}
    precision = sum(both[id_] / len(by_thread[threads[id_]]) for id_ in gold) / len(gold)
    recall = sum(both[id_] / len(by_story[gold[id_]]) for id_ in gold) / len(gold)
    return 100 * precision, 100 * recall


def test_threads_do_not_get_worse() -> None:
    told = load()
    assert len(told) >= 25
    threads = group_articles(AnnotatedArticle(article, analyse(article)) for _, article in told)
    homes = {id_: thread.id for thread in threads for id_ in thread.article_ids}
    precision, recall = bcubed({article.id: story for story, article in told}, homes)
    assert precision >= 97 and recall >= 97, (precision, recall)

"""The whole path in memory: articles in order of arrival to finished threads."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.config import ThreadsConfig
from briefing.model import AnnotatedArticle, Thread
from briefing.threads.clusters import DEFAULTS, Clusterer
from briefing.threads.making import make_thread

BATCH = 1000
"""Articles that are threaded together: the more, the better the merging can choose."""


def group(articles: Iterable[AnnotatedArticle], options: ThreadsConfig = DEFAULTS) -> list[Thread]:
    """Return the threads of articles, the one of the first article first.

    The articles are taken in batches of `BATCH` in the order given. Within a batch the order does not matter; so up
    to `BATCH` articles give the same threads in any order. An article that comes twice (same id) counts once.
    """
    known: dict[str, AnnotatedArticle] = {}
    for item in articles:
        known.setdefault(item.article.id, item)
    waiting = list(known.values())
    clusterer = Clusterer(options)
    threads: dict[str, list[AnnotatedArticle]] = {}
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        assignments = clusterer.add_all(batch)
        for assignment in assignments:
            for old, new in assignment.merged:
                threads.setdefault(new, []).extend(threads.pop(old, ()))
        for item, assignment in zip(batch, assignments, strict=True):
            threads.setdefault(assignment.thread_id, []).append(item)
    place = {id_: number for number, id_ in enumerate(known)}
    for members in threads.values():
        members.sort(key=lambda item: place[item.article.id])
    ordered = sorted(threads, key=lambda id_: place[threads[id_][0].article.id])
    return [make_thread(id_, threads[id_]) for id_ in ordered]

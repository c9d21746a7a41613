"""The whole path in memory: articles in order of arrival to finished threads."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.config import ThreadsConfig
from briefing.model import AnnotatedArticle, Thread
from briefing.threads.clusters import DEFAULTS, Clusterer
from briefing.threads.making import make_thread


def group(articles: Iterable[AnnotatedArticle], options: ThreadsConfig = DEFAULTS) -> list[Thread]:
    """Return the threads of articles that arrive in the order given; threads in order of their first article.

    An article that comes twice (same id) counts once, as it came first.
    """
    clusterer = Clusterer(options)
    known: dict[str, AnnotatedArticle] = {}
    members: dict[str, list[AnnotatedArticle]] = {}
    for item in articles:
        if item.article.id not in known:
            known[item.article.id] = item
            members.setdefault(clusterer.add(item).thread_id, []).append(item)
    return [make_thread(id_, items) for id_, items in members.items()]

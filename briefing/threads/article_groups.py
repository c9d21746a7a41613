"""Threading in memory: articles in order of arrival to finished threads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.config import ThreadsConfig
from briefing.model import AnnotatedArticle, Thread
from briefing.threads.clustering.clusterer import DEFAULTS, Clusterer
from briefing.threads.labels.labelled_thread import make_thread
from briefing.threads.source_profiles import profile_collection

BATCH = 1000
"""Articles per batch; larger batches give better merges."""


def group_articles(
    articles: Iterable[AnnotatedArticle],
    options: ThreadsConfig = DEFAULTS,
    *,
    batch: int = BATCH,
    languages: Sequence[str] = (),
) -> list[Thread]:
    """Threads of articles, the thread of the first article first.

    The articles are taken in batches of this size in the order given. Within a batch the order does not matter; so up
    to `batch` articles give the same threads in any order. An article that comes twice (same id) counts once.
    `languages` are those of titles, in order of preference.
    """
    known: dict[str, AnnotatedArticle] = {}
    for item in articles:
        known.setdefault(item.article.id, item)
    waiting = list(known.values())
    profiles = profile_collection(item.article for item in waiting)
    clusterer = Clusterer(options, profiles=profiles, headline=lambda id_: known[id_].article.title)
    homes: dict[str, str] = {}
    for start in range(0, len(waiting), batch):
        arrived = waiting[start : start + batch]
        lacking = clusterer.articles_without_terms({item.article.language for item in arrived})
        clusterer.supply_terms([known[id_] for id_ in lacking])
        result = clusterer.add_all(arrived)
        heirs = {old: new for old, new, _ in result.merged}
        homes = {id_: heirs.get(home, home) for id_, home in homes.items()} if heirs else homes
        homes.update((id_, home) for id_, home, _ in result.moved)
        homes.update((item.article.id, each.thread_id) for item, each in zip(arrived, result.assignments, strict=True))
    threads: dict[str, list[AnnotatedArticle]] = {}
    for id_, item in known.items():
        threads.setdefault(homes[id_], []).append(item)
    return [make_thread(id_, members, languages=languages) for id_, members in threads.items()]

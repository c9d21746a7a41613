"""Threads of deferred articles: listed by headline at once, with analysis and brief only when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from briefing.config import Config
from briefing.errors import StoreError
from briefing.model import Article
from briefing.newsroom.library.thread_views import find_thread, is_deferred
from briefing.newsroom.processes.pool import Workers
from briefing.newsroom.stories.pooled_executor import PooledExecutor
from briefing.newsroom.stories.reanalysis import renew
from briefing.newsroom.stories.rule_actions import apply_rules
from briefing.newsroom.stories.thread_record import headline_record
from briefing.store import Store, articles, deferred, threads, write_threads
from briefing.store.stored_values import ThreadRecord
from briefing.threads.clustering.thread_ids import free_id

BATCH = 200
"""Articles listed in one transaction, which takes a twentieth of a second."""
NOT_ANALYSED = "Older than the news of its feed; its summary is made when the story is opened."
"""Why a deferred thread has no summary."""
REASON = "older than the news of its feed: not compared with other articles"
"""Why a deferred article is in its thread."""


def list_deferred(store: Store, config: Config, now: datetime) -> list[str]:
    """List the next deferred articles, each as a thread of its own under its headline; returns the ids of the threads.

    They arrive at their date, so that they are no news, and no watch pins them.

    Args:
        store: opened for writing.
        config: the rules.
        now: the time of the refresh.
    """
    batch = articles.pending(store, BATCH, deferred=True)
    if not batch:
        return []
    assigned = _new_ids(store, [each.article.id for each in batch if not each.thread_id])
    records = [_record(each.thread_id or assigned[each.article.id], each.article, now) for each in batch]
    ids = [record.brief.thread.id for record in records]
    with store.transaction():
        write_threads.write_all(store, records)
        deferred.write(store, assigned, REASON)
        deferred.mark_listed(store, [each.article.id for each in batch])
        write_threads.recount(store, ids)
        apply_rules(store, config, list(assigned), now)
    return ids


def _record(thread_id: str, article: Article, now: datetime) -> ThreadRecord:
    article = replace(article, fetched=article.published)
    record = headline_record(thread_id, [article], article.published or now)
    return replace(record, brief=replace(record.brief, shortfall=NOT_ANALYSED))


def _new_ids(store: Store, article_ids: Sequence[str]) -> dict[str, str]:
    """Ids of the threads that articles found, by article id."""
    taken = threads.taken_ids(store, [free_id(id_, ()) for id_ in article_ids])
    ids: dict[str, str] = {}
    for article_id in article_ids:
        ids[article_id] = free_id(article_id, taken)
        taken.add(ids[article_id])
    return ids


def complete_thread(path: Path, config: Config, name: str, *, now: datetime | None = None) -> StoreError | None:
    """Analyse the deferred article of a thread that is asked for, and build its brief; other threads stay as they are.

    Args:
        path: the store's file; opened for writing only if there is a deferred article.
        config: settings of briefs, and the watches.
        name: the thread, named as for `open_thread`.
        now: the time of the request.

    Returns:
        why the article cannot be analysed now, as while a refresh runs; None if it is analysed.

    Raises:
        NotFoundError: there is no such thread, or its name is ambiguous.
        StoreError: the store cannot be read.
    """
    with Store.open(path, readonly=True) as store:
        if not is_deferred(store, name):
            return None
    now = now or datetime.now(UTC)
    try:
        with Store.open(path) as store, store.writer("analyse", now):
            complete(store, config, [find_thread(store, name)], now)
    except StoreError as error:
        return error
    return None


def complete(store: Store, config: Config, thread_ids: Sequence[str], now: datetime) -> None:
    """Analyse the deferred articles of threads and build their briefs, for a caller that is the store's writer."""
    if sizes := deferred.sizes(store, thread_ids):
        with Workers() as workers, PooledExecutor(workers) as executor:
            renew(store, config, sizes, now, executor)

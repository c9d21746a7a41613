"""The last step of a refresh: pending articles become annotated, join threads, and their threads are made ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.config import Config
from briefing.model import AnnotatedArticle, Article
from briefing.newsroom.processes.pool import Workers
from briefing.newsroom.reports import Progress
from briefing.newsroom.stories.backlog import catch_up, list_at_once
from briefing.newsroom.stories.executor import LocalExecutor
from briefing.newsroom.stories.watch_changes import rewatch
from briefing.store import Store, articles, clusters, decisions, key_values, unfinished_threads, write_threads
from briefing.store import skips as store_skips
from briefing.store.list_rows import Listed
from briefing.store.skips import Skip
from briefing.store.stored_values import Threading

if TYPE_CHECKING:
    from briefing.threads import Clusterer

BATCH = 1000
"""Articles threaded in one transaction: what an interrupted refresh does again at most. `group_articles` takes as many
in a batch."""


@dataclass(frozen=True, slots=True)
class ThreadingResult:
    """What threading did."""

    new: int = 0
    """Articles that joined or founded a thread."""
    updated: int = 0
    """Articles that had a thread and have changed."""
    threads: int = 0
    """Threads that were made or made anew."""
    skips: tuple[Skip, ...] = ()
    """What could not be analysed or made ready."""


def weave(
    store: Store, config: Config, now: datetime, tell: Callable[[Progress], None], workers: Workers | None = None
) -> ThreadingResult:
    """Thread all pending articles, oldest first, a batch at a time, and make their threads ready.

    A batch is written in one transaction: annotations, threads, what the clusterer must remember, and that the articles
    are not pending any more. Threads are made ready after the last batch, each once, and listed by a headline until
    then (`catching_up`). As the order is that of publication, a refresh done again after a kill gives the threads an
    undisturbed one gives.

    Args:
        store: opened for writing.
        config: how threads are made ready, watches and rules.
        now: the time of the refresh.
        tell: called after every step.
        workers: analyse articles and make threads ready; None to work in this process, without limits.
    """
    store_skips.release(store)
    rewatch(store, config, now)
    new, updated = articles.count_pending(store)
    changed, skips, done = set[str](), list[Skip](), 0
    clusterer: Clusterer | None = None
    with LocalExecutor(workers or Workers(0)) as desk:
        while waiting := articles.pending(store, 2 * BATCH):
            batch = waiting[:BATCH]
            desk.expect([article for article, _ in waiting])
            clusterer = clusterer or restore(store, config)
            threading = weave_batch(store, clusterer, batch, _arrival(store, now), desk)
            with store.transaction():
                write_threads.write(store, threading)
                unfinished_threads.note(store, threading.touched, [article_id for article_id, _ in threading.assigned])
            skips += threading.skips
            changed |= set(threading.touched)
            changed -= {old for old, _ in threading.moved}
            done += len(batch)
            tell(Progress("threads", done, new + updated, batch[-1][0].title))
        made, unready = catch_up(store, config, now, tell, desk)
    return ThreadingResult(new, updated, len(changed | made), (*skips, *unready))


def weave_batch(
    store: Store, clusterer: Clusterer, batch: Sequence[tuple[Article, str]], arrived: datetime, desk: LocalExecutor
) -> Threading:
    """Decide where the articles of a batch belong; nothing is written yet.

    Args:
        store: where the threads' other articles are read from.
        clusterer: grows by the new articles.
        batch: articles, each with its thread's id, empty for a new one.
        arrived: the arrival of the new ones.
        desk: analyses the articles.
    """
    from briefing.threads import note_additions, sign

    changed = {article.id for article, thread_id in batch if thread_id}
    # An article that had been skipped is not edited by being analysed, and one that is skipped now has lost nothing.
    unknown = store_skips.ids(store, "article", changed)
    before = {item.article.id: item for item in articles.members(store, changed - unknown)}
    items: dict[str, AnnotatedArticle] = {}
    encoded: dict[str, str] = {}
    skips: list[Skip] = []
    analysed = desk.annotate([article for article, _ in batch], changed)
    for (article, thread_id), found in zip(batch, analysed, strict=True):
        arrival = article.fetched if thread_id else arrived
        item = AnnotatedArticle(sign(replace(article, fetched=arrival, language=found.language)), found.analysis)
        items[article.id] = note_additions(item, before[article.id], arrived) if article.id in before else item
        if article.id not in before:
            encoded[article.id] = found.data
        if found.skipped:
            skips.append(Skip("article", article.id, found.skipped))
    fresh = [items[article.id] for article, thread_id in batch if not thread_id]
    placed = clusterer.add_all(fresh)
    assigned = {item.article.id: each.thread_id for item, each in zip(fresh, placed.assignments, strict=True)}
    merged = {old: new for old, new, _ in placed.merged}
    strays = {article_id: new for article_id, new, _ in placed.moved}
    left = (each.thread_id for each in articles.find(store, strays).values())
    homes = (thread_id for _, thread_id in batch if thread_id)
    places = (*assigned.values(), *merged.values(), *strays.values(), *left, *homes)
    touched = dict.fromkeys(merged.get(place, place) for place in places)
    homes_now = {**strays, **assigned}
    made = list_at_once(store, {id_: items.get(id_) for id_ in homes_now}, homes_now, arrived)
    return Threading(
        analyses=tuple(item.analysis for item in items.values()),
        assigned=tuple(assigned.items()),
        records=tuple(made),
        touched=tuple(touched),
        encoded=encoded,
        arrived=arrived,
        clusters=clusterer.take_changes(),
        moved=tuple(merged.items()),
        strays=tuple(strays.items()),
        merged_reasons=tuple(line for _, _, line in placed.merged),
        reasons=(
            *((item.article.id, each.reasons) for item, each in zip(fresh, placed.assignments, strict=True)),
            *((article_id, line) for article_id, _, line in placed.moved),
        ),
        wires=tuple((item.article.id, item.article.wire) for item in items.values()),
        languages=tuple((item.article.id, item.article.language) for item in items.values()),
        skips=tuple(skips),
    )


def by_age(found: Listed) -> tuple[datetime, bool, datetime, str]:
    """Return what threads are sorted by, the oldest first: arrival, then publication of the first article."""
    first = found.thread.first
    return (found.founded, first is None, first or found.founded, found.thread.id)


def _arrival(store: Store, now: datetime) -> datetime:
    """Return when a batch becomes visible: now, but always later than the batch before.

    A cursor set between two batches, or after a clock was put back, then never passes over news.
    """
    last = key_values.get(store, write_threads.ARRIVED)
    return now if last is None or now > last else last + timedelta(microseconds=1)


def restore(store: Store, config: Config) -> Clusterer:
    """Return the clusterer as the last refresh or decision left it; it keeps apart what was parted by hand."""
    from briefing.threads import Clusterer

    clusterer = Clusterer(config.threads, clusters.read(store))
    clusterer.keep_apart(decisions.apart(store))
    return clusterer

"""Threads that an earlier version of clustering made: refreshes group their articles again, newest threads first.

An upgrade that changes which articles belong together reaches stored threads this way. A batch of threads is dissolved
into its articles, which are clustered as if they had arrived together with those that are grouped already; threads then
merge and articles move as they do with news. The oldest article of a thread keeps its id; articles keep their arrival,
so that nothing is delivered again. Threads that were joined or split off by hand are kept as they are.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.config import Config
from briefing.newsroom.processes.pool import WorkerFaultError, Workers
from briefing.newsroom.results import Progress
from briefing.newsroom.stories.backlog import batches_in_time, build_backlog, list_new_threads
from briefing.newsroom.stories.build_threads import RELATED, relate, restore, supply_terms
from briefing.newsroom.stories.pooled_executor import PooledExecutor
from briefing.store import Store, articles, decisions, related, threading_versions, unfinished_threads, write_threads
from briefing.store.stored_values import Merge, Threading

if TYPE_CHECKING:
    from briefing.threads.clustering.clusterer import Clusterer

BUDGET_SECONDS = 10.0
"""Seconds of a refresh after which no further batch is started."""
BATCH = 2000
"""Minimum number of articles that are grouped together, the most that an interrupted refresh repeats. On the labelled
news day, two threads mix stories with 1,000, and one with 2,000 and more, as in a new store; 1,000 more take 15 MB."""


def renew_threads(
    store: Store,
    config: Config,
    now: datetime,
    on_progress: Callable[[Progress], None],
    workers: Workers,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Group the articles of threads of an earlier version again, then build the briefs of the threads that changed.

    A batch is written in one transaction; after a kill, the next refresh builds its briefs and continues. Analyses are
    used as they are stored, with terms of the present stemmer.

    Args:
        store: opened for writing.
        config: settings of threads and briefs, watches, rules.
        now: the time of the refresh.
        on_progress: called after every batch.
        workers: processes that build briefs.
        clock: seconds since any moment.
    """
    if threading_versions.is_outdated(store):
        restore(store, config)
    sizes = threading_versions.newest(store)
    if not sizes:
        return
    clusterer = None
    with suppress(WorkerFaultError), PooledExecutor(workers) as executor:  # the next refresh tries again
        for batch in batches_in_time(sizes, BATCH, "regrouped", BUDGET_SECONDS, on_progress, clock):
            clusterer = clusterer or restore(store, config)
            _regroup(store, clusterer, list(batch), now)
            build_backlog(store, config, now, lambda progress: None, executor)
    store.sync()


def _regroup(store: Store, clusterer: Clusterer, thread_ids: Sequence[str], now: datetime) -> None:
    """Group the articles of threads again and store the result."""
    shaped = threading_versions.shaped_by_hand(store, thread_ids)
    threads = threading_versions.former_threads(store, thread_ids, shaped)
    supply_terms(store, clusterer, [item for thread in threads for item in thread.articles])
    placed = clusterer.regroup(threads, threading_versions.first_part(store), decisions.separated(store))
    items = {item.article.id: item for thread in threads for item in thread.articles}
    reasons = {id_: each.reasons for id_, each in zip(items, placed.assignments, strict=True)}
    merged = {old: new for old, new, _ in placed.merged}
    moved = {article_id: new for article_id, new, _ in placed.moved}
    former = {each.thread_id for each in articles.find(store, moved).values()}
    touched = dict.fromkeys(merged.get(id_, id_) for id_ in sorted({*merged.values(), *moved.values(), *former}))
    threading = Threading(
        analyses=(),
        assigned={},
        records=tuple(list_new_threads(store, {id_: items.get(id_) for id_ in moved}, moved, now)),
        arrived=now,
        clusters=clusterer.take_changes(),
        merges=tuple(Merge(*each) for each in placed.merged),
        reassigned=moved,
        reasons={**{id_: reason for id_, _, reason in placed.moved}, **reasons},
        touched=tuple(touched),
    )
    with store.transaction():
        threading_versions.mark_done(store, thread_ids)
        write_threads.write(store, threading)
        unfinished_threads.mark(store, threading.touched, [])
    changed = {merged.get(id_, id_) for id_ in (*thread_ids, *touched)}
    relate(store, clusterer, related.biggest(store, changed, RELATED))

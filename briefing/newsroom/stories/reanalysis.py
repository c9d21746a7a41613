"""Renewal of analyses that an earlier version of the program made: some with every refresh, newest threads first.

An upgrade that improves quotes or summaries reaches stored articles this way. Threads, marks, splits, joins, cursors
and deliveries do not change; a brief that is being renewed covers all articles of its thread all the time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from briefing.codec import to_json
from briefing.config import Config
from briefing.model import AnnotatedArticle
from briefing.newsroom.processes.pool import WorkerFaultError, Workers
from briefing.newsroom.results import Progress
from briefing.newsroom.stories.backlog import batches_in_time, build_briefs
from briefing.newsroom.stories.pooled_executor import Annotated, PooledExecutor
from briefing.store import Store, analysis_versions, articles, skip_records
from briefing.store.stored_values import RenewedAnalysis

BUDGET_SECONDS = 10.0
"""Seconds of a refresh after which no further batch is started."""
BATCH = 100
"""Minimum number of articles of the threads renewed together."""


def renew_analyses(
    store: Store,
    config: Config,
    now: datetime,
    on_progress: Callable[[Progress], None],
    workers: Workers,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Analyse articles again whose analysis is of an earlier version, then rebuild the briefs of their threads.

    A batch of threads is two transactions, analyses and briefs; after a kill between them, the next refresh builds the
    briefs. An article that cannot be analysed keeps the analysis that it has and is not tried again by this version.

    Args:
        store: opened for writing.
        config: settings of briefs, and the watches.
        now: the time of the refresh.
        on_progress: called after every batch.
        workers: processes that analyse and build.
        clock: seconds since any moment.
    """
    if not analysis_versions.any_outdated(store):
        return
    outdated = analysis_versions.outdated_threads(store)
    with suppress(WorkerFaultError), PooledExecutor(workers) as executor:  # the next refresh tries again
        for sizes in batches_in_time(outdated, BATCH, "analyses", BUDGET_SECONDS, on_progress, clock):
            renew(store, config, sizes, now, executor)
    store.sync()


def renew(store: Store, config: Config, sizes: Mapping[str, int], now: datetime, executor: PooledExecutor) -> None:
    """Analyse the articles of threads whose analysis is of an earlier version or missing, then rebuild their briefs.

    Args:
        store: opened for writing.
        config: settings of briefs, and the watches.
        sizes: number of articles by the id of each thread.
        now: the time of the refresh.
        executor: analyses and builds.
    """
    _analyse(store, list(sizes), now, executor)
    build_briefs(store, config, now, lambda progress: None, executor, sizes)


def _analyse(store: Store, thread_ids: Sequence[str], now: datetime, executor: PooledExecutor) -> None:
    """Analyse the outdated articles of these threads and store the results."""
    ids = analysis_versions.outdated_articles(store, thread_ids)
    items = articles.members(store, ids, as_stored=True)
    edited = {item.article.id for item in items if item.analysis.additions}
    analysed = executor.annotate([item.article for item in items], edited)
    renewed = [_renewed(item, new) for item, new in zip(items, analysed, strict=True) if not new.skipped]
    with store.transaction():
        analysis_versions.write(store, renewed, ids, thread_ids)
        skip_records.clear(store, "article", [each.article_id for each in renewed])


def _renewed(item: AnnotatedArticle, new: Annotated) -> RenewedAnalysis:
    """The new analysis of a stored article; its edits are kept."""
    from briefing.text.agencies import with_agency

    article, data = with_agency(replace(item.article, language=new.language)), new.data
    if item.analysis.additions:
        from briefing.threads.developments import keep_additions

        data = to_json(keep_additions(new.analysis, item.analysis))
    return RenewedAnalysis(article.id, data, article.language, article.wire)

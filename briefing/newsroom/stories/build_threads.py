"""Last step of a refresh: analyse pending articles, assign them to threads, build the threads' briefs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from briefing.collector import collection_paused
from briefing.config import Config
from briefing.model import AnnotatedArticle
from briefing.newsroom.processes.pool import Workers
from briefing.newsroom.results import Progress, Stage
from briefing.newsroom.stories.backlog import BriefsAhead, build_backlog, list_new_threads
from briefing.newsroom.stories.deferred_threads import list_deferred
from briefing.newsroom.stories.pooled_executor import PooledExecutor
from briefing.newsroom.stories.preferred_languages import apply_languages
from briefing.newsroom.stories.watches import apply_watches
from briefing.store import (
    Store,
    articles,
    clusters,
    decisions,
    deferred,
    key_values,
    related,
    skip_records,
    source_history,
    threading_versions,
    unfinished_threads,
    unrelated,
    write_threads,
)
from briefing.store.list_rows import ListedThread
from briefing.store.skip_records import Skip
from briefing.store.stored_values import Merge, PendingArticle, Threading

if TYPE_CHECKING:
    from briefing.threads.clustering.clusterer import Clusterer

BATCH = 1000
"""Articles threaded in one transaction, the most that an interrupted refresh repeats; `group_articles` uses the same
batch size."""
WAVES = (timedelta(days=1), timedelta(days=3))
"""Ages of articles up to which they are made ready together, before older ones are threaded."""
EARLY = (1, 4, 16)
"""Numbers of the batches after which the most important threads are made ready before their wave is complete."""
LEADING = 100
"""Number of threads whose briefs are built before their wave is complete: more than the first screens show, since the
order changes with the briefs."""
RELATED = 400
"""Maximum number of changed threads whose relations a refresh computes, about 1 ms each."""


@dataclass(frozen=True, slots=True)
class ThreadingResult:
    """What threading did."""

    new: int = 0
    """Number of new articles."""
    updated: int = 0
    """Number of changed articles that already had a thread."""
    changed: frozenset[str] = frozenset()
    """Ids of new and changed threads."""
    skips: tuple[Skip, ...] = ()
    """Articles and threads that could not be analysed or built."""

    def __add__(self, later: ThreadingResult) -> ThreadingResult:
        """What both did."""
        new, updated = self.new + later.new, self.updated + later.updated
        return ThreadingResult(new, updated, self.changed | later.changed, (*self.skips, *later.skips))


def thread_pending(
    store: Store,
    config: Config,
    now: datetime,
    on_progress: Callable[[Progress], None],
    workers: Workers | None = None,
    without: Collection[str] = (),
) -> ThreadingResult:
    """Thread all pending articles in batches, newest first, and make their threads ready.

    A batch is written in one transaction: analyses, threads, clusterer state, cleared pending marks. Once a wave
    (`WAVES`) is threaded, the briefs of its threads are built, most important first; until then threads are listed by
    headline (`backlog`), but the most important ones get their briefs after the first batch, and others while processes
    are idle. Deferred articles are listed last (`deferred_threads`). As batches depend only on publication, a killed
    and repeated refresh yields the same threads as an uninterrupted one.

    Args:
        store: opened for writing.
        config: settings of threads and briefs, watches, rules.
        now: the time of the refresh.
        on_progress: called after every step.
        workers: processes that analyse and build; None to work in this process, without limits.
        without: ids of articles that are left pending.
    """
    skip_records.release(store)
    apply_watches(store, config, now)
    apply_languages(store, config)
    new, updated = articles.count_pending(store, without)
    with PooledExecutor(workers or Workers(0)) as executor:
        ahead = BriefsAhead(store, config, now, executor)
        total = new + updated - deferred.count_pending(store)
        run = _Run(store, config, now, on_progress, executor, ahead, without, total)
        run.finish()
    return ThreadingResult(new, updated, frozenset(run.changed), tuple(run.skips))


@dataclass(slots=True)
class _Run:
    """Threading of all pending articles; see `thread_pending`."""

    store: Store
    config: Config
    now: datetime
    on_progress: Callable[[Progress], None]
    executor: PooledExecutor
    ahead: BriefsAhead
    without: Collection[str]
    total: int
    """Number of articles."""
    done: int = 0
    """Number of articles that are threaded."""
    batches: int = 0
    """Number of batches that are threaded."""
    changed: set[str] = field(default_factory=set)
    """Ids of new and changed threads."""
    skips: list[Skip] = field(default_factory=list)
    """Articles and threads that could not be analysed or built."""
    clusterer: Clusterer | None = None
    """Created for the first batch."""
    relating: Callable[[], None] | None = None
    """Writes the relations of changed threads, which nothing waits for."""

    def finish(self) -> None:
        """Thread all articles, and make their threads ready."""
        if self.total:
            self._report("articles", 0)
        while self._thread_batch():
            pass
        if self.clusterer or unrelated.any_left(self.store):
            self._build(LEADING)
            ids = related.biggest(self.store, unrelated.read(self.store) | self.changed, RELATED)
            self.relating = partial(relate, self.store, self.clusterer or restore(self.store, self.config), ids)
            self.clusterer = None  # its memory is that of all articles
        self.executor.meanwhile = self._work_meanwhile
        self._build()
        while self._work_meanwhile():
            pass

    def _thread_batch(self) -> bool:
        """Thread the next batch, and build the briefs that are due after it; False if nothing is left."""
        store, now = self.store, self.now
        pending = articles.pending(store, 2 * BATCH, self.without)
        if not pending:
            return False
        batch, following = pending[:BATCH], pending[BATCH : BATCH + 1]
        self.executor.expect([each.article for each in pending], clusters.has_several_languages(store))
        if not self.clusterer:
            self.executor.warm_up()
            self.clusterer = restore(store, self.config)
            with collection_paused():
                self.clusterer.index()
        stored = max((each.article.fetched or now for each in batch if not each.thread_id), default=now)
        arrived = _arrival(store, stored)
        threading = thread_batch(store, self.clusterer, batch, arrived, self.executor, self._report)
        self._write(threading)
        self.done, self.batches = self.done + len(batch), self.batches + 1
        self._report("threads", 0, batch[0].article.title)
        if following and _wave(following[0], now) > _wave(batch[0], now):
            self._build()
        elif following and self.batches in EARLY:
            self._build(LEADING)
        elif following:
            self.skips += self.ahead.write()
            self.ahead.start(threading.touched)
        return bool(following)

    def _write(self, threading: Threading) -> None:
        with self.store.transaction():
            write_threads.write(self.store, threading)
            unrelated.note(self.store, threading.arrived)
            unfinished_threads.mark(self.store, threading.touched, list(threading.assigned))
        self.skips += threading.skips
        self.changed.update(threading.touched)
        merged = {merge.old_id for merge in threading.merges}
        self.changed -= merged
        self.ahead.outdate(merged.union(threading.touched))

    def _work_meanwhile(self) -> int:
        """Do a part of what is left while briefs are being built; 0 if nothing is left."""
        if self.relating:
            self.relating()
            self.relating = None
            return 1
        return self._list_deferred()

    def _list_deferred(self) -> int:
        """List the next deferred articles; returns their number."""
        listed = list_deferred(self.store, self.config, self.now)
        self.changed.update(listed)
        return len(listed)

    def _build(self, most: int | None = None) -> None:
        """Build the briefs of the most important threads that are behind, at most so many."""
        self.skips += self.ahead.write(wait=True)
        rebuilt, unbuilt = build_backlog(self.store, self.config, self.now, self.on_progress, self.executor, most)
        self.changed.update(rebuilt)
        self.skips += unbuilt

    def _report(self, stage: Stage, number: int, detail: str = "") -> None:
        """Report that so many more articles are done with a stage."""
        self.on_progress(Progress(stage, self.done + number, self.total, detail))


def _wave(pending: PendingArticle, now: datetime) -> int:
    """Number of the wave of an article, 0 for the newest."""
    return bisect_left(WAVES, now - (pending.article.when or now))


def relate(store: Store, clusterer: Clusterer, ids: Collection[str]) -> None:
    """Write to which threads these are related: the biggest and latest of the changed ones."""
    with store.transaction():
        related.replace(store, ids, clusterer.related(ids))
        unrelated.clear(store)


def thread_batch(
    store: Store,
    clusterer: Clusterer,
    batch: Sequence[PendingArticle],
    arrived: datetime,
    executor: PooledExecutor,
    report: Callable[[Stage, int], None],
) -> Threading:
    """Assign the articles of a batch to threads; nothing is written.

    Args:
        store: the open store.
        clusterer: updated with the new articles.
        batch: new and changed articles.
        arrived: arrival time of the new articles.
        executor: analyses the articles.
        report: called with a stage and the number of articles of the batch that are done with it.
    """
    items, encoded, terms, skips = _analyse(store, batch, arrived, executor, partial(report, "articles"))
    report("threads", 0)
    fresh = [items[each.article.id] for each in batch if not each.thread_id]
    supply_terms(store, clusterer, fresh)
    placed = clusterer.add_all(fresh, terms)
    assigned = {item.article.id: each.thread_id for item, each in zip(fresh, placed.assignments, strict=True)}
    merged = {old: new for old, new, _ in placed.merged}
    moved = {article_id: new for article_id, new, _ in placed.moved}
    former = (each.thread_id for each in articles.find(store, moved).values())
    current = (each.thread_id for each in batch if each.thread_id)
    thread_ids = (*assigned.values(), *merged.values(), *moved.values(), *former, *current)
    touched = dict.fromkeys(merged.get(id_, id_) for id_ in thread_ids)
    thread_of = {**moved, **assigned}
    records = list_new_threads(store, {id_: items.get(id_) for id_ in thread_of}, thread_of, arrived)
    return Threading(
        analyses=tuple(item.analysis for item in items.values()),
        assigned=assigned,
        records=tuple(records),
        touched=tuple(touched),
        encoded=encoded,
        arrived=arrived,
        clusters=clusterer.take_changes(),
        merges=tuple(Merge(old, new, reason) for old, new, reason in placed.merged),
        reassigned=moved,
        reasons={
            **{item.article.id: each.reasons for item, each in zip(fresh, placed.assignments, strict=True)},
            **{article_id: reason for article_id, _, reason in placed.moved},
        },
        wires={id_: item.article.wire for id_, item in items.items()},
        languages={id_: item.article.language for id_, item in items.items()},
        skips=tuple(skips),
    )


def supply_terms(store: Store, clusterer: Clusterer, items: Sequence[AnnotatedArticle]) -> None:
    """Make open threads comparable with articles in other languages, if these are the first ones."""
    lacking = clusterer.articles_without_terms({item.article.language for item in items})
    clusterer.supply_terms(articles.members(store, lacking, as_stored=True))


def _analyse(
    store: Store,
    batch: Sequence[PendingArticle],
    arrived: datetime,
    executor: PooledExecutor,
    on_analysed: Callable[[int], None],
) -> tuple[dict[str, AnnotatedArticle], dict[str, str], dict[str, str], list[Skip]]:
    """The annotated articles of a batch, the JSON of new analyses, terms for other languages, each by id; the skips."""
    from briefing.text.agencies import with_agency
    from briefing.threads.developments import note_additions

    changed = {each.article.id for each in batch if each.thread_id}
    # For articles that were skipped before, a first analysis does not count as an edit.
    unknown = skip_records.ids(store, "article", changed)
    before = {item.article.id: item for item in articles.members(store, changed - unknown)}
    items: dict[str, AnnotatedArticle] = {}
    encoded: dict[str, str] = {}
    terms: dict[str, str] = {}
    skips: list[Skip] = []
    analysed = executor.annotate([each.article for each in batch], changed, on_analysed)
    for pending, annotated in zip(batch, analysed, strict=True):
        arrival = pending.article.fetched if pending.thread_id else arrived
        article = replace(pending.article, fetched=arrival, language=annotated.language)
        item = AnnotatedArticle(with_agency(article), annotated.analysis)
        items[article.id] = note_additions(item, before[article.id], arrived) if article.id in before else item
        if article.id not in before:
            encoded[article.id] = annotated.data
        if annotated.neutral:
            terms[article.id] = annotated.neutral
        if annotated.skipped:
            skips.append(Skip("article", article.id, annotated.skipped))
    return items, encoded, terms, skips


def by_age(listed: ListedThread) -> tuple[datetime, bool, datetime, str]:
    """Sort key, oldest thread first: arrival, then publication of the first article."""
    first = listed.thread.first
    return (listed.founded, first is None, first or listed.founded, listed.thread.id)


def _arrival(store: Store, now: datetime) -> datetime:
    """Arrival time of a batch that was stored at `now`: that second, but always later than the previous batch.

    This way a cursor set between two batches, or after the clock was set back, skips nothing. The batches of a refresh
    are microseconds apart (`Article.refreshed`), also where another refresh completes it.
    """
    last, second = key_values.get(store, key_values.ARRIVED), now.replace(microsecond=0)
    return second if last is None or second > last else last + timedelta(microseconds=1)


def restore(store: Store, config: Config, decided: Collection[str] = ()) -> Clusterer:
    """The clusterer with its stored state, and with the threads split by hand kept separate.

    Threads of an earlier version take no part until their articles are grouped again (`renewed_threads`).

    Args:
        store: opened for writing.
        config: settings of clustering.
        decided: threads that are about to be changed by hand: those of an earlier version are kept as they are.
    """
    from briefing.threads.clustering.clusterer import Clusterer
    from briefing.threads.clustering.open_threads import OPEN

    if threading_versions.is_outdated(store):
        threading_versions.set_aside(store, timedelta(days=config.threads.window_days), OPEN)
    headline = partial(articles.headline, store)
    with collection_paused():
        clusterer = Clusterer(config.threads, clusters.read(store), source_history.records(store), headline)
    if earlier := threading_versions.among(store, decided):
        first = threading_versions.first_part(store)
        clusterer.adopt(threading_versions.former_threads(store, earlier, earlier), first)
        with store.transaction():
            threading_versions.mark_done(store, earlier)
            clusters.write(store, clusterer.take_changes())
    clusterer.expect(threading_versions.ids(store))
    clusterer.keep_apart(decisions.separated(store))
    return clusterer

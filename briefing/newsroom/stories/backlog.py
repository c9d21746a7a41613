"""Threads that are behind: listed by headline at once, with briefs built when they are due.

That is after a wave of a refresh is threaded, or before (`BriefsAhead`) while processes are idle and no article has
joined the thread lately. Building the briefs of all threads of a batch with it would be most of the work of a first
refresh. Until then readers see the earlier brief, or the articles under the headline of the oldest. The mark survives a
killed refresh, and the next one builds the missing briefs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from briefing.config import Config
from briefing.model import AnnotatedArticle, Article
from briefing.newsroom.library import ranking
from briefing.newsroom.results import Progress, Stage
from briefing.newsroom.stories.pooled_executor import PooledExecutor, Rows
from briefing.newsroom.stories.rule_actions import apply_rules
from briefing.newsroom.stories.thread_record import headline_record
from briefing.store import Store, articles, skip_records, threads, unfinished_threads, write_threads
from briefing.store.skip_records import Skip
from briefing.store.stored_values import ThreadRecord, ThreadRows

SHARE = 50
"""Number of articles whose threads are built and written together."""


def list_new_threads(
    store: Store, members: Mapping[str, AnnotatedArticle | None], thread_ids: Mapping[str, str], arrived: datetime
) -> list[ThreadRecord]:
    """Records of new threads with only their articles, under the headline of the oldest.

    Args:
        store: the open store.
        members: articles assigned to threads, by id; None for articles that are stored.
        thread_ids: article id -> thread id.
        arrived: arrival time if no article has one.
    """
    stored = threads.find(store, set(thread_ids.values()))
    stored_ids = [id_ for id_, member in members.items() if member is None and thread_ids[id_] not in stored]
    stored_articles = {id_: row.article for id_, row in articles.find(store, stored_ids).items()}
    by_thread: dict[str, list[Article]] = {}
    for id_, thread_id in thread_ids.items():
        if thread_id not in stored:
            member = members[id_]
            by_thread.setdefault(thread_id, []).append(member.article if member else stored_articles[id_])
    return [headline_record(id_, each, arrived) for id_, each in by_thread.items()]


def _unready_rows(store: Store, thread_id: str, now: datetime) -> ThreadRows | None:
    """Rows of a thread whose brief cannot be built: the earlier brief with all current articles."""
    ids = articles.ids_in_thread(store, thread_id)
    if not ids:
        return None
    stored = articles.find(store, ids)
    listed = headline_record(thread_id, [stored[id_].article for id_ in ids], now)
    earlier = threads.brief(store, thread_id)
    if earlier is None or not earlier.articles:
        return write_threads.rows_of(listed)
    refs = {ref.id: ref for ref in earlier.articles}
    thread = replace(
        earlier.thread,
        article_ids=listed.brief.thread.article_ids,
        first=listed.brief.thread.first,
        last=listed.brief.thread.last,
    )
    brief = replace(
        earlier,
        thread=thread,
        articles=tuple(replace(refs.get(ref.id, ref), outlet=ref.outlet) for ref in listed.brief.articles),
        outlets=listed.brief.outlets,
        independent=min(listed.brief.independent, earlier.independent + len(set(ids) - set(refs))),
    )
    return write_threads.rows_of(ThreadRecord(brief, ranking.rank(brief, now)))


def build_backlog(
    store: Store,
    config: Config,
    now: datetime,
    on_progress: Callable[[Progress], None],
    executor: PooledExecutor,
    most: int | None = None,
) -> tuple[set[str], list[Skip]]:
    """Build the briefs of threads that are behind, most important first; arguments as for `build_briefs`.

    With `most`, only so many are built.

    Returns:
        ids of the threads, and skips.
    """
    behind = dict(islice(unfinished_threads.waiting(store).items(), most))
    return set(behind), build_briefs(store, config, now, on_progress, executor, behind)


def build_briefs(
    store: Store,
    config: Config,
    now: datetime,
    on_progress: Callable[[Progress], None],
    executor: PooledExecutor,
    sizes: Mapping[str, int],
) -> list[Skip]:
    """Build the briefs of threads, and apply the rules to their new articles; returns the skips.

    A thread whose brief cannot be built keeps the earlier one and is listed with all its articles.

    Args:
        store: opened for writing.
        config: settings of briefs, and the rules.
        now: the time of the refresh.
        on_progress: called after every share.
        executor: for the CPU-bound part.
        sizes: number of articles by the id of each thread, in order.
    """
    skips: list[Skip] = []
    done = 0
    shares = [list(share) for share in batches(sizes, SHARE)]
    if shares:
        on_progress(Progress("summaries", 0, len(sizes)))
    for ids, results in zip(shares, executor.build_rows(store, shares, config, now), strict=True):
        skips += _write(store, config, now, ids, results)
        done += len(ids)
        titles = [row.title for row in results if isinstance(row, ThreadRows)]
        on_progress(Progress("summaries", done, len(sizes), titles[-1] if titles else ""))
    return skips


def _write(store: Store, config: Config, now: datetime, ids: Sequence[str], results: Rows) -> list[Skip]:
    """Write the rows of threads, mark them as ready, and apply the rules to their new articles; returns the skips."""
    skips = [row for row in results if isinstance(row, Skip)]
    with store.transaction():
        rows = [row if isinstance(row, ThreadRows) else _unready_rows(store, row.id, now) for row in results]
        write_threads.write_rows(store, [row for row in rows if row])
        skip_records.clear(store, "thread", ids)
        skip_records.write(store, skips, now)
        write_threads.recount(store, ids)
        if arriving := unfinished_threads.mark_ready(store, ids):
            apply_rules(store, config, arriving, now)
    return skips


@dataclass(slots=True)
class BriefsAhead:
    """Briefs built in the background, while articles are clustered."""

    store: Store
    """Opened for writing."""
    config: Config
    """Settings of briefs, and the rules."""
    now: datetime
    """The time of the refresh."""
    executor: PooledExecutor
    """For the CPU-bound part."""
    _jobs: deque[tuple[list[str], Future[Rows]]] = field(default_factory=deque)
    _outdated: set[str] = field(default_factory=set)
    """Threads that have changed since their jobs were started."""

    def start(self, changed: Collection[str]) -> None:
        """Start jobs for the most important threads that are behind, as many as processes may have in advance.

        Args:
            changed: ids of threads that are left out, as the next articles may well change them again.
        """
        if self._jobs:
            return
        self._outdated.clear()
        behind = unfinished_threads.waiting(self.store)
        settled = {id_: size for id_, size in behind.items() if id_ not in changed}
        shares = [list(share) for share in islice(batches(settled, SHARE), self.executor.most_ahead)]
        self._jobs.extend(zip(shares, self.executor.start_rows(self.store, shares, self.config, self.now), strict=True))

    def outdate(self, thread_ids: Collection[str]) -> None:
        """Threads have changed: what is being built for them is not written."""
        self._outdated.update(thread_ids)

    def write(self, *, wait: bool = False) -> list[Skip]:
        """Write what is built, or `wait` until everything is; returns the skips."""
        skips: list[Skip] = []
        while self._jobs and (wait or self._jobs[0][1].done()):
            ids, future = self._jobs.popleft()
            current = [id_ for id_ in ids if id_ not in self._outdated]
            results = [row for row in future.result() if row.id not in self._outdated]
            skips += _write(self.store, self.config, self.now, current, results)
        return skips


def batches(sizes: Mapping[str, int], least: int) -> Iterator[dict[str, int]]:
    """Split threads, with the numbers of their articles, into batches of at least so many articles."""
    batch: dict[str, int] = {}
    total = 0
    for thread_id, size in sizes.items():
        batch[thread_id] = size
        total += size
        if total >= least:
            yield batch
            batch, total = {}, 0
    if batch:
        yield batch


def batches_in_time(
    sizes: Mapping[str, int],
    least: int,
    stage: Stage,
    seconds: float,
    on_progress: Callable[[Progress], None],
    clock: Callable[[], float],
) -> Iterator[dict[str, int]]:
    """Batches of threads (`batches`) that begin within so many seconds; reports before the first and after each."""
    end, done = clock() + seconds, 0
    on_progress(Progress(stage, done, len(sizes), seconds=seconds))
    for batch in batches(sizes, least):
        if (left := end - clock()) <= 0:
            return
        yield batch
        done += len(batch)
        on_progress(Progress(stage, done, len(sizes), seconds=left))

"""What of threading is heavy on the CPU, shared among processes apart, so that a first refresh uses all cores.

The processes are those that have read feeds and pages (`workers`). They are given values and give values back, the same
that the work done here would give; what a process cannot do is done here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from briefing.config import Config
from briefing.errors import SourceError
from briefing.model import Analysis, AnnotatedArticle, Article
from briefing.newsroom.weaving import Desk, Members, make_record
from briefing.store.values import ThreadRecord

if TYPE_CHECKING:
    from briefing.newsroom.workers import Workers

SHARE = 25
"""Articles that a process is given at a time."""
WORTH = 200
"""So many articles are shared; fewer take no longer here than getting processes ready."""

J = TypeVar("J")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TextJob:
    """Articles to be annotated."""

    articles: tuple[Article, ...]
    """In any order."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A thread to be made ready."""

    thread_id: str
    """Of the thread."""
    members: tuple[AnnotatedArticle, ...]
    """Its articles in order of arrival, at least one."""


@dataclass(frozen=True, slots=True)
class ThreadJob:
    """Threads to be made ready; as the arguments of `make_record`."""

    threads: tuple[Ready, ...]
    """In any order."""
    config: Config
    """Only the sections that threads are made by."""
    arrived: datetime
    """Counts where no article has a time of arrival."""
    unfolded: tuple[str, ...] = ()
    """Ids of articles that repeat no other."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """The answer to a `TextJob`."""

    analyses: tuple[Analysis, ...]
    """In the order of the articles."""


@dataclass(frozen=True, slots=True)
class Records:
    """The answer to a `ThreadJob`."""

    records: tuple[ThreadRecord, ...]
    """In the order of the threads."""


def annotate(job: TextJob) -> Annotations:
    """Annotate articles."""
    from briefing.text import analyse

    return Annotations(tuple(analyse(article) for article in job.articles))


def make_ready(job: ThreadJob) -> Records:
    """Make threads ready to read."""
    made = (make_record(each.thread_id, each.members, job.config, job.arrived, job.unfolded) for each in job.threads)
    return Records(tuple(made))


class SharedDesk(Desk):
    """Gives shares of the work to processes apart, and annotates ahead; a context manager."""

    def __init__(self, workers: Workers) -> None:
        """Begin with nothing.

        Args:
            workers: the processes; they stay open.
        """
        self._workers = workers
        self._pool = ThreadPoolExecutor(workers.limit, "briefing-desk")
        self._ahead: dict[str, tuple[Future[Annotations], TextJob]] = {}

    def __enter__(self) -> SharedDesk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def expect(self, articles: Sequence[Article]) -> None:
        """Begin to annotate these."""
        waiting = [article for article in articles if article.id not in self._ahead]
        for start in range(0, len(waiting), SHARE):
            job = TextJob(tuple(waiting[start : start + SHARE]))
            begun = self._pool.submit(self._workers.annotate, job)
            self._ahead |= {article.id: (begun, job) for article in job.articles}

    def annotate(self, articles: Sequence[Article]) -> list[Analysis]:
        """Return the annotations, waiting for those that were begun."""
        self.expect(articles)
        found: dict[str, Analysis] = {}
        for article in articles:
            if article.id not in found:
                begun, job = self._ahead[article.id]
                done = _done(begun, annotate, job)
                found |= {analysis.article_id: analysis for analysis in done.analyses}
        for article in articles:
            del self._ahead[article.id]
        return [found[article.id] for article in articles]

    def make_ready(
        self, ready: Mapping[str, Members], config: Config, arrived: datetime, unfolded: Collection[str]
    ) -> list[ThreadRecord]:
        """Return the threads, waiting for all of them."""
        needed = replace(config, feeds=(), seeds=(), keys={}, rules=(), hooks=())
        jobs = [ThreadJob(share, needed, arrived, tuple(sorted(unfolded))) for share in _shares(ready)]
        begun = [self._pool.submit(self._workers.make_ready, job) for job in jobs]
        made = (_done(each, make_ready, job) for each, job in zip(begun, jobs, strict=True))
        return [record for records in made for record in records.records]


def _done(begun: Future[T], here: Callable[[J], T], job: J) -> T:
    """Return what a process has made, or what is made here where it could not."""
    try:
        return begun.result()
    except SourceError:
        return here(job)


def _shares(ready: Mapping[str, Members]) -> Iterator[tuple[Ready, ...]]:
    """Yield the threads in shares of about as many articles."""
    share: list[Ready] = []
    size = 0
    for thread_id, members in ready.items():
        share.append(Ready(thread_id, tuple(members)))
        size += len(members)
        if size >= SHARE:
            yield tuple(share)
            share, size = [], 0
    if share:
        yield tuple(share)

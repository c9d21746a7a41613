"""What of threading is heavy on the CPU, shared among processes apart, so that a first refresh uses all cores.

The processes are those that have read feeds and pages (`workers`). They are given values and give values back, the same
that the work done here would give; what a process cannot do is done here. The articles of threads they read from the
store by themselves.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from briefing.codec import from_data
from briefing.config import Config
from briefing.errors import SourceError
from briefing.model import Analysis, Article
from briefing.newsroom.catching_up import ready_rows
from briefing.newsroom.weaving import Annotated, Desk, annotated
from briefing.store import Store
from briefing.store.values import ThreadRows

if TYPE_CHECKING:
    from briefing.newsroom.workers import Workers

SHARE = 25
"""Articles that a process is given at a time."""
WORTH = 200
"""So many articles are shared; fewer take no longer here than getting processes ready."""

AHEAD = 4
"""Shares for each process that are begun before the first of them is taken."""

J = TypeVar("J")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TextJob:
    """Articles to be annotated."""

    articles: tuple[Article, ...]
    """In any order."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """The answer to a `TextJob`."""

    analyses: tuple[str, ...]
    """As JSON, in the order of the articles."""
    languages: tuple[str, ...]
    """Of the same articles."""


@dataclass(frozen=True, slots=True)
class ThreadJob:
    """Threads to be made ready; as the arguments of `ready_rows`."""

    store: str
    """Path of the store, which is only read."""
    ids: tuple[str, ...]
    """Of the threads."""
    config: Config
    """Only the sections that threads are made by."""
    now: datetime
    """The time of the refresh."""


@dataclass(frozen=True, slots=True)
class ReadyThreads:
    """The answer to a `ThreadJob`."""

    rows: tuple[ThreadRows, ...]
    """In the order of the threads."""


def annotate(job: TextJob) -> Annotations:
    """Annotate articles."""
    made = [annotated(article) for article in job.articles]
    return Annotations(tuple(each.data for each in made), tuple(each.language for each in made))


def make_ready(job: ThreadJob) -> ReadyThreads:
    """Make threads ready to read."""
    with Store.open(Path(job.store), readonly=True) as store:
        return ReadyThreads(ready_rows(store, job.ids, job.config, job.now))


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

    def annotate(self, articles: Sequence[Article], whole: Collection[str]) -> list[Annotated]:
        """Return the annotations, waiting for those that were begun."""
        self.expect(articles)
        found: dict[str, Annotated] = {}
        for article in articles:
            if article.id not in found:
                begun, job = self._ahead[article.id]
                done = _done(begun, annotate, job)
                for each, data, language in zip(job.articles, done.analyses, done.languages, strict=True):
                    found[each.id] = Annotated(_analysis(data, each.id in whole), language, data)
        for article in articles:
            del self._ahead[article.id]
        return [found[article.id] for article in articles]

    def make_all_ready(
        self, store: Store, shares: Iterable[Sequence[str]], config: Config, now: datetime
    ) -> Iterator[Sequence[ThreadRows]]:
        """Yield the threads of each share in order; no more are begun than are soon taken."""
        needed = replace(config, feeds=(), seeds=(), keys={}, rules=(), hooks=())
        begun: deque[tuple[Future[ReadyThreads], ThreadJob]] = deque()
        for ids in shares:
            job = ThreadJob(str(store.path), tuple(ids), needed, now)
            begun.append((self._pool.submit(self._workers.make_ready, job), job))
            if len(begun) > AHEAD * max(self._workers.limit, 1):
                yield _done(begun[0][0], make_ready, begun.popleft()[1]).rows
        while begun:
            yield _done(begun[0][0], make_ready, begun.popleft()[1]).rows


def _analysis(data: str, whole: bool) -> Analysis:
    """Return an analysis, or what clustering needs of it."""
    read = json.loads(data)
    return from_data(Analysis, read if whole else {name: read[name] for name in ("article_id", "names", "terms")})


def _done(begun: Future[T], here: Callable[[J], T], job: J) -> T:
    """Return what a process has made, or what is made here where it could not."""
    try:
        return begun.result()
    except SourceError:
        return here(job)

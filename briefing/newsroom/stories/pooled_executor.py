"""Executor of the CPU-bound part of threading in worker processes: analysis of articles, building of briefs.

The processes are those that parse feeds and pages (`processes.pool`). They exchange values only and read the articles
of threads from the store themselves. A part that fails is skipped, and the rest of its job is done.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import TracebackType
from typing import TypeAlias, TypeVar

from briefing.codec import from_json, to_json
from briefing.config import Config, FeedConfig
from briefing.model import Analysis, Article, Name, Terms, stable_id
from briefing.newsroom.processes.jobs import Answer
from briefing.newsroom.processes.pool import TRIES, Attempt, Workers
from briefing.newsroom.stories.thread_jobs import TextJob, ThreadJob, WarmUpJob
from briefing.store import Store, source_history, sources
from briefing.store.skip_records import Skip
from briefing.store.stored_values import ThreadRows
from briefing.threads.source_profiles import SourceRecords

T = TypeVar("T")
Rows: TypeAlias = list[ThreadRows | Skip]
"""Results of a share of threads."""

SHARE = 25
"""Articles per job."""
AHEAD = 4
"""Maximum number of jobs per process that are started ahead of the consumer."""
LEAST_SECONDS = 2.0
"""Lower bound of the time limit per article, which is halved with every timeout in its share."""
MOST_SKIPS = 10
"""Maximum number of timeouts per source in one refresh; further articles are skipped without an attempt, so that a
hostile feed cannot stall a refresh for hours."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article's annotations."""

    analysis: Analysis
    """Analysis, complete or as far as clustering needs it."""
    language: str
    """ISO 639-1 code; empty if unknown."""
    data: str
    """The whole analysis as JSON."""
    skipped: str = ""
    """Why the article was skipped; empty if it was analysed."""
    neutral: str = ""
    """Its terms that are compared with those of other languages; empty if not computed."""


@dataclass(frozen=True, slots=True)
class _Needed:
    """The part of an analysis that clustering needs."""

    article_id: str
    names: tuple[Name, ...] = ()
    terms: Terms = field(default_factory=Terms)


class PooledExecutor:
    """Executes shares of the work in worker processes, and analyses articles ahead; a context manager."""

    def __init__(self, workers: Workers) -> None:
        """Create an executor without jobs.

        Args:
            workers: the worker processes, left open.
        """
        self._workers = workers
        self._pool = ThreadPoolExecutor(max(workers.limit, 1), "briefing-executor")
        self._ahead: dict[str, tuple[Future[list[Annotated]], TextJob]] = {}
        self._slow: Counter[str] = Counter()
        self._records: SourceRecords | None = None
        self.meanwhile: Callable[[], object] | None = None
        """Called in the thread that waits for rows, until it returns something false; may write to the store."""

    def __enter__(self) -> PooledExecutor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def expect(self, articles: Sequence[Article], are_compared: bool = False) -> None:
        """Start analysing articles in the background.

        Args:
            articles: to be analysed.
            are_compared: whether they are compared with articles in other languages, for which they need more terms.
        """
        new = [article for article in articles if article.id not in self._ahead]
        shares = [tuple(new[start : start + SHARE]) for start in range(0, len(new), SHARE)]
        jobs = [TextJob(share, are_compared) for share in shares]
        self._workers.expect(TextJob, len(jobs))
        for job in jobs:
            future = self._pool.submit(self._analyse, job)
            self._ahead |= {article.id: (future, job) for article in job.articles}

    def warm_up(self) -> None:
        """Load what threads are built with in each process, after the jobs that are started."""
        for _ in range(self._workers.limit):
            self._pool.submit(self._workers.attempt, WarmUpJob())

    def annotate(
        self, articles: Sequence[Article], whole: Collection[str], on_analysed: Callable[[int], None] | None = None
    ) -> list[Annotated]:
        """Analyses of articles, in their order; waits for those in progress.

        Args:
            articles: to be analysed.
            whole: ids of articles whose complete analysis is needed, not only names and terms.
            on_analysed: called after every job, with the number of articles that are analysed.
        """
        self.expect(articles)
        annotated: dict[str, Annotated] = {}
        for article in articles:
            if article.id not in annotated:
                future, job = self._ahead[article.id]
                annotated |= {
                    member.id: annotations for member, annotations in zip(job.articles, future.result(), strict=True)
                }
                if on_analysed:
                    on_analysed(min(len(annotated), len(articles)))
        for article in articles:
            del self._ahead[article.id]
        return [_as_needed(annotated[article.id], article.id in whole) for article in articles]

    def build_rows(
        self, store: Store, shares: Iterable[Sequence[str]], config: Config, now: datetime
    ) -> Iterator[Rows]:
        """Rows of the threads of each share, in order; jobs are started at most `AHEAD` per process in advance."""
        futures: deque[Future[Rows]] = deque()
        for future in self.start_rows(store, shares, config, now):
            futures.append(future)
            self._workers.expect(ThreadJob, len(futures))
            if len(futures) > AHEAD * max(self._workers.limit, 1):
                yield self._result(futures.popleft())
        while futures:
            yield self._result(futures.popleft())

    def start_rows(
        self, store: Store, shares: Iterable[Sequence[str]], config: Config, now: datetime
    ) -> Iterator[Future[Rows]]:
        """Start building the rows of each share, when its future is asked for."""
        titled = _feed_titles(store, config) if config.watch else ()
        reduced = replace(config, feeds=titled, seeds=(), keys={}, rules=(), hooks=())
        for ids in shares:
            self._records = self._records or source_history.records(store)
            profiles = self._records.profiles(source_history.sources_in(store, ids))
            job = ThreadJob(str(store.path), tuple(ids), reduced, now, profiles)
            yield self._pool.submit(self._build, job)

    @property
    def most_ahead(self) -> int:
        """Number of jobs that keep the processes busy; 0 if jobs are executed in this process."""
        return AHEAD * self._workers.limit

    def _result(self, future: Future[T]) -> T:
        while self.meanwhile and not future.done() and self.meanwhile():
            pass
        return future.result()

    def _analyse(self, job: TextJob) -> list[Annotated]:
        """Analyse a share; a skipped article gets an empty analysis and the reason."""
        annotated: list[Annotated] = []
        seconds, tries = self._workers.seconds, 0
        while remaining := job.articles[len(annotated) :]:
            if self._slow[remaining[0].source_id] >= MOST_SKIPS:
                annotated.append(
                    _skipped(remaining[0], f"not tried, as {MOST_SKIPS} articles of its source took too long")
                )
                continue
            attempt = self._workers.attempt(replace(job, articles=remaining), parts=len(remaining), seconds=seconds)
            for article, answer in zip(remaining, attempt.answers, strict=False):
                annotated.append(_annotated(job, article, answer))
            tries = 1 if attempt.answers else tries + 1
            if _is_given_up(attempt, tries):
                culprit = job.articles[len(annotated)]
                annotated.append(_skipped(culprit, attempt.reason))
                self._slow[culprit.source_id] += attempt.timed_out
                seconds, tries = max(seconds / 2, min(LEAST_SECONDS, seconds)), 0
        return annotated

    def _build(self, job: ThreadJob) -> Rows:
        """Build the rows of threads; those without articles are left out."""
        results: list[ThreadRows | Skip | None] = []
        tries = 0
        while remaining := job.ids[len(results) :]:
            attempt = self._workers.attempt(replace(job, ids=remaining), parts=len(remaining))
            for id_, answer in zip(remaining, attempt.answers, strict=False):
                results.append(
                    Skip("thread", id_, answer["error"]) if "error" in answer else job.decode(answer["done"])
                )
            tries = 1 if attempt.answers else tries + 1
            if _is_given_up(attempt, tries):
                results.append(Skip("thread", job.ids[len(results)], attempt.reason))
                tries = 0
        return [result for result in results if result]


def _is_given_up(attempt: Attempt, tries: int) -> bool:
    """Whether the part at which an attempt ended is not to be retried."""
    return bool(attempt.reason) and (attempt.timed_out or tries >= TRIES)


def _annotated(job: TextJob, article: Article, answer: Answer) -> Annotated:
    if "error" in answer:
        return _skipped(article, answer["error"])
    annotation = job.decode(answer["done"])
    return Annotated(Analysis(article.id), annotation.language, annotation.data, neutral=annotation.neutral)


def _skipped(article: Article, reason: str) -> Annotated:
    return Annotated(Analysis(article.id), article.language, to_json(Analysis(article.id)), reason)


def _as_needed(annotated: Annotated, whole: bool) -> Annotated:
    """Annotations with the analysis decoded, completely or only as far as clustering needs it."""
    if whole:
        return replace(annotated, analysis=from_json(Analysis, annotated.data))
    needed = from_json(_Needed, annotated.data)
    return replace(annotated, analysis=Analysis(needed.article_id, names=needed.names, terms=needed.terms))


def _feed_titles(store: Store, config: Config) -> tuple[FeedConfig, ...]:
    """The known feeds with their titles, by which a watch may name them."""
    urls = {stable_id(feed.url): feed.url for feed in config.feeds}
    known = (state.source for state in sources.states(store).values())
    return tuple(FeedConfig(urls.get(source.id, source.location), source.title) for source in known if source.title)

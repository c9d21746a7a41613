"""Second step of a refresh: fetch the pages of teasers, newest first, within a budget; failures are retried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.config import FetchConfig
from briefing.errors import SourceError
from briefing.model import Article, Source, SourceFailure
from briefing.newsroom.ingest.context import RefreshContext
from briefing.newsroom.ingest.parse_jobs import PageJob
from briefing.newsroom.ingest.slow_answers import SlowAnswers
from briefing.newsroom.ingest.update_plan import with_page
from briefing.newsroom.processes.pool import AbandonedJobError, Workers
from briefing.newsroom.results import Progress
from briefing.store import Store, article_pages, articles, skip_records, sources
from briefing.store.stored_values import Draft, PendingPage

if TYPE_CHECKING:
    from briefing.web import FetchResult

FIRST_WAIT = timedelta(minutes=30)
"""Wait before a failed page is retried; doubled with every further failure."""
MAX_TRIES = 5
"""Maximum number of attempts; then the feed's own text is kept."""
NEXT = timedelta(minutes=5)
"""Wait before pages beyond the budget are due: a later refresh fetches them, a repeated killed one does not."""
OLD = timedelta(days=2)
"""Age from which articles beyond the budget keep the feed's text."""
MIN_PAGES = 2
"""Minimum number of failed pages from which a source counts as one without pages: one may be a removed article."""
PASSING = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS)
"""Temporary client error statuses, retried like server errors."""


@dataclass(frozen=True, slots=True)
class _PageResult:
    """Result of fetching a page."""

    article: Article | None = None
    """The article; None if there is none."""
    retry: bool = False
    """Whether to retry later."""
    abandoned: str = ""
    """Why parsing was abandoned; empty if it was not."""
    reason: str = ""
    """Why there is no page; empty if there is one, or parsing was abandoned."""


@dataclass(frozen=True, slots=True)
class PagesOutcome:
    """Result of fetching the pages of a refresh."""

    requested: int = 0
    """Number of pages that were requested."""
    failed: tuple[SourceFailure, ...] = ()
    """Pages that failed, with reasons."""
    pageless: tuple[str, ...] = ()
    """Ids of sources whose pages all failed, of at least `MIN_PAGES`."""

    def __add__(self, later: PagesOutcome) -> PagesOutcome:
        """The results of both."""
        requested, failed = self.requested + later.requested, (*self.failed, *later.failed)
        return PagesOutcome(requested, failed, tuple(dict.fromkeys((*self.pageless, *later.pageless))))


def fetch_pages(
    store: Store,
    configured: Iterable[Source],
    options: FetchConfig,
    context: RefreshContext,
    *,
    only: str = "",
    on_wait: Callable[[Collection[str]], object] | None = None,
) -> PagesOutcome:
    """Fetch the pages of pending articles and store their texts; after a failure the feed's own text is kept.

    With `only`, the page of this article alone is fetched, if it is due.

    The pages within the budget are stored before the first is fetched, so that a killed refresh, when repeated, fetches
    the same pages.

    Args:
        store: opened for writing.
        configured: all sources.
        options: the budget.
        context: shared state of the refresh.
        only: id of the only article whose page is fetched; empty for all that are due.
        on_wait: called at most once, while slow pages are waited for (`SlowAnswers`), with the ids of their articles.
    """
    now = context.now
    chosen = _choose(store, options, now, only)
    if not chosen:
        return PagesOutcome()
    by_url: dict[str, list[PendingPage]] = {}
    for pending in chosen:
        by_url.setdefault(pending.article.url, []).append(pending)
    # Page addresses come from the feed, not the user: only a feed in a private network may point into one.
    private_ids = {id_ for id_, state in sources.states(store).items() if state.from_private}
    selectors = {source.id: source.selector for source in configured}
    sources_of = {url: [pending.article.source_id for pending in group] for url, group in by_url.items()}
    requests = [
        (url, context.requests.of_page(url, ids[0], allow_private=private_ids.issuperset(ids)))
        for url, ids in sources_of.items()
    ]

    def read(url: str, result: FetchResult) -> _PageResult:
        return _read(by_url[url][0].article, selectors, result, context.workers)

    context.workers.expect(PageJob, len(by_url))
    remaining = dict(by_url)

    def make_ready() -> bool:
        if on_wait:
            on_wait([each.article.id for group in remaining.values() for each in group])
        return True

    slow = SlowAnswers(make_ready, len(by_url), share=0.0)
    fetched = failed = 0
    failures: list[SourceFailure] = []
    sizes, missing = Counter[str](), Counter[str]()
    context.report(Progress("pages", 0, len(by_url)))
    for done, (url, page) in enumerate(context.client.fetch_each(requests, read, slow.on_wait), 1):
        is_stored = _store_page(store, remaining.pop(url), page, now)
        fetched, failed = fetched + is_stored, failed + (not is_stored)
        context.report(Progress("pages", done, len(by_url), url, fetched, failed))
        article = by_url[url][0].article
        sizes[article.source_id] += 1
        if page.reason:
            failures.append(SourceFailure(url, page.reason, article.title))
            missing[article.source_id] += 1
        slow.note_answer()
    pageless = tuple(id_ for id_, number in missing.items() if sizes[id_] == number >= MIN_PAGES)
    return PagesOutcome(len(by_url), tuple(failures), pageless)


def _choose(store: Store, options: FetchConfig, now: datetime, only: str) -> list[PendingPage]:
    """The pages to be fetched: that of one article, or those within the budget, which is stored."""
    due = articles.pages_due(store, now)
    if only:
        return [pending for pending in due if pending.article.id == only]
    chosen = within_budget(due, options.pages, options.pages_per_host)
    article_pages.limit_pages_due(store, [pending.article.id for pending in chosen], now, now + NEXT, now - OLD)
    return chosen


def within_budget(pending: Iterable[PendingPage], pages: int, per_host: int) -> list[PendingPage]:
    """The first `pages` pages, at most `per_host` of each server."""
    hosts: Counter[str] = Counter()
    chosen: list[PendingPage] = []
    for page in pending:
        host = urlsplit(page.article.url).netloc
        if len(chosen) < pages and hosts[host] < per_host:
            hosts[host] += 1
            chosen.append(page)
    return chosen


def _read(article: Article, selectors: Mapping[str, str], result: FetchResult, workers: Workers) -> _PageResult:
    """Parse a page, in the thread that fetched it."""
    from briefing.web import Fetched, FetchFailed

    if isinstance(result, FetchFailed):
        status = result.status
        retry = not status or status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in PASSING
        return _PageResult(retry=retry, reason=result.reason)
    if not isinstance(result, Fetched) or not is_page(result.content_type):
        return _PageResult(reason="the address answers with no page")
    if is_front_page(article.url, result.final_url):
        return _PageResult(reason="the address leads to the site's front page")
    details = not (article.title and article.published)
    selector = selectors.get(article.source_id, "")
    job = PageJob(result.final_url, selector, details, result.content_type)
    try:
        return _PageResult(workers.run(job, result.body))
    except AbandonedJobError as error:
        return _PageResult(abandoned=str(error))
    except SourceError:
        return _PageResult(reason="the page has no article")


def is_page(content_type: str) -> bool:
    """Whether a content type may be that of a page; an empty one may."""
    kind = content_type.partition(";")[0].strip().lower()
    return not kind or kind.startswith("text/") or "html" in kind or kind == "application/xml"


def is_front_page(requested: str, answered: str) -> bool:
    """Whether a request was redirected to the site's front page, as happens for removed articles."""
    return urlsplit(answered).path in ("", "/") and urlsplit(requested).path not in ("", "/")


def _store_page(store: Store, pending: Sequence[PendingPage], result: _PageResult, now: datetime) -> bool:
    """Store the text of a page, or the time of the next attempt; False if the page had no usable text."""
    page = result.article
    pairs = [(each, with_page(each.article, page) if page else each.article) for each in pending]
    drafts = [Draft(article) for each, article in pairs if article != each.article]
    unchanged = [each for each, article in pairs if article == each.article]
    with store.transaction():
        articles.write_drafts(store, drafts)
        for each in unchanged:
            retry = result.retry and each.tries + 1 < MAX_TRIES
            again = now + FIRST_WAIT * 2**each.tries if retry else None
            article_pages.record_failed_page(store, each.article.id, again)
        ids = [each.article.id for each in pending]
        reasons: dict[skip_records.SkipKind, str] = {"page": result.abandoned, "fetch": result.reason}
        for kind, reason in reasons.items():
            skip_records.clear(store, kind, ids)
            if reason:
                skip_records.write(store, [skip_records.Skip(kind, id_, reason) for id_ in ids], now)
    return bool(drafts)

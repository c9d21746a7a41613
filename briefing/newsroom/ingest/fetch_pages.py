"""Second step of a refresh: fetch the pages of teasers, newest first, within a budget; failures are retried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.config import FetchConfig
from briefing.errors import SourceError
from briefing.model import Article, Source
from briefing.newsroom.ingest.context import RefreshContext
from briefing.newsroom.ingest.parse_jobs import PageJob
from briefing.newsroom.ingest.update_plan import with_page
from briefing.newsroom.processes.pool import AbandonedJobError, Workers
from briefing.newsroom.reports import Progress
from briefing.store import Store, articles, skips, sources
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
PASSING = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS)
"""Temporary client error statuses, retried like server errors."""


@dataclass(frozen=True, slots=True)
class _Page:
    """Result of fetching a page."""

    found: Article | None = None
    """The article; None if there is none."""
    again: bool = False
    """Whether to retry later."""
    abandoned: str = ""
    """Why parsing was abandoned; empty if it was not."""


def fetch_pages(store: Store, asked: Iterable[Source], options: FetchConfig, means: RefreshContext) -> None:
    """Give articles that want their page the page's text; where that fails they keep the feed's own.

    The pages within the budget are stored before the first is fetched, so that a killed refresh, when repeated, fetches
    the same pages.
    """
    now = means.now
    wanted = within_budget(articles.wanting_pages(store, now), options.pages, options.pages_per_host)
    articles.want_only(store, [wanting.article.id for wanting in wanted], now, now + NEXT, now - OLD)
    if not wanted:
        return
    from briefing.web import Request

    by_url: dict[str, list[PendingPage]] = {}
    for wanting in wanted:
        by_url.setdefault(wanting.article.url, []).append(wanting)
    # Page addresses come from the feed, not the user: only a feed in a private network may point into one.
    private = {id_ for id_, state in sources.states(store).items() if state.from_private}
    selectors = {source.id: source.selector for source in asked}
    requests = [
        (url, Request(url, allow_private=all(item.article.source_id in private for item in items)))
        for url, items in by_url.items()
    ]

    def read(url: str, result: FetchResult) -> _Page:
        return _read(by_url[url][0].article, selectors, result, means.workers)

    means.workers.expect(PageJob, len(by_url))
    got = failed = 0
    for done, (url, page) in enumerate(means.client.fetch_each(requests, read), 1):
        taken = _take(store, by_url[url], page, now)
        got, failed = got + taken, failed + (not taken)
        means.tell(Progress("pages", done, len(by_url), url, got, failed))


def within_budget(wanting: Iterable[PendingPage], pages: int, per_host: int) -> list[PendingPage]:
    """Return the first so many, and of each server no more than `per_host`."""
    hosts: Counter[str] = Counter()
    chosen: list[PendingPage] = []
    for item in wanting:
        host = urlsplit(item.article.url).netloc
        if len(chosen) < pages and hosts[host] < per_host:
            hosts[host] += 1
            chosen.append(item)
    return chosen


def _read(article: Article, selectors: Mapping[str, str], result: FetchResult, workers: Workers) -> _Page:
    """Parse a page, in the thread that fetched it."""
    from briefing.web import Fetched, FetchFailed

    if isinstance(result, FetchFailed):
        status = result.status
        return _Page(again=not status or status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in PASSING)
    if not isinstance(result, Fetched) or not is_page(result.content_type) or is_front(article.url, result.final_url):
        return _Page()
    details = not (article.title and article.published)
    selector = selectors.get(article.source_id, "")
    job = PageJob(result.final_url, selector, details, result.content_type)
    try:
        return _Page(workers.run(job, result.body))
    except AbandonedJobError as error:
        return _Page(abandoned=str(error))
    except SourceError:
        return _Page()


def is_page(content_type: str) -> bool:
    """Whether a content type may be that of a page; an empty one may."""
    kind = content_type.partition(";")[0].strip().lower()
    return not kind or kind.startswith("text/") or "html" in kind or kind == "application/xml"


def is_front(asked: str, answered: str) -> bool:
    """Whether a request was redirected to the site's front page, as happens for removed articles."""
    return urlsplit(answered).path in ("", "/") and urlsplit(asked).path not in ("", "/")


def _take(store: Store, behind: Sequence[PendingPage], page: _Page, now: datetime) -> bool:
    """Store what a page has to say, or when it is to be asked again; tell whether it said anything."""
    found = page.found
    changed = [with_page(item.article, found) if found else item.article for item in behind]
    drafts = [Draft(article) for article, item in zip(changed, behind, strict=True) if article != item.article]
    rest = [item for article, item in zip(changed, behind, strict=True) if article == item.article]
    with store.transaction():
        articles.write_drafts(store, drafts)
        for item in rest:
            again = page.again and item.tries + 1 < MAX_TRIES
            articles.miss_page(store, item.article.id, now + FIRST_WAIT * 2**item.tries if again else None)
        skips.clear(store, "page", [item.article.id for item in behind])
        if page.abandoned:
            skips.write(store, [skips.Skip("page", item.article.id, page.abandoned) for item in behind], now)
    return bool(drafts)

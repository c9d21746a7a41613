"""Fetches the page of one article on demand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from briefing.config import Config
from briefing.newsroom.ingest.context import RefreshContext
from briefing.newsroom.ingest.feed_requests import FeedRequests
from briefing.newsroom.ingest.fetch_pages import fetch_pages
from briefing.newsroom.ingest.pipeline import open_fetcher
from briefing.newsroom.ingest.update_plan import configured_sources
from briefing.newsroom.processes.pool import Workers
from briefing.newsroom.results import Progress
from briefing.newsroom.stories.build_threads import thread_pending
from briefing.store import Store, article_pages

if TYPE_CHECKING:
    from briefing.web import Fetcher


def fetch_page_now(
    store: Store, config: Config, article_id: str, *, fetcher: Fetcher | None = None, now: datetime | None = None
) -> str:
    """Fetch the page of an article that has only the feed's text, due or not, and update its thread.

    Args:
        store: opened for writing.
        config: sources and settings.
        article_id: the article.
        fetcher: HTTP client, left open; None to create one.
        now: the current time.

    Returns:
        why the article has no more text than before; empty if it has.

    Raises:
        StoreLockedError: a refresh is running.
    """
    now = now or datetime.now(UTC)

    def ignore(progress: Progress) -> None:
        """Progress of one page is not shown."""

    with store.writer("page", now), open_fetcher(fetcher, config) as client, Workers() as workers:
        if not article_pages.request_page(store, article_id):
            return "there is no page to fetch"
        context = RefreshContext(client, workers, now, ignore, FeedRequests(config.feeds))
        pages = fetch_pages(store, configured_sources(config), config.fetch, context, only=article_id)
        if pages.failed:
            return pages.failed[0].reason
        thread_pending(store, config, now, ignore, workers)
        store.sync()
    return "" if not article_pages.has_feed_text(store, article_id) else "the page has no more text than the feed"

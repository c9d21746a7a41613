"""The second step of a refresh: the pages behind teasers, newest first, within a budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from briefing.model import Article
from briefing.newsroom.gathering import with_page
from briefing.newsroom.values import Progress
from briefing.store import Store, articles, sources
from briefing.store.values import Draft

if TYPE_CHECKING:
    from briefing.web import Fetcher, FetchResult


def fetch_pages(store: Store, client: Fetcher, budget: int, tell: Callable[[Progress], None]) -> None:
    """Give articles that want their page the page's text; where that fails they keep the feed's own.

    Which pages are within the budget is stored before the first is fetched, so that a refresh that was killed and
    done again fetches no others than one that was not.
    """
    wanted = articles.wanting_pages(store)[:budget]
    articles.want_only(store, [article.id for article in wanted])
    if not wanted:
        return
    from briefing.web import Request

    by_url: dict[str, list[Article]] = {}
    for article in wanted:
        by_url.setdefault(article.url, []).append(article)
    # A page may lie where its feed lies and on the open network, and nowhere else: the feed names it, not the user.
    places = {id_: state.source.location for id_, state in sources.states(store).items()}
    asked = [Request(url, origin=places.get(behind[0].source_id, "")) for url, behind in by_url.items()]
    for done, result in enumerate(client.fetch_all(asked), 1):
        _take_page(store, by_url[result.url], result)
        tell(Progress("pages", done, len(by_url), result.url))


def _take_page(store: Store, behind: Sequence[Article], result: FetchResult) -> None:
    from briefing.web import Fetched

    page = read_page(result.body, result.final_url) if isinstance(result, Fetched) else None
    changed = [with_page(article, page) if page else article for article in behind]
    articles.write_drafts(store, [Draft(article) for article in changed])


def read_page(body: bytes, url: str) -> Article | None:
    """Return what a page says; None where it trips the parser, as the feed's own text is there to be shown."""
    from briefing.clean import clean_page

    try:
        return clean_page(body, url)
    except Exception:  # pages are hostile, and one of them must not end a refresh
        return None

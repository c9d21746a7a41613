"""Which pages are fetched, what is a page, and which failures are passing: pure decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

from briefing.config import FetchConfig
from briefing.errors import SourceError
from briefing.model import Article
from briefing.newsroom.ingest import fetch_pages
from briefing.newsroom.ingest.fetch_pages import _PageResult, is_front_page, is_page, within_budget
from briefing.newsroom.processes.pool import AbandonedJobError, Workers
from briefing.store import Store, article_pages, articles, skip_records
from briefing.store.stored_values import Draft, PendingPage
from briefing.web import Fetched, FetchFailed, NotModified
from tests.newsroom.conftest import NOON, hours
from tests.store import factories
from tests.table import table

URL = "https://n.example/a"
ARTICLE = Article("id", URL, "Title", "Text.", published=NOON, source_id="s")
PAGE = replace(ARTICLE, text="A longer text than that of the feed.", origin="page")


def test_budget_is_for_all_and_for_each_server() -> None:
    urls = [
        "https://a.example/1",
        "https://a.example/2",
        "https://a.example/3",
        "https://b.example/1",
        "http://c.example/",
    ]
    pending = [PendingPage(replace(ARTICLE, url=url), 0) for url in urls]

    def chosen(pages: int, per_host: int) -> list[int]:
        return [pending.index(page) for page in within_budget(pending, pages, per_host)]

    assert chosen(9, 2) == [0, 1, 3, 4]
    assert chosen(3, 2) == [0, 1, 3]
    assert chosen(2, 9) == [0, 1]
    assert chosen(0, 9) == chosen(9, 0) == []
    assert FetchConfig().pages_per_host <= FetchConfig().pages


@table(
    ("content_type", "is_one"),
    [
        ("", True),
        ("; charset=utf-8", True),
        (" Text/Plain; charset=utf-8", True),
        ("application/xhtml+xml", True),
        ("application/xml", True),
        ("application/rss+xml", False),
        ("application/pdf; name=a.html", False),
        ("image/png", False),
    ],
)
def test_page_is_text(content_type: str, is_one: bool) -> None:
    assert is_page(content_type) is is_one


@table(
    ("requested", "answered", "is_front"),
    [
        (URL, "https://n.example/", True),
        (URL, "https://n.example", True),
        (URL, "https://n.example/?gone", True),
        (URL, "https://n.example/b", False),
        ("https://n.example/", "https://n.example/", False),
        ("https://n.example", "https://m.example/", False),
    ],
)
def test_front_page_in_place_of_an_article(requested: str, answered: str, is_front: bool) -> None:
    assert is_front_page(requested, answered) is is_front


class Reader:
    """Workers that record their job and give an answer."""

    def __init__(self, answer: Article | Exception) -> None:
        self.answer = answer
        self.jobs: list[Any] = []

    def run(self, job: Any, body: bytes) -> Article:
        self.jobs.append(job)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def read(
    result: object, answer: Article | Exception = PAGE, article: Article = ARTICLE
) -> tuple[_PageResult, list[Any]]:
    reader = Reader(answer)
    page = fetch_pages._read(article, {"s": "div.text"}, cast(Any, result), cast(Workers, reader))
    return page, reader.jobs


@table(
    ("status", "retry"),
    [(0, True), (404, False), (408, True), (425, True), (429, True), (499, False), (500, True), (503, True)],
)
def test_failure_is_passing_by_its_status(status: int, retry: bool) -> None:
    assert read(FetchFailed(URL, "no", status)) == (_PageResult(retry=retry, reason="no"), [])


def test_page_is_read_with_what_the_article_lacks() -> None:
    fetched = Fetched(URL, "https://n.example/b", 200, b"x", "text/html")
    page, (job,) = read(fetched)
    assert page == _PageResult(PAGE)
    assert (job.url, job.selector, job.details, job.content_type) == (
        "https://n.example/b",
        "div.text",
        False,
        "text/html",
    )
    for lacking in (replace(ARTICLE, title=""), replace(ARTICLE, published=None)):
        assert read(fetched, article=lacking)[1][0].details
    assert read(fetched, article=replace(ARTICLE, source_id="t"))[1][0].selector == ""
    for other, reason in (
        (NotModified(URL), "the address answers with no page"),
        (replace(fetched, content_type="image/png"), "the address answers with no page"),
        (replace(fetched, final_url="https://n.example/"), "the address leads to the site's front page"),
    ):
        assert read(other) == (_PageResult(reason=reason), [])


def test_page_that_cannot_be_read_is_given_up() -> None:
    fetched = Fetched(URL, URL, 200, b"x")
    assert read(fetched, SourceError("no"))[0] == _PageResult(reason="the page has no article")
    assert read(fetched, AbandonedJobError("took too long"))[0] == _PageResult(abandoned="took too long")


def stored(store: Store, result: _PageResult, tries: int = 0) -> tuple[bool, list[Any]]:
    """Whether a page's text is stored, and what is stored of the article and of the next attempt."""
    item = factories.article("a", published=None)
    articles.write_drafts(store, [Draft(item, wants_page=True)])
    is_stored = fetch_pages._store_page(store, [PendingPage(item, tries)], result, NOON)
    return is_stored, store.rows(
        "SELECT text, wants_page, page_after IS NULL, page_tries FROM article JOIN content USING (number)"
    )


def test_longer_text_of_a_page_is_stored(store: Store) -> None:
    text = "This is a longer text than that of the feed, as pages have."
    is_stored, [(kept, wants_page, _, tries)] = stored(store, _PageResult(replace(PAGE, text=text)))
    assert (is_stored, kept, wants_page, tries) == (True, text, 0, 0)


def test_failure_is_retried_a_few_times_with_longer_waits(store: Store) -> None:
    for tries, wait in ((0, 30), (1, 60), (3, 240), (4, None)):
        is_stored, [(_, wants_page, has_no_time, failed)] = stored(store, _PageResult(retry=True), tries)
        assert (is_stored, failed, wants_page, has_no_time) == (False, 1, int(wait is not None), int(wait is None))
        due = articles.pages_due(store, NOON + timedelta(minutes=wait or 0))
        assert len(due) == (wait is not None)
        assert wait is None or not articles.pages_due(store, NOON + timedelta(minutes=wait, seconds=-1))
    assert stored(store, _PageResult())[1][0][1:3] == (0, 1)


def test_page_that_is_abandoned_is_noted_until_the_next_one(store: Store) -> None:
    stored(store, _PageResult(abandoned="took too long"))
    (skip,) = skip_records.listed(store)
    assert (skip.skip.kind, skip.skip.reason, skip.at) == ("page", "took too long", NOON)
    stored(store, _PageResult())
    assert skip_records.listed(store) == []


def test_pages_beyond_the_budget_wait_or_keep_the_text_of_the_feed(store: Store) -> None:
    ages = {"new": 0, "edge": 48, "old": 48.1}
    items = {name: factories.article(name, arrived=hours(-age)) for name, age in ages.items()}
    articles.write_drafts(store, [Draft(item, wants_page=True) for item in items.values()])
    article_pages.limit_pages_due(store, [items["old"].id], NOON, hours(1), hours(-48))
    assert [page.article.title for page in articles.pages_due(store, NOON)] == ["Title old"]
    assert len(articles.pages_due(store, hours(1))) == 3
    article_pages.limit_pages_due(store, [], hours(1), hours(2), hours(-48))
    assert {page.article.title for page in articles.pages_due(store, hours(2))} == {"Title new", "Title edge"}

"""Feeds that a web page declares or links to, and common addresses of feeds."""

from __future__ import annotations

import pytest

from briefing.sources import discovery
from briefing.sources.discovery import MAX_CANDIDATES, MAX_TITLE_CHARS, FeedCandidate, common_feeds, feeds_of_page
from tests.table import table

URL = "https://n.example/news/today"
RSS = "application/rss+xml"


def urls(page: str) -> list[str]:
    return [feed.url for feed in feeds_of_page(page.encode(), URL)]


@table(
    ("attributes", "is_feed"),
    [
        (f"rel=alternate type={RSS}", True),
        ("rel=alternate type='application/atom+xml; charset=utf-8'", True),
        ("rel='home ALTERNATE' type=APPLICATION/FEED+JSON", True),
        ("rel=feed", True),
        (f"rel=feed type={RSS}", True),
        ("rel=feed type=text/html", False),
        ("rel=alternate", False),
        ("rel=alternate type=text/html", False),
        (f"rel=stylesheet type={RSS}", False),
        (f"type={RSS}", False),
    ],
)
def test_links_in_the_head_declare_feeds(attributes: str, is_feed: bool) -> None:
    assert urls(f"<link {attributes} href=/x>") == (["https://n.example/x"] if is_feed else [])


def test_declared_feeds_have_titles_and_stand_once_in_order_with_those_of_comments_last() -> None:
    page = f"""
        <link rel=alternate type={RSS} href=/comments/x title="Comments on North">
        <link rel=alternate type={RSS} href=/b title=" North &amp;
        South ">
        <link rel=alternate type={RSS} href=http://www.n.example/b/ title=Again>
        <link rel=alternate type={RSS} href=javascript:x><link rel=alternate type={RSS}>
        <link rel=alternate type={RSS} href=c title="{"x" * (MAX_TITLE_CHARS + 1)}">
    """
    assert feeds_of_page(page.encode(), URL) == [
        FeedCandidate("https://n.example/b", "North & South"),
        FeedCandidate("https://n.example/news/c", "x" * MAX_TITLE_CHARS),
        FeedCandidate("https://n.example/comments/x", "Comments on North"),
    ]


def test_links_that_look_like_feeds_count_where_none_is_declared() -> None:
    page = """
        <a href=/about>About</a><a href=/my.rss>The <!-- old --><b>news</b> as feed</a><a href="/feed/?x=1">all</a>
        <a href=https://feeds.example/about>no</a><a href=/feedback>no</a><a href=mailto:rss@n.example>no</a><a>rss</a>
    """
    assert feeds_of_page(page.encode(), URL) == [
        FeedCandidate("https://n.example/my.rss", "The news as feed"),
        FeedCandidate("https://n.example/feed/?x=1", "all"),
    ]
    assert urls(f"{page}<link rel=alternate type={RSS} href=/x>") == ["https://n.example/x"]


def test_base_of_the_page_counts_for_links_below_it() -> None:
    link = f"<link rel=alternate type={RSS} href=x{{}}>"
    page = link.format(1) + "<base href=/a/>" + link.format(2) + "<base href=javascript:x>" + link.format(3)
    assert urls(page) == ["https://n.example/news/x1", "https://n.example/a/x2", "https://n.example/a/x3"]


def test_page_of_many_links_is_examined_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    links = "".join(f"<link rel=alternate type={RSS} href=/{number}>" for number in range(MAX_CANDIDATES + 1))
    assert len(urls(links)) == MAX_CANDIDATES
    monkeypatch.setattr(discovery, "MAX_LINKS", 2)
    assert urls(links) == ["https://n.example/0", "https://n.example/1"]


@table("body", [b"", b" ", b"\0", "Köln".encode("utf-16"), b"plain text"])
def test_page_without_links_has_no_feeds(body: bytes) -> None:
    assert feeds_of_page(body, URL) == []


@table(
    ("url", "first"),
    [
        ("https://n.example", "https://n.example/feed"),
        ("https://n.example/", "https://n.example/feed"),
        ("https://n.example/blog/", "https://n.example/blog/feed"),
        ("https://n.example/v1.0/blog", "https://n.example/v1.0/blog/feed"),
        ("https://n.example/blog/index.html", "https://n.example/feed"),
    ],
)
def test_common_addresses_are_below_the_page_then_at_the_root(url: str, first: str) -> None:
    feeds = [feed.url for feed in common_feeds(url)]
    assert feeds[0] == first
    assert feeds[-7:] == [f"https://n.example{path}" for path in discovery.COMMON_PATHS]
    assert len(feeds) == 7 + (first != "https://n.example/feed")

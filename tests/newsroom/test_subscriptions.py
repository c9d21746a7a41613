"""Feeds found by an address, and changes of the feeds in a configuration, without a network."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import cast

import pytest

from briefing.config import Config, FeedConfig
from briefing.errors import NotFoundError, SourceError, UsageError
from briefing.model import FeedReport
from briefing.newsroom.subscriptions import (
    Discovered,
    choose_feeds,
    discover_feed,
    private_feeds,
    read_subscriptions,
    subscribe,
    unsubscribe,
    without_login,
    write_subscriptions,
)
from briefing.sources.subscriptions import with_feeds
from briefing.web import Fetched, Fetcher, FetchFailed, Request
from tests.table import table

PAGE = "https://n.example/"
RSS = "<rss><channel><title>{}</title><item><title>A</title></item><item><title>B</title></item></channel></rss>"
LINK = "<link rel=alternate type=application/rss+xml href={} title={}>"


@dataclass
class Web:
    """A client that answers from a table, and records requests and pauses."""

    bodies: dict[str, str | Fetched] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)

    def fetch(self, request: Request) -> Fetched | FetchFailed:
        self.requests.append(request)
        answer = self.bodies.get(request.url)
        if isinstance(answer, Fetched):
            return answer
        if answer is None:
            return FetchFailed(request.url, "HTTP 404 Not Found")
        return Fetched(request.url, request.url, 200, answer.encode())

    def discover(self, address: str) -> Discovered:
        return discover_feed(Config(), address, fetcher=cast(Fetcher, self))

    @property
    def urls(self) -> list[str]:
        return [request.url for request in self.requests]


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    web = Web()
    monkeypatch.setattr(time, "sleep", web.pauses.append)
    return web


def page(*links: str) -> str:
    return f"<html><head>{''.join(links)}</head><p>Hello."


def test_address_of_a_feed_is_it(web: Web) -> None:
    web.bodies = {"https://n.example/feed": RSS.format("North")}
    for address in ("https://n.example/feed", "n.example/feed"):
        assert web.discover(address) == Discovered(FeedConfig("https://n.example/feed", "North"), (), 2)
    assert web.pauses == []
    with pytest.raises(UsageError, match="not an http or https address"):
        web.discover("ftp://n.example/")


def test_feed_that_moved_for_good_is_taken_there_without_a_login(web: Web) -> None:
    for url, after in (("https://n.example/feed", "https://m.example/"), ("https://u:p@n.example/feed",) * 2):
        web.bodies = {url: Fetched(url, url, 200, RSS.format("North").encode(), moved_to="https://m.example/")}
        assert web.discover(url).feed.url == after


def test_feeds_that_a_page_declares_are_tried_in_order(web: Web) -> None:
    web.bodies = {
        PAGE: page(LINK.format("/a", "A"), LINK.format("/b", "B"), LINK.format("/c", "C")),
        "https://n.example/a": "no feed",
        "https://n.example/b": RSS.format("North"),
    }
    assert web.discover(PAGE) == Discovered(FeedConfig("https://n.example/b", "North"), ("https://n.example/c",), 2)
    assert web.pauses == [Config().fetch.host_delay] * 2
    assert [request.allow_private for request in web.requests] == [True, False, False]


def test_common_addresses_are_guessed_and_not_reported(web: Web) -> None:
    web.bodies = {PAGE: page(), "https://n.example/rss.xml": RSS.format("North")}
    assert web.discover(PAGE) == Discovered(FeedConfig("https://n.example/rss.xml", "North"), (), 2)
    assert web.urls == [PAGE, "https://n.example/feed", "https://n.example/rss.xml"]


def test_private_page_may_name_private_feeds(web: Web) -> None:
    body = page(LINK.format("/a", "A")).encode()
    web.bodies = {PAGE: Fetched(PAGE, PAGE, 200, body, from_private=True), "https://n.example/a": RSS.format("N")}
    web.discover(PAGE)
    assert [request.allow_private for request in web.requests] == [True, True]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (None, "n.example/: HTTP 404"),
        ("just words", "this is not a feed"),
        (page(), "this page names no feed; look for a link"),
        (page(LINK.format("/a", "A"), LINK.format("/b", "B")), "none of the 2 feeds that it names can be read"),
    ],
)
def test_why_no_feed_is_found(web: Web, body: str | None, reason: str) -> None:
    web.bodies = {} if body is None else {PAGE: body}
    with pytest.raises(SourceError, match=reason):
        web.discover(PAGE)


def test_page_is_known_by_its_type_or_its_beginning(web: Web) -> None:
    for content_type, start, is_page in (
        ("text/HTML; charset=utf-8", "", True),
        ("", " " * 4996 + "<HTML", False),
        ("", " " * 4995 + "<HTML", True),
        ("text/plain", "", False),
    ):
        web.bodies = {PAGE: Fetched(PAGE, PAGE, 200, f"{start} words".encode(), content_type)}
        with pytest.raises(SourceError) as caught:
            web.discover(PAGE)
        assert ("names no feed" in str(caught.value)) is is_page


A, B, C = (
    FeedConfig(f"https://{name}.example/feed", title) for name, title in (("a", "North"), ("b", ""), ("c", "Nord"))
)
CONFIG = Config(feeds=(A, B, C))
TEXT = "".join(f'[[feeds]]\nurl = "{feed.url}"\n' for feed in CONFIG.feeds)
LISTED = [
    FeedReport("https://a.example/feed", "North"),
    FeedReport("https://***@b.example/feed", "The South", moved_to="https://new.example/"),
    FeedReport("https://c.example/feed", "Nord"),
]


def test_feed_that_is_there_is_not_added_again() -> None:
    new = FeedConfig("https://d.example/", "D")
    change = subscribe(TEXT, CONFIG, [replace(A, url="http://www.a.example/feed/"), new, replace(new, title="D2")])
    assert change.feeds == (new,)
    assert [feed.title for feed in change.known] == ["North", "D2"]
    assert change.text == f'{TEXT}\n[[feeds]]\nurl = "https://d.example/"\ntitle = "D"\n'
    assert subscribe(TEXT, CONFIG, [A]).text == TEXT


@table(
    ("name", "feed"),
    [
        ("https://a.example/feed", A),
        (" http://www.a.example/feed/ ", A),
        ("https://***@b.example/feed", B),
        ("https://new.example/", B),
        ("south", B),
        ("NORTH", A),
        ("Nord", C),
    ],
)
def test_feed_is_named_by_an_address_or_its_title(name: str, feed: FeedConfig) -> None:
    change = unsubscribe(TEXT, CONFIG, [name, name], LISTED)
    assert change.feeds == (feed,)
    assert change.text.count("[[feeds]]") == 2 and feed.url not in change.text


def test_name_of_no_feed_or_of_several() -> None:
    with pytest.raises(NotFoundError, match="'no' may be 2 feeds"):
        unsubscribe(TEXT, CONFIG, ["no"], LISTED)
    for name in ("west", "", " "):
        with pytest.raises(NotFoundError, match="no feed is called"):
            unsubscribe(TEXT, CONFIG, [name], LISTED)
    many = Config(feeds=tuple(FeedConfig(f"https://{number}.example/") for number in range(6)))
    with pytest.raises(NotFoundError) as caught:
        unsubscribe("", many, ["x"], [FeedReport(feed.url, "x") for feed in many.feeds])
    assert str(caught.value).count(".example") == 4


def test_chosen_feeds_replace_those_of_the_configuration() -> None:
    a, b, c = (FeedConfig(f"https://{name}.example/feed", name.upper(), ("x",)) for name in "abc")
    text = with_feeds("# mine\n[tui]\nquotes = 3 # few\n", [a, b])
    change = choose_feeds(text, Config(feeds=(a, b)), [FeedConfig(b.url + "?utm_source=x"), c, c])
    assert change.text == with_feeds("# mine\n[tui]\nquotes = 3 # few\n", [b, c])
    assert (change.feeds, change.known) == ((c, a), (b,))
    unchanged = choose_feeds(text, Config(feeds=(a, b)), [b, a])
    assert (unchanged.text, unchanged.feeds) == (text, ())
    assert choose_feeds("", Config(), [a]).text == with_feeds("", [a])


def test_lists_for_other_programs_hide_logins_unless_asked() -> None:
    config = Config(feeds=(FeedConfig("https://u:p@a.example/feed", "A", ("x",)),))
    listed = [FeedReport("https://***@a.example/feed", "The A", ("x",))]
    assert write_subscriptions(config, listed, "newsboat") == 'https://a.example/feed "x" "~The A"\n'
    assert 'xmlUrl="https://u:p@a.example/feed"' in write_subscriptions(config, listed, "opml", with_passwords=True)
    assert without_login("https://u:p@a.example/://***@") == "https://a.example/://***@"


def test_feeds_of_this_machine_and_of_private_networks() -> None:
    urls = ("http://localhost/x", "http://192.168.1.2/", "https://a.example/", "http://[::1]/")
    feeds = [FeedConfig(url) for url in urls]
    assert private_feeds(feeds) == [feeds[0], feeds[1], feeds[3]]


def test_list_that_cannot_be_read_is_named() -> None:
    with pytest.raises(SourceError, match=r"^feeds\.opml: this is XML"):
        read_subscriptions(b"<rss/>", "feeds.opml")
    assert read_subscriptions(b"https://a.example/feed\n", "urls").feeds == (FeedConfig("https://a.example/feed"),)

"""Pages of teasers: which are fetched, what is taken from them, and when a failed one is retried."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from briefing.config import FeedConfig
from briefing.model import Article
from briefing.newsroom import RefreshReport, diagnose, fetch_page_now, open_article, open_store, refresh, teasers
from briefing.newsroom.ingest.parse_jobs import PageJob, read_page
from briefing.web import Fetcher
from tests.clean.test_pages import PROSE, page
from tests.newsroom.conftest import hours
from tests.newsroom.content import configure
from tests.newsroom.test_patience import requested_paths
from tests.web.server import FaultServer, answer, redirect

ITEM = "<item><title>Council votes for the bridge</title><link>{0}</link><description>A teaser.</description></item>"


@pytest.mark.parametrize("declared", ["utf-8", "ISO-8859-1", "windows-1251", ""])
def test_page_with_a_bad_byte_keeps_its_letters(declared: str) -> None:
    words = "Die Brücke für Fußgänger ist geöffnet, und Größe gr#"
    body = page("<p>" + " ".join([words] * 12) + "</p>" + "<p>Der Bürgermeister sprach über die Brücke.</p>" * 3)
    job = PageJob("https://x.example/", content_type=f"text/html; charset={declared}" if declared else "text/html")
    article = read_page(body.encode().replace(b"#", b"\xc3"), job)
    assert article and "Größe gr\ufffd" in article.text and "Bürgermeister sprach über" in article.text


def test_page_is_in_the_encoding_that_only_its_server_names(server: FaultServer, path: Path) -> None:
    words = "Министр заявил, что правительство одобрило новый бюджет и переговоры продолжатся. "
    body = page(f"<p>{words * 8}</p>").encode("cp1251", "replace")
    link = server.serve("/a", answer(body, "Content-Type: text/html; charset=windows-1251"))
    with open_store(path) as store:
        refresh(store, configure(FeedConfig(serve_feed(server, link), "One", full_text="always")), now=hours(0))
        ((text,),) = store.rows("SELECT text FROM content")
    assert words.strip() in text


def serve_feed(server: FaultServer, *links: str) -> str:
    items = "".join(ITEM.format(link) for link in links)
    body = f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{items}</channel></rss>"
    return server.serve("/feed", answer(body.encode()))


def run(path: Path, url: str, hour: float = 0, **feed: str) -> RefreshReport:
    config = configure(FeedConfig(url, "News", **feed))  # type: ignore[arg-type]
    with open_store(path) as store:
        return refresh(store, config, now=hours(hour))


def article(path: Path) -> Article:
    from briefing.store import articles

    with open_store(path, readonly=True) as store:
        (id_,) = [row[0] for row in store.rows("SELECT id FROM article")]
        return articles.find(store, [id_])[id_].article


def test_refresh_reports_the_pages_that_failed_and_sources_without_any(server: FaultServer, path: Path) -> None:
    links = [server.serve(name, answer(status="403 No")) for name in ("/a", "/b", "/c")]
    report = run(path, serve_feed(server, *links))
    assert (report.pages, sorted(failure.location for failure in report.failed_pages)) == (3, links)
    assert {failure.reason for failure in report.failed_pages} == {"HTTP 403 Forbidden"}
    assert [(each.title, each.reason) for each in report.pageless] == [("News", "none of its pages could be fetched")]
    assert (report.failed, report.exit_code) == ((), 3)


@pytest.mark.parametrize("paths", [["/a"], ["/a", "/read"]])
def test_source_of_which_one_page_failed_has_not_failed(server: FaultServer, path: Path, paths: list[str]) -> None:
    pages = {"/a": answer(status="404 No"), "/read": answer(page(*PROSE).encode())}
    report = run(path, serve_feed(server, *[server.serve(name, pages[name]) for name in paths]))
    assert (len(report.failed_pages), report.pageless, report.exit_code) == (1, (), 0)


def test_doctor_lists_hosts_whose_pages_failed_until_they_are_read(server: FaultServer, path: Path) -> None:
    links = [server.serve(name, answer(status="503 Busy")) for name in ("/a", "/b")]
    url = serve_feed(server, *links)
    run(path, url)

    def findings(hour: float) -> list[tuple[str, str]]:
        with open_store(path, readonly=True) as store:
            listed = diagnose(configure(FeedConfig(url, "News")), store, hours(hour))
            return [(each.subject, each.problem) for each in listed if each.area == "article"]

    problem = "2 pages could not be fetched, their articles have the feed's text: HTTP 503 Service Unavailable (2×)"
    assert findings(1) == [("127.0.0.1", problem)]
    assert findings(24 * 8) == []
    for name in ("/a", "/b"):
        server.serve(name, answer(page(*PROSE).encode()))
    run(path, url, 2)
    assert findings(3) == []


def test_page_is_fetched_now_where_one_asks_for_it(server: FaultServer, path: Path) -> None:
    url = serve_feed(server, server.serve("/a", answer(status="403 No")))
    config = configure(FeedConfig(url, "News"))
    run(path, url)
    with open_store(path) as store:
        id_ = article(path).id
        assert teasers(store, [id_, "other"]) == {id_: "HTTP 403 Forbidden"}
        assert fetch_page_now(store, config, id_, now=hours(1)) == "HTTP 403 Forbidden"
        server.serve("/a", answer(b"<html><body><p>A.</p></body></html>"))
        assert fetch_page_now(store, config, id_, now=hours(1)) != ""
        server.serve("/a", answer(page(*PROSE).encode()))
        assert fetch_page_now(store, config, id_, now=hours(1)) == ""
        assert article(path).origin == "page" and PROSE[2] in article(path).text
        assert teasers(store, [id_]) == {}
        assert open_article(store, id_).analysis.sentences
        assert fetch_page_now(store, config, id_, now=hours(1)) == "there is no page to fetch"


def test_page_that_fails_is_asked_for_again_and_then_changes_the_article(server: FaultServer, path: Path) -> None:
    url = serve_feed(server, server.serve("/story", answer(status="503 Busy")))
    assert run(path, url).new_articles == 1
    assert article(path).text == "A teaser."
    requested_paths(server)
    run(path, url, 0.4)
    assert requested_paths(server) == ["/feed"]
    report = run(path, url, 0.6)
    assert requested_paths(server) == ["/feed", "/story"]
    assert report.updated_articles == 0
    server.serve("/story", answer(page(*PROSE).encode()))
    assert run(path, url, 1).updated_articles == 0
    assert run(path, url, 1.7).updated_articles == 1
    assert article(path).origin == "page" and PROSE[2] in article(path).text
    requested_paths(server)
    run(path, url, 99)
    assert requested_paths(server) == ["/feed"]


def test_page_that_fails_for_good_is_given_up(server: FaultServer, path: Path) -> None:
    url = serve_feed(server, server.serve("/story", answer(status="500 Oops")))
    tries = 0
    for hour in range(0, 200, 10):
        run(path, url, hour)
        tries += requested_paths(server).count("/story")
    assert tries == 5


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone", "402 Payment Required"])
def test_page_that_is_refused_is_not_asked_for_again(server: FaultServer, path: Path, status: str) -> None:
    url = serve_feed(server, server.serve("/story", answer(status=status)))
    run(path, url)
    requested_paths(server)
    run(path, url, 9)
    assert requested_paths(server) == ["/feed"]
    assert article(path).text == "A teaser."


WALL = page("Council votes for the bridge.", "Subscribe to continue reading this article.", "Sign in.").encode()
BODIES = {
    "paywall": answer(WALL),
    "picture": answer(page(*PROSE).encode(), "Content-Type: image/png"),
    "nothing": answer(b""),
    "binary": answer(bytes(range(256)) * 200, "Content-Type: text/html"),
    "deep": answer(b"<div>" * 10_000 + b"x"),
    "wide": answer(b"<p>" + b"&nbsp;" * 200_000),
}


@pytest.mark.parametrize("kind", BODIES)
def test_teaser_is_kept_where_the_page_is_no_article(server: FaultServer, path: Path, kind: str) -> None:
    url = serve_feed(server, server.serve("/story", BODIES[kind]))
    assert run(path, url).exit_code == 0
    assert (article(path).text, article(path).origin) == ("A teaser.", "feed")
    requested_paths(server)
    run(path, url, 9)
    assert requested_paths(server) == ["/feed"]


def test_teaser_is_kept_where_the_server_leads_to_its_front_page(server: FaultServer, path: Path) -> None:
    server.serve("/", answer(page(*PROSE).encode()))
    run(path, serve_feed(server, server.serve("/story", redirect("/"))))
    assert article(path).origin == "feed"


def test_selector_of_the_feed_says_where_the_article_is(server: FaultServer, path: Path) -> None:
    body = f"<html><body><div class=x><p>{PROSE[0]}</p></div><div id=story><p>{PROSE[1]}</p></div></body></html>"
    url = serve_feed(server, server.serve("/story", answer(body.encode())))
    run(path, url, selector="#story")
    assert article(path).text == PROSE[1]


def test_links_of_the_page_are_kept(server: FaultServer, path: Path) -> None:
    linked = PROSE[0].replace("council", "<a href='/council'>council</a>", 1)
    assert linked != PROSE[0]
    url = server.serve("/story", answer(page(linked, *PROSE[1:]).encode()))
    run(path, serve_feed(server, url))
    (link,) = article(path).links
    assert article(path).text[link.start : link.end] == "council"
    assert link.url == url.replace("/story", "/council")


def test_same_page_of_two_entries_is_fetched_once(server: FaultServer, path: Path) -> None:
    story = server.serve("/story", answer(page(*PROSE).encode()))
    run(path, serve_feed(server, story, story + "?utm_source=rss"))
    assert requested_paths(server) == ["/feed", "/story"]


def test_pages_beyond_the_budget_are_fetched_by_later_refreshes_until_they_are_old(
    server: FaultServer, path: Path
) -> None:
    url = serve_feed(server, *(server.serve(f"/s{n}", answer(b"", status="404 Not Found")) for n in range(4)))
    fetched = []
    for hour, pages in ((0, 2), (0, 2), (1, 1), (49, 0), (50, 9)):
        with open_store(path) as store:
            refresh(store, configure(FeedConfig(url, "News"), pages=pages), now=hours(hour))
        fetched.append(len(requested_paths(server)) - 1)
    assert fetched == [2, 0, 1, 0, 0]


class Rebinding:
    """A name that leads to the open network at first, played by a loopback server, and to this machine later."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, server: FaultServer) -> None:
        self.addresses = ["93.184.216.34"]
        connect, place = socket.socket.connect, ("127.0.0.1", int(server.host.partition(":")[2]))

        def to_server(connected: socket.socket, address: tuple[str, int]) -> None:
            connect(connected, place if address[0].startswith("93.") else address)

        monkeypatch.setattr(socket.socket, "connect", to_server)
        monkeypatch.setattr(socket.socket, "getpeername", lambda connected: (self.addresses[0], 80))

    def look_up(self, host: str, port: int) -> list[str]:
        return self.addresses if host == "turning.example" else ["127.0.0.1"]


def test_name_that_turns_to_this_machine_does_not_open_it_to_its_earlier_entries(
    server: FaultServer, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = server.serve("/inside", answer(page(*PROSE).encode()))
    url = serve_feed(server, inside).replace("127.0.0.1", "turning.example")
    name = Rebinding(monkeypatch, server)
    config = configure(FeedConfig(url, "News", full_text="always"))
    with open_store(path) as store:
        for hour, address in enumerate(["93.184.216.34", "127.0.0.1", "127.0.0.1", "127.0.0.1"]):
            name.addresses = [address]
            with Fetcher(config.fetch, resolver=name.look_up) as fetcher:
                refresh(store, config, fetcher=fetcher, now=hours(2 * hour), only=(url,))
    assert "/inside" not in requested_paths(server)
    assert article(path).text == "A teaser."


def test_feed_that_has_always_been_in_a_private_network_may_name_pages_there(server: FaultServer, path: Path) -> None:
    url = serve_feed(server, server.serve("/story", answer(page(*PROSE).encode()))).replace("127.0.0.1", "nas.example")
    config = configure(FeedConfig(url, "News", full_text="always"))
    with (
        open_store(path) as store,
        Fetcher(config.fetch, resolver=lambda host, port: ["127.0.0.1"]) as fetcher,
    ):
        refresh(store, config, fetcher=fetcher, now=hours(0))
    assert article(path).origin == "page"

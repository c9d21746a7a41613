"""What has arrived can be read while a slow server is waited for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from briefing import newsroom
from briefing.config import Config, FeedConfig
from briefing.newsroom import Progress
from briefing.newsroom.ingest import slow_answers
from briefing.newsroom.processes import pool
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import CALL_A, CALL_B, QUAKE_A, configure
from tests.newsroom.site import Item, Site
from tests.newsroom.test_kill import PAGE
from tests.web.server import FaultServer, answer

WAIT = 0.1
"""Seconds after which a server counts as slow here."""
SLOW = 0.5
"""Seconds in which the slow server answers."""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_answers, "WAIT_SECONDS", WAIT)
    monkeypatch.setattr(pool, "PROCESSES", 0)  # whose start may take longer than the slow server


def slow_feed(site: Site, server: FaultServer, *items: Item) -> FeedConfig:
    """A feed that is served late."""
    site.feed("/slow.xml", "Slow News", *items)
    body = answer(site.bodies["/slow.xml"], "Content-Type: text/xml")
    return FeedConfig(server.serve("/slow.xml", server.after(SLOW, body)), "Slow", full_text="never")


def ready_at(path: Path, config: Config, reached: Callable[[Progress], bool]) -> list[str]:
    """Titles of the threads with a summary at a step of a refresh."""
    titles: list[str] = []
    with newsroom.open_store(path) as store:

        def watch(progress: Progress) -> None:
            if reached(progress) and not titles:
                rows = newsroom.list_threads(store)
                titles.extend(row.thread.title for row in rows if newsroom.open_thread(store, row.thread.id).lead)

        newsroom.refresh(store, config, now=NOON, on_progress=watch)
    return titles


def test_stories_of_fast_feeds_are_ready_before_a_slow_feed_answers(
    site: Site, server: FaultServer, path: Path
) -> None:
    fast = FeedConfig(site.feed("/fast.xml", "Fast News", CALL_A, QUAKE_A), "Fast", full_text="never")
    config = configure(fast, slow_feed(site, server, CALL_B))
    titles = ready_at(path, config, lambda progress: (progress.stage, progress.done) == ("feeds", 2))
    assert sorted(titles) == sorted((CALL_A.title, QUAKE_A.title))
    with newsroom.open_store(path) as store:
        assert [row.outlets for row in newsroom.list_threads(store, "petro")] == [2]
        assert newsroom.overview(store).articles == 3


def test_a_refresh_counts_what_both_rounds_did(site: Site, server: FaultServer, path: Path) -> None:
    fast = FeedConfig(site.feed("/fast.xml", "Fast News", CALL_A, QUAKE_A), "Fast", full_text="never")
    config = configure(fast, slow_feed(site, server, CALL_B))
    with newsroom.open_store(path) as store:
        report = newsroom.refresh(store, config, now=NOON)
    assert (report.new_articles, report.updated_articles, report.changed_threads) == (3, 0, 2)


def test_all_articles_of_a_refresh_arrive_together(site: Site, server: FaultServer, path: Path) -> None:
    fast = FeedConfig(site.feed("/fast.xml", "Fast News", CALL_A), "Fast", full_text="never")
    with newsroom.open_store(path) as store:
        newsroom.refresh(store, configure(fast, slow_feed(site, server, CALL_B)), now=NOON)
        assert len(newsroom.open_thread(store, "petro").articles) == 2
        ids = [id_ for (id_,) in store.rows("SELECT id FROM article")]
        assert {newsroom.open_article(store, id_).article.refreshed for id_ in ids} == {NOON}


@dataclass
class Waiting:
    """Answers at given times, and when what had arrived was made ready."""

    total: int
    share: float = 0.5
    now: float = 0.0
    made_ready: list[float] = field(default_factory=list)

    def answers(self, *times: float) -> list[float]:
        def do() -> bool:
            self.made_ready.append(self.now)
            return True

        slow = slow_answers.SlowAnswers(do, self.total, self.share, lambda: self.now)
        for at in times:
            while at - self.now > slow.on_wait.seconds:
                self.now += slow.on_wait.seconds
                slow.on_wait.do()
            self.now = at
            slow.note_answer()
        return self.made_ready


def test_what_has_arrived_is_made_ready_in_a_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_answers, "WAIT_SECONDS", 1.5)
    assert Waiting(4).answers(0.1, 0.2, 0.3, 9.0) == [pytest.approx(1.8)]
    assert Waiting(4).answers(0.1, 9.0) == [pytest.approx(6.1)], "less than half, so it waits for five seconds"
    assert Waiting(4, share=0.0).answers(9.0) == [1.5]
    assert Waiting(100).answers(*(number / 50 for number in range(100))) == []


def test_what_has_arrived_is_made_ready_while_answers_trickle_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_answers, "WAIT_SECONDS", 1.5)
    fast, late = [0.01 * number for number in range(30)], [1.2 * number for number in range(1, 16)]
    assert Waiting(45).answers(*fast, *late) == [pytest.approx(3.6)]


def test_stories_are_ready_before_a_slow_page_arrives(site: Site, server: FaultServer, path: Path) -> None:
    quick, late = (Item(f"/{name}", item.title, item.text, hours(-1)) for name, item in (("a", CALL_A), ("b", QUAKE_A)))
    site.page(quick.path, PAGE + CALL_A.text)
    site.page(late.path, PAGE + QUAKE_A.text)
    link = server.serve("/late", server.after(SLOW, answer(site.bodies[late.path], "Content-Type: text/html")))
    url = site.feed("/feed.xml", "News", quick, late)
    site.bodies["/feed.xml"] = site.bodies["/feed.xml"].replace(f"{site.url}{late.path}".encode(), link.encode())
    config = configure(FeedConfig(url, "News", full_text="always"))
    titles = ready_at(path, config, lambda progress: (progress.stage, progress.done) == ("pages", 2))
    assert titles == [quick.title]
    with newsroom.open_store(path) as store:
        texts = [text for (text,) in store.rows("SELECT text FROM content")]
        assert all(PAGE.strip()[:80] in text for text in texts) and len(texts) == 2
        assert all(newsroom.open_thread(store, row.thread.id).lead for row in newsroom.list_threads(store))


def test_the_budget_of_pages_is_that_of_the_whole_refresh(site: Site, server: FaultServer, path: Path) -> None:
    items = [Item(f"/{number}", f"{CALL_A.title} {number}", CALL_A.text, hours(-number)) for number in range(4)]
    for item in items:
        site.page(item.path, PAGE + item.title)
    fast = FeedConfig(site.feed("/fast.xml", "Fast News", *items[:2]), "Fast", full_text="always")
    site.feed("/slow.xml", "Slow News", *items[2:])
    body = answer(site.bodies["/slow.xml"], "Content-Type: text/xml")
    slow = FeedConfig(server.serve("/slow.xml", server.after(SLOW, body)), "Slow", full_text="always")
    with newsroom.open_store(path) as store:
        report = newsroom.refresh(store, configure(fast, slow, pages=3), now=NOON)
    assert report.pages == 3

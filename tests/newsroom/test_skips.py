"""Skipped items: reported by `doctor`, listed and readable, and not retried while they are unchanged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefing.config import Config, FeedConfig, SeedConfig
from briefing.model import Finding
from briefing.newsroom import RefreshReport, build_briefing, diagnose, list_threads, open_store, open_thread, refresh
from briefing.newsroom.processes import pool
from briefing.newsroom.processes.jobs import Job
from briefing.store import articles, skip_records, unfinished_threads
from tests.newsroom.conftest import hours
from tests.newsroom.content import configure
from tests.web.server import FaultServer, answer

pytestmark = pytest.mark.usefixtures("hostile_workers")

QUAKE = "A strong earthquake struck the coast of Peru near Arequipa early on Monday, and rescue teams set out."
CALL = "President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday."


def rss(*texts: str, title: str = "News") -> bytes:
    items = "".join(
        f"<item><title>Headline {text.split()[0]} {number}</title><link>https://news.example/{len(text)}</link>"
        f"<description>{text}</description></item>"
        for number, text in enumerate(texts)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


def run(path: Path, config: Config, hour: float = 0) -> RefreshReport:
    with open_store(path) as store:
        return refresh(store, config, now=hours(hour))


def findings(path: Path, config: Config, hour: float = 0) -> list[Finding]:
    with open_store(path, readonly=True) as store:
        return diagnose(config, store, hours(hour))


def seeded(folder: Path, text: str) -> Config:
    seed = folder / "seed.txt"
    seed.write_text(f"A headline of the day\n\n{text}\n")
    return Config(seeds=(SeedConfig(seed),))


@pytest.fixture
def attempted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the classes of the jobs that were attempted."""
    names: list[str] = []
    attempt = pool.Workers.attempt

    def counted(workers: pool.Workers, job: Job[Any], *arguments: Any, **named: Any) -> pool.Attempt:
        names.append(type(job).__name__)
        return attempt(workers, job, *arguments, **named)

    monkeypatch.setattr(pool.Workers, "attempt", counted)
    return names


@pytest.mark.parametrize("word", ["HANGS", "CRASHES"])
def test_article_that_cannot_be_analysed_is_listed_and_readable(
    tmp_path: Path, path: Path, word: str, attempted: list[str]
) -> None:
    config = seeded(tmp_path, f"{QUAKE} It {word}.")
    report = run(path, config)
    (failure,) = report.skipped
    assert (report.new_articles, report.exit_code, failure.title) == (1, 0, "A headline of the day")
    (finding,) = findings(path, config)
    assert (finding.area, finding.title, finding.serious) == ("article", "A headline of the day", False)
    assert failure.reason in finding.problem
    with open_store(path, readonly=True) as store:
        (row,) = list_threads(store)
        brief = open_thread(store, row.thread.id)
        assert brief.thread.title == "A headline of the day" and unfinished_threads.count(store) == 0
        stored = articles.annotated(store, brief.articles[0].id)
        assert stored and word in stored.article.text
        (delivered,) = build_briefing(store, now=hours(1), since=None).briefs
        assert delivered.thread.id == row.thread.id
    attempted.clear()
    assert run(path, config, 1).skipped == () and attempted == []
    assert len(findings(path, config, 1)) == 1


def test_article_is_analysed_once_its_text_changes(tmp_path: Path, path: Path) -> None:
    run(path, seeded(tmp_path, f"{QUAKE} It RAISES."))
    config = seeded(tmp_path, QUAKE)
    assert run(path, config, 1).updated_articles == 1
    assert findings(path, config, 1) == []
    with open_store(path, readonly=True) as store:
        assert open_thread(store, list_threads(store)[0].thread.id).lead


def test_article_is_tried_again_by_another_version_and_is_not_news_then(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = seeded(tmp_path, f"{QUAKE} It RAISES.")
    run(path, config)
    monkeypatch.setattr(skip_records, "__version__", "next")
    assert len(run(path, config, 1).skipped) == 1
    monkeypatch.setattr(skip_records, "__version__", "next but one")
    monkeypatch.setattr(pool, "PROCESSES", 0)
    monkeypatch.setattr("briefing.newsroom.ingest.pipeline.Workers", pool.Workers)
    assert run(path, config, 2).skipped == ()
    assert findings(path, config, 2) == []
    with open_store(path, readonly=True) as store:
        assert open_thread(store, list_threads(store)[0].thread.id).lead
        assert build_briefing(store, now=hours(3), since=hours(1)).briefs == ()


def test_the_others_of_a_feed_are_analysed(server: FaultServer, path: Path) -> None:
    url = server.serve("/feed", answer(rss(CALL, f"{QUAKE} It SPINS.", f"{QUAKE} It stopped trains.")))
    config = configure(FeedConfig(url, full_text="never"))
    report = run(path, config)
    assert (report.new_articles, len(report.skipped)) == (3, 1)
    with open_store(path, readonly=True) as store:
        leads = sorted(bool(open_thread(store, row.thread.id).lead) for row in list_threads(store))
        assert leads == [False, True, True]


@pytest.mark.parametrize("word", ["SPINS", "EXHAUSTS"])
def test_feed_that_cannot_be_read_fails_until_its_bytes_change(
    server: FaultServer, path: Path, word: str, attempted: list[str]
) -> None:
    bad = server.serve("/bad", answer(rss(CALL, title=f"FEED {word}")))
    good = server.serve("/good", answer(rss(QUAKE)))
    config = configure(FeedConfig(bad, "Bad", full_text="never"), FeedConfig(good, "Good", full_text="never"))
    report = run(path, config)
    assert (report.new_articles, [failure.title for failure in report.failed]) == (1, ["Bad"])
    attempted.clear()
    again = run(path, config, 24)
    assert (again.failed[0].reason, attempted) == (report.failed[0].reason, [])
    (finding,) = [each for each in findings(path, config, 24) if each.area == "feed"]
    assert finding.problem.startswith(report.failed[0].reason) and "once it changes" in finding.advice
    server.serve("/bad", answer(rss(CALL, title="Mended")))
    assert run(path, config, 72).new_articles == 1
    assert findings(path, config, 72) == []


def test_seed_that_cannot_be_read_fails_until_it_changes(tmp_path: Path, path: Path, attempted: list[str]) -> None:
    config = seeded(tmp_path, f"{QUAKE} SEED SPINS.")
    report = run(path, config)
    assert "seed.txt: took longer than the limit of 0.5 s" in report.failed[0].reason
    attempted.clear()
    assert run(path, config, 1).failed[0].reason == report.failed[0].reason and attempted == []
    assert [each.area for each in findings(path, config, 1)] == ["seed"]
    assert run(path, seeded(tmp_path, QUAKE), 2).new_articles == 1
    assert findings(path, config, 2) == []


def test_page_that_cannot_be_read_leaves_what_the_feed_says(server: FaultServer, path: Path) -> None:
    page = server.serve("/story", answer(b"<html><body><p>SPINS</p></body></html>", "Content-Type: text/html"))
    item = f"<item><title>Quake in Peru</title><link>{page}</link><description>{QUAKE}</description></item>"
    body = f'<rss version="2.0"><channel><title>News</title>{item}</channel></rss>'.encode()
    config = configure(FeedConfig(server.serve("/feed", answer(body)), "News"))
    assert run(path, config).new_articles == 1
    (finding,) = findings(path, config)
    assert (finding.area, finding.title) == ("article", "Quake in Peru") and "took longer" in finding.problem
    with open_store(path, readonly=True) as store:
        assert open_thread(store, list_threads(store)[0].thread.id).lead


def test_thread_that_cannot_be_made_ready_keeps_what_it_had(
    server: FaultServer, path: Path, attempted: list[str]
) -> None:
    config = configure(FeedConfig(server.serve("/feed", answer(rss(CALL, QUAKE))), full_text="never"))
    run(path, config)
    with open_store(path, readonly=True) as store:
        before = {row.thread.title: open_thread(store, row.thread.id) for row in list_threads(store)}
    server.serve("/feed", answer(rss(CALL, QUAKE, f"{QUAKE} Rescue teams from Lima joined. THREAD CRASHES.")))
    (failure,) = run(path, config, 1).skipped
    attempted.clear()
    assert run(path, config, 2).skipped == () and attempted == []
    with open_store(path, readonly=True) as store:
        assert unfinished_threads.count(store) == 0
        quake = next(row for row in list_threads(store) if row.articles == 2)
        brief = open_thread(store, quake.thread.id)
        assert brief.lead == before[brief.thread.title].lead and len(brief.articles) == 2
        delivered = [each.thread.id for each in build_briefing(store, now=hours(2), since=hours(0.5)).briefs]
        assert delivered == [quake.thread.id]
    (finding,) = findings(path, config, 2)
    assert (finding.area, finding.title) == ("thread", brief.thread.title) and failure.reason in finding.problem


def test_new_thread_that_cannot_be_made_ready_is_listed_by_its_headline(tmp_path: Path, path: Path) -> None:
    config = replace(seeded(tmp_path, f"{QUAKE} THREAD SPINS."))
    assert len(run(path, config).skipped) == 1
    with open_store(path, readonly=True) as store:
        (row,) = list_threads(store)
        assert (row.thread.title, row.articles, unfinished_threads.count(store)) == ("A headline of the day", 1, 0)
        assert len(build_briefing(store, now=hours(1), since=None).briefs) == 1

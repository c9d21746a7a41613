"""Worker processes: the same answers as without, and no page or feed does more harm than to end its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefing.errors import SourceError
from briefing.model import Source
from briefing.newsroom.ingest.parse_jobs import FeedJob, PageJob, read_feed, read_page
from briefing.newsroom.processes.pool import AbandonedJobError, Workers, WorkersClosedError
from tests.clean.test_pages import PROSE, page
from tests.newsroom.conftest import NOON
from tests.newsroom.test_patience import rss

FEED = FeedJob(
    Source("id", "feed", "https://news.example/rss", "News", ("world",)), "https://news.example/rss", "", NOON
)
PAGE = PageJob("https://news.example/bridge")
HTML = page(*PROSE, head='<meta property="article:published_time" content="2026-03-01T10:15:00Z">').encode()
HUGE = b"<html><body>" + b"<p>word <a href='/x'>link</a></p>" * 200_000


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2) as started:
        yield started


def test_page_and_feed_come_out_as_they_do_here(workers: Workers) -> None:
    assert workers.run(PAGE, HTML) == read_page(HTML, PAGE) is not None
    body = rss("a", "b", "a")
    parsed = workers.run(FEED, body)
    assert parsed == read_feed(body, FEED)
    assert [entry.article.url.rsplit("/", 1)[1] for entry in parsed.entries] == ["a", "b"]
    assert Workers(0).run(FEED, body) == parsed


def test_what_is_no_feed_says_so(workers: Workers) -> None:
    with pytest.raises(SourceError, match="web page"):
        workers.run(FEED, b"<html><body>Hello")
    with pytest.raises(SourceError, match="empty"):
        workers.run(FEED, b"")


def test_many_threads_get_their_own_answers(workers: Workers) -> None:
    jobs = [PageJob(f"https://news.example/{number}") for number in range(24)]
    with ThreadPoolExecutor(8) as threads:
        articles = list(threads.map(lambda job: workers.run(job, HTML), jobs))
    assert [article.url for article in articles if article] == [job.url for job in jobs]


def test_page_that_takes_too_long_ends_its_process_only() -> None:
    with Workers(1, seconds=0.05) as workers:
        start = time.monotonic()
        with pytest.raises(AbandonedJobError, match=r"took longer than the limit of 0\.05 s"):
            workers.run(PAGE, HUGE)
        assert time.monotonic() - start < 20
        with pytest.raises(AbandonedJobError, match=r"took longer than the limit of 0\.05 s"):
            workers.run(FEED, rss(*map(str, range(20_000))))
    with Workers(1) as workers:
        assert workers.run(PAGE, HTML)


def test_process_that_is_killed_from_outside_is_replaced() -> None:
    with Workers(1) as workers:
        workers.expect(PageJob, 1)
        assert workers.run(PAGE, HTML)
        (process,) = workers._all
        os.kill(process._popen.pid, signal.SIGSEGV)
        assert workers.run(PAGE, HTML)


@pytest.mark.parametrize("job", ["page", "feed"])
def test_process_that_is_stopped_is_ended_from_outside(job: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workers(1, seconds=0.01) as workers:
        workers.expect(PageJob, 1)
        (process,) = workers._all
        assert process.is_up(60)
        monkeypatch.setattr("briefing.newsroom.processes.pool.LEAST_OVERTIME", 0.1)
        monkeypatch.setattr("briefing.newsroom.processes.pool.LOOK_SECONDS", 0.01)
        os.kill(process._popen.pid, signal.SIGSTOP)
        with pytest.raises(AbandonedJobError, match=r"took longer than the limit of 0\.01 s"):
            workers.run(PAGE, HTML) if job == "page" else workers.run(FEED, rss("a"))


@pytest.mark.parametrize("interpreter", ["/bin/false", "/no/such/python"])
def test_work_is_done_here_where_no_process_can_be_started(interpreter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", interpreter)
    with Workers(2) as workers:
        workers.expect(PageJob, 100)
        with ThreadPoolExecutor(4) as threads:
            articles = list(threads.map(lambda _: workers.run(PAGE, HTML), range(4)))
    assert all(articles)


def test_closing_ends_what_is_running_and_what_waits() -> None:
    workers, ended = Workers(1), threading.Event()

    def read() -> None:
        with pytest.raises(WorkersClosedError):
            workers.run(PAGE, HUGE)
        ended.set()

    threads = [threading.Thread(target=read, daemon=True) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    start = time.monotonic()
    workers.close()
    for thread in threads:
        thread.join(2)
    assert ended.is_set() and time.monotonic() - start < 1
    assert not any(thread.is_alive() for thread in threads)
    with pytest.raises(WorkersClosedError):
        workers.run(FEED, rss("a"))


def test_folder_of_the_user_is_no_place_to_load_code_from(tmp_path: Path) -> None:
    (tmp_path / "trafilatura.py").write_text("raise SystemExit('taken over')")
    (tmp_path / "json.py").write_text("raise SystemExit('taken over')")
    code = (
        "from briefing.newsroom.processes.pool import Workers\n"
        "from briefing.newsroom.ingest.parse_jobs import PageJob\nimport sys\n"
        "with Workers(1) as w: print(w.run(PageJob('https://a.example/x'), sys.stdin.buffer.read()).title)\n"
        "assert 'trafilatura' not in sys.modules"
    )
    command = [sys.executable, "-P", "-c", code]
    done = subprocess.run(command, input=HTML, capture_output=True, cwd=tmp_path, check=True)
    assert done.stdout.strip() == b"Council votes for the bridge"

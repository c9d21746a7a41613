"""A refresh of malformed and hostile feeds ends in time, reports the failed ones, and reads all others."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from briefing.config import Config, FeedConfig
from briefing.errors import EXIT_NO_SOURCE, EXIT_SOME_FAILED
from briefing.newsroom import RefreshReport, list_threads, open_store, refresh
from briefing.render import render_threads
from briefing.render.text_layout import Layout
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import CALL_A, QUAKE_A, configure
from tests.newsroom.faults import failing, item, odd, rss
from tests.newsroom.site import Site
from tests.web.server import FaultServer, Script, answer

HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff]")
TIMEOUT = 1.5
"""Seconds for one answer in these tests."""


def feeds(server: FaultServer, scripts: dict[str, Script | bytes]) -> list[FeedConfig]:
    urls = {name: server.serve(f"/{quote(name)}", script) for name, script in scripts.items()}
    return [FeedConfig(url, name, full_text="never") for name, url in urls.items()]


def bounded(feeds: Iterable[FeedConfig], **limits: float) -> Config:
    config = configure(*feeds)
    settings = {"timeout": TIMEOUT, "workers": 64, "per_host": 64, "max_body_bytes": 4_000_000, **limits}
    return replace(config, fetch=replace(config.fetch, **settings))  # type: ignore[arg-type]


def run(path: Path, config: Config, hour: float = 0) -> RefreshReport:
    with open_store(path) as store:
        return refresh(store, config, now=hours(hour))


def stored(path: Path) -> list[tuple[str, ...]]:
    with open_store(path, readonly=True) as store:
        return store.rows("SELECT title, url, author, outlet, text FROM article JOIN content USING (number)")


def test_refresh_of_all_that_fails_ends_in_time_with_the_good_feeds_stored(
    server: FaultServer, site: Site, path: Path
) -> None:
    bad = feeds(server, failing(server))
    good = [
        FeedConfig(site.feed(f"/{n}.xml", f"Good {n}", story), f"Good {n}", full_text="never")
        for n, story in enumerate((CALL_A, QUAKE_A))
    ]
    start = time.monotonic()
    report = run(path, bounded([*bad, *good]))
    assert time.monotonic() - start < TIMEOUT + 15
    assert [failure.title for failure in report.failed] == [feed.title for feed in bad]
    assert all(failure.reason and not HARMFUL.search(failure.reason) for failure in report.failed)
    assert (report.exit_code, report.new_articles) == (EXIT_SOME_FAILED, 2)
    assert {row[0] for row in stored(path)} == {CALL_A.title, QUAKE_A.title}


def test_refresh_of_nothing_but_faults_says_that_no_source_could_be_read(server: FaultServer, path: Path) -> None:
    scripts = {name: script for name, script in failing(server).items() if name in ("closed", "web page", "nothing")}
    assert run(path, bounded(feeds(server, scripts))).exit_code == EXIT_NO_SOURCE


@pytest.fixture
def stored_rows(server: FaultServer, path: Path) -> list[tuple[str, ...]]:
    start = time.monotonic()
    run(path, bounded(feeds(server, odd(server))))
    assert time.monotonic() - start < 20
    return stored(path)


def test_odd_feeds_do_no_harm(stored_rows: list[tuple[str, ...]], server: FaultServer, path: Path) -> None:
    titles = " ".join(row[0] for row in stored_rows)
    for word in ("typed", "deep", "deeper", "dated", "open", "s0", "s8", "[bold red]markup[/]"):
        assert word in titles
    assert not any(HARMFUL.search(value) for row in stored_rows for value in row)
    assert not any("root:" in value for row in stored_rows for value in row)
    assert all(url == "" or url.startswith(("http://", "https://")) for _, url, *_ in stored_rows)
    assert all(len(value) < 3_000_000 for row in stored_rows for value in row)
    assert not [asked for asked in server.asked if "/inside" in asked]
    with open_store(path, readonly=True) as store:
        drawn = render_threads(list_threads(store, now=NOON), "text", Layout(width=80))
    assert not HARMFUL.search(drawn)


def test_header_of_a_server_is_not_sent_back_where_it_could_do_harm(server: FaultServer, path: Path) -> None:
    config = bounded(feeds(server, {"tags": answer(rss(item("x")), 'ETag: "a\x01b"', "Last-Modified: \x1b[31mx")}))
    run(path, config)
    run(path, config, 1)
    assert "if-" not in server.asked[1].lower() and "\x1b" not in server.asked[1]


@pytest.mark.soak
def test_feeds_of_hundreds_of_megabytes_and_a_million_entries(server: FaultServer, site: Site, path: Path) -> None:
    million = b"<?xml version='1.0'?><rss version='2.0'><channel>" + b"<item><title>x</title></item>" * 1_000_000
    scripts: dict[str, Script | bytes] = {
        "million entries": answer(million),
        "hundred megabytes": answer(b"<rss><channel>" + b"<item>" + b"x" * 100_000_000),
        "endless": server.forever(b"HTTP/1.1 200 OK\r\n\r\n", b"<item>" * 10_000),
        "byte a second": server.slowly(answer(rss(item("x"))), 1),
    }
    good = FeedConfig(site.feed("/good.xml", "Good", CALL_A), "Good", full_text="never")
    for limit in (10_485_760, 200_000_000):
        start = time.monotonic()
        report = run(path, bounded([*feeds(server, scripts), good], timeout=30, max_body_bytes=limit))
        assert time.monotonic() - start < 120
        assert {failure.title for failure in report.failed} >= {"endless", "byte a second"}
        assert CALL_A.title in {row[0] for row in stored(path)}

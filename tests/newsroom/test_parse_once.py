"""A feed that is due is parsed once per refresh, and the options of `daily` once per command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing import newsroom, sources
from briefing.cli.entry_point import run
from briefing.config import FeedConfig
from briefing.newsroom import refresh
from briefing.newsroom.processes.pool import Workers
from briefing.query import parser
from briefing.store import Store
from tests.newsroom.conftest import hours
from tests.newsroom.content import CALL_A, configure
from tests.newsroom.site import Item, Site


def counted(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, key: Callable[..., str]) -> Counter[str]:
    """Count the calls of a function by a key of its arguments."""
    function, calls = getattr(module, name), Counter[str]()

    def wrapper(*arguments: Any, **named: Any) -> Any:
        calls[key(*arguments, **named)] += 1
        return function(*arguments, **named)

    monkeypatch.setattr(module, name, wrapper)
    return calls


@pytest.mark.parametrize("feeds", [1, 3, 25])
def test_due_feed_is_parsed_exactly_once_per_refresh(
    site: Site, store: Store, monkeypatch: pytest.MonkeyPatch, feeds: int
) -> None:
    calls = counted(monkeypatch, sources, "parse_feed", lambda body, source, **_: source.location)
    attempts = counted(monkeypatch, Workers, "attempt", lambda workers, job, *_, **__: type(job).__name__)
    entries = [Item(f"/{number}", f"Bridge {number} opens to traffic", "A bridge.") for number in range(feeds)]
    urls = [site.feed(f"/{number}.xml", f"News {number}", entry) for number, entry in enumerate(entries)]
    config = configure(*(FeedConfig(url, full_text="never") for url in urls))
    assert refresh(store, config, now=hours(0)).new_articles == feeds
    assert (calls, attempts["FeedJob"]) == (dict.fromkeys(urls, 1), feeds)
    calls.clear()
    site.feed("/0.xml", "News 0", entries[0], CALL_A)
    assert refresh(store, config, now=hours(1)).new_articles == 1
    assert calls == {urls[0]: 1}


def test_broken_feed_is_parsed_exactly_once_per_refresh(
    site: Site, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = counted(monkeypatch, sources, "parse_feed", lambda body, source, **_: source.location)
    site.page("/page.xml", "This is not a feed.")
    refresh(store, configure(FeedConfig(site.url + "/page.xml")), now=hours(0))
    assert calls == {site.url + "/page.xml": 1}


@pytest.mark.parametrize("since", ["24h", "last", "all"])
def test_daily_parses_query_and_since_once(
    site: Site, path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, since: str
) -> None:
    queries = counted(monkeypatch, parser, "parse", lambda text, *_: text)
    starts = counted(monkeypatch, newsroom, "parse_start", lambda words, *_: words)
    others = counted(monkeypatch, newsroom, "parse_since", lambda store, words, *_: words)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    config = tmp_path / "config.toml"
    config.write_text(f'[[feeds]]\nurl = "{site.feed("/one.xml", "One News", CALL_A)}"\nfull_text = "never"\n')
    options = ["--config", str(config), "--store", str(path), "--query", "petro", "--output", str(tmp_path / "out.txt")]
    assert run(["daily", "--since", since, *options]) == 0
    assert "Petro" in (tmp_path / "out.txt").read_text()
    assert (queries, starts, others) == ({"petro": 1}, {since: 1}, {})

"""A refresh that is killed at any moment, and done again, ends where an undisturbed one does."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import Config, FeedConfig
from briefing.newsroom import Progress, open_store, refresh
from briefing.newsroom.ingest import slow_answers
from briefing.store import Store
from tests.newsroom.conftest import NOON
from tests.newsroom.content import CALL_A, CALL_B, QUAKE_A, configure, content
from tests.newsroom.site import Item, Site

PLACES = ("Arequipa", "Cusco", "Puno", "Tacna", "Piura", "Ica")
PAGE = "The page tells the whole story of what happened there, street by street and hour by hour. " * 6

CHILD = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from briefing.newsroom import open_store, refresh
from briefing.newsroom.ingest import slow_answers
from tests.newsroom.test_kill import feeds_of
from tests.newsroom.conftest import NOON
slow_answers.WAIT_SECONDS = slow_answers.TRICKLE_SECONDS = 60
steps = int(sys.argv[3])

def tell(progress):
    global steps
    steps -= 1
    if steps == 0:
        os.kill(os.getpid(), signal.SIGKILL)

with open_store(Path(sys.argv[1])) as store:
    print("started", flush=True)
    refresh(store, feeds_of(sys.argv[2]), now=NOON, on_progress=tell)
"""


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with much else to do has no slow servers, whose articles would make other batches."""
    monkeypatch.setattr(slow_answers, "WAIT_SECONDS", 60)
    monkeypatch.setattr(slow_answers, "TRICKLE_SECONDS", 60)


def feeds_of(url: str) -> Config:
    feeds = [FeedConfig(f"{url}/feed{number}.xml", f"Feed {number}") for number in range(4)]
    return configure(*feeds, pages=6)


def fill(site: Site) -> Config:
    """Serve four feeds that overlap, and the pages behind them."""
    quakes = [
        Item(f"/quake{n}", f"Earthquake strikes {place} in Peru, number {n}", QUAKE_A.text + place, NOON - timedelta(n))
        for n, place in enumerate(PLACES)
    ]
    for number in range(4):
        site.feed(f"/feed{number}.xml", f"Feed {number}", CALL_A, CALL_B, *quakes[number : number + 3])
    for item in quakes[:4]:
        site.page(item.path, PAGE + item.title, item.text)
    return feeds_of(site.url)


def run(
    path: Path, config: Config, on_progress: Callable[[Progress], None] | None = None
) -> dict[str, list[tuple[object, ...]]]:
    with open_store(path) as store:
        refresh(store, config, now=NOON, on_progress=on_progress)
        assert store.row("PRAGMA integrity_check")[0] == "ok"
        assert store.rows("PRAGMA foreign_key_check") == []
        store.run("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")  # raises where it does not agree
        return content(store, arrivals=False)


def start(path: Path, site: Site, steps: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", CHILD, str(path), site.url, str(steps)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])


def killed_after_steps(site: Site, tmp_path: Path, some: Callable[[int], set[int]]) -> None:
    config = fill(site)
    steps: list[Progress] = []
    undisturbed = run(tmp_path / "whole.db", config, steps.append)
    assert undisturbed["thread"]
    for step in some(len(steps)):
        path = tmp_path / f"step{step}.db"
        with start(path, site, step) as child:
            assert child.wait() == -9
        assert run(path, config) == undisturbed, f"killed after step {step}"


def test_killed_before_the_last_step(site: Site, tmp_path: Path) -> None:
    killed_after_steps(site, tmp_path, lambda last: {last - 1})


@pytest.mark.soak
def test_killed_after_any_step(site: Site, tmp_path: Path) -> None:
    killed_after_steps(site, tmp_path, lambda last: set(range(1, last + 1)))


def killed_at_moments(site: Site, tmp_path: Path, times: int) -> None:
    config = fill(site)
    undisturbed = run(tmp_path / "whole.db", config)
    chance = random.Random(20260301)
    for number in range(times):
        path = tmp_path / f"{number}.db"
        with start(path, site, 0) as child:
            assert child.stdout is not None and child.stdout.readline() == b"started\n"
            time.sleep(chance.uniform(0, 0.4))
            child.kill()
        assert run(path, config) == undisturbed
        Store.open(path, readonly=True).close()


def test_killed_at_random_moments(site: Site, tmp_path: Path) -> None:
    killed_at_moments(site, tmp_path, 1)


@pytest.mark.soak
def test_killed_at_many_random_moments(site: Site, tmp_path: Path) -> None:
    killed_at_moments(site, tmp_path, 200)

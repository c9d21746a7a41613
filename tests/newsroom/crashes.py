"""Jobs to be killed in the middle, which `forkserver.call` runs in processes of their own."""

from __future__ import annotations

import os
import random
import resource
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from briefing import newsroom
from briefing.config import Config, StoreConfig
from briefing.errors import StoreError, StoreLockedError
from briefing.newsroom.library.daily_briefing import CURSOR
from briefing.newsroom.maintenance import prune_report
from briefing.store import Store, key_values
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.test_kill import feeds_of

LATER = NOON + timedelta(days=400)


def feeds_only(url: str) -> Config:
    """Feeds without their pages, which processes apart would read: those are killed in `test_kill`."""
    config = feeds_of(url)
    return replace(config, fetch=replace(config.fetch, pages=0))


def refresh(path: str, url: str) -> None:
    with newsroom.open_store(Path(path)) as store:
        newsroom.refresh(store, feeds_only(url), now=NOON)


def daily(path: str, url: str, log: str) -> None:
    """Deliver as `briefing daily` does; ids of the delivered threads are appended to a file."""
    with newsroom.open_store(Path(path)) as store:
        newsroom.refresh(store, feeds_only(url), now=NOON)
        deliver(store, Path(log))


def deliver(store: Store, log: Path) -> None:
    made = newsroom.build_briefing(store, now=hours(1), since=key_values.get(store, CURSOR), limit=1000)
    with log.open("a") as file:
        file.write("".join(f"{brief.thread.id}\n" for brief in made.briefs))
    newsroom.commit_briefing(store, made)


def prune(path: str) -> None:
    prune_report.BATCH = 10
    with newsroom.open_store(Path(path)) as store:
        newsroom.prune(store, StoreConfig(keep=("starred",)), now=LATER)


def migrate(path: str) -> None:
    newsroom.open_store(Path(path)).close()


def marks(path: str, seed: str) -> None:
    """Mark at random, and take back at random."""
    chance = random.Random(seed)
    with newsroom.open_store(Path(path)) as store:
        ids = [row.thread.id for row in newsroom.list_threads(store)]
        for _ in range(60):
            kind = chance.choice(("read", "unread", "star", "follow", "mute", "unmute"))
            targets = newsroom.whole_threads(store, chance.sample(ids, 3))
            newsroom.mark(store, kind, targets, now=NOON)  # type: ignore[arg-type]
            last = newsroom.last_change(store)
            if last and last.number > 1 and chance.random() < 0.4:  # the first was there before
                newsroom.undo(store, Config())


def limited(path: str, url: str, spare: str) -> None:
    """Refresh where files may grow by `spare` bytes; exits with 3 and writes the reason if that is not enough."""
    size = max((file.stat().st_size for file in Path(path).parent.glob(f"{Path(path).name}*")), default=0)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + int(spare), resource.RLIM_INFINITY))
    try:
        refresh(path, url)
    except StoreError as error:
        Path(path).with_suffix(".error").write_text(str(error))
        os._exit(3)


def busy(path: str, url: str, log: str, seconds: str) -> None:
    """Refresh, deliver, list and read repeatedly; a refresh that is running elsewhere is no failure."""
    end, rounds = time.monotonic() + float(seconds), 0
    while time.monotonic() < end or not rounds:
        rounds += 1
        with newsroom.open_store(Path(path)) as store:
            try:
                newsroom.refresh(store, feeds_only(url), now=hours(rounds / 100))
            except StoreLockedError as error:
                assert "another briefing (pid" in str(error), error
            if log:
                deliver(store, Path(log))
        with newsroom.open_store(Path(path), readonly=True) as store:
            newsroom.overview(store)
            for row in newsroom.list_threads(store, "peru"):
                newsroom.open_thread(store, row.thread.id)
            list(newsroom.each_quote(store, speaker="petro"))

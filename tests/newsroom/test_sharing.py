"""Threading shared among processes apart gives what it gives in one."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import Config, WatchConfig
from briefing.model import Article
from briefing.newsroom import weaving
from briefing.newsroom.sharing import SHARE, SharedDesk
from briefing.newsroom.workers import Workers
from briefing.store import Store
from tests.newsroom.conftest import NOON
from tests.newsroom.content import content
from tests.store.factories import store_drafts
from tests.threads import factories as f

STORIES = (f.CALL, f.CALL_TWO, f.QUAKE, f.QUAKE_TWO, f.QUAKE_THREE)
CONFIG = Config(watch=(WatchConfig("Calls", "petro"),))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2) as started:
        yield started


def articles() -> list[Article]:
    """Two shares and a half of them, each in words of its own."""
    return [
        f.arrived(
            f.item(f"{STORIES[n % len(STORIES)]} Number {n} says so.", at=NOON + timedelta(minutes=n)), NOON
        ).article
        for n in range(SHARE * 5 // 2)
    ]


def woven(path: Path, desk: weaving.Desk) -> dict[str, list[tuple[object, ...]]]:
    with Store.open(path) as store:
        store_drafts(store, *articles())
        weaving.weave(store, CONFIG, NOON, lambda progress: None, desk)
        return content(store)


def test_processes_apart_give_what_one_gives(workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weaving, "BATCH", SHARE + 7)  # shares do not end where batches do
    monkeypatch.setattr(weaving, "AT_ONCE", 0)
    alone = woven(tmp_path / "alone.db", weaving.Desk())
    with SharedDesk(workers) as desk:
        assert woven(tmp_path / "shared.db", desk) == alone
    assert len(alone["thread"]) > 1 and any("Calls" in str(row) for row in alone["thread"])


def test_what_a_process_cannot_do_is_done_here(tmp_path: Path) -> None:
    alone = woven(tmp_path / "alone.db", weaving.Desk())
    with Workers(1) as workers, SharedDesk(workers) as desk:
        workers.expect("text", 1)
        (process,) = workers._all
        os.kill(process._popen.pid, signal.SIGKILL)
        assert woven(tmp_path / "killed.db", desk) == alone


def test_closed_workers_end_the_work_and_not_the_refresh(tmp_path: Path) -> None:
    workers = Workers(1)
    workers.close()
    with SharedDesk(workers) as desk:
        assert woven(tmp_path / "closed.db", desk) == woven(tmp_path / "alone.db", weaving.Desk())

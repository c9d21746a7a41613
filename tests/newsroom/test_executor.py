"""Worker processes give the same threads as one process; only the parts that fail are skipped."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import Config, WatchConfig
from briefing.model import Article
from briefing.newsroom.processes import pool as pool
from briefing.newsroom.processes.pool import WorkerFaultError, Workers
from briefing.newsroom.stories import build_threads, executor
from briefing.newsroom.stories.executor import SHARE, Annotated, PooledExecutor
from briefing.newsroom.stories.thread_jobs import TextJob
from briefing.store import Store
from tests.newsroom import hostile
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
    """Two and a half shares of articles in different words."""
    return [
        f.arrived(
            f.item(f"{STORIES[n % len(STORIES)]} Number {n} says so.", at=NOON + timedelta(minutes=n)), NOON
        ).article
        for n in range(SHARE * 5 // 2)
    ]


def threaded(path: Path, workers: Workers | None = None) -> dict[str, list[tuple[object, ...]]]:
    with Store.open(path) as store:
        store_drafts(store, *articles())
        build_threads.thread_pending(store, CONFIG, NOON, lambda progress: None, workers)
        return content(store)


def analysed(workers: Workers, *texts: str) -> list[Annotated]:
    made = [f.item(text, at=NOON).article for text in texts]
    with PooledExecutor(workers) as shared:
        return shared.annotate(made, {article.id for article in made})


def test_worker_processes_give_what_one_process_gives(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_threads, "BATCH", SHARE + 7)  # shares do not end where batches do
    alone = threaded(tmp_path / "alone.db")
    assert threaded(tmp_path / "shared.db", workers) == alone
    assert len(alone["thread"]) > 1 and any("Calls" in str(row) for row in alone["thread"])


def test_process_that_is_killed_once_costs_no_article(tmp_path: Path) -> None:
    with Workers(1) as workers:
        workers.expect(TextJob, 1)
        (process,) = workers._all
        os.kill(process._popen.pid, signal.SIGKILL)
        assert threaded(tmp_path / "killed.db", workers) == threaded(tmp_path / "alone.db")


REASONS = {
    "SPINS": "took longer than the limit of 0.5 s",
    "CRASHES": "ended the process that worked on it (SIGSEGV)",
    "EXHAUSTS": "cannot be analysed with so little memory",
    "RAISES": "cannot be analysed (ValueError: a case nobody has seen)",
}


@pytest.mark.usefixtures("hostile_workers")
def test_only_the_articles_that_do_harm_are_skipped(hostile_pool: Workers) -> None:
    texts = [text for word in REASONS for text in (f"“It is {word},” Ana Duarte said.", f"Petro after {word.lower()}.")]
    made = analysed(hostile_pool, *texts)
    assert [item.skipped for item in made[::2]] == list(REASONS.values())
    assert all(not item.analysis.sentences for item in made[::2])
    assert all(item.analysis.sentences and not item.skipped for item in made[1::2])


@pytest.mark.usefixtures("hostile_workers")
def test_source_whose_articles_all_hang_is_not_tried_to_the_end(
    monkeypatch: pytest.MonkeyPatch, hostile_pool: Workers
) -> None:
    monkeypatch.setattr(executor, "MOST_SKIPS", 2)
    made = analysed(hostile_pool, "SPINS one.", "SPINS two.", "SPINS three.", "SPINS four.")
    assert [item.skipped.partition(",")[0] for item in made] == ["took longer than the limit of 0.5 s"] * 2 + [
        "not tried"
    ] * 2


def test_installation_that_can_analyse_nothing_blames_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = hostile.BOOT.replace("infect()", "sys.modules['briefing.text'] = None")
    monkeypatch.setattr(pool, "_BOOT", broken)
    with Workers(1) as workers, pytest.raises(WorkerFaultError, match="ModuleNotFoundError"):
        analysed(workers, "Petro said so.")

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.newsroom.ingest import pipeline
from briefing.newsroom.processes import pool
from briefing.store import Store
from tests import blank
from tests.newsroom import hostile
from tests.newsroom.site import Site, serve
from tests.web.server import FaultServer, serve_faults

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def hours(number: float) -> datetime:
    return NOON + timedelta(hours=number)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "briefing.db"
    blank.lay(path)
    return path


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as served:
        yield served


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with serve_faults() as served:
        yield served


@pytest.fixture(scope="module")
def _hostile_processes() -> Iterator[pool.Workers]:
    """One process for the tests of a module, as its start takes long; each part of a job has half a second."""
    with pool.Workers(1, seconds=0.5) as workers:
        yield workers


@pytest.fixture
def hostile_processes(monkeypatch: pytest.MonkeyPatch, _hostile_processes: pool.Workers) -> pool.Workers:
    """A worker process that suffers from harmful texts."""
    monkeypatch.setattr(pool, "_BOOT", hostile.BOOT)
    return _hostile_processes


@pytest.fixture(params=["stand-in", pytest.param("process", marks=pytest.mark.soak)])
def hostile_pool(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[pool.Workers]:
    """A pool whose process suffers from harmful texts; by default one that is none, since each start takes long."""
    if request.param == "process":
        yield request.getfixturevalue("hostile_processes")
        return
    monkeypatch.setattr(pool, "_Process", hostile.StandIn)
    with pool.Workers(1, seconds=0.5) as workers:
        yield workers


@pytest.fixture
def hostile_workers(monkeypatch: pytest.MonkeyPatch, hostile_pool: pool.Workers) -> None:
    """Let refreshes use this pool."""
    monkeypatch.setattr(pipeline, "Workers", lambda: nullcontext(hostile_pool))

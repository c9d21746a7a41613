from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.store import Store
from tests import blank
from tests.tui import library
from tests.tui.library import QUIET
from tests.tui.session import Session, Start
from tests.tui.settling import PREVIEW_SECONDS, settle


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Go on as soon as what was asked for is done."""
    for user in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{user}.wait_for_idle", settle)
    monkeypatch.setattr("briefing.tui.screens.reading.PREVIEW_SECONDS", PREVIEW_SECONDS)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "briefing.db"
    blank.lay(path)
    with Store.open(path) as opened:
        yield opened


@pytest.fixture
def store(empty: Store) -> Store:
    library.fill(empty)
    return empty


@pytest.fixture
def start(store: Store) -> Start:
    @asynccontextmanager
    async def begin(
        size: tuple[int, int] = (80, 24), *, config: Config = QUIET, query: str = ""
    ) -> AsyncIterator[Session]:
        app = library.reader(store, config, query)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Session(app, pilot)

    return begin

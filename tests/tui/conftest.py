from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet

from briefing.config import Config
from briefing.store import Store
from tests.tui import library
from tests.tui.library import QUIET
from tests.tui.reader_pilot import ReaderPilot, Start
from tests.tui.settle import PREVIEW_SECONDS, settle


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Go on as soon as what was asked for is done."""
    for user in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{user}.wait_for_idle", settle)
    monkeypatch.setattr("briefing.tui.screens.main.PREVIEW_SECONDS", PREVIEW_SECONDS)


@pytest.fixture(scope="session", autouse=True)
def parsed_once() -> Iterator[None]:
    """Keep style sheets that were parsed, by their variables, since each reader would parse all of them anew."""
    parse, kept = Stylesheet._parse_rules, {}

    def parse_once(sheet: Stylesheet, *arguments: Any, **options: Any) -> Any:
        key = (arguments, *options.items(), frozenset(sheet._variables.items()))
        if key not in kept:
            kept[key] = parse(sheet, *arguments, **options)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stores to copy, since making one takes much longer: `empty.db`, and `filled.db` with the library."""
    folder = tmp_path_factory.mktemp("stores")
    with Store.open(folder / "empty.db"):
        pass
    with Store.open(folder / "filled.db") as opened:
        library.fill(opened)
    return folder


@pytest.fixture
def empty(made: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(shutil.copyfile(made / "empty.db", tmp_path / "briefing.db")) as opened:
        yield opened


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(shutil.copyfile(made / "filled.db", tmp_path / "briefing.db")) as opened:
        yield opened


@pytest.fixture
def start(store: Store) -> Start:
    @asynccontextmanager
    async def begin(
        size: tuple[int, int] = (80, 24), *, config: Config = QUIET, query: str = ""
    ) -> AsyncIterator[ReaderPilot]:
        app = library.reader(store, config, query)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield ReaderPilot(app, pilot)

    return begin

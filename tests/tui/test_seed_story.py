"""The story of the seed, read by the shipped configuration: its key quotes stand on the first screen."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from briefing import newsroom
from briefing.config import Config, SeedConfig, TuiConfig, WatchConfig
from briefing.store import Store
from briefing.tui.app import Reader
from tests.tui import day, library
from tests.tui.reader_pilot import ReaderPilot

SEED = Path(__file__).parents[2] / "seeds"
NOW = datetime(2026, 1, 9, 7, 30, tzinfo=UTC)
CONFIG = Config(
    seeds=(SeedConfig(SEED),),
    watch=(WatchConfig("Trump–Petro", "trump petro"),),
    tui=TuiConfig(refresh_on_start=False),
)
SPOKEN = {
    "sick man who likes making cocaine and selling it to the United States": "Donald Trump",
    "Great Honor": "Donald Trump",
    "If you bomb peasants, thousands of guerrillas will return to the mountains": "Gustavo Petro",
    "unleash the popular jaguar": "Gustavo Petro",
    "good and positive": "Colombian government",
}
"""Key quotes and their speakers."""


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seed") / "briefing.db"
    with newsroom.open_store(path) as store:
        newsroom.refresh(store, CONFIG)
    return path


def flat(text: str) -> str:
    """The text of a page without bars, breaks and indents."""
    return " ".join(text.translate(dict.fromkeys(map(ord, "┃▌\xa0"), " ")).split())


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 48)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_all_key_quotes_stand_below_the_first_lines_without_scrolling(
    seeded: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    with Store.open(shutil.copyfile(seeded, tmp_path / "briefing.db")) as store:
        app = Reader(store, CONFIG, query="petro", clock=lambda: NOW, zone=UTC)
        async with app.run_test(size=size) as pilot:
            s = ReaderPilot(app, pilot)
            await s.press("enter")
            text = flat(s.text("thread"))
            assert "have held their first direct telephone conversation" in text
            assert all(f"“{words}”" in text for words in SPOKEN)
            assert text.index("“sick man") < text.index("— Donald Trump") < text.index("— Gustavo Petro")


@pytest.mark.parametrize("has_news", [False, True], ids=["offline", "with other news"])
async def test_it_stands_on_the_first_page_with_a_quote_and_opens_with_all(
    seeded: Path, tmp_path: Path, has_news: bool
) -> None:
    with Store.open(shutil.copyfile(seeded, tmp_path / "briefing.db")) as store:
        if has_news:
            day.fill_day(store)
        async with Reader(store, CONFIG, clock=lambda: library.NOW, zone=UTC).run_test(size=(80, 24)) as pilot:
            s = ReaderPilot(cast(Reader, pilot.app), pilot)
            await pilot.pause()
            first = s.text("threads")
            assert "Trump–Petro: first direct telephone conversation" in first
            assert "“sick man who likes making cocaine and selling it to the United States”" in flat(first)
            assert ("Trump–Petro" in first.splitlines()[0]) != has_news
            row = next(row for row in s.screen.list.rows if row.thread.title.startswith("Trump–Petro"))
            s.screen.list.go_to(row.thread.id)
            await s.press("enter")
            assert all(f"“{words}”" in flat(s.text("thread")) for words in SPOKEN)


async def test_the_exchange_looks_like_a_conversation(seeded: Path, tmp_path: Path) -> None:
    with Store.open(shutil.copyfile(seeded, tmp_path / "briefing.db")) as store:
        app = Reader(store, CONFIG, query="petro", clock=lambda: NOW, zone=UTC)
        async with app.run_test(size=(100, 30)) as pilot:
            s = ReaderPilot(app, pilot)
            await s.press("enter", "v")
            lines = s.text("thread").replace("\xa0", " ").split("\n")
            bars = {
                name: line.index("┃") for name in set(SPOKEN.values()) for line in lines if name in line and "┃" in line
            }
            assert bars["Donald Trump"] < 5 < bars["Colombian government"] < 50 < 90 < bars["Gustavo Petro"]
            text = flat("\n".join(lines))
            assert all(f"“{words}”" in text for words in SPOKEN)

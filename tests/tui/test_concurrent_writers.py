"""The reader beside processes that refresh, list and brief: nobody sees a lock, nothing is lost."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from briefing import newsroom
from briefing.config import TuiConfig
from briefing.newsroom.library.daily_briefing import CURSOR
from briefing.store import key_values
from tests import forkserver
from tests.newsroom import test_kill
from tests.newsroom.conftest import NOON
from tests.newsroom.content import QUAKE
from tests.newsroom.crashes import busy, feeds_only
from tests.newsroom.site import Item, Site, serve
from tests.newsroom.test_marks import counted, counters
from tests.tui import library
from tests.tui.reader_pilot import ReaderPilot

KEYS = ("j", "k", "enter", "escape", "n", "A", "s", "f", "u", "m", "u", "w", "v", "G", "space", "b", "o")
"""Without `g`, which fetches a page: that is refused while another process refreshes."""
DONE = "Nothing", "There is nothing", "Undone", "That was the last", "This is the first", "There is no address"
PLACES = ("Arequipa", "Cusco", "Puno", "Tacna", "Piura", "Ica", "Lima", "Trujillo")


def publish(site: Site, number: int) -> None:
    """Let each feed bring one more item."""
    for feed in range(4):
        items = [
            Item(
                f"/{feed}/{n}", f"Earthquake strikes {PLACES[n % 8]}, report {n} of paper {feed}", f"{QUAKE} {feed} {n}"
            )
            for n in range(max(number - 40, 0), number + 1)
        ]
        site.feed(f"/feed{feed}.xml", f"Feed {feed}", *reversed(items))


async def keep_reading(session: ReaderPilot, site: Site, until: float) -> int:
    """Press keys and let time pass, until then; how many items each feed has brought."""
    chance, number = random.Random(20260301), 0
    while time.monotonic() < until:
        number += 1
        publish(site, number)
        await session.press(*chance.choices(KEYS, k=6))
        session.screen._tick()
        await session.pilot.pause(0.02)
    return number


@pytest.mark.parametrize("seconds", [0.5, pytest.param(60, marks=pytest.mark.soak)], ids=["some", "minute"])
async def test_reading_in_company(tmp_path: Path, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    path, delivered = tmp_path / "briefing.db", tmp_path / "delivered"
    delivered.touch()
    monkeypatch.setenv("BROWSER", "true")
    monkeypatch.chdir(tmp_path)
    others = 2 if seconds < 10 else 3
    with serve() as site, newsroom.open_store(path) as store:
        config = replace(feeds_only(site.url), tui=TuiConfig(refresh_on_start=False))
        publish(site, 0)
        newsroom.refresh(store, config, now=NOON)
        app = library.reader(store, config)
        with ThreadPoolExecutor(others) as pool:
            ends = [
                pool.submit(forkserver.call, busy, path, site.url, delivered if place == 0 else "", seconds)
                for place in range(others)
            ]
            async with app.run_test(size=(100, 30)) as pilot:
                await pilot.pause()
                session = ReaderPilot(app, pilot)
                number = await keep_reading(session, site, time.monotonic() + seconds)
                toasts = session.toasts
            assert {end.result() for end in ends} == {0}
        assert [line for line in toasts if "writing" in line or "lock" in line.lower()] == []
        test_kill.run(path, config)
        newsroom.refresh(store, config)
        assert counters(store) == counted(store)
        stored = {row[0] for row in store.rows("SELECT url FROM article")}
        assert {f"{site.url}/{feed}/{number}" for feed in range(4)} <= stored
        assert store.row("SELECT count(*) - count(DISTINCT url) FROM article")[0] == 0
        rest = newsroom.build_briefing(store, since=key_values.get(store, CURSOR), limit=1000).briefs
        known = {*delivered.read_text().split(), *(brief.thread.id for brief in rest)}
        listed = {row.thread.id for row in newsroom.list_threads(store)}
        assert {id_ for id_ in listed if not store.row("SELECT 1 FROM alias WHERE thread_id = ?", (id_,))} <= known

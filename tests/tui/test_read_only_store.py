"""A store that cannot be written, as on a disk that is mounted for reading only, can be read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefing import newsroom
from briefing.config import FeedConfig
from briefing.errors import BriefingError, StoreError, StoreLockedError
from briefing.store import Store
from tests.tui import library
from tests.tui.reader_pilot import ReaderPilot


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[BriefingError]:
    """The error of opening a store for writing; empty for none."""
    error: list[BriefingError] = []
    opened = Store.open

    def open_(path: Path, *, readonly: bool = False) -> Store:
        if error and not readonly:
            raise error[0]
        return opened(path, readonly=readonly)

    monkeypatch.setattr(Store, "open", open_)
    return error


def test_a_reader_opens_it_for_reading(store: Store, refused: list[BriefingError], tmp_path: Path) -> None:
    with newsroom.open_to_read(store.path) as opened:
        assert not opened.readonly
    refused.append(StoreError("mounted for reading only"))
    with newsroom.open_to_read(store.path) as opened:
        assert opened.readonly and newsroom.overview(opened).threads == 3
    with pytest.raises(StoreError, match="mounted for reading only"):
        newsroom.open_to_read(tmp_path / "none.db")
    refused[0] = StoreLockedError("in use")
    with pytest.raises(StoreLockedError):
        newsroom.open_to_read(store.path)


async def test_its_stories_are_read_and_marks_are_refused_with_a_word(store: Store) -> None:
    config = replace(library.QUIET, feeds=(FeedConfig("https://a.example/feed"),))
    config = replace(config, tui=replace(config.tui, refresh_on_start=True))
    with Store.open(store.path, readonly=True) as opened:
        app = library.reader(opened, config)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            s = ReaderPilot(app, pilot)
            assert s.toasts == [
                "The store cannot be written, only read: nothing is marked or refreshed. `briefing doctor` shows why."
            ]
            app.clear_notifications()
            await s.press("enter", "enter", "escape", "escape")
            assert s.toasts == [] and s.unread["t1talks"] == 3
            await s.press("s")
            (refusal,) = s.toasts
            assert "the store is not writable" in refusal

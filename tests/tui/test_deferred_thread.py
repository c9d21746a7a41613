"""A thread whose article is older than the news of its feed gets its summary and quotes when it is opened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing import newsroom
from briefing.config import Config
from briefing.newsroom.stories.deferred_threads import list_deferred
from briefing.store import Store, deferred
from tests.store.factories import article, store_drafts
from tests.tui import library
from tests.tui.reader_pilot import ReaderPilot, Start

TEXT = "The harbour master Ana Duarte said on Monday: “The old bridge will be closed until spring.” Boats may pass."


@pytest.fixture
def old_id(store: Store) -> str:
    """Id of a deferred thread."""
    store_drafts(store, replace(article("bridge"), title="Bridge stays closed", text=TEXT))
    store.run("UPDATE article SET analysed = ? WHERE title = 'Bridge stays closed'", (deferred.DEFERRED,))
    assert len(list_deferred(store, Config(), library.NOW)) == 1
    return newsroom.list_threads(store, "bridge")[0].thread.id


async def completed(s: ReaderPilot) -> None:
    await s.pilot.pause()
    await s.app.workers.wait_for_complete()
    await s.pilot.pause()


async def test_opening_it_adds_its_quote(start: Start, store: Store, old_id: str) -> None:
    async with start(query="bridge") as s:
        assert "Ana Duarte" not in s.text("thread")
        await s.press("enter")
        await completed(s)
        assert "The harbour master Ana Duarte said on Monday" in s.text("thread")
    assert not newsroom.is_deferred(store, old_id)


async def test_while_a_refresh_runs_its_article_can_be_read(start: Start, store: Store, old_id: str) -> None:
    async with start(query="bridge") as s:
        with store.writer("refresh", library.NOW):
            await s.press("enter")
            await completed(s)
            (told,) = s.toasts
            assert told.startswith("Its article is not analysed yet: another briefing (pid ")
            await s.press("enter")
            assert "The old bridge will be closed" in " ".join(s.text("article").split())
        assert newsroom.is_deferred(store, old_id)
        await s.press("escape", "escape", "enter")
        await completed(s)
    assert not newsroom.is_deferred(store, old_id)


async def test_a_fault_of_the_analysis_is_told_and_its_article_can_be_read(
    start: Start, old_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> str:
        raise ValueError("no such word")

    monkeypatch.setattr(newsroom, "complete_thread", fail)
    async with start(query="bridge") as s:
        await s.press("enter")
        await completed(s)
        assert s.toasts == ["Its article is not analysed yet: ValueError: no such word"]
        await s.press("enter")
        assert "The old bridge will be closed" in " ".join(s.text("article").split())


async def test_why_it_is_not_analysed_is_told_once_while_it_is_open(start: Start, store: Store, old_id: str) -> None:
    async with start(query="bridge") as s:
        with store.writer("refresh", library.NOW):
            await s.press("enter")
            await completed(s)
            s.app.clear_notifications()
            s.screen.refresh_ended()
            await completed(s)
            assert s.toasts == []

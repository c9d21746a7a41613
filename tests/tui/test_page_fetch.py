"""Articles of which only a teaser is there: they say so, and `g` fetches their page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from briefing import newsroom
from briefing.config import Config
from briefing.store import Store, skip_records
from tests.tui import library
from tests.tui.library import NOW
from tests.tui.reader_pilot import ReaderPilot, Start

TEASER = library.article("teaser", "Harbour closes", ["The harbour is closed until Monday."], outlet="DW", hours=0.3)
TEASER = replace(TEASER, article=replace(TEASER.article, origin="feed"))


@pytest.fixture(autouse=True)
def a_teaser_is_stored(store: Store) -> None:
    library.put(store, library.brief("t0harbour", "Harbour", [TEASER], followed=True), [TEASER], 9.0)


def fail(store: Store) -> None:
    skip_records.write(store, [skip_records.Skip("fetch", TEASER.article.id, "HTTP 403")], NOW)


async def ended(s: ReaderPilot) -> None:
    await s.app.workers.wait_for_complete()
    await s.pilot.pause()


async def test_a_teaser_says_so_and_names_the_key(start: Start) -> None:
    async with start() as s:
        await s.press("enter")
        assert " · teaser only" in s.text("thread").replace("\xa0", " ")
        await s.press("enter")
        assert "teaser only" in s.text("article") and "g fetches its page now" in s.text("article")


async def test_a_page_that_failed_says_why(start: Start, store: Store) -> None:
    fail(store)
    async with start() as s:
        await s.press("enter")
        assert "page failed: HTTP 403" in s.text("thread").replace("\xa0", " ")
        await s.press("enter")
        assert "teaser only, its page failed: HTTP 403" in s.text("article")


async def test_teasers_among_other_articles_are_counted(start: Start, store: Store) -> None:
    library.put(store, library.brief("t0harbour", "Harbour", [TEASER, library.VOTE]), [TEASER], 9.0)
    library.rewrite(store, library.brief("t0harbour", "Harbour", [TEASER, library.VOTE]), 9.0)
    async with start() as s:
        await s.press("enter")
        assert re.search(r"\[1\] \S.*  teaser +[^\n]+\n", s.text("thread"))


async def test_an_article_from_its_page_says_nothing(start: Start) -> None:
    async with start() as s:
        await s.press("j", "enter", "enter")
        assert s.focused == "article"
        assert "teaser" not in s.text("article") + s.text("thread")


@pytest.mark.parametrize("path", ["enter", "enter enter"])
async def test_g_fetches_the_page(start: Start, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    asked = []

    def fetch(store: Store, config: Config, article_id: str, **options: Any) -> str:
        asked.append(article_id)
        store.run("UPDATE article SET origin = 'page' WHERE id = ?", (article_id,))
        return ""

    monkeypatch.setattr(newsroom, "fetch_page_now", fetch, raising=False)
    async with start() as s:
        await s.press(*path.split(), "g")
        await ended(s)
        assert asked == [TEASER.article.id]
        assert "teaser only" not in s.text(s.focused)


async def test_g_says_why_there_is_no_page(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newsroom, "fetch_page_now", lambda *_: "HTTP 404", raising=False)
    async with start() as s:
        await s.press("enter", "enter", "g")
        await ended(s)
        assert s.toasts[-1] == "Its page cannot be shown: HTTP 404"

"""Years far from ours are stored, threaded, asked for and rendered as any other."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from briefing.config import Config
from briefing.model import Article
from briefing.model.articles import EARLIEST, LATEST
from briefing.newsroom import build_briefing, list_threads, open_thread, search_articles
from briefing.newsroom.stories.build_threads import thread_pending
from briefing.query.times import moment
from briefing.render import (
    BRIEFING_FORMATS,
    LIST_FORMATS,
    THREAD_FORMATS,
    render_briefing,
    render_thread,
    render_threads,
)
from briefing.store import Store
from tests.newsroom.conftest import NOON
from tests.store.factories import store_drafts
from tests.table import table

DATES = (
    datetime.min.replace(tzinfo=UTC), datetime(1, 1, 1, 20, tzinfo=UTC), datetime(999, 2, 3, tzinfo=UTC),
    datetime(1600, 2, 29, tzinfo=UTC), datetime(1901, 12, 13, tzinfo=UTC), datetime(1969, 12, 31, 23, 59, tzinfo=UTC),
    datetime(2038, 1, 20, tzinfo=UTC), datetime(2262, 4, 12, tzinfo=UTC), datetime(2500, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, tzinfo=UTC), datetime.max.replace(tzinfo=UTC),
    datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
    datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
)  # fmt: skip


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(os.environ, "TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_articles_of_any_year(store: Store, zone: None) -> None:
    text = "President Petro said: “The storm was long and hit the coast of Peru on Friday.” It rained."
    for number, when in enumerate(DATES):
        title = f"Storm number {number} hits the coast of Peru"
        store_drafts(store, Article(f"a{number}", "", title, f"{number} {text}", "O", published=when, fetched=NOON))
    thread_pending(store, Config(), NOON, lambda progress: None)
    rows = list_threads(store, now=NOON)
    assert sum(row.articles for row in rows) == len(DATES)
    made = build_briefing(store, now=NOON)
    for format in BRIEFING_FORMATS:
        assert "Storm" in render_briefing(made, format=format)
    for format in LIST_FORMATS:
        assert "Storm" in render_threads(rows, format=format)
    for format in THREAD_FORMATS:
        assert all("Storm" in render_thread(open_thread(store, row.thread.id), format=format) for row in rows)
    assert len(search_articles(store, "storm since:0001-01-01 before:9999-12-31", limit=50)) == len(DATES)
    old = search_articles(store, "storm before:1970-01-01", limit=50)
    assert len(old) == 7 and search_articles(store, "storm since:2262", limit=50)


@table("when", DATES)
def test_times_at_the_ends_of_time_have_room_for_every_zone(when: datetime) -> None:
    article = Article("a", "", "T", "x", published=when, fetched=when)
    assert article.published is not None and EARLIEST <= article.published <= LATEST
    assert article.published == when or when.year in (1, 9999)
    assert Article("a", "", "T", "x", published=NOON).published == NOON


@pytest.mark.parametrize(
    "words",
    ["0001-01-01", "0001-01-01T00:00+14:00", "9999-12-31", "9999-12-31T23:59-12:00", "0001", "9999-12", "1969", "2263",
     "999999w"],
)  # fmt: skip
def test_any_date_can_be_asked_for(words: str, zone: None) -> None:
    when = moment(words, NOON)
    assert when.utcoffset() == timedelta(0)
    assert (when < NOON) is words.startswith(("0", "1", "999999w"))

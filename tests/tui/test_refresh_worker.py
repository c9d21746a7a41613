"""A refresh in the background: its progress, its results, what stays in place, how it stops."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import replace

import pytest

from briefing.config import Config, TuiConfig
from briefing.errors import StoreLockedError
from briefing.model import SourceFailure
from briefing.newsroom import Progress, RefreshReport, Store
from briefing.tui.refresh_worker import Refresher
from tests.tui import library
from tests.tui.library import QUIET
from tests.tui.reader_pilot import ReaderPilot

Tell = Callable[[Progress], None] | None
FAILED = (SourceFailure("https://b.example", "timed out"),)


class Gated:
    """A refresh that goes a step when it is let."""

    def __init__(self, ending: RefreshReport | Exception, news: Callable[[Store], None] | None = None) -> None:
        self.go = threading.Event()
        self.ending = ending
        self.news = news
        self.calls = 0

    def __call__(
        self, store: Store, config: Config, *, on_progress: Tell = None, only: Collection[str] = ()
    ) -> RefreshReport:
        assert on_progress
        self.calls += 1
        on_progress(Progress("feeds", 1, 13))
        assert self.go.wait(5)
        if self.news:
            self.news(store)
        if isinstance(self.ending, Exception):
            raise self.ending
        return self.ending


async def until(s: ReaderPilot, true: Callable[[], bool]) -> None:
    for _ in range(200):
        await s.pilot.pause(0.01)
        if true():
            return
    raise AssertionError("it did not happen within two seconds")


async def test_r_shows_progress_and_then_what_came_in(store: Store) -> None:
    gated = Gated(RefreshReport(2, 0, (), 1, 0, 1), library.flood_goes_on)
    app = library.reader(store, refresh=gated)
    async with app.run_test(size=(120, 40)) as pilot:
        s = ReaderPilot(app, pilot)
        await s.press("r")
        await until(s, lambda: "reading sources 1/13" in s.head)
        await s.press("r")
        gated.go.set()
        await until(s, lambda: s.unread["t2floods"] == 2)
        await until(s, lambda: s.toasts == ["1 new article in 1 thread."])
        assert gated.calls == 1
        assert "updated" in s.head


@library.some_size
async def test_the_cursor_stays_on_its_thread_when_news_changes_the_order(store: Store, size: tuple[int, int]) -> None:
    gated = Gated(RefreshReport(2, 0, (), 1, 0, 1), library.flood_goes_on)
    library.put(store, replace(library.BUDGET, thread=replace(library.BUDGET.thread, id="t2z")), [library.OLD], 2.5)
    app = library.reader(store, refresh=gated)
    async with app.run_test(size=size) as pilot:
        s = ReaderPilot(app, pilot)
        await s.press("j", "j", "r")
        before = s.thread
        gated.go.set()
        await until(s, lambda: bool(s.toasts))
        assert [row.thread.id for row in s.screen.list.rows].index("t2floods") == 1
        assert s.thread == before


async def test_what_is_being_read_stays_in_its_place(store: Store) -> None:
    gated = Gated(RefreshReport(2, 0, (), 1, 0, 1), library.flood_goes_on)
    app = library.reader(store, refresh=gated)
    async with app.run_test(size=(80, 24)) as pilot:
        s = ReaderPilot(app, pilot)
        await s.press("j", "enter", "j", "r")
        place = s.screen.thread_page.place
        gated.go.set()
        await until(s, lambda: "2 reports" in s.text("thread"))
        assert s.screen.thread_page.place == place
        assert s.focused == "thread"


OFFLINE = "Is this machine online? You see what was stored before; ? shows the reason of each source."


@pytest.mark.parametrize(
    ("ending", "toast"),
    [
        (StoreLockedError("cron refreshes since 12:00"), "cron refreshes since 12:00"),
        (ValueError("[b]odd[/b]"), "the refresh failed (ValueError: [b]odd[/b])"),
        (RefreshReport(2, 2, (), 0, 0, 0), "Nothing new."),
        (RefreshReport(2, 1, FAILED, 3, 0, 2), "3 new articles in 2 threads; 1 of 2 sources failed, ? shows why."),
        (RefreshReport(2, 2, (), 0, 0, 0, pages=9, failed_pages=FAILED), "Nothing new; 1 of 9 pages failed."),
        (RefreshReport(1, 0, FAILED, 0, 0, 0), f"No source could be read (timed out). {OFFLINE}"),
    ],
)
async def test_the_end_is_told_in_a_line(store: Store, ending: RefreshReport | Exception, toast: str) -> None:
    gated = Gated(ending)
    gated.go.set()
    app = library.reader(store, refresh=gated)
    async with app.run_test(size=(80, 24)) as pilot:
        s = ReaderPilot(app, pilot)
        await s.press("r")
        await until(s, lambda: s.toasts == [toast])
        assert len(s.unread) == 3
        await s.press("r")
        await until(s, lambda: gated.calls == 2)


ALL_FAILED = RefreshReport(1, 0, FAILED, 0, 0, 0)


@pytest.mark.parametrize(
    ("keys", "report", "toasts"),
    [
        ("", ALL_FAILED, []),
        ("", replace(ALL_FAILED, sources=2, new_articles=3, changed_threads=1), ["3 new articles in 1 thread."]),
        ("enter", ALL_FAILED, [f"No source could be read (timed out). {OFFLINE}"]),  # the note is not on the screen
    ],
)
async def test_failures_that_the_note_of_the_page_tells_are_not_told_again(
    store: Store, keys: str, report: RefreshReport, toasts: list[str]
) -> None:
    store.run("DELETE FROM source WHERE failures = 0")
    gated = Gated(report)
    gated.go.set()
    app = library.reader(store, refresh=gated)
    async with app.run_test(size=(80, 24)) as pilot:
        s = ReaderPilot(app, pilot)
        await s.press(*keys.split(), "r")
        await until(s, lambda: gated.calls == 1 and "no source read" in s.head)
        await s.pilot.pause()
        assert s.toasts == toasts


async def test_it_fetches_when_it_opens_if_the_configuration_says_so(store: Store) -> None:
    gated = Gated(RefreshReport(2, 2, (), 0, 0, 0))
    gated.go.set()
    app = library.reader(store, replace(QUIET, tui=TuiConfig(refresh_on_start=True)), refresh=gated)
    async with app.run_test(size=(80, 24)) as pilot:
        s = ReaderPilot(app, pilot)
        await until(s, lambda: s.toasts == ["Nothing new."])


@pytest.mark.parametrize(
    ("is_own", "told"),
    [
        (True, "No source is configured; a adds the feed of a site."),
        (False, "Nothing can be fetched here: this is not your store."),
    ],
)
async def test_without_a_source_it_says_what_to_do(store: Store, is_own: bool, told: str) -> None:
    subscribe = (lambda feed: None) if is_own else None
    app = library.reader(store, replace(QUIET, feeds=()), subscribe=subscribe)
    async with app.run_test(size=(80, 24)) as pilot:
        s = ReaderPilot(app, pilot)
        await s.press("r")
        assert s.toasts == [told]


async def test_quitting_does_not_wait_for_a_server_that_does_not_answer(store: Store) -> None:
    gated = Gated(RefreshReport(2, 2, (), 0, 0, 0))
    app = library.reader(store, refresh=gated)
    began = time.monotonic()
    async with app.run_test(size=(80, 24)) as pilot:
        s = ReaderPilot(app, pilot)
        await s.press("r", "q")
    assert time.monotonic() - began < 4
    gated.go.set()


def test_a_stopped_refresh_ends_at_its_next_step_and_tells_nothing(store: Store) -> None:
    reached, go = threading.Event(), threading.Event()
    messages: list[object] = []

    def work(store: Store, config: Config, *, on_progress: Tell = None, only: Collection[str] = ()) -> RefreshReport:
        assert on_progress
        reached.set()
        assert go.wait(5)
        on_progress(Progress("feeds", 1, 2))
        raise AssertionError("it went on")

    refresher = Refresher(store.path, work, messages.append)
    assert refresher.start(QUIET)
    assert not refresher.start(QUIET)
    assert reached.wait(5)
    refresher.stop(0)
    go.set()
    refresher.stop(5)
    assert not refresher.running
    assert messages == []


def test_many_steps_are_few_messages(store: Store) -> None:
    messages: list[object] = []

    def work(store: Store, config: Config, *, on_progress: Tell = None, only: Collection[str] = ()) -> RefreshReport:
        assert on_progress
        for done in range(1, 10_001):
            on_progress(Progress("feeds", done, 10_000))
        return RefreshReport(1, 1, (), 0, 0, 0)

    refresher = Refresher(store.path, work, messages.append)
    refresher.start(QUIET)
    while refresher.running:
        time.sleep(0.01)
    assert 3 <= len(messages) < 100

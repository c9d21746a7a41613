"""Threads are made ready after the batches of a wave; whoever looks meanwhile finds them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import Config, RuleConfig, WatchConfig
from briefing.model import Article
from briefing.newsroom import list_changes, list_threads, open_thread
from briefing.newsroom.results import Progress
from briefing.newsroom.stories import build_threads
from briefing.store import Store, articles, unfinished_threads
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import content
from tests.store.factories import store_drafts
from tests.threads import factories as f

STORIES = (f.CALL, f.QUAKE, f.CALL_TWO, f.QUAKE_TWO, f.QUAKE_THREE)
CONFIG = Config(
    watch=(WatchConfig("Calls", "petro"),),
    rules=(RuleConfig("text:earthquake", "star"), RuleConfig("text:petro", "read")),
)


def made(number: int) -> list[Article]:
    """Articles of few stories, so that every batch adds to the threads of those before."""
    return [
        f.arrived(
            f.item(f"{STORIES[n % len(STORIES)]} Number {n} says so.", at=NOON + timedelta(minutes=n)), NOON
        ).article
        for n in range(number)
    ]


class StoppedError(Exception):
    """The refresh is stopped."""


def stop(progress: Progress) -> None:
    if progress.stage == "summaries" and progress.done:
        raise StoppedError


def threaded(path: Path, given: list[Article]) -> dict[str, list[tuple[object, ...]]]:
    with Store.open(path) as store:
        store_drafts(store, *given)
        build_threads.thread_pending(store, CONFIG, NOON, lambda progress: None)
        return content(store)


@pytest.fixture
def in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_threads, "BATCH", 7)


@pytest.mark.usefixtures("in_batches")
def test_a_refresh_that_is_stopped_lists_its_threads_and_the_next_one_catches_up(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.newsroom.stories.backlog.SHARE", 1)
    monkeypatch.setattr(build_threads, "LEADING", 0)
    store_drafts(store, *made(30))
    with pytest.raises(StoppedError):
        build_threads.thread_pending(store, CONFIG, NOON, stop)
    assert articles.count_pending(store) == (0, 0)
    left = unfinished_threads.count(store)
    rows = list_threads(store)
    assert left and left < len(rows)
    assert all(row.thread.title for row in rows)
    assert all(0 < len(open_thread(store, row.thread.id).articles) <= row.articles for row in rows)
    report = build_threads.thread_pending(store, CONFIG, NOON, lambda progress: None)
    assert (report.new, len(report.changed), unfinished_threads.count(store)) == (0, left, 0)
    assert content(store) == threaded(tmp_path / "undisturbed.db", made(30))


def test_rules_are_asked_once_about_what_arrives(store: Store) -> None:
    store_drafts(store, *made(5))
    build_threads.thread_pending(store, CONFIG, NOON, lambda progress: None)
    before = list_changes(store)
    assert {change.who for change in before} == {"rule 1", "rule 2"}
    edited = [replace(each, text=f"{each.text} It was said again.") for each in made(5)]
    store_drafts(store, *edited)
    build_threads.thread_pending(store, CONFIG, hours(1), lambda progress: None)
    assert list_changes(store) == before


@pytest.mark.parametrize(
    ("text", "declared", "detected"),
    [
        (
            "El gobierno de Colombia dijo el lunes que no quiso decir cuándo se reunirá con los de la región.",
            "es",
            "es",
        ),
        (
            "El gobierno de Colombia dijo el lunes que no quiso decir cuándo se reunirá con los de la región.",
            "en",
            "es",
        ),
        ("Bogotá: 12", "es", "es"),
    ],
)
def test_declared_language_is_a_hint_that_the_words_must_bear_out(
    store: Store, text: str, declared: str, detected: str
) -> None:
    (one,) = made(1)
    store_drafts(store, replace(one, text=text, language=declared))
    build_threads.thread_pending(store, Config(), NOON, lambda progress: None)
    stored = articles.annotated(store, one.id)
    assert stored and stored.article.language == detected

"""Cursor of `daily`: a story that a briefing does not name is in the next one."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from briefing.model import Article, Briefing, Target
from briefing.newsroom import build_briefing, commit_briefing, list_threads, mark, parse_since
from briefing.newsroom.library import pending_threads
from briefing.store import Store, key_values
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.test_cursors import refresh
from tests.threads import factories as f

TOPICS = (
    *("Glacier", "Harbour", "Orchestra", "Vaccine", "Elevator", "Tournament", "Volcano", "Parliament", "Satellite"),
    *("Bakery", "Submarine", "Festival"),
)


def articles(first: int, last: int, minute: int = 0) -> list[Article]:
    """Articles of unrelated stories."""
    names = [(n + minute, TOPICS[n], TOPICS[n].lower()) for n in range(first, last)]
    texts = (f"{title} {name}s of {name}ville closed {n + 3} doors." for n, title, name in names)
    items = (f.item(text, at=NOON + timedelta(minutes=minute + n)) for n, text in enumerate(texts))
    return [f.arrived(item, NOON).article for item in items]


def build(store: Store, now: datetime, limit: int = 2, names: int = 5) -> Briefing:
    since = parse_since(store, "last", now)
    return build_briefing(store, now=now, since=since, limit=limit, names=names, ready_only=True, pending=True)


def deliver(store: Store, now: datetime, limit: int = 2, names: int = 5) -> Briefing:
    briefing = build(store, now, limit, names)
    commit_briefing(store, briefing)
    return briefing


def named(briefing: Briefing) -> list[str]:
    return [*(brief.thread.id for brief in briefing.briefs), *(mention.id for mention in briefing.also)]


@pytest.fixture
def dozen(store: Store) -> Store:
    """A store with twelve stories that no briefing has named."""
    refresh(store, articles(0, 12), 0)
    assert len(list_threads(store)) == 12
    return store


def test_every_story_is_named_once_over_several_briefings(dozen: Store) -> None:
    briefings = [deliver(dozen, hours(hour)) for hour in range(1, 5)]
    assert [len(named(briefing)) for briefing in briefings] == [5, 5, 2, 0]
    assert [briefing.left_out for briefing in briefings] == [10, 3, 0, 0]
    assert [briefing.waiting for briefing in briefings] == [0, 2, 0, 0]
    assert len({id_ for briefing in briefings for id_ in named(briefing)}) == 12


def test_a_briefing_that_is_not_delivered_changes_nothing(dozen: Store) -> None:
    deliver(dozen, hours(1))
    assert named(build(dozen, hours(2))) == named(build(dozen, hours(2)))


def test_news_and_pending_stories_are_in_one_briefing_each_with_its_own_window(dozen: Store) -> None:
    first = deliver(dozen, hours(1), limit=11, names=11)
    (pending,) = {row.thread.id for row in list_threads(dozen)} - set(named(first))
    refresh(dozen, articles(0, 1, minute=30), 2)
    second = deliver(dozen, hours(3), limit=12)
    since = {brief.thread.id: second.since_of(brief) for brief in second.briefs}
    assert since[pending] is None
    assert second.since is not None
    assert set(since.values()) <= {None, second.since}


@pytest.mark.parametrize(("limit", "names", "shown"), [(1, 5, 1), (3, 5, 3), (3, 10, 9)])
def test_stories_of_the_window_come_before_pending_ones(dozen: Store, limit: int, names: int, shown: int) -> None:
    first = deliver(dozen, hours(1), limit=2, names=3)
    refresh(dozen, articles(11, 12, minute=30), 2)
    (own,) = {row.thread.id for row in list_threads(dozen) if row.thread.last == NOON + timedelta(minutes=30)}
    left = 12 - len({*named(first), own})
    briefing = deliver(dozen, hours(3), limit, names)
    assert len(named(briefing)) == shown
    assert own in named(briefing)
    assert briefing.waiting == left + 1 - shown
    assert len(named(build(dozen, hours(4), 2, 12))) == briefing.waiting


def test_pending_stories_alone_are_no_news_where_silence_is_asked_for(dozen: Store) -> None:
    deliver(dozen, hours(1))
    since = parse_since(dozen, "last", hours(2))
    quiet = build_briefing(dozen, now=hours(2), since=since, names=60, pending=True, alone=False)
    assert (named(quiet), quiet.until, quiet.waiting) == ([], None, 7)


def test_a_window_without_cursor_leaves_pending_stories_out(dozen: Store) -> None:
    deliver(dozen, hours(1))
    later = build_briefing(dozen, now=hours(2), since=hours(1), limit=12)
    assert named(later) == []


def test_a_delivery_of_everything_again_makes_nothing_pending_that_was_named(dozen: Store) -> None:
    deliver(dozen, hours(1), limit=12, names=12)
    commit_briefing(dozen, build_briefing(dozen, now=hours(2), since=None, limit=1))
    assert named(build(dozen, hours(3))) == []


def test_muted_stories_do_not_come_back(dozen: Store) -> None:
    left = {row.thread.id for row in list_threads(dozen)} - set(named(deliver(dozen, hours(1))))
    mark(dozen, "mute", [Target(id_) for id_ in sorted(left)])
    assert named(deliver(dozen, hours(2))) == []


def test_a_pending_story_is_let_go_after_a_week(dozen: Store) -> None:
    deliver(dozen, hours(1))
    refresh(dozen, articles(0, 1, minute=30), 24 * 8)
    deliver(dozen, hours(24 * 8 + 1), limit=1, names=1)
    assert pending_threads.read(dozen) == {}


def test_mentions_tell_new_stories_from_those_that_moved(dozen: Store) -> None:
    first = deliver(dozen, hours(1), limit=1, names=12)
    assert {mention.known for mention in first.also} == {False}
    refresh(dozen, articles(0, 12, minute=30), 2)
    second = build(dozen, hours(3), limit=1, names=12)
    assert second.also
    known = {mention.id: mention.known for mention in second.also}
    assert {known[id_] for id_ in known if id_ in named(first)} == {True}


def test_the_earliest_window_counts_for_stories_that_are_joined(dozen: Store) -> None:
    deliver(dozen, hours(1), limit=2, names=3)
    refresh(dozen, articles(0, 12, minute=30), 2)
    deliver(dozen, hours(3), limit=1, names=1)
    starts = [since for since, _ in json.loads(key_values.get_text(dozen, pending_threads.PENDING))]
    assert starts[0] is None
    assert len(starts) == 2


def test_the_most_important_stories_stay_pending_if_there_are_too_many(
    dozen: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked = [row.thread.id for row in list_threads(dozen)]
    monkeypatch.setattr(pending_threads, "MAX_PENDING", 3)
    deliver(dozen, hours(1), limit=2, names=5)
    assert sorted(pending_threads.read(dozen)) == sorted(ranked[5:8])

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from briefing.briefs.since import make_briefing, since_cursor
from briefing.model import ArticleRef, Brief, Citation, Health, Line, Thread, ThreadState
from tests.threads.factories import NOON, hours


def brief(id_: str = "x", importance: float = 1.0, *arrivals: datetime) -> Brief:
    lines = tuple(Line("Told.", Citation("a", 0, 5), added=at) for at in arrivals)
    refs = tuple(ArticleRef(f"a{n}", "", "", "", None, at) for n, at in enumerate(arrivals))
    return Brief(Thread(id_, id_, ("a",)), new=lines, articles=refs, importance=importance)


def test_only_what_arrived_after_the_cursor_is_new() -> None:
    told = brief("x", 1.0, NOON, hours(1), hours(2))
    assert [line.added for line in since_cursor(told, hours(1)).new] == [hours(2)]
    assert since_cursor(told, hours(2)).new == ()
    assert since_cursor(told, None) == told


def test_a_line_without_arrival_is_not_new_after_a_cursor() -> None:
    told = replace(brief(), new=(Line("Told.", Citation("a", 0, 5)),))
    assert since_cursor(told, NOON).new == ()


def test_followed_threads_come_first_then_the_important_ones() -> None:
    followed = brief("followed", 0.1)
    followed = replace(followed, thread=replace(followed.thread, state=ThreadState(followed=True)))
    briefs = [brief("small", 1.0), brief("big", 9.0), brief("as small", 1.0), followed]
    briefing = make_briefing(briefs, Health(), now=NOON, since=None, limit=3)
    assert [one.thread.id for one in briefing.briefs] == ["followed", "big", "small"]


def test_a_briefing_ends_with_the_newest_thing_it_tells() -> None:
    briefs = [brief("told", 2.0, NOON, hours(1)), brief("left out", 1.0, hours(5))]
    briefing = make_briefing(briefs, Health(ok=3), now=hours(9), since=NOON, limit=1)
    assert (briefing.since, briefing.until, briefing.generated_at) == (NOON, hours(1), hours(9))
    assert briefing.health == Health(ok=3)
    assert make_briefing([], Health(), now=NOON).until is None

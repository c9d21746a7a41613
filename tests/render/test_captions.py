from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from briefing.model import Briefing, Citation, Health, SourceFailure, TimelineEvent
from briefing.render import captions, render_briefing, render_thread
from briefing.render.text_layout import Layout
from tests.render.values import BRIEFING, HEALTH, LEAD, MONDAY, RAILWAY, cite, day

BOGOTA = timezone(timedelta(hours=-5))
EMPTY = Briefing(MONDAY, None, None)


def test_source_is_named_by_outlet_host_or_headline() -> None:
    assert captions.origin([cite("a")], UTC) == "North Post, 2 Mar 2026"
    assert captions.origin([Citation("a", 0, 1, url="https://www.example.org/x")], UTC) == "example.org"
    assert captions.origin([Citation("a", 0, 1, title="Ministers meet")], UTC) == "Ministers meet"
    assert captions.origin([Citation("a", 0, 1)], UTC) == "unnamed source"
    assert captions.origin([Citation("a", 0, 1, url="http://[bad")], UTC) == "unnamed source"


def test_more_sources_are_counted_once_an_article() -> None:
    sources = [cite("a"), cite("a"), cite("b"), cite("c")]
    assert captions.origin(sources, UTC) == "North Post, 2 Mar 2026, and 2 more"


def test_failures_with_one_reason_share_a_line() -> None:
    failures = [SourceFailure(f"https://{number}.example/", "no such host") for number in range(7)]
    assert captions.by_reason(failures) == [
        "0.example, 1.example, 2.example, 3.example, 4.example and 2 more (no such host)"
    ]


def test_nothing_new_is_said_clearly() -> None:
    briefing = replace(BRIEFING, briefs=(), until=None)
    for form in ("text", "markdown"):
        assert "\nNothing new since 2 Mar 2026, 06:30.\n" in render_briefing(briefing, form, Layout(zone=UTC))


def test_empty_store_says_what_to_do() -> None:
    told = render_briefing(EMPTY, layout=Layout(zone=UTC))
    assert "No stories yet; `briefing refresh` reads the sources and builds them." in told
    assert "The sources were never read" in told


def test_no_story_after_a_refresh_does_not_say_that_nothing_is_stored() -> None:
    refreshed = replace(EMPTY, health=HEALTH)
    assert "There are no stories: the sources brought no news." in render_briefing(refreshed, layout=Layout(zone=UTC))
    selected = replace(refreshed, query="outlet:none")
    assert "No story matches the query." in render_briefing(selected, layout=Layout(zone=UTC))


def test_old_news_begin_with_a_warning() -> None:
    old = replace(BRIEFING, generated_at=day(4))
    told = render_briefing(old, layout=Layout(zone=UTC)).splitlines()
    assert "Not fresh: the sources were last read 3 days ago." in told[:6]
    assert "Not fresh" not in render_briefing(BRIEFING, layout=Layout(zone=UTC))


def test_a_refresh_that_read_nothing_is_told_first() -> None:
    failing = replace(BRIEFING, health=Health(0, HEALTH.failed, (), day(1)))
    assert "No source could be read" in render_briefing(failing, layout=Layout(zone=UTC)).split("Earthquake")[
        0
    ].replace("\n", " ")


def test_same_window_gives_the_same_bytes_all_day() -> None:
    later = replace(BRIEFING, generated_at=BRIEFING.generated_at + timedelta(hours=2))
    assert render_briefing(later, layout=Layout(zone=UTC)) == render_briefing(BRIEFING, layout=Layout(zone=UTC))


@pytest.mark.parametrize(
    ("place", "time"), [("America/Bogota", "7 Jan 2026, 19:30 -05"), ("Asia/Tokyo", "8 Jan 2026, 09:30 JST")]
)
def test_a_day_is_the_same_everywhere_and_a_time_is_local(
    place: str, time: str, local_zone: Callable[[str], None]
) -> None:
    local_zone(place)
    moment, midnight = datetime(2026, 1, 8, 0, 30, tzinfo=UTC), datetime(2026, 1, 8, tzinfo=UTC)
    told = (TimelineEvent(midnight, LEAD[0], day_only=True), TimelineEvent(moment, LEAD[1]))
    assert [captions.event_time(event, None) for event in told] == ["8 Jan 2026", time]
    page = render_thread(replace(RAILWAY, timeline=told), "markdown")
    assert "**8 Jan 2026** " in page and f"**{time}** " in page


def test_the_first_day_there_is_can_be_told_west_of_greenwich() -> None:
    event = TimelineEvent(datetime(1, 1, 1, tzinfo=UTC), LEAD[0], day_only=True)
    assert captions.event_time(event, BOGOTA) == "1 Jan 1"

"""Days without a time, as values, in texts and on the screen."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from briefing.codec import from_data, to_data
from briefing.dates_and_counts import ago, day, day_range, short_age, short_time
from briefing.model import Article, Citation, Line, TimelineEvent
from briefing.model.days import in_zone, is_whole_day, midnight, not_after, wall_clock, whole_day
from briefing.render import captions
from briefing.render.public_data import public_data
from briefing.store.columns import from_micros, to_micros
from briefing.threads.timeline import timeline
from tests.table import table
from tests.threads.factories import item

DAY = whole_day(date(2024, 11, 25))
NOON = datetime(2024, 11, 25, 12, tzinfo=UTC)
ZONES = [ZoneInfo(name) for name in ("UTC", "America/Bogota", "Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Niue")]


@table("zone", ZONES)
def test_day_is_the_same_in_every_zone(zone: ZoneInfo) -> None:
    event = TimelineEvent(DAY, Line("It rained.", Citation("a", 0, 10)))
    assert day(DAY, zone) == captions.event_time(event, zone) == "25 Nov 2024"
    assert day_range(DAY, DAY + timedelta(days=2), zone) == "25–27 Nov 2024"
    assert short_time(DAY, NOON, zone) == "25 Nov"
    assert (in_zone(DAY, zone).date(), in_zone(DAY, zone).hour) == (date(2024, 11, 25), 0)


@pytest.mark.parametrize("place", ["UTC", "America/Bogota", "Pacific/Auckland"])
def test_age_of_a_day_counts_from_the_midnight_of_the_reader(local_zone: Callable[[str], None], place: str) -> None:
    local_zone(place)
    now = datetime(2024, 11, 25, 15).astimezone(UTC)
    assert (short_age(DAY, now), ago(DAY, now)) == ("15h", "today")
    assert (short_age(DAY, now + timedelta(days=20)), ago(DAY, now + timedelta(days=1))) == ("2w", "1 day ago")
    assert day(DAY, None) == "25 Nov 2024"


def test_day_survives_store_and_processes_and_its_mark_is_never_shown() -> None:
    article = Article.from_text("It rained.", published=DAY)
    assert from_data(Article, to_data(article)) == pickle.loads(pickle.dumps(article)) == article
    assert from_micros(to_micros(DAY)) == DAY
    shown = public_data(article)
    assert (shown["published"], shown["day_only"]) == ("2024-11-25T00:00:00Z", True)
    assert public_data(Article.from_text("x", published=NOON))["day_only"] is False


def test_midnight_is_no_day() -> None:
    assert is_whole_day(DAY) and not is_whole_day(midnight(DAY)) and not is_whole_day(None)
    assert midnight(DAY) == datetime(2024, 11, 25, tzinfo=UTC) < DAY
    assert not is_whole_day(NOON + timedelta(microseconds=1))


def test_day_lies_in_the_future_where_it_has_begun_nowhere() -> None:
    assert not_after(DAY, DAY - timedelta(hours=13)) == DAY
    assert not_after(DAY, DAY - timedelta(hours=15)) == DAY - timedelta(hours=15)
    assert not_after(NOON, NOON - timedelta(hours=1)) == NOON - timedelta(hours=1)
    assert not_after(None, NOON) is None


def test_wall_clock_of_the_earliest_time_is_a_time() -> None:
    assert wall_clock(datetime.min.replace(tzinfo=UTC)).year == 1


def test_article_of_a_day_is_an_event_of_that_day() -> None:
    events = timeline([item("The mayor of Norville opened the bridge. Many came to see it.", at=DAY)])
    assert [(event.when, event.day_only) for event in events] == [(DAY, True)]

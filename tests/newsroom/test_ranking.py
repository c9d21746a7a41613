"""Order of threads, and that its explanation has the factors from which it is computed."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import ArticleRef, Brief, Thread, ThreadState
from briefing.newsroom import list_threads
from briefing.newsroom.library import ranking
from briefing.newsroom.library.thread_views import read_brief
from briefing.store import Store, threads
from briefing.store.stored_values import ThreadRecord
from tests.newsroom.conftest import NOON, hours
from tests.store.factories import article, store_drafts, thread_up
from tests.table import table


def ref(
    name: str,
    outlet: str,
    at: datetime | None = NOON,
    copy_of: str = "",
    added: datetime = NOON,
    kind: str = "",
    url: str = "",
) -> ArticleRef:
    return ArticleRef(name, name, outlet, url, at, max(added, at or added), copy_of, kind=kind)


def brief_of(*refs: ArticleRef) -> Brief:
    times = [each.published for each in refs if each.published]
    return Brief(Thread("t", "T", tuple(each.id for each in refs), last=max(times, default=None)), articles=refs)


def rank(*refs: ArticleRef) -> float:
    return ranking.rank(brief_of(*refs), NOON)


def test_outlets_count_and_not_reports() -> None:
    series = rank(*(ref(f"a{n}", "Blog", hours(-n)) for n in range(30)))
    two = rank(ref("a", "One"), ref("b", "Two"))
    assert series == rank(ref("a", "blog"))
    assert two > series


def test_copies_count_little_and_only_in_outlets_that_have_nothing_else() -> None:
    alone = rank(ref("a", "One"))
    copied = rank(ref("a", "One"), ref("b", "Two", copy_of="a"))
    assert alone < copied < rank(ref("a", "One"), ref("b", "Two"))
    assert rank(ref("a", "One"), ref("b", "One", copy_of="a")) == alone


def test_a_story_that_grows_goes_before_one_that_was_told_over_days() -> None:
    now = rank(*(ref(name, name) for name in "abc"))
    slow = rank(*(ref(name, name, hours(-48 * n)) for n, name in enumerate("abc")))
    assert now > slow


def test_a_day_halves_the_weight() -> None:
    old, new = rank(ref("a", "One", hours(-24))), rank(ref("a", "One"))
    for now in (NOON, hours(500)):
        assert ranking.importance(new, now) == pytest.approx(2 * ranking.importance(old, now))
    assert ranking.importance(1e9, NOON) == 2.0**60


def test_a_date_of_the_future_does_not_lift() -> None:
    future = replace(ref("a", "One"), published=hours(9999))
    assert rank(future) == rank(ref("a", "One"))


def test_what_has_no_date_goes_behind() -> None:
    assert rank(ref("a", "One", None)) == rank(ref("a", "One")) - ranking.UNDATED


DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def test_weight_of_recent_and_earlier_reports_and_of_outlets_without_one() -> None:
    parts = ranking.Standing(recent=2, earlier=1, alongside=2, last=NOON, dated=True, earlier_weight=0.5)
    assert parts.weight == 1 + 1.5 * 2 + 0.5 * 1 + 0.25 * 2
    assert ranking.importance(parts.rank, NOON) == pytest.approx(parts.weight)
    assert parts.rank == pytest.approx(
        (NOON - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / 86_400 + math.log2(5)
    )
    assert ranking.importance(replace(parts, dated=False).rank, NOON) == pytest.approx(parts.weight / 2)
    assert ranking.importance(replace(parts, kinds=("list",)).rank, NOON) == pytest.approx(parts.weight / 4)


def test_reports_within_a_day_of_the_last_are_recent() -> None:
    brief = brief_of(ref("a", "One"), ref("b", "Two", NOON - DAY), ref("c", "Three", NOON - DAY - SECOND))
    parts = ranking.standing(brief, NOON)
    assert parts == ranking.Standing(2, 1, 0, NOON, True, earlier_weight=parts.earlier_weight)
    assert parts.earlier_weight == pytest.approx(0.5, abs=1e-4)
    undated = brief_of(ref("a", "One", None), ref("b", "Two", None))
    assert ranking.standing(undated, NOON) == ranking.Standing(2, 0, 0, NOON, False)
    assert ranking.standing(brief_of(), hours(3)) == ranking.Standing(0, 0, 0, hours(3), True)
    one = brief_of(ref("a", "One", None), ref("b", "Two"))
    assert ranking.standing(one, NOON).dated


def test_outlet_weighs_half_as_much_with_each_day_since_its_last_report() -> None:
    def weight(*days: int) -> float:
        refs = [ref(f"a{day}", f"Outlet {day}", NOON - day * DAY) for day in days]
        return ranking.standing(brief_of(ref("a", "One"), *refs), NOON).earlier_weight

    assert weight(2) == pytest.approx(0.25)
    assert weight(3, 5) == pytest.approx(0.125 + 0.03125)
    again = brief_of(ref("a", "One"), ref("b", "Two", NOON - 3 * DAY), ref("c", "Two", NOON - 2 * DAY))
    assert ranking.standing(again, NOON).earlier_weight == pytest.approx(0.25)


def test_what_is_no_report_ranks_below_a_report_of_two_days_ago() -> None:
    for kind in ("gallery", "list", "opinion", "advert", "series", "blog", "video", "page"):
        assert rank(ref("a", "One", kind=kind)) < rank(ref("a", "One", NOON - 2 * DAY))
        assert rank(ref("a", "One", kind=kind)) > rank(ref("a", "One", NOON - 4 * DAY))
    assert rank(ref("a", "One", kind="live")) == rank(ref("a", "One"))


def test_an_outlet_with_opinion_only_counts_as_one_with_copies_only() -> None:
    told = rank(ref("a", "One"), ref("b", "Two", kind="opinion"))
    assert told == rank(ref("a", "One"), ref("b", "Two", copy_of="a"))
    assert rank(ref("a", "One"), ref("b", "One", kind="opinion")) == rank(ref("a", "One"))


def test_a_list_that_is_kept_up_to_date_does_not_keep_a_story_fresh() -> None:
    yesterday = ref("a", "One", NOON - DAY)
    updated = ranking.standing(brief_of(yesterday, ref("b", "Two", kind="list")), NOON)
    assert updated == ranking.Standing(1, 0, 1, NOON - DAY, True)


def test_standing_names_the_kinds_of_a_thread_without_reports() -> None:
    refs = ref("a", "One", kind="list"), ref("b", "Two", kind="quiz"), ref("c", "Two", kind="quiz")
    assert ranking.standing(brief_of(*refs), NOON) == ranking.Standing(0, 0, 2, NOON, True, ("quiz", "list"))


def test_page_and_video_of_one_report_are_one_outlet() -> None:
    page, video = ref("a", "Daily Star"), ref("b", "Daily Star", kind="video")
    assert rank(page, video) == rank(page)


def test_outlets_of_an_aggregator_are_told_by_their_names() -> None:
    one, two = (ref(name, name, url=f"https://news.links.example/{name}") for name in ("Daily News", "World News"))
    assert rank(one, two) == rank(ref("a", "One"), ref("b", "Two"))


@pytest.mark.parametrize(
    ("founded", "arrived", "phase"),
    [(DAY, DAY, "new"), (DAY + SECOND, DAY, "growing"), (DAY + SECOND, DAY + SECOND, "quiet")],
)
def test_phase_of_a_thread_is_that_of_its_first_and_last_day(
    founded: timedelta, arrived: timedelta, phase: str
) -> None:
    assert ranking.phase(NOON - founded, NOON - arrived, NOON) == phase


@table(
    ("refs", "hour", "formula"),
    [
        ((ref("a", "One"),), 47.9, "(1 + 1.5 × 1 outlet within a day of the last report), "
         "halved each day since, 47.9 h"),
        ((ref("a", "One"), ref("b", "Two"), ref("c", "Three", hours(-25))), 48,
         "(1 + 1.5 × 2 outlets within a day of the last report + 0.49 for 1 outlet before), "
         "halved each day since, 2.0 days"),
        ((ref("a", "One", copy_of="x"),), 1, "(1 + 0.25 × 1 outlet without a report of its own), "
         "halved each day since, 1.0 h"),
        ((ref("a", "One", kind="gallery"),), 1, "(1 + 0.25 × 1 outlet without a report of its own), "
         "halved each day since, 1.0 h, and by 4 as it has no report: gallery"),
    ],
)  # fmt: skip
def test_formula_has_the_parts_that_are_not_zero(refs: tuple[ArticleRef, ...], hour: float, formula: str) -> None:
    from briefing.model import ThreadRow

    brief, now = brief_of(*refs), hours(hour)
    row = ThreadRow(brief.thread, 1, 1, 0, 0, ranking.importance(ranking.rank(brief, NOON), now))
    assert formula in ranking.explain(row, brief, now)
    assert "as an earlier version measured it" in ranking.explain(row, None, now)
    followed = replace(row, thread=replace(row.thread, state=ThreadState(followed=True)), unread=1)
    assert ranking.explain(followed, brief, now).startswith("followed; importance")
    assert ranking.explain(replace(followed, unread=0), brief, now).startswith("followed, all read; importance")
    watched = replace(followed, thread=replace(followed.thread, watch="Quakes"))
    assert ranking.explain(watched, brief, now).startswith("pinned by the watch Quakes; importance")
    assert ranking.explain(replace(watched, unread=0), brief, now).startswith(
        "followed by the watch Quakes, all read; importance"
    )


REFS = st.builds(
    ref,
    st.sampled_from(["a", "b", "c", "d"]),
    st.sampled_from(["", "One", "Two", "Three"]),
    st.none() | st.integers(-400, 0).map(hours),
    st.sampled_from(["", "", "x"]),
    kind=st.sampled_from(["", "", "opinion", "live"]),
)
EXPLANATION = re.compile(
    r"importance (?P<value>\S+) = \((?P<sum>1[^)]*)\), halved each day since, (?P<ago>-?[\d.]+) (?P<unit>h|days)"
    r"(?P<undated>, and by 2 as no article has a date)?(?P<none>, and by 4 as it has no report: [a-z, ]+)?"
    r"; (?P<phase>new|growing|quiet)$"
)


@given(st.lists(REFS, min_size=1, max_size=8, unique_by=lambda each: each.id), st.integers(0, 200))
def test_the_reason_adds_up_to_the_importance(refs: Sequence[ArticleRef], later: int) -> None:
    from briefing.model import ThreadRow
    from briefing.newsroom.library.ranking import explain

    brief, now = brief_of(*refs), hours(later)
    row = ThreadRow(brief.thread, len(refs), 1, 0, 0, ranking.importance(ranking.rank(brief, NOON), now))
    match = EXPLANATION.match(explain(row, brief, now))
    assert match
    weight = 0.0
    for addend in match["sum"].split(" + "):
        weight += math.prod(float(number) for number in re.findall(r"[\d.]+", addend.partition(" for ")[0]))
    age = float(match["ago"]) / (24 if match["unit"] == "h" else 1)
    computed = weight * 0.5 ** (age + bool(match["undated"]) + 2 * bool(match["none"]))
    assert computed == pytest.approx(row.importance, rel=0.05)
    assert float(match["value"]) == pytest.approx(row.importance, rel=0.01)


def kept(store: Store, thread_id: str, *refs: ArticleRef, stored_rank: float | None = None, watch: str = "") -> None:
    store_drafts(store, *(article(each.id, arrived=NOON, outlet=each.outlet) for each in refs))
    ids = {each.id: article(each.id).id for each in refs}
    brief = brief_of(*(replace(each, id=ids[each.id]) for each in refs))
    thread = replace(brief.thread, id=thread_id, state=ThreadState(followed=bool(watch)), watch=watch)
    brief = replace(brief, thread=thread)
    thread_up(store, ThreadRecord(brief, ranking.rank(brief, NOON) if stored_rank is None else stored_rank))


def test_rows_tell_why_only_where_it_is_asked_for(store: Store) -> None:
    kept(store, "abc", ref("a", "One"), ref("b", "Two"), ref("c", "Three", copy_of="a"))
    (row,) = list_threads(store, now=hours(12))
    assert row.why == ""
    (row,) = list_threads(store, now=hours(12), why=True)
    assert row.why == (
        "importance 3.01 = (1 + 1.5 × 2 outlets within a day of the last report "
        "+ 0.25 × 1 outlet without a report of its own), halved each day since, 12.0 h; new"
    )
    assert row.importance == read_brief(store, "abc", hours(12)).importance


def test_a_watch_is_told_first_and_a_rank_of_an_earlier_version_is_owned_up_to(store: Store) -> None:
    kept(store, "abc", ref("a", "One"), watch="Talks")
    kept(store, "xyz", ref("x", "One"), stored_rank=threads.rank(store, "abc") or 0.0)
    store.run("UPDATE thread SET rank = rank + 1 WHERE id = 'xyz'")
    pinned, other = list_threads(store, now=NOON + timedelta(days=3), why=True)
    assert pinned.why.startswith("pinned by the watch Talks; importance 0.312 = (1 + 1.5 × 1 outlet within a day")
    assert other.why == "importance 0.625 as an earlier version measured it; quiet"

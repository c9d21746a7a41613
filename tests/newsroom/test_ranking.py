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


def ref(name: str, outlet: str, at: datetime | None = NOON, copy_of: str = "", added: datetime = NOON) -> ArticleRef:
    return ArticleRef(name, name, outlet, "", at, max(added, at or added), copy_of)


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


def test_weight_of_outlets_recent_reports_and_copies() -> None:
    parts = ranking.Standing(outlets=3, recent=2, copying=2, last=NOON, dated=True)
    assert parts.weight == 1 + 3 + 0.5 * 2 + 0.25 * 2
    assert replace(parts, outlets=0, recent=0, copying=0).weight == 2
    assert ranking.importance(parts.rank, NOON) == pytest.approx(parts.weight)
    assert parts.rank == pytest.approx(
        (NOON - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / 86_400 + math.log2(5.5)
    )
    assert ranking.importance(replace(parts, dated=False).rank, NOON) == pytest.approx(parts.weight / 2)


def test_reports_within_a_day_of_the_last_are_recent() -> None:
    brief = brief_of(ref("a", "One"), ref("b", "Two", NOON - DAY), ref("c", "Three", NOON - DAY - SECOND))
    assert ranking.standing(brief, NOON) == ranking.Standing(3, 2, 0, NOON, True)
    undated = brief_of(ref("a", "One", None), ref("b", "Two", None))
    assert ranking.standing(undated, NOON) == ranking.Standing(2, 2, 0, NOON, False)
    assert ranking.standing(brief_of(), hours(3)) == ranking.Standing(0, 0, 0, hours(3), True)
    one = brief_of(ref("a", "One", None), ref("b", "Two"))
    assert ranking.standing(one, NOON).dated


@pytest.mark.parametrize(
    ("founded", "arrived", "phase"),
    [(DAY, DAY, "new"), (DAY + SECOND, DAY, "growing"), (DAY + SECOND, DAY + SECOND, "quiet")],
)
def test_phase_of_a_thread_is_that_of_its_first_and_last_day(
    founded: timedelta, arrived: timedelta, phase: str
) -> None:
    assert ranking.phase(NOON - founded, NOON - arrived, NOON) == phase


@pytest.mark.parametrize(
    ("refs", "hour", "formula"),
    [
        ((ref("a", "One"),), 47.9, "(1 + 1 outlet + 0.5 × 1 within a day of the last), "
         "halved each day since the last, 47.9 h"),
        ((ref("a", "One"), ref("b", "Two")), 48, "(1 + 2 outlets + 0.5 × 2 within a day of the last), "
         "halved each day since the last, 2.0 days"),
        ((ref("a", "One", copy_of="x"),), 1, "(1 + 1 outlet + 0.25 × 1 with copies only), "
         "halved each day since the last, 1.0 h"),
    ],
)  # fmt: skip
def test_formula_has_the_parts_that_are_not_zero(refs: tuple[ArticleRef, ...], hour: float, formula: str) -> None:
    from briefing.model import ThreadRow

    brief, now = brief_of(*refs), hours(hour)
    row = ThreadRow(brief.thread, 1, 1, 0, 0, ranking.importance(ranking.rank(brief, NOON), now))
    assert formula in ranking.explain(row, brief, now)
    assert "as an earlier version measured it" in ranking.explain(row, None, now)
    followed = replace(row, thread=replace(row.thread, state=ThreadState(followed=True)))
    assert ranking.explain(followed, brief, now).startswith("followed; importance")


REFS = st.builds(
    ref,
    st.sampled_from(["a", "b", "c", "d"]),
    st.sampled_from(["", "One", "Two", "Three"]),
    st.none() | st.integers(-400, 0).map(hours),
    st.sampled_from(["", "", "x"]),
)
EXPLANATION = re.compile(
    r"importance (?P<value>\S+) = \((?P<sum>1 \+ [^)]*)\), halved each day since the last, "
    r"(?P<ago>-?[\d.]+) (?P<unit>h|days)"
    r"(?P<undated>, and by 2 as no article has a date)?; (?P<phase>new|growing|quiet)$"
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
        numbers = [float(number) for number in re.findall(r"[\d.]+", addend.split(" within")[0])]
        weight += numbers[0] if len(numbers) == 1 else numbers[0] * numbers[1]
    age = float(match["ago"]) / (24 if match["unit"] == "h" else 1)
    computed = weight * 0.5 ** (age + (1 if match["undated"] else 0))
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
        "importance 3.01 = (1 + 2 outlets + 0.5 × 2 within a day of the last + 0.25 × 1 with copies only), "
        "halved each day since the last, 12.0 h; new"
    )
    assert row.importance == read_brief(store, "abc", hours(12)).importance


def test_a_watch_is_told_first_and_a_rank_of_an_earlier_version_is_owned_up_to(store: Store) -> None:
    kept(store, "abc", ref("a", "One"), watch="Talks")
    kept(store, "xyz", ref("x", "One"), stored_rank=threads.rank(store, "abc") or 0.0)
    store.run("UPDATE thread SET rank = rank + 1 WHERE id = 'xyz'")
    pinned, other = list_threads(store, now=NOON + timedelta(days=3), why=True)
    assert pinned.why.startswith("pinned by the watch Talks; importance 0.312 = (1 + 1 outlet + 0.5 × 1 within a day")
    assert other.why == "importance 0.625 as an earlier version measured it; quiet"

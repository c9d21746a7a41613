"""Lists, threads, quotes, marks and the daily cursor over a store filled by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config, WatchConfig
from briefing.errors import NotFoundError, UsageError
from briefing.model import ArticleRef, Brief, Briefing, KeyQuote, Line
from briefing.model import Citation as Cite
from briefing.newsroom import (
    build_briefing,
    commit_briefing,
    idle_watches,
    list_threads,
    listed_targets,
    mark_read,
    mark_thread_read,
    open_article,
    open_store,
    open_thread,
    overview,
    parse_since,
    past_briefing,
    store_path,
)
from briefing.newsroom.library.thread_views import explain_row, named_threads, read_brief, reason_line
from briefing.store import Store, articles, key_values, removal
from briefing.store.article_notes import Reason
from briefing.store.stored_values import ThreadRecord
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import list_quotes
from tests.store.factories import article, record, store_drafts, thread_up
from tests.table import table
from tests.tui import library

RANK = 20_514.0
"""Rank of a thread of about that day."""


def fill(store: Store, thread_id: str, *arrivals: datetime, title: str = "", rank: float = 1.0) -> list[str]:
    """Store a thread with an article, a line and a quote for each arrival; the articles' ids."""
    items = [article(f"{thread_id}-{n}", arrived=when, published=when) for n, when in enumerate(arrivals)]
    store_drafts(store, *items)
    lines = tuple(Line(i.title, Cite(i.id, 0, 4, published=i.published), added=i.fetched) for i in items)
    quotes = tuple(
        KeyQuote(f"words {i.title}", "Gustavo Petro", (Cite(i.id, 0, 4),), added=i.fetched, thread_id=thread_id)
        for i in items
    )
    refs = tuple(ArticleRef(i.id, i.title, i.outlet, i.url, i.published, i.fetched) for i in items)
    thread = record(thread_id, *items, title=title).brief.thread
    made = Brief(replace(thread, last=max(arrivals)), lines[:1], lines, quotes, articles=refs, outlets=("A",))
    thread_up(store, ThreadRecord(made, rank))
    return [item.id for item in items]


def test_overview_counts(store: Store) -> None:
    fill(store, "abc", NOON, hours(1))
    fill(store, "xyz", NOON)
    header = overview(store)
    assert (header.threads, header.articles, header.unread, header.quotes) == (2, 3, 3, 3)
    assert header.health.refreshed is None


def test_rows_tell_the_place_in_life(store: Store) -> None:
    fill(store, "new", hours(-2), rank=3.0)
    fill(store, "growing", hours(-90), hours(-2), rank=2.0)
    fill(store, "quiet", hours(-90), rank=1.0)
    rows = list_threads(store, now=NOON)
    assert [row.phase for row in rows] == ["new", "growing", "quiet"]
    assert [row.thread.id for row in list_threads(store, now=NOON, limit=1)] == ["new"]


def test_thread_is_opened_by_id_prefix_or_words(store: Store) -> None:
    fill(store, "abc1", NOON, title="Trump–Petro: call", rank=1.0)
    fill(store, "abd2", NOON, title="Petro: strike", rank=2.0)
    assert open_thread(store, "abc1").thread.id == "abc1"
    assert open_thread(store, "abc").thread.id == "abc1"
    assert open_thread(store, "trump petro").thread.id == "abc1"
    assert open_thread(store, "petro").thread.id == "abd2"
    with pytest.raises(NotFoundError, match="abc1, abd2"):
        open_thread(store, "ab")
    for nothing in ("maduro", "", "%"):
        with pytest.raises(NotFoundError, match="no thread"):
            open_thread(store, nothing)


def test_a_title_with_the_words_comes_before_more_important_threads_that_only_name_them(store: Store) -> None:
    fill(store, "abc1", NOON, title="Trump–Petro: call", rank=1.0)
    fill(store, "abd2", NOON, title="Summit in Lima", rank=2.0)
    store.run("UPDATE thread SET haystack = haystack || ' trump petro ' WHERE id = 'abd2'")
    assert [row.thread.id for row in named_threads(store, "trump petro", 9)] == ["abd2", "abc1"]
    assert open_thread(store, "trump petro").thread.id == "abc1"
    assert open_thread(store, "petro lima").thread.id == "abd2"


def test_opened_thread_tells_what_is_new_since_it_was_read(store: Store) -> None:
    first, second = fill(store, "abc", NOON, hours(1))
    assert len(open_thread(store, "abc").new) == 2
    mark_thread_read(store, "abc", NOON)
    brief = open_thread(store, "abc")
    assert [line.added for line in brief.new] == [hours(1)]
    assert {ref.id: ref.read for ref in brief.articles} == {first: True, second: False}
    (row,) = list_threads(store, now=NOON)
    assert (row.unread, row.new) == (1, 1)


def test_marks_are_counted_in_thread_and_header(store: Store) -> None:
    first, _ = fill(store, "abc", NOON, hours(1))
    mark_read(store, [first, "unknown"])
    mark_read(store, [first])
    assert overview(store).unread == 1
    mark_read(store, [first], read=False)
    assert overview(store).unread == 2
    with pytest.raises(NotFoundError):
        mark_thread_read(store, "unknown", NOON)


def test_article_is_opened_with_its_analysis(store: Store) -> None:
    first, _ = fill(store, "abc", NOON, hours(1))
    assert open_article(store, first).analysis.article_id == first
    with pytest.raises(NotFoundError, match="nope"):
        open_article(store, "nope")


def test_quotes_of_a_thread_named_by_words(store: Store) -> None:
    fill(store, "abc", NOON, hours(1), title="Trump–Petro: call")
    fill(store, "xyz", NOON)
    assert len(list_quotes(store)) == 3
    assert len(list_quotes(store, thread="trump")) == 2
    assert len(list_quotes(store, speaker="petro", since=NOON)) == 1
    assert list_quotes(store, speaker="maduro") == []
    with pytest.raises(NotFoundError):
        list_quotes(store, thread="maduro")


def test_daily_tells_what_came_in_after_the_last_one(store: Store) -> None:
    fill(store, "abc", NOON)
    assert parse_since(store, "last", NOON) is None
    briefing = build_briefing(store, now=hours(1))
    assert [brief.thread.id for brief in briefing.briefs] == ["abc"]
    commit_briefing(store, briefing)
    since = parse_since(store, "last", hours(1))
    assert since == NOON
    nothing = build_briefing(store, now=hours(1), since=since)
    assert (nothing.briefs, nothing.until) == ((), None)
    commit_briefing(store, nothing)
    fill(store, "xyz", hours(2))
    briefing = build_briefing(store, now=hours(3), since=parse_since(store, "last", hours(3)))
    assert [brief.thread.id for brief in briefing.briefs] == ["xyz"]


def test_cursor_never_moves_back(store: Store) -> None:
    commit_briefing(store, Briefing(NOON, None, hours(5)))
    commit_briefing(store, Briefing(NOON, None, hours(1)))
    assert key_values.get(store, "daily") == hours(5)


def test_briefing_is_limited_to_the_most_important(store: Store) -> None:
    for number in range(5):
        fill(store, f"t{number}", NOON, rank=float(number))
    assert [brief.thread.id for brief in build_briefing(store, now=NOON, limit=2).briefs] == ["t4", "t3"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("24h", NOON - timedelta(hours=24)),
        ("7d", NOON - timedelta(days=7)),
        ("90m", NOON - timedelta(minutes=90)),
        (" 2W ", NOON - timedelta(weeks=2)),
        ("2026-01-31T10:00:00+02:00", datetime(2026, 1, 31, 8, tzinfo=UTC)),
        ("2026-01-31T10:00Z", datetime(2026, 1, 31, 10, tzinfo=UTC)),
        ("2026-01-31", datetime(2026, 1, 31).astimezone(UTC)),
        ("all", None),
        ("999999w", None),
    ],
)
def test_since_is_read(store: Store, words: str, expected: datetime | None) -> None:
    assert parse_since(store, words, NOON) == expected


def test_yesterday_starts_at_local_midnight(store: Store) -> None:
    start = parse_since(store, "yesterday", NOON)
    assert start is not None
    local = start.astimezone()
    assert (local.hour, local.minute) == (0, 0)
    assert NOON.astimezone().date() - local.date() == timedelta(days=1)


@pytest.mark.parametrize("words", ["", "soon", "24", "h", "2026-13-01", "-3h"])
def test_since_that_means_no_time(store: Store, words: str) -> None:
    with pytest.raises(UsageError, match="--since"):
        parse_since(store, words, NOON)


def test_store_lies_where_the_environment_says(tmp_path: Path) -> None:
    home = {"HOME": "/home/ann"}
    assert store_path(None, home) == Path("/home/ann/.local/share/briefing/briefing.db")
    assert store_path(None, home | {"XDG_DATA_HOME": "/data"}) == Path("/data/briefing/briefing.db")
    assert store_path(None, home | {"BRIEFING_STORE": "/my.db"}) == Path("/my.db")
    assert store_path(tmp_path, home | {"BRIEFING_STORE": "/my.db"}) == tmp_path


def test_reading_without_a_store_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="briefing refresh"):
        open_store(tmp_path / "none.db", readonly=True)
    assert list(tmp_path.iterdir()) == []


def test_unthreaded_articles_are_not_told(store: Store) -> None:
    store_drafts(store, article("pending"))
    assert overview(store).articles == 0
    assert articles.count_pending(store) == (1, 0)


def test_doubtful_quotes_come_last_and_count_nowhere(store: Store) -> None:
    (id_,) = fill(store, "abc", NOON)
    doubted = KeyQuote("a term", None, (Cite(id_, 0, 4),), confidence=0.2, added=NOON, thread_id="abc")
    thread_up(store, ThreadRecord(open_thread(store, "abc"), 5.0, (doubted, replace(doubted, text="other"))))
    fill(store, "xyz", NOON)
    sure = list_quotes(store)
    assert len(sure) == overview(store).quotes == 2
    assert list_quotes(store, doubtful=True) == [*sure, doubted, replace(doubted, text="other")]
    assert list_quotes(store, doubtful=True, limit=1) == sure[:1]
    assert list_quotes(store, doubtful=True, limit=2) == sure
    assert list_quotes(store, doubtful=True, limit=3) == [*sure, doubted]
    assert list_quotes(store, thread="xyz", doubtful=True) == list_quotes(store, thread="xyz")


def test_quotes_are_found_by_every_spelling_of_the_speaker(store: Store) -> None:
    quote = replace(
        library.quote(library.OLD, "We will answer in kind,", "Gustavo Petro"), speaker_variants=("Petro U.",)
    )
    made = library.brief("t1", "Talks", [library.OLD], quotes=[quote])
    library.put(store, made, [library.OLD])
    for name in ("petro", "PÉTRO u", "gustavo petro"):
        assert list_quotes(store, speaker=name) == [replace(quote, thread_id="t1")]
    assert list_quotes(store, speaker="urrego") == []


def test_quotes_are_found_by_whom_the_speaker_speaks_for(store: Store) -> None:
    quote = replace(library.quote(library.OLD, "We will answer in kind,", "Ana Ruiz"), speaks_for="Energy Ministry")
    library.put(store, library.brief("t1", "Talks", [library.OLD], quotes=[quote]), [library.OLD])
    for name in ("ruiz", "energy ministry", "Ana Ruiz ministry"):
        assert list_quotes(store, speaker=name) == [replace(quote, thread_id="t1")]
    assert list_quotes(store, speaker="health ministry") == []


def test_spans_count_from_the_time_that_is_given(store: Store) -> None:
    fill(store, "abc", NOON, rank=RANK)
    config = Config(watch=(WatchConfig("News", "is:new"), WatchConfig("Nothing", "")))
    for now, is_new in ((hours(23), True), (hours(24), False)):
        assert bool(list_threads(store, "is:new", now=now)) is is_new
        assert bool(list_quotes(store, "is:new", now=now)) is is_new
        assert bool(listed_targets(store, "is:new", now=now)) is is_new
        assert bool(build_briefing(store, query="is:new", now=now).briefs) is is_new
        assert [watch.name for watch in idle_watches(store, config, now)] == ["News"] * (not is_new) + ["Nothing"]
    assert open_thread(store, "abc", now=NOON).importance == 2 * open_thread(store, "abc", now=hours(24)).importance
    for made in (list_threads(store, "is:new"), list_quotes(store, "is:new"), idle_watches(store, config)):
        assert made == [] or len(made) == 2  # now, which is long after


def test_opened_thread_shows_what_is_new_since_a_time_or_everything(store: Store) -> None:
    fill(store, "abc", NOON, hours(1))
    mark_thread_read(store, "abc", hours(1))
    assert open_thread(store, "abc").new == ()
    assert len(open_thread(store, "abc", since=NOON).new) == 1
    assert len(open_thread(store, "abc", since=None).new) == 2


def test_row_is_explained_by_the_rank_of_now(store: Store) -> None:
    fill(store, "abc", NOON, rank=RANK)
    (row,) = list_threads(store, now=NOON)
    now = hours(24)
    later = list_threads(store, now=now, why=True)[0].why
    assert explain_row(store, row, now) == later
    store.run("UPDATE thread SET rank = rank + 1")
    assert explain_row(store, row, now) == list_threads(store, now=now, why=True)[0].why != later
    removal.remove(store, ["abc"])
    assert f"importance {row.importance:.3g} as an earlier version" in explain_row(store, row, now)
    with pytest.raises(NotFoundError, match="abc: no thread has this id"):
        read_brief(store, "abc", now)


@table(
    ("reason", "line"),
    [
        (Reason("a", "t1", "same place", "", None), "same place"),
        (Reason("a", "t1", "", "joined", NOON), ""),
        (Reason("a", "t1", "same place", "", NOON), "same place (thread t1, since merged: the two proved to be one)"),
        (Reason("a", "t1", "same place", "by hand", NOON), "same place (thread t1, since merged: by hand)"),
    ],
)
def test_reason_of_an_article_that_came_with_another_thread(reason: Reason, line: str) -> None:
    assert reason_line(reason) == line


def test_briefing_counts_what_it_leaves_out_and_ends_before_what_is_behind(store: Store) -> None:
    for number in range(3):
        fill(store, f"t{number}", hours(number), rank=float(number))
    briefing = build_briefing(store, now=hours(9), limit=2)
    assert (briefing.left_out, briefing.limit, briefing.until) == (1, 2, hours(2))
    assert build_briefing(store, now=hours(9), limit=3).left_out == 0
    assert build_briefing(store, now=hours(9), query="Thread t1").query == "Thread t1"
    store.run("UPDATE thread SET behind = 1 WHERE id = 't1'")
    ready = build_briefing(store, now=hours(9), ready_only=True)
    assert [brief.thread.id for brief in ready.briefs] == ["t0"]
    assert ready.until == NOON
    assert len(build_briefing(store, now=hours(9)).briefs) == 3


def test_delivered_briefing_is_found_by_its_day_or_by_a_time_of_it(
    store: Store, local_zone: Callable[[str], None]
) -> None:
    local_zone("America/Bogota")
    for hour in (-7, 0, 3, 40):
        commit_briefing(store, Briefing(hours(hour), None, hours(hour)))
    for words, hour in (
        ("2026-03-01", 3),
        ("2026-03-01T06:00", -7),
        ("2026-03-01T07:00", 0),
        (" 2026-03-01T09:59 ", 0),
        ("2026-03-01T10:00", 3),
        ("2026-03-01T23:59", 3),
        ("2026-03-02", 40),
        ("2026-03-03T05:00Z", 40),
    ):
        assert past_briefing(store, words).generated_at == hours(hour)
    with pytest.raises(NotFoundError, match=r"\(the last one before was made at 2026-03-01T10:00\)"):
        past_briefing(store, "2026-03-02T06:59:58")
    with pytest.raises(NotFoundError, match=r"\(none before either\)"):
        past_briefing(store, "2026-02-28")
    with pytest.raises(UsageError, match="give a date"):
        past_briefing(store, "yesterday")


def test_name_of_several_threads_lists_them(store: Store) -> None:
    for number in range(6):
        fill(store, f"abc{number}", NOON)
    with pytest.raises(NotFoundError) as caught:
        open_thread(store, "abc")
    assert str(caught.value).startswith("abc: several threads begin with this (abc0, abc1, abc2, abc3); type more")

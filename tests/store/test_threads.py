"""Threads with kept counters, listed by rank; merged ones keep what the reader decided."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from briefing.errors import NotFoundError
from briefing.model import Analysis
from briefing.newsroom import mark_read, mark_thread_read
from briefing.query.parser import parse
from briefing.store import Store, articles, key_values, quotes, threads, write_threads
from briefing.store.query_sql import quote_conditions, thread_conditions
from briefing.store.stored_values import Merge, Threading
from tests import blank
from tests.store.factories import NOON, article, hours, quote, record, store_drafts, thread_up, with_thread


def titles(store: Store, query: str = "", after: datetime | None = None, limit: int | None = None) -> list[str]:
    conditions = thread_conditions(store, parse(query), NOON)
    return [row.thread.title for row in threads.listed(store, conditions, after=after, limit=limit)]


def counted(store: Store) -> tuple[int, int, int, int]:
    """The totals, counted the slow way."""
    counts = store.row("SELECT count(*), sum(articles), sum(unread), sum(quotes) FROM thread WHERE muted = 0")
    return tuple(number or 0 for number in counts)  # type: ignore[return-value]


def test_threads_are_listed_by_rank(store: Store) -> None:
    for number, rank in enumerate([1.0, 3.0, 2.0]):
        with_thread(store, f"t{number}", article(str(number)), rank=rank)
    assert titles(store) == ["Thread t1", "Thread t2", "Thread t0"]
    assert titles(store, limit=2) == ["Thread t1", "Thread t2"]


def test_list_that_is_left_may_outlive_the_store(path: Path) -> None:
    blank.lay(path)
    with Store.open(path) as store:
        rows = store.each("SELECT 1 UNION ALL SELECT 2")
        assert next(rows)[0] == 1
    rows.close()  # type: ignore[attr-defined]


def test_followed_threads_come_first_while_something_in_them_is_unread(store: Store) -> None:
    with_thread(store, "t1", article("a"), rank=9.0)
    store_drafts(store, article("b"))
    thread_up(store, record("t2", article("b"), rank=1.0, followed=True))
    with_thread(store, "t3", article("c"), rank=0.5)
    assert titles(store) == ["Thread t2", "Thread t1", "Thread t3"]
    assert [row.thread.title for row in threads.listed(store, limit=2)] == ["Thread t2", "Thread t1"]
    store.run("UPDATE thread SET unread = 0 WHERE id = 't2'")
    assert titles(store) == ["Thread t1", "Thread t2", "Thread t3"]


def test_article_arrives_when_it_can_be_seen(store: Store) -> None:
    item = article("a", arrived=hours(-3))
    store_drafts(store, item)
    write_threads.write(store, Threading((Analysis(item.id),), {item.id: "t1"}, (record("t1", item),), NOON))
    (row,) = threads.listed(store)
    assert (row.arrived, key_values.get(store, key_values.ARRIVED)) == (NOON, NOON)
    assert threads.listed(store, after=hours(-1)) == [row]


def test_query_words_must_all_stand_in_the_thread(store: Store) -> None:
    with_thread(store, "t1", article("a"), title="Trump–Petro: call to Bogotá")
    with_thread(store, "t2", article("b"), title="Trump: tariffs")
    assert titles(store, "bogota trump") == ["Trump–Petro: call to Bogotá"]
    assert titles(store, "maduro") == []


def test_only_threads_with_later_arrivals(store: Store) -> None:
    with_thread(store, "t1", article("a", arrived=NOON))
    with_thread(store, "t2", article("b", arrived=hours(1)))
    assert titles(store, after=NOON) == ["Thread t2"]


def test_counters_follow_the_articles(store: Store) -> None:
    one, two = article("a", outlet="A"), article("b", outlet="B", arrived=hours(1))
    with_thread(store, "t1", one, two)
    (row,) = threads.listed(store)
    assert (row.articles, row.outlets, row.unread, row.fresh) == (2, 2, 2, 2)
    assert (row.founded, row.arrived) == (NOON, hours(1))
    done = mark_read(store, [one.id, "unknown"])
    (row,) = threads.listed(store)
    assert done and (done.articles, done.threads, row.unread) == (1, 1, 1)
    assert mark_read(store, [one.id]) is None


def test_reading_up_to_a_time_leaves_what_came_later(store: Store) -> None:
    one, two = article("a"), article("b", arrived=hours(1))
    with_thread(store, "t1", one, two)
    mark_thread_read(store, "t1", NOON)
    (row,) = threads.listed(store)
    assert (row.unread, row.fresh) == (1, 1)
    mark_thread_read(store, "t1", hours(-5))
    brief = threads.brief(store, "t1")
    assert brief is not None
    assert brief.thread.state.read_until == NOON
    with pytest.raises(NotFoundError):
        mark_thread_read(store, "unknown", NOON)


def test_totals_are_kept_through_every_change(store: Store) -> None:
    one, two = article("a"), article("b")
    with_thread(store, "t1", one)
    store_drafts(store, two)
    thread_up(store, record("t2", two, quotes=(quote("words", "Ann", two, "t2"),)))
    assert threads.totals(store) == counted(store) == (2, 2, 2, 1)
    mark_read(store, [one.id])
    assert threads.totals(store) == counted(store) == (2, 2, 1, 1)
    store.run("UPDATE thread SET muted = 1 WHERE id = 't2'")
    assert threads.totals(store) == counted(store) == (1, 1, 0, 0)
    store.run("UPDATE thread SET muted = 0 WHERE id = 't2'")
    write_threads.write(
        store, Threading((), {one.id: "t2"}, (record("t2", one, two),), NOON, merges=(Merge("t1", "t2"),))
    )
    assert threads.totals(store) == counted(store) == (1, 2, 1, 0)


def test_merged_thread_inherits_that_it_is_followed(store: Store) -> None:
    one, two = article("a"), article("b")
    store_drafts(store, one, two)
    thread_up(store, record("t1", one, followed=True))
    thread_up(store, record("t2", two))
    write_threads.write(store, Threading((), {}, (record("t2", one, two),), NOON, merges=(Merge("t1", "t2"),)))
    brief = threads.brief(store, "t2")
    assert brief is not None and brief.thread.state.followed
    assert threads.brief(store, "t1") is None
    assert (threads.successor(store, "t1"), threads.successor(store, "t2")) == ("t2", "")
    assert sorted(articles.ids_in_thread(store, "t2")) == sorted([one.id, two.id])


def test_brief_carries_the_readers_decisions_of_now(store: Store) -> None:
    with_thread(store, "t1", article("a"))
    store.run("UPDATE thread SET followed = 1, read_until = 0")
    brief = threads.brief(store, "t1")
    assert brief is not None
    assert brief.thread.state.followed
    assert threads.find(store, ["t1", "t9"]).keys() == {"t1"}


def test_threading_is_all_or_nothing(store: Store) -> None:
    item = article("a")
    store_drafts(store, item)
    broken = Threading((Analysis(item.id),), {item.id: "missing"}, (), NOON)
    with pytest.raises(sqlite3.IntegrityError):
        write_threads.write(store, broken)
    assert articles.count_pending(store) == (1, 0)
    assert threads.listed(store) == []


def test_quotes_are_found_by_speaker_thread_and_time(store: Store) -> None:
    one, two = article("a"), article("b", arrived=hours(1))
    store_drafts(store, one, two)
    thread_up(store, record("t1", one, rank=1, quotes=(quote("low", "Gustavo Petro", one, "t1"),)))
    high = (quote("high", "José Maduro", two, "t2"), quote("next", "Gustavo Petro", two, "t2"))
    thread_up(store, record("t2", two, rank=2, quotes=high))
    assert [q.text for q in quotes.listed(store)] == ["high", "next", "low"]
    assert [q.text for q in quotes.listed(store, speaker="petro")] == ["next", "low"]
    assert [q.text for q in quotes.listed(store, speaker="JOSE")] == ["high"]
    assert [q.text for q in quotes.listed(store, thread_id="t1")] == ["low"]
    assert [q.text for q in quotes.listed(store, after=NOON, limit=1)] == ["high"]
    assert [q.text for q in quotes.listed(store, quote_conditions(store, parse("thread t1"), NOON))] == ["low"]


def test_ids_are_found_by_prefix(store: Store) -> None:
    for name in ("abc", "abd", "b%"):
        with_thread(store, name, article(name))
    assert threads.ids_like(store, "ab", 5) == ["abc", "abd"]
    assert threads.ids_like(store, "%", 5) == []

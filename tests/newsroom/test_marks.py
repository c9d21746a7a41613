"""State of threads and articles: marks, their journal, and taking back in any order; counters are always right."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.config import Config
from briefing.errors import NotFoundError, UsageError
from briefing.model import Article, MarkKind, Target
from briefing.newsroom import (
    Actor,
    as_seen,
    find_targets,
    list_changes,
    list_threads,
    listed_targets,
    mark,
    mark_read,
    mark_thread_read,
    open_thread,
    overview,
    redo,
    undo,
    whole_threads,
    with_copies,
)
from briefing.store import Store, removal, threads, write_threads
from briefing.store.stored_values import Merge, Threading
from tests.conftest import examples
from tests.store.factories import NOON, article, hours, record, store_drafts, thread_up, with_thread

CONFIG = Config()
ANN = Actor("ann", "cli")
KINDS: tuple[MarkKind, ...] = (
    *("read", "unread", "star", "unstar", "follow", "unfollow", "mute", "unmute", "tag", "untag"),
)


def members(thread: int) -> list[Article]:
    return [article(f"{thread}-{n}", arrived=hours(n), outlet=f"Outlet {n % 2}") for n in range(thread + 1)]


def fill(store: Store, number: int = 3) -> None:
    """Store threads t0, t1 ... of one article, two and so on."""
    for thread in range(number):
        with_thread(store, f"t{thread}", *members(thread), rank=float(thread))


@pytest.fixture
def filled(store: Store) -> Store:
    fill(store)
    return store


def state(store: Store) -> dict[str, list[Any]]:
    """All that can be marked."""
    return {
        "article": store.rows("SELECT id, read, starred FROM article ORDER BY id"),
        "thread": store.rows("SELECT id, followed, choice, muted, read_until FROM thread ORDER BY id"),
        "article_tag": store.rows("SELECT * FROM article_tag ORDER BY number, tag"),
        "thread_tag": store.rows("SELECT * FROM thread_tag ORDER BY thread_id, tag"),
    }


def counters(store: Store) -> tuple[list[Any], tuple[int, ...]]:
    """What is kept."""
    kept = store.rows("SELECT id, articles, outlets, unread, starred, fresh FROM thread ORDER BY id")
    return kept, threads.totals(store)


def counted(store: Store) -> tuple[list[Any], tuple[int, ...]]:
    """The same, counted the slow way."""
    rows = store.rows("""
        SELECT thread.id, count(number), count(DISTINCT article.outlet), count(number) FILTER (WHERE NOT read),
               count(number) FILTER (WHERE article.starred),
               count(number) FILTER (WHERE thread.read_until IS NULL OR fetched > thread.read_until)
          FROM thread
          LEFT JOIN article ON article.thread_id = thread.id
         GROUP BY thread.id ORDER BY thread.id
    """)
    totals = store.row("""
        SELECT count(DISTINCT thread.id), count(number), count(number) FILTER (WHERE NOT read),
               (SELECT count(*) FROM quote JOIN thread ON thread.id = thread_id WHERE NOT muted AND NOT doubtful)
          FROM thread
          LEFT JOIN article ON article.thread_id = thread.id
         WHERE NOT muted
    """)
    return rows, tuple(totals)


def shown(store: Store, thread_id: str) -> Target:
    return whole_threads(store, [thread_id])[0]


def test_reading_names_what_was_on_the_screen(filled: Store) -> None:
    seen = as_seen(open_thread(filled, "t1"))
    with_late = [*members(1), article("late", arrived=hours(5))]
    store_drafts(filled, with_late[-1])
    thread_up(filled, record("t1", *with_late))
    mark_thread_read(filled, seen.thread_id, hours(9), members_ids(1), by=ANN)
    (row,) = [row for row in list_threads(filled) if row.thread.id == "t1"]
    assert row.unread == 1
    assert counters(filled) == counted(filled)


def members_ids(thread: int) -> list[str]:
    return [item.id for item in members(thread)]


def test_thread_that_is_merged_into_one_on_the_screen_stays_unread(filled: Store) -> None:
    """All of t2 arrived before the displayed part of t1, but was not displayed."""
    store_drafts(filled, last := article("last", arrived=hours(9)))
    thread_up(filled, record("t1", *members(1), last))
    brief = open_thread(filled, "t1")
    seen = Target("t1", (*members_ids(1), last.id), hours(9))
    assert as_seen(brief).thread_id == seen.thread_id
    both = [*members(1), last, *members(2)]
    write_threads.write(filled, Threading((), {}, (record("t1", *both),), hours(10), merges=(Merge("t2", "t1"),)))
    mark_thread_read(filled, "t1", hours(9), seen.article_ids)
    (row,) = [row for row in list_threads(filled) if row.thread.id == "t1"]
    assert (row.articles, row.unread) == (6, 3)


def test_every_mark_is_seen_and_journalled(filled: Store) -> None:
    one = members(1)[0].id
    mark(filled, "star", [Target(article_ids=(one,))], by=ANN, now=NOON)
    mark(filled, "tag", [Target(article_ids=(one,)), shown(filled, "t2")], tag="#Later", by=ANN, now=NOON)
    mark(filled, "follow", [shown(filled, "t1")], by=Actor("rule one", "rule"), now=hours(1))
    mark(filled, "mute", [shown(filled, "t0")], by=ANN, now=hours(2))
    rows = {row.thread.id: row for row in list_threads(filled)}
    assert list(rows) == ["t1", "t2"]
    assert (rows["t1"].starred, rows["t1"].thread.state.followed) == (1, True)
    assert rows["t2"].thread.state.tags == ("later",)
    refs = {ref.id: ref for ref in open_thread(filled, "t1").articles}
    assert not refs  # made by hand without a brief's articles
    entries = [(c.number, c.via, c.who, c.kind, c.detail, c.articles, c.threads) for c in list_changes(filled)]
    assert entries == [
        (4, "cli", "ann", "mute", "", 0, 1),
        (3, "rule", "rule one", "follow", "", 0, 1),
        (2, "cli", "ann", "tag", "later", 1, 2),
        (1, "cli", "ann", "star", "", 1, 1),
    ]
    assert [(c.subject, c.title, c.at) for c in list_changes(filled, limit=1)] == [("t0", "Thread t0", hours(2))]


def test_what_is_so_already_is_no_change(filled: Store) -> None:
    assert mark_read(filled, members_ids(0)) is not None
    assert mark_read(filled, members_ids(0)) is None
    assert mark_read(filled, ["unknown"]) is None
    assert mark(filled, "unmute", [shown(filled, "t0")]) is None
    assert [change.number for change in list_changes(filled)] == [1]
    mark_read(filled, members_ids(1))
    assert [change.number for change in list_changes(filled)] == [2, 1]


def test_many_are_one_change(filled: Store) -> None:
    before = state(filled)
    done = mark(filled, "read", listed_targets(filled), by=ANN)
    assert done and (done.articles, done.threads) == (6, 3)
    assert overview(filled).unread == 0
    undo(filled, CONFIG)
    assert state(filled) == before
    assert overview(filled).unread == 6


def test_only_what_came_before_a_time_is_caught_up_with(filled: Store) -> None:
    mark(filled, "read", listed_targets(filled, before=hours(1)))
    assert [row.unread for row in list_threads(filled)] == [2, 1, 0]
    assert counters(filled) == counted(filled)


def test_rules_are_taken_back_only_by_their_number(filled: Store) -> None:
    mark(filled, "star", [shown(filled, "t0")], by=ANN)
    ruled = mark(filled, "mute", [shown(filled, "t1")], by=Actor("noise", "rule"))
    assert undo(filled, CONFIG).kind == "star"
    with pytest.raises(NotFoundError, match="nothing to undo"):
        undo(filled, CONFIG)
    assert ruled and undo(filled, CONFIG, ruled.number).undone
    assert len(list_threads(filled)) == 3


def test_what_cannot_be_taken_back_is_told(filled: Store) -> None:
    done = mark(filled, "star", [shown(filled, "t0")])
    assert done
    undo(filled, CONFIG, done.number)
    with pytest.raises(UsageError, match=r"1: was undone already; `briefing undo --redo 1`"):
        undo(filled, CONFIG, done.number)
    with pytest.raises(NotFoundError, match="no change 7; `briefing undo --list`"):
        undo(filled, CONFIG, 7)
    assert redo(filled).undone is None
    with pytest.raises(UsageError, match="1: was not undone"):
        redo(filled, 1)
    with pytest.raises(NotFoundError, match="nothing to redo"):
        redo(filled)


def test_what_was_changed_again_since_stays(filled: Store) -> None:
    first = mark_read(filled, members_ids(2))
    mark_read(filled, members_ids(2)[:1], read=False)
    assert first
    undo(filled, CONFIG, first.number)
    assert overview(filled).unread == 6
    redo(filled, first.number)
    assert overview(filled).unread == 4


def test_a_watch_pins_until_the_reader_says_otherwise(store: Store) -> None:
    with_thread(store, "t", article("a"))
    store.run("UPDATE thread SET watch = 'Quakes', followed = 1")
    mark(store, "unfollow", [shown(store, "t")])
    assert not list_threads(store)[0].thread.state.followed
    thread_up(store, record("t", article("a"), followed=True))
    assert not list_threads(store)[0].thread.state.followed
    store.run("UPDATE thread SET watch = 'Quakes'")
    undo(store, CONFIG)
    assert list_threads(store)[0].thread.state.followed


def test_marks_of_a_merged_thread_live_on_and_are_taken_back(filled: Store) -> None:
    followed = mark(filled, "follow", [shown(filled, "t1")])
    mark(filled, "tag", [shown(filled, "t1")], tag="x")
    both = [*members(1), *members(2)]
    write_threads.write(filled, Threading((), {}, (record("t2", *both),), hours(3), merges=(Merge("t1", "t2"),)))
    kept = threads.find(filled, ["t2"])["t2"].state
    assert (kept.followed, kept.tags) == (True, ("x",))
    undo(filled, CONFIG)
    assert followed
    undo(filled, CONFIG, followed.number)
    kept = threads.find(filled, ["t2"])["t2"].state
    assert (kept.followed, kept.tags) == (False, ())
    assert counters(filled) == counted(filled)


def test_targets_are_named_by_id_beginning_address_or_words(filled: Store) -> None:
    one = members(2)[0]
    assert find_targets(filled, ["t1"]) == [Target("t1", tuple(members_ids(1)), hours(1))]
    assert find_targets(filled, ["thread t1"]) == find_targets(filled, ["T1", "t1"])
    for name in (one.id, one.id[:6], one.id.upper()):
        assert find_targets(filled, [name]) == [Target(article_ids=(one.id,))]
    with pytest.raises(NotFoundError, match=r"thread: several threads could be meant \(t2, t1, t0\)"):
        find_targets(filled, ["t1", "thread"])
    with pytest.raises(NotFoundError, match="nope: no thread or article"):
        find_targets(filled, ["nope"])


@pytest.mark.parametrize("word", ["", "two words", "a\nb", "x" * 61, "\x1b[31m", "a,b", "#"])
def test_what_is_no_tag_is_told(filled: Store, word: str) -> None:
    with pytest.raises(UsageError, match="is no tag"):
        mark(filled, "tag", [shown(filled, "t1")], tag=word)
    assert list_changes(filled) == []


def test_copies_are_read_with_each_other() -> None:
    assert with_copies((), "a") == ["a"]


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "base.db"
        with Store.open(path) as store:
            fill(store)
        yield path


ALL = [item.id for thread in range(3) for item in members(thread)]
TARGETS = st.one_of(
    st.sampled_from(["t0", "t1", "t2"]).map(lambda id_: Target(id_, tuple(members_ids(int(id_[1]))), hours(1))),
    st.lists(st.sampled_from(ALL), min_size=1, max_size=3).map(lambda ids: Target(article_ids=tuple(ids))),
)
MARKS = st.tuples(st.sampled_from(KINDS), st.lists(TARGETS, min_size=1, max_size=3), st.sampled_from(["a", "b"]))
COPY = itertools.count()


def copy_of(base: Path) -> Store:
    path = base.with_name(f"{next(COPY)}.db")
    path.write_bytes(base.read_bytes())
    return Store.open(path)


@given(st.lists(MARKS, max_size=12), st.randoms(use_true_random=False))
@examples(6, soak=96)
def test_any_changes_taken_back_in_any_order_leave_the_first_state(base: Path, changes: Any, chance: Any) -> None:
    with copy_of(base) as store:
        first = state(store)
        for kind, targets, tag in changes:
            mark(store, kind, targets, tag=tag)
            assert counters(store) == counted(store)
        last = state(store)
        numbers = [change.number for change in list_changes(store)]
        chance.shuffle(numbers)
        for number in numbers:
            undo(store, CONFIG, number)
            assert counters(store) == counted(store)
        assert state(store) == first
        chance.shuffle(numbers)
        for number in numbers:
            redo(store, number)
            assert counters(store) == counted(store)
        assert state(store) == last


STEPS = st.one_of(
    MARKS,
    st.tuples(st.just("arrive"), st.integers(0, 2)),
    st.tuples(st.just("merge"), st.permutations(["t0", "t1", "t2"])),
    st.tuples(st.just("undo"), st.integers(1, 12)),
)


@given(st.lists(STEPS, max_size=14))
@examples(6, soak=96)
def test_counters_equal_a_count_after_any_steps(base: Path, steps: Any) -> None:
    with copy_of(base) as store:
        for number, step in enumerate(steps):
            if step[0] == "arrive":
                arrive(store, f"t{step[1]}", number)
            elif step[0] == "merge":
                old, new, _ = step[1]
                if {old, new} <= threads.find(store, [old, new]).keys():
                    write_threads.write(store, Threading((), {}, (record(new),), hours(3), merges=(Merge(old, new),)))
            elif step[0] == "undo":
                if any(change.number == step[1] and not change.undone for change in list_changes(store)):
                    undo(store, CONFIG, step[1])
            else:
                mark(store, step[0], step[1], tag=step[2])
            assert counters(store) == counted(store)
            assert store.rows("PRAGMA foreign_key_check") == []


def arrive(store: Store, thread_id: str, number: int) -> None:
    if thread_id in threads.find(store, [thread_id]):
        item = article(f"new-{number}", arrived=hours(10 + number))
        store_drafts(store, item)
        thread_up(store, record(thread_id, item))


@pytest.mark.parametrize("kind", KINDS)
def test_marking_what_has_just_gone_is_told(filled: Store, kind: MarkKind) -> None:
    targets = find_targets(filled, ["t1"])
    removal.remove(filled, ["t1"])
    with pytest.raises(NotFoundError, match="t1: this thread is not stored any more"):
        mark(filled, kind, targets, tag="x")
    mark(filled, "star", [*targets, *find_targets(filled, ["t2"])])  # what is still there is marked
    assert [row.thread.id for row in list_threads(filled) if row.starred] == ["t2"]

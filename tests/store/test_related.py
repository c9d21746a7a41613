"""Relations between threads, read in both directions."""

from __future__ import annotations

from briefing.model import RelatedThread
from briefing.store import Store, related, write_threads
from briefing.store.stored_values import Merge
from tests.store.factories import NOON, article, with_thread


def ids(store: Store, thread_id: str) -> list[str]:
    return [each.id for each in related.read(store, thread_id)]


def fill(store: Store, *names: str) -> None:
    for name in names:
        with_thread(store, name, article(name))


def test_relations_are_read_from_both_ends_the_closest_first(store: Store) -> None:
    fill(store, "one", "two", "three")
    related.replace(store, ["one"], [("one", "two", 12.0), ("one", "three", 15.0)])
    assert related.read(store, "one") == (
        RelatedThread("three", "Thread three", 15.0),
        RelatedThread("two", "Thread two", 12.0),
    )
    assert ids(store, "two") == ids(store, "three") == ["one"]
    related.replace(store, ["two"], [("two", "one", 20.0)])
    assert ids(store, "one") == ["two", "three"]


def test_relations_of_a_changed_thread_are_replaced(store: Store) -> None:
    fill(store, "one", "two", "three")
    related.replace(store, ["one", "two"], [("one", "two", 12.0), ("two", "three", 11.0)])
    related.replace(store, ["one"], [])
    assert ids(store, "one") == []
    assert ids(store, "two") == ["three"]


def test_relations_follow_a_merged_thread_and_end_with_a_removed_one(store: Store) -> None:
    fill(store, "one", "two", "three", "four")
    related.replace(store, ["one"], [("one", "two", 12.0), ("one", "four", 11.0)])
    write_threads.merge(store, [Merge("two", "three", "")], NOON)
    assert ids(store, "one") == ["three", "four"]
    assert ids(store, "three") == ["one"]
    write_threads.merge(store, [Merge("four", "one", "")], NOON)
    assert ids(store, "one") == ["three"]  # not itself
    store.run("DELETE FROM related WHERE other_id = 'two'")
    assert ids(store, "one") == []


def test_muted_threads_are_not_shown_and_no_more_than_five(store: Store) -> None:
    fill(store, "one", *(f"t{number}" for number in range(7)))
    related.replace(store, ["one"], [("one", f"t{number}", 20.0 - number) for number in range(7)])
    store.run("UPDATE thread SET muted = 1 WHERE id = 't0'")
    assert ids(store, "one") == ["t1", "t2", "t3", "t4", "t5"]


def test_threads_of_several_articles_come_first_then_the_latest(store: Store) -> None:
    fill(store, "one", "two", "three")
    store.run("UPDATE thread SET articles = 2, last = 1 WHERE id = 'one'")
    store.run("UPDATE thread SET articles = 1, last = 5 WHERE id = 'two'")
    store.run("UPDATE thread SET articles = 1, last = 9 WHERE id = 'three'")
    assert related.biggest(store, ["two", "one", "three", "gone"], 3) == ["one", "three", "two"]
    assert related.biggest(store, ["two", "one", "three"], 1) == ["one"]

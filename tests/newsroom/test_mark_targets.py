"""What a mark applies to: threads as they were displayed, articles with their copies, and names of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.errors import NotFoundError, UsageError
from briefing.model import ArticleRef, Brief, Citation, Line, Target, Thread, stable_id
from briefing.newsroom import as_seen, find_targets, listed_targets, mark, open_thread, whole_threads, with_copies
from briefing.newsroom.library.lookup import MAX_LISTED, MIN_PREFIX, copies_too, find_one_thread
from briefing.newsroom.library.user_marks import MAX_TAG, as_listed, clean_tag
from briefing.store import Store, removal
from briefing.store.stored_values import ThreadRecord
from tests.store.factories import NOON, article, hours, store_drafts, thread_up, with_thread
from tests.table import table

ONE, TWO, THREE = article("one"), article("two", arrived=hours(1)), article("three", arrived=hours(2))


@pytest.fixture
def filled(store: Store) -> Store:
    with_thread(store, "t1", ONE, TWO, title="Trump calls Petro")
    with_thread(store, "t2", THREE, title="Quake in Peru")
    return store


def ref(name: str, copy_of: str = "") -> ArticleRef:
    return ArticleRef(name, name, "A", "", NOON, NOON, copy_of)


def read(store: Store) -> set[str]:
    return {title.split()[1] for (title,) in store.rows("SELECT title FROM article WHERE read")}


def test_copies_count_as_read_with_their_original() -> None:
    refs = [ref("a"), ref("b", "a"), ref("c", "a"), ref("d"), ref("e", "d")]
    for name in "abc":
        assert with_copies(refs, name) == ["a", "b", "c"]
    assert with_copies(refs, "e") == ["d", "e"]
    assert with_copies(refs, "unknown") == ["unknown"]


@pytest.mark.parametrize(
    ("tag", "clean"),
    [(" #Latin-America ", "latin-america"), ("a_b.c+d/e", "a_b.c+d/e"), ("é" * MAX_TAG, "é" * MAX_TAG)],
)
def test_tag_is_one_word_in_small_letters(tag: str, clean: str) -> None:
    assert clean_tag(tag) == clean


@table("tag", ["", " # ", "two words", "a,b", "x" * (MAX_TAG + 1), "a\x1b"])
def test_what_is_no_tag_is_refused(tag: str) -> None:
    with pytest.raises(UsageError, match="is no tag"):
        clean_tag(tag)


def test_opened_thread_is_seen_up_to_its_last_line_or_article() -> None:
    thread = Thread("t", "T", ("a", "b"))
    line = Line("x", Citation("a", 0, 1), added=hours(5))
    assert as_seen(Brief(thread, (), (line,), articles=(ref("a"), ref("b")))) == Target("t", ("a", "b"), hours(5))
    assert as_seen(Brief(thread, articles=(ref("a"),))) == Target("t", ("a",), NOON)
    assert as_seen(Brief(thread)) == Target("t", (), None)


def test_reading_a_thread_marks_its_articles_and_its_time(filled: Store) -> None:
    (target,) = whole_threads(filled, ["t1", "unknown", "t1"])
    assert (target.thread_id, set(target.article_ids), target.until) == ("t1", {ONE.id, TWO.id}, hours(1))
    mark(filled, "read", [target])
    assert read(filled) == {"one", "two"}
    times = "SELECT id, read_until IS NOT NULL FROM thread ORDER BY id"
    assert filled.rows(times) == [("t1", 1), ("t2", 0)]
    mark(filled, "unread", [Target("t1")])
    assert filled.rows(times) == [("t1", 0), ("t2", 0)]
    assert read(filled) == {"one", "two"}


def test_time_of_a_thread_that_is_behind_or_has_none_stays(filled: Store) -> None:
    filled.run("UPDATE thread SET behind = 1 WHERE id = 't1'")
    mark(filled, "read", [*whole_threads(filled, ["t1"]), Target("t2", (THREE.id,), None)])
    assert read(filled) == {"one", "two", "three"}
    assert filled.rows("SELECT DISTINCT read_until FROM thread") == [(None,)]


def test_star_and_unread_change_no_time(filled: Store) -> None:
    target = Target("t1", (ONE.id,), hours(9))
    mark(filled, "star", [target])
    assert filled.rows("SELECT DISTINCT read_until FROM thread") == [(None,)]
    assert filled.row("SELECT sum(starred), sum(read) FROM article") == (1, 0)


def test_following_an_article_follows_its_thread_once(filled: Store) -> None:
    entry = mark(filled, "follow", [Target("t1"), Target(article_ids=(ONE.id, THREE.id))])
    assert entry and entry.threads == 2
    assert filled.row("SELECT sum(followed), sum(muted) FROM thread") == (2, 0)
    mark(filled, "unfollow", [Target(article_ids=(THREE.id,))])
    assert filled.rows("SELECT id FROM thread WHERE followed") == [("t1",)]


def test_tag_is_that_of_the_thread_or_of_the_article(filled: Store) -> None:
    mark(filled, "tag", [Target("t1", (ONE.id,)), Target(article_ids=(THREE.id,))], tag="Top")
    assert filled.rows("SELECT thread_id, tag FROM thread_tag") == [("t1", "top")]
    assert filled.rows("SELECT id, tag FROM article_tag JOIN article USING (number)") == [(THREE.id, "top")]
    mark(filled, "untag", [Target("t1")], tag="top")
    assert filled.rows("SELECT count(*) FROM thread_tag") == [(0,)]


def test_entry_names_the_first_target_and_its_time(filled: Store) -> None:
    entry = mark(filled, "star", [Target(), Target(article_ids=(ONE.id,))], now=hours(7))
    assert entry and (entry.subject, entry.at) == (ONE.id, hours(7))
    entry = mark(filled, "star", [Target("t2", (THREE.id,)), Target("t1")])
    assert entry and entry.subject == "t2"
    assert mark(filled, "star", [Target("t2", (THREE.id,))]) is None


def test_thread_that_was_removed_cannot_be_marked_unless_an_article_is_left(filled: Store) -> None:
    removal.remove(filled, ["t2"])
    with pytest.raises(NotFoundError, match="t2: this thread is not stored any more"):
        mark(filled, "star", [Target("t2", (THREE.id,))])
    assert mark(filled, "mute", [Target("t2"), Target("t1")])
    assert mark(filled, "read", [Target("t2", (ONE.id,))])
    assert mark(filled, "read", [Target("t2", (ONE.id,))]) is None
    assert mark(filled, "star", [Target(article_ids=("unknown",))]) is None


def test_listed_thread_is_a_target_with_what_was_ready(filled: Store) -> None:
    from briefing.newsroom import list_threads

    row = next(row for row in list_threads(filled) if row.thread.id == "t2")
    assert as_listed(row, hours(3)) == Target("t2", (THREE.id,), hours(3))


def test_targets_of_a_list_are_those_that_arrived_before(filled: Store) -> None:
    everything = {target.thread_id: target for target in listed_targets(filled)}
    assert {id_: target.until for id_, target in everything.items()} == {"t1": hours(1), "t2": hours(2)}
    (early,) = listed_targets(filled, before=hours(1))
    assert early == Target("t1", (ONE.id,), hours(1))
    (peru,) = listed_targets(filled, "peru", before=hours(9))
    assert peru == Target("t2", (THREE.id,), hours(2))


def test_copies_are_added_to_articles_and_not_to_threads(store: Store) -> None:
    refs = tuple(
        ArticleRef(each.id, each.title, "A", "", NOON, NOON, copy) for each, copy in ((ONE, ""), (TWO, ONE.id))
    )
    with_thread(store, "t1", ONE, TWO)
    thread = open_thread(store, "t1").thread
    thread_up(store, ThreadRecord(Brief(thread, articles=refs), 1.0))
    targets = [Target("t1", (ONE.id,)), Target(article_ids=(TWO.id,)), Target(article_ids=("unknown",))]
    assert copies_too(store, targets) == [targets[0], Target(article_ids=(ONE.id, TWO.id)), targets[2]]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("t1", "t1"),
        (" T1 ", "t1"),
        (ONE.id, ONE.id),
        (ONE.id.upper(), ONE.id),
        ("peru", "t2"),
        (ONE.id[:MIN_PREFIX], ONE.id),
    ],
)
def test_targets_are_named_by_id_address_words_or_the_start_of_an_id(filled: Store, name: str, target: str) -> None:
    (only,) = find_targets(filled, [name, name])
    assert (only.thread_id or only.article_ids[0]) == target


def test_article_is_named_by_its_address(store: Store) -> None:
    item = replace(ONE, id=stable_id("news.example/one"))
    store_drafts(store, item)
    for name in (ONE.url, f"{ONE.url.replace('https', 'http')}/?utm_source=x"):
        assert find_targets(store, [name]) == [Target(article_ids=(item.id,))]


def test_name_of_nothing_or_of_several_is_an_error(filled: Store) -> None:
    for name in ("unknown", "", ONE.id[: MIN_PREFIX - 1], "https://news.example/unknown"):
        with pytest.raises(NotFoundError, match="no thread or article has this id, address or words"):
            find_targets(filled, [name])
    with pytest.raises(NotFoundError, match=r"several threads could be meant \(t1, t2\)"):
        find_targets(filled, ["t"])
    with pytest.raises(NotFoundError, match=r"several threads could be meant \(t1, t2\)"):
        find_one_thread(filled, " t")
    with pytest.raises(NotFoundError, match="unknown: no thread has this id"):
        find_one_thread(filled, "unknown")
    assert find_one_thread(filled, "quake") == find_one_thread(filled, "t2") == "t2"


def test_articles_that_begin_alike_are_listed_up_to_a_few(store: Store) -> None:
    store_drafts(store, *(article(str(number)) for number in range(MAX_LISTED + 2)))
    store.run("UPDATE article SET id = 'same' || number")
    with pytest.raises(NotFoundError) as caught:
        find_targets(store, ["same"])
    assert str(caught.value) == "same: several articles could be meant (same1, same2, same3, same4); name one by its id"

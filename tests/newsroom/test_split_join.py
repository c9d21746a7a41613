"""Split, join and unfold by hand, and that they outlive every later refresh and merge."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from briefing.config import Config, FeedConfig
from briefing.errors import NotFoundError, StoreLockedError, UsageError
from briefing.model import Brief
from briefing.newsroom import (
    Actor,
    find_targets,
    join_threads,
    list_threads,
    mark,
    mark_read,
    mark_thread_read,
    open_article,
    open_store,
    open_thread,
    overview,
    refresh,
    split_thread,
    undo,
    unfold_articles,
    verify_quotes,
)
from briefing.store import Store, decisions, journal, threads
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import CALL, CALL_A, CALL_B, QUAKE, QUAKE_A, configure
from tests.newsroom.site import Item, Site

CALL_C = Item("/call-c", "Trump and Petro call each other again", CALL + "They want to meet in the White House in May.")
CALL_D = Item("/call-d", "Petro tells of the telephone call with Trump", CALL + "The crowd in Bogota listened to him.")
QUAKE_B = Item("/quake-b", "Earthquake strikes Peru near Arequipa", QUAKE + "Three houses fell down in the old town.")
WIRE = Item(
    "/wire", "Strong earthquake strikes Peru", "LIMA, Peru (AP) — " + QUAKE + "The mayor spoke of luck that day."
)
WIRE_TWO = replace(WIRE, path="/wire-two", title="Peru shaken by strong earthquake")


def one_feed(site: Site, *items: Item) -> Config:
    return configure(FeedConfig(site.feed("/one.xml", "One News", *items), "One", full_text="never"))


def feed_each(site: Site, *items: Item) -> Config:
    """Serve each article in a feed of another outlet."""
    names = ("One", "Two", "Three", "Four")
    feeds = [(site.feed(f"/{name}.xml", name, item), name) for name, item in zip(names, items, strict=False)]
    return configure(*(FeedConfig(url, name, full_text="never") for url, name in feeds))


def read(store: Store, config: Config, now: datetime = NOON) -> None:
    refresh(store, config, now=now)


def threads_of(store: Store) -> dict[str, list[str]]:
    """Last part of each article's address, by thread."""
    names: dict[str, list[str]] = {}
    for row in store.rows("SELECT thread_id, url FROM article ORDER BY url"):
        names.setdefault(row[0], []).append(row[1].rsplit("/", 1)[1])
    return names


def article(brief: Brief, name: str) -> str:
    return next(ref.id for ref in brief.articles if ref.url.endswith("/" + name))


def whole(store: Store) -> None:
    """Check that counters, totals and foreign keys agree with what they count."""
    assert store.rows("PRAGMA foreign_key_check") == []
    for row in list_threads(store):
        brief = open_thread(store, row.thread.id)
        assert row.articles == len(brief.articles) == len(row.thread.article_ids)
        assert (row.independent, row.copies) == (brief.independent, brief.copies)
        assert verify_quotes(store, list(brief.quotes)) == []
    assert overview(store).articles == store.row("SELECT count(*) FROM article")[0]


@pytest.fixture
def called(site: Site, store: Store) -> tuple[Store, Config, Brief]:
    """Three reports of a call in one thread, one of an earthquake in another."""
    config = one_feed(site, CALL_A, CALL_B, CALL_C, QUAKE_A)
    read(store, config)
    return store, config, open_thread(store, "telephone")


def test_split_articles_are_a_thread_of_their_own(called: tuple[Store, Config, Brief]) -> None:
    store, config, brief = called
    old, new = split_thread(store, config, brief.thread.id, [article(brief, "call-b")], now=hours(1))
    assert (old.thread.id, old.articles, new.articles) == (brief.thread.id, 2, 1)
    assert threads_of(store)[old.thread.id] == ["call-a", "call-c"]
    assert threads_of(store)[new.thread.id] == ["call-b"]
    (ref,) = open_thread(store, new.thread.id).articles
    assert ref.why == f"split from {old.thread.id} by hand on 2026-03-01"
    assert open_article(store, ref.id).article.fetched == NOON
    whole(store)


def test_split_holds_through_later_refreshes_in_which_all_is_alike(
    called: tuple[Store, Config, Brief], site: Site
) -> None:
    store, config, brief = called
    old, new = split_thread(store, config, brief.thread.id, [article(brief, "call-b")], now=hours(1))
    for hour in range(2, 6):
        extra = [
            replace(CALL_D, path=f"/more{n}", text=f"{CALL_D.text} Report {n}.", published=hours(n))
            for n in range(2, hour + 1)
        ]
        read(store, one_feed(site, CALL_A, CALL_B, CALL_C, QUAKE_A, *extra), hours(hour))
    names_of = threads_of(store)
    assert "call-b" in names_of[new.thread.id]
    assert {"call-a", "call-c"} <= set(names_of[old.thread.id])
    assert sum("more" in name for names in names_of.values() for name in names) == 4
    whole(store)


def test_split_holds_where_the_other_thread_is_merged_by_the_machine(called: tuple[Store, Config, Brief]) -> None:
    store, config, brief = called
    old, new = split_thread(store, config, brief.thread.id, [article(brief, "call-b")], now=hours(1))
    quake = open_thread(store, "arequipa").thread.id
    older, younger = join_order(store, old.thread.id, quake)
    join_threads(store, config, [old.thread.id, quake], now=hours(2))
    assert decisions.separated(store) == [tuple(sorted((older, new.thread.id)))]
    assert threads.successor(store, younger) == older
    whole(store)


@pytest.mark.parametrize("name", ["call-a", "call-b", "call-c"])
def test_thread_that_was_split_off_ends_where_it_is_joined_again(
    called: tuple[Store, Config, Brief], name: str
) -> None:
    store, config, brief = called
    old, new = split_thread(store, config, brief.thread.id, [article(brief, name)], now=hours(1))
    for ids in ([new.thread.id, old.thread.id], [old.thread.id, new.thread.id]):
        (row,) = join_threads(store, config, ids, now=hours(2))
        assert (row.thread.id, row.articles) == (old.thread.id, 3)
        undo(store, config, now=hours(3))


def join_order(store: Store, *ids: str) -> tuple[str, ...]:
    """The ids, the one that would live on first."""
    rows = {row.thread.id: row for row in list_threads(store)}
    return tuple(sorted(ids, key=lambda id_: (rows[id_].thread.first or NOON, id_)))


def test_join_makes_one_thread_for_ever(called: tuple[Store, Config, Brief], site: Site) -> None:
    store, config, brief = called
    quake = open_thread(store, "arequipa").thread.id
    older, younger = join_order(store, brief.thread.id, quake)
    (row,) = join_threads(store, config, [quake, brief.thread.id], now=hours(1))
    assert (row.thread.id, row.articles) == (older, 4)
    assert open_thread(store, younger).thread.id == older
    assert any("joined by hand on 2026-03-01" in ref.why for ref in open_thread(store, older).articles)
    read(store, one_feed(site, CALL_A, CALL_B, CALL_C, QUAKE_A, CALL_D, QUAKE_B), hours(2))
    names_of = threads_of(store)
    assert {"call-a", "call-b", "call-c", "quake"} <= set(names_of[older])
    whole(store)


def test_join_takes_a_split_back(called: tuple[Store, Config, Brief]) -> None:
    store, config, brief = called
    old, new = split_thread(store, config, brief.thread.id, [article(brief, "call-b")], now=hours(1))
    (row,) = join_threads(store, config, [old.thread.id, new.thread.id], now=hours(2))
    assert row.articles == 3
    assert decisions.separated(store) == []
    whole(store)


def test_several_threads_are_joined_at_once(called: tuple[Store, Config, Brief]) -> None:
    store, config, brief = called
    split_thread(store, config, brief.thread.id, [article(brief, "call-b")], now=hours(1))
    ids = [row.thread.id for row in list_threads(store)]
    (row,) = join_threads(store, config, ids, now=hours(2))
    assert row.articles == 4
    assert {open_thread(store, id_).thread.id for id_ in ids} == {row.thread.id}
    assert journal.entries(store, 1)[0].threads == len(ids) == 3
    whole(store)


def test_founder_that_is_split_leaves_its_thread_the_id(called: tuple[Store, Config, Brief]) -> None:
    store, config, brief = called
    founder = next(ref.id for ref in brief.articles if ref.why == "founds the thread")
    old, new = split_thread(store, config, brief.thread.id, [founder], now=hours(1))
    assert old.thread.id == brief.thread.id != new.thread.id
    assert len(new.thread.id) == len(old.thread.id)
    whole(store)


def test_new_articles_choose_between_the_parts(called: tuple[Store, Config, Brief], site: Site) -> None:
    store, config, brief = called
    quake = open_thread(store, "arequipa").thread.id
    split_thread(store, config, brief.thread.id, [article(brief, "call-b")], now=hours(1))
    read(store, one_feed(site, CALL_A, CALL_B, CALL_C, QUAKE_A, QUAKE_B), hours(2))
    assert threads_of(store)[quake] == ["quake", "quake-b"]


def test_what_was_read_stays_read_in_the_split_thread(called: tuple[Store, Config, Brief]) -> None:
    store, config, brief = called
    mark_thread_read(store, brief.thread.id, NOON)
    old, new = split_thread(store, config, brief.thread.id, [article(brief, "call-b")], now=hours(1))
    assert [(row.unread, row.new) for row in (old, new)] == [(0, 0), (0, 0)]
    assert open_thread(store, new.thread.id).new == ()
    assert open_thread(store, new.thread.id).thread.state.read_until == NOON


def test_copies_fold_under_their_wire_story_and_unfolding_is_for_ever(site: Site, store: Store) -> None:
    config = feed_each(site, WIRE, WIRE_TWO, QUAKE_B)
    read(store, config)
    brief = open_thread(store, "arequipa")
    (copy,) = [ref for ref in brief.articles if ref.copy_of]
    assert (brief.independent, brief.copies, brief.wire, copy.wire) == (2, 1, "AP", "AP")
    assert open_article(store, copy.id).article.wire == "AP"
    (row,) = list_threads(store)
    assert (row.independent, row.copies, row.wire) == (2, 1, "AP")
    (row,) = unfold_articles(store, config, brief.thread.id, [copy.id], now=hours(1))
    assert (row.articles, row.independent, row.copies, row.wire) == (3, 3, 0, "")
    third = replace(WIRE, path="/wire-three", title="Quake in Peru", published=hours(1))
    edited = replace(WIRE_TWO, text=WIRE_TWO.text + "More will follow.")
    read(store, feed_each(site, WIRE, edited, QUAKE_B, third), hours(2))
    brief = open_thread(store, "arequipa")
    assert [ref.url.rsplit("/", 1)[1] for ref in brief.articles if ref.copy_of] == ["wire-three"]
    assert (brief.independent, brief.copies) == (3, 1)
    whole(store)


def test_reports_of_one_outlet_are_one_independent_report(site: Site, store: Store) -> None:
    config = one_feed(site, WIRE, WIRE_TWO, QUAKE_B)
    read(store, config)
    brief = open_thread(store, "arequipa")
    assert (brief.independent, brief.copies) == (1, 1)
    (copy,) = [ref.id for ref in brief.articles if ref.copy_of]
    (row,) = unfold_articles(store, config, brief.thread.id, [copy], now=hours(1))
    assert (row.independent, row.copies) == (1, 0)


def test_articles_are_named_by_number_beginning_or_address(called: tuple[Store, Config, Brief]) -> None:
    store, config, brief = called
    second = brief.articles[1]
    _, new = split_thread(store, config, brief.thread.id, ["2"], now=hours(1))
    assert new.thread.article_ids == (second.id,)
    join_threads(store, config, [brief.thread.id, new.thread.id], now=hours(2))
    _, new = split_thread(store, config, brief.thread.id, [second.id[:6], second.url, second.id], now=hours(3))
    assert new.thread.article_ids == (second.id,)


@pytest.mark.parametrize("name", ["nope", "0", "99", "", "https://other.example/", "%"])
def test_unknown_article_is_named_and_nothing_happens(called: tuple[Store, Config, Brief], name: str) -> None:
    store, config, brief = called
    before = threads_of(store)
    with pytest.raises(NotFoundError, match=r"no article of .* --why"):
        split_thread(store, config, brief.thread.id, [article(brief, "call-b"), name], now=hours(1))
    assert threads_of(store) == before
    assert decisions.listed(store) == []


def test_what_could_be_several_threads_is_asked_back(called: tuple[Store, Config, Brief]) -> None:
    store, config, brief = called
    split_thread(store, config, brief.thread.id, [article(brief, "call-b")], now=hours(1))
    with pytest.raises(NotFoundError, match="several threads could be meant"):
        join_threads(store, config, ["petro", "arequipa"], now=hours(2))
    with pytest.raises(NotFoundError, match="maduro: no thread"):
        join_threads(store, config, ["maduro", "arequipa"], now=hours(2))
    with pytest.raises(UsageError, match="two threads"):
        join_threads(store, config, ["arequipa", open_thread(store, "arequipa").thread.id], now=hours(2))


def test_whole_thread_cannot_be_split(called: tuple[Store, Config, Brief]) -> None:
    store, config, brief = called
    with pytest.raises(UsageError, match="nothing to split"):
        split_thread(store, config, brief.thread.id, [ref.id for ref in brief.articles], now=hours(1))


def test_decision_does_not_wait_for_a_refresh(called: tuple[Store, Config, Brief], path: Path) -> None:
    store, config, brief = called
    with open_store(path) as other, other.writer("refresh", NOON), pytest.raises(StoreLockedError, match="refresh"):
        split_thread(store, config, brief.thread.id, ["1"], now=hours(1))


def test_split_is_taken_back(called: tuple[Store, Config, Brief], site: Site) -> None:
    store, config, brief = called
    before = [(ref.id, ref.why) for ref in brief.articles]
    _, new = split_thread(store, config, brief.thread.id, [article(brief, "call-b")], now=hours(1))
    change = undo(store, config, now=hours(2))
    assert (change.kind, change.undone) == ("split", hours(2))
    again = open_thread(store, brief.thread.id)
    assert [(ref.id, ref.why) for ref in again.articles] == before
    assert open_thread(store, new.thread.id).thread.id == brief.thread.id
    assert decisions.separated(store) == []
    whole(store)
    read(store, one_feed(site, CALL_A, CALL_B, CALL_C, QUAKE_A, CALL_D), hours(3))
    assert {"call-a", "call-b", "call-c"} <= set(threads_of(store)[brief.thread.id])
    with pytest.raises(UsageError, match="was undone already"):
        undo(store, config, change.number)


def test_join_is_taken_back_with_what_was_decided_before(called: tuple[Store, Config, Brief], site: Site) -> None:
    store, config, brief = called
    quake = open_thread(store, "arequipa").thread.id
    older, younger = join_order(store, brief.thread.id, quake)
    mark(store, "follow", find_targets(store, [younger]))
    mark_thread_read(store, younger, NOON)
    before = {row.thread.id: row for row in list_threads(store, now=NOON)}
    join_threads(store, config, [older, younger], now=hours(1))
    assert undo(store, config, now=hours(2)).kind == "join"
    assert {row.thread.id: row for row in list_threads(store, now=NOON)} == before
    assert open_thread(store, younger).thread.id == younger
    whole(store)
    read(store, one_feed(site, CALL_A, CALL_B, CALL_C, QUAKE_A, QUAKE_B, CALL_D), hours(3))
    assert threads_of(store)[quake] == ["quake", "quake-b"]


def test_unfolding_is_taken_back(site: Site, store: Store) -> None:
    config = one_feed(site, WIRE, WIRE_TWO, QUAKE_B)
    read(store, config)
    brief = open_thread(store, "arequipa")
    (copy,) = [ref for ref in brief.articles if ref.copy_of]
    unfold_articles(store, config, brief.thread.id, [copy.id], now=hours(1))
    undo(store, config, now=hours(2))
    assert open_thread(store, "arequipa").articles == brief.articles
    whole(store)


def test_what_has_no_trace_left_cannot_be_taken_back(called: tuple[Store, Config, Brief]) -> None:
    store, config, brief = called
    _, new = split_thread(store, config, brief.thread.id, [article(brief, "call-b")], now=hours(1))
    join_threads(store, config, [brief.thread.id, new.thread.id], now=hours(2))
    with pytest.raises(UsageError, match="1: cannot be undone"):
        undo(store, config, 1)
    undo(store, config)
    undo(store, config)
    assert threads_of(store)[brief.thread.id] == ["call-a", "call-b", "call-c"]
    whole(store)


def test_threads_are_not_taken_back_during_a_refresh(called: tuple[Store, Config, Brief], path: Path) -> None:
    store, config, brief = called
    split_thread(store, config, brief.thread.id, [article(brief, "call-b")], now=hours(1))
    mark_read(store, [brief.articles[0].id])
    with open_store(path) as other, other.writer("refresh", NOON):
        assert undo(store, config).kind == "read"
        with pytest.raises(StoreLockedError, match="refresh"):
            undo(store, config)
    assert undo(store, config).kind == "split"


def test_journal_tells_who_did_what_and_how_it_was(called: tuple[Store, Config, Brief]) -> None:
    store, config, brief = called
    id_ = article(brief, "call-b")
    why = next(ref.why for ref in brief.articles if ref.id == id_)
    _, new = split_thread(store, config, brief.thread.id, [id_], now=hours(1), by=Actor("ann"))
    join_threads(store, config, [brief.thread.id, new.thread.id], now=hours(2), by=Actor("bob"))
    joined, split = decisions.listed(store)
    assert (split.at, split.who, split.kind) == (hours(1), "ann", "split")
    assert split.data == {
        "thread": brief.thread.id,
        "made": new.thread.id,
        "articles": [{"id": id_, "joined": brief.thread.id, "why": why}],
    }
    assert (joined.who, joined.kind) == ("bob", "join")
    (remembered,) = joined.data["joined"]
    assert remembered["articles"] in ([id_], [ref.id for ref in brief.articles if ref.id != id_])

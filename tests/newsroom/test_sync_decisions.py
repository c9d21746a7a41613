"""What is concluded from the marks of an item here, on the server, and on the server when it was last known."""

from __future__ import annotations

import itertools

import pytest

from briefing.newsroom.syncing.decisions import Heard, ItemState, agreed, batches, changes, doubtful, grouped, unknown
from briefing.store.sync_items import MarkedItem
from briefing.sync_servers.values import Listing, RemoteItem

NOTHING = Listing(frozenset(), False)
EMPTY = Listing(frozenset(), True)


def item(
    id_: str = "1",
    *,
    read: bool = False,
    starred: bool = False,
    read_there: bool | None = False,
    starred_there: bool | None = False,
    missed: int = 0,
) -> MarkedItem:
    return MarkedItem(id_, f"a{id_}", read, starred, read_there, starred_there, missed)


VALUES = list(itertools.product((False, True), (False, True, None), (False, True)))


@pytest.mark.parametrize(("here", "before", "now"), VALUES)
def test_the_side_that_has_changed_gives_the_value(here: bool, before: bool | None, now: bool) -> None:
    marked = item(read=here, starred=here, read_there=before, starred_there=before)
    found = changes([marked], Heard(NOTHING, NOTHING, checked={"1": ItemState(now, now)}))
    is_set = before == here != now
    assert found.marks == {name: {"a1": int(now)} if is_set else {} for name in ("read", "starred")}
    is_known = before != now and (is_set or here == now)
    assert found.remote == {name: {"1": now} if is_known else {} for name in ("read", "starred")}


def test_absence_alone_concludes_nothing() -> None:
    lists = [Heard(EMPTY, EMPTY), Heard(NOTHING, NOTHING), Heard(EMPTY, EMPTY, {"1": ItemState(False, True)})]
    marked = item(starred=True, starred_there=True)
    for heard in lists:
        found = changes([marked], heard)
        assert not any(found.marks.values()) and not any(found.remote.values())
    assert [doubtful([marked], heard) for heard in lists] == [["1"], [], ["1"]]
    assert doubtful([item(missed=3)], lists[0]) == []
    assert doubtful([item(read=True)], lists[0]) == []  # a change from here is to be sent


def test_what_lists_have_and_items_say_counts() -> None:
    listed = Heard(Listing(frozenset("1"), False), Listing(frozenset("2"), False))
    items = [item("1", read=True, read_there=True), item("2")]
    assert changes(items, listed).marks == {"read": {"a1": 0}, "starred": {"a2": 1}}
    own = {"1": ItemState(True, False), "2": ItemState(False, False)}
    assert changes([item("1")], Heard(EMPTY, EMPTY, own)).marks == {"read": {"a1": 1}, "starred": {}}
    assert changes([item("1")], Heard(NOTHING, NOTHING, own)).marks == {"read": {"a1": 1}, "starred": {}}
    later = Heard(Listing(frozenset("1"), True), EMPTY, own)  # read again as unread since
    assert changes([item("1")], later).marks == {"read": {}, "starred": {}}


def test_only_what_the_server_lacks_is_sent() -> None:
    items = [item("1", read=True), item("2", read=True), item("3", starred=True), item("4", starred_there=True)]
    unread, starred = Listing(frozenset({"1", "3", "4"}), True), Listing(frozenset({"4"}), True)
    assert agreed(items, unread, starred) == {"read": {"2": True}, "starred": {}}
    assert agreed(items, Listing(frozenset(), False), starred) == {"read": {}, "starred": {}}
    sent = [(batch.mark, batch.ids) for batch in batches(items, 1)]
    assert sent == [("starred", ("3",)), ("unstarred", ("4",)), ("read", ("1",)), ("read", ("2",))]


def test_items_are_asked_for_newest_first_and_stored_by_feed() -> None:
    assert unknown({"9", "10", "7"}, {"7"}) == ["10", "9"]
    items = [RemoteItem("1", "b"), RemoteItem("2", "a"), RemoteItem("1", "b")]
    assert {feed: [each.id for each in group] for feed, group in grouped(items).items()} == {"b": ["1"], "a": ["2"]}

"""States of sources: failures, health and the entries that they share."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from briefing.model import Source
from briefing.store import Store, key_values, sources
from briefing.store.stored_values import SeenEntry, SourceState
from tests.store.factories import NOON, article, hours, source, store_drafts

ONE = SourceState(source("one"), 0, checked=NOON, ok=NOON, brought=NOON)
FAILING = replace(ONE, failures=1, error="HTTP 500", checked=hours(1))


def test_failing_since_the_first_of_consecutive_failures(store: Store) -> None:
    id_ = ONE.source.id
    for state, since in (
        (ONE, None),
        (replace(FAILING, checked=None), None),
        (FAILING, hours(1)),
        (replace(FAILING, failures=2, checked=hours(2)), hours(1)),
        (ONE, None),
        (replace(FAILING, failures=3, checked=hours(5)), hours(5)),
        (replace(FAILING, failures=1, checked=hours(7)), hours(7)),
    ):
        sources.write_states(store, [state])
        assert sources.failing_since(store).get(id_) == since
    key_values.put(store, "failinh", NOON)
    assert list(sources.failing_since(store)) == [id_]


def test_state_comes_back_as_it_was_written(store: Store) -> None:
    for state in (
        ONE,
        replace(ONE, etag="e", last_modified="m", body_hash="h", moved_to="x", ask_after=hours(1), gone=True),
        replace(FAILING, from_private=True, place=None),
        replace(FAILING, from_private=False),
    ):
        sources.write_states(store, [state])
        assert sources.states(store) == {state.source.id: state}


def test_health_of_the_sources_that_are_configured(store: Store) -> None:
    def state(name: str, place: int | None, **changes: object) -> SourceState:
        return replace(ONE, source=source(name), place=place, **changes)  # type: ignore[arg-type]

    key_values.put(store, sources.REFRESHED, hours(1))
    month = timedelta(days=30)
    sources.write_states(
        store,
        [
            state("ok", 0, brought=hours(1) - month),
            state("silent", 1, brought=hours(1) - month - timedelta(seconds=1)),
            replace(state("file", 2, brought=hours(-9999)), source=Source("f", "file", "/a.txt")),
            state("never", 3, brought=None, moved_to="https://new.example/"),
            state("new", 4, checked=None),
            state("failing", 5, failures=1, error="no"),
            state("gone", 6, failures=1, error="gone", gone=True),
            state("other", None, failures=1),
        ],
    )
    health = sources.health(store)
    assert (health.ok, health.refreshed) == (4, hours(1))
    assert [each.title for each in health.failed] == ["Feed failing"]
    assert [each.title for each in health.silent] == ["Feed silent"]
    assert [each.title for each in health.paused] == ["Feed gone"]
    assert [(each.title, each.reason) for each in health.moved] == [("Feed never", "moved to https://new.example/")]
    store.run("DELETE FROM moment")
    assert sources.health(store).silent == ()


def test_the_last_reading_is_that_of_the_feeds_and_of_files_where_there_is_no_feed(store: Store) -> None:
    assert sources.health(store).read is None
    file = replace(ONE, source=Source("f", "file", "/a.txt"), place=0, ok=hours(9))
    sources.write_states(store, [file])
    assert sources.health(store).read == hours(9)
    never = replace(ONE, source=source("never"), place=1, ok=None, failures=1, error="no")
    sources.write_states(store, [never])
    assert sources.health(store).read is None
    failing = replace(ONE, source=source("failing"), place=2, ok=hours(5), failures=1, error="no")
    earlier = replace(ONE, source=source("earlier"), place=3, ok=hours(4))
    former = replace(ONE, source=source("former"), place=None, ok=hours(8))
    sources.write_states(store, [failing, earlier, former])
    assert sources.health(store).read == hours(5)


def test_sources_are_configured_in_order_and_keep_the_title_of_the_feed(store: Store) -> None:
    one, two = source("one"), source("two")
    sources.configure(store, [one, two])
    sources.configure(store, [replace(two, title="", tags=("x",))])
    states = sources.states(store)
    assert [(states[each.id].place, states[each.id].source.title) for each in (one, two)] == [
        (None, "Feed one"),
        (0, "Feed two"),
    ]
    assert store.row("SELECT tags FROM source WHERE id = ?", (two.id,))[0] == "x"
    sources.configure(store, [replace(two, title="New")])
    assert sources.states(store)[two.id].source.title == "New"


def test_entries_are_found_by_key_identifier_and_address(store: Store) -> None:
    item = article("a")
    store_drafts(store, item)
    id_ = source().id
    known = SeenEntry("k", "f", item.id, "guid", "address", "t", hours(1), "worse")
    bare = SeenEntry("k2", "f", item.id, "", "other", "t")
    from briefing.store.stored_values import Plan

    sources.write_plan(store, Plan(SourceState(source(), 0), (known, bare), ()))
    assert sources.entries(store, id_, ["k", "unknown"]) == {"k": known}
    assert sources.entries_alike(store, id_, ["guid", ""], []) == [known]
    assert sources.entries_alike(store, id_, [], ["address"]) == [known]
    assert sources.entries_alike(store, "other", ["guid"], ["address"]) == []
    assert sources.article_of(store, id_, "k") == item.id
    assert sources.article_of(store, id_, "unknown") == ""
    (refused,) = sources.refused(store)
    assert (refused.source_id, refused.title, refused.reason) == (id_, item.title, "worse")


def test_new_source_inherits_entries_and_articles(store: Store) -> None:
    item = replace(article("a"), source_id=source().id)
    store_drafts(store, item)
    new = source("new")
    sources.configure(store, [new])
    sources.inherit(store, [(new.id, source().id)])
    assert sources.article_of(store, new.id, item.id) == sources.article_of(store, source().id, item.id) == item.id
    assert store.row("SELECT source_id FROM article")[0] == new.id


@pytest.mark.parametrize(("days", "recent"), [(1, 2), (0, 1)])
def test_activity_counts_entries_with_the_dates_of_their_articles(store: Store, days: int, recent: int) -> None:
    items = [
        article("a", published=NOON),
        article("b", published=hours(-24)),
        article("c", published=None, arrived=hours(-99)),
    ]
    store_drafts(store, *items)
    (active,) = sources.activity(store, [source().id, "unknown"], NOON - timedelta(days=days)).values()
    assert (active.entries, active.recent, active.newest, active.oldest) == (3, recent, NOON, hours(-99))


def test_problems_of_the_file_are_listed_a_line_each(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["*** in database main ***\nTree 3: corrupt", "ok", *(f"row {number} missing" for number in range(12))]
    monkeypatch.setattr(store, "rows", lambda _: [(line,) for line in lines])
    assert sources.integrity(store) == ["Tree 3: corrupt", *(f"row {number} missing" for number in range(9))]

"""Watches that are added, changed or removed, or overlap, apply to stored threads at the next refresh."""

from __future__ import annotations

from dataclasses import replace

from briefing.config import Config, WatchConfig
from briefing.model import Target
from briefing.newsroom import idle_watches, list_threads, mark
from briefing.newsroom.stories.build_threads import thread_pending
from briefing.newsroom.stories.watches import apply_watches
from briefing.store import Store
from tests.store.factories import store_drafts
from tests.threads import factories as f

CALL, QUAKE = WatchConfig("The call", "petro"), WatchConfig("Disaster", "arequipa")


def refresh(store: Store, *watches: WatchConfig, texts: tuple[str, ...] = (), at: int = 0) -> Config:
    config = Config(watch=watches)
    if texts:
        store_drafts(store, *(f.arrived(f.item(text, at=f.hours(at)), f.hours(at)).article for text in texts))
    thread_pending(store, config, f.hours(at), lambda progress: None)
    return config


def watched(store: Store) -> dict[str, tuple[str, bool]]:
    """Watch and whether it is followed, by title."""
    return {row.thread.title: (row.thread.watch, row.thread.state.followed) for row in list_threads(store)}


def test_a_watch_that_is_added_later_pins_at_the_next_refresh(store: Store) -> None:
    refresh(store, texts=(f.CALL, f.QUAKE))
    before = watched(store)
    assert set(before.values()) == {("", False)}
    refresh(store, CALL, at=1)
    after = watched(store)
    (title,) = [title for title, (watch, _) in after.items() if watch]
    assert title.startswith("The call: ") and after[title] == ("The call", True)
    assert list_threads(store)[0].thread.title == title
    assert list_threads(store, "the call")[0].thread.title == title
    refresh(store, at=2)
    assert watched(store) == before


def test_the_first_of_overlapping_watches_pins(store: Store) -> None:
    wide = WatchConfig("South America", "petro or arequipa")
    refresh(store, CALL, wide, texts=(f.CALL, f.QUAKE))
    assert sorted(watch for watch, _ in watched(store).values()) == ["South America", "The call"]
    refresh(store, wide, CALL, at=1)
    assert sorted(watch for watch, _ in watched(store).values()) == ["South America", "South America"]
    assert not any("The call" in title for title in watched(store))
    refresh(store, CALL, wide, texts=(f.CALL_TWO,), at=2)
    assert sorted(watch for watch, _ in watched(store).values()) == ["South America", "The call"]


def test_a_renamed_watch_renames_its_thread(store: Store) -> None:
    refresh(store, CALL, texts=(f.CALL,))
    refresh(store, replace(CALL, name="Talks"), at=1)
    ((title, (watch, followed)),) = watched(store).items()
    assert (watch, followed) == ("Talks", True)
    assert title.startswith("Talks: ") and "The call" not in title


def test_a_watch_outlives_the_threads_change_and_hands_go_before_it(store: Store) -> None:
    refresh(store, CALL, texts=(f.CALL,))
    (row,) = list_threads(store)
    mark(store, "unfollow", [Target(row.thread.id)])
    refresh(store, CALL, QUAKE, texts=(f.CALL_TWO,), at=1)
    (row,) = list_threads(store)
    assert (row.articles, row.thread.watch, row.thread.state.followed) == (2, "The call", False)


def test_nothing_is_asked_again_while_the_watches_stay(store: Store) -> None:
    refresh(store, CALL, texts=(f.CALL, f.QUAKE))
    before = store.row("SELECT total_changes()")[0]
    config = refresh(store, CALL, at=1)
    assert store.row("SELECT total_changes()")[0] == before
    assert apply_watches(store, config, f.NOON) == 0


def test_watches_that_find_nothing_are_told_as_idle(store: Store) -> None:
    config = refresh(store, CALL, QUAKE, WatchConfig("Empty", "-x"), texts=(f.CALL,))
    assert {watch.name for watch in idle_watches(store, config, f.NOON)} >= {"Disaster"}
    assert "The call" not in {watch.name for watch in idle_watches(store, config, f.NOON)}

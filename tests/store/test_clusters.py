"""The stored state of the clusterer equals the state in memory, for any batch size."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.config import Config, ThreadsConfig
from briefing.newsroom.stories.build_threads import thread_pending
from briefing.store import Store, articles, clusters
from briefing.threads.clustering.clusterer import Clusterer, rebuild_state
from tests.store.factories import store_drafts
from tests.threads import factories as f


def test_store_in_which_nothing_was_threaded_remembers_nothing(store: Store) -> None:
    assert clusters.read(store) is None


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), size=st.integers(1, 20), days=st.integers(1, 5))
def test_clustering_goes_on_from_the_store_as_if_it_had_never_stopped(
    store: Store, seed: int, size: int, days: int
) -> None:
    items = [f.arrived(one, f.NOON) for _, one in f.stories(seed, 4, 7)]
    options = ThreadsConfig(window_days=days)
    steady = Clusterer(options)
    with store.transaction():
        for table in ("article", "part", "term", "usage", "memory"):
            store.run(f"DELETE FROM {table}")
        for start in range(0, len(items), size):
            batch = items[start : start + size]
            store_drafts(store, *(one.article for one in batch))
            resumed = Clusterer(options, clusters.read(store))
            assert resumed.add_all(batch) == steady.add_all(batch)
            clusters.write(store, resumed.take_changes())
            assert clusters.read(store) == steady.state()


def test_only_what_has_changed_is_written(store: Store) -> None:
    items = [f.arrived(one, f.NOON) for _, one in f.stories(1, 30, 2)]
    store_drafts(store, *(one.article for one in items))
    clusterer = Clusterer()
    clusterer.add_all(items[:-1])
    clusters.write(store, clusterer.take_changes())
    clusterer.add_all(items[-1:])
    changes = clusterer.take_changes()
    assert len(changes.parts) == 1 and len(changes.homes) == 1 and len(changes.terms) < 40
    before = store.row("SELECT total_changes()")[0]
    clusters.write(store, changes)
    assert store.row("SELECT total_changes()")[0] - before < 45
    assert clusters.read(store) == clusterer.state()


def test_a_state_is_rebuilt_from_the_articles_of_parts_and_the_latest_others(store: Store) -> None:
    reports = [f.arrived(one, f.hours(number)) for number, (_, one) in enumerate(f.stories(1, 4, 1))]
    ids = [one.article.id for one in reports]
    store_drafts(store, *(one.article for one in reports))
    thread_pending(store, Config(), f.NOON, lambda progress: None)
    store_drafts(store, f.arrived(f.stories(2, 1, 1)[0][1], f.NOON).article)  # not threaded yet
    assert articles.ids_for_clustering(store, 0) == ids
    store.run("UPDATE article SET part = NULL WHERE id <> ?", (ids[1],))
    assert articles.ids_for_clustering(store, 1) == [ids[1], ids[3]]
    assert articles.ids_for_clustering(store, 9) == ids


def test_a_state_in_place_of_another_leaves_nothing_of_that(store: Store) -> None:
    made = [f.item(f"Dam {name} broke near town {name}.", at=f.NOON, outlet=name) for name in ("One", "Two")]
    reports = [f.arrived(one, f.NOON) for one in made]
    store_drafts(store, *(one.article for one in reports))
    clusterer = Clusterer()
    clusterer.add_all(reports)
    clusters.write(store, clusterer.take_changes())
    rebuilt = rebuild_state(clusterer.state(), [reports[:1]])
    clusters.replace(store, rebuilt)
    assert clusters.read(store) == rebuilt and len(rebuilt.parts) == 1
    assert store.row("SELECT count(*) FROM usage") == (1,)

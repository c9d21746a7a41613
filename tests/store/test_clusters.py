"""The stored state of the clusterer equals the state in memory, for any batch size."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.config import ThreadsConfig
from briefing.store import Store, clusters
from briefing.threads.clustering.clusterer import Clusterer
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

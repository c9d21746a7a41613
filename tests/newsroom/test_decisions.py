"""Random splits, joins and refreshes of a store: manual decisions hold permanently."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.config import Config, ThreadsConfig
from briefing.newsroom import join_threads, split_thread
from briefing.newsroom.stories.build_threads import thread_pending
from briefing.store import Store
from tests.store.factories import store_drafts
from tests.threads import factories as f

LAX = Config(threads=ThreadsConfig(similarity=0.2))


class Reader:
    """Makes random decisions and records them."""

    def __init__(self, store: Store, chance: random.Random) -> None:
        self.store, self.chance = store, chance
        self.together: list[set[str]] = []
        self.apart: set[frozenset[str]] = set()

    def homes(self) -> dict[str, str]:
        return dict(self.store.rows("SELECT id, thread_id FROM article WHERE thread_id IS NOT NULL"))

    def split(self) -> None:
        homes = self.homes()
        thread = self.chance.choice(sorted(set(homes.values())))
        ids = sorted(id_ for id_, home in homes.items() if home == thread)
        if len(ids) > 1:
            leaving = set(self.chance.sample(ids, self.chance.randint(1, len(ids) - 1)))
            split_thread(self.store, LAX, thread, sorted(leaving))
            self.together = [part for whole in self.together for part in (whole & leaving, whole - leaving)]
            self.apart |= {frozenset((one, other)) for one in set(ids) - leaving for other in leaving}

    def join(self) -> None:
        homes = self.homes()
        threads = sorted(set(homes.values()))
        if len(threads) > 1:
            chosen = self.chance.sample(threads, 2)
            join_threads(self.store, LAX, chosen)
            members = {id_ for id_, home in homes.items() if home in chosen}
            self.together.append(members)
            self.apart = {pair for pair in self.apart if not pair <= members}

    def check(self) -> None:
        homes = self.homes()
        for whole in self.together:
            assert len({homes[id_] for id_ in whole}) <= 1
        for one, other in self.apart:
            assert homes[one] != homes[other]
        assert self.store.rows("PRAGMA foreign_key_check") == []
        counted = self.store.rows("SELECT id, articles FROM thread")
        assert dict(counted) == {id_: list(homes.values()).count(id_) for id_, _ in counted}


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), steps=st.lists(st.sampled_from(["split", "join"]), min_size=2, max_size=6))
def test_what_was_decided_holds_through_refreshes(store: Store, seed: int, steps: list[str]) -> None:
    with store.transaction():
        for table in ("article", "thread", "part", "term", "usage", "memory", "change", "decision", "parted", "alias"):
            store.run(f"DELETE FROM {table}")
    chance = random.Random(seed)
    reports = [f.arrived(one, f.NOON).article for _, one in f.stories(seed, 3, 10)]
    chance.shuffle(reports)
    reader = Reader(store, chance)
    for number, start in enumerate(range(0, len(reports), 5)):
        store_drafts(store, *reports[start : start + 5])
        thread_pending(store, LAX, f.hours(number), lambda progress: None)
        reader.check()
        for step in steps[number : number + 1]:
            (reader.split if step == "split" else reader.join)()
            reader.check()

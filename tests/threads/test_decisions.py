"""What was decided by hand holds whatever comes afterwards, in any order, and across restarts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from briefing.config import ThreadsConfig
from briefing.model import AnnotatedArticle
from briefing.threads.clustering.clusterer import Clusterer
from briefing.threads.clustering.former_threads import FormerPart, FormerThread
from briefing.threads.clustering.state import ClusterState, Part
from tests.conftest import examples
from tests.threads import factories as f
from tests.threads.factories import item

LAX = ThreadsConfig(similarity=0.2)
"""Merges and moves much more than the default: what holds here holds there."""


FIRST = 10_000
"""Number of the next part after an upgrade."""


class Desk:
    """A clusterer whose reader splits and joins, with a record of what was decided."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.clusterer = Clusterer(LAX)
        self.items: dict[str, AnnotatedArticle] = {}
        self.homes: dict[str, str] = {}
        self.joined: list[set[str]] = []
        self.parted: set[frozenset[str]] = set()
        self.split_off: set[str] = set()
        self.made = 0

    def read(self, batch: Sequence[AnnotatedArticle]) -> None:
        self.items.update((one.article.id, one) for one in batch)
        f.follow(self.homes, batch, self.clusterer.add_all(batch))

    def members(self, thread: str) -> list[str]:
        return sorted(id_ for id_, home in self.homes.items() if home == thread)

    def split(self) -> None:
        thread = self.chance.choice(sorted(set(self.homes.values())))
        ids = self.members(thread)
        if len(ids) < 2:
            return
        leaving = set(self.chance.sample(ids, self.chance.randint(1, len(ids) - 1)))
        staying, self.made = [id_ for id_ in ids if id_ not in leaving], self.made + 1
        made = f"split{self.made}"
        self.clusterer.split(
            [thread], [self.items[id_] for id_ in staying], made, [self.items[id_] for id_ in sorted(leaving)]
        )
        self.clusterer.keep_apart([(thread, made)])
        self.homes.update(dict.fromkeys(leaving, made))
        self.joined = [part for whole in self.joined for part in (whole & leaving, whole - leaving)]
        self.parted |= {frozenset((one, other)) for one in staying for other in leaving}
        self.split_off |= leaving

    def join(self) -> None:
        threads = sorted(set(self.homes.values()))
        if len(threads) < 2:
            return
        ids = self.chance.sample(threads, 2)
        members = [id_ for thread in ids for id_ in self.members(thread)]
        self.clusterer.join(ids, ids[0], [self.items[id_] for id_ in members])
        self.homes.update(dict.fromkeys(members, ids[0]))
        self.joined.append(set(members))
        self.parted = {pair for pair in self.parted if not pair <= set(members)}

    def decide(self, step: str) -> None:
        if step == "split":
            self.split()
        elif step == "join":
            self.join()
        elif step == "restart":
            self.restart()
        elif step == "upgrade":
            self.upgrade()

    def restart(self) -> None:
        self.clusterer = Clusterer(LAX, self.clusterer.state())
        self.clusterer.keep_apart(self.apart())

    def upgrade(self) -> None:
        """Continue with a later version, which groups all articles again, some threads at a time, in any order."""
        parts: dict[str, list[Part]] = {}
        for part in self.clusterer.state().parts:
            parts.setdefault(part.thread_id, []).append(part)
        self.clusterer = Clusterer(LAX, ClusterState(next=FIRST))
        self.clusterer.expect(list(parts))
        waiting = self.chance.sample(sorted(parts), len(parts))
        while waiting:
            batch, waiting = waiting[:3], waiting[3:]
            first = min((part.number for part in self.clusterer.state().parts), default=FIRST)
            former = [self.former(thread, parts[thread]) for thread in batch]
            result = self.clusterer.regroup(former, first, self.apart())
            f.follow(self.homes, [], replace(result, assignments=()))

    def former(self, thread: str, parts: Sequence[Part]) -> FormerThread:
        articles = [tuple(self.items[id_] for id_ in part.articles) for part in parts]
        if any(part.bond or self.split_off & {*part.articles} for part in parts):
            kept = (FormerPart(part.born, part.bond, own) for part, own in zip(parts, articles, strict=True))
            return FormerThread(thread, parts=tuple(kept))
        return FormerThread(thread, articles=tuple(chain.from_iterable(articles)))

    def apart(self) -> list[tuple[str, str]]:
        return sorted({tuple(sorted(self.homes[id_] for id_ in pair)) for pair in self.parted})  # type: ignore[misc]

    def check(self) -> None:
        for whole in self.joined:
            assert len({self.homes[id_] for id_ in whole}) <= 1
        for one, other in self.parted:
            assert self.homes[one] != self.homes[other]
        held = {id_: part.thread_id for part in self.clusterer.state().parts for id_ in part.articles}
        assert held.items() <= self.homes.items()


@examples(5, soak=80)
@given(
    seed=st.integers(0, 10_000),
    size=st.integers(1, 6),
    steps=st.lists(st.sampled_from(["split", "join", "restart", "read", "upgrade"]), max_size=14),
)
def test_splits_and_joins_hold_for_ever(seed: int, size: int, steps: list[str]) -> None:
    chance = random.Random(seed)
    told = [one for _, one in f.stories(seed, 4, 12)]
    chance.shuffle(told)
    desk = Desk(chance)
    batches = [told[start : start + size] for start in range(0, len(told), size)]
    for number, batch in enumerate(batches):
        desk.read(batch)
        desk.check()
        for step in steps[number : number + 1]:
            desk.decide(step)
            desk.check()


def test_each_of_two_stories_that_were_joined_goes_on_taking_in_its_own() -> None:
    quake, call = item(f.QUAKE, at=f.NOON), item(f.CALL, at=f.hours(1))
    clusterer = Clusterer()
    ids = [each.thread_id for each in clusterer.add_all([quake, call]).assignments]
    assert len(set(ids)) == 2
    clusterer.join(ids, ids[0], [quake, call])
    found = clusterer.add_all([item(text, at=f.hours(2)) for text in (f.QUAKE_TWO, f.CALL_TWO, f.CUP)])
    homes = [each.thread_id for each in found.assignments]
    assert homes[:2] == [ids[0], ids[0]] and homes[2] not in ids
    assert found.assignments[0].reasons.startswith("shares names Arequipa, Peru")
    assert found.assignments[1].reasons.startswith("shares names Petro, Trump")
    assert {
        part.bond for part in clusterer.state().parts if part.articles[0] in (quake.article.id, call.article.id)
    } == {ids[0]}


def test_a_join_that_is_taken_back_binds_no_more() -> None:
    quake, call = item(f.QUAKE, at=f.NOON), item(f.CALL, at=f.hours(1))
    clusterer = Clusterer()
    ids = [each.thread_id for each in clusterer.add_all([quake, call]).assignments]
    clusterer.join(ids, ids[0], [quake, call])
    clusterer.loosen(ids[0])
    found = clusterer.add_all([item(f.QUAKE_TWO, at=f.hours(2)), item(f.CALL_TWO, at=f.hours(2))])
    assert len({each.thread_id for each in found.assignments}) == 2
    assert [(id_, why.split(" ")[0]) for id_, _, why in found.moved] == [(call.article.id, "shares")] or found.moved


def test_joining_a_closed_thread_makes_it_open_again() -> None:
    options = ThreadsConfig(window_days=2)
    clusterer = Clusterer(options)
    quake, cup = item(f.QUAKE, at=f.NOON), item(f.CUP, at=f.hours(24 * 5))
    closed = clusterer.add(quake).thread_id
    still = clusterer.add(cup).thread_id
    clusterer.join([closed, still], closed, [quake, cup])
    assert {part.thread_id for part in clusterer.state().parts} == {closed}
    assert {id_ for part in clusterer.state().parts for id_ in part.articles} == {quake.article.id, cup.article.id}

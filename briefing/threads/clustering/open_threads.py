"""Open threads and their parts in memory, with the changes since they were last taken."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import product

from briefing.threads.clustering.dot_products import Comparer, ProductCache
from briefing.threads.clustering.inverted_index import Index
from briefing.threads.clustering.merging import Merge, pass_on
from briefing.threads.clustering.neutral_profiles import join_neutral
from briefing.threads.clustering.similarity import DAY, Group
from briefing.threads.clustering.state import ClusterChanges, ClusterState, Part
from briefing.threads.clustering.term_counts import Frequencies
from briefing.threads.clustering.term_vectors import Vector, add_up
from briefing.threads.clustering.term_vocabulary import Vocabulary

PARTS = 8
"""Maximum number of parts of a thread, except those joined by hand. F1 on ECB+ one by one: 90.5 with 8, 90.0 with 4,
90.4 with 16 and more."""
PART_TERMS = 64
"""Heaviest terms that are kept of a part with more than twice as many: the same F1 from 64 to 160."""
MOST_SHARED = 12
"""Maximum number of shared terms for an explanation."""
Regroup = Callable[[Collection[str]], tuple[Group, Vector] | None]
OPEN = 2000
"""Threads that stay open however old they are: articles without a date may still belong to them."""
SWEEP = DAY
"""Seconds by which the newest article must advance before threads are closed again."""


class OpenThreads:
    """Open threads: parts by number, their index, the parts of each thread, and term frequencies."""

    def __init__(self, state: ClusterState) -> None:
        self.vocabulary = Vocabulary(state.terms, state.seen)
        self.frequencies = Frequencies(self.vocabulary, state.usages)
        self.parts: dict[int, Part] = {}
        self.threads: dict[str, list[int]] = {}
        self.ids: set[str] = set()
        self.index = Index()
        self.comparer = Comparer(self.vocabulary.width)
        self.products = ProductCache(self.comparer, lambda number: self.parts[number].vector)
        self.apart: dict[int, set[int]] = {}
        self.renewed: set[int] = set()
        """Numbers of parts that were added, changed or removed since `language_bridge` looked."""
        self._next = state.next
        self._newest = state.newest
        self._changed: set[int] = set()
        self._gone: set[int] = set()
        self._homes: dict[str, int] = {}
        for part in state.parts:
            self._insert(part)
            self.threads.setdefault(part.thread_id, []).append(part.number)
        self._ages = [(last, id_) for id_, numbers in self.threads.items() if (last := self._last(numbers)) is not None]
        heapq.heapify(self._ages)

    def state(self) -> ClusterState:
        """Everything that is kept between batches."""
        return ClusterState(
            tuple(self.parts[number] for number in sorted(self.parts)),
            self.vocabulary.known(),
            {source: usage.copy() for source, usage in self.frequencies.usages.items()},
            self.vocabulary.articles,
            self._next,
            self._newest,
        )

    def take_changes(self) -> ClusterChanges:
        """Changes since the last call."""
        counted = self.frequencies.take_changes()
        changes = ClusterChanges(
            tuple(self.parts[number] for number in sorted(self._changed)),
            tuple(sorted(self._gone)),
            {id_: number for id_, number in self._homes.items() if number in self.parts},
            counted.terms,
            counted.usages,
            counted.recounted,
            self.vocabulary.articles,
            self._next,
            self._newest,
        )
        self._changed, self._gone, self._homes = set(), set(), {}
        return changes

    def number(self) -> int:
        """A number for a new part."""
        self._next += 1
        return self._next - 1

    @contextmanager
    def numbering(self, start: int) -> Iterator[None]:
        """Number new parts from `start` for a while."""
        self._next, following = start, self._next
        try:
            yield
        finally:
            self._next = following

    def put(self, part: Part) -> None:
        """Add a new part or a new version of one; `settle` assigns it to a thread."""
        self._insert(part)
        self._changed.add(part.number)
        self._homes.update(dict.fromkeys(part.articles, part.number))

    def shared(self, vectors: Sequence[Vector], others: Sequence[Sequence[Vector]]) -> list[list[str]]:
        """The heaviest terms that each vector shares with its others, heaviest first."""
        term = self.vocabulary.term
        ranked = (
            sorted((-product, term(number)) for number, product in pairs)
            for pairs in self.comparer.shared(vectors, others, MOST_SHARED)
        )
        return [[name for _, name in each] for each in ranked]

    def settle(self, threads: Mapping[int, Sequence[int]], merges: Mapping[int, Sequence[Merge]]) -> None:
        """Make threads of parts, each with the id of its oldest part; excess parts are absorbed, earliest merges first.

        Args:
            threads: numbers of the parts of each thread, by the lowest of them.
            merges: of these parts, in order, by the same key.
        """
        grown: dict[int, list[Vector]] = {}
        lasting = {root: self._thin_out(numbers, merges.get(root, ()), grown) for root, numbers in threads.items()}
        sums = dict(zip(grown, add_up([*grown.values()], PART_TERMS), strict=True))
        for root, numbers in lasting.items():
            id_ = self.parts[root].born
            for number in numbers:
                part = self.parts[number]
                if number in sums:
                    self.products.forget(number)
                    self._insert(replace(part, thread_id=id_, vector=sums[number]))
                    self._changed.add(number)
                elif part.thread_id != id_:
                    self._update(replace(part, thread_id=id_))
            self._set_parts(id_, numbers)
            if self.apart:
                self._keep_apart(numbers, {other for number in numbers for other in self.apart.get(number, ())})

    def _thin_out(self, numbers: Sequence[int], merges: Sequence[Merge], grown: dict[int, list[Vector]]) -> list[int]:
        """Make the earliest merges of a thread with too many parts permanent; returns the remaining parts, sorted."""
        lasting = set(numbers)
        for done in merges[: max(len(numbers) - PARTS, 0)]:
            lasting.discard(done.younger)
            self._absorb(done, numbers, grown)
        return sorted(lasting)

    def _absorb(self, done: Merge, numbers: Sequence[int], grown: dict[int, list[Vector]]) -> None:
        """Make a merge permanent: the older part gets the articles of the younger one, which is removed.

        Args:
            done: the merge.
            numbers: all parts of the thread.
            grown: number of a part -> vectors to add up, for parts that have absorbed others; these parts are not in
                the index meanwhile.
        """
        one, other = self.parts[done.older], self.parts[done.younger]
        pass_on(self.apart, done.older, done.younger)
        if one.bond != other.bond:
            self._rebind(numbers, one.bond, other.bond)
            one, other = self.parts[done.older], self.parts[done.younger]
        if done.older not in grown:
            self._withdraw(one)
            grown[done.older] = [one.vector]
        self.remove(done.younger, indexed=done.younger not in grown)
        grown[done.older] += grown.pop(done.younger, [other.vector])
        self.parts[done.older] = Part(
            one.number,
            one.born,
            one.thread_id,
            done.group,
            one.vector,
            tuple(sorted(one.articles + other.articles)),
            one.bond or other.bond,
            join_neutral(one.neutral, other.neutral),
        )
        self._homes.update(dict.fromkeys(other.articles, done.older))

    def keep_apart(self, one: str, other: str, former: Mapping[str, Collection[int]] | None = None) -> None:
        """Never merge parts of these two threads; ids of closed threads are ignored.

        Args:
            one: id of a thread.
            other: id of another.
            former: numbers of parts that were in threads before, by id.
        """
        former = former or {}
        some, others = ({*self._parts_of(id_), *former.get(id_, ())} for id_ in (one, other))
        self._keep_apart(some, others)

    def reshape(self, ids: Collection[str], leaving: Collection[str], regroup: Regroup) -> set[int]:
        """Take articles out of threads; returns the numbers of parts that the changed parts are kept apart from.

        Args:
            ids: of the threads.
            leaving: ids of the articles.
            regroup: group and vector of articles by id; None if they have no terms.
        """
        apart: set[int] = set()
        for id_ in ids:
            numbers = self.threads.pop(id_, [])
            for number in list(numbers):
                part = self.parts[number]
                staying = tuple(article for article in part.articles if article not in leaving)
                if len(staying) == len(part.articles):
                    continue
                apart |= self.apart.get(number, set())
                made = regroup(staying)
                if made is None:
                    numbers.remove(number)
                    self.remove(number)
                else:
                    group, vector = made
                    self._replace(replace(part, group=group, vector=vector, articles=staying))
            if numbers:
                self._set_parts(id_, numbers)
                self._set_born(numbers[0], id_)
        return apart & self.parts.keys()

    def add_thread(
        self,
        id_: str,
        group: Group,
        vector: Vector,
        articles: Iterable[str],
        apart: Collection[int] = (),
        neutral: str = "",
    ) -> None:
        """Make a thread of one new part, kept apart from others."""
        number = self.number()
        self.adopt(id_, [Part(number, id_, id_, group, vector, tuple(sorted(articles)), neutral=neutral)])
        self._keep_apart([number], apart)

    def adopt(self, id_: str, parts: Sequence[Part]) -> None:
        """Add a thread of parts that are not in the memory yet; the oldest one gets its id as `born`."""
        for part in parts:
            self.put(part)
        if parts:
            self._set_parts(id_, [part.number for part in parts])
            self._set_born(parts[0].number, id_)

    def bind(self, ids: Collection[str], kept: str, *, lasting: bool = True) -> None:
        """Join several threads; their parts stay separate, so that each is compared on its own.

        Args:
            ids: of the threads.
            kept: id of the joined thread.
            lasting: whether no part may ever leave the thread.
        """
        numbers = sorted(number for id_ in ids for number in self.threads.pop(id_, ()))
        for number in numbers:
            part = self.parts[number]
            self._update(replace(part, thread_id=kept, bond=part.bond or (kept if lasting else "")))
            if others := self.apart.get(number):
                others.difference_update(numbers)
        if lasting:
            self._rebind(numbers, *{self.parts[number].bond for number in numbers})
        self._set_parts(kept, numbers)
        self._set_born(numbers[0], kept)

    def loosen(self, id_: str) -> None:
        """Remove the bonds between the parts of a thread."""
        for number in self.threads.get(id_, ()):
            self._update(replace(self.parts[number], bond=""))

    def close(self, newest: float | None, window: float) -> None:
        """Close threads that are silent for longer than the window, and let term counts decay.

        Args:
            newest: time of the newest article, in seconds since 1970; None if no article had one.
            window: in seconds.
        """
        if newest is not None and (self._newest is None or newest >= self._newest + SWEEP):
            self._newest = newest
            self._close_until(newest - window)
        self.frequencies.fade(part.vector.terms for part in self.parts.values())

    def _close_until(self, last: float) -> None:
        """Close threads whose newest article is older than a time, oldest first, down to `OPEN`."""
        while self._ages and self._ages[0][0] < last and len(self.threads) > OPEN:
            _, id_ = heapq.heappop(self._ages)
            numbers = self.threads.get(id_)
            if not numbers:
                continue  # it was merged into another
            newest = self._last(numbers)
            if newest is None or newest >= last:
                continue  # it is queued with a later time, too
            del self.threads[id_]
            for number in numbers:
                self.remove(number)

    def _last(self, numbers: Iterable[int]) -> float | None:
        """Time of the latest article of parts; None if none has a time."""
        times = [self.parts[number].group.last for number in numbers]
        return max([last for last in times if last is not None], default=None)

    def _set_parts(self, id_: str, numbers: list[int]) -> None:
        """Set the parts of a thread."""
        self.threads[id_] = numbers
        if (last := self._last(numbers)) is not None:
            heapq.heappush(self._ages, (last, id_))

    def _parts_of(self, id_: str) -> set[int]:
        """Parts of a thread, and the part born with its id."""
        born = {number for number, part in self.parts.items() if part.born == id_}
        return {*self.threads.get(id_, ()), *born}

    def _keep_apart(self, some: Iterable[int], others: Iterable[int]) -> None:
        for one, other in product(some, others):
            if one != other:
                self.apart.setdefault(one, set()).add(other)
                self.apart.setdefault(other, set()).add(one)

    def _rebind(self, numbers: Iterable[int], *bonds: str) -> None:
        """Unify bonds: parts with any of these bonds get the first in sort order."""
        names = sorted({bond for bond in bonds if bond})
        for number in numbers:
            part = self.parts.get(number)
            if part and part.bond in names[1:]:
                self._update(replace(part, bond=names[0]))

    def _set_born(self, number: int, id_: str) -> None:
        """Give a part an id as `born`; a part of the thread that had it takes the old one in exchange."""
        part = self.parts[number]
        if part.born == id_:
            return
        for other in self.threads.get(id_, ()):
            if self.parts[other].born == id_:
                self._update(replace(self.parts[other], born=part.born))
                break
        else:
            self.ids.discard(part.born)
        self.ids.add(id_)
        self._update(replace(part, born=id_))

    def _insert(self, part: Part) -> None:
        self.parts[part.number] = part
        self.renewed.add(part.number)
        self.ids.add(part.born)
        self.index.put(part.number, part.vector, part.group.size)

    def _replace(self, part: Part) -> None:
        """Replace a part by its new version."""
        self._withdraw(self.parts[part.number])
        self.products.forget(part.number)
        self._insert(part)
        self._changed.add(part.number)

    def _withdraw(self, part: Part) -> None:
        self.index.drop(part.number, part.vector, part.group.size)

    def _update(self, part: Part) -> None:
        self.parts[part.number] = part
        self._changed.add(part.number)

    def set_neutral(self, number: int, neutral: str) -> None:
        """Set the terms of a part that are compared with those of other languages."""
        self._update(replace(self.parts[number], neutral=neutral))
        self.renewed.add(number)

    def remove(self, number: int, *, indexed: bool = True) -> Part:
        """Remove and return a part; the caller must settle its thread."""
        part = self.parts.pop(number)
        self.renewed.add(number)
        if indexed:
            self._withdraw(part)
        self.products.forget(number)
        for other in self.apart.pop(number, ()):
            self.apart[other].discard(number)
        self.ids.discard(part.born)
        self._changed.discard(number)
        self._gone.add(number)
        return part

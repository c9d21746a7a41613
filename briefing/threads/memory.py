"""The open threads and their parts, held ready for a batch, with a note of what has changed since it was last asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

from briefing.threads.index import Index
from briefing.threads.likeness import DAY, Group, dot, trim
from briefing.threads.merging import Merge, Products, pass_on
from briefing.threads.rarity import Rarity
from briefing.threads.state import ClusterChanges, ClusterState, Part

PARTS = 8
"""Parts that a thread is made of at most. F1 on ECB+ one by one: 90.5 with 8, 90.0 with 4, 90.4 with 16 and more."""
Regroup = Callable[[Collection[str]], Group | None]
SWEEP = DAY
"""Threads are closed when the newest article is so many seconds later than at the last time."""


class Memory:
    """Open threads: parts by number, their index, which thread has which, and how rare terms are."""

    def __init__(self, state: ClusterState) -> None:
        self.rarity = Rarity(state.seen, Counter(state.counts))
        self.parts: dict[int, Part] = {}
        self.threads: dict[str, list[int]] = {}
        self.ids: set[str] = set()
        self.index = Index()
        self.apart: dict[int, set[int]] = {}
        self._next = state.next
        self._newest = state.newest
        self._products: Products = {}
        self._changed: set[int] = set()
        self._gone: set[int] = set()
        self._homes: dict[str, int] = {}
        self._counted: set[str] = set()
        self._recounted = False
        for part in state.parts:
            self._hold(part)
            self.threads.setdefault(part.thread_id, []).append(part.number)

    def state(self) -> ClusterState:
        """Return all that must be remembered."""
        rarity = self.rarity
        return ClusterState(
            tuple(self.parts[number] for number in sorted(self.parts)),
            dict(rarity.counts),
            rarity.articles,
            self._next,
            self._newest,
        )

    def take_changes(self) -> ClusterChanges:
        """Return what has changed since the last call."""
        counts = self.rarity.counts
        terms: Iterable[str] = counts if self._recounted else self._counted
        found = ClusterChanges(
            tuple(self.parts[number] for number in sorted(self._changed)),
            tuple(sorted(self._gone)),
            {id_: number for id_, number in self._homes.items() if number in self.parts},
            {term: counts[term] for term in terms},
            self._recounted,
            self.rarity.articles,
            self._next,
            self._newest,
        )
        self._changed, self._gone, self._homes, self._counted, self._recounted = set(), set(), {}, set(), False
        return found

    def see(self, articles: Sequence[Sequence[str]]) -> Mapping[str, float]:
        """Count the terms of articles and return how rare each of them is now."""
        for terms in articles:
            self.rarity.see(terms)
        distinct = {term for terms in articles for term in terms}
        self._counted |= distinct
        return self.rarity.weights(distinct)

    def number(self) -> int:
        """Return the number for a new part."""
        self._next += 1
        return self._next - 1

    def put(self, part: Part) -> None:
        """Take in a new part or the new form of an old one; `settle` says where it belongs."""
        self._hold(part)
        self._changed.add(part.number)
        self._homes.update(dict.fromkeys(part.articles, part.number))

    def compare(self, new: Sequence[int], begin: float) -> Products:
        """Return the products of new parts with those like them, and of all parts of threads that may change by them.

        Args:
            new: numbers of the parts.
            begin: quotient from which a part is compared with a new one.
        """
        fresh, parts, touched = set(new), self.parts, dict[str, None]()
        products: Products = {number: {} for number in new}
        for number in new:
            row, group = products[number], parts[number].group
            for near in self.index.near(number, group.sum):
                if near in row:
                    continue
                other = parts[near]
                common = dot(group.sum, other.group.sum)
                if common * group.ease * other.group.ease < begin:
                    continue  # silence only makes it less
                if near not in fresh:
                    touched[other.thread_id] = None
                row[near] = common
                products.setdefault(near, {})[number] = common
        for thread_id in touched:
            self._compare_all(self.threads[thread_id], products)
        return products

    def settle(self, root: int, numbers: Sequence[int], merges: Sequence[Merge]) -> None:
        """Make these parts one thread, named by the oldest, its earliest merges for good if it has too many parts.

        Args:
            root: the lowest of the numbers.
            numbers: of the parts.
            merges: of these parts, in order.
        """
        parts, lasting = self.parts, set(numbers)
        early = merges[: max(len(numbers) - PARTS, 0)]
        for done in early:
            pass_on(self.apart, done.older, done.younger)
            one, other = parts[done.older], self._let_go(done.younger)
            parts[done.older] = replace(one, group=done.made, articles=tuple(sorted(one.articles + other.articles)))
            self._homes.update(dict.fromkeys(other.articles, done.older))
            lasting.discard(done.younger)
        id_, grown = parts[root].born, lasting & {done.older for done in early}
        self.threads[id_] = sorted(lasting)
        for number in lasting:
            part = parts[number]
            if number in grown:
                self._hold(replace(part, thread_id=id_, group=trim(part.group)))
                self._changed.add(number)
            elif part.thread_id != id_:
                self._note(replace(part, thread_id=id_))
        if self.apart:
            self._keep_apart(lasting, {other for number in lasting for other in self.apart.get(number, ())})

    def keep_apart(self, one: str, other: str) -> None:
        """Never put the parts of these two threads into one; ids of threads that are closed are passed over."""
        self._keep_apart(self._answering(one), self._answering(other))

    def reshape(self, ids: Collection[str], leaving: Collection[str], regroup: Regroup) -> None:
        """Take articles out of threads.

        Args:
            ids: of the threads.
            leaving: ids of the articles.
            regroup: makes one group of articles, by id; None if there is nothing to compare them by.
        """
        for id_ in ids:
            numbers = self.threads.pop(id_, [])
            for number in list(numbers):
                part = self.parts[number]
                staying = tuple(article for article in part.articles if article not in leaving)
                group = part.group if len(staying) == len(part.articles) else regroup(staying)
                if group is None:
                    numbers.remove(number)
                    self._let_go(number)
                elif group is not part.group:
                    self.put(replace(part, group=group, articles=staying))
            if numbers:
                self.threads[id_] = numbers
                self.put(replace(self.parts[numbers[0]], born=id_))

    def found(self, id_: str, group: Group, articles: Iterable[str], number: int | None = None) -> None:
        """Make a thread of one part, which takes the number of one that was let go, or a new one."""
        number = self.number() if number is None else number
        self._gone.discard(number)
        self.put(Part(number, id_, id_, group, tuple(sorted(articles))))
        self.threads[id_] = [number]

    def close(self, newest: float | None, window: float) -> None:
        """Let go of threads that are silent for longer than the window, and let the counts of terms fade.

        Args:
            newest: time of the newest article, in seconds since 1970; None if no article had one.
            window: in seconds.
        """
        self._recounted |= self.rarity.fade()
        if newest is None or (self._newest is not None and newest < self._newest + SWEEP):
            return
        self._newest = newest
        for id_, numbers in list(self.threads.items()):
            times = [last for number in numbers if (last := self.parts[number].group.last) is not None]
            if times and max(times) < newest - window:
                del self.threads[id_]
                for number in numbers:
                    self._let_go(number)

    def _answering(self, id_: str) -> set[int]:
        """Return the parts that a thread has or began with."""
        born = {number for number, part in self.parts.items() if part.born == id_}
        return {*self.threads.get(id_, ()), *born}

    def _keep_apart(self, some: Iterable[int], others: Iterable[int]) -> None:
        for one, other in product(some, others):
            if one != other:
                self.apart.setdefault(one, set()).add(other)
                self.apart.setdefault(other, set()).add(one)

    def _product(self, one: int, other: int) -> int:
        """Return the product of two parts of a thread, which is asked for with every batch."""
        row = self._products.setdefault(one, {})
        found = row.get(other)
        if found is None:
            found = row[other] = dot(self.parts[one].group.sum, self.parts[other].group.sum)
            self._products.setdefault(other, {})[one] = found
        return found

    def _compare_all(self, numbers: Sequence[int], products: Products) -> None:
        for place, one in enumerate(numbers):
            row = products.setdefault(one, {})
            for other in numbers[:place]:
                row[other] = products[other][one] = self._product(one, other)

    def _hold(self, part: Part) -> None:
        self._forget_products(part.number)
        self.parts[part.number] = part
        self.ids.add(part.born)
        self.index.put(part.number, part.group.sum, part.group.size)

    def _note(self, part: Part) -> None:
        self.parts[part.number] = part
        self._changed.add(part.number)

    def _forget_products(self, number: int) -> None:
        for other in self._products.pop(number, ()):
            del self._products[other][number]

    def _let_go(self, number: int) -> Part:
        part = self.parts.pop(number)
        self._forget_products(number)
        for other in self.apart.pop(number, ()):
            self.apart[other].discard(number)
        self.ids.discard(part.born)
        self.index.drop(number)
        self._changed.discard(number)
        self._gone.add(number)
        return part

"""Checks that can veto or discount a merge of two groups, by the terms they share.

One name or one everyday word does not make two stories one, nor do the phrases of a source (`one_source`). The dot
product cannot tell them, as one such term weighs much in a short text. Least of all do two single reports: they must
share a name if they have any, and more than a person with office and country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from briefing.threads.clustering.one_source import OneSource
from briefing.threads.clustering.open_threads import OpenThreads
from briefing.threads.clustering.shared_topics import (
    breadth,
    forms,
    is_general,
    is_particular,
    is_place,
    is_place_name,
    names_in,
    topics,
)
from briefing.threads.clustering.term_vectors import Vector
from briefing.threads.clustering.term_vocabulary import NAME

EVIDENCE = 6.0
"""Information of the shared things, in nats, below which the quotient is lowered in proportion: one rare word."""
HEADLINE = 10
"""Maximum number of terms of a headline."""
NARROW = 1.3
"""Minimum `breadth` of shared things where all texts are longer than headlines; 1 is a single thing."""
SINGLE = 1.8
"""`breadth` below which the explanation names the single thing that an article shares."""
TELLING = 4.0
"""Information that two single reports must share besides one name, places, offices, bodies and days."""
TERSE = 6
"""Maximum number of terms of a text that has no room for that."""
LOOKED_AT = 8
"""Maximum number of parts compared per group: the cost of a merge does not grow with the story."""
PROVEN = 3
"""Parts of a thread from which an article of another source that is similar enough joins it without a check."""
SHARED = 16
"""Shared terms that are examined, heaviest first: the same F1 from here to all."""


class MergeChecks:
    """Checks pairs of groups before a merge; records the single shared thing where it refuses one."""

    def __init__(self, memory: OpenThreads, homes: Mapping[int, int] = MappingProxyType({})) -> None:
        """Take a memory that holds all parts, and `Comparison.homes`."""
        self._memory = memory
        self._homes = homes
        self.single_topics: dict[int, str] = {}
        """Number of a part that shares too little -> the leading thing it shares with the most similar other."""
        self._information: dict[str, float] = {}
        self._one_source = OneSource(memory)

    def factor(self, ones: Sequence[int], others: Sequence[int], source: str) -> float:
        """Factor on the quotient of two groups, from 0 (veto) to 1.

        Args:
            ones: numbers of parts.
            others: of the parts of another group.
            source: the source of both; empty if there are several.
        """
        parts = self._memory.parts
        if len(ones) + len(others) > 2 and self._are_one_thread((*ones, *others)):
            return 1.0  # they passed when they became one; two parts alone are few enough to be looked at again
        if not source and self._are_at_home((*ones, *others)):
            return 1.0
        some, more = ones[:LOOKED_AT], others[:LOOKED_AT]
        vectors = [parts[number].vector for number in some], [parts[number].vector for number in more]
        shared = self._memory.comparer.common(*vectors, SHARED)
        terms = self._terms(shared)
        factor = self._weigh(terms, *vectors)
        if source:
            factor *= self._one_source.factor(some, more, shared, source)
        if factor < 1.0 and shared:
            weights = topics(terms)
            for group in (ones, others):
                if len(group) == 1 and breadth(weights) < SINGLE:
                    self.single_topics.setdefault(group[0], max(weights, key=lambda topic: (weights[topic], topic)))
        return factor

    def _are_one_thread(self, numbers: Iterable[int]) -> bool:
        """Whether parts were one thread before the batch."""
        threads = {self._memory.parts[number].thread_id for number in numbers}
        return len(threads) == 1 and "" not in threads

    def _are_at_home(self, numbers: Sequence[int]) -> bool:
        """Whether parts are a thread of `PROVEN` parts or more, and new articles that clearly belong to it."""
        homes = self._homes
        old = [number for number in numbers if number not in homes]
        if not PROVEN <= len(old) < len(numbers):
            return False
        first = min(old)
        if {homes.get(number, first) for number in numbers} != {first}:
            return False
        return self._memory.threads.get(self._memory.parts[first].thread_id) == sorted(old)

    def factor_alone(self, one: Vector, other: Vector) -> float:
        """The same factor for an article in no group, whatever its source, and a part."""
        return self._weigh(self._terms(self._memory.comparer.common([one], [other], SHARED)), [one], [other])

    def _terms(self, shared: Sequence[tuple[int, int]]) -> list[tuple[str, int]]:
        term = self._memory.vocabulary.term
        return [(term(number), product) for number, product in shared]

    def _weigh(self, shared: Sequence[tuple[str, int]], ones: Sequence[Vector], others: Sequence[Vector]) -> float:
        """Factor for two groups by the terms they share, each with its product."""
        weights, vectors = topics(shared), (*ones, *others)
        if breadth(weights) < NARROW and all(len(vector) > HEADLINE for vector in vectors):
            return 0.0
        names, places = names_in(shared), set(filter(is_place, weights))
        if not names and not places and self._name_others(ones, others):
            return 0.0
        if len(vectors) == 2 and all(len(vector) > TERSE for vector in vectors):
            first = max(names - places, key=lambda name: (weights.get(name, 0), name), default="")
            telling = [topic for topic in weights if topic != first and topic not in places and not is_general(topic)]
            if sum(map(self._information_of, telling)) < TELLING:
                return 0.0
        return min(1.0, sum(map(self._information_of, weights)) / EVIDENCE)

    def _name_others(self, ones: Sequence[Vector], others: Sequence[Vector]) -> bool:
        """Whether both groups name somebody or something, but nothing alike; of larger groups, only places count."""
        is_meant = is_particular if len(ones) == len(others) == 1 else is_place_name
        some, more = (self._names(vectors, is_meant) for vectors in (ones, others))
        pairs = ((f" {one} ", f" {other} ") for one in some for other in more if " " in one and " " in other)
        alike = any(one in other or other in one for one, other in pairs)
        return bool(some) and bool(more) and not alike

    def _information_of(self, topic: str) -> float:
        """Information of a thing, in nats; cached for the batch."""
        if topic not in self._information:
            self._information[topic] = self._memory.vocabulary.information(*forms(topic))
        return self._information[topic]

    def _names(self, vectors: Sequence[Vector], is_meant: Callable[[str], bool]) -> set[str]:
        """Those names in a group that are meant, in lower case."""
        names = self._memory.vocabulary.names
        return {name.removeprefix(NAME) for vector in vectors for name in names(vector.terms) if is_meant(name)}

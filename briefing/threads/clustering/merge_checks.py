"""Checks that can veto or discount a merge of two groups, by the terms they share.

One name or one everyday word does not make two stories one, nor do the phrases of a source (`one_source`). The dot
product cannot tell them, as one such term weighs much in a short text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from briefing.threads.clustering.one_source import OneSource
from briefing.threads.clustering.open_threads import OpenThreads
from briefing.threads.clustering.shared_topics import breadth, forms, is_place, topics
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
ELSEWHERE = 0.6
"""Factor on the quotient where both name places and they share no name: the same event type in two places."""
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
        self._places: set[int] = set()
        """Terms that name places, among `_looked_at`."""
        self._looked_at: set[int] = set()

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
        weights = topics(shared)
        if breadth(weights) < NARROW and all(len(vector) > HEADLINE for vector in (*ones, *others)):
            return 0.0
        evidence = self._evidence(weights)
        named = any(term.startswith(NAME) for term, _ in shared) or any(map(is_place, weights))
        elsewhere = not named and self._names_place(ones) and self._names_place(others)
        return evidence * ELSEWHERE if elsewhere else evidence

    def _evidence(self, shared: Iterable[str]) -> float:
        """Share of the needed information that shared things have, up to 1; cached by thing for the batch."""
        known, total = self._information, 0.0
        for topic in shared:
            if topic not in known:
                known[topic] = self._memory.vocabulary.information(*forms(topic))
            total += known[topic]
            if total >= EVIDENCE:
                return 1.0
        return total / EVIDENCE

    def _names_place(self, vectors: Sequence[Vector]) -> bool:
        """Whether any vector has the name of a place; cached by term for the batch."""
        terms = {number for vector in vectors for number in vector.terms.tolist()}
        for number in terms - self._looked_at:
            name = self._memory.vocabulary.term(number)
            if name[0] == NAME and any(map(is_place, topics([(name, 1)]))):
                self._places.add(number)
        self._looked_at |= terms
        return not self._places.isdisjoint(terms)

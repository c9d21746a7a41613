"""Check of two groups from one source: articles of a series or a form are alike without telling one story."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from briefing.threads.clustering.open_threads import OpenThreads
from briefing.threads.clustering.shared_topics import breadth, topics
from briefing.threads.clustering.similarity import DAY, gap

NARROW = 1.8
"""Minimum `breadth` of what two groups that do not agree share, over terms that the source does not use all the
time."""
WELL_KNOWN = 20
"""Articles of a source from which `NARROW` applies: terms shared by fewer may be their story."""
ONE_SOURCE = 0.6
"""Factor on the quotient of two groups that do not agree: articles of a series are alike."""
AGREEING = 3
"""Shared things, without terms that the source uses all the time, from which two parts of one day agree."""
SAME_DAY = DAY / 2
"""Seconds of silence up to which two parts are of one day."""
AGREEING_LATER = 22.0
"""Information of these things, in nats, from which parts of different days agree, three or four rare words: a source
returns to its persons and subjects every day."""


class OneSource:
    """Factors on the quotient of two groups from one source; holds for a batch."""

    def __init__(self, memory: OpenThreads) -> None:
        """Take a memory that holds all parts."""
        self._memory = memory
        self._usuals: dict[str, set[int]] = {}

    def factor(
        self, ones: Sequence[int], others: Sequence[int], shared: Sequence[tuple[int, int]], source: str
    ) -> float:
        """Factor from 0 (veto) to 1.

        Args:
            ones: numbers of parts.
            others: of the parts of another group.
            shared: terms that the groups share, with their products.
            source: the source of both.
        """
        if self._fill_one_form(ones, others):
            return 0.0
        if self._agree(ones, others, source):
            return 1.0
        return 0.0 if self._is_form(shared, source) else ONE_SOURCE

    def _is_form(self, shared: Sequence[tuple[int, int]], source: str) -> bool:
        """Whether two groups share hardly more than the terms that their source uses all the time."""
        usage = self._memory.frequencies.usages.get(source)
        if usage is None or usage.articles < WELL_KNOWN:
            return False
        usual, term = self._usual(source), self._memory.vocabulary.term
        own = topics((term(number), product) for number, product in shared if number not in usual)
        return breadth(own) < NARROW

    def _fill_one_form(self, ones: Sequence[int], others: Sequence[int]) -> bool:
        """Whether at least half of the pairs of parts are one form about two subjects."""
        filled = sum([self._differ_in_subject(one, other) for one in ones for other in others])
        return 2 * filled >= len(ones) * len(others)

    def _differ_in_subject(self, one: int, other: int) -> bool:
        """Whether all that two parts do not share is the heaviest topic of each, which is no number."""
        first, second = ([*self._memory.parts[number].vector.terms.tolist()] for number in (one, other))
        term, shared = self._memory.vocabulary.term, {*first}.intersection(second)
        if first[0] in shared or second[0] in shared:
            return False
        subjects = [topics((term(each), 1) for each in terms if each not in shared) for terms in (first, second)]
        return all(len(subject) == 1 and not any(map(str.isdecimal, "".join(subject))) for subject in subjects)

    def _usual(self, source: str) -> set[int]:
        """Terms that a source uses all the time; cached."""
        if source not in self._usuals:
            self._usuals[source] = self._memory.frequencies.usual(source)
        return self._usuals[source]

    def _agree(self, ones: Sequence[int], others: Sequence[int], source: str) -> bool:
        """Whether at least half of the pairs of parts share enough besides the usual terms of their source."""
        usual = self._usual(source)
        agreeing = sum([self._agree_alone(one, other, usual) for one in ones for other in others])
        return 2 * agreeing >= len(ones) * len(others)

    def _agree_alone(self, one: int, other: int, usual: set[int]) -> bool:
        part, second, vocabulary = self._memory.parts[one], self._memory.parts[other], self._memory.vocabulary
        shared = {*part.vector.terms.tolist()}.intersection(second.vector.terms.tolist()) - usual
        own = topics((vocabulary.term(number), 1) for number in shared)
        if gap(part.group, second.group) <= SAME_DAY:
            return len(own) >= AGREEING
        return fsum(map(vocabulary.information, own)) >= AGREEING_LATER

"""Prior of a merge by the sources of both groups: personal sites rarely report a story, lists never follow one up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import product

from briefing.threads.clustering.merging import Check
from briefing.threads.clustering.one_source import SAME_DAY
from briefing.threads.clustering.similarity import gap
from briefing.threads.clustering.state import Part
from briefing.threads.source_profiles import SourceProfiles

PERSONAL = 0.5
"""Factor on the quotient of two groups, one of which is from personal sites only."""
SERIES = 0.35
"""The same if both are from one personal site: its articles on one subject are mostly a series."""

KINDS = {
    "advert": 0.0,
    "horoscope": 0.0,
    "page": 0.0,
    "quiz": 0.0,
    "fact-check": 0.5,
    "gallery": 0.5,
    "list": 0.5,
    "podcast": 0.5,
}
"""Factor on the quotient of an article of a kind and a thread; 1 for other kinds."""


class SourcePrior:
    """Factors on the quotient of two groups by their sources."""

    def __init__(self, profiles: SourceProfiles, parts: Mapping[int, Part], headline: Callable[[str], str]) -> None:
        """Take the profiles of the sources, all parts by number, and a function that returns an article's headline."""
        self._profiles = profiles
        self._parts = parts
        self._headline = headline

    def check(self, otherwise: Check) -> Check:
        """`otherwise`, times the prior."""

        def factor(ones: Sequence[int], others: Sequence[int], source: str) -> float:
            if source in self._profiles.lists and not self._are_one_entry(ones, others):
                return 0.0
            return otherwise(ones, others, source) * self.factor(self._sources(ones), self._sources(others))

        return factor if self._profiles.personal or self._profiles.lists else otherwise

    def factor(self, ones: Collection[str], others: Collection[str]) -> float:
        """Factor from 0 to 1 for two groups, by the sources of their parts; a part of several has an empty key."""
        personal = self._profiles.personal
        if len({*ones, *others}) == 1 and personal.issuperset(ones):
            return SERIES
        return PERSONAL if personal.issuperset(ones) or personal.issuperset(others) else 1.0

    def _sources(self, numbers: Sequence[int]) -> set[str]:
        return {self._parts[number].group.source for number in numbers}

    def _are_one_entry(self, ones: Sequence[int], others: Sequence[int]) -> bool:
        """Whether two groups of a list have parts of one day under one headline."""
        pairs = product([self._parts[number] for number in ones], [self._parts[number] for number in others])
        return any(
            gap(one.group, other.group) <= SAME_DAY and not self._headlines(one).isdisjoint(self._headlines(other))
            for one, other in pairs
        )

    def _headlines(self, part: Part) -> set[str]:
        return {self._headline(id_).casefold() for id_ in part.articles}

"""Prior of a merge by the sources of both groups: what a personal site writes rarely reports a story of others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from briefing.threads.clustering.merging import Check
from briefing.threads.clustering.state import Part

PERSONAL = 0.5
"""Factor on the quotient of two groups of different sources, one of which is from personal sites only."""

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
    """Factors on the quotient of two groups by the keys of their sources."""

    def __init__(self, personal: Collection[str], parts: Mapping[int, Part]) -> None:
        """Take the keys of the personal sources, and all parts by number."""
        self._personal = frozenset(personal)
        self._parts = parts

    def check(self, otherwise: Check) -> Check:
        """`otherwise`, times the prior."""

        def factor(ones: Sequence[int], others: Sequence[int], source: str) -> float:
            return otherwise(ones, others, source) * self.factor(self._sources(ones), self._sources(others))

        return factor if self._personal else otherwise

    def factor(self, ones: Collection[str], others: Collection[str]) -> float:
        """Factor from 0 to 1 for two groups, by the sources of their parts; a part of several has an empty key."""
        if len({*ones, *others}) == 1:
            return 1.0
        return PERSONAL if self._personal.issuperset(ones) or self._personal.issuperset(others) else 1.0

    def _sources(self, numbers: Sequence[int]) -> set[str]:
        return {self._parts[number].group.source for number in numbers}

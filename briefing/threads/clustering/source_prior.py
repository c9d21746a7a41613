"""Prior of a merge by the sources of both groups: personal sites rarely report a story, lists never follow one up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

from briefing.threads.clustering.merging import Check
from briefing.threads.clustering.one_source import SAME_DAY
from briefing.threads.clustering.state import Part
from briefing.threads.source_profiles import KnownSources

PERSONAL = 0.5
"""Factor on the quotient of two groups, one of which is from personal sites only."""
SERIES = 0.35
"""The same if both are from one personal site: its articles on one subject are mostly a series."""

LOOKED_AT = 8
"""Maximum number of parts compared per group, and of headlines per part."""
HEADLINES = 4096
"""Headlines that are remembered."""
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

    def __init__(self, profiles: KnownSources, parts: Mapping[int, Part], headline: Callable[[str], str]) -> None:
        """Take the profiles of the sources, all parts by number, and a function that returns an article's headline."""
        self._profiles = profiles
        self._parts = parts
        self._headline = lru_cache(maxsize=HEADLINES)(headline)

    def check(self, otherwise: Check) -> Check:
        """`otherwise`, times the prior; two versions of one entry are not taken for articles of a form or series."""

        def factor(ones: Sequence[int], others: Sequence[int], source: str) -> float:
            is_entry = bool(source) and self._are_one_entry(ones, others)
            if source and not is_entry and self._profiles.is_list(source):
                return 0.0
            by_terms = otherwise(ones, others, "" if is_entry else source)
            return by_terms * self.factor(self._sources(ones), self._sources(others)) if by_terms else 0.0

        return factor

    def factor(self, ones: Collection[str], others: Collection[str]) -> float:
        """Factor from 0 to 1 for two groups, by the sources of their parts; a part of several has an empty key."""
        is_personal = self._profiles.is_personal
        if all(map(is_personal, ones)):
            return SERIES if len({*ones, *others}) == 1 else PERSONAL
        return PERSONAL if all(map(is_personal, others)) else 1.0

    def _sources(self, numbers: Sequence[int]) -> set[str]:
        return {self._parts[number].group.source for number in numbers}

    def _are_one_entry(self, ones: Sequence[int], others: Sequence[int]) -> bool:
        """Whether two groups of a source follow each other within a day and have a headline in common."""
        (begin, end), (begin_of_others, end_of_others) = self._span(ones), self._span(others)
        if max(begin - end_of_others, begin_of_others - end) > SAME_DAY:
            return False
        return not self._headlines(ones).isdisjoint(self._headlines(others))

    def _span(self, numbers: Sequence[int]) -> tuple[float, float]:
        groups = [self._parts[number].group for number in numbers]
        return min(group.begin for group in groups), max(group.end for group in groups)

    def _headlines(self, numbers: Sequence[int]) -> set[str]:
        articles = (id_ for number in numbers[:LOOKED_AT] for id_ in self._parts[number].articles[:LOOKED_AT])
        return {self._headline(id_).casefold() for id_ in articles} - {""}

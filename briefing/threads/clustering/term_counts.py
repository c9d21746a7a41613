"""Term frequencies, overall and by source, with the changes since they were last taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from briefing.threads.clustering.source_terms import USUAL, Usage
from briefing.threads.clustering.term_vectors import Counts, Numbers, Reals, Wholes
from briefing.threads.clustering.term_vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class CountChanges:
    """Changes of the counts."""

    terms: Mapping[str, tuple[int, int]]
    """Terms that are new or have changed counts, as in `ClusterState`; all of them if `recounted`."""
    usages: Mapping[str, Usage]
    """Those of the sources of new articles."""
    recounted: bool
    """Whether `terms` replaces all earlier terms."""


class Frequencies:
    """The vocabulary, and the usage of its terms by source."""

    def __init__(self, vocabulary: Vocabulary, usages: Mapping[str, Usage]) -> None:
        """Resume from stored counts."""
        self.vocabulary = vocabulary
        self.usages = {source: usage.copy() for source, usage in usages.items()}
        self._counted = np.zeros(0, np.bool_)
        """Whether a term was counted since the changes were last taken."""
        self._used: set[str] = set()
        self._recounted = False

    def add(self, counts: Counts, sources: Sequence[str]) -> Reals:
        """Count the terms of a batch; returns the updated rarity of each in its article.

        Args:
            counts: of the articles' terms.
            sources: of the articles; empty where unknown.
        """
        self.vocabulary.add(counts)
        if len(self._counted) < self.vocabulary.width():
            more = 2 * self.vocabulary.width() - len(self._counted)
            self._counted = np.concatenate((self._counted, np.zeros(more, np.bool_)))
        self._counted[counts.terms] = True
        by_source: dict[str, list[Wholes]] = {}
        for source, (start, end) in zip(sources, pairwise(counts.ends()), strict=True):
            if source:
                by_source.setdefault(source, []).append(counts.terms[start:end])
        for source, terms in by_source.items():
            self.usages.setdefault(source, Usage()).add(len(terms), np.concatenate(terms))
        rarity = self.rarity(counts, sources)
        for source in by_source:
            self.usages[source].prune()
        self._used |= by_source.keys()
        return rarity

    def rarity(self, counts: Counts, sources: Sequence[str]) -> Reals:
        """Rarity of each term of articles in its article, by the current counts."""
        return self.vocabulary.rarity(counts, [self.usages.get(source) for source in sources])

    def usual(self, source: str, share: float = USUAL) -> set[int]:
        """Terms that a source uses all the time: in this share of its articles."""
        usage = self.usages.get(source)
        return usage.usual(share) if usage else set()

    def fade(self, vectors: Iterable[Numbers]) -> None:
        """Halve the term counts when due; then drop terms with a count of zero, except those of `vectors`."""
        if self.vocabulary.fade():
            self._recounted = True
            self.vocabulary.forget([*vectors, *(usage.terms for usage in self.usages.values())])

    def take_changes(self) -> CountChanges:
        """Changes since the last call."""
        changes = CountChanges(
            self.vocabulary.known(None if self._recounted else np.flatnonzero(self._counted).tolist()),
            {source: self.usages[source].copy() for source in sorted(self._used)},
            self._recounted,
        )
        self._counted[:] = False
        self._used, self._recounted = set(), False
        return changes

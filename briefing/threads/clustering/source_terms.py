"""Terms that one source uses all the time: words of its forms and series, which say nothing about the subject.

Frequent terms of a source are counted in little memory, rare ones forgotten (lossy counting, Manku & Motwani 2002).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from briefing.threads.clustering.term_vectors import Numbers, Reals, Wholes

PRIOR = 20.0
"""Articles that the general frequency counts as in a source's own."""
KEPT = 256
"""Terms that are kept of a source once it has more than twice as many."""
USUAL, LEAST_USUAL = 0.02, 4
"""Share of a source's articles, and number of them, from which a term is usual."""
MEMORY = 256
"""Articles above which the counts of a source are halved."""


def _none() -> Numbers:
    return np.zeros(0, np.int32)


@dataclass(slots=True, eq=False)
class Usage:
    """Document counts of a source's terms; small, as there may be thousands of sources."""

    articles: int = 0
    """Articles seen; halved as they age."""
    terms: Numbers = field(default_factory=_none)
    """Their terms, ascending; never changed in place."""
    counts: Numbers = field(default_factory=_none)
    """Number of articles per term, parallel to `terms` and halved as they age; never changed in place."""

    def __bool__(self) -> bool:
        return self.articles > 0

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Usage)
            and self.articles == other.articles
            and np.array_equal(self.terms, other.terms)
            and np.array_equal(self.counts, other.counts)
        )

    __hash__ = None  # type: ignore[assignment]

    def copy(self) -> Usage:
        """A copy that is independent of later changes."""
        return Usage(self.articles, self.terms, self.counts)

    def add(self, articles: int, terms: Wholes) -> None:
        """Count articles with their terms, each term once per article that has it."""
        self.articles += articles
        all_terms, places = np.unique(np.concatenate((self.terms, terms)), return_inverse=True)
        counts = np.bincount(places[len(self.terms) :], minlength=len(all_terms))
        counts[places[: len(self.terms)]] += self.counts
        self.terms, self.counts = all_terms.astype(np.int32), counts.astype(np.int32)

    def prune(self) -> None:
        """Halve the counts above `MEMORY` articles, and drop rare terms."""
        if self.articles > MEMORY:
            self.articles //= 2
            self._keep(self.counts > 1)
            self.counts = self.counts // 2
        if len(self.terms) > 2 * KEPT:
            kept = np.zeros(len(self.terms), np.bool_)
            kept[np.argsort(-self.counts, kind="stable")[:KEPT]] = True
            self._keep(kept)

    def usual(self, share: float = USUAL) -> set[int]:
        """Terms that the source uses all the time: in this share of its articles."""
        return set(self.terms[self.counts >= max(self.articles * share, LEAST_USUAL)].tolist())

    def raise_shares(self, terms: Wholes, shares: Reals) -> None:
        """Raise shares of articles per term, in place, to the share in this source where that is higher."""
        own = shares * PRIOR
        if len(self.terms):
            places = np.minimum(np.searchsorted(self.terms, terms), len(self.terms) - 1)
            own += np.where(self.terms[places] == terms, self.counts[places], 0)
        own /= self.articles + PRIOR
        np.maximum(own, shares, out=shares)

    def _keep(self, which: npt.NDArray[np.bool_]) -> None:
        self.terms, self.counts = self.terms[which], self.counts[which]

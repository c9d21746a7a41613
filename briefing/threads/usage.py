"""What one source always says: the words of its forms and series, which say nothing about the matter.

Frequent terms of a source are counted in little memory, rare ones forgotten (lossy counting, Manku & Motwani 2002).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing.threads.vectors import Reals, Wholes

PRIOR = 20.0
"""Articles that the frequency at large counts for in a source's own."""
KEPT = 256
"""Terms that are kept of a source, when it has twice as many."""
USUAL, LEAST_USUAL = 0.02, 4
"""Share of a source's articles, and number of them, from which a term is one that it uses all the time."""
MEMORY = 256
"""After so many articles the counts of a source are halved."""


@dataclass(slots=True)
class Usage:
    """In how many of a source's articles each of its terms was seen."""

    articles: int = 0
    """Articles seen, old ones fading."""
    counts: dict[int, int] = field(default_factory=dict)
    """Articles by term, old ones fading."""

    def __bool__(self) -> bool:
        return self.articles > 0

    def copy(self) -> Usage:
        """Return the same, to be kept while this one goes on."""
        return Usage(self.articles, dict(self.counts))

    def see(self, terms: Wholes) -> None:
        """Count one article that has these terms, each once."""
        self.articles += 1
        counts = self.counts
        for term in terms.tolist():
            counts[term] = counts.get(term, 0) + 1

    def prune(self) -> None:
        """Let old articles fade, and rare terms be forgotten."""
        if self.articles > MEMORY:
            self.articles //= 2
            self.counts = {term: count // 2 for term, count in self.counts.items() if count > 1}
        if len(self.counts) > 2 * KEPT:
            ranked = sorted(self.counts, key=lambda term: (-self.counts[term], term))[:KEPT]
            self.counts = {term: self.counts[term] for term in ranked}

    def usual(self) -> set[int]:
        """Return the terms that the source uses all the time."""
        least = max(self.articles * USUAL, LEAST_USUAL)
        return {term for term, count in self.counts.items() if count >= least}

    def raise_shares(self, terms: Wholes, shares: Reals) -> None:
        """Raise, in place, the share of articles that have each term to that of this source where it is higher."""
        counts: Mapping[int, int] = self.counts
        mine = [counts.get(term, 0) for term in terms.tolist()]
        own = (shares * PRIOR + mine) / (self.articles + PRIOR)
        shares[own > shares] = own[own > shares]

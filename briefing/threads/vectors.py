"""An article as one sparse unit vector: what it is about, weighted by how rare that is.

Two spaces lie side by side in one vector, words (headline and body) and names, each normalised on its own, so that one
dot product gives the weighted sum of their two cosines. What is rare is learnt from the articles seen so far
(`Rarity`). Comparing vectors is left to `clusters`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from briefing.model import Terms

NAME_SHARE = 0.35
"""Share of the names' cosine in the whole."""
TITLE_WEIGHT = 1.0
"""Occurrences in the body that one in the headline counts for, on top."""
TERMS = 60
"""Heaviest terms of an article that are kept; the rest adds cost and noise."""
NAME = "@"
"""Prefix that keeps a name apart from the word that is written the same."""

Vector = dict[str, float]


@dataclass(slots=True)
class Rarity:
    """In how many articles each term was seen."""

    articles: int = 0
    """Articles seen."""
    counts: dict[str, int] = field(default_factory=dict)
    """Articles by term."""

    def see(self, terms: Iterable[str]) -> None:
        """Count one article that has these terms."""
        self.articles += 1
        for term in terms:
            self.counts[term] = self.counts.get(term, 0) + 1

    def weight(self, term: str) -> float:
        """Return the inverse document frequency of a term, smoothed; always positive."""
        return math.log1p((self.articles + 1) / (self.counts.get(term, 0) + 0.5))


def count_terms(terms: Terms) -> tuple[dict[str, float], dict[str, float]]:
    """Return the counts of an article's words (headline and body) and of its names."""
    counts: dict[str, float] = {word: float(number) for word, number in terms.body.items()}
    for word, number in terms.title.items():
        counts[word] = counts.get(word, 0.0) + number * TITLE_WEIGHT
    return counts, {NAME + name: float(number) for name, number in terms.names.items()}


def make_vector(words: Mapping[str, float], names: Mapping[str, float], rarity: Rarity) -> Vector:
    """Return the unit vector of counts; empty if there are none."""
    parts = ((_unit(words, rarity), 1.0 - NAME_SHARE), (_unit(names, rarity), NAME_SHARE))
    share = sum(part_share for part, part_share in parts if part)
    return {term: weight * math.sqrt(part_share / share) for part, part_share in parts for term, weight in part.items()}


def _unit(counts: Mapping[str, float], rarity: Rarity) -> Vector:
    weights = {term: (1.0 + math.log(number)) * rarity.weight(term) for term, number in counts.items() if number > 0}
    if len(weights) > TERMS:
        weights = dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:TERMS])
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}

"""Coverage model of one article: the weight that each sentence would add to the lines taken so far.

News leads with the main facts, so a concept (a stem or a stem bigram: Gillick & Favre 2009) weighs more the nearer to
the top it occurs; terms of the headline that no line has yet weigh extra.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import TypeAlias

from briefing.summary.candidates import Candidate
from briefing.summary.redundancy import repeats
from briefing.summary.references import introduce, is_introduced
from briefing.text.novelty import SeenTerms

# Chosen on the 50 articles of ../shared/eval's `summaries`, in the middle of a plateau: halvings of 1.5 to 2.5,
# floors of 0.03 to 0.15 and factors for unintroduced names of 0.3 to 1 all stay above the lead in R1 and R2
# (docs/summaries.md). Those articles have no headlines: headline weights were chosen by reading summaries of 4 to 6.
HALVING = 2.0
"""Number of sentences after which the weight of a concept is halved."""
FLOOR = 0.05
"""Minimum weight per occurrence, however far down, so that repetition counts."""
LEAST_WORDS = 6
"""Minimum word count used for the density of shorter sentences."""
UNINTRODUCED = 0.5
"""Factor on the preference of a sentence with names or things that no line before it introduces."""
ADDRESSING = 0.5
"""Factor on the density of a sentence in which the writer talks about himself or to the reader, unless most do."""
HEADLINE = 5.0
"""Weight of a headline term in a sentence as long as no line has it."""
HEADLINE_HALVING = 100.0
"""Number of sentences after which that weight is halved."""
HEADLINE_WORDS = 12
"""As `LEAST_WORDS`, for headline terms: labels and calls to the reader repeat them too."""

Concept: TypeAlias = str | tuple[str, str]


class Coverage:
    """Concepts that the lines so far cover, and the gain of each further sentence."""

    def __init__(self, candidates: Sequence[Candidate], lead: int, headline: Collection[str] = ()) -> None:
        """Weigh the concepts of `candidates`, ignoring those before `lead`; linear in their length."""
        self.candidates = candidates
        self._concepts = [_concepts(candidate) for candidate in candidates]
        self._weights: dict[Concept, float] = {}
        self._headline, self._has_headline = set(headline), bool(headline)
        self._introduced: dict[str, int] = {}
        self._waiting: dict[str, list[int]] = {}
        self._covered = SeenTerms()
        self._texts: set[str] = set()
        self._is_report = is_report(candidates)
        for index, (candidate, concepts) in enumerate(zip(candidates, self._concepts, strict=True)):
            known = candidate.standing in (
                "whole",
                "leaning",
            )  # half quotations and captions run together are less newsworthy
            place = candidate.position - candidates[lead].position
            worth = FLOOR + 0.5 ** (place / HALVING) if known and place >= 0 else 0.0
            for concept in concepts:
                self._weights[concept] = self._weights.get(concept, 0.0) + worth
            for name in candidate.references.presupposed:
                self._waiting.setdefault(name, []).append(index)

    def density(self, index: int) -> float:
        """Weight that sentence `index` would add, per word, reduced for `ADDRESSING`."""
        candidate = self.candidates[index]
        added = sum(map(self._weights.__getitem__, self._concepts[index]))
        fade: float = 0.5 ** (candidate.position / HEADLINE_HALVING)
        headline = HEADLINE * fade * len(self._headline.intersection(candidate.terms))
        density = added / max(LEAST_WORDS, candidate.words) + headline / max(HEADLINE_WORDS, candidate.words)
        return ADDRESSING * density if self._is_report and candidate.addresses else density

    def preference(self, index: int, density: float | None = None) -> float:
        """Density of sentence `index`, reduced if it refers to persons or things not yet introduced."""
        density = self.density(index) if density is None else density
        known = is_introduced(self.candidates[index].references, index, self._introduced)
        return density if known else UNINTRODUCED * density

    def has_stranger(self, index: int) -> bool:
        """Whether sentence `index` has part of a person's name that neither headline nor earlier lines have in full.

        Unknown, so false, for texts without a headline.
        """
        presumes = self.candidates[index].references.presumes
        return self._has_headline and any(self._introduced.get(name, index) >= index for name in presumes)

    def is_covered(self, index: int) -> bool:
        """Whether sentence `index` repeats the lines so far."""
        candidate = self.candidates[index]
        return candidate.text in self._texts or repeats(frozenset(candidate.terms), self._covered)

    def cover(self, index: int) -> tuple[float, list[int]]:
        """Mark the concepts of `index` as covered.

        Returns:
            The weight that was added, without that of the headline; and the sentences whose preference may have grown,
            because this one introduces a person or thing of theirs: over all calls at most one per name.
        """
        added = 0.0
        for concept in self._concepts[index]:
            added += self._weights[concept]
            self._weights[concept] = 0.0
        candidate = self.candidates[index]
        self._covered.add(frozenset(candidate.terms))
        self._texts.add(candidate.text)
        self._headline.difference_update(candidate.terms)
        introduce(candidate.references, candidate.terms, index, self._introduced)
        names = (*sorted(candidate.references.introduces), *candidate.terms)
        return added, [waiting for name in names for waiting in self._waiting.pop(name, ())]


def is_report(candidates: Sequence[Candidate]) -> bool:
    """Whether most sentences of an article are not about its writer or its reader, as in a diary or instructions."""
    return 2 * sum(candidate.addresses for candidate in candidates) < len(candidates)


def _concepts(candidate: Candidate) -> tuple[Concept, ...]:
    """Distinct concepts in text order, so that floating-point sums are reproducible."""
    terms = candidate.terms
    return tuple(dict.fromkeys((*terms, *pairwise(terms))))

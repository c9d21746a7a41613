"""Maximal marginal relevance (Carbonell & Goldstein 1998): worth of a sentence against similarity to the lines so far.

A line is never similar to another by its vector, and never repeats earlier lines (`repeats`). Coverage of headline
terms is a second measure of worth, which falls as lines cover them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate, dependent
from briefing.summary.redundancy import repeats
from briefing.summary.references import introduce, is_introduced
from briefing.summary.vectors import Bools, Floats
from briefing.text.novelty import SeenTerms

# Chosen on the 5 threads of ../shared/eval's `threads_long`; relevance of 0.6 to 0.8, likeness of 0.3 to 0.5 and a
# factor on headlines of 0 to 2 all stay above round-robin leads in R1 and R2.
RELEVANCE = 0.75
"""Weight of worth against novelty."""
SAME_FACT = 0.4
"""Cosine from which two sentences are taken to state the same fact."""


def pick_lines(
    candidates: Sequence[Candidate],
    worth: Floats,
    similar: Floats,
    open_: Bools,
    budget: Budget,
    headlines: Mapping[str, float],
) -> list[int]:
    """Indices of the lines, in the order they were picked, until the budget is spent or nothing adds to them.

    Args:
        candidates: in reading order.
        worth: of each candidate, from 0 to 1.
        similar: cosine of every two candidates.
        open_: which may be picked now; the others only after the sentence they depend on. Changed in place.
        budget: maximum length.
        headlines: weight of each headline term; weights add up to 1.
    """
    chosen: list[int] = []
    unintroduced: list[int] = []
    introduced: dict[str, int] = {}
    terms = [frozenset(candidate.terms) for candidate in candidates]
    uncovered, covered = _OpenHeadlineTerms(terms, headlines), SeenTerms()
    used = 0
    nearest = np.zeros(len(candidates))
    while open_.any():
        value = RELEVANCE * worth - (1.0 - RELEVANCE) * nearest + uncovered.worth
        best = int(np.where(open_, value, -np.inf).argmax())
        open_[best] = False
        if nearest[best] >= SAME_FACT or repeats(terms[best], covered):
            continue
        if not is_introduced(candidates[best].references, best, introduced):
            unintroduced.append(best)
            continue
        chosen.append(best)
        introduce(candidates[best].references, candidates[best].terms, best, introduced)
        open_[unintroduced] = True  # persons introduced by this line may be named in the next
        unintroduced.clear()
        covered.add(terms[best])
        uncovered.cover(terms[best])
        used += candidates[best].words
        open_[dependent(candidates, best)] = True
        too_long = [
            row for row in np.flatnonzero(open_).tolist() if not budget.allows(len(chosen), used, candidates[row].words)
        ]
        open_[too_long] = False
        nearest = np.maximum(nearest, similar[best])
    return chosen


class _OpenHeadlineTerms:
    """Headline terms that no line covers yet."""

    def __init__(self, terms: Sequence[frozenset[str]], headlines: Mapping[str, float]) -> None:
        self._rows: dict[str, list[int]] = {term: [] for term in headlines}
        self._weights = dict(headlines)
        self.worth: Floats = np.zeros(len(terms))
        """Weight of the open headline terms in each candidate."""
        for row, candidate_terms in enumerate(terms):
            for term in sorted(candidate_terms & headlines.keys()):
                self._rows[term].append(row)
                self.worth[row] += headlines[term]

    def cover(self, terms: frozenset[str]) -> None:
        """Mark the terms of a line as covered."""
        for term in sorted(terms & self._weights.keys()):
            self.worth[self._rows[term]] -= self._weights.pop(term)

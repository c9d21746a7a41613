"""How much each sentence of one article would add to what its lines tell.

News tells first what matters, so a concept (a stem, or two stems in a row: Gillick & Favre 2009) weighs more the
nearer to the top it stands, and a term of the headline that no line tells yet weighs more.
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
# floors of 0.03 to 0.15 and costs of strangers of 0.3 to 1 all stay above the lead in R1 and R2 (docs/summaries.md).
# Those articles have no headlines: what these weigh was chosen by reading summaries of 4 to 6.
HALVING = 2.0
"""After so many sentences a concept weighs half."""
FLOOR = 0.05
"""What a sentence adds to its concepts however far down it stands, so that what is repeated counts."""
LEAST_WORDS = 6
"""Shorter sentences are weighed as if they had so many words."""
STRANGE = 0.5
"""How much a sentence is preferred that names whom or what no line before it has introduced."""
HEADLINE = 5.0
"""What a term of the headline adds to its sentences as long as no line tells it."""
HEADLINE_HALVING = 100.0
"""After so many sentences it adds half."""
HEADLINE_WORDS = 12
"""As `LEAST_WORDS`: labels and calls to the reader are made of the headline's terms too."""

Concept: TypeAlias = str | tuple[str, str]


class Telling:
    """What has been told, and what each sentence would add."""

    def __init__(self, candidates: Sequence[Candidate], lead: int, headline: Collection[str] = ()) -> None:
        """Weigh the concepts of `candidates`, of which those before `lead` do not count; linear in their length."""
        self.candidates = candidates
        self._concepts = [_concepts(candidate) for candidate in candidates]
        self._weights: dict[Concept, float] = {}
        self._promised = set(headline)
        self._introduced: dict[str, int] = {}
        self._waiting: dict[str, list[int]] = {}
        self._told = SeenTerms()
        for index, (candidate, concepts) in enumerate(zip(candidates, self._concepts, strict=True)):
            known = candidate.standing != "broken"  # half quotations and captions run together tell less of the news
            place = candidate.position - candidates[lead].position
            worth = FLOOR + 0.5 ** (place / HALVING) if known and place >= 0 else 0.0
            for concept in concepts:
                self._weights[concept] = self._weights.get(concept, 0.0) + worth
            for name in candidate.cast.strangers:
                self._waiting.setdefault(name, []).append(index)

    def density(self, index: int) -> float:
        """Return the weight of what sentence `index` would add, per word."""
        candidate = self.candidates[index]
        added = sum(self._weights[concept] for concept in self._concepts[index])
        fade: float = 0.5 ** (candidate.position / HEADLINE_HALVING)
        kept = HEADLINE * fade * len(self._promised.intersection(candidate.terms))
        return added / max(LEAST_WORDS, candidate.words) + kept / max(HEADLINE_WORDS, candidate.words)

    def preference(self, index: int) -> float:
        """Return the density of sentence `index`, less if it takes somebody or something to be known."""
        known = is_introduced(self.candidates[index].cast, index, self._introduced)
        return self.density(index) if known else STRANGE * self.density(index)

    def is_told(self, index: int) -> bool:
        """Whether sentence `index` would repeat what has been told."""
        return repeats(frozenset(self.candidates[index].terms), self._told)

    def tell(self, index: int) -> tuple[float, list[int]]:
        """Count the concepts of `index` as told from now on.

        Returns:
            The weight that was added, the headline's left out; and the sentences that may add more than before, as
            this one introduces somebody in them. Over all calls there are no more of these than strangers.
        """
        added = 0.0
        for concept in self._concepts[index]:
            added += self._weights[concept]
            self._weights[concept] = 0.0
        candidate = self.candidates[index]
        self._told.tell(frozenset(candidate.terms))
        self._promised.difference_update(candidate.terms)
        introduce(candidate.cast, candidate.terms, index, self._introduced)
        names = (*sorted(candidate.cast.introduces), *candidate.terms)
        return added, [waiting for name in names for waiting in self._waiting.pop(name, ())]


def _concepts(candidate: Candidate) -> tuple[Concept, ...]:
    """Return each concept once, in order of the text, so that sums are the same in every run."""
    terms = candidate.terms
    return tuple(dict.fromkeys((*terms, *pairwise(terms))))

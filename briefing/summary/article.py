"""Which sentences sum up one article: budgeted coverage of what its beginning is about.

News tells first what matters, so a concept (a stem, or two stems in a row) weighs more the nearer to the top it
stands. Sentences are taken greedily by the weight of the concepts they add, per word (concepts: Gillick & Favre
2009; greedy choice under a budget: Lin & Bilmes 2010; its lazy form: Minoux 1978). The first sentence leads.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate, eligible

# Chosen on the 50 articles of ../shared/eval's `summaries`, in the middle of a plateau: halvings of 1.5 to 2.5,
# floors of 0.03 to 0.15 and shares of 0.2 to 0.35 all stay above the lead in R1 and R2 (docs/summaries.md).
HALVING = 2.0
"""After so many sentences a concept weighs half."""
FLOOR = 0.05
"""What a sentence adds to its concepts however far down it stands, so that what is repeated counts."""
WORTH = 0.3
"""A further sentence must tell so much per word, as a share of what the lines so far tell per word."""
LEAST_WORDS = 6
"""Shorter sentences are weighed as if they had so many words."""

Concept: TypeAlias = str | tuple[str, str]


def rank_article(candidates: Sequence[Candidate], budget: Budget) -> list[int]:
    """Return the indices of the sentences that sum up one article, in the order they were taken.

    Fewer than `budget` allows are taken where the rest tells little. A sentence that leans on the one before it is
    taken only behind it.
    Time is about linear in the length of the article.
    """
    offered = eligible(candidates)
    if not offered:
        return []
    telling = _Telling(candidates)
    queue = [(-telling.density(i), i) for i in offered[1:]]
    heapq.heapify(queue)
    chosen, used, gained = [offered[0]], candidates[offered[0]].words, telling.tell(offered[0])
    while True:
        behind = chosen[-1] + 1
        if behind < len(candidates) and candidates[behind].standing == "leaning" and candidates[behind].follows:
            heapq.heappush(queue, (-telling.density(behind), behind))
        best = _take(queue, telling, budget, len(chosen), used)
        if best is None or telling.density(best) < WORTH * gained / max(1, used):
            return chosen
        chosen.append(best)
        used += candidates[best].words
        gained += telling.tell(best)


def _take(queue: list[tuple[float, int]], telling: _Telling, budget: Budget, lines: int, used: int) -> int | None:
    """Take the densest sentence that fits off the queue.

    Densities only shrink as more is told, so an entry that is still the densest when weighed anew is the best.
    """
    while queue:
        stale, index = heapq.heappop(queue)
        if not budget.allows(lines, used, telling.candidates[index].words):
            continue
        fresh = -telling.density(index)
        if fresh <= stale:
            return index
        heapq.heappush(queue, (fresh, index))
    return None


class _Telling:
    """What each sentence would add to what has been told."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self._concepts = [_concepts(candidate) for candidate in candidates]
        self._weights: dict[Concept, float] = {}
        for candidate, concepts in zip(candidates, self._concepts, strict=True):
            known = candidate.standing != "broken"  # half quotations and captions run together tell less of the news
            worth = FLOOR + 0.5 ** (candidate.position / HALVING) if known else 0.0
            for concept in concepts:
                self._weights[concept] = self._weights.get(concept, 0.0) + worth

    def density(self, index: int) -> float:
        """Return the weight of what sentence `index` would add, per word."""
        added = sum(self._weights[concept] for concept in self._concepts[index])
        return added / max(LEAST_WORDS, self.candidates[index].words)

    def tell(self, index: int) -> float:
        """Count the concepts of `index` as told from now on; return the weight that was added."""
        added = 0.0
        for concept in self._concepts[index]:
            added += self._weights[concept]
            self._weights[concept] = 0.0
        return added


def _concepts(candidate: Candidate) -> tuple[Concept, ...]:
    """Return each concept once, in order of the text, so that sums are the same in every run."""
    terms = candidate.terms
    return tuple(dict.fromkeys((*terms, *pairwise(terms))))

"""Sentence ranking for one article: budgeted coverage of the concepts of its beginning and its headline.

Sentences are taken greedily by the weight of the concepts they add, per word (concepts: Gillick & Favre 2009; greedy
choice under a budget: Lin & Bilmes 2010; its lazy form: Minoux 1978). The first sentence on the topic leads.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Sequence

from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate, dependent, eligible
from briefing.summary.coverage import Coverage
from briefing.summary.headline import find_lead

WORTH = 0.3
"""Minimum density of a further sentence, as a share of the mean density of the lines so far. On the 50 articles of
../shared/eval's `summaries` shares of 0.2 to 0.35 stay above the lead in R1 and R2 (docs/summaries.md)."""

USED = 0.5
"""Share of the budget up to which sentences of any density are taken, if there are no others."""


def rank_article(
    candidates: Sequence[Candidate], budget: Budget, headline: Collection[str] = (), language: str = "en"
) -> list[int]:
    """Indices of the sentences that summarize one article, in the order they were taken.

    Stops before the budget is spent where the rest adds little. A sentence that depends on the one before it is taken
    only after it. Time is about linear in the length of the article.

    Args:
        candidates: the prose of the article, in order.
        budget: maximum length.
        headline: stems that the lines should cover.
        language: of the article, as an ISO 639-1 code.
    """
    offered = eligible(candidates)
    if not offered:
        return []
    lead, *others = offered[find_lead(candidates, offered, headline, language) :]
    coverage = Coverage(candidates, lead, headline)
    queue = _Queue(coverage, others)
    best: int | None = lead
    chosen: list[int] = []
    used, gained = 0, 0.0
    while best is not None:
        chosen.append(best)
        used += candidates[best].words
        added, known_now = coverage.cover(best)
        gained += added
        queue.renew(known_now)
        queue.offer(dependent(candidates, best))
        best = queue.take(budget, len(chosen), used, WORTH * gained / used)
        if best is None and budget.words is not None and used < USED * budget.words:
            queue.offer_passed_over()
            best = queue.take(budget, len(chosen), used, 0.0)
    return chosen


class _Queue:
    """Priority queue of candidate sentences with lazy updates.

    Densities only shrink as lines are taken, so an entry that still leads after its update is the best. Sentences whose
    density grows must be passed to `renew`.
    """

    def __init__(self, coverage: Coverage, offered: Iterable[int]) -> None:
        self._coverage = coverage
        self._open: set[int] = set()
        self._entries: list[tuple[float, int]] = []
        self._passed_over: dict[int, None] = {}
        self.offer(offered)

    def offer(self, indices: Iterable[int]) -> None:
        """Add sentences to the queue."""
        fresh = [index for index in indices if index not in self._open]
        self._open.update(fresh)
        self.renew(fresh)

    def offer_passed_over(self) -> None:
        """Add the sentences that had too low a density, or a stranger."""
        self.offer([*self._passed_over])
        self._passed_over.clear()

    def renew(self, indices: Iterable[int]) -> None:
        """Update the priority of those of the sentences that are in the queue, or were passed over."""
        for index in indices:
            if index in self._passed_over:
                del self._passed_over[index]
                self._open.add(index)
            if index in self._open:
                heapq.heappush(self._entries, (-self._coverage.preference(index), index))

    def take(self, budget: Budget, lines: int, used: int, least: float) -> int | None:
        """Take the best sentence that fits the budget, repeats no line and has at least the density `least`.

        Unless that is 0, it must name no stranger.
        """
        while self._entries:
            stale, index = heapq.heappop(self._entries)
            if index not in self._open or not budget.allows(lines, used, self._coverage.candidates[index].words):
                continue
            density = self._coverage.density(index)
            fresh = -self._coverage.preference(index, density)
            if fresh <= stale:
                self._open.discard(index)
                if self._coverage.is_covered(index):
                    continue
                if density >= least and (least == 0.0 or not self._coverage.has_stranger(index)):
                    return index
                self._passed_over[index] = None
                continue
            heapq.heappush(self._entries, (fresh, index))
        return None

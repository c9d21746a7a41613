"""Which sentences sum up one article: budgeted coverage of what its beginning and its headline are about.

Sentences are taken greedily by the weight of the concepts they add, per word (concepts: Gillick & Favre 2009; greedy
choice under a budget: Lin & Bilmes 2010; its lazy form: Minoux 1978). The first sentence on the matter leads.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Sequence

from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate, eligible
from briefing.summary.coverage import Telling
from briefing.summary.headline import find_lead

WORTH = 0.3
"""A further sentence must tell so much per word, as a share of what the lines so far tell per word. On the 50 articles
of ../shared/eval's `summaries` shares of 0.2 to 0.35 stay above the lead in R1 and R2 (docs/summaries.md)."""


def rank_article(candidates: Sequence[Candidate], budget: Budget, headline: Collection[str] = ()) -> list[int]:
    """Return the indices of the sentences that sum up one article, in the order they were taken.

    Fewer than `budget` allows are taken where the rest tells little. A sentence that leans on the one before it is
    taken only behind it.
    Time is about linear in the length of the article.

    Args:
        candidates: the prose of the article, in order.
        budget: the room there is.
        headline: stems that the lines should tell.
    """
    offered = eligible(candidates)
    if not offered:
        return []
    lead, *others = offered[find_lead(candidates, offered, headline) :]
    telling = Telling(candidates, lead, headline)
    queue = _Queue(telling, others)
    best: int | None = lead
    chosen: list[int] = []
    used, gained = 0, 0.0
    while best is not None:
        chosen.append(best)
        used += candidates[best].words
        added, known_now = telling.tell(best)
        gained += added
        queue.renew(known_now)
        behind = best + 1
        if behind < len(candidates) and candidates[behind].standing == "leaning" and candidates[behind].follows:
            queue.offer([behind])
        best = queue.take(budget, len(chosen), used, WORTH * gained / used)
    return chosen


class _Queue:
    """Sentences on offer, of which the one preferred is taken.

    Densities shrink as more is told, so an entry that is still preferred when weighed anew is the best. What grows must
    be renewed.
    """

    def __init__(self, telling: Telling, offered: Iterable[int]) -> None:
        self._telling = telling
        self._open: set[int] = set()
        self._entries: list[tuple[float, int]] = []
        self.offer(offered)

    def offer(self, indices: Iterable[int]) -> None:
        """Put more sentences on offer."""
        fresh = [index for index in indices if index not in self._open]
        self._open.update(fresh)
        self.renew(fresh)

    def renew(self, indices: Iterable[int]) -> None:
        """Weigh those of the sentences anew that are on offer."""
        for index in indices:
            if index in self._open:
                heapq.heappush(self._entries, (-self._telling.preference(index), index))

    def take(self, budget: Budget, lines: int, used: int, least: float) -> int | None:
        """Take the best that fits behind `lines` lines of `used` words, repeats none and has the `least` density."""
        while self._entries:
            stale, index = heapq.heappop(self._entries)
            if index not in self._open or not budget.allows(lines, used, self._telling.candidates[index].words):
                continue
            fresh = -self._telling.preference(index)
            if fresh <= stale:
                self._open.discard(index)
                if self._telling.density(index) >= least and not self._telling.is_told(index):
                    return index
                continue
            heapq.heappush(self._entries, (fresh, index))
        return None

"""Weights of the features by which speakers and quotes are chosen.

They are fitted by `scripts/fit_quotes.py`, and the tables say from what and when: speakers by a conditional logit over
the candidates of a quote (McFadden 1974), quotes by a logistic regression.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import repeat

from briefing import wordlists

SPEAKERS, QUOTES = "speaker_weights", "quote_weights"
"""Names of the two tables."""
_KEPT = 10_000
"""Maximum number of sums that are kept."""


class Table(dict[str, float]):
    """Weights by the names of features."""

    def __init__(self, weights: Iterable[tuple[str, float]]) -> None:
        """Keep the latest sums, too: most groups of features recur."""
        super().__init__(weights)
        self._sums: dict[tuple[str, ...], float] = {}

    def score(self, groups: Iterable[tuple[str, ...]]) -> float:
        """Sum of the weights of groups of features; features without a weight count nothing."""
        total, sums = 0.0, self._sums
        for group in groups:
            weight = sums.get(group)
            if weight is None:
                if len(sums) > _KEPT:
                    sums.clear()
                weight = sums[group] = sum(map(self.get, group, repeat(0.0)))
            total += weight
        return total


@cache
def table(name: str) -> Table:
    """The table of a name; the first line of its file is a comment."""
    rows = wordlists.read_list("text", name).rstrip("\n").partition("\n")[2]
    cells = rows.replace("\n", "\t").split("\t")
    return Table(zip(cells[1::2], map(float, cells[::2]), strict=True))


def best(scores: Sequence[float]) -> tuple[int, float, float]:
    """Index of the best of several scores, its margin over the next, and its probability."""
    top, *others = sorted(scores, reverse=True)
    margin = top - others[0] if others else top
    return scores.index(top), margin, 1 / (1 + sum(math.exp(each - top) for each in others))


def probability(total: float) -> float:
    """Logistic function of a score, from 0.01 to 0.99: nothing is beyond doubt."""
    return max(0.01, min(0.99, 1 / (1 + math.exp(-max(-9.0, min(9.0, total))))))

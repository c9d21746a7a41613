"""Which candidates make the summary: scores, redundancy and the budget. Plain values in, indices out.

The score of a sentence is a mix of where it stands (news tells first what matters), of how central it is among
the others (LexRank, Erkan & Radev 2004) and of how near it is to what all articles say (the centroid of Radev et
al. 2004). Picking is greedy by maximal marginal relevance (Carbonell & Goldstein 1998).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate
from briefing.summary.vectors import Floats, Ints, Vectors, centrality, scaled

ARTICLE_POSITION = 1.0
ARTICLE_CENTRALITY = 0.3
ARTICLE_CENTROID = 0.2
THREAD_POSITION = 0.5
THREAD_CENTRALITY = 0.5
THREAD_CENTROID = 0.5
RELEVANCE = 0.8
"""MMR's balance of relevance against novelty."""
SAME_FACT = 0.5
"""Cosine from which two sentences tell the same."""
LEANING = 0.6
"""What is left of the score of a sentence that needs the one before it, which is not there."""
MOST_COMPARED = 400
"""Sentences that are compared with each other; more are first cut to these by position and centroid."""


def rank_article(candidates: Sequence[Candidate], budget: Budget) -> list[int]:
    """Return indices of the sentences that sum up one article, best first."""
    weights = (ARTICLE_POSITION, ARTICLE_CENTRALITY, ARTICLE_CENTROID)
    return _rank(candidates, budget, lambda position: 0.5 ** (position / 4.0), weights)


def rank_thread(candidates: Sequence[Candidate], budget: Budget) -> list[int]:
    """Return indices of the sentences that sum up many articles, best first."""
    weights = (THREAD_POSITION, THREAD_CENTRALITY, THREAD_CENTROID)
    return _rank(candidates, budget, lambda position: 0.5 ** (position / 4.0), weights)


def _rank(
    candidates: Sequence[Candidate],
    budget: Budget,
    prior: Callable[[Floats], Floats],
    weights: tuple[float, float, float],
) -> list[int]:
    usable = [index for index, candidate in enumerate(candidates) if candidate.standing != "broken"]
    if not usable:
        usable = [index for index, candidate in enumerate(candidates)]
    if not usable:
        return []
    vectors = Vectors([candidates[index].terms for index in usable])
    place = prior(np.asarray([candidates[index].position for index in usable], dtype=np.float64))
    centroid = scaled(vectors.project(vectors.total(np.ones(vectors.size))))
    rough = weights[0] * place + (weights[1] + weights[2]) * centroid
    kept: Ints = np.sort(np.argsort(-rough, kind="stable")[:MOST_COMPARED])
    similar = vectors.similarities(kept)
    score = weights[0] * place[kept] + weights[1] * centrality(similar) + weights[2] * centroid[kept]
    chosen = _pick([candidates[usable[int(index)]] for index in kept], scaled(score), similar, budget)
    return [usable[int(kept[index])] for index in chosen]


def _pick(candidates: Sequence[Candidate], score: Floats, similar: Floats, budget: Budget) -> list[int]:
    """Take the best that still fits, again and again."""
    chosen: list[int] = []
    used = 0
    nearest = np.zeros(len(candidates))
    leaning = np.asarray([candidate.standing == "leaning" for candidate in candidates])
    factor = np.where(leaning, LEANING, 1.0)
    open_ = np.ones(len(candidates), dtype=np.bool_)
    while open_.any():
        value = np.where(open_, RELEVANCE * score * factor - (1.0 - RELEVANCE) * nearest, -np.inf)
        best = int(value.argmax())
        open_[best] = False
        if nearest[best] >= SAME_FACT or not budget.allows(len(chosen), used, candidates[best].words):
            continue
        chosen.append(best)
        used += candidates[best].words
        nearest = np.maximum(nearest, similar[best])
        after = best + 1
        if (
            after < len(candidates)
            and candidates[after].follows
            and candidates[after].article == candidates[best].article
            and candidates[after].position == candidates[best].position + 1
        ):
            factor[after] = 1.0
    return chosen

"""Sentence ranking for the articles of one story: central, early, widely carried, and not redundant.

A sentence's worth combines its position in its article, its centrality (LexRank: Erkan & Radev 2004), its similarity
to the centroid (Radev et al. 2004) and the number of independent outlets that carry it. Sentences are selected by
`mmr`, which skips repetitions and prefers headline terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate, eligible
from briefing.summary.main_event import MainEvent
from briefing.summary.mmr import SAME_FACT, Story, pick_lines
from briefing.summary.redundancy import LEAST_TERMS
from briefing.summary.same_fact import Fact
from briefing.summary.vectors import Bools, Floats, Ints, Vectors, centrality, scaled

# Chosen on the 5 threads of ../shared/eval's `threads_long`; halving or doubling the position's weight, or leaving
# out one of the others, stays above round-robin leads in R1 and R2 (docs/summaries.md).
POSITION, CENTRALITY, CENTROID, SUPPORT = 1.0, 0.5, 0.5, 0.5
"""Weights of the four components of a sentence's worth."""
SURELY_SAME = 0.6
"""Cosine from which two sentences state the same fact, whatever their words."""
CUT_OFF = 0.85
"""Factor on a truncated sentence, as another source may have all of it; chosen by reading ten threads."""
OVERTAKEN = 0.6
"""Factor on a sentence that announces what has happened since."""
OLDER = 0.9
"""Factor on a sentence about what came before the main event."""
HALVING = 8.0
"""Number of sentences after which the worth of a position is halved."""
LONGEST_RUN = 3
"""Maximum number of dependent sentences behind one that are offered with it."""
MOST_COMPARED = 400
"""Maximum number of sentences that are compared pairwise: the best by position and centroid."""


def make_vectors(candidates: Sequence[Candidate]) -> Vectors:
    """TF-IDF vectors of the candidates, to be shared by all comparisons."""
    return _vectors(tuple([candidate.terms for candidate in candidates]))


@lru_cache(maxsize=1)  # developments and summary of a thread mostly compare the same sentences
def _vectors(bags: tuple[tuple[str, ...], ...]) -> Vectors:
    return Vectors(bags)


def rank_thread(
    candidates: Sequence[Candidate],
    budget: Budget,
    outlets: Sequence[int],
    vectors: Vectors | None = None,
    headlines: Mapping[str, float] | None = None,
    event: MainEvent | None = None,
) -> list[int]:
    """Indices of the sentences that summarize several articles, in reading order.

    The sentence of the main event comes first, then what belongs to it, best first, then what came before it, oldest
    first.

    Args:
        candidates: the prose of all articles, each article's in order.
        budget: maximum length; it is filled.
        outlets: for each article, the number of its independent outlet.
        vectors: of the candidates, if already made.
        headlines: weight of each stem of the articles' headlines; weights add up to 1.
        event: the main event of the articles.

    Time is linear in the number of sentences, except for the `MOST_COMPARED` that are compared pairwise.
    """
    offered = eligible(candidates)
    if not offered:
        return []
    vectors = vectors or make_vectors(candidates)
    place, centroid = _position_worth(candidates), _centroid_similarity(vectors)
    rough = POSITION * place + (CENTRALITY + CENTROID) * centroid
    best = set(np.asarray(offered)[np.argsort(-rough[offered], kind="stable")[:MOST_COMPARED]].tolist())
    if event:
        best.add(event.index)
    leaning = {behind for index in best for behind in _leaning_on(candidates, index)}
    kept = sorted(best | leaning)
    similar = vectors.similarities(np.asarray(kept, dtype=np.int64))
    offer = [candidates[i] for i in kept]
    worth = weigh_sentences(offer, similar, centroid[kept], outlets)
    story = Story(headlines or {})
    if event:
        before = [row for row, candidate in enumerate(offer) if candidate.article in event.before]
        worth[[i in event.overtaken for i in kept]] *= OVERTAKEN
        worth[before] *= OLDER
        story = Story(story.headlines, kept.index(event.index), frozenset(before))
    open_: Bools = np.asarray([i in best for i in kept], dtype=np.bool_)
    return [kept[i] for i in pick_lines(offer, scaled(worth), similar, open_, budget, story)]


def _leaning_on(candidates: Sequence[Candidate], index: int) -> Iterator[int]:
    """The sentences that follow one and depend on it, or on each other, at most `LONGEST_RUN`."""
    for behind in range(index + 1, min(index + 1 + LONGEST_RUN, len(candidates))):
        if candidates[behind].standing != "leaning":
            return
        yield behind


def weigh_sentences(
    candidates: Sequence[Candidate], similar: Floats, centroid: Floats, outlets: Sequence[int]
) -> Floats:
    """Worth of sentences by position, similarity to the centroid, centrality and number of outlets.

    Args:
        candidates: sentences of several articles.
        similar: cosine of every two of them.
        centroid: similarity of each to the centroid, from 0 to 1.
        outlets: for each article, the number of its independent outlet.
    """
    worth = POSITION * _position_worth(candidates) + CENTROID * centroid + CENTRALITY * centrality(similar)
    worth += SUPPORT * _carried(similar, np.asarray([outlets[candidate.article] for candidate in candidates]))
    worth[[candidate.cut for candidate in candidates]] *= CUT_OFF
    return worth


def count_outlets(
    candidates: Sequence[Candidate],
    chosen: Sequence[int],
    outlets: Sequence[int],
    vectors: Vectors | None = None,
    languages: Sequence[str] = (),
) -> list[int]:
    """For each of the `chosen` candidates, the number of independent outlets with its fact, its own included.

    A sentence has the same fact if its cosine is at least `SAME_FACT`, unless it tells something else of the same
    people (`Fact`) and the cosine is below `SURELY_SAME`. Linear in the sentences for each chosen one.

    Args:
        candidates: the prose of all articles.
        chosen: their indices.
        outlets: for each article, the number of its independent outlet.
        vectors: of the candidates, if already made.
        languages: for each article, its language; empty for any, so that the cosine alone counts.
    """
    if len(set(outlets)) == 1:
        return [1] * len(chosen)
    vectors = vectors or make_vectors(candidates)
    outlet_of = np.asarray([outlets[candidate.article] for candidate in candidates], dtype=np.int64)
    enough = np.asarray([len(set(candidate.terms)) >= LEAST_TERMS for candidate in candidates], dtype=np.bool_)
    counts = []
    for index in chosen:
        cosines = vectors.project(vectors.row(index))
        like = (cosines >= SAME_FACT) & enough & enough[index]
        resembling = np.flatnonzero(like & (cosines < SURELY_SAME)).tolist() if languages else ()
        if resembling:
            fact = Fact(candidates[index], languages[candidates[index].article])
            like[resembling] = [fact.is_told_by(candidates[other]) for other in resembling]
        like[index] = True
        counts.append(len(set(outlet_of[like].tolist())))
    return counts


def _position_worth(candidates: Sequence[Candidate]) -> Floats:
    positions = np.asarray([candidate.position for candidate in candidates], dtype=np.float64)
    return np.asarray(0.5 ** (positions / HALVING), dtype=np.float64)


def _centroid_similarity(vectors: Vectors) -> Floats:
    """Similarity of each row to the sum of all, scaled to 0..1."""
    return scaled(vectors.project(vectors.total(np.ones(vectors.size))))


def _carried(similar: Floats, outlet_of: Ints) -> Floats:
    """Share of the other outlets that carry each row's fact, from 0 to 1."""
    different = set(outlet_of.tolist())
    if len(different) < 2:
        return np.zeros(len(similar))
    carriers = np.zeros(len(similar))
    for outlet in different:
        carriers += (similar[:, outlet_of == outlet] >= SAME_FACT).any(axis=1)
    return (carriers - 1.0) / (len(different) - 1.0)

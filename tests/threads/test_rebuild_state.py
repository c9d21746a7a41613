"""The state of clustering is rebuilt from articles, as after a change of stemmer: parts and threads stay."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from briefing.model import AnnotatedArticle, Terms
from briefing.threads.clustering.clusterer import Clusterer, rebuild_state
from briefing.threads.clustering.open_threads import PART_TERMS
from briefing.threads.clustering.similarity import Group
from briefing.threads.clustering.state import ClusterState, Part
from briefing.threads.clustering.term_vectors import Vector
from briefing.threads.clustering.term_vocabulary import MEMORY
from tests.threads import factories as f

STORIES = sorted(
    (f.arrived(one, f.NOON) for _, one in f.stories(3, 12, 9)),
    key=lambda item: (item.article.when or f.NOON, item.article.id),
)


def clustered(*batches: list[AnnotatedArticle]) -> ClusterState:
    clusterer = Clusterer()
    for batch in batches:
        clusterer.add_all(batch)
    return clusterer.state()


def restemmed(item: AnnotatedArticle) -> AnnotatedArticle:
    terms = item.analysis.terms
    bags = ({f"{stem}x": count for stem, count in bag.items()} for bag in (terms.body, terms.lead))
    body, lead = bags
    return replace(item, analysis=replace(item.analysis, terms=Terms(terms.title, terms.names, body, lead)))


def named(state: ClusterState, vector: Vector) -> dict[str, int]:
    by_number = {number: term for term, (number, _) in state.terms.items()}
    return {
        by_number[number]: weight for number, weight in zip(vector.terms.tolist(), vector.weights.tolist(), strict=True)
    }


def kept(state: ClusterState) -> list[tuple[object, ...]]:
    """Everything in the parts that does not depend on terms."""
    return [
        (part.number, part.born, part.thread_id, part.articles, part.bond, replace(part.group, square=0))
        for part in state.parts
    ]


def test_a_state_of_one_batch_is_rebuilt_as_it_was() -> None:
    state = clustered(STORIES)
    rebuilt = rebuild_state(state, [STORIES])
    assert {term: count for term, (_, count) in rebuilt.terms.items()} == {
        term: count for term, (_, count) in state.terms.items()
    }
    assert (rebuilt.seen, rebuilt.next, rebuilt.newest) == (len(STORIES), state.next, state.newest)
    assert kept(rebuilt) == kept(state)
    for one, other in zip(rebuilt.parts, state.parts, strict=True):
        assert (named(rebuilt, one.vector), one.group.square) == (named(state, other.vector), other.group.square)


def test_parts_keep_all_but_their_terms() -> None:
    state = clustered(STORIES[:50], STORIES[50:])
    rebuilt = rebuild_state(state, [[*map(restemmed, STORIES[:60])], [*map(restemmed, STORIES[60:])]])
    assert kept(rebuilt) == kept(state)
    old_stems = {stem for item in STORIES for stem in item.analysis.terms.body}
    old_stems -= {stem for item in STORIES for stem in item.analysis.terms.title}
    assert rebuilt.terms.keys().isdisjoint(old_stems) and not old_stems.isdisjoint(state.terms)


def test_a_part_without_terms_is_dropped_and_articles_of_no_part_are_counted() -> None:
    state = clustered(STORIES[:20])
    empty = [
        replace(item, analysis=replace(item.analysis, terms=Terms()))
        if item.article.id in state.parts[0].articles
        else item
        for item in STORIES
    ]
    rebuilt = rebuild_state(state, [empty])
    assert [part.number for part in rebuilt.parts] == [part.number for part in state.parts[1:]]
    assert rebuilt.seen == len(STORIES)


def test_counts_fade_as_they_do_in_clustering() -> None:
    batch = STORIES[:1] * 1000
    rebuilt = rebuild_state(clustered(STORIES[:1]), [batch] * 9)
    assert rebuilt.seen <= MEMORY
    assert len(rebuilt.parts) == 1


def test_the_vector_of_a_part_is_cut_to_its_heaviest_terms() -> None:
    made = [f.item(" ".join(f.word(random.Random(100 * n + k)) for k in range(60)), at=f.NOON) for n in range(8)]
    ids = tuple(sorted(item.article.id for item in made))
    part = Part(0, "a", "a", Group(8, 0), Vector(np.zeros(0, np.int32), np.zeros(0, np.int32)), ids)
    (rebuilt,) = rebuild_state(ClusterState((part,), next=1), [made]).parts
    assert len(rebuilt.vector) == PART_TERMS
    assert rebuilt.group.square > rebuilt.vector.square

"""Threads of one saga: events that share persons, bodies and places, and are not one story.

Which threads are one story is decided by merging. Related ones have named things in common: what these say (their
information, in nats, above that of everyday things), and half of what the other shared topics say, weighted by how
alike the threads are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefing.threads.clustering.merge_checks import MergeChecks
from briefing.threads.clustering.open_threads import OpenThreads
from briefing.threads.clustering.shared_topics import forms, is_place, topics
from briefing.threads.clustering.similarity import Group, join, quotient
from briefing.threads.clustering.term_vectors import Vector
from briefing.threads.clustering.term_vocabulary import NAME

LEAST = 6.0
"""Score from which two threads are related."""
OWN_LEAST = 9.0
"""The same for two threads from one source, which are alike anyway."""
EVERYDAY = 2.5
"""Information of a topic that relates nothing, in nats: what a twelfth of all articles have."""
UNNAMED = 0.5
"""Weight of topics that are no names and no places."""
HABIT = 0.1
"""Share of a source's articles from which a term relates none of them: thanks to readers, links to a shop."""
SHARED = 40
"""Shared terms that are examined, heaviest first."""
MOST = 5
"""Maximum number of related threads of a thread."""
_Whole = tuple[Group, tuple[Vector, ...]]


class Relation(NamedTuple):
    """A thread and one of the same saga."""

    thread_id: str
    """The thread."""
    other_id: str
    """The related one."""
    score: float
    """What they have in common, in nats."""


def related_threads(memory: OpenThreads, ids: Iterable[str], enough: float, window: float) -> list[Relation]:
    """Relations of open threads to others, the closest first; up to `MOST` of each thread.

    Args:
        memory: holds all parts; not changed.
        ids: of the threads; those that are not open have no relations.
        enough: quotient from which two threads would be one story.
        window: silence in seconds above which two threads have nothing to do with each other.
    """
    own = [id_ for id_ in dict.fromkeys(ids) if id_ in memory.threads]
    wholes: dict[str, _Whole] = {}
    checks, relations = MergeChecks(memory), list[Relation]()
    for one, others in zip(own, _candidates(memory, own), strict=True):
        scored = []
        for other in others:
            for id_ in (one, other):
                if id_ not in wholes:
                    wholes[id_] = _whole(memory, id_)
            (group, vectors), (second, more) = wholes[one], wholes[other]
            ratio = quotient(group, second, sum(memory.comparer.dots(vectors, more)), window)
            if ratio > 0.0:
                source = group.source if group.source == second.source else ""
                score = _in_common(memory, vectors, more, source) * math.sqrt(min(ratio / enough, 1.0))
                least = OWN_LEAST if source else LEAST
                if score >= least:
                    score *= checks.factor(memory.threads[one], memory.threads[other], source)
                if score >= least:
                    scored.append(Relation(one, other, round(score, 2)))
        relations += sorted(scored, key=lambda each: (-each.score, each.other_id))[:MOST]
    return relations


def _in_common(memory: OpenThreads, ones: Sequence[Vector], others: Sequence[Vector], source: str) -> float:
    """Information of what two threads share above the everyday; 0 for a single topic, or without a name or place.

    Args:
        memory: holds all parts.
        ones: vectors of a thread.
        others: of the other.
        source: the source of both, whose usual terms count nothing; empty if there are several.
    """
    vocabulary, usual = memory.vocabulary, memory.frequencies.usual(source, HABIT)
    common = memory.comparer.common(ones, others, SHARED)
    shared = [(vocabulary.term(number), product) for number, product in common if number not in usual]
    both = topics(shared)
    named = {topic for topic in both if is_place(topic)} | topics(
        [pair for pair in shared if pair[0][0] == NAME]
    ).keys()
    if not named:
        return 0.0
    known = [(topic, vocabulary.information(*forms(topic)) - EVERYDAY) for topic in both]
    scores = [rarity * (1.0 if topic in named else UNNAMED) for topic, rarity in known if rarity > 0.0]
    return sum(scores) if len(scores) > 1 else 0.0


def _whole(memory: OpenThreads, id_: str) -> _Whole:
    """Statistics and vectors of all parts of a thread."""
    first, *others = (memory.parts[number] for number in memory.threads[id_])
    group, vectors = first.group, [first.vector]
    for part in others:
        group = join(group, part.group, sum(memory.comparer.dots(vectors, [part.vector])))
        vectors.append(part.vector)
    return group, tuple(vectors)


def _candidates(memory: OpenThreads, ids: Sequence[str]) -> list[list[str]]:
    """Other threads that share rare terms with each thread."""
    numbers = [(place, number) for place, id_ in enumerate(ids) for number in memory.threads[id_]]
    near = memory.index.near([(number, memory.parts[number].vector) for _, number in numbers]) if numbers else []
    rows: list[dict[str, None]] = [{} for _ in ids]
    for (place, _), others in zip(numbers, near, strict=True):
        rows[place].update(dict.fromkeys(memory.parts[other].thread_id for other in others))
    return [[other for other in row if other != id_] for id_, row in zip(ids, rows, strict=True)]

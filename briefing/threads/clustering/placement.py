"""Assignment of new articles to threads after merging, with explanations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from briefing.model import AnnotatedArticle
from briefing.threads.article_kinds import article_kind
from briefing.threads.clustering.explanations import FOUNDS, ROUND_UP, explain_founder, explain_join
from briefing.threads.clustering.merge_checks import MergeChecks
from briefing.threads.clustering.merging import Merge, Options
from briefing.threads.clustering.open_threads import OpenThreads
from briefing.threads.clustering.similarity import discount, gap, least_quotient, likeness, quotient
from briefing.threads.clustering.source_prior import KINDS, SourcePrior
from briefing.threads.clustering.state import Part

REPEATED = likeness(1.0)
"""Similarity of an article and one that it repeats word for word."""
EXPLAINED = 4
"""Maximum number of parts that an explanation compares an article with."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The thread of an article, and an explanation."""

    thread_id: str
    """The thread it joined or founded."""
    score: float
    """Similarity to the thread when it joined, from 0 to 1; 0 for a founder."""
    reasons: str
    """One line for a reader: shared terms, time between them, similarity."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A new article before its assignment."""

    item: AnnotatedArticle
    """The article with its analysis."""
    part: Part
    """The part it would found."""
    loose: bool
    """Whether it may join a thread but neither found one that others join nor link two."""
    alone: bool = False
    """Whether it joins no thread: similar to several unrelated stories."""


def place(
    memory: OpenThreads,
    arrivals: Sequence[Arrival],
    roots: Mapping[int, int],
    joined: Mapping[int, Merge],
    single_topics: Mapping[int, str],
    foreign: Callable[[int, Sequence[int]], Sequence[str]] = lambda number, others: (),
) -> dict[str, Assignment]:
    """Assignments of arrivals after merging, by article id.

    Args:
        memory: holds all parts as they were before merging.
        arrivals: those that are in `memory`.
        roots: the oldest part of the thread of each part, by number.
        joined: the merge that absorbed each part, by number.
        single_topics: the only thing that a part that stayed alone shares with others, by number.
        foreign: returns the terms that a part shares with others in another language.
    """
    parts, assignments = memory.parts, dict[str, Assignment]()
    joining = list[tuple[Arrival, list[int], Merge | None]]()
    founded = set[int]()
    for arrival in arrivals:
        number, item = arrival.part.number, arrival.item
        if done := joined.get(number):
            joining.append((arrival, _closest(memory, number, done), done))
        elif number in founded:
            joining.append((arrival, [number], None))
        else:
            founded.add(number)
            reasons = explain_founder(item, single_topics.get(number))
            assignments[item.article.id] = Assignment(parts[roots[number]].born, 0.0, reasons)
    shared = memory.shared(
        [arrival.part.vector for arrival, _, _ in joining],
        [[parts[one].vector for one in near] for _, near, _ in joining],
    )
    for (arrival, _, done), terms in zip(joining, shared, strict=True):
        number, item = arrival.part.number, arrival.item
        alike, silence = (done.alike, done.silence) if done else (REPEATED, 0.0)
        group = done.group if done else arrival.part.group
        terms = [*foreign(number, done.members if done else ())] or terms
        reasons = explain_join(item, terms, silence if group.last is not None else None, alike)
        assignments[item.article.id] = Assignment(parts[roots[number]].born, round(alike, 4), reasons)
    return assignments


def _closest(memory: OpenThreads, number: int, done: Merge) -> list[int]:
    """The parts that a new one was merged with, at most `EXPLAINED` of them: the most similar ones."""
    others, known = [other for other in done.members if other != number], memory.products.row(number)
    if len(others) > EXPLAINED:
        others.sort(key=lambda other: (-known.get(other, 0), other))
    return others[:EXPLAINED]


def place_loose(
    memory: OpenThreads, arrival: Arrival, options: Options, checks: MergeChecks, prior: SourcePrior
) -> Assignment:
    """Assignment of a loose article to the most similar thread; the thread is not changed.

    Args:
        memory: after merging.
        arrival: the article.
        options: criteria for merging.
        checks: gives the factor on a quotient by the shared terms.
        prior: gives that by the sources.
    """
    kind_prior = KINDS.get(article_kind(arrival.item.article), 1.0)
    if arrival.alone:
        return Assignment(arrival.part.born, 0.0, ROUND_UP)
    alone, vector = arrival.part.group, arrival.part.vector
    sources = (alone.source,)
    near = [memory.parts[number] for number in memory.index.near([(-1, vector)])[0]]
    products = memory.comparer.dots((vector,), [part.vector for part in near])
    matches = [
        (likeness(ratio * factor * kind_prior * prior.factor(sources, (part.group.source,))), -part.number)
        for part, product in zip(near, products, strict=True)
        for chances in [discount(options.chance, part.group.size)]
        if (ratio := quotient(part.group, alone, product, options.window) / chances) >= least_quotient(options.least)
        and (factor := checks.factor_alone(vector, part.vector))
    ]
    alike, number = max(matches, default=(-1.0, 0))
    if alike < options.least:
        return Assignment(arrival.part.born, 0.0, FOUNDS)
    part = memory.parts[-number]
    silence = gap(alone, part.group) if part.group.last and alone.last else None
    (shared,) = memory.shared([vector], [[part.vector]])
    return Assignment(part.thread_id, round(alike, 4), explain_join(arrival.item, shared, silence, alike))

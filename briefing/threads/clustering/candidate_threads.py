"""Candidate parts to compare with new ones, and detection of round-ups among new articles.

Reads the memory; changes only its cache of dot products.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.threads.clustering.merging import Products
from briefing.threads.clustering.open_threads import OpenThreads
from briefing.threads.clustering.similarity import chance, discount, quotient
from briefing.threads.clustering.state import Part
from briefing.threads.clustering.term_vectors import Vector
from briefing.threads.roundups import lists_names

STORIES = 3
"""Unrelated stories that an article must resemble to count as a round-up."""
CLEARLY = 2.0
"""Factor on the quotient of one story that the article must reach with each of these."""
LISTED = 2
"""Number of stories for an article whose headline lists several names."""
UNLIKE = 0.3
"""Share of the quotient of one story below which two parts are unrelated."""
LISTED_UNLIKE = 0.8
"""The same share for an article whose headline lists several names."""


def candidates(memory: OpenThreads, new: Sequence[int], begin: float, window: float) -> dict[int, dict[int, int]]:
    """Dot products of each new part with the parts that may belong to the same story.

    Args:
        memory: holds all of them.
        new: numbers of the parts.
        begin: quotient from which two parts are compared where there are few stories.
        window: silence in seconds above which they are not.
    """
    parts, rows = memory.parts, dict[int, dict[int, int]]()
    by_chance = chance(len(memory.threads))  # of the stories so far: new ones can only raise what is needed
    vectors = [parts[number].vector for number in new]
    queries = [(number, _mean(parts[number])) for number in new]
    near: list[list[Part]] = []
    for number, others in zip(new, memory.index.near(queries), strict=True):
        first, last = parts[number].group.begin - window, parts[number].group.end + window
        listed = [parts[other] for other in others]
        near.append([part for part in listed if part.group.begin <= last and part.group.end >= first])
    products = memory.comparer.products(vectors, [[part.vector for part in others] for others in near])
    needed: dict[int, float] = {}
    for number, listed, row in zip(new, near, products, strict=True):
        group, kept = parts[number].group, dict[int, int]()
        for part, product in zip(listed, row, strict=True):
            size = part.group.size * group.size
            if size not in needed:
                needed[size] = begin * discount(by_chance, size)
            if product * group.ease * part.group.ease >= needed[size]:  # a gap in time only lowers it
                kept[part.number] = product
        rows[number] = kept
    return rows


def _mean(part: Part) -> Vector:
    """The mean vector of a part, as the index is asked for what is near a single article."""
    size = part.group.size
    return part.vector if size == 1 else Vector(part.vector.terms, part.vector.weights // size)


def count_stories(memory: OpenThreads, products: Products, enough: float, window: float) -> float:
    """Estimated number of stories: earlier threads, and a share of each new part among those similar to it.

    Args:
        memory: holds all parts.
        products: of the compared parts.
        enough: quotient from which two parts belong to one story.
        window: silence in seconds above which they do not.
    """
    parts, stories = memory.parts, float(len(memory.threads))
    for number, row in products.items():
        if not parts[number].thread_id:
            group = parts[number].group
            alike = [other for other in row if quotient(group, parts[other].group, row[other], window) >= enough]
            stories += 1.0 / (1.0 + len(alike))
    return stories


def is_round_up(memory: OpenThreads, part: Part, near: Mapping[int, int], enough: float, title: str) -> bool:
    """Whether a new article resembles several unrelated stories.

    Args:
        memory: holds all parts.
        part: the article.
        near: its candidates with their products.
        enough: quotient from which two parts belong to one story.
        title: its headline.
    """
    ease, parts = part.group.ease, memory.parts
    if len({parts[number].thread_id or parts[number].born for number in near}) < LISTED:
        return False
    listed = lists_names(title)
    least, unlike, clearly = (LISTED, LISTED_UNLIKE, 1.0) if listed else (STORIES, UNLIKE, CLEARLY)
    strong = [number for number in near if near[number] * ease * parts[number].group.ease >= clearly * enough]
    if len(strong) < least:
        return False
    threads: dict[str, Part] = {}
    for number in sorted(strong, key=lambda each: (-near[each], each)):
        other = parts[number]
        threads.setdefault(other.thread_id or other.born, other)
    stories, left = 0, [*threads.values()]
    while stories < least <= stories + len(left):
        stories, (first, *others) = stories + 1, left
        products = memory.comparer.dots((first.vector,), [other.vector for other in others])
        left = [
            other
            for other, product in zip(others, products, strict=True)
            if product * other.group.ease * first.group.ease < unlike * enough
        ]
    return stories >= least

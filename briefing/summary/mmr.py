"""Maximal marginal relevance (Carbonell & Goldstein 1998): worth of a sentence against similarity to the lines so far.

A line is never similar to another by its vector, and never repeats earlier lines (`repeats`). At most one is truncated,
and only if no complete sentence tells the same. Coverage of headline
terms is a second measure of worth, which falls as lines cover them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from briefing.repeated_facts import repeats_fact
from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate, dependent
from briefing.summary.redundancy import has_number, repeats
from briefing.summary.vectors import Bools, Floats
from briefing.text.novelty import SeenTerms

# Chosen on the 5 threads of ../shared/eval's `threads_long`; relevance of 0.6 to 0.8, likeness of 0.3 to 0.5 and a
# factor on headlines of 0 to 2 all stay above round-robin leads in R1 and R2.
RELEVANCE = 0.75
"""Weight of worth against novelty."""
SAME_FACT = 0.4
"""Cosine from which two sentences are taken to state the same fact."""
SAME_NUMBERED = 0.65
"""The same for a sentence with a number that no line has."""


@dataclass(frozen=True, slots=True)
class Story:
    """What is known of the articles as a whole."""

    headlines: Mapping[str, float] = field(default_factory=dict)
    """Weight of each headline term; weights add up to 1."""
    first: int | None = None
    """The candidate to begin with, however long it is; None for the best."""
    before: Collection[int] = ()
    """Candidates that follow all others, in order of time; the others are in the order picked."""


def pick_lines(
    candidates: Sequence[Candidate],
    worth: Floats,
    similar: Floats,
    open_: Bools,
    budget: Budget,
    story: Story,
) -> list[int]:
    """Indices of the lines in reading order, until the budget is spent or nothing adds to them.

    Args:
        candidates: sentences in order of time.
        worth: of each candidate, from 0 to 1.
        similar: cosine of every two candidates.
        open_: which may be picked now; the others only after the sentence they depend on.
        budget: maximum length.
        story: what is known of the whole.
    """
    lines = _Lines(candidates, story.before, budget)
    terms = [frozenset(candidate.terms) for candidate in candidates]
    uncovered, covered = _OpenHeadlineTerms(terms, story.headlines), SeenTerms()
    worths: list[float] = worth.tolist()
    nearest = [0.0] * len(candidates)
    cut = {row for row, candidate in enumerate(candidates) if candidate.cut}
    opened = _without_told_whole(cut, np.flatnonzero(open_).tolist(), similar)

    def value(row: int) -> float:
        return RELEVANCE * worths[row] - (1.0 - RELEVANCE) * nearest[row] + uncovered.worth[row]

    def is_told(row: int) -> bool:
        is_same = nearest[row] >= (SAME_NUMBERED if has_number(terms[row] - covered.words) else SAME_FACT)
        return is_same or repeats(terms[row], covered) or lines.has(row)

    best = story.first
    while True:
        if best is None:
            best = _take(sorted(opened, key=lambda row: (-value(row), row)), opened, is_told, lines.introduce)
        if best is None:
            return lines.in_order()
        lines.add(best)
        opened.discard(best)
        if best in cut:
            opened -= cut  # at most one line stops in the middle
        covered.add(terms[best])
        uncovered.cover(terms[best])
        opened.update(dependent(candidates, best))
        opened = {row for row in opened if lines.allow(row)}
        nearest = list(map(max, nearest, similar[best].tolist()))
        best = None


def _without_told_whole(cut: Collection[int], opened: Iterable[int], similar: Floats) -> set[int]:
    """The opened rows without those truncated ones whose fact a complete one of them tells."""
    rows = set(opened)
    whole = sorted(rows.difference(cut))
    return {row for row in rows if row not in cut or not (similar[row, whole] >= SAME_FACT).any()}


def _take(
    ranked: Iterable[int], opened: set[int], is_told: Callable[[int], bool], is_introduced: Callable[[int], bool]
) -> int | None:
    """The first row that tells something new and presupposes nothing; None without any. Rows told are closed.

    Persons introduced by the line that is taken may be named in the next: rows that presuppose them stay open.
    """
    for row in ranked:
        if is_told(row):
            opened.discard(row)
        elif is_introduced(row):
            return row
    return None


_Place = tuple[bool, int, int]
"""Place of a line: whether it is among those that follow all others, the number of its group, its own number."""


class _Lines:
    """Lines picked so far, with their places in the summary and what they introduce."""

    def __init__(self, candidates: Sequence[Candidate], before: Collection[int], budget: Budget) -> None:
        self._candidates, self._before, self._budget = candidates, before, budget
        self._places: dict[int, _Place] = {}
        self._introduced: dict[str, _Place] = {}
        self._words = 0

    def _place(self, index: int) -> _Place:
        """Place of a candidate: behind the sentence that it depends on, else behind all others of its part."""
        if self._candidates[index].standing == "leaning" and index - 1 in self._places:
            return *self._places[index - 1][:2], index
        is_before = index in self._before
        return is_before, index if is_before else len(self._places), index

    def introduce(self, index: int) -> bool:
        """Whether lines in front of its place introduce all that a candidate presupposes."""
        place = self._place(index)
        names = self._candidates[index].references.presupposed
        return all(self._introduced.get(name, place) < place for name in names)

    def add(self, index: int) -> None:
        """Add a line."""
        candidate, place = self._candidates[index], self._place(index)
        self._places[index] = place
        self._words += candidate.words
        for name in (*candidate.references.introduces, *candidate.terms):
            self._introduced[name] = min(place, self._introduced.get(name, place))

    def has(self, index: int) -> bool:
        """Whether the lines tell the fact of a candidate."""
        text = self._candidates[index].text
        lines = [self._candidates[at].text for at in self._places]
        return bool(text) and (text in lines or repeats_fact(text, lines))

    def allow(self, index: int) -> bool:
        """Whether there is room for another candidate."""
        most = self._budget.before
        if most is not None and index in self._before and sum(place[0] for place in self._places.values()) >= most:
            return False
        return self._budget.allows(len(self._places), self._words, self._candidates[index].words)

    def in_order(self) -> list[int]:
        """All lines in reading order."""
        return sorted(self._places, key=self._places.__getitem__)


class _OpenHeadlineTerms:
    """Headline terms that no line covers yet."""

    def __init__(self, terms: Sequence[frozenset[str]], headlines: Mapping[str, float]) -> None:
        self._rows: dict[str, list[int]] = {term: [] for term in headlines}
        self._weights = dict(headlines)
        self.worth = [0.0] * len(terms)
        """Weight of the open headline terms in each candidate."""
        for row, candidate_terms in enumerate(terms):
            for term in sorted(candidate_terms & headlines.keys()):
                self._rows[term].append(row)
                self.worth[row] += headlines[term]

    def cover(self, terms: frozenset[str]) -> None:
        """Mark the terms of a line as covered."""
        for term in sorted(terms & self._weights.keys()):
            weight = self._weights.pop(term)
            for row in self._rows[term]:
                self.worth[row] -= weight

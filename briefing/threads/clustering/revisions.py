"""Revisions of earlier threads by a batch: merged threads and moved articles."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

from briefing.model import AnnotatedArticle
from briefing.threads.clustering.explanations import KEPT_APART, explain_join
from briefing.threads.clustering.former_threads import FormerIds
from briefing.threads.clustering.merging import Merge
from briefing.threads.clustering.open_threads import OpenThreads
from briefing.threads.clustering.placement import Assignment
from briefing.threads.clustering.state import Part
from briefing.threads.clustering.term_vocabulary import NAME


class Move(NamedTuple):
    """A thread that is merged into another one, or an article that changes threads."""

    id: str
    """Id of the thread or of the article."""
    thread_id: str
    """The thread it belongs to now."""
    reason: str
    """One line for a reader."""


class Changes:
    """Compares the threads of parts before and after a batch."""

    def __init__(
        self,
        before: Mapping[int, Part],
        roots: Mapping[int, int],
        joined: Mapping[int, Merge],
        arrivals: Mapping[int, AnnotatedArticle],
        memory: OpenThreads,
        former: FormerIds,
    ) -> None:
        """Compute the threads after the batch.

        Args:
            before: earlier parts by number; new ones have no thread.
            roots: the oldest part of the thread that each is in after the batch.
            joined: the merge that absorbed each, by number.
            arrivals: the new articles, by the number of the part.
            memory: still with all parts as before.
            former: threads of the articles that are clustered again.
        """
        self._before = before
        self._old = {number: part for number, part in sorted(before.items()) if part.thread_id}
        self._after = {number: before[root].born for number, root in roots.items()}
        self._joined = joined
        self._arrivals: dict[str, list[AnnotatedArticle]] = {}
        for number, item in arrivals.items():
            self._arrivals.setdefault(self._after[number], []).append(item)
        self._memory = memory
        self._former = former
        self._placed: tuple[list[Move], list[Move]] = ([], [])
        """Threads that are merged, and articles that move, by `place`."""
        self._heirs: dict[str, str] = {}
        self._oldest: dict[str, int] = {}
        for number, part in self._old.items():
            self._heirs.setdefault(part.thread_id, self._after[number])
            self._oldest.setdefault(part.thread_id, number)

    def place(self, article_id: str, assigned: Assignment) -> Assignment:
        """Note the thread of an article of no part, and return it; one that it was split from is not taken.

        A former thread without parts goes where the first such article does.
        """
        id_ = self._former.threads.get(article_id)
        if id_ is None:
            return assigned
        if assigned.thread_id in {self._heirs.get(other, other) for other in self._former.apart_from(id_)}:
            assigned = Assignment(self._heirs.get(id_, id_), 0.0, KEPT_APART)
        merged, moved = self._placed
        if id_ not in self._heirs:
            self._heirs[id_] = assigned.thread_id
            if id_ != assigned.thread_id:
                merged.append(Move(id_, assigned.thread_id, assigned.reasons))
        elif self._heirs[id_] != assigned.thread_id:
            moved.append(Move(article_id, assigned.thread_id, assigned.reasons))
        return assigned

    def merged(self) -> tuple[Move, ...]:
        """Threads whose oldest part is in another thread now."""
        heirs = ((id_, self._heirs[id_], number) for id_, number in self._oldest.items())
        of_parts = (Move(id_, heir, self._why(number)) for id_, heir, number in heirs if id_ != heir)
        return (*of_parts, *self._placed[0])

    def moved(self) -> tuple[Move, ...]:
        """Articles that went to another thread than their old thread did."""
        of_parts = (
            Move(article_id, self._after[number], why)
            for number, part in self._old.items()
            if self._heirs[part.thread_id] != self._after[number]
            for why in [self._why(number)]
            for article_id in part.articles
        )
        return (*of_parts, *self._placed[1])

    def _why(self, number: int) -> str:
        """Explanation of a move by the terms that a part shares with those it was merged with.

        Terms are spelled as in the new article with most of them, preferably one of the thread.
        """
        done = self._joined.get(number)
        if done is None:
            return f"separated from {self._heirs[self._old[number].thread_id]} by later articles"
        others = [self._before[member].vector for member in done.members if member != number]
        (ranked,) = self._memory.shared([self._before[number].vector], [others])
        new = self._arrivals.get(self._after[number]) or [*chain.from_iterable(self._arrivals.values())]
        link = max(new, key=lambda item: sum(_has(item, term) for term in ranked))
        return explain_join(link, ranked, done.silence, done.alike)


def _has(item: AnnotatedArticle, term: str) -> bool:
    terms = item.analysis.terms
    return term[len(NAME) :] in terms.names if term.startswith(NAME) else term in terms.body or term in terms.title

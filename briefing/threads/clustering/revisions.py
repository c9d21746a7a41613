"""Revisions of earlier threads by a batch: merged threads and moved articles."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

from briefing.model import AnnotatedArticle
from briefing.threads.clustering.explanations import explain_join
from briefing.threads.clustering.merging import Merge
from briefing.threads.clustering.open_threads import OpenThreads
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
        former: Mapping[str, str] | None = None,
    ) -> None:
        """Compute the threads after the batch.

        Args:
            before: earlier parts by number; new ones have no thread.
            roots: the oldest part of the thread that each is in after the batch.
            joined: the merge that absorbed each, by number.
            arrivals: the new articles, by the number of the part.
            memory: still with all parts as before.
            former: article id -> id of its thread, for articles that are clustered again.
        """
        self._before = before
        self._old = {number: part for number, part in sorted(before.items()) if part.thread_id}
        self._after = {number: before[root].born for number, root in roots.items()}
        self._joined = joined
        self._arrivals: dict[str, list[AnnotatedArticle]] = {}
        for number, item in arrivals.items():
            self._arrivals.setdefault(self._after[number], []).append(item)
        self._memory = memory
        self._former = former or {}
        self._placed: tuple[list[Move], list[Move]] = ([], [])
        """Threads that are merged, and articles that move, by `place`."""
        self._heirs: dict[str, str] = {}
        self._oldest: dict[str, int] = {}
        for number, part in self._old.items():
            self._heirs.setdefault(part.thread_id, self._after[number])
            self._oldest.setdefault(part.thread_id, number)

    def place(self, move: Move) -> None:
        """Note where an article of no part goes; a former thread without parts goes where its first one does."""
        merged, moved = self._placed
        if (thread_id := self._former.get(move.id)) is None:
            return
        if thread_id not in self._heirs:
            self._heirs[thread_id] = move.thread_id
            if thread_id != move.thread_id:
                merged.append(Move(thread_id, move.thread_id, move.reason))
        elif self._heirs[thread_id] != move.thread_id:
            moved.append(move)

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

"""Threads of an earlier version of clustering, whose articles are clustered again under the ids that they had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefing.model import AnnotatedArticle
from briefing.threads.clustering.state import Part


@dataclass(frozen=True, slots=True)
class FormerPart:
    """Articles that were never to be separated by clustering."""

    born: str
    """Id of the thread that they found if they are the oldest part of one."""
    bond: str
    """Parts with the same bond stay in one thread; empty for none."""
    articles: tuple[AnnotatedArticle, ...]
    """The articles."""


@dataclass(frozen=True, slots=True)
class FormerThread:
    """A thread of an earlier version of clustering."""

    id: str
    """Its id, which its oldest article keeps."""
    articles: tuple[AnnotatedArticle, ...] = ()
    """Its articles, each to be clustered on its own; none if `parts` are kept."""
    parts: tuple[FormerPart, ...] = ()
    """Parts that are kept, since the thread was shaped by hand; the first one founds it."""


@dataclass(frozen=True, slots=True)
class FormerIds:
    """Former threads of the articles of a batch; empty for new articles."""

    threads: Mapping[str, str] = field(default_factory=dict)
    """Article id -> id of its thread."""
    founded: Mapping[str, str] = field(default_factory=dict)
    """Article id -> id of the thread that it founds, for the oldest article of each thread."""
    apart: Sequence[tuple[str, str]] = ()
    """Pairs of threads that must not be merged."""

    def apart_from(self, thread_id: str) -> set[str]:
        """Ids of the threads that must not be merged with a thread."""
        return {other for pair in self.apart if thread_id in pair for other in pair} - {thread_id}

    def label(self, parts: Mapping[int, Part]) -> Mapping[int, Part]:
        """Parts by number, those of a single article of the batch with its former thread."""
        if not self.threads:
            return parts
        return {
            number: replace(part, thread_id=self.threads.get(part.articles[0], part.thread_id))
            for number, part in parts.items()
        }

    def numbers(self, parts: Sequence[Part]) -> dict[str, list[int]]:
        """Numbers of these parts by the former thread of their article."""
        numbers: dict[str, list[int]] = {}
        for part in parts:
            if id_ := self.threads.get(part.articles[0]):
                numbers.setdefault(id_, []).append(part.number)
        return numbers

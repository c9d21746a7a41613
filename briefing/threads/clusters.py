"""Online clustering: articles come in batches of any size, join threads or found them, and show threads to be one.

Each new article starts as a thread of its own; then the most alike threads are merged, best first (`merging`). One
article, a refresh and a whole archive go the same way. Threads without news for the window are let go, so that index,
state and cost stay as small as the news of the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefing.config import ThreadsConfig
from briefing.model import AnnotatedArticle, Article
from briefing.threads.ids import free_id
from briefing.threads.likeness import DAY, Group, dot, gap, likeness
from briefing.threads.loose import is_loose
from briefing.threads.merging import Index, Merge, merge
from briefing.threads.rarity import Rarity
from briefing.threads.reasons import explain
from briefing.threads.vectors import features, make_vector, terms_of

DEFAULTS = ThreadsConfig()
"""What holds without configuration."""
FOUNDS = "founds the thread"
"""The reasons of a founder."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where an article belongs, and why."""

    thread_id: str
    """The thread it joined or founded."""
    score: float
    """Likeness to the thread when it joined, from 0 to 1; 0 for a founder."""
    reasons: str
    """One line for a reader: what they share, how far apart they are, the likeness."""
    merged: tuple[tuple[str, str], ...] = ()
    """Old id, new id of threads known before that have been shown to be one; the older thread's id lives on."""


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A new article on its way into a thread."""

    item: AnnotatedArticle
    number: int
    alone: Group
    """The thread it would be by itself; not changed by merging."""
    loose: bool
    """Whether it may join a thread but neither found one that others join nor link two."""


class Clusterer:
    """Assigns articles to threads; deterministic, and within one batch independent of order."""

    def __init__(self, options: ThreadsConfig = DEFAULTS) -> None:
        self._least = options.similarity
        self._window = options.window_days * DAY
        self._rarity = Rarity()
        self._index = Index()
        self._next = 0
        self._newest: float | None = None

    def add(self, item: AnnotatedArticle) -> Assignment:
        """Assign one article; see `add_all`."""
        return self.add_all([item])[0]

    def add_all(self, items: Iterable[AnnotatedArticle]) -> list[Assignment]:
        """Assign a batch of new articles; the assignments are in the order given, but do not depend on it.

        Older threads may turn out to be one; the first assignment of the batch tells all of those (`merged`).
        """
        batch = list(items)
        before = self._next
        arrivals = self._take_in(sorted(batch, key=_founding_order))
        firm = [arrival for arrival in arrivals if not arrival.loose]
        for arrival in firm:
            alone = arrival.alone
            self._index.put(arrival.number, replace(alone, sum=dict(alone.sum)))
        merges = merge(self._index, [arrival.number for arrival in firm], self._least, self._window)
        ended = {done.younger: done for done in merges}
        found = {arrival.item.article.id: self._settle(arrival, ended) for arrival in arrivals}
        moved = tuple((done.ended, self._root(done.younger, ended).id) for done in merges if done.younger < before)
        self._forget(batch)
        told = [found[item.article.id] for item in batch]
        return [replace(told[0], merged=moved), *told[1:]] if moved else told

    def to_state(self) -> dict[str, Any]:
        """Return all that must be remembered, as plain values for JSON."""
        return {
            "version": 1,
            "newest": self._newest,
            "articles": self._rarity.articles,
            "counts": self._rarity.counts,
            "groups": [[g.id, g.size, g.square, g.first, g.last, g.sum] for g in self._index.groups.values()],
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any], options: ThreadsConfig = DEFAULTS) -> Clusterer:
        """Return a clusterer that goes on where the one whose `to_state` gave `state` was."""
        made = cls(options)
        made._newest = state["newest"]
        made._rarity = Rarity(state["articles"], dict(state["counts"]))
        for id_, size, square, first, last, total in state["groups"]:
            made._index.put(made._next, Group(id_, size, dict(total), square, first, last))
            made._next += 1
        return made

    def _take_in(self, items: Sequence[AnnotatedArticle]) -> list[_Arrival]:
        """Count the terms of all new articles, then weigh them."""
        counted = [features(item) for item in items]
        for one in counted:
            self._rarity.see(terms_of(one))
        taken = {group.id for group in self._index.groups.values()}
        arrivals = []
        for item, one in zip(items, counted, strict=True):
            id_ = free_id(item.article.id, taken)
            taken.add(id_)
            vector, time = make_vector(one, self._rarity), _time(item.article)
            loose = not vector or is_loose(item.article)
            alone = Group(id_, 1, vector, dot(vector, vector), time, time)
            arrivals.append(_Arrival(item, self._next, alone, loose))
            self._next += 1
        return arrivals

    def _settle(self, arrival: _Arrival, ended: Mapping[int, Merge]) -> Assignment:
        """Return where an arrival is after the merging."""
        alone, done = arrival.alone, ended.get(arrival.number)
        if arrival.loose:
            return self._settle_loose(arrival)
        if done is None:
            return Assignment(self._index.groups[arrival.number].id, 0.0, FOUNDS)
        thread = self._root(arrival.number, ended)
        others = {term: thread.sum.get(term, 0) - weight for term, weight in alone.sum.items()}
        reasons = explain(arrival.item, alone.sum, others, done.silence if thread.last else None, done.alike)
        return Assignment(thread.id, round(done.alike, 4), reasons)

    def _settle_loose(self, arrival: _Arrival) -> Assignment:
        """Return the thread that a loose article is most like; the thread does not grow by it."""
        alone, groups = arrival.alone, self._index.groups
        near = [
            (self._alike(groups[number], alone), groups[number].id, number) for number in self._index.near(alone.sum)
        ]
        alike, id_, number = max(near, default=(-1.0, "", 0))
        if alike < self._least:
            return Assignment(alone.id, 0.0, FOUNDS)
        thread = groups[number]
        silence = gap(alone, thread) if thread.last and alone.last else None
        return Assignment(id_, round(alike, 4), explain(arrival.item, alone.sum, thread.sum, silence, alike))

    def _alike(self, one: Group, other: Group) -> float:
        return likeness(one, other, dot(one.sum, other.sum), self._window)

    def _root(self, number: int, ended: Mapping[int, Merge]) -> Group:
        while number in ended:
            number = ended[number].older
        return self._index.groups[number]

    def _forget(self, batch: Sequence[AnnotatedArticle]) -> None:
        """Close threads that are older than the window, and let the counts of terms fade."""
        self._rarity.fade()
        times = [time for item in batch if (time := _time(item.article)) is not None]
        newest = max(times, default=None)
        if newest is None or (self._newest is not None and newest < self._newest + DAY / 24):
            return
        self._newest = newest
        self._index.age(newest, self._window)


def _time(article: Article) -> float | None:
    """Return the time that counts, in seconds since 1970: never after the arrival, whatever an article claims."""
    when, fetched = article.when, article.fetched
    if when is None:
        return None
    return min(when, fetched).timestamp() if fetched else when.timestamp()


def _founding_order(item: AnnotatedArticle) -> tuple[bool, float, str]:
    time = _time(item.article)
    return (time is None, time or 0.0, item.article.id)

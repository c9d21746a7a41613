"""Online clustering: articles come in batches of any size, join threads or found them, and correct earlier threads.

Each new article starts alone. The threads that it may change are taken apart into their parts, and all of these are
clustered as if they had come together, best pairs first (`merging`): what was put together on early evidence does not
have to stay so. One article, a refresh and a whole archive go the same way. Threads without news for the window are let
go, so that index, state and cost stay as small as the news of the window.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing.config import ThreadsConfig
from briefing.model import AnnotatedArticle, Article
from briefing.threads.ids import free_id
from briefing.threads.likeness import DAY, Group, dot, gap, join, least_quotient, likeness, quotient, trim
from briefing.threads.loose import is_loose
from briefing.threads.memory import Memory
from briefing.threads.merging import Merge, merge
from briefing.threads.reasons import explain
from briefing.threads.revision import Changes, Moves
from briefing.threads.state import ClusterChanges, ClusterState, Part
from briefing.threads.vectors import features, make_vector, terms_of

DEFAULTS = ThreadsConfig()
"""What holds without configuration."""
FOUNDS = "founds the thread"
"""The reasons of a founder."""
BEGIN = 0.7
"""Share of the quotient at which two groups become one, from which a new article is compared with another or has a
thread looked at anew: the same F1 from 0.3 to 0.85."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where an article belongs, and why."""

    thread_id: str
    """The thread it joined or founded."""
    score: float
    """Likeness to the thread when it joined, from 0 to 1; 0 for a founder."""
    reasons: str
    """One line for a reader: what they share, how far apart they are, the likeness."""


@dataclass(frozen=True, slots=True)
class Clustered:
    """What a batch did."""

    assignments: tuple[Assignment, ...] = ()
    """Of the batch's articles, in the order given."""
    merged: Moves = ()
    """Old thread id, new thread id: all that belongs to the old thread goes to the new one, which answers to both."""
    moved: Moves = ()
    """Article id, thread id of earlier articles that turned out to belong elsewhere; holds after `merged` was done."""


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A new article on its way into a thread."""

    item: AnnotatedArticle
    part: Part
    """The thread it would be by itself."""
    loose: bool
    """Whether it may join a thread but neither found one that others join nor link two."""


class Clusterer:
    """Assigns articles to threads; deterministic, and within one batch independent of order."""

    def __init__(self, options: ThreadsConfig = DEFAULTS, state: ClusterState | None = None) -> None:
        """Begin anew, or go on where the one was whose `state` is given."""
        self._least = options.similarity
        self._begin = BEGIN * least_quotient(options.similarity)
        self._window = options.window_days * DAY
        self._memory = Memory(state or ClusterState())

    def add(self, item: AnnotatedArticle) -> Assignment:
        """Assign one article; see `add_all`."""
        return self.add_all([item]).assignments[0]

    def add_all(self, items: Iterable[AnnotatedArticle]) -> Clustered:
        """Assign a batch of new articles; what comes out does not depend on the order in which they are given.

        Older threads may turn out to be one, or to be two: the oldest articles of a thread keep its id.
        """
        batch = list(items)
        arrivals = self._take_in(sorted(batch, key=_founding_order))
        new = [arrival.part.number for arrival in arrivals if not arrival.loose]
        memory = self._memory
        products = memory.compare(new, self._begin)
        free = {number: memory.parts[number] for number in products}
        groups = {number: part.group for number, part in free.items()}
        merges = merge(groups, products, self._least, self._window, memory.apart)
        roots = self._settle(free, merges)
        changes = Changes(free, roots, merges, [(arrival.item, arrival.part.group.sum) for arrival in arrivals])
        joined = {done.younger: done for done in merges}
        told = {
            arrival.item.article.id: self._place_loose(arrival)
            if arrival.loose
            else self._place(arrival, roots[arrival.part.number], groups, joined.get(arrival.part.number))
            for arrival in arrivals
        }
        times = [time for item in batch if (time := _time(item.article)) is not None]
        memory.close(max(times, default=None), self._window)
        return Clustered(tuple(told[item.article.id] for item in batch), changes.merged(), changes.moved())

    def keep_apart(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Never merge these threads, nor what they are merged into; ids of threads that are closed are passed over."""
        for one, other in pairs:
            self._memory.keep_apart(one, other)

    def part(
        self, ids: Collection[str], staying: Sequence[AnnotatedArticle], made: str, leaving: Sequence[AnnotatedArticle]
    ) -> None:
        """Take articles out of a thread and make one of them, as somebody has decided by hand.

        Args:
            ids: the thread's id and all that it answers to: threads that were joined by hand are clustered apart.
            staying: its other articles.
            made: id of the new thread.
            leaving: the articles of that.
        """
        known = {item.article.id: item for item in (*staying, *leaving)}
        gone = {item.article.id for item in leaving}

        def regroup(wanted: Collection[str]) -> Group | None:
            return self._group([known[id_] for id_ in wanted if id_ in known])

        self._memory.reshape(ids, gone, regroup)
        if group := regroup(sorted(gone)):
            self._memory.found(made, group, gone)

    def join(self, ids: Collection[str], kept: str, members: Sequence[AnnotatedArticle]) -> None:
        """Make one thread of several, as somebody has decided by hand: one part, which is never taken apart.

        Args:
            ids: of the threads; if all of them are closed, nothing is to be done.
            kept: the id that lives on, one of them.
            members: all articles of them.
        """
        numbers = [number for id_ in ids for number in self._memory.threads.get(id_, ())]
        group = self._group(members) if numbers else None
        if group:
            gone = {item.article.id for item in members}
            self._memory.reshape(ids, gone, lambda wanted: None)
            self._memory.found(kept, group, gone, min(numbers))

    def knows(self, thread_id: str) -> bool:
        """Tell whether an open thread has this id, or a part of one would have it by itself."""
        return thread_id in self._memory.ids

    def _group(self, members: Sequence[AnnotatedArticle]) -> Group | None:
        """Return articles taken together, as the terms are weighed now; None if nothing is to be compared by."""
        made: Group | None = None
        for item in members:
            counted, time = features(item.analysis.terms), _time(item.article)
            vector = make_vector(counted, self._memory.rarity.weights(terms_of(counted)))
            if not vector or is_loose(item.article):
                continue
            alone = Group(1, vector, dot(vector, vector), time, time)
            made = join(made, alone, dot(made.sum, vector)) if made else alone
        return trim(made) if made else None

    def state(self) -> ClusterState:
        """Return all that must be remembered."""
        return self._memory.state()

    def take_changes(self) -> ClusterChanges:
        """Return what has changed of the state since the last call, or since the beginning."""
        return self._memory.take_changes()

    def _take_in(self, items: Sequence[AnnotatedArticle]) -> list[_Arrival]:
        """Count the terms of all new articles, then weigh them; those that others can join enter the memory."""
        memory, counted = self._memory, [features(item.analysis.terms) for item in items]
        weights = memory.see([terms_of(one) for one in counted])
        arrivals = []
        for item, one in zip(items, counted, strict=True):
            article, vector = item.article, make_vector(one, weights)
            time, loose = _time(article), not vector or is_loose(article)
            group = Group(1, vector, dot(vector, vector), time, time)
            part = Part(-1 if loose else memory.number(), free_id(article.id, memory.ids), "", group, (article.id,))
            if not loose:
                memory.put(part)
            arrivals.append(_Arrival(item, part, loose))
        return arrivals

    def _settle(self, free: Mapping[int, Part], merges: Sequence[Merge]) -> dict[int, int]:
        """Make threads of what was merged; the root, which is the oldest part, of each part."""
        roots = {number: number for number in free}
        for done in reversed(merges):
            roots[done.younger] = roots[done.older]
        members: dict[int, list[int]] = {}
        steps: dict[int, list[Merge]] = {}
        for number, root in roots.items():
            members.setdefault(root, []).append(number)
        for done in merges:
            steps.setdefault(roots[done.older], []).append(done)
        for thread_id in {part.thread_id for part in free.values() if part.thread_id}:
            del self._memory.threads[thread_id]
        for root, numbers in members.items():
            self._memory.settle(root, numbers, steps.get(root, ()))
        return roots

    def _place(self, arrival: _Arrival, root: int, groups: Mapping[int, Group], done: Merge | None) -> Assignment:
        """Return where an arrival is after the merging, and why."""
        thread_id = self._memory.parts[root].thread_id
        if done is None:
            return Assignment(thread_id, 0.0, FOUNDS)
        terms, thread = arrival.part.group.sum, groups[root]
        theirs = thread.sum
        others = {term: theirs[term] - weight for term, weight in terms.items() if term in theirs}
        reasons = explain(arrival.item, terms, others, done.silence if thread.last else None, done.alike)
        return Assignment(thread_id, round(done.alike, 4), reasons)

    def _place_loose(self, arrival: _Arrival) -> Assignment:
        """Return the thread that a loose article is most like; the thread does not grow by it."""
        alone, parts = arrival.part.group, self._memory.parts
        near = [(self._alike(parts[number].group, alone), number) for number in self._memory.index.near(-1, alone.sum)]
        alike, number = max(near, default=(-1.0, 0), key=lambda pair: (pair[0], -pair[1]))
        if alike < self._least:
            return Assignment(arrival.part.born, 0.0, FOUNDS)
        part = parts[number]
        silence = gap(alone, part.group) if part.group.last and alone.last else None
        reasons = explain(arrival.item, alone.sum, part.group.sum, silence, alike)
        return Assignment(part.thread_id, round(alike, 4), reasons)

    def _alike(self, one: Group, other: Group) -> float:
        return likeness(quotient(one, other, dot(one.sum, other.sum), self._window))


def _time(article: Article) -> float | None:
    """Return the time that counts, in seconds since 1970: never after the arrival, whatever an article claims."""
    when, fetched = article.when, article.fetched
    if when is None:
        return None
    return min(when, fetched).timestamp() if fetched else when.timestamp()


def _founding_order(item: AnnotatedArticle) -> tuple[bool, float, str]:
    time = _time(item.article)
    return (time is None, time or 0.0, item.article.id)

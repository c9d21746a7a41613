"""Online clustering: articles come in batches of any size, join threads or found them, and correct earlier threads.

Each new article starts alone. The threads that it may change are taken apart into their parts, and all of these are
clustered as if they had come together, best pairs first (`merging`): what was put together on early evidence does not
have to stay so. One article, a refresh and a whole archive go the same way. Threads without news for the window are let
go, so that index, state and cost stay as small as the news of the window.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.config import ThreadsConfig
from briefing.model import AnnotatedArticle, Article
from briefing.threads.clustering.candidate_threads import candidates, compare, is_round_up
from briefing.threads.clustering.merge_checks import Doubts
from briefing.threads.clustering.merging import Merge, Options, Ties, merge
from briefing.threads.clustering.open_threads import Memory
from briefing.threads.clustering.placement import Arrival, Assignment, place, place_loose
from briefing.threads.clustering.revisions import Changes, Moves
from briefing.threads.clustering.similarity import DAY, Group, join, least_quotient
from briefing.threads.clustering.state import ClusterChanges, ClusterState, Part
from briefing.threads.clustering.term_vectors import Vector, add_up, make_vectors
from briefing.threads.clustering.thread_ids import free_id
from briefing.threads.roundups import is_loose

DEFAULTS = ThreadsConfig()
"""What holds without configuration."""
BEGIN = 0.85
"""Share of the quotient at which two groups become one, from which a new article is compared with another or has a
thread looked at anew: the same F1 from 0.3 to 0.85."""


@dataclass(frozen=True, slots=True)
class Clustered:
    """What a batch did."""

    assignments: tuple[Assignment, ...] = ()
    """Of the batch's articles, in the order given."""
    merged: Moves = ()
    """Old thread id, new thread id: all that belongs to the old thread goes to the new one, which answers to both."""
    moved: Moves = ()
    """Article id, thread id of earlier articles that turned out to belong elsewhere; holds after `merged` was done."""


class Clusterer:
    """Assigns articles to threads; deterministic, and within one batch independent of order."""

    def __init__(self, options: ThreadsConfig = DEFAULTS, state: ClusterState | None = None) -> None:
        """Begin anew, or go on where the one was whose `state` is given."""
        self._options = Options(options.similarity, options.window_days * DAY)
        self._enough = least_quotient(options.similarity)
        self._memory = Memory(state or ClusterState())

    def add(self, item: AnnotatedArticle) -> Assignment:
        """Assign one article; see `add_all`."""
        return self.add_all([item]).assignments[0]

    def add_all(self, items: Iterable[AnnotatedArticle]) -> Clustered:
        """Assign a batch of new articles; what comes out does not depend on the order in which they are given.

        Older threads may turn out to be one, or to be two: the oldest articles of a thread keep its id.
        """
        batch = list(items)
        if not batch:
            return Clustered()
        memory = self._memory
        arrivals, near = self._part_loose(self._take_in(sorted(batch, key=_founding_order)))
        products = compare(memory, near)
        free = {number: memory.parts[number] for number in products}
        ties = Ties({number: part.bond for number, part in free.items() if part.bond}, memory.apart)
        groups = {number: part.group for number, part in free.items()}
        doubts = Doubts(memory)
        merges = merge(groups, products, self._options, memory.products.multiply, doubts.worth, ties)
        threads = _threads(free, merges, ties)
        roots = {number: root for root, numbers in threads.items() for number in numbers}
        joined = {done.younger: done for done in merges}
        firm, loose = ([each for each in arrivals if each.loose is wanted] for wanted in (False, True))
        little = {number: thing for number, thing in doubts.too_little.items() if len(threads[roots[number]]) == 1}
        told = place(memory, firm, roots, joined, little)
        changes = Changes(free, roots, joined, {arrival.part.number: arrival.item for arrival in firm}, memory)
        merged, moved = changes.merged(), changes.moved()
        self._settle(free, threads, roots, merges)
        told.update((arrival.item.article.id, place_loose(memory, arrival, self._options, doubts)) for arrival in loose)
        times = [time for item in batch if (time := _time(item.article)) is not None]
        memory.close(max(times, default=None), self._options.window)
        return Clustered(tuple(told[item.article.id] for item in batch), merged, moved)

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

        def regroup(wanted: Collection[str]) -> tuple[Group, Vector] | None:
            return self._group([known[id_] for id_ in wanted if id_ in known])

        apart = self._memory.reshape(ids, gone, regroup)
        if found := regroup(sorted(gone)):
            self._memory.found(made, *found, gone, apart)

    def join(
        self, ids: Collection[str], kept: str, members: Sequence[AnnotatedArticle], *, lasting: bool = True
    ) -> None:
        """Make one thread of several, as somebody has decided by hand: no part of it ever leaves it.

        The parts are not made one: what comes in later is compared with each of the stories that were joined.

        Args:
            ids: of the threads; if all of them are closed, nothing is to be done.
            kept: the id that lives on, one of them.
            members: all articles of them.
            lasting: whether it holds for ever; else later articles may show that it is not one thread.
        """
        memory = self._memory
        numbers = [number for id_ in ids for number in memory.threads.get(id_, ())]
        if not numbers:
            return
        held = {article for number in numbers for article in memory.parts[number].articles}
        closed = [item for item in members if item.article.id not in held]
        made = self._group(closed)
        if made:
            absent = next(id_ for id_ in (kept, *ids, "") if id_ not in memory.threads)
            if absent:
                memory.found(absent, *made, (item.article.id for item in closed))
        memory.bind(ids, kept, lasting=lasting)

    def loosen(self, thread_id: str) -> None:
        """Let later articles show that parts of a thread that was joined by hand belong elsewhere."""
        self._memory.loosen(thread_id)

    def knows(self, thread_id: str) -> bool:
        """Tell whether an open thread has this id, or a part of one would have it by itself."""
        return thread_id in self._memory.ids

    def _group(self, members: Sequence[AnnotatedArticle]) -> tuple[Group, Vector] | None:
        """Return articles taken together, as the terms are weighed now; None if nothing is to be compared by."""
        items = [item for item in members if not is_loose(item.article)]
        made: tuple[Group, Vector] | None = None
        for item, vector in zip(items, self._weigh(items, new=False), strict=True):
            if len(vector):
                time = _time(item.article)
                alone = Group(1, vector.square, time, time, _source(item.article))
                if made:
                    (common,) = self._memory.comparer.dots((made[1],), (vector,))
                    made = join(made[0], alone, common), add_up([[made[1], vector]])[0]
                else:
                    made = alone, vector
        return made

    def _weigh(self, items: Sequence[AnnotatedArticle], *, new: bool = True) -> list[Vector]:
        """Return the vectors of articles; the terms of new ones are counted before they are weighed."""
        known = self._memory.frequencies
        counts = known.vocabulary.count([item.analysis.terms for item in items])
        sources = [_source(item.article) for item in items]
        return make_vectors(counts, known.see(counts, sources) if new else known.rarity(counts, sources))

    def state(self) -> ClusterState:
        """Return all that must be remembered."""
        return self._memory.state()

    def take_changes(self) -> ClusterChanges:
        """Return what has changed of the state since the last call, or since the beginning."""
        return self._memory.take_changes()

    def _take_in(self, items: Sequence[AnnotatedArticle]) -> list[Arrival]:
        """Weigh new articles; those that others can join enter the memory."""
        memory = self._memory
        arrivals = []
        for item, vector in zip(items, self._weigh(items), strict=True):
            article = item.article
            time, loose = _time(article), not len(vector) or is_loose(article)
            group = Group(1, vector.square, time, time, _source(article))
            number, born = -1 if loose else memory.number(), free_id(article.id, memory.ids)
            part = Part(number, born, "", group, vector, (article.id,))
            if not loose:
                memory.put(part)
            arrivals.append(Arrival(item, part, loose))
        return arrivals

    def _part_loose(self, arrivals: Sequence[Arrival]) -> tuple[list[Arrival], dict[int, dict[int, int]]]:
        """Take those out of the memory that prove to be round-ups; what is left, and the candidates of each part."""
        memory, firm = self._memory, [arrival.part.number for arrival in arrivals if not arrival.loose]
        near = candidates(memory, firm, BEGIN * self._enough)
        loose = {
            number
            for each in arrivals
            if (number := each.part.number) in near
            and is_round_up(memory, each.part, near[number], self._enough, each.item.article.title)
        }
        for number in loose:
            memory.let_go(number)
        kept = [replace(each, loose=True, alone=True) if each.part.number in loose else each for each in arrivals]
        return kept, {
            number: {other: product for other, product in row.items() if other not in loose}
            for number, row in near.items()
            if number not in loose
        }

    def _settle(
        self,
        free: Mapping[int, Part],
        threads: Mapping[int, Sequence[int]],
        roots: Mapping[int, int],
        merges: Sequence[Merge],
    ) -> None:
        """Make threads of what was merged."""
        steps: dict[int, list[Merge]] = {}
        for done in merges:
            steps.setdefault(roots[done.older], []).append(done)
        for thread_id in {part.thread_id for part in free.values() if part.thread_id}:
            del self._memory.threads[thread_id]
        self._memory.settle(threads, steps)
        for number, part in free.items():
            if not part.thread_id and number in self._memory.parts:
                self._memory.products.keep(number, self._memory.threads[self._memory.parts[number].thread_id])


def _threads(free: Mapping[int, Part], merges: Sequence[Merge], ties: Ties) -> dict[int, list[int]]:
    """Return the parts that are of one thread now, by the oldest of them."""
    roots = {number: number for number in free}
    for done in reversed(merges):
        roots[done.younger] = roots[done.older]
    members: dict[int, list[int]] = {}
    for number, root in roots.items():
        members.setdefault(ties.head(root), []).append(number)
    return {min(numbers): sorted(numbers) for numbers in members.values()}


def _source(article: Article) -> str:
    """Return what the source of an article is called: the same for all its feeds; empty if it is not known."""
    return article.outlet.casefold() or article.source_id


def _time(article: Article) -> float | None:
    """Return the time that counts, in seconds since 1970: never after the arrival, whatever an article claims."""
    when, fetched = article.when, article.fetched
    if when is None:
        return None
    return min(when, fetched).timestamp() if fetched else when.timestamp()


def _founding_order(item: AnnotatedArticle) -> tuple[bool, float, str]:
    time = _time(item.article)
    return (time is None, time or 0.0, item.article.id)

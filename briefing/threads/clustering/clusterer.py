"""Online clustering: articles arrive in batches of any size, join or found threads, and may revise earlier threads.

Each new article starts as a cluster of its own. The threads that it may change are split into their parts, and all of
these are clustered as if they had arrived together, best pairs first (`merging`), so early decisions can be revised.
One article, a refresh and a whole archive take the same path. Threads without news for the window are closed, so
that the size of index and state and the cost of a batch depend only on the news of the window.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from briefing.config import ThreadsConfig
from briefing.model import AnnotatedArticle, Article
from briefing.threads.clustering.candidate_threads import candidates, count_stories, is_round_up
from briefing.threads.clustering.former_threads import FormerIds, FormerThread
from briefing.threads.clustering.language_bridge import NO_TERMS, KnownTerms, LanguageBridge
from briefing.threads.clustering.merge_checks import MergeChecks
from briefing.threads.clustering.merging import Constraints, Merge, Options, merge
from briefing.threads.clustering.neutral_profiles import join_neutral
from briefing.threads.clustering.open_threads import PARTS, OpenThreads
from briefing.threads.clustering.placement import Arrival, Assignment, place, place_loose
from briefing.threads.clustering.related_threads import Relation, related_threads
from briefing.threads.clustering.repeated_articles import combine, group_repeats
from briefing.threads.clustering.revisions import Changes, Move
from briefing.threads.clustering.similarity import DAY, Group, chance, join, least_quotient
from briefing.threads.clustering.source_prior import SourcePrior
from briefing.threads.clustering.state import ClusterChanges, ClusterState, Part
from briefing.threads.clustering.term_vectors import Vector, add_up, make_vectors
from briefing.threads.clustering.thread_ids import free_id
from briefing.threads.clustering.touched_threads import closest, compare, link_candidates
from briefing.threads.roundups import is_loose
from briefing.threads.source_profiles import UNKNOWN, KnownSources

DEFAULTS = ThreadsConfig()
"""Options without configuration."""
BEGIN = 0.85
"""Share of the needed quotient from which a new article is compared with another or has a thread reclustered: the same
F1 from 0.3 to 0.85."""


@dataclass(frozen=True, slots=True)
class Clustered:
    """Result of a batch."""

    assignments: tuple[Assignment, ...] = ()
    """Of the batch's articles, in the order given."""
    merged: tuple[Move, ...] = ()
    """Threads that are merged into another one, which then has both ids."""
    moved: tuple[Move, ...] = ()
    """Earlier articles that change threads; applies after `merged`."""


class Clusterer:
    """Assigns articles to threads; deterministic, and independent of order within a batch."""

    def __init__(
        self,
        options: ThreadsConfig = DEFAULTS,
        state: ClusterState | None = None,
        profiles: KnownSources = UNKNOWN,
        headline: Callable[[str], str] = str,
    ) -> None:
        """Start empty, or resume from `state`.

        Args:
            options: of threading.
            state: of an earlier clusterer.
            profiles: of the sources.
            headline: returns that of an article by its id.
        """
        self._options = Options(options.similarity, options.window_days * DAY)
        self._enough = least_quotient(options.similarity)
        self._memory = OpenThreads(state or ClusterState())
        self._bridge = LanguageBridge(self._memory)
        self._prior = SourcePrior(profiles, self._memory.parts, headline)
        self._earlier = 0
        """Number of threads of an earlier version that are not open yet."""

    def index(self) -> None:
        """Index the open threads, which the first batch does otherwise: while its articles are being analysed."""
        self._memory.index.settle()
        self._bridge.index()

    def add(self, item: AnnotatedArticle) -> Assignment:
        """Assign one article; see `add_all`."""
        return self.add_all([item]).assignments[0]

    def add_all(self, items: Iterable[AnnotatedArticle], terms: KnownTerms = NO_TERMS) -> Clustered:
        """Assign a batch of new articles; the result does not depend on their order.

        Older threads may be merged or split: the oldest articles of a thread keep its id.
        """
        return self._cluster(list(items), FormerIds(), terms)

    def regroup(self, threads: Sequence[FormerThread], first: int, apart: Sequence[tuple[str, str]] = ()) -> Clustered:
        """Cluster the articles of threads of an earlier version as if they had just arrived together.

        The oldest articles keep the ids of their threads; in the result, these threads merge and articles move.

        Args:
            threads: threads that are not open yet.
            first: lowest number of all parts; numbers below are given to these articles, which are older.
            apart: pairs of threads that must not be merged.
        """
        self.adopt([thread for thread in threads if thread.parts], first)
        self.keep_apart(apart)
        self._earlier -= len(threads)
        dissolved = [thread for thread in threads if thread.articles]
        founders = [min(thread.articles, key=_founder_order).article.id for thread in dissolved]
        former = FormerIds(
            {item.article.id: thread.id for thread in dissolved for item in thread.articles},
            {id_: thread.id for id_, thread in zip(founders, dissolved, strict=True)},
            apart,
        )
        with self._memory.numbering(first - sum(len(thread.parts) for thread in threads) - len(former.threads)):
            return self._cluster([item for thread in threads for item in thread.articles], former)

    def adopt(self, threads: Sequence[FormerThread], first: int) -> None:
        """Open threads of an earlier version as they are; arguments as for `regroup`."""
        with self._memory.numbering(first - sum(len(thread.parts) for thread in threads)):
            for thread in threads:
                made = [(part, self._group(part.articles, new=True)) for part in thread.parts]
                parts = [
                    Part(
                        self._memory.number(),
                        part.born,
                        thread.id,
                        *grouped,
                        tuple(sorted(item.article.id for item in part.articles)),
                        part.bond,
                        self._neutral(part.articles),
                    )
                    for part, grouped in made
                    if grouped
                ]
                self._memory.adopt(thread.id, parts)

    def expect(self, thread_ids: Collection[str]) -> None:
        """Take account of threads that `regroup` is given later: they are stories, and have ids."""
        self._memory.ids.update(thread_ids)
        self._earlier = len(thread_ids)

    def _cluster(self, batch: Sequence[AnnotatedArticle], former: FormerIds, terms: KnownTerms = NO_TERMS) -> Clustered:
        if not batch:
            return Clustered()
        memory = self._memory
        order = sorted(batch, key=lambda item: (item.article.id not in former.founded, _founding_order(item)))
        arrivals, near = self._part_loose(self._take_in(order, former, terms))
        near = link_candidates(memory, self._bridge.add_candidates(near))
        self._bridge.replace_products(near)
        stories = self._earlier + count_stories(memory, near, self._enough, self._options.window)
        options = replace(self._options, chance=chance(stories))
        compared = compare(memory, near, options, self._bridge.multiply, self._bridge.is_one_language)
        members = compared.members
        free = {number: memory.parts[number] for numbers in members.values() for number in numbers}
        constraints = Constraints({number: part.bond for number, part in free.items() if part.bond}, memory.apart)
        checks = MergeChecks(memory, compared.homes)
        check = self._prior.check(self._bridge.check(checks.factor))
        merges = merge(compared, options, self._bridge.multiply, check, constraints)
        threads = _threads(members, merges, constraints)
        roots = {number: root for root, numbers in threads.items() for number in numbers}
        joined = {done.younger: done for done in merges}
        firm = [arrival for arrival in arrivals if not arrival.loose]
        single_topics = {n: topic for n, topic in checks.single_topics.items() if len(threads[roots[n]]) == 1}
        assignments = place(memory, firm, roots, joined, single_topics, self._bridge.shared_terms)
        items = {arrival.part.number: arrival.item for arrival in firm}
        changes = Changes(former.label(free), roots, joined, items, memory, former)
        self._settle(members, threads, roots, merges)
        for arrival in arrivals:
            if arrival.loose:
                id_, assigned = arrival.item.article.id, place_loose(memory, arrival, options, checks, self._prior)
                assignments[id_] = changes.place(id_, assigned)
        in_order = tuple(assignments[item.article.id] for item in batch)
        clustered = Clustered(in_order, changes.merged(), changes.moved())
        memory.close(_latest(batch), self._options.window)
        return clustered

    def keep_apart(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Never merge these threads, nor those they are merged into; ids of closed threads are ignored."""
        for one, other in pairs:
            self._memory.keep_apart(one, other)

    def split(
        self, ids: Collection[str], staying: Sequence[AnnotatedArticle], made: str, leaving: Sequence[AnnotatedArticle]
    ) -> None:
        """Split articles off a thread into a new one, as requested by the user.

        Args:
            ids: the thread's id and its aliases: threads that were joined by hand are clustered separately.
            staying: its other articles.
            made: id of the new thread.
            leaving: the articles of the new thread.
        """
        known = {item.article.id: item for item in (*staying, *leaving)}
        gone = {item.article.id for item in leaving}

        def regroup(article_ids: Collection[str]) -> tuple[Group, Vector] | None:
            return self._group([known[id_] for id_ in article_ids if id_ in known])

        apart = self._memory.reshape(ids, gone, regroup)
        if leaving_group := regroup(sorted(gone)):
            self._memory.add_thread(made, *leaving_group, gone, apart, self._neutral(leaving))

    def join(
        self, ids: Collection[str], kept: str, members: Sequence[AnnotatedArticle], *, lasting: bool = True
    ) -> None:
        """Join several threads, as requested by the user: no part ever leaves the joined thread.

        The parts stay separate: later articles are compared with each of the joined stories.

        Args:
            ids: of the threads; if all of them are closed, nothing is done.
            kept: the id of the joined thread, one of them.
            members: all of their articles.
            lasting: whether the join is permanent; else later articles may split it again.
        """
        memory = self._memory
        numbers = [number for id_ in ids for number in memory.threads.get(id_, ())]
        if not numbers:
            return
        held = {article for number in numbers for article in memory.parts[number].articles}
        closed = [item for item in members if item.article.id not in held]
        if made := self._group(closed):
            absent = next(id_ for id_ in (kept, *ids, "") if id_ not in memory.threads)
            if absent:
                ids_of_closed = [item.article.id for item in closed]
                memory.add_thread(absent, *made, ids_of_closed, neutral=self._neutral(closed))
        memory.bind(ids, kept, lasting=lasting)

    def articles_without_terms(self, languages: Collection[str]) -> list[str]:
        """Articles whose terms `supply_terms` needs before a batch; see `LanguageBridge.articles_without_terms`."""
        return self._bridge.articles_without_terms(languages)

    def supply_terms(self, items: Sequence[AnnotatedArticle]) -> None:
        """Make open threads of one language comparable with articles in another one."""
        self._bridge.supply_terms(items)

    def loosen(self, thread_id: str) -> None:
        """Undo the permanence of a join: later articles may split the thread again."""
        self._memory.loosen(thread_id)

    def has_thread(self, thread_id: str) -> bool:
        """Whether an id belongs to an open thread, or to a part that would found a thread of that id."""
        return thread_id in self._memory.ids

    def related(self, thread_ids: Iterable[str]) -> list[Relation]:
        """Relations of threads to others of the same saga; see `related_threads`."""
        return related_threads(self._memory, thread_ids, self._enough, self._options.window)

    def _group(self, members: Sequence[AnnotatedArticle], *, new: bool = False) -> tuple[Group, Vector] | None:
        """Group and sum vector of articles, with current term weights; None if all are round-ups or have no terms."""
        items = [item for item in members if not is_loose(item.article)]
        made: tuple[Group, Vector] | None = None
        for item, vector in zip(items, self._weigh(items, new=new), strict=True):
            if len(vector):
                time = _time(item.article)
                alone = Group(1, vector.square, time, time, _source(item.article))
                if made:
                    (common,) = self._memory.comparer.dots((made[1],), (vector,))
                    made = join(made[0], alone, common), add_up([[made[1], vector]])[0]
                else:
                    made = alone, vector
        return made

    def _neutral(self, members: Sequence[AnnotatedArticle]) -> str:
        """Terms of articles that are compared with those of other languages."""
        return reduce(join_neutral, self._bridge.read(members), "")

    def _weigh(self, items: Sequence[AnnotatedArticle], *, new: bool = True) -> list[Vector]:
        """Vectors of articles; terms of new articles are counted before they are weighted."""
        known = self._memory.frequencies
        counts = known.vocabulary.count([item.analysis.terms for item in items])
        sources = [_source(item.article) for item in items]
        return make_vectors(counts, known.add(counts, sources) if new else known.rarity(counts, sources))

    def state(self) -> ClusterState:
        """Everything that is kept between batches."""
        return self._memory.state()

    def take_changes(self) -> ClusterChanges:
        """Changes of the state since the last call, or since the beginning."""
        return self._memory.take_changes()

    def _take_in(self, items: Sequence[AnnotatedArticle], former: FormerIds, terms: KnownTerms) -> list[Arrival]:
        """Compute the vectors of new articles; those that other articles can join are put into the memory."""
        memory, articles = self._memory, [item.article for item in items]
        times, sources = [*map(_time, articles)], [*map(_source, articles)]
        vectors, neutrals = self._weigh(items), self._bridge.read(items, terms)
        groups = group_repeats(articles, times, former.threads)
        first = {member: group[0] for group in groups.values() for member in group}
        arrivals = list[Arrival]()
        for index, item in enumerate(items):
            loose = not len(vectors[index]) or is_loose(item.article)
            if not loose and first.get(index, index) != index:
                arrivals.append(replace(arrivals[first[index]], item=item))
                continue
            members = [index] if loose else groups.get(index, [index])
            born = former.founded.get(item.article.id) or free_id(item.article.id, memory.ids)
            combined = combine(members, articles, vectors, times, sources)
            part = Part(-1 if loose else memory.number(), born, "", *combined, neutral=neutrals[index])
            if not loose:
                memory.put(part)
            arrivals.append(Arrival(item, part, loose))
        numbers = former.numbers([arrival.part for arrival in arrivals if not arrival.loose])
        for one, other in former.apart:
            memory.keep_apart(one, other, numbers)
        return arrivals

    def _part_loose(self, arrivals: Sequence[Arrival]) -> tuple[list[Arrival], dict[int, dict[int, int]]]:
        """Remove new round-ups from the memory; returns all arrivals, and the candidates of each part that is left."""
        memory, firm = self._memory, [arrival.part.number for arrival in arrivals if not arrival.loose]
        near = candidates(memory, firm, BEGIN * self._enough, self._options.window)
        loose = {
            number
            for each in arrivals
            if (number := each.part.number) in near
            and is_round_up(memory, each.part, near[number], self._enough, each.item.article.title)
        }
        for number in loose:
            memory.remove(number)
        kept = [replace(each, loose=True, alone=True) if each.part.number in loose else each for each in arrivals]
        return kept, {
            number: {other: product for other, product in row.items() if other not in loose}
            for number, row in near.items()
            if number not in loose
        }

    def _settle(
        self,
        members: Mapping[int, Sequence[int]],
        threads: Mapping[int, Sequence[int]],
        roots: Mapping[int, int],
        merges: Sequence[Merge],
    ) -> None:
        """Update the threads of the memory after merging.

        Args:
            members: numbers of the parts of each group before merging.
            threads: those of each thread after it, by the lowest.
            roots: lowest number by each number.
            merges: in order.
        """
        memory, steps = self._memory, dict[int, list[Merge]]()
        new = [number for number in members if not memory.parts[number].thread_id]
        for done in merges:
            steps.setdefault(roots[done.older], []).append(done)
        whole = {roots[number] for number, numbers in members.items() if len(numbers) > 1}
        full = {root: threads[root] for root in whole if len(threads[root]) > PARTS}
        steps.update(closest(memory, full, self._options.window))
        for thread_id in {part.thread_id for number in members if (part := memory.parts[number]).thread_id}:
            del memory.threads[thread_id]
        memory.settle(threads, steps)
        for number in new:
            if number in memory.parts:
                memory.products.keep(number, memory.threads[memory.parts[number].thread_id])


def _threads(
    members: Mapping[int, Sequence[int]], merges: Sequence[Merge], constraints: Constraints
) -> dict[int, list[int]]:
    """Parts of each thread after merging, by the number of its oldest part."""
    roots = {number: number for number in members}
    for done in reversed(merges):
        roots[done.younger] = roots[done.older]
    threads: dict[int, list[int]] = {}
    for number, root in roots.items():
        threads.setdefault(constraints.head(root), []).extend(members[number])
    return {min(numbers): sorted(numbers) for numbers in threads.values()}


def _source(article: Article) -> str:
    """Key of an article's source, the same for all its feeds; empty if unknown."""
    return article.outlet.casefold() or article.source_id


def _time(article: Article) -> float | None:
    """Effective time in seconds since 1970: publication time, but never after arrival; None if unknown."""
    when, fetched = article.when, article.fetched
    if when is None:
        return None
    return min(when, fetched).timestamp() if fetched else when.timestamp()


def _latest(batch: Sequence[AnnotatedArticle]) -> float | None:
    """Latest time of articles; None if no article has one."""
    times = [time for item in batch if (time := _time(item.article)) is not None]
    return max(times, default=None)


def _founding_order(item: AnnotatedArticle) -> tuple[bool, float, str]:
    time = _time(item.article)
    return (time is None, time or 0.0, item.article.id)


def _founder_order(item: AnnotatedArticle) -> tuple[bool, tuple[bool, float, str]]:
    """Sort key of the articles of a thread: the first one founds it, preferably one that others can join."""
    return is_loose(item.article), _founding_order(item)

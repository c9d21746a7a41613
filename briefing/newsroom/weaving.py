"""The last step of a refresh: pending articles become annotated, join threads, and their threads are made ready."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.config import Config
from briefing.model import Analysis, AnnotatedArticle, Article, Thread
from briefing.newsroom import ranking
from briefing.newsroom.rewatching import rewatch, watched_title
from briefing.newsroom.rules import apply_rules
from briefing.newsroom.searching import as_query
from briefing.newsroom.values import Progress
from briefing.newsroom.watching import is_watched
from briefing.store import Store, articles, clusters, decisions, moments, threads
from briefing.store.rows import Listed
from briefing.store.values import Threading, ThreadRecord

if TYPE_CHECKING:
    from briefing.threads import Clusterer

BATCH = 1000
"""Articles threaded in one transaction: what an interrupted refresh does again at most. A thread is made ready once a
batch, so smaller ones make a first refresh slower; `group_articles` takes as many."""

DOUBTFUL = 50
"""Doubtful quotes kept of a thread at most."""

Members = Sequence[AnnotatedArticle]


@dataclass(frozen=True, slots=True)
class Woven:
    """What threading did."""

    new: int = 0
    """Articles that joined or founded a thread."""
    updated: int = 0
    """Articles that had a thread and have changed."""
    threads: int = 0
    """Threads that were made or made anew."""


class Desk:
    """Does what of threading is heavy on the CPU, here and one after the other; `sharing` does it on all cores."""

    def expect(self, articles: Sequence[Article]) -> None:
        """Hear that these will be annotated soon."""

    def annotate(self, articles: Sequence[Article]) -> list[Analysis]:
        """Return the annotations of articles, in their order."""
        from briefing.text import analyse

        return [analyse(article) for article in articles]

    def make_ready(
        self, ready: Mapping[str, Members], config: Config, arrived: datetime, unfolded: Collection[str]
    ) -> list[ThreadRecord]:
        """Return threads ready to read, in their order; arguments as those of `make_record`."""
        return [make_record(id_, members, config, arrived, unfolded) for id_, members in ready.items()]


def weave(
    store: Store, config: Config, now: datetime, tell: Callable[[Progress], None], desk: Desk | None = None
) -> Woven:
    """Thread all pending articles, oldest first, a batch at a time.

    A batch is written in one transaction: annotations, threads, briefs, what the clusterer must remember, and that
    the articles are not pending any more. As the order is that of publication, a refresh done again after a kill
    gives the threads an undisturbed one gives.
    """
    rewatch(store, config, now)
    new, updated = articles.count_pending(store)
    if not new + updated:
        return Woven()
    clusterer, changed, done, desk = restore(store, config), set[str](), 0, desk or Desk()
    while waiting := articles.pending(store, 2 * BATCH):
        batch = waiting[:BATCH]
        desk.expect([article for article, _ in waiting])
        threading = weave_batch(store, config, clusterer, batch, _arrival(store, now), desk)
        with store.transaction():  # rules are not asked again about what has arrived
            threads.write(store, threading)
            apply_rules(store, config, [article_id for article_id, _ in threading.assigned], now)
        changed |= {record.brief.thread.id for record in threading.records}
        changed -= {old for old, _ in threading.moved}
        done += len(batch)
        tell(Progress("threads", done, new + updated, threading.records[-1].brief.thread.title))
    return Woven(new, updated, len(changed))


def weave_batch(
    store: Store,
    config: Config,
    clusterer: Clusterer,
    batch: Sequence[tuple[Article, str]],
    arrived: datetime,
    desk: Desk,
) -> Threading:
    """Decide where the articles of a batch belong and make their threads ready; nothing is written yet.

    Args:
        store: where the threads' other articles are read from.
        config: how threads are titled and summed up.
        clusterer: grows by the new articles.
        batch: articles, each with its thread's id, empty for a new one.
        arrived: the arrival of the new ones.
        desk: does the heavy parts.
    """
    from briefing.threads import note_additions, sign

    changed = {article.id for article, thread_id in batch if thread_id}
    before = {item.article.id: item for item in articles.members(store, changed)}
    items: dict[str, AnnotatedArticle] = {}
    for (article, thread_id), analysis in zip(batch, desk.annotate([article for article, _ in batch]), strict=True):
        item = AnnotatedArticle(sign(article if thread_id else replace(article, fetched=arrived)), analysis)
        items[article.id] = note_additions(item, before[article.id], arrived) if article.id in before else item
    fresh = [items[article.id] for article, thread_id in batch if not thread_id]
    found = clusterer.add_all(fresh)
    assigned = {item.article.id: each.thread_id for item, each in zip(fresh, found.assignments, strict=True)}
    merged = {old: new for old, new, _ in found.merged}
    strays = {article_id: new for article_id, new, _ in found.moved}
    left = (each.thread_id for each in articles.find(store, strays).values())
    homes = (thread_id for _, thread_id in batch if thread_id)
    places = (*assigned.values(), *merged.values(), *strays.values(), *left, *homes)
    touched = dict.fromkeys(merged.get(place, place) for place in places)
    members = _members(store, touched, items, assigned, merged, strays)
    unfolded = articles.unfolded(store, [*touched, *merged])
    return Threading(
        analyses=tuple(item.analysis for item in items.values()),
        assigned=tuple(assigned.items()),
        records=tuple(desk.make_ready({id_: members[id_] for id_ in touched}, config, arrived, unfolded)),
        arrived=arrived,
        clusters=clusterer.take_changes(),
        moved=tuple(merged.items()),
        strays=tuple(strays.items()),
        merged_reasons=tuple(line for _, _, line in found.merged),
        reasons=(
            *((item.article.id, each.reasons) for item, each in zip(fresh, found.assignments, strict=True)),
            *((article_id, line) for article_id, _, line in found.moved),
        ),
        wires=tuple((item.article.id, item.article.wire) for item in items.values()),
    )


def make_record(
    thread_id: str, members: Members, config: Config, arrived: datetime, unfolded: Collection[str] = ()
) -> ThreadRecord:
    """Make a thread ready: title, summary, quotes, timeline, and its place in lists.

    Args:
        thread_id: of the thread.
        members: its articles in order of arrival, at least one.
        config: how threads are titled and summed up.
        arrived: counts where no article has a time of arrival.
        unfolded: ids of articles that repeat no other, because the reader says so.
    """
    from briefing.briefs import make_brief
    from briefing.briefs.people import People
    from briefing.briefs.quotes import key_quotes

    people = People(members) if any(item.analysis.quotes for item in members) else None
    brief = make_brief(make_watched(thread_id, members, config), members, config, unfolded, people)
    latest = max((item.article.fetched for item in members if item.article.fetched), default=arrived)
    return ThreadRecord(
        brief,
        ranking.rank(brief, latest),
        tuple(key_quotes(members, DOUBTFUL, thread_id, doubtful=True, people=people)),
    )


def make_watched(thread_id: str, members: Members, config: Config) -> Thread:
    """Make a thread; the first watch that finds it pins it and begins its title."""
    from briefing.threads import make_thread

    thread = make_thread(thread_id, members)
    for watch in config.watch:
        if is_watched(as_query(watch.query, config), thread, members):
            title = watched_title(thread.title, watch.name)
            return replace(thread, title=title, state=replace(thread.state, followed=True), watch=watch.name)
    return thread


def _members(
    store: Store,
    touched: Mapping[str, None],
    items: Mapping[str, AnnotatedArticle],
    assigned: Mapping[str, str],
    merged: Mapping[str, str],
    strays: Mapping[str, str],
) -> dict[str, list[AnnotatedArticle]]:
    """Return the members of threads in order of arrival: those of the batch as they are now, the others as stored.

    What a thread takes over from one that it was merged with is among them, what went elsewhere is not.
    """
    homes = {id_: merged.get(each, each) for each in (*touched, *merged) for id_ in articles.ids_in_thread(store, each)}
    joined: dict[str, list[str]] = {thread_id: [] for thread_id in touched}
    for article_id, thread_id in {**homes, **strays, **assigned}.items():
        joined[thread_id].append(article_id)
    others = [id_ for ids in joined.values() for id_ in ids if id_ not in items]
    known = {**{item.article.id: item for item in articles.members(store, others)}, **items}
    return {thread_id: sorted((known[id_] for id_ in ids), key=by_arrival) for thread_id, ids in joined.items()}


def by_age(found: Listed) -> tuple[datetime, bool, datetime, str]:
    """Return what threads are sorted by, the oldest first: arrival, then publication of the first article."""
    first = found.thread.first
    return (found.founded, first is None, first or found.founded, found.thread.id)


def by_arrival(item: AnnotatedArticle) -> tuple[float, float, str]:
    """Return what members of a thread are sorted by: arrival, then publication."""
    article = item.article
    arrived = article.fetched.timestamp() if article.fetched else 0.0
    return (arrived, article.when.timestamp() if article.when else arrived, article.id)


def _arrival(store: Store, now: datetime) -> datetime:
    """Return when a batch becomes visible: now, but always later than the batch before.

    A cursor set between two batches, or after a clock was put back, then never passes over news.
    """
    last = moments.get(store, threads.ARRIVED)
    return now if last is None or now > last else last + timedelta(microseconds=1)


def restore(store: Store, config: Config) -> Clusterer:
    """Return the clusterer as the last refresh or decision left it; it keeps apart what was parted by hand."""
    from briefing.threads import Clusterer

    clusterer = Clusterer(config.threads, clusters.read(store))
    clusterer.keep_apart(decisions.apart(store))
    return clusterer

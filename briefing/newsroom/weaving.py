"""The last step of a refresh: pending articles become annotated, join threads, and their threads are made ready."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.config import Config
from briefing.model import Analysis, AnnotatedArticle, Article
from briefing.newsroom.catching_up import catch_up, list_at_once, ready_rows
from briefing.newsroom.making import by_arrival, make_record
from briefing.newsroom.rewatching import rewatch
from briefing.newsroom.rules import apply_rules
from briefing.newsroom.values import Progress
from briefing.store import Store, articles, behind, clusters, decisions, moments, records
from briefing.store.columns import to_json
from briefing.store.rows import Listed
from briefing.store.values import Threading, ThreadRows

if TYPE_CHECKING:
    from briefing.threads import Clusterer

BATCH = 1000
"""Articles threaded in one transaction: what an interrupted refresh does again at most. `group_articles` takes as many
in a batch."""

AT_ONCE = 200
"""So many articles are threaded and their threads made ready in one transaction. Where there are more, threads are made
ready after the last batch, each once, and listed by a headline until then (`catching_up`)."""


@dataclass(frozen=True, slots=True)
class Woven:
    """What threading did."""

    new: int = 0
    """Articles that joined or founded a thread."""
    updated: int = 0
    """Articles that had a thread and have changed."""
    threads: int = 0
    """Threads that were made or made anew."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article's annotations."""

    analysis: Analysis
    """Of the article."""
    language: str
    """ISO 639-1 code; empty where nobody can tell."""
    data: str
    """The whole analysis as JSON."""


class Desk:
    """Does what of threading is heavy on the CPU, here and one after the other; `sharing` does it on all cores."""

    def expect(self, articles: Sequence[Article]) -> None:
        """Hear that these will be annotated soon."""

    def annotate(self, articles: Sequence[Article], whole: Collection[str]) -> list[Annotated]:
        """Return the annotations of articles, in their order.

        Args:
            articles: to be annotated.
            whole: ids of those of whose analysis more is wanted than names and terms.
        """
        return [annotated(article) for article in articles]

    def make_all_ready(
        self, store: Store, shares: Iterable[Sequence[str]], config: Config, now: datetime
    ) -> Iterator[Sequence[ThreadRows]]:
        """Yield the threads of each share as the store keeps them; arguments as those of `ready_rows`."""
        for ids in shares:
            yield ready_rows(store, ids, config, now)


def annotated(article: Article) -> Annotated:
    """Annotate an article."""
    from briefing.text import analyse, detect_language

    analysis = analyse(article)
    return Annotated(analysis, detect_language(article.text, article.language), to_json(analysis))


def weave(
    store: Store, config: Config, now: datetime, tell: Callable[[Progress], None], desk: Desk | None = None
) -> Woven:
    """Thread all pending articles, oldest first, a batch at a time, and make their threads ready.

    A batch is written in one transaction: annotations, threads, what the clusterer must remember, and that the articles
    are not pending any more; of few articles also the briefs. As the order is that of publication, a refresh done again
    after a kill gives the threads an undisturbed one gives.
    """
    rewatch(store, config, now)
    new, updated = articles.count_pending(store)
    desk, at_once = desk or Desk(), new + updated <= AT_ONCE and not behind.count(store)
    changed, done = set[str](), 0
    clusterer = restore(store, config) if new + updated else None
    while clusterer and (waiting := articles.pending(store, 2 * BATCH)):
        batch = waiting[:BATCH]
        desk.expect([article for article, _ in waiting])
        threading = weave_batch(store, config, clusterer, batch, _arrival(store, now), desk, at_once=at_once)
        with store.transaction():  # rules are not asked again about what has arrived
            records.write(store, threading)
            if at_once:
                apply_rules(store, config, [article_id for article_id, _ in threading.assigned], now)
            else:
                behind.note(store, threading.touched, [article_id for article_id, _ in threading.assigned])
        changed |= set(threading.touched)
        changed -= {old for old, _ in threading.moved}
        done += len(batch)
        tell(Progress("threads", done, new + updated, batch[-1][0].title))
    if not at_once:
        changed |= catch_up(store, config, now, tell, desk)
    return Woven(new, updated, len(changed))


def weave_batch(  # noqa: PLR0913 - all that one batch needs
    store: Store,
    config: Config,
    clusterer: Clusterer,
    batch: Sequence[tuple[Article, str]],
    arrived: datetime,
    desk: Desk,
    *,
    at_once: bool,
) -> Threading:
    """Decide where the articles of a batch belong; nothing is written yet.

    Args:
        store: where the threads' other articles are read from.
        config: how threads are titled and summed up.
        clusterer: grows by the new articles.
        batch: articles, each with its thread's id, empty for a new one.
        arrived: the arrival of the new ones.
        desk: does the heavy parts.
        at_once: whether the threads are made ready; else new ones are only listed.
    """
    from briefing.threads import note_additions, sign

    changed = {article.id for article, thread_id in batch if thread_id}
    before = {item.article.id: item for item in articles.members(store, changed)}
    items: dict[str, AnnotatedArticle] = {}
    encoded: dict[str, str] = {}
    whole = {article.id for article, _ in batch} if at_once else changed
    for (article, thread_id), found in zip(batch, desk.annotate([article for article, _ in batch], whole), strict=True):
        arrival = article.fetched if thread_id else arrived
        item = AnnotatedArticle(sign(replace(article, fetched=arrival, language=found.language)), found.analysis)
        items[article.id] = note_additions(item, before[article.id], arrived) if article.id in before else item
        if article.id not in before:
            encoded[article.id] = found.data
    fresh = [items[article.id] for article, thread_id in batch if not thread_id]
    placed = clusterer.add_all(fresh)
    assigned = {item.article.id: each.thread_id for item, each in zip(fresh, placed.assignments, strict=True)}
    merged = {old: new for old, new, _ in placed.merged}
    strays = {article_id: new for article_id, new, _ in placed.moved}
    left = (each.thread_id for each in articles.find(store, strays).values())
    homes = (thread_id for _, thread_id in batch if thread_id)
    places = (*assigned.values(), *merged.values(), *strays.values(), *left, *homes)
    touched = dict.fromkeys(merged.get(place, place) for place in places)
    if at_once:
        members = _members(store, touched, items, assigned, merged, strays)
        unfolded = articles.unfolded(store, [*touched, *merged])
        made = [make_record(id_, members[id_], config, arrived, unfolded) for id_ in touched]
    else:
        homes_now = {**strays, **assigned}
        made = list_at_once(store, {id_: items.get(id_) for id_ in homes_now}, homes_now, arrived)
    return Threading(
        analyses=tuple(item.analysis for item in items.values()),
        assigned=tuple(assigned.items()),
        records=tuple(made),
        touched=tuple(touched),
        encoded=encoded,
        arrived=arrived,
        clusters=clusterer.take_changes(),
        moved=tuple(merged.items()),
        strays=tuple(strays.items()),
        merged_reasons=tuple(line for _, _, line in placed.merged),
        reasons=(
            *((item.article.id, each.reasons) for item, each in zip(fresh, placed.assignments, strict=True)),
            *((article_id, line) for article_id, _, line in placed.moved),
        ),
        wires=tuple((item.article.id, item.article.wire) for item in items.values()),
        languages=tuple((item.article.id, item.article.language) for item in items.values()),
    )


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


def _arrival(store: Store, now: datetime) -> datetime:
    """Return when a batch becomes visible: now, but always later than the batch before.

    A cursor set between two batches, or after a clock was put back, then never passes over news.
    """
    last = moments.get(store, records.ARRIVED)
    return now if last is None or now > last else last + timedelta(microseconds=1)


def restore(store: Store, config: Config) -> Clusterer:
    """Return the clusterer as the last refresh or decision left it; it keeps apart what was parted by hand."""
    from briefing.threads import Clusterer

    clusterer = Clusterer(config.threads, clusters.read(store))
    clusterer.keep_apart(decisions.apart(store))
    return clusterer

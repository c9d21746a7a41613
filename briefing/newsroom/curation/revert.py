"""Reversal of manual decisions about threads (`split_join`); threads are rebuilt from their current articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from briefing.config import Config
from briefing.errors import UsageError
from briefing.model import AnnotatedArticle
from briefing.newsroom.library import thread_views
from briefing.newsroom.stories import build_threads, thread_record
from briefing.store import Store, articles, decisions, threads
from briefing.store.stored_values import Decision, Merge, Move, Returned, Shaping, ThreadChoices, ThreadRecord

Parts = dict[str, Sequence[AnnotatedArticle]]


def take_back(store: Store, config: Config, change: int, number: int, *, now: datetime) -> None:
    """Revert a decision.

    Args:
        store: opened for writing.
        config: settings of titles and summaries.
        change: journal number.
        number: number of the decision.
        now: the time.

    Raises:
        UsageError: the threads or articles are no longer as the decision left them.
        StoreLockedError: a refresh is running.
    """
    with store.writer("undo", now):
        decision = decisions.find(store, number)
        make = {"split": _unsplit, "join": _unjoin, "unfold": _refold}[decision.kind]
        shaping, returned = make(store, config, decision, number, now)
        if not shaping.records:
            raise UsageError(
                f"{change}: cannot be taken back: the threads are no longer as this {decision.kind} left them"
            )
        decisions.take_back(store, change, shaping, returned)


def _unsplit(store: Store, config: Config, decision: Decision, number: int, now: datetime) -> tuple[Shaping, Returned]:
    """Merge the thread created by a split back into its origin, with its current articles."""
    data = decision.data
    kept, ended = thread_views.known_id(store, data["thread"]), thread_views.known_id(store, data["made"])
    if not kept or not ended or kept == ended:
        return Shaping(now), Returned()
    members = _members(store, kept, ended)
    clusterer = build_threads.restore(store, config)
    clusterer.join([kept, ended], kept, members, lasting=False)
    records = _records(store, config, {kept: members}, now)
    placed = tuple(Move(each["id"], each["joined"], each["why"]) for each in data["articles"])
    return Shaping(now, records, clusterer.take_changes(), merges=(Merge(ended, kept),)), Returned(placed=placed)


def _unjoin(store: Store, config: Config, decision: Decision, number: int, now: datetime) -> tuple[Shaping, Returned]:
    """Restore the joined threads from those of their articles that are still in the joined thread."""
    kept = thread_views.known_id(store, decision.data["thread"])
    members = _members(store, kept) if kept else []
    clusterer = build_threads.restore(store, config)
    parts: Parts = {}
    again: list[Mapping[str, Any]] = []
    for each in decision.data["joined"]:
        article_ids = set(each["articles"])
        parted = [item for item in members if item.article.id in article_ids]
        if parted and len(parted) < len(members) and threads.successor(store, each["id"]) == kept:
            members = [item for item in members if item.article.id not in article_ids]
            clusterer.split([kept], members, each["id"], parted)
            parts[each["id"]] = parted
            again.append(each)
    if not parts:
        return Shaping(now), Returned()
    if not any(
        joined != number and thread_views.known_id(store, thread) == kept for joined, thread in decisions.joins(store)
    ):
        clusterer.loosen(kept)
    parts[kept] = members
    why = {reason.article_id: reason.why for reason in articles.reasons(store, kept)}
    moves = tuple(
        Move(item.article.id, each["id"], why.get(item.article.id, "")) for each in again for item in parts[each["id"]]
    )
    before = decision.data.get("kept")
    returned = Returned(
        restored=tuple(
            ThreadChoices(each["id"], _choice(each), each["muted"], _time(each["read_until"])) for each in again
        ),
        kept=ThreadChoices(kept, _choice(before), before["muted"]) if before else None,
        aliases={id_: each["id"] for each in again for id_ in each.get("aliases", ())},
    )
    return Shaping(now, _records(store, config, parts, now), clusterer.take_changes(), moves=moves), returned


def _refold(store: Store, config: Config, decision: Decision, number: int, now: datetime) -> tuple[Shaping, Returned]:
    """Allow articles to count as copies again."""
    ids = tuple(each["id"] for each in decision.data["articles"])
    parts: Parts = {id_: _members(store, id_) for id_ in articles.threads_of(store, ids)}
    return Shaping(now, _records(store, config, parts, now, folded=ids)), Returned(folded=ids)


def _members(store: Store, *thread_ids: str) -> list[AnnotatedArticle]:
    return articles.members(store, [id_ for each in thread_ids for id_ in articles.ids_in_thread(store, each)])


def _records(
    store: Store, config: Config, parts: Parts, now: datetime, folded: Sequence[str] = ()
) -> tuple[ThreadRecord, ...]:
    ids = [item.article.id for members in parts.values() for item in members]
    alone = articles.unfolded(store, articles.threads_of(store, ids)) - set(folded)
    return tuple(thread_record.make_record(id_, members, config, now, alone) for id_, members in parts.items())


def _choice(record: Mapping[str, Any]) -> int | None:
    """Whether a thread was followed by hand; records of older versions only say that it was followed."""
    if "choice" in record:
        choice: int | None = record["choice"]
        return choice
    return 1 if record["followed"] else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

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
from briefing.store import Store, articles, decisions, source_history, threads
from briefing.store.stored_values import (
    Decision,
    DecisionEffects,
    Merge,
    Move,
    RestoredState,
    ThreadChoices,
    ThreadRecord,
)

Parts = dict[str, Sequence[AnnotatedArticle]]

Reversal = tuple[DecisionEffects, RestoredState]
"""The threads after a reversal, and the state restored besides them."""


def revert_decision(store: Store, config: Config, change: int, number: int, *, now: datetime) -> None:
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
        effects, restored = make(store, config, decision, number, now)
        if not effects.records:
            raise UsageError(f"{change}: cannot be undone: the threads are no longer as this {decision.kind} left them")
        decisions.revert(store, change, effects, restored)


def _unsplit(store: Store, config: Config, decision: Decision, number: int, now: datetime) -> Reversal:
    """Merge the thread created by a split back into its origin, with its current articles."""
    data = decision.data
    kept_id, ended_id = thread_views.known_id(store, data["thread"]), thread_views.known_id(store, data["made"])
    if not kept_id or not ended_id or kept_id == ended_id:
        return DecisionEffects(now), RestoredState()
    members = _members(store, kept_id, ended_id)
    clusterer = build_threads.restore(store, config, [kept_id, ended_id])
    clusterer.join([kept_id, ended_id], kept_id, members, lasting=False)
    records = _records(store, config, {kept_id: members}, now)
    placed = tuple(Move(record["id"], record["joined"], record["why"]) for record in data["articles"])
    effects = DecisionEffects(now, records, clusterer.take_changes(), merges=(Merge(ended_id, kept_id),))
    return effects, RestoredState(placed=placed)


def _unjoin(store: Store, config: Config, decision: Decision, number: int, now: datetime) -> Reversal:
    """Restore the joined threads from those of their articles that are still in the joined thread."""
    kept_id = thread_views.known_id(store, decision.data["thread"])
    if not kept_id:
        return DecisionEffects(now), RestoredState()
    members = _members(store, kept_id)
    clusterer = build_threads.restore(store, config, [kept_id])
    parts: Parts = {}
    records: list[Mapping[str, Any]] = []
    for record in decision.data["joined"]:
        article_ids = set(record["articles"])
        parted = [item for item in members if item.article.id in article_ids]
        if parted and len(parted) < len(members) and threads.successor(store, record["id"]) == kept_id:
            members = [item for item in members if item.article.id not in article_ids]
            clusterer.split([kept_id], members, record["id"], parted)
            parts[record["id"]] = parted
            records.append(record)
    if not parts:
        return DecisionEffects(now), RestoredState()
    joined_otherwise = {id_ for other, id_ in decisions.joins(store) if other != number}
    if kept_id not in {thread_views.known_id(store, id_) for id_ in joined_otherwise}:
        clusterer.loosen(kept_id)
    why = {reason.article_id: reason.why for reason in articles.reasons(store, kept_id)}
    moves = tuple(Move(item.article.id, id_, why.get(item.article.id, "")) for id_ in parts for item in parts[id_])
    made = _records(store, config, {**parts, kept_id: members}, now)
    restored = _state_before(kept_id, records, decision.data.get("kept"))
    return DecisionEffects(now, made, clusterer.take_changes(), moves=moves), restored


def _state_before(kept_id: str, joined: Sequence[Mapping[str, Any]], kept: Mapping[str, Any] | None) -> RestoredState:
    """What a join recorded of the threads that are restored, and of the one that was kept."""
    return RestoredState(
        threads=tuple(
            ThreadChoices(record["id"], _choice_in(record), record["muted"], _parse_time(record["read_until"]))
            for record in joined
        ),
        kept=ThreadChoices(kept_id, _choice_in(kept), kept["muted"]) if kept else None,
        aliases={id_: record["id"] for record in joined for id_ in record.get("aliases", ())},
    )


def _refold(store: Store, config: Config, decision: Decision, number: int, now: datetime) -> Reversal:
    """Allow articles to count as copies again."""
    ids = tuple(record["id"] for record in decision.data["articles"])
    parts: Parts = {id_: _members(store, id_) for id_ in articles.threads_of(store, ids)}
    return DecisionEffects(now, _records(store, config, parts, now, folded=ids)), RestoredState(folded=ids)


def _members(store: Store, *thread_ids: str) -> list[AnnotatedArticle]:
    return articles.members(
        store, [id_ for thread_id in thread_ids for id_ in articles.ids_in_thread(store, thread_id)]
    )


def _records(
    store: Store, config: Config, parts: Parts, now: datetime, folded: Sequence[str] = ()
) -> tuple[ThreadRecord, ...]:
    ids = [item.article.id for members in parts.values() for item in members]
    alone = articles.unfolded(store, articles.threads_of(store, ids)) - set(folded)
    profiles = source_history.profiles(store)
    return tuple(
        thread_record.make_record(id_, members, config, now, alone, profiles) for id_, members in parts.items()
    )


def _choice_in(record: Mapping[str, Any]) -> int | None:
    """Whether a thread was followed by hand; records of older versions only say that it was followed."""
    if "choice" in record:
        choice: int | None = record["choice"]
        return choice
    return 1 if record["followed"] else None


def _parse_time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

"""Actions of `[[rules]]` on arriving articles, and their rehearsal on stored ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from briefing.config import Config, RuleConfig
from briefing.model import Rehearsal, Target
from briefing.newsroom.library.article_search import as_query
from briefing.newsroom.library.thread_views import make_row
from briefing.newsroom.library.user_marks import mark
from briefing.store import Store, rules, search_hits, threads
from briefing.store.stored_values import Actor


def apply_rules(store: Store, config: Config, arrived: Collection[str], now: datetime) -> int:
    """Apply the rules to arrived articles; each rule that changes something makes one journal entry.

    Args:
        store: the open store, inside the transaction that stores the articles' threads.
        config: the rules, in order.
        arrived: ids of the articles.
        now: the time of the changes.

    Returns:
        the number of changes.
    """
    changes = 0
    for number, rule in enumerate(config.rules, 1):
        query = as_query(rule.query, config)
        found = rules.caught(store, query, now, arrived)
        targets = [Target(article_ids=tuple(id_ for id_, _ in found))]
        if rule.action == "mute":
            ids = rules.to_mute(store, query, now, dict.fromkeys(thread_id for _, thread_id in found))
            targets = [Target(id_) for id_ in ids]
        by = Actor(rule_name(rule, number), "rule")
        if found and targets and mark(store, rule.action, targets, by=by, now=now):
            changes += 1
    return changes


def rehearse_rules(
    store: Store,
    config: Config,
    wanted: Sequence[RuleConfig] | None = None,
    *,
    since: datetime | None = None,
    limit: int = 5,
    now: datetime | None = None,
) -> list[Rehearsal]:
    """What each rule would do to stored articles; nothing is changed.

    Args:
        store: the open store.
        config: defines the rules and saved queries.
        wanted: rules to rehearse in place of the configured ones.
        since: only articles that arrived later; None for all.
        limit: maximum number of articles or threads shown per rule.
        now: reference time of relative spans.

    Raises:
        QueryError: a query is invalid.
    """
    now = now or datetime.now(UTC)
    asked = config.rules if wanted is None else wanted
    with store.snapshot():
        return [
            _rehearse(store, config, replace(rule, name=rule_name(rule, number)), since, limit, now)
            for number, rule in enumerate(asked, 1)
        ]


def rule_name(rule: RuleConfig, number: int) -> str:
    """Name of a rule, or `rule` and its number in the configuration."""
    return rule.name or f"rule {number}"


def _rehearse(
    store: Store, config: Config, rule: RuleConfig, since: datetime | None, limit: int, now: datetime
) -> Rehearsal:
    query = as_query(rule.query, config)
    found = rules.caught_since(store, query, now, since)
    ids, homes = [id_ for id_, _ in found], list(dict.fromkeys(thread_id for _, thread_id in found))
    told = Rehearsal(rule.name, rule.query, rule.action, len(ids), len(homes))
    if rule.action != "mute":
        shown = tuple(search_hits.read_ids(store, ids[::-1][:limit], query))
        return replace(told, already=rules.count_such(store, rule.action, ids), hits=shown)
    muted = rules.to_mute(store, query, now, homes)
    rows = sorted(threads.listed_by_id(store, muted), key=lambda each: (-each.rank, each.thread.id))
    told_rows = tuple(make_row(each, now) for each in rows[:limit])
    return replace(told, threads=len(muted), already=rules.count_such(store, "mute", muted), muted=told_rows)

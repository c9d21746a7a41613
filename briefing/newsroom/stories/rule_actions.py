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
from briefing.store import Store, search_hits, threads
from briefing.store import rules as store_rules
from briefing.store.stored_values import Actor


def apply_rules(store: Store, config: Config, arrived: Collection[str], now: datetime) -> None:
    """Apply the rules to arrived articles; each rule that changes something makes one journal entry.

    Args:
        store: the open store, inside the transaction that stores the articles' threads.
        config: the rules, in order.
        arrived: ids of the articles.
        now: the time of the changes.
    """
    for number, rule in enumerate(config.rules, 1):
        query = as_query(rule.query, config)
        matches = store_rules.matching(store, query, now, arrived)
        targets = [Target(article_ids=tuple(matches))]
        if rule.action == "mute":
            ids = store_rules.to_mute(store, query, now, dict.fromkeys(matches.values()))
            targets = [Target(id_) for id_ in ids]
        by = Actor(rule_name(rule, number), "rule")
        if matches and targets:
            mark(store, rule.action, targets, by=by, now=now)


def rehearse_rules(
    store: Store,
    config: Config,
    rules: Sequence[RuleConfig] | None = None,
    *,
    since: datetime | None = None,
    limit: int = 5,
    now: datetime | None = None,
) -> list[Rehearsal]:
    """What each rule would do to stored articles; nothing is changed.

    Args:
        store: the open store.
        config: defines the rules and saved queries.
        rules: rules to rehearse in place of the configured ones.
        since: only articles that arrived later; None for all.
        limit: maximum number of articles or threads shown per rule.
        now: reference time of relative spans.

    Raises:
        QueryError: a query is invalid.
    """
    now = now or datetime.now(UTC)
    chosen = config.rules if rules is None else rules
    with store.snapshot():
        return [
            _rehearse(store, config, replace(rule, name=rule_name(rule, number)), since, limit, now)
            for number, rule in enumerate(chosen, 1)
        ]


def rule_name(rule: RuleConfig, number: int) -> str:
    """Name of a rule, or `rule` and its number in the configuration."""
    return rule.name or f"rule {number}"


def _rehearse(
    store: Store, config: Config, rule: RuleConfig, since: datetime | None, limit: int, now: datetime
) -> Rehearsal:
    query = as_query(rule.query, config)
    matches = store_rules.matching_since(store, query, now, since)
    ids, thread_ids = list(matches), list(dict.fromkeys(matches.values()))
    rehearsal = Rehearsal(rule.name, rule.query, rule.action, len(ids), len(thread_ids))
    if rule.action != "mute":
        shown = tuple(search_hits.read_ids(store, ids[::-1][:limit], query))
        return replace(rehearsal, already=store_rules.count_marked(store, rule.action, ids), hits=shown)
    muted = store_rules.to_mute(store, query, now, thread_ids)
    rows = sorted(threads.listed_by_id(store, muted), key=lambda row: (-row.rank, row.thread.id))
    muted_rows = tuple(make_row(row, now) for row in rows[:limit])
    already = store_rules.count_marked(store, "mute", muted)
    return replace(rehearsal, threads=len(muted), already=already, muted=muted_rows)

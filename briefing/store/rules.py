"""Queries for `[[rules]]`: articles that match a rule, and threads of which all articles match."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from briefing.query.nodes import Node
from briefing.store.columns import to_micros
from briefing.store.database import Store
from briefing.store.query_sql import article_conditions


def matching(store: Store, query: Node, now: datetime, among: Collection[str]) -> dict[str, str]:
    """Thread ids by the ids of the articles that match a query, in order of arrival, muted threads included.

    Args:
        store: the open store.
        query: the tree.
        now: reference time of relative spans.
        among: ids of the articles to test, already threaded.
    """
    ids = json.dumps(list(among))
    (first,) = store.row(
        "SELECT coalesce(min(number), 0) FROM article WHERE id IN (SELECT value FROM json_each(?))", (ids,)
    )
    conditions = article_conditions(store, query, now, first)
    rows = store.rows(
        f"""
        SELECT article.id, article.thread_id
          FROM json_each(:among) AS given
         CROSS JOIN article ON article.id = given.value
         WHERE {conditions.sql}
         ORDER BY article.number
        """,
        {**conditions.values, "among": ids},
    )
    return {id_: thread_id for id_, thread_id in rows if thread_id}


def matching_since(store: Store, query: Node, now: datetime, since: datetime | None) -> dict[str, str]:
    """Like `matching`, for all threaded articles that arrived after `since`; None for all."""
    conditions = article_conditions(store, query, now)
    rows = store.rows(
        f"""
        SELECT article.id, article.thread_id
          FROM article
         WHERE article.thread_id IS NOT NULL
           AND (:since IS NULL OR article.fetched > :since)
           AND {conditions.sql}
         ORDER BY article.number
        """,
        {**conditions.values, "since": to_micros(since)},
    )
    return dict(rows)


def to_mute(store: Store, query: Node, now: datetime, among: Collection[str]) -> list[str]:
    """Threads that a rule may mute: all of their articles match the query.

    Followed threads are left out, and threads that were muted before, by hand or by a rule, and unmuted since: the
    reader has decided about those.

    Args:
        store: the open store.
        query: the tree.
        now: the time that spans are counted back from.
        among: ids of the threads to test.
    """
    ids = json.dumps(list(among))
    (first,) = store.row(
        "SELECT coalesce(min(number), 0) FROM article WHERE thread_id IN (SELECT value FROM json_each(?))", (ids,)
    )
    conditions = article_conditions(store, query, now, first)
    rows = store.rows(
        f"""
        SELECT thread.id
          FROM json_each(:among) AS given
         CROSS JOIN thread ON thread.id = given.value
         WHERE thread.followed = 0
           AND (thread.muted = 1
                OR NOT EXISTS (SELECT 1 FROM change_item WHERE subject = thread.id AND field = 'muted'))
           AND NOT EXISTS (SELECT 1 FROM article WHERE article.thread_id = thread.id AND NOT {conditions.sql})
         ORDER BY given.key
        """,
        {**conditions.values, "among": ids},
    )
    return [id_ for (id_,) in rows]


def count_marked(store: Store, action: str, ids: Collection[str]) -> int:
    """Number of these articles (for `mute`, threads) that are read, starred or muted already."""
    column = {"read": "read", "star": "starred", "mute": "muted"}[action]
    table = "thread" if action == "mute" else "article"
    (value,) = store.row(
        f"""
        SELECT count(*)
          FROM json_each(?) AS given
          JOIN {table} ON {table}.id = given.value
         WHERE {table}.{column} = 1
        """,
        (json.dumps(list(ids)),),
    )
    return int(value)

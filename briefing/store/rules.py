"""What rules catch: articles that a query finds, and threads of nothing else."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from briefing.query import Node
from briefing.store.columns import to_micros
from briefing.store.database import Store
from briefing.store.query_sql import wanted_articles


def caught(store: Store, query: Node, now: datetime, among: Collection[str]) -> list[tuple[str, str]]:
    """Return id and thread of those articles that a query finds, in order of arrival; muted threads are no matter.

    Args:
        store: the open store.
        query: the tree.
        now: the time that spans are counted back from.
        among: ids of the articles that are asked about, threaded ones.
    """
    ids = json.dumps(list(among))
    first = store.row("SELECT min(number) FROM article WHERE id IN (SELECT value FROM json_each(?))", (ids,))[0]
    wanted = wanted_articles(store, query, now, first or 0)
    found = store.rows(
        f"""
        SELECT article.id, article.thread_id
          FROM json_each(:among) AS asked
         CROSS JOIN article ON article.id = asked.value
         WHERE {wanted.sql}
         ORDER BY article.number
        """,
        {**wanted.values, "among": ids},
    )
    return [(id_, thread_id) for id_, thread_id in found if thread_id]


def caught_since(store: Store, query: Node, now: datetime, since: datetime | None) -> list[tuple[str, str]]:
    """Return id and thread of all articles that a query finds among those that arrived later; as `caught`."""
    wanted = wanted_articles(store, query, now)
    return store.rows(
        f"""
        SELECT article.id, article.thread_id
          FROM article
         WHERE article.thread_id IS NOT NULL
           AND (:since IS NULL OR article.fetched > :since)
           AND {wanted.sql}
         ORDER BY article.number
        """,
        {**wanted.values, "since": to_micros(since)},
    )


def to_mute(store: Store, query: Node, now: datetime, among: Collection[str]) -> list[str]:
    """Return those threads that a rule may mute: a query finds all their articles, and nobody wants to see them.

    A thread that is followed is wanted, and so is one that was muted before, by hand or by a rule, and is not muted any
    more: the reader has decided about it.

    Args:
        store: the open store.
        query: the tree.
        now: the time that spans are counted back from.
        among: ids of the threads that are asked about.
    """
    ids = json.dumps(list(among))
    first = store.row("SELECT min(number) FROM article WHERE thread_id IN (SELECT value FROM json_each(?))", (ids,))[0]
    wanted = wanted_articles(store, query, now, first or 0)
    found = store.rows(
        f"""
        SELECT thread.id
          FROM json_each(:among) AS asked
         CROSS JOIN thread ON thread.id = asked.value
         WHERE thread.followed = 0
           AND (thread.muted = 1
                OR NOT EXISTS (SELECT 1 FROM change_item WHERE subject = thread.id AND field = 'muted'))
           AND NOT EXISTS (SELECT 1 FROM article WHERE article.thread_id = thread.id AND NOT {wanted.sql})
         ORDER BY asked.key
        """,
        {**wanted.values, "among": ids},
    )
    return [id_ for (id_,) in found]


def count_such(store: Store, action: str, ids: Collection[str]) -> int:
    """Return how many of these articles (for `mute`, threads) are read, starred or muted already."""
    column = {"read": "read", "star": "starred", "mute": "muted"}[action]
    table = "thread" if action == "mute" else "article"
    found = store.row(
        f"""
        SELECT count(*)
          FROM json_each(?) AS asked
          JOIN {table} ON {table}.id = asked.value
         WHERE {table}.{column} = 1
        """,
        (json.dumps(list(ids)),),
    )
    return int(found[0])

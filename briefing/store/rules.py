"""Queries for `[[rules]]`: articles that match a rule, and threads of which all articles match."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from briefing.query import Node
from briefing.store.columns import to_micros
from briefing.store.database import Store
from briefing.store.query_sql import wanted_articles


def caught(store: Store, query: Node, now: datetime, among: Collection[str]) -> list[tuple[str, str]]:
    """Ids and thread ids of the articles that match a query, in order of arrival, muted threads included.

    Args:
        store: the open store.
        query: the tree.
        now: reference time of relative spans.
        among: ids of the articles to test, already threaded.
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
    """Like `caught`, for all threaded articles that arrived after `since`; None for all."""
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
    """Number of these articles (for `mute`, threads) that are read, starred or muted already."""
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

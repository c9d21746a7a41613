"""Queries on threads: lists by rank, counts, lookup by id, briefs."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from heapq import merge
from itertools import chain, islice
from typing import Any

from briefing.model import Brief, Thread, ThreadState
from briefing.store.columns import from_json, from_lines, from_micros, to_micros
from briefing.store.database import Store
from briefing.store.list_rows import ListedThread
from briefing.store.query_sql import ALL, SqlConditions

_THREAD = """
    thread.id, thread.title, thread.members, thread.names, thread.keywords, thread.first, thread.last,
    thread.followed, thread.muted, thread.read_until, thread.watch,
    (SELECT group_concat(tag, char(10)) FROM thread_tag WHERE thread_id = thread.id)
"""
"""The columns `_thread` reads, in its order."""

_LISTED = f"""
    {_THREAD}, thread.articles, thread.outlets, thread.unread, thread.fresh, thread.rank, thread.founded,
    thread.arrived, thread.independent, thread.copies, thread.wire, thread.starred
"""
"""The columns `_listed` reads, in its order."""


_IN_WINDOW = """
    (:after IS NULL OR arrived > :after)
    AND (:until IS NULL OR arrived <= :until OR EXISTS (
            SELECT 1
              FROM article
             WHERE article.thread_id = thread.id
               AND (article.fetched <= :until AND (:after IS NULL OR article.fetched > :after)
                    OR article.edited <= :until AND (:after IS NULL OR article.edited > :after))))
"""
"""Condition: something arrived in the thread after `after` and not after `until`."""


def listed(
    store: Store,
    conditions: SqlConditions = ALL,
    *,
    after: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = None,
    among: Collection[str] | None = None,
) -> list[ListedThread]:
    """Threads by rank, but followed ones with something unread first.

    Args:
        store: the open store.
        conditions: compiled query; muted threads are left out unless it mentions them.
        after: only threads in which something arrived later.
        until: only threads in which something arrived not later than this.
        limit: maximum number of threads; None for all.
        among: only threads with these ids; None for all.
    """
    return list(each_listed(store, conditions, after=after, until=until, limit=limit, among=among))


def each_listed(
    store: Store,
    conditions: SqlConditions = ALL,
    *,
    after: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = None,
    among: Collection[str] | None = None,
) -> Iterator[ListedThread]:
    """Like `listed`, read lazily."""
    values = {
        **conditions.values,
        "after": to_micros(after),
        "until": to_micros(until),
        "among": None if among is None else json.dumps(list(among)),
    }
    is_among = "TRUE" if among is None else "thread.id IN (SELECT value FROM json_each(:among))"

    def by_rank(group: str) -> Iterator[ListedThread]:
        rows = store.each(
            f"""
            SELECT {_LISTED}
              FROM thread
             WHERE {conditions.unless_muted}
               AND {_IN_WINDOW}
               AND {conditions.sql}
               AND {group}
               AND {is_among}
             ORDER BY rank DESC, id
             LIMIT :limit
            """,
            {**values, "limit": -1 if limit is None else limit},
        )
        return map(_listed, rows)

    # A query for each group, as each follows the index on rank.
    others = merge(
        by_rank("followed = 0"), by_rank("followed = 1 AND unread = 0"), key=lambda row: (-row.rank, row.thread.id)
    )
    return islice(chain(by_rank("followed = 1 AND unread > 0"), others), limit)


def count(
    store: Store, conditions: SqlConditions = ALL, *, after: datetime | None = None, until: datetime | None = None
) -> int:
    """Number of threads that `listed` returns without a limit; arguments as there."""
    (value,) = store.row(
        f"""
        SELECT count(*)
          FROM thread
         WHERE {conditions.unless_muted}
           AND {_IN_WINDOW}
           AND {conditions.sql}
        """,
        {**conditions.values, "after": to_micros(after), "until": to_micros(until)},
    )
    return int(value)


def listed_by_id(store: Store, ids: Sequence[str]) -> list[ListedThread]:
    """The stored ones among these threads, muted or not, in the order given."""
    rows = store.rows(
        f"""
        SELECT {_LISTED}
          FROM json_each(?) AS given
          JOIN thread ON thread.id = given.value
         ORDER BY given.key
        """,
        (json.dumps(list(ids)),),
    )
    return [_listed(row) for row in rows]


def arrived_ids(
    store: Store,
    *,
    after: datetime | None = None,
    until: datetime | None = None,
    among: Collection[str] | None = None,
    limit: int,
) -> list[str]:
    """Ids of threads that are not muted, by rank; arguments as for `listed`."""
    is_among = "TRUE" if among is None else "thread.id IN (SELECT value FROM json_each(:among))"
    rows = store.rows(
        f"""
        SELECT id
          FROM thread
         WHERE muted = 0
           AND {_IN_WINDOW}
           AND {is_among}
         ORDER BY rank DESC, id
         LIMIT :limit
        """,
        {
            "after": to_micros(after),
            "until": to_micros(until),
            "among": json.dumps(list(among or ())),
            "limit": limit,
        },
    )
    return [id_ for (id_,) in rows]


def ids_like(store: Store, prefix: str, limit: int) -> list[str]:
    """Ids of threads whose id or alias begins with `prefix`, sorted."""
    rows = store.rows(
        """
        SELECT id FROM thread WHERE id >= ?1 AND id < ?2
         UNION
        SELECT thread_id FROM alias WHERE id >= ?1 AND id < ?2
         LIMIT ?3
        """,
        (prefix, prefix + "\U0010ffff", limit),
    )
    return [id_ for (id_,) in rows]


def is_taken(store: Store, thread_id: str) -> bool:
    """Whether a thread has this id or alias."""
    (value,) = store.row(
        "SELECT EXISTS (SELECT 1 FROM thread WHERE id = ?1) OR EXISTS (SELECT 1 FROM alias WHERE id = ?1)", (thread_id,)
    )
    return bool(value)


def successor(store: Store, thread_id: str) -> str:
    """Id of the thread that has this alias after a merge; empty if there is none."""
    row = store.row("SELECT thread_id FROM alias WHERE id = ?", (thread_id,))
    return row[0] if row else ""


def brief(store: Store, thread_id: str) -> Brief | None:
    """The brief of a thread, with the reader's decisions; None if there is none with this id."""
    row = store.row(
        f"""
        SELECT {_THREAD}, brief.data
          FROM thread
          JOIN brief ON brief.thread_id = thread.id
         WHERE thread.id = ?
        """,
        (thread_id,),
    )
    return _brief(row) if row else None


def choice(store: Store, thread_id: str) -> int | None:
    """Whether a thread is followed (1) or unfollowed (0) by hand; None if the watches decide."""
    row = store.row("SELECT choice FROM thread WHERE id = ?", (thread_id,))
    return row[0] if row else None


def aliases(store: Store, thread_id: str) -> list[str]:
    """Aliases of a thread: ids of threads merged into it."""
    return [id_ for (id_,) in store.rows("SELECT id FROM alias WHERE thread_id = ? ORDER BY id", (thread_id,))]


def rank(store: Store, thread_id: str) -> float | None:
    """Stored rank of a thread; None if there is none with this id."""
    row = store.row("SELECT rank FROM thread WHERE id = ?", (thread_id,))
    return row[0] if row else None


def totals(store: Store) -> tuple[int, int, int, int]:
    """Counts of threads, articles, unread articles and quotes, without muted threads."""
    threads, articles, unread, quotes = store.row("SELECT threads, articles, unread, quotes FROM totals")
    return threads, articles, unread, quotes


def find(store: Store, ids: Collection[str]) -> dict[str, Thread]:
    """The stored ones among these threads, by id."""
    rows = store.rows(
        f"SELECT {_THREAD} FROM json_each(?) AS given JOIN thread ON thread.id = given.value",
        (json.dumps(list(ids)),),
    )
    return {row[0]: _thread(row) for row in rows}


def taken_ids(store: Store, ids: Collection[str]) -> set[str]:
    """The ones among these ids that a thread has, as its id or as an alias."""
    rows = store.rows(
        """
        SELECT value FROM json_each(?)
         WHERE value IN (SELECT id FROM thread) OR value IN (SELECT id FROM alias)
        """,
        (json.dumps(list(ids)),),
    )
    return {id_ for (id_,) in rows}


def watched(store: Store) -> dict[str, str]:
    """Watch names of the threads pinned by a watch, by thread id."""
    return dict(store.rows("SELECT id, watch FROM thread WHERE watch <> ''"))


def _thread(row: Sequence[Any]) -> Thread:
    id_, title, members, names, keywords, first, last, followed, muted, read_until, watch, tags = row[:12]
    return Thread(
        id_,
        title,
        from_lines(members),
        from_lines(names),
        from_lines(keywords),
        from_micros(first),
        from_micros(last),
        ThreadState(bool(followed), bool(muted), from_micros(read_until), from_lines(tags or "")),
        watch,
    )


def _listed(row: Sequence[Any]) -> ListedThread:
    articles, outlets, unread, fresh, rank, founded, arrived, *copied = row[12:]
    times = (from_micros(founded), from_micros(arrived))
    return ListedThread(_thread(row), articles, outlets, unread, fresh, rank, *times, *copied)


def _brief(row: Sequence[Any]) -> Brief:
    stored = from_json(Brief, row[12])
    return replace(stored, thread=_thread(row))

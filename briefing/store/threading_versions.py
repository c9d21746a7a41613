"""Threads that an earlier version of clustering made, until their articles are grouped again."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from briefing.store import articles, clusters, key_values
from briefing.store.columns import read_json
from briefing.store.database import Store

if TYPE_CHECKING:
    from briefing.threads.clustering.former_threads import FormerThread


def is_outdated(store: Store) -> bool:
    """Whether an earlier version of clustering, or another stemmer, made the stored state."""
    kept = key_values.get_text(store, clusters.NUMBERS)
    return bool(kept) and read_json(kept).get("version") != clusters.current_version()


def set_aside(store: Store, window: timedelta, least: int) -> None:
    """Mark the open threads as made by an earlier version, and begin with an empty state of clustering.

    Args:
        store: opened for writing.
        window: time before the newest article in which threads are open, even those without parts.
        least: number of newest threads that are open however old they are.
    """
    numbers = read_json(key_values.get_text(store, clusters.NUMBERS))
    start = None if numbers["newest"] is None else round((numbers["newest"] - window.total_seconds()) * 1_000_000)
    with store.transaction():
        store.run("PRAGMA defer_foreign_keys = ON")
        store.run(
            """
            UPDATE thread SET regroup = 1
             WHERE id IN (SELECT thread_id FROM part)
                OR last >= coalesce(?, last)
                OR id IN (SELECT id FROM thread ORDER BY last DESC LIMIT ?)
            """,
            (start, least),
        )
        (lowest,) = store.row("SELECT min(0, coalesce(min(number), 0)) FROM part")
        store.run("UPDATE article SET part = ?1 - 1 - part WHERE part >= 0", (lowest,))
        store.run("UPDATE part SET number = ?1 - 1 - number WHERE number >= 0", (lowest,))
        store.run("DELETE FROM term")
        store.run("DELETE FROM usage")
        # Articles that are grouped again get the numbers below this one, since they are older than the next new ones.
        (room,) = store.row("SELECT coalesce(max(number), 0) + 1 FROM article")
        clusters.write_numbers(store, 0, room, None)


def count(store: Store) -> int:
    """Number of articles in threads that are still to be grouped again."""
    condition = "id IN (SELECT thread_id FROM part)" if is_outdated(store) else "regroup = 1"
    (number,) = store.row(f"SELECT coalesce(sum(articles), 0) FROM thread WHERE {condition}")
    return int(number)


def ids(store: Store) -> list[str]:
    """Ids of all threads of an earlier version."""
    return [id_ for (id_,) in store.rows("SELECT id FROM thread WHERE regroup = 1")]


def among(store: Store, thread_ids: Collection[str]) -> list[str]:
    """The ones among these threads that an earlier version made, in the order given."""
    rows = store.rows(
        """
        SELECT thread.id
          FROM json_each(?) AS given
         CROSS JOIN thread ON thread.id = given.value
         WHERE thread.regroup = 1
         ORDER BY given.key
        """,
        (json.dumps(list(thread_ids)),),
    )
    return [id_ for (id_,) in rows]


def newest(store: Store) -> dict[str, int]:
    """Number of articles by the id of each thread to be grouped again, newest first."""
    return dict(store.rows("SELECT id, articles FROM thread WHERE regroup = 1 ORDER BY last DESC, id"))


def shaped_by_hand(store: Store, thread_ids: Collection[str]) -> set[str]:
    """The ones among these threads of an earlier version that were joined, or split off another one, by hand."""
    rows = store.rows(
        """
        SELECT DISTINCT article.thread_id
          FROM json_each(?) AS given
         CROSS JOIN article INDEXED BY article_by_thread ON article.thread_id = given.value
          LEFT JOIN part ON part.number = article.part
         WHERE part.bond <> ''
            OR EXISTS (SELECT 1 FROM parted WHERE article_id = article.id AND side = 1)
            OR article.thread_id IN (
                   SELECT coalesce(alias.thread_id, json_extract(decision.data, '$.thread'))
                     FROM decision
                     JOIN change ON change.decision = decision.number
                     LEFT JOIN alias ON alias.id = json_extract(decision.data, '$.thread')
                    WHERE decision.kind = 'join' AND change.undone IS NULL)
        """,
        (json.dumps(list(thread_ids)),),
    )
    return {id_ for (id_,) in rows}


def former_threads(store: Store, thread_ids: Collection[str], kept: Collection[str]) -> list[FormerThread]:
    """Threads of an earlier version with their articles, as `Clusterer.regroup` takes them.

    Args:
        store: the open store.
        thread_ids: of the threads.
        kept: the ones among these whose parts are kept.
    """
    from briefing.threads.clustering.former_threads import FormerPart, FormerThread

    rows = store.rows(
        """
        SELECT article.thread_id, article.id, part.number, part.born, part.bond
          FROM json_each(?) AS given
         CROSS JOIN article INDEXED BY article_by_thread ON article.thread_id = given.value
          LEFT JOIN part ON part.number = article.part
         ORDER BY given.key, part.born <> article.thread_id, part.number DESC
        """,
        (json.dumps(list(thread_ids)),),
    )
    items = {item.article.id: item for item in articles.members(store, [row[1] for row in rows])}
    threads: list[FormerThread] = []
    for thread_id, members in groupby(rows, lambda row: row[0]):
        if thread_id not in kept:
            threads.append(FormerThread(thread_id, articles=tuple(items[row[1]] for row in members)))
            continue
        parts = (
            FormerPart(born, bond, tuple(items[row[1]] for row in of_part))
            for (number, born, bond), of_part in groupby(members, lambda row: (row[2], row[3], row[4]))
            if number is not None
        )
        threads.append(FormerThread(thread_id, parts=tuple(parts)))
    return threads


def first_part(store: Store) -> int:
    """Lowest number of the parts that this version made, or the number of the next one."""
    numbers = read_json(key_values.get_text(store, clusters.NUMBERS))
    (first,) = store.row("SELECT min(number) FROM part WHERE number >= 0")
    return int(numbers["next"] if first is None else first)


def mark_done(store: Store, thread_ids: Sequence[str]) -> None:
    """Note that these threads are grouped again, and delete their earlier parts, inside the caller's transaction."""
    id_list = (json.dumps(list(thread_ids)),)
    store.run(
        """
        DELETE FROM part
         WHERE number IN (SELECT article.part
                            FROM json_each(?) AS given
                           CROSS JOIN article INDEXED BY article_by_thread ON article.thread_id = given.value
                           WHERE article.part < 0)
        """,
        id_list,
    )
    store.run("UPDATE thread SET regroup = 0 WHERE id IN (SELECT value FROM json_each(?))", id_list)

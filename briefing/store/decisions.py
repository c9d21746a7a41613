"""Decisions made by hand: written with all that follows from them, kept for ever, and noted in a journal."""

from __future__ import annotations

import json

from briefing.store import clusters, threads
from briefing.store.columns import from_micros, to_micros
from briefing.store.database import Store
from briefing.store.values import Decision, Shaping


def write(store: Store, shaping: Shaping) -> None:
    """Write a decision and what follows from it, all of it or nothing."""
    decision = shaping.decision
    with store.transaction():
        threads.write_records(store, shaping.records)
        _move_articles(store, shaping)
        threads.move(store, shaping.merged, [shaping.reasons] * len(shaping.merged), decision.at)
        store.run_many("UPDATE article SET unfolded = 1 WHERE id = ?", [(id_,) for id_ in shaping.unfolded])
        if shaping.clusters:
            clusters.write(store, shaping.clusters)
        threads.recount(store, [record.brief.thread.id for record in shaping.records])
        store.run(
            "INSERT INTO decision (at, who, kind, data) VALUES (?, ?, ?, ?)",
            (to_micros(decision.at), decision.who, decision.kind, json.dumps(decision.data)),
        )
        (number,) = store.row("SELECT max(number) FROM decision")
        store.run_many(
            "INSERT INTO parted (decision, side, article_id) VALUES (?, ?, ?)",
            [(number, side, id_) for side, ids in enumerate(shaping.parted) for id_ in ids],
        )
    store.sync()


def journal(store: Store, limit: int | None = None) -> list[Decision]:
    """Return what was decided by hand, newest first."""
    found = store.rows(
        "SELECT at, who, kind, data FROM decision ORDER BY number DESC LIMIT ?", (-1 if limit is None else limit,)
    )
    return [Decision(from_micros(at), who, kind, json.loads(data)) for at, who, kind, data in found]


def apart(store: Store) -> list[tuple[str, str]]:
    """Return the pairs of threads that are never to be merged, as they are now."""
    found = store.rows("""
        SELECT DISTINCT min(one.thread_id, other.thread_id), max(one.thread_id, other.thread_id)
          FROM (SELECT DISTINCT decision, thread_id FROM parted JOIN article ON article.id = article_id
                 WHERE side = 0) AS one
          JOIN (SELECT DISTINCT decision, thread_id FROM parted JOIN article ON article.id = article_id
                 WHERE side = 1) AS other USING (decision)
         WHERE one.thread_id <> other.thread_id
         ORDER BY 1, 2
    """)
    return [(one, other) for one, other in found]


def made(store: Store) -> set[str]:
    """Return the ids of the threads that were made by splitting others."""
    return {row[0] for row in store.rows("SELECT json_extract(data, '$.made') FROM decision WHERE kind = 'split'")}


def _move_articles(store: Store, shaping: Shaping) -> None:
    """Move articles to threads of their own; what the reader has seen there is what was seen where they were."""
    threads.carry_reading(store, [(article_id, thread_id) for article_id, thread_id, _ in shaping.moved], "founded")
    store.run_many(
        "UPDATE article SET thread_id = ?1, joined = ?1, reasons = ?2 WHERE id = ?3",
        [(thread_id, why, article_id) for article_id, thread_id, why in shaping.moved],
    )

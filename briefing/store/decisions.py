"""Manual decisions about threads (split, join, unfold): stored permanently, with their effects and journal entry."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from briefing.store import clusters, journal, write_threads
from briefing.store.columns import from_micros, read_json, to_micros
from briefing.store.database import Store
from briefing.store.stored_values import Actor, Decision, DecisionEffects, RestoredState, ThreadChoices


def write(store: Store, decision: Decision, effects: DecisionEffects) -> int:
    """Write a decision and its effects in one transaction; returns its journal number."""
    with store.transaction():
        store.run(
            "INSERT INTO decision (at, who, kind, data) VALUES (?, ?, ?, ?)",
            (to_micros(decision.at), decision.who, decision.kind, json.dumps(decision.data)),
        )
        (number,) = store.row("SELECT last_insert_rowid()")
        by = Actor(decision.who, decision.via)
        change = journal.begin(
            store, journal.NewEntry(decision.at, by, decision.kind, decision.data["thread"], decision=number)
        )
        _write_effects(store, effects)
        store.run_many(
            "INSERT INTO parted (decision, side, article_id) VALUES (?, ?, ?)",
            [(number, side, id_) for side, ids in enumerate(effects.parted) for id_ in ids],
        )
        made, ended = len(effects.records), len(effects.merges)
        journal.end(store, change, len(decision.data.get("articles", ())), made + ended)
    store.sync()
    return change


def revert(store: Store, change: int, effects: DecisionEffects, restored: RestoredState) -> None:
    """Revert a decision in one transaction.

    Args:
        store: opened for writing.
        change: its number in the journal.
        effects: the threads after the reversal.
        restored: state restored besides the threads.
    """
    with store.transaction():
        ids = [(id_,) for id_ in restored.folded]
        store.run_many("UPDATE article SET unfolded = 0 WHERE id = ?", ids)
        store.run_many("DELETE FROM alias WHERE id = ?", [(each.id,) for each in restored.threads])
        _write_effects(store, effects)
        store.run_many(
            "UPDATE article SET joined = ?, reasons = ? WHERE id = ?",
            [(each.thread_id, each.reason, each.article_id) for each in restored.placed],
        )
        store.run_many(
            """
            UPDATE thread
               SET choice = ?1, followed = coalesce(?1, watch <> ''), muted = ?2, read_until = ?3
             WHERE id = ?4
            """,
            [(each.choice, int(each.muted), to_micros(each.read_until), each.id) for each in restored.threads],
        )
        if restored.kept:
            _restore_choices(store, change, restored.kept)
        store.run_many("INSERT OR REPLACE INTO alias (id, thread_id) VALUES (?, ?)", list(restored.aliases.items()))
        store.run("DELETE FROM parted WHERE decision = (SELECT decision FROM change WHERE number = ?)", (change,))
        journal.set_undone(store, change, effects.at)
        write_threads.recount(store, [record.brief.thread.id for record in effects.records])
    store.sync()


def find(store: Store, number: int) -> Decision:
    """A decision by its own number, which differs from its journal number."""
    return _decisions(store, "WHERE decision.number = ?", (number,))[0]


def listed(store: Store) -> list[Decision]:
    """All decisions, newest first, reverted ones included."""
    return _decisions(store, "ORDER BY decision.number DESC")


def separated(store: Store) -> list[tuple[str, str]]:
    """Pairs of thread ids that must not be merged, by the current threads of the articles that were split."""
    rows = store.rows("""
        SELECT DISTINCT min(one.thread_id, other.thread_id), max(one.thread_id, other.thread_id)
          FROM (SELECT DISTINCT decision, thread_id FROM parted JOIN article ON article.id = article_id
                 WHERE side = 0) AS one
          JOIN (SELECT DISTINCT decision, thread_id FROM parted JOIN article ON article.id = article_id
                 WHERE side = 1) AS other USING (decision)
         WHERE one.thread_id <> other.thread_id
         ORDER BY 1, 2
    """)
    return [(one, other) for one, other in rows]


def joins(store: Store) -> list[tuple[int, str]]:
    """Joins in effect: decision number and the id that the joined thread had at the time."""
    rows = store.rows("""
        SELECT decision.number, json_extract(data, '$.thread')
          FROM decision
          JOIN change ON change.decision = decision.number
         WHERE decision.kind = 'join' AND change.undone IS NULL
         ORDER BY decision.number
    """)
    return [(number, thread) for number, thread in rows]


def split_off(store: Store) -> set[str]:
    """Ids of the threads created by splits."""
    return {id_ for (id_,) in store.rows("SELECT json_extract(data, '$.made') FROM decision WHERE kind = 'split'")}


def _decisions(store: Store, which: str, values: Sequence[Any] = ()) -> list[Decision]:
    rows = store.rows(
        f"""
        SELECT decision.at, decision.who, decision.kind, decision.data, change.via
          FROM decision
          JOIN change ON change.decision = decision.number
         {which}
        """,
        values,
    )
    return [Decision(from_micros(at), who, kind, read_json(data), via) for at, who, kind, data, via in rows]


def _write_effects(store: Store, effects: DecisionEffects) -> None:
    """Write the threads, moves and merges of a decision."""
    write_threads.write_all(store, effects.records)
    _move_articles(store, effects)
    write_threads.merge(store, effects.merges, effects.at)
    store.run_many("UPDATE article SET unfolded = 1 WHERE id = ?", [(id_,) for id_ in effects.unfolded])
    if effects.clusters:
        clusters.write(store, effects.clusters)
    write_threads.recount(store, [record.brief.thread.id for record in effects.records])


def _restore_choices(store: Store, change: int, before: ThreadChoices) -> None:
    """Undo what a thread inherited from threads joined to it, except fields that were marked since."""
    for field, setting in (
        ("choice", "choice = :choice, followed = coalesce(:choice, watch <> '')"),
        ("muted", "muted = :muted"),
    ):
        store.run(
            f"""
            UPDATE thread
               SET {setting}
             WHERE id = :id
               AND NOT EXISTS (SELECT 1 FROM change_item
                                WHERE subject = :id AND field = '{field}' AND change > :change AND holds)
            """,
            {"id": before.id, "choice": before.choice, "muted": int(before.muted), "change": change},
        )


def _move_articles(store: Store, effects: DecisionEffects) -> None:
    """Move articles to new threads, which take over `read_until` from the old ones."""
    write_threads.carry_read_until(store, {each.article_id: each.thread_id for each in effects.moves}, "founded")
    store.run_many(
        "UPDATE article SET thread_id = ?1, joined = ?1, reasons = ?2 WHERE id = ?3",
        [(each.thread_id, each.reason, each.article_id) for each in effects.moves],
    )

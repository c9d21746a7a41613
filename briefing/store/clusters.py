"""What clustering remembers between batches: parts of open threads and how common terms are, a row each.

Only what a batch has changed is written, so that writing does not grow with what is stored.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefing.store import moments
from briefing.store.database import Store

if TYPE_CHECKING:
    from briefing.threads import ClusterChanges, ClusterState, Part

NUMBERS = "clusters"
"""Under this name `moments` keeps the few numbers that are not rows."""


def read(store: Store) -> ClusterState | None:
    """Return all that clustering remembers; None if it has never been at work here."""
    from briefing.threads import ClusterState

    kept = moments.recall(store, NUMBERS)
    if not kept:
        return None
    numbers = json.loads(kept)
    counts = dict(store.rows("SELECT stem, articles FROM term"))
    return ClusterState(_parts(store), counts, numbers["seen"], numbers["next"], numbers["newest"])


def write(store: Store, changes: ClusterChanges) -> None:
    """Write what has changed, inside the transaction of what changed it; the articles are stored already."""
    if changes.recounted:
        store.run("DELETE FROM term")
    store.run_many("INSERT OR REPLACE INTO term (stem, articles) VALUES (?, ?)", [*changes.counts.items()])
    store.run_many(
        """
        INSERT INTO part (number, born, thread_id, size, square, first, last, terms)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (number) DO UPDATE
           SET born = excluded.born, thread_id = excluded.thread_id, size = excluded.size, square = excluded.square,
               first = excluded.first, last = excluded.last, terms = excluded.terms
        """,
        [_columns(part) for part in changes.parts],
    )
    store.run_many("UPDATE article SET part = ? WHERE id = ?", [(number, id_) for id_, number in changes.homes.items()])
    store.run_many("DELETE FROM part WHERE number = ?", [(number,) for number in changes.gone])
    numbers = {"version": 2, "seen": changes.seen, "next": changes.next, "newest": changes.newest}
    moments.keep(store, NUMBERS, json.dumps(numbers))


def _parts(store: Store) -> tuple[Part, ...]:
    from briefing.threads import Group, Part

    articles: dict[int, list[str]] = {}
    for number, id_ in store.rows("SELECT part, id FROM article WHERE part IS NOT NULL ORDER BY part, id"):
        articles.setdefault(number, []).append(id_)
    found = store.rows("SELECT number, born, thread_id, size, square, first, last, terms FROM part ORDER BY number")
    # Read as one document, a term that many parts have is one string in memory.
    terms = json.loads(f"[{','.join(row[7] for row in found)}]")
    return tuple(
        Part(number, born, thread_id, Group(size, vector, square, first, last), tuple(articles.get(number, ())))
        for (number, born, thread_id, size, square, first, last, _), vector in zip(found, terms, strict=True)
    )


def _columns(part: Part) -> tuple[object, ...]:
    group = part.group
    terms = json.dumps(group.sum, ensure_ascii=False, separators=(",", ":"))
    return (part.number, part.born, part.thread_id, group.size, group.square, group.first, group.last, terms)

"""State of the clusterer between batches: parts of open threads, term counts, term usage per source; a row each.

Only rows changed by a batch are written, so the cost of a write does not depend on the size of the store.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from briefing.store import key_values
from briefing.store.columns import read_json
from briefing.store.database import Store

if TYPE_CHECKING:
    from briefing.threads.clustering.source_terms import Usage
    from briefing.threads.clustering.state import ClusterChanges, ClusterState, Part

NUMBERS = "clusters"
"""Name in `key_values` of the counters that have no rows."""


def read(store: Store) -> ClusterState | None:
    """The stored state of the clusterer; None if it has never run on this store."""
    from briefing.threads.clustering.state import ClusterState

    kept = key_values.get_text(store, NUMBERS)
    if not kept:
        return None
    numbers = read_json(kept)
    terms = {
        stem: (number, articles) for stem, number, articles in store.rows("SELECT stem, number, articles FROM term")
    }
    return ClusterState(_parts(store), terms, _usages(store), numbers["seen"], numbers["next"], numbers["newest"])


def write(store: Store, changes: ClusterChanges) -> None:
    """Write changed state, inside the caller's transaction; the articles must be stored already."""
    from briefing.threads.clustering.serialization import pack_usage

    if changes.recounted:
        store.run("DELETE FROM term")
    store.run_many(
        "INSERT OR REPLACE INTO term (stem, number, articles) VALUES (?, ?, ?)",
        [(stem, number, articles) for stem, (number, articles) in changes.terms.items()],
    )
    store.run_many(
        "INSERT OR REPLACE INTO usage (source, articles, terms) VALUES (?, ?, ?)",
        [(source, usage.articles, pack_usage(usage)) for source, usage in changes.usages.items()],
    )
    store.run_many(
        """
        INSERT INTO part (number, born, thread_id, size, square, first, last, source, terms, bond, neutral)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (number) DO UPDATE
           SET born = excluded.born, thread_id = excluded.thread_id, size = excluded.size, square = excluded.square,
               first = excluded.first, last = excluded.last, source = excluded.source, terms = excluded.terms,
               bond = excluded.bond, neutral = excluded.neutral
        """,
        [_columns(part) for part in changes.parts],
    )
    store.run_many("UPDATE article SET part = ? WHERE id = ?", [(number, id_) for id_, number in changes.homes.items()])
    store.run_many("DELETE FROM part WHERE number = ?", [(number,) for number in changes.gone])
    write_numbers(store, changes.seen, changes.next, changes.newest)


def write_numbers(store: Store, seen: int, next_part: int, newest: float | None) -> None:
    """Write the counters that have no rows, as those of this version; see `ClusterState`."""
    numbers = {"version": current_version(), "seen": seen, "next": next_part, "newest": newest}
    key_values.put_text(store, NUMBERS, json.dumps(numbers))


def has_several_languages(store: Store) -> bool:
    """Whether parts have terms that are compared with those of other languages; looked for in the newest ones."""
    (number,) = store.row(
        """
        SELECT count(*)
          FROM (SELECT neutral FROM part ORDER BY number DESC LIMIT 100)
         WHERE instr(neutral, '":{"') > 0
        """
    )
    return bool(number)


def current_version() -> list[int]:
    """Version of this program's clustering and stemmer, whose threads and terms are comparable."""
    from briefing.text.terms import STEMMER
    from briefing.threads.clustering import CLUSTERING

    return [CLUSTERING, STEMMER]


def _parts(store: Store) -> tuple[Part, ...]:
    """Parts of threads that this version of clustering made; those of earlier versions have negative numbers."""
    from briefing.threads.clustering.serialization import unpack
    from briefing.threads.clustering.similarity import Group
    from briefing.threads.clustering.state import Part

    articles: dict[int, list[str]] = defaultdict(list)
    for number, id_ in store.rows("SELECT part, id FROM article WHERE part >= 0 ORDER BY part"):
        articles[number].append(id_)
    rows = store.rows(
        """
        SELECT number, born, thread_id, size, square, first, last, source, bond, neutral, terms
          FROM part
         WHERE number >= 0
         ORDER BY number
        """
    )
    return tuple(
        Part(number, born, thread_id, Group(*measures), vector, tuple(sorted(articles[number])), bond, neutral)
        for (number, born, thread_id, *measures, bond, neutral, _), vector in zip(
            rows, unpack([row[-1] for row in rows]), strict=True
        )
    )


def _usages(store: Store) -> dict[str, Usage]:
    from briefing.threads.clustering.serialization import unpack_usages

    rows = store.rows("SELECT articles, terms, source FROM usage ORDER BY source")
    counted = unpack_usages((articles, terms) for articles, terms, _ in rows)
    return {row[2]: usage for row, usage in zip(rows, counted, strict=True)}


def _columns(part: Part) -> tuple[object, ...]:
    from briefing.threads.clustering.serialization import pack

    group = part.group
    measures = (group.size, group.square, group.first, group.last, group.source)
    return (part.number, part.born, part.thread_id, *measures, pack(part.vector), part.bond, part.neutral)

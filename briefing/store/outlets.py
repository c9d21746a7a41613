"""Names of publishers given to sources and their articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.codec import to_json
from briefing.store import write_threads
from briefing.store.database import Store

MOST_URLS = 50
"""Maximum number of addresses from which the site of a source is computed."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A source whose articles get the name of its publisher."""

    source_id: str
    """Id of the source."""
    site: str
    """Registrable domain of its articles; empty if several publishers share it."""
    outlet: str
    """Name of its publisher."""
    earlier: tuple[str, ...]
    """Names that its articles may have in place of that."""


def urls(store: Store, source_id: str) -> list[str]:
    """Addresses of some articles of a source."""
    rows = store.rows("SELECT url FROM article WHERE source_id = ? LIMIT ?", (source_id, MOST_URLS))
    return [url for (url,) in rows]


def write(store: Store, namings: Sequence[Naming]) -> None:
    """Write names of publishers; briefs of the threads with renamed articles are marked as outdated.

    Articles keep another name that their entries or pages have given. What clustering knows of a source stays with it.
    """
    renames = [
        (each.source_id, name, each.outlet) for each in namings for name in sorted({*each.earlier} - {each.outlet, ""})
    ]
    changed: set[str] = set()
    with store.transaction():
        for rename in renames:
            changed |= _rename(store, *rename)
        store.run_many(
            "UPDATE source SET site = ?, outlet = ? WHERE id = ?",
            [(each.site, each.outlet, each.source_id) for each in namings],
        )
        ids = sorted(changed)
        store.run_many("UPDATE thread SET behind = 2 WHERE id = ? AND behind = 0", [(id_,) for id_ in ids])
        write_threads.recount(store, ids)


def _rename(store: Store, source_id: str, old: str, new: str) -> set[str]:
    """Rename the outlet of a source's articles; returns the ids of their threads."""
    rows = store.rows(
        "SELECT DISTINCT thread_id FROM article WHERE source_id = ? AND outlet = ? AND thread_id IS NOT NULL",
        (source_id, old),
    )
    store.run("UPDATE article SET outlet = ? WHERE source_id = ? AND outlet = ?", (new, source_id, old))
    keys = (new.casefold(), old.casefold())
    store.run("UPDATE part SET source = ? WHERE source = ?", keys)
    store.run("UPDATE OR IGNORE usage SET source = ? WHERE source = ?", keys)
    store.run("DELETE FROM usage WHERE source = ?2 AND ?1 <> ?2", keys)
    ids = [id_ for (id_,) in rows]
    _rename_in_briefs(store, ids, old, new)
    return set(ids)


def _rename_in_briefs(store: Store, thread_ids: Sequence[str], old: str, new: str) -> None:
    """Rename an outlet in what is stored of threads until their briefs are built again."""
    names = (f'"outlet":{to_json(old)}', f'"outlet":{to_json(new)}')
    rows = [(*names, id_) for id_ in thread_ids]
    store.run_many("UPDATE quote SET data = replace(data, ?1, ?2) WHERE thread_id = ?3", rows)
    store.run_many(
        """
        UPDATE brief
           SET data = json_set(replace(data, ?1, ?2), '$.outlets', json((
                   SELECT json_group_array(outlet)
                     FROM (SELECT outlet FROM article
                            WHERE thread_id = ?3 AND outlet <> ''
                            GROUP BY outlet ORDER BY count(*) DESC, outlet))))
         WHERE thread_id = ?3
        """,
        rows,
    )

"""Sources: state of the last request, known entries, and the update of one source in one transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from briefing.model import Health, SourceFailure
from briefing.sanitizer import hide_login, replace_surrogates
from briefing.store import articles, key_values
from briefing.store.columns import from_lines, from_micros, read_json, to_lines, to_micros
from briefing.store.database import Store

if TYPE_CHECKING:
    from briefing.config import FullText
    from briefing.model import FeedSchedule, Source
    from briefing.store.stored_values import Activity, Plan, RefusedVersion, SeenEntry, SourceState

REFRESHED = "refreshed"
"""Name in `key_values` of the time of the last refresh."""

FAILING = "failing:"
"""Prefix of a source id: name in `key_values` of the first of its consecutive failures."""

SILENT_AFTER = timedelta(days=30)
"""A feed that answers but has had no new article for this long is reported as silent."""

_STATE = """
    id, kind, location, title, place, etag, last_modified, body_hash, checked, ok, brought, failures, error,
    moved_to, ask_after, gone, from_private, own_title, site, outlet, schedule
"""
"""The columns `_state` reads, in its order."""

_ENTRY = """
    entry.key, entry.fingerprint, entry.article_id, entry.guid, entry.address, entry.title,
    entry.published, entry.refused
"""
"""The columns `_entry` reads, in its order."""


def states(store: Store, ids: Collection[str] | None = None) -> dict[str, SourceState]:
    """Known sources, by id; None for all."""
    among = "" if ids is None else "WHERE id IN (SELECT value FROM json_each(?))"
    rows = store.rows(f"SELECT {_STATE} FROM source {among}", () if ids is None else (json.dumps(list(ids)),))
    return {row[0]: _state(row) for row in rows}


def synced(store: Store, full_text: FullText) -> list[Source]:
    """Subscriptions of the sync server, in order, with this mode of their pages."""
    from briefing.model import Source

    rows = store.rows(
        "SELECT id, location, title, tags FROM source WHERE kind = 'synced' AND place IS NOT NULL ORDER BY place"
    )
    return [Source(id_, "synced", location, title, from_lines(tags), full_text) for id_, location, title, tags in rows]


def note_synced(store: Store, at: datetime) -> None:
    """Record that all subscriptions of the sync server have been read."""
    store.run("UPDATE source SET checked = ?1, ok = ?1 WHERE kind = 'synced' AND place IS NOT NULL", (to_micros(at),))


def count_synced(store: Store) -> int:
    """Number of subscriptions of the sync server."""
    (number,) = store.row("SELECT count(*) FROM source WHERE kind = 'synced' AND place IS NOT NULL")
    return int(number)


def configure(store: Store, sources: Sequence[Source]) -> None:
    """Store which sources are configured, in order; entries of other sources are kept."""
    with store.transaction():
        store.run(
            """
            UPDATE source SET place = NULL
             WHERE place IS NOT NULL AND id NOT IN (SELECT value FROM json_each(?))
            """,
            (json.dumps([source.id for source in sources]),),
        )
        store.run_many(
            """
            INSERT INTO source (id, kind, location, title, place, tags) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE
               SET place = excluded.place, title = iif(excluded.title <> '', excluded.title, title),
                   tags = excluded.tags
             WHERE place IS NOT excluded.place OR excluded.title NOT IN ('', title) OR tags <> excluded.tags
            """,
            [(s.id, s.kind, _location(s), s.title, place, to_lines(s.tags)) for place, s in enumerate(sources)],
        )
        _hide_logins(store)


def _hide_logins(store: Store) -> None:
    """Remove the logins that earlier versions have stored with the addresses of feeds."""
    rows = store.rows(
        "SELECT id, location FROM source WHERE kind = 'feed' AND (location LIKE '%@%' OR location LIKE '%?%=%')"
    )
    changed = [(hide_login(location), id_) for id_, location in rows if hide_login(location) != location]
    store.run_many("UPDATE source SET location = ? WHERE id = ?", changed)


def _location(source: Source) -> str:
    """The location as stored: without login, which only the configuration has."""
    return replace_surrogates(hide_login(source.location) if source.kind == "feed" else source.location)


def inherit(store: Store, replacements: Sequence[tuple[str, str]]) -> None:
    """Copy the entries of old sources to new ones and reassign their articles; existing entries are kept.

    Args:
        store: opened for writing.
        replacements: new source id, old source id.
    """
    with store.transaction():
        store.run_many(
            """
            INSERT OR IGNORE INTO entry
                   (source_id, key, fingerprint, article_id, guid, address, title, published, refused)
            SELECT ?1, key, fingerprint, article_id, guid, address, title, published, refused
              FROM entry
             WHERE source_id = ?2
            """,
            replacements,
        )
        store.run_many("UPDATE article SET source_id = ?1 WHERE source_id = ?2", replacements)
        store.run_many(
            "UPDATE source SET outlet = (SELECT outlet FROM source WHERE id = ?2) WHERE id = ?1", replacements
        )


def entries(store: Store, source_id: str, keys: Collection[str]) -> dict[str, SeenEntry]:
    """Entries of a source that are known, by key."""
    rows = store.rows(
        f"""
        SELECT {_ENTRY}
          FROM json_each(?) AS given
         CROSS JOIN entry ON entry.source_id = ? AND entry.key = given.value
        """,
        (json.dumps(list(keys)), source_id),
    )
    return {row[0]: _entry(row) for row in rows}


def has_entries(store: Store, source_id: str) -> bool:
    """Whether any entry of a source is known."""
    return store.row("SELECT 1 FROM entry WHERE source_id = ? LIMIT 1", (source_id,)) is not None


def entries_alike(store: Store, source_id: str, guids: Collection[str], addresses: Collection[str]) -> list[SeenEntry]:
    """Entries of a source with one of these identifiers (as hashes) or addresses (as `SeenEntry.address`)."""
    rows = store.rows(
        f"""
        SELECT {_ENTRY}
          FROM json_each(?1) AS given
         CROSS JOIN entry INDEXED BY entry_by_guid ON entry.source_id = ?3 AND entry.guid = given.value
         WHERE entry.guid <> ''
         UNION
        SELECT {_ENTRY}
          FROM json_each(?2) AS given
         CROSS JOIN entry INDEXED BY entry_by_address ON entry.source_id = ?3 AND entry.address = given.value
        """,
        (json.dumps(list(guids)), json.dumps(list(addresses)), source_id),
    )
    return [_entry(row) for row in rows]


def refused(store: Store) -> list[RefusedVersion]:
    """Articles whose newest version was rejected, by source id."""
    from briefing.store.stored_values import RefusedVersion

    rows = store.rows(
        """
        SELECT entry.source_id, article.title, entry.refused
          FROM entry INDEXED BY entry_refused
          JOIN article ON article.id = entry.article_id
         WHERE entry.refused <> ''
         ORDER BY entry.source_id, article.id
        """
    )
    return [RefusedVersion(*row) for row in rows]


def article_of(store: Store, source_id: str, key: str) -> str:
    """Id of the article of a source's entry; empty if the entry is unknown."""
    row = store.row("SELECT article_id FROM entry WHERE source_id = ? AND key = ?", (source_id, key))
    return row[0] if row else ""


def activity(store: Store, ids: Collection[str], since: datetime) -> dict[str, Activity]:
    """Article counts and dates of sources, by id; sources without articles are left out."""
    from briefing.store.stored_values import Activity

    rows = store.rows(
        """
        SELECT given.value, count(*), sum(coalesce(article.published, article.fetched) >= ?),
               max(coalesce(article.published, article.fetched)), min(coalesce(article.published, article.fetched))
          FROM json_each(?) AS given
          JOIN entry ON entry.source_id = given.value
          JOIN article ON article.id = entry.article_id
         GROUP BY given.value
        """,
        (to_micros(since), json.dumps(list(ids))),
    )
    return {row[0]: Activity(row[1], row[2], from_micros(row[3]), from_micros(row[4])) for row in rows}


def integrity(store: Store) -> list[str]:
    """Problems found by SQLite's integrity check, one line each, at most eleven; reads the whole file."""
    lines = [line for row in store.rows("PRAGMA integrity_check(10)") for line in row[0].splitlines()]
    wrong = [line for line in lines if line != "ok" and not line.startswith("***")][:10]
    (loose,) = store.row("SELECT count(*) FROM pragma_foreign_key_check")
    return wrong + ([f"{loose} rows refer to others that are not there"] if loose else [])


def write_plan(store: Store, plan: Plan) -> None:
    """Write one source's update in one transaction."""
    with store.transaction():
        write_states(store, [plan.state])
        for old, new in plan.renamed.items():
            store.run("UPDATE article SET id = ? WHERE id = ? AND thread_id IS NULL", (new, old))
            store.run(
                """
                UPDATE entry SET article_id = ?1
                 WHERE source_id IN (SELECT id FROM source) AND address = ?2 AND article_id = ?2
                """,
                (new, old),
            )
        articles.write_drafts(store, plan.drafts)
        store.run_many(
            """
            INSERT INTO entry (source_id, key, fingerprint, article_id, guid, address, title, published, refused)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (source_id, key) DO UPDATE
               SET fingerprint = excluded.fingerprint, article_id = excluded.article_id, guid = excluded.guid,
                   address = excluded.address, title = excluded.title, published = excluded.published,
                   refused = excluded.refused
            """,
            [_entry_columns(plan.state.source.id, entry) for entry in plan.entries],
        )


def write_states(store: Store, changed: Sequence[SourceState]) -> None:
    """Write the states of sources in one transaction."""
    with store.transaction():
        store.run_many(
            f"""
            INSERT INTO source ({_STATE})
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE
               SET title = excluded.title, place = excluded.place, etag = excluded.etag,
                   last_modified = excluded.last_modified, body_hash = excluded.body_hash,
                   checked = excluded.checked, ok = excluded.ok, brought = excluded.brought,
                   failures = excluded.failures, error = excluded.error,
                   moved_to = excluded.moved_to, ask_after = excluded.ask_after, gone = excluded.gone,
                   from_private = excluded.from_private, own_title = excluded.own_title, site = excluded.site,
                   outlet = excluded.outlet, schedule = excluded.schedule
            """,
            [_columns(state) for state in changed],
        )
        _note_failures(store, changed)


def failing_since(store: Store) -> dict[str, datetime]:
    """Time of the first of the consecutive failures, by source id, for failing sources."""
    names = (FAILING, FAILING[:-1] + chr(ord(FAILING[-1]) + 1))
    rows = store.rows("SELECT name, at FROM moment WHERE name >= ? AND name < ?", names)
    return {name.removeprefix(FAILING): from_micros(at) for name, at in rows}


def _note_failures(store: Store, changed: Sequence[SourceState]) -> None:
    known = failing_since(store)
    since = [(state, state.checked) for state in changed if state.failures and state.checked]
    begun = [(FAILING + s.source.id, to_micros(at)) for s, at in since if s.source.id not in known or s.failures == 1]
    over = [(FAILING + s.source.id,) for s in changed if not s.failures and s.source.id in known]
    store.run_many("INSERT OR REPLACE INTO moment (name, at) VALUES (?, ?)", begun)
    store.run_many("DELETE FROM moment WHERE name = ?", over)


def health(store: Store) -> Health:
    """Health of the configured sources at the last refresh; silence is measured against that refresh."""
    refreshed, known = key_values.get(store, REFRESHED), _configured(store)
    answering = [state for state in known if not state.failures and state.checked]
    failing = [state for state in known if state.failures and not state.gone]
    feeds = [state for state in known if state.source.kind != "file"]  # a file is read with or without a network
    return Health(
        ok=len(answering),
        failed=tuple(
            SourceFailure(hide_login(s.source.location), s.error, s.source.title, s.ask_after, s.ok) for s in failing
        ),
        silent=tuple(_silent_source(s, s.brought) for s in answering if s.brought and _is_silent(s, refreshed)),
        refreshed=refreshed,
        paused=tuple(SourceFailure(hide_login(s.source.location), s.error, s.source.title) for s in known if s.gone),
        moved=tuple(
            SourceFailure(hide_login(s.source.location), f"moved to {s.moved_to}", s.source.title)
            for s in known
            if s.moved_to
        ),
        read=max((state.ok for state in feeds or known if state.ok), default=None),
    )


def _configured(store: Store) -> list[SourceState]:
    rows = store.rows(f"SELECT {_STATE} FROM source WHERE place IS NOT NULL ORDER BY place")
    return [_state(row) for row in rows]


def _is_silent(state: SourceState, refreshed: datetime | None) -> bool:
    quiet_since = state.brought
    return (
        state.source.kind == "feed"
        and quiet_since is not None
        and refreshed is not None
        and refreshed - quiet_since > SILENT_AFTER
    )


def _silent_source(state: SourceState, brought: datetime) -> SourceFailure:
    return SourceFailure(hide_login(state.source.location), f"nothing new since {brought:%Y-%m-%d}", state.source.title)


def _state(row: Sequence[Any]) -> SourceState:
    from briefing.model import Source
    from briefing.store.source_states import SourceState

    id_, kind, location, title, place, etag, modified, body_hash, checked, ok, brought, failures, error = row[:13]
    moved_to, ask_after, gone, from_private, own_title, site, outlet, schedule = row[13:]
    return SourceState(
        Source(id_, kind, location, title),
        place,
        etag,
        modified,
        body_hash,
        from_micros(checked),
        from_micros(ok),
        from_micros(brought),
        failures,
        error,
        moved_to,
        from_micros(ask_after),
        bool(gone),
        None if from_private is None else bool(from_private),
        own_title,
        site,
        outlet,
        _schedule(schedule) if schedule else None,
    )


def _entry(row: Sequence[Any]) -> SeenEntry:
    from briefing.store.stored_values import SeenEntry

    key, fingerprint, article_id, guid, address, title, published, why = row
    return SeenEntry(key, fingerprint, article_id, guid, address, title, from_micros(published), why)


def _entry_columns(source_id: str, entry: SeenEntry) -> tuple[object, ...]:
    published = to_micros(entry.published)
    words = (entry.key, entry.fingerprint, entry.article_id, entry.guid, entry.address, entry.title)
    return (source_id, *words, published, entry.refused)


def _schedule(column: str) -> FeedSchedule:
    from briefing.model import FeedSchedule

    minutes, hours, days = read_json(column)
    return FeedSchedule(minutes, tuple(hours), tuple(days))


def _schedule_column(schedule: FeedSchedule | None) -> str | None:
    """A schedule as a JSON list; None for none."""
    return json.dumps([schedule.minutes, schedule.skip_hours, schedule.skip_days]) if schedule else None


def _columns(state: SourceState) -> tuple[object, ...]:
    source = state.source
    times = (to_micros(state.checked), to_micros(state.ok), to_micros(state.brought))
    return (
        *(source.id, source.kind, _location(source), source.title, state.place),
        *(state.etag, state.last_modified, state.body_hash, *times, state.failures, replace_surrogates(state.error)),
        *(state.moved_to, to_micros(state.ask_after), int(state.gone), state.from_private),
        *(state.own_title, state.site, state.outlet, _schedule_column(state.schedule)),
    )

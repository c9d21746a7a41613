"""The reader's marks on articles and threads, written together with the journal rows that can revert them.

A change is a list of fields set to values. For every field whose value differs the journal stores the value before
and after; the rows of one field form a chain, from which any link can be removed and put back.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from briefing.model import JournalEntry
from briefing.store import journal, write_threads
from briefing.store.database import Store
from briefing.store.journal import NewEntry
from briefing.store.stored_values import Setting

TAG = "tag:"
"""Prefix of the names of fields that hold whether a tag is set."""

_FLAGS = {"read", "starred"}
"""Fields of articles that are stored as columns."""

Row = tuple[int | str, str, Any]
"""Subject (an article's number or a thread's id), field, value."""


def write(store: Store, opening: NewEntry, settings: Sequence[Setting]) -> JournalEntry | None:
    """Set fields and write the journal entry in one transaction; None if all fields have these values already."""
    with store.transaction(), store.attempt() as roll_back:
        number = journal.begin(store, opening)
        for setting in settings:
            _record(store, number, setting)
        rows = store.rows("SELECT subject, field, after FROM change_item WHERE change = ? ORDER BY field", (number,))
        if not rows:
            roll_back()
            return None
        touched = _apply(store, rows)
        articles = {subject for subject, _, _ in rows if isinstance(subject, int)}
        journal.end(store, number, len(articles), len(touched))
        return journal.entry(store, number)


def revert(store: Store, number: int) -> list[str]:
    """Remove a change's links from their chains: fields that no later change has set get their earlier value back.

    Returns:
        ids of the affected threads.
    """
    _splice(store, number, "mine.before")
    rows = store.rows(f"SELECT subject, field, before FROM change_item AS mine WHERE {_LAST} ORDER BY field", (number,))
    store.run("UPDATE change_item SET holds = 0 WHERE change = ?", (number,))
    return _apply(store, rows)


def reapply(store: Store, number: int) -> list[str]:
    """Insert the links of a reverted change into their chains again; returns as `revert`."""
    store.run(
        f"""
        UPDATE change_item AS mine
           SET before = CASE WHEN {_IS_LAST} THEN {_NOW}
                             ELSE (SELECT before FROM change_item AS later WHERE {_LATER} ORDER BY change LIMIT 1) END
         WHERE change = ?
        """,
        (number,),
    )
    _splice(store, number, "mine.after")
    rows = store.rows(f"SELECT subject, field, after FROM change_item AS mine WHERE {_LAST} ORDER BY field", (number,))
    store.run("UPDATE change_item SET holds = 1 WHERE change = ?", (number,))
    return _apply(store, rows)


_LATER = "later.subject = mine.subject AND later.field = mine.field AND later.change > mine.change AND later.holds"
_IS_LAST = f"NOT EXISTS (SELECT 1 FROM change_item AS later WHERE {_LATER})"
_LAST = f"mine.change = ? AND {_IS_LAST}"
"""Links that are last in their chain: they hold the current value of the field."""

_NOW = f"""
    CASE WHEN field = 'read' THEN (SELECT read FROM article WHERE number = subject)
         WHEN field = 'starred' THEN (SELECT starred FROM article WHERE number = subject)
         WHEN field = 'read_until' THEN (SELECT read_until FROM thread WHERE id = subject)
         WHEN field = 'muted' THEN (SELECT muted FROM thread WHERE id = subject)
         WHEN field = 'choice' THEN (SELECT choice FROM thread WHERE id = subject)
         WHEN typeof(subject) = 'integer' THEN EXISTS (
             SELECT 1 FROM article_tag WHERE number = subject AND tag = substr(field, {len(TAG) + 1}))
         ELSE EXISTS (SELECT 1 FROM thread_tag WHERE thread_id = subject AND tag = substr(field, {len(TAG) + 1}))
    END
"""
"""Current value of a link's field."""


def _splice(store: Store, number: int, value: str) -> None:
    """Set the `before` of the links that follow those of a change to `value`."""
    store.run(
        f"""
        UPDATE change_item AS next
           SET before = {value}
          FROM change_item AS mine
         WHERE mine.change = ?
           AND next.subject = mine.subject AND next.field = mine.field
           AND next.change = (SELECT min(later.change) FROM change_item AS later WHERE {_LATER})
        """,
        (number,),
    )


def _record(store: Store, number: int, setting: Setting) -> None:
    """Write a journal row with the values before and after for each subject of a setting whose value differs."""
    values = json.dumps([[id_, value] for id_, value in setting.values.items()])
    store.run(_record_sql(setting), {"change": number, "field": setting.field, "values": values})


def _record_sql(setting: Setting) -> str:
    table, key = ("article", "number") if setting.on == "article" else ("thread", "id")
    before, after = f"{table}.{setting.field}", "json_extract(given.value, '$[1]')"
    if setting.field.startswith(TAG):
        owner = "number" if setting.on == "article" else "thread_id"
        before = f"""EXISTS (SELECT 1 FROM {table}_tag
                              WHERE {owner} = {table}.{key} AND tag = substr(:field, {len(TAG) + 1}))"""
    elif setting.field == "read_until":  # never moved back, only reset by marking unread
        after = f"iif({after} IS NULL, NULL, max(coalesce(thread.read_until, 0), {after}))"
    return f"""
        INSERT OR IGNORE INTO change_item (subject, field, change, before, after)
        SELECT {table}.{key}, :field, :change, {before}, {after}
          FROM json_each(:values) AS given
         CROSS JOIN {table} ON {table}.id = json_extract(given.value, '$[0]')
         WHERE ({before}) IS NOT ({after})
    """


def _apply(store: Store, rows: Sequence[Row]) -> list[str]:
    """Set fields to values and recount; returns the ids of the affected threads."""
    numbers: set[int] = set()
    touched: dict[str, None] = {}
    for field, group in groupby(_with_successors(store, rows), lambda row: row[1]):
        by_kind: dict[bool, list[tuple[Any, int | str]]] = defaultdict(list)
        for subject, _, value in group:
            by_kind[isinstance(subject, int)].append((value, subject))
        for on_article, values in by_kind.items():
            _set(store, field, on_article, values)
            if on_article:
                numbers.update(int(subject) for _, subject in values)
            else:
                touched.update((str(subject), None) for _, subject in values)
    threads = store.rows(
        """
        SELECT DISTINCT article.thread_id
          FROM json_each(?) AS given
         CROSS JOIN article ON article.number = given.value
         WHERE article.thread_id IS NOT NULL
        """,
        (json.dumps(sorted(numbers)),),
    )
    touched.update((thread_id, None) for (thread_id,) in threads)
    write_threads.recount(store, touched)
    return list(touched)


def _with_successors(store: Store, rows: Sequence[Row]) -> Iterator[Row]:
    """The rows with merged threads replaced by their successors, except fields set on the successor itself."""
    ids = {subject for subject, _, _ in rows if isinstance(subject, str)}
    merged = dict(
        store.rows(
            "SELECT alias.id, thread_id FROM json_each(?) AS given CROSS JOIN alias ON alias.id = given.value",
            (json.dumps(sorted(ids)),),
        )
    )
    for subject, field, value in rows:
        successor = merged.get(str(subject))
        if successor is None:
            yield subject, field, value
        elif not store.row("SELECT 1 FROM change_item WHERE subject = ? AND field = ? AND holds", (successor, field)):
            yield successor, field, value


def _set(store: Store, field: str, on_article: bool, values: Sequence[tuple[Any, int | str]]) -> None:
    if field.startswith(TAG):
        table, owner = ("article_tag", "number") if on_article else ("thread_tag", "thread_id")
        known = "article WHERE number" if on_article else "thread WHERE id"
        tag = field.removeprefix(TAG)
        store.run_many(
            f"INSERT OR IGNORE INTO {table} ({owner}, tag) SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM {known} = ?1)",
            [(subject, tag) for value, subject in values if value],
        )
        store.run_many(
            f"DELETE FROM {table} WHERE {owner} = ? AND tag = ?",
            [(subject, tag) for value, subject in values if not value],
        )
    elif field in _FLAGS:
        store.run_many(f"UPDATE article SET {field} = ? WHERE number = ?", values)
    elif field == "choice":
        store.run_many("UPDATE thread SET choice = ?1, followed = coalesce(?1, watch <> '') WHERE id = ?2", values)
    else:
        store.run_many(f"UPDATE thread SET {field} = ? WHERE id = ?", values)

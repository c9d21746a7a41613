"""Repair of arrival times in the future, left by a clock that ran ahead."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from briefing.codec import to_data
from briefing.store.columns import to_micros
from briefing.store.database import Store


def dated_before(store: Store, arrived: datetime, date: datetime) -> tuple[int, int]:
    """Number of dated articles that arrived after `arrived`: published up to `date`, and published later."""
    by_date, later = store.row(
        """
        SELECT coalesce(sum(published <= ?2), 0), coalesce(sum(published > ?2), 0)
          FROM article
         WHERE fetched > ?1 AND published IS NOT NULL
        """,
        (to_micros(arrived), to_micros(date)),
    )
    return by_date, later


def pull_back(store: Store, now: datetime, by: timedelta) -> None:
    """Shift timestamps later than `now` back by `by`, in one transaction; arrivals and cursors keep their order.

    Threads with such articles are marked as behind, as their briefs contain arrival times.
    """
    values = {"now": to_micros(now), "by": by // timedelta(microseconds=1), "seconds": now.timestamp()}
    with store.transaction():
        _pull_back_additions(store, now, by)
        store.run("UPDATE thread SET behind = 1 WHERE arrived > :now OR last > :now", values)
        for table, column in _SHIFTED:
            store.run(f"UPDATE {table} SET {column} = min({column} - :by, :now) WHERE {column} > :now", values)
        for table, column in _CUT:
            store.run(f"UPDATE {table} SET {column} = :now WHERE {column} > :now", values)
        store.run("UPDATE part SET last = :seconds WHERE last > :seconds", values)
        store.run("UPDATE part SET first = :seconds WHERE first > :seconds", values)
        store.run(
            """
            UPDATE memory SET data = json_set(data, '$.newest', :seconds)
             WHERE name = 'clusters' AND json_extract(data, '$.newest') > :seconds
            """,
            values,
        )


_SHIFTED = (
    ("article", "fetched"),
    ("article", "edited"),
    ("thread", "founded"),
    ("thread", "arrived"),
    ("thread", "read_until"),
    ("moment", "at"),
)
_CUT = (
    ("source", "checked"),
    ("source", "ok"),
    ("source", "brought"),
    ("article", "page_after"),
    ("article", "published"),
)


def _pull_back_additions(store: Store, now: datetime, by: timedelta) -> None:
    """Shift the timestamps of passages added by edits, which are stored in the analysis."""
    rows = store.rows(
        """
        SELECT article.number, content.analysis
          FROM article
          JOIN content ON content.number = article.number
         WHERE article.edited > ? AND content.analysis IS NOT NULL
        """,
        (to_micros(now),),
    )
    for number, analysis in rows:
        data = json.loads(analysis)
        for addition in data.get("additions", ()):
            added = datetime.fromisoformat(addition["added"])
            addition["added"] = to_data(added - by if added > now else added)
        store.run(
            "UPDATE content SET analysis = ? WHERE number = ?",
            (json.dumps(data, separators=(",", ":")), number),
        )

"""Named points in time, such as the cursor of `daily`, and named strings, such as the clusterer's counters."""

from __future__ import annotations

from datetime import datetime

from briefing.store.columns import from_micros, to_micros
from briefing.store.database import Store

ARRIVED = "arrived"
"""Name of the last arrival; later arrivals get later times, whatever the clock says."""


def get(store: Store, name: str) -> datetime | None:
    """The point in time stored under `name`; None if it was never set."""
    row = store.row("SELECT at FROM moment WHERE name = ?", (name,))
    return from_micros(row[0]) if row else None


def put(store: Store, name: str, at: datetime) -> None:
    """Store a point in time under `name`."""
    store.run(
        "INSERT INTO moment (name, at) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET at = excluded.at",
        (name, to_micros(at)),
    )


def get_text(store: Store, name: str) -> str:
    """The string stored under `name`; empty if there is none."""
    row = store.row("SELECT data FROM memory WHERE name = ?", (name,))
    return row[0] if row else ""


def put_text(store: Store, name: str, data: str) -> None:
    """Store a string under `name`; writes nothing if it is unchanged."""
    store.run(
        """
        INSERT INTO memory (name, data) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET data = excluded.data WHERE data <> excluded.data
        """,
        (name, data),
    )

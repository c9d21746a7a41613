"""Delivered briefings, stored so that a past one can be printed again."""

from __future__ import annotations

import zlib
from datetime import datetime

from briefing.codec import to_json
from briefing.model import Briefing
from briefing.store.columns import from_json, from_micros, to_micros
from briefing.store.database import Store

KEPT = 400
"""Maximum number of stored deliveries: more than a year of daily briefings."""


def put(store: Store, briefing: Briefing) -> None:
    """Store a briefing under its creation time; the oldest beyond `KEPT` are deleted."""
    data = zlib.compress(to_json(briefing).encode("ascii"))
    store.run("INSERT OR REPLACE INTO delivery (at, data) VALUES (?, ?)", (to_micros(briefing.generated_at), data))
    store.run("DELETE FROM delivery WHERE at NOT IN (SELECT at FROM delivery ORDER BY at DESC LIMIT ?)", (KEPT,))


def last_between(store: Store, begin: datetime, end: datetime) -> Briefing | None:
    """The newest briefing with `begin` <= creation time < `end`; None if there is none."""
    row = store.row(
        "SELECT data FROM delivery WHERE at >= ? AND at < ? ORDER BY at DESC LIMIT 1",
        (to_micros(begin), to_micros(end)),
    )
    return from_json(Briefing, zlib.decompress(row[0]).decode("ascii")) if row else None


def last_before(store: Store, end: datetime) -> datetime | None:
    """Creation time of the newest briefing before `end`; None if there is none."""
    row = store.row("SELECT max(at) FROM delivery WHERE at < ?", (to_micros(end),))
    at: int | None = row[0]
    return from_micros(at)

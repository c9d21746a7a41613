"""Read state from newsboat's `cache.db` (https://newsboat.org); the file is never written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import SourceError

MAX_ITEMS = 500_000
"""Maximum number of items read, the last stored ones."""
PATIENCE = 2
"""Seconds to wait while newsboat writes."""


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An article that was read or deleted in newsboat."""

    feed_url: str
    """Address of the feed as subscribed to."""
    url: str
    """Address of the article; may be empty."""
    guid: str
    """The feed's identifier of the article."""


def read_items(path: Path) -> list[ReadItem]:
    """Articles that were read or deleted, last stored first.

    Raises:
        SourceError: the file cannot be read, or is not a newsboat cache.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as db:
            db.execute("PRAGMA trusted_schema = OFF")
            rows = db.execute(
                "SELECT feedurl, url, guid FROM rss_item WHERE unread = 0 OR deleted = 1 ORDER BY id DESC LIMIT ?",
                (MAX_ITEMS,),
            ).fetchall()
    except sqlite3.OperationalError as error:
        reason = "not newsboat's cache.db" if "no such" in str(error) else str(error)
        raise SourceError(f"{path}: cannot read which articles were read: {reason}") from error
    except sqlite3.DatabaseError as error:
        raise SourceError(f"{path}: cannot read which articles were read: {error}") from error
    return [ReadItem(*(value if isinstance(value, str) else "" for value in row)) for row in rows]

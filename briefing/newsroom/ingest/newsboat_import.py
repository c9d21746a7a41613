"""Import of newsboat's read state: stored articles are marked at once, others when they arrive."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.model import stable_id
from briefing.newsroom.library import user_marks
from briefing.store import Store, articles, key_values, sources
from briefing.store.stored_values import Actor

if TYPE_CHECKING:
    from briefing.store.newsboat import ReadItem

WAITING = "read elsewhere"
"""Name in `key_values` of the ids of articles to be marked read when they arrive."""
PATIENCE = timedelta(days=60)
"""After this time articles that have not arrived are dropped."""
NEWSBOAT = Actor("newsboat", "cli")


@dataclass(frozen=True, slots=True)
class Adopted:
    """Result of an import."""

    marked: int
    """Number of articles marked read."""
    waiting: int
    """Number of articles to be marked when they arrive."""


def adopt_read_state(store: Store, path: Path, *, by: Actor = NEWSBOAT, now: datetime | None = None) -> Adopted:
    """Mark articles read that are read in newsboat's `cache.db`, as one change that can be undone.

    Args:
        store: opened for writing.
        path: path of the file, which is only read.
        by: author of the change.
        now: the time of the change.

    Raises:
        SourceError: the file is not newsboat's, or cannot be read.
    """
    from briefing.store.newsboat import read_items

    now = now or datetime.now(UTC)
    ids = _ids(store, read_items(path))
    with store.transaction():
        stored = articles.stored(store, ids)
        marked = _mark(store, stored, by, now)
        waiting = set(_waiting(store, now)) | (ids - stored)
        _keep(store, waiting, now)
    return Adopted(marked, len(waiting))


def mark_arrived(store: Store, now: datetime) -> None:
    """Mark waiting articles read that have arrived."""
    if not (waiting := set(_waiting(store, now))):
        return
    with store.transaction():
        arrived = articles.stored(store, waiting)
        if arrived:
            _mark(store, arrived, NEWSBOAT, now)
            _keep(store, waiting - arrived, now)


def _ids(store: Store, items: Sequence[ReadItem]) -> set[str]:
    """Ids of articles: by the feed's identifier where it is known, else derived from the address."""
    from briefing.newsroom.ingest.entry_keys import guid_hash
    from briefing.sources.article_urls import absolute, canonical
    from briefing.sources.entries import article_id

    guids: dict[str, set[str]] = {}
    for item in items:
        guids.setdefault(stable_id(item.feed_url), set()).add(guid_hash(item.guid, item.feed_url))
    known = {
        (source_id, entry.guid): entry.article_id
        for source_id, hashes in guids.items()
        for entry in sources.entries_alike(store, source_id, hashes - {""}, ())
    }
    ids = set()
    for item in items:
        url, source_id = absolute(item.url, item.feed_url), stable_id(item.feed_url)
        if url or item.guid:
            by_address = article_id(canonical(url) if url else "", source_id, item.guid)
            ids.add(known.get((source_id, guid_hash(item.guid, item.feed_url)), by_address))
    return ids


def _mark(store: Store, ids: Collection[str], by: Actor, now: datetime) -> int:
    entry = user_marks.mark_read(store, sorted(ids), by=by, now=now)
    return entry.articles if entry else 0


def _waiting(store: Store, now: datetime) -> list[str]:
    kept = key_values.get_text(store, WAITING)
    data = json.loads(kept) if kept else {}
    fresh = bool(data) and now - datetime.fromisoformat(data["since"]) < PATIENCE
    return list(data["ids"]) if fresh else []


def _keep(store: Store, ids: Collection[str], now: datetime) -> None:
    key_values.put_text(store, WAITING, json.dumps({"since": now.isoformat(), "ids": sorted(ids)}) if ids else "")

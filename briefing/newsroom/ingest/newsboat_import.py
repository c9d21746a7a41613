"""What was read in newsboat is read here: at once where the article is stored, else as soon as it arrives."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.model import stable_id
from briefing.newsroom.library import user_marks
from briefing.store import Store, articles, key_values, sources
from briefing.store.stored_values import Actor

WAITING = "read elsewhere"
"""Under this name `moments` keeps the ids of articles that will be marked as read when they arrive."""
PATIENCE = timedelta(days=60)
"""What has not arrived by then, the feeds do not carry any more."""
NEWSBOAT = Actor("newsboat", "cli")


@dataclass(frozen=True, slots=True)
class Adopted:
    """What came of it."""

    marked: int
    """Articles that are marked as read now."""
    waiting: int
    """Articles that will be when they arrive."""


def adopt_read_state(store: Store, path: Path, *, by: Actor = NEWSBOAT, now: datetime | None = None) -> Adopted:
    """Mark what newsboat's `cache.db` has as read; one change, which `undo` takes back.

    Args:
        store: opened for writing.
        path: of the file, which is only read.
        by: who does it.
        now: the time of it.

    Raises:
        SourceError: it is no such file.
    """
    from briefing.store.newsboat import read_items

    now = now or datetime.now(UTC)
    ids = _ids(store, [(item.feed_url, item.url, item.guid) for item in read_items(path)])
    with store.transaction():
        stored = articles.stored(store, ids)
        marked = _mark(store, stored, by, now)
        waiting = set(_waiting(store, now)) | (ids - stored)
        _keep(store, waiting, now)
    return Adopted(marked, len(waiting))


def mark_arrived(store: Store, now: datetime) -> None:
    """Mark those of the waiting articles that have arrived."""
    if not (waiting := set(_waiting(store, now))):
        return
    with store.transaction():
        arrived = articles.stored(store, waiting)
        if arrived:
            _mark(store, arrived, NEWSBOAT, now)
            _keep(store, waiting - arrived, now)


def _ids(store: Store, items: Sequence[tuple[str, str, str]]) -> set[str]:
    """Ids of articles by the feed's identifier where that is known, else those that their addresses give."""
    from briefing.newsroom.ingest.entry_identity import guid_hash
    from briefing.sources.addresses import absolute, canonical
    from briefing.sources.entries import article_id

    guids: dict[str, set[str]] = {}
    for feed_url, _, guid in items:
        guids.setdefault(stable_id(feed_url), set()).add(guid_hash(guid, feed_url))
    known = {
        (source_id, heard.guid): heard.article_id
        for source_id, hashes in guids.items()
        for heard in sources.heard_alike(store, source_id, hashes - {""}, ())
    }
    ids = set()
    for feed_url, link, guid in items:
        url, source_id = absolute(link, feed_url), stable_id(feed_url)
        if url or guid:
            by_address = article_id(canonical(url) if url else "", source_id, guid)
            ids.add(known.get((source_id, guid_hash(guid, feed_url)), by_address))
    return ids


def _mark(store: Store, ids: Collection[str], by: Actor, now: datetime) -> int:
    entry = user_marks.mark_read(store, sorted(ids), by=by, now=now)
    return entry.articles if entry else 0


def _waiting(store: Store, now: datetime) -> list[str]:
    kept = key_values.recall(store, WAITING)
    data = json.loads(kept) if kept else {}
    fresh = bool(data) and now - datetime.fromisoformat(data["since"]) < PATIENCE
    return list(data["ids"]) if fresh else []


def _keep(store: Store, ids: Collection[str], now: datetime) -> None:
    key_values.keep(store, WAITING, json.dumps({"since": now.isoformat(), "ids": sorted(ids)}) if ids else "")

"""Articles, pages, threads and sources that a refresh skips, with reasons; another program version retries them."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from briefing.sanitizer import replace_surrogates
from briefing.store.columns import from_micros, to_micros
from briefing.store.database import Store
from briefing.version import __version__

SkipKind = Literal["article", "page", "thread", "source", "fetch"]


@dataclass(frozen=True, slots=True)
class Skip:
    """A skipped item."""

    kind: SkipKind
    """What is skipped: the analysis of an article, its page, a thread's brief, a source's bytes; `fetch`: a page that
    could not be fetched."""
    id: str
    """Id of the article, thread or source."""
    reason: str
    """Reason for the user, one line."""
    content: str = ""
    """Hash of a source's bytes."""


@dataclass(frozen=True, slots=True)
class StoredSkip:
    """A `Skip` with time, address and title of its item."""

    skip: Skip
    """The skip as written."""
    at: datetime
    """When it was written."""
    location: str
    """Address of the article or source; empty for threads."""
    title: str
    """Title of the article, thread or source."""


def write(store: Store, skips: Collection[Skip], at: datetime) -> None:
    """Write skips, replacing earlier ones of the same items."""
    store.run_many(
        "INSERT OR REPLACE INTO skipped (kind, id, reason, at, version, content) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (skip.kind, skip.id, replace_surrogates(skip.reason), to_micros(at), __version__, skip.content)
            for skip in skips
        ],
    )


def clear(store: Store, kind: SkipKind, ids: Collection[str]) -> None:
    """Delete the skips of these items."""
    store.run_many("DELETE FROM skipped WHERE kind = ? AND id = ?", [(kind, id_) for id_ in ids])


def ids(store: Store, kind: SkipKind, among: Collection[str]) -> set[str]:
    """The skipped ones among these ids."""
    rows = store.rows(
        "SELECT skipped.id FROM json_each(?) AS given JOIN skipped ON skipped.id = given.value AND kind = ?",
        (json.dumps(list(among)), kind),
    )
    return {id_ for (id_,) in rows}


def reasons(store: Store, kind: SkipKind, among: Collection[str]) -> dict[str, str]:
    """Reasons of the skipped ones among these ids."""
    return dict(
        store.rows(
            "SELECT id, reason FROM json_each(?) AS given JOIN skipped ON skipped.id = given.value AND kind = ?",
            (json.dumps(list(among)), kind),
        )
    )


def unreadable(store: Store) -> dict[str, Skip]:
    """Skips of sources written by this program version, by source id."""
    rows = store.rows("SELECT id, reason, content FROM skipped WHERE kind = 'source' AND version = ?", (__version__,))
    return {id_: Skip("source", id_, reason, content) for id_, reason, content in rows}


def listed(store: Store) -> list[StoredSkip]:
    """Skips whose items are still stored, newest first."""
    rows = store.rows(
        """
        SELECT skipped.kind, skipped.id, skipped.reason, skipped.content, skipped.at,
               coalesce(article.url, source.location, ''), coalesce(article.title, thread.title, source.title)
          FROM skipped
          LEFT JOIN article ON skipped.kind IN ('article', 'page', 'fetch') AND article.id = skipped.id
          LEFT JOIN thread ON skipped.kind = 'thread' AND thread.id = skipped.id
          LEFT JOIN source ON skipped.kind = 'source' AND source.id = skipped.id
         WHERE coalesce(article.id, thread.id, source.id) IS NOT NULL
         ORDER BY skipped.at DESC, skipped.kind, skipped.id
        """
    )
    return [StoredSkip(Skip(*row[:4]), from_micros(row[4]), row[5], row[6]) for row in rows]


def release(store: Store) -> None:
    """Schedule retries of items skipped by another program version, and delete skips of items that no longer exist."""
    stale: Sequence[tuple[str]] = store.rows("SELECT DISTINCT version FROM skipped")
    if not stale:
        return
    with store.transaction():
        store.run(
            """
            UPDATE article SET pending = 1
             WHERE id IN (SELECT id FROM skipped WHERE kind = 'article' AND version <> ?)
            """,
            (__version__,),
        )
        store.run(
            "UPDATE thread SET behind = 1 WHERE id IN (SELECT id FROM skipped WHERE kind = 'thread' AND version <> ?)",
            (__version__,),
        )
        store.run(
            """
            DELETE FROM skipped
             WHERE (version <> ? AND kind NOT IN ('article', 'fetch'))
                OR (kind IN ('article', 'page', 'fetch') AND id NOT IN (SELECT id FROM article))
                OR (kind = 'thread' AND id NOT IN (SELECT id FROM thread))
                OR (kind = 'source' AND id NOT IN (SELECT id FROM source))
            """,
            (__version__,),
        )

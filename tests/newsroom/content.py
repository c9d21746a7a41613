"""Content of a store as comparable values, and stories that two feeds have in common."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from briefing.config import Config, FeedConfig, FetchConfig, SeedConfig
from briefing.model import KeyQuote
from briefing.newsroom import each_quote
from briefing.store import Store
from tests.newsroom.site import Item, Site

CALL = "President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday. "
QUAKE = "A strong earthquake struck the coast of Peru near Arequipa early on Monday, and rescue teams set out. "
CALL_A = Item("/call-a", "Trump and Petro speak by telephone after weeks of threats", CALL + "Both called it good.")
CALL_B = Item(
    "/call-b", "Petro says telephone call with Trump was good", CALL + 'Petro said: "The call was long and cordial."'
)
QUAKE_A = Item("/quake", "Strong earthquake strikes the coast of Peru near Arequipa", QUAKE)


def two_feeds(site: Site) -> tuple[FeedConfig, FeedConfig]:
    """Serve two feeds: each has one story in different words, and both have one in the same words."""
    return (
        FeedConfig(site.feed("/one.xml", "One News", CALL_A, QUAKE_A), "One", full_text="never"),
        FeedConfig(site.feed("/two.xml", "Two News", CALL_B, QUAKE_A), "Two", full_text="never"),
    )


def configure(*feeds: FeedConfig, seeds: tuple[Path, ...] = (), pages: int = 60) -> Config:
    return Config(
        fetch=FetchConfig(timeout=60, read_timeout=60, pages=pages, host_delay=0),  # a busy machine answers late
        feeds=feeds,
        seeds=tuple(SeedConfig(path) for path in seeds),
    )


def content(store: Store, *, arrivals: bool = True) -> dict[str, list[tuple[object, ...]]]:
    """All rows that readers see, without the times of the last requests.

    Args:
        store: the open store.
        arrivals: False to leave out when things arrived, which a refresh done later changes.
    """
    tables = {
        "article": "SELECT id, url, title, outlet, author, published, fetched, origin, source_id, thread_id, pending, "
        "wants_page, read FROM article ORDER BY id",
        "content": "SELECT article.id, text, analysis FROM content JOIN article USING (number) ORDER BY id",
        "thread": "SELECT * FROM thread ORDER BY id",
        "brief": "SELECT * FROM brief ORDER BY thread_id",
        "quote": "SELECT * FROM quote ORDER BY thread_id, position",
        "entry": "SELECT * FROM entry ORDER BY source_id, key",
        "memory": "SELECT * FROM memory ORDER BY name",
        "related": "SELECT * FROM related ORDER BY thread_id, other_id",
        "totals": "SELECT * FROM totals",
        "source": "SELECT id, title, place, etag, body_hash, failures, error FROM source ORDER BY id",
    }
    rows_by_table = {table: [tuple(row) for row in store.rows(sql)] for table, sql in tables.items()}
    if arrivals:
        return rows_by_table
    return {table: [_undated(row) for row in rows] for table, rows in rows_by_table.items()}


_ARRIVAL = re.compile(r'"added":"[^"]*"')
_MICROS = 10**15
"""Times as columns hold them are larger than this, and nothing else is."""


def _undated(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(
        _ARRIVAL.sub('"added":""', value)
        if isinstance(value, str)
        else "time"
        if isinstance(value, int) and value > _MICROS
        else value
        for value in row
    )


def list_quotes(store: Store, query: str = "", **filters: Any) -> list[KeyQuote]:
    return list(each_quote(store, query, **filters))

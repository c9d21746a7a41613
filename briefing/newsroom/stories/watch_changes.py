"""Application of changed watches to stored threads, at the first refresh after a change of the configuration.

New and changed threads are matched when they are built (`thread_record`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from briefing.config import Config
from briefing.model import Thread
from briefing.newsroom.library.article_search import as_query
from briefing.query.nodes import EVERYTHING
from briefing.store import Store, key_values, threads, write_threads
from briefing.store.query_sql import thread_conditions

WATCHES = "watches"
"""Name in `key_values` of the watches that were applied to the stored threads."""


def apply_watches(store: Store, config: Config, now: datetime) -> int:
    """Pin and title the stored threads by the configured watches, if these have changed; returns the number changed.

    The first watch that matches a thread pins it. Manual choices to follow or unfollow are kept, and muted threads are
    not newly pinned until they change.
    """
    current = json.dumps([[[watch.name, watch.query] for watch in config.watch], sorted(config.queries.items())])
    if key_values.recall(store, WATCHES) == current:
        return 0
    with store.transaction():
        before, after = threads.watched(store), _matching_watches(store, config, now)
        stored = threads.find(store, {*before, *after})
        rows = [
            (thread, watched_title(_bare_title(thread), name), name)
            for id_, thread in stored.items()
            if (name := after.get(id_, "")) != before.get(id_, "") and not (thread.state.muted and not name)
        ]
        write_threads.rewatch(store, rows)
        key_values.keep(store, WATCHES, current)
    return len(rows)


def watched_title(title: str, watch: str) -> str:
    """Title of a pinned thread: prefixed with the watch's name, unless it contains that already."""
    return title if not watch or watch.casefold() in title.casefold() else f"{watch}: {title}"


def _matching_watches(store: Store, config: Config, now: datetime) -> Mapping[str, str]:
    """Name of the first matching watch, by thread id."""
    names: dict[str, str] = {}
    for watch in config.watch:
        query = as_query(watch.query, config)
        if query != EVERYTHING:
            for row in threads.listed(store, thread_conditions(store, query, now)):
                names.setdefault(row.thread.id, watch.name)
    return names


def _bare_title(thread: Thread) -> str:
    """Title of a thread without the prefix of its current watch."""
    return thread.title.removeprefix(f"{thread.watch}: ") if thread.watch else thread.title

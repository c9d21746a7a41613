"""Watches that were added, changed or taken out since the last refresh: they act on the threads that are there already.

A thread that is made or changes is asked by `weaving`; this is for all others, once the configuration has changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from briefing.config import Config
from briefing.model import Thread
from briefing.newsroom.library.article_search import as_query
from briefing.query import EVERYTHING
from briefing.store import Store, key_values, threads, write_threads
from briefing.store.query_sql import wanted_threads

WATCHES = "watches"
"""Under this name `moments` keeps the watches that the stored threads were asked by."""


def rewatch(store: Store, config: Config, now: datetime) -> int:
    """Pin and name the stored threads by the watches of the configuration, if these have changed; how many changed.

    The first watch that finds a thread pins it. What was followed or not by hand stays so, and muted threads are left
    alone until they change.
    """
    told = json.dumps([[[watch.name, watch.query] for watch in config.watch], sorted(config.queries.items())])
    if key_values.recall(store, WATCHES) == told:
        return 0
    with store.transaction():
        before, wanted = threads.watched(store), _wanted(store, config, now)
        found = threads.find(store, {*before, *wanted})
        rows = [
            (thread, watched_title(_bare_title(thread), name), name)
            for id_, thread in found.items()
            if (name := wanted.get(id_, "")) != before.get(id_, "") and not (thread.state.muted and not name)
        ]
        write_threads.rewatch(store, rows)
        key_values.keep(store, WATCHES, told)
    return len(rows)


def watched_title(title: str, watch: str) -> str:
    """Return a thread's title with the name of the watch that pins it, if it does not say that already."""
    return title if not watch or watch.casefold() in title.casefold() else f"{watch}: {title}"


def _wanted(store: Store, config: Config, now: datetime) -> Mapping[str, str]:
    """Return the name of the first watch that finds each thread."""
    wanted: dict[str, str] = {}
    for watch in config.watch:
        query = as_query(watch.query, config)
        if query != EVERYTHING:
            for found in threads.listed(store, wanted_threads(store, query, now)):
                wanted.setdefault(found.thread.id, watch.name)
    return wanted


def _bare_title(thread: Thread) -> str:
    """Return a thread's title without the name of the watch that pins it so far."""
    return thread.title.removeprefix(f"{thread.watch}: ") if thread.watch else thread.title

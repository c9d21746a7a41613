"""Watches: the queries matched with threads that are being built, and applied to stored threads after a change.

The evaluation of a query on a thread is equivalent to `briefing.store.query_sql`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from briefing.config import Config
from briefing.model import SURE, AnnotatedArticle, Thread
from briefing.newsroom.library.article_search import as_query
from briefing.query.nodes import EVERYTHING, Node, Term, matches
from briefing.query.normalization import fold, needle
from briefing.store import Store, key_values, threads, write_threads
from briefing.store.query_sql import thread_conditions

NO_TITLES: Mapping[str, str] = MappingProxyType({})
WATCHES = "watches"
"""Name in `key_values` of the watches that were applied to the stored threads."""


def is_watched(
    query: Node, thread: Thread, members: Sequence[AnnotatedArticle], feed_titles: Mapping[str, str] = NO_TITLES
) -> bool:
    """Whether a query matches a thread; False for an empty query.

    Args:
        query: a query of nodes allowed by `briefing.config.is_watchable`.
        thread: the thread; bare words match its title, names and keywords.
        members: its articles; terms with other fields match if one of them does.
        feed_titles: titles of feeds, by source id; they match like the names of outlets.
    """

    def has(term: Term) -> bool:
        words = needle(term.words, term.prefix)
        return any(words in folded for folded in _field_texts(term.field, thread, members, feed_titles))

    return query != EVERYTHING and matches(query, has)


def has_news(members: Sequence[AnnotatedArticle], config: Config, now: datetime) -> bool:
    """Whether an article arrived as news: deferred ones arrive at their date, which is before the window."""
    before = _window(config, now)
    dates = [(member.article.published, member.article.fetched) for member in members]
    return any(published is None or published != fetched or published >= before for published, fetched in dates)


def _window(config: Config, now: datetime) -> datetime:
    return now - timedelta(days=config.threads.window_days)


def _field_texts(
    field: str, thread: Thread, members: Sequence[AnnotatedArticle], feed_titles: Mapping[str, str]
) -> Iterator[str]:
    """Folded texts of a field, computed lazily."""
    match field:
        case "any":
            yield fold(thread.title, *thread.names, *thread.keywords)
        case "title":
            yield fold(thread.title)
        case "text":
            yield from (fold(member.article.text) for member in members)
        case "quote":
            yield from (fold(text) for member in members for text in _quote_texts(member))
        case "speaker":
            yield from (fold(name) for member in members for name in _speaker_names(member))
        case "outlet":
            yield from (fold(member.article.outlet) for member in members)
            yield from (fold(feed_titles.get(member.article.source_id, "")) for member in members)


def _quote_texts(member: AnnotatedArticle) -> Iterable[str]:
    return (member.article.text[quote.start : quote.end] for quote in member.analysis.quotes)


def _speaker_names(member: AnnotatedArticle) -> Iterable[str]:
    sure = [quote for quote in member.analysis.quotes if quote.confidence >= SURE]
    return (f"{quote.speaker or ''} {quote.speaks_for or ''}" for quote in sure)


def apply_watches(store: Store, config: Config, now: datetime) -> int:
    """Pin and title the stored threads by the configured watches, if these have changed; returns the number changed.

    The first watch that matches a thread with news pins it (`has_news`). Manual choices to follow or unfollow are kept,
    and muted threads are not newly pinned until they change.
    """
    current = json.dumps([[[watch.name, watch.query] for watch in config.watch], sorted(config.queries.items())])
    if key_values.get_text(store, WATCHES) == current:
        return 0
    with store.transaction():
        before, after = threads.watched(store), _matching_watches(store, config, now)
        stored = threads.find(store, {*before, *after})
        rows = [
            (thread, watched_title(_bare_title(thread), name), name)
            for id_, thread in stored.items()
            if (name := after.get(id_, "")) != before.get(id_, "") and not (thread.state.muted and not name)
        ]
        write_threads.set_watches(store, rows)
        key_values.put_text(store, WATCHES, current)
    return len(rows)


def watched_title(title: str, watch: str) -> str:
    """Title of a pinned thread: prefixed with the watch's name, unless it contains that already."""
    return title if not watch or watch.casefold() in title.casefold() else f"{watch}: {title}"


def _matching_watches(store: Store, config: Config, now: datetime) -> Mapping[str, str]:
    """Name of the first matching watch, by id of each thread with news."""
    names: dict[str, str] = {}
    window = _window(config, now)
    for watch in config.watch:
        query = as_query(watch.query, config)
        if query != EVERYTHING:
            for row in threads.listed(store, thread_conditions(store, query, now)):
                if row.arrived != row.thread.last or row.arrived >= window:  # as `has_news` has it
                    names.setdefault(row.thread.id, watch.name)
    return names


def _bare_title(thread: Thread) -> str:
    """Title of a thread without the prefix of its current watch."""
    return thread.title.removeprefix(f"{thread.watch}: ") if thread.watch else thread.title

"""One thread made ready to read from its articles: title, brief, quotes, and its place in lists. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.config import Config
from briefing.model import AnnotatedArticle, Thread
from briefing.newsroom.library import ranking
from briefing.newsroom.library.article_search import as_query
from briefing.newsroom.stories.watch_changes import watched_title
from briefing.newsroom.stories.watches import is_watched
from briefing.store.stored_values import ThreadRecord

DOUBTFUL = 50
"""Doubtful quotes kept of a thread at most."""

Members = Sequence[AnnotatedArticle]


def make_record(
    thread_id: str, members: Members, config: Config, arrived: datetime, unfolded: Collection[str] = ()
) -> ThreadRecord:
    """Make a thread ready: title, summary, quotes, timeline, and its place in lists.

    Args:
        thread_id: of the thread.
        members: its articles in order of arrival, at least one.
        config: how threads are titled and summed up.
        arrived: counts where no article has a time of arrival.
        unfolded: ids of articles that repeat no other, because the reader says so.
    """
    from briefing.briefs import make_brief
    from briefing.briefs.quotes import key_quotes
    from briefing.briefs.speakers import People

    people = People(members) if any(item.analysis.quotes for item in members) else None
    brief = make_brief(make_watched(thread_id, members, config), members, config, unfolded, people)
    latest = max((item.article.fetched for item in members if item.article.fetched), default=arrived)
    return ThreadRecord(
        brief,
        ranking.rank(brief, latest),
        tuple(key_quotes(members, DOUBTFUL, thread_id, doubtful=True, people=people)),
    )


def make_watched(thread_id: str, members: Members, config: Config) -> Thread:
    """Make a thread; the first watch that finds it pins it and begins its title."""
    from briefing.threads import make_thread

    thread = make_thread(thread_id, members)
    for watch in config.watch:
        if is_watched(as_query(watch.query, config), thread, members):
            title = watched_title(thread.title, watch.name)
            return replace(thread, title=title, state=replace(thread.state, followed=True), watch=watch.name)
    return thread


def by_arrival(item: AnnotatedArticle) -> tuple[float, float, str]:
    """Return what members of a thread are sorted by: arrival, then publication."""
    article = item.article
    arrived = article.fetched.timestamp() if article.fetched else 0.0
    return (arrived, article.when.timestamp() if article.when else arrived, article.id)

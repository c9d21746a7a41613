"""Building of a thread's record from its articles: title, brief, quotes, rank. Pure functions."""

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
"""Maximum number of doubtful quotes stored per thread."""

Members = Sequence[AnnotatedArticle]


def make_record(
    thread_id: str, members: Members, config: Config, arrived: datetime, unfolded: Collection[str] = ()
) -> ThreadRecord:
    """Build the record of a thread: title, summary, quotes, timeline, rank.

    Args:
        thread_id: id of the thread.
        members: its articles in order of arrival, at least one.
        config: settings of titles and summaries.
        arrived: arrival time if no article has one.
        unfolded: ids of articles that the reader has declared to be no copies.
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
    """Build a thread; the first watch that matches pins it and is prefixed to its title."""
    from briefing.threads import make_thread

    thread = make_thread(thread_id, members)
    for watch in config.watch:
        if is_watched(as_query(watch.query, config), thread, members):
            title = watched_title(thread.title, watch.name)
            return replace(thread, title=title, state=replace(thread.state, followed=True), watch=watch.name)
    return thread


def by_arrival(item: AnnotatedArticle) -> tuple[float, float, str]:
    """Sort key: arrival time, then publication time."""
    article = item.article
    arrived = article.fetched.timestamp() if article.fetched else 0.0
    return (arrived, article.when.timestamp() if article.when else arrived, article.id)

"""Building of a thread's record from its articles: title, brief, quotes, rank."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.config import Config
from briefing.model import AnnotatedArticle, Article, ArticleRef, Brief, Thread, stable_id
from briefing.newsroom.library import ranking
from briefing.newsroom.library.article_search import as_query
from briefing.newsroom.stories.watches import has_news, is_watched, watched_title
from briefing.store import Store, articles
from briefing.store.stored_values import ThreadRecord, ThreadRows
from briefing.store.write_threads import rows_of
from briefing.threads.article_kinds import article_kind
from briefing.threads.source_profiles import UNKNOWN, SourceProfiles

TITLE_CHARS = 90
"""Characters of a text that serve as title if there is no headline."""
DOUBTFUL = 50
"""Maximum number of doubtful quotes stored per thread."""

Members = Sequence[AnnotatedArticle]


def make_record(
    thread_id: str,
    members: Members,
    config: Config,
    arrived: datetime,
    unfolded: Collection[str] = (),
    profiles: SourceProfiles = UNKNOWN,
) -> ThreadRecord:
    """Build the record of a thread: title, summary, quotes, timeline, rank.

    Args:
        thread_id: id of the thread.
        members: its articles in order of arrival, at least one.
        config: settings of titles and summaries.
        arrived: arrival time if no article has one: that of the refresh.
        unfolded: ids of articles that the reader has declared to be no copies.
        profiles: of the sources.
    """
    from briefing.briefs.composition import make_brief
    from briefing.briefs.key_quotes import rank_quotes
    from briefing.briefs.quoted_places import QuotedPlaces

    quoted = QuotedPlaces(members)
    kinds = {member.article.id: profiles.kind(member.article) for member in members}
    thread = make_thread_with_watch(thread_id, members, config, arrived, kinds)
    brief = make_brief(thread, members, config, unfolded, quoted, kinds)
    latest = max((member.article.fetched for member in members if member.article.fetched), default=arrived)
    return ThreadRecord(
        brief,
        ranking.rank(brief, latest),
        tuple(rank_quotes(members, thread_id, doubtful=True, quoted=quoted, kinds=kinds)[:DOUBTFUL]),
    )


def headline_record(thread_id: str, members: Sequence[Article], arrived: datetime) -> ThreadRecord:
    """Record of a thread with only its articles, under the headline of the oldest; arguments as for `make_record`."""
    from briefing.briefs.composition import independent_reports, list_outlets

    ordered = sorted(members, key=lambda article: (article.when or arrived, article.id))
    times = [article.when for article in ordered if article.when]
    title = next((article.title for article in ordered if article.title), ordered[0].text[:TITLE_CHARS])
    first, last = min(times, default=None), max(times, default=None)
    thread = Thread(thread_id, " ".join(title.split()), tuple(article.id for article in ordered), (), (), first, last)
    refs = tuple(
        ArticleRef(
            article.id,
            article.title,
            article.outlet,
            article.url,
            article.published,
            article.fetched,
            wire=article.wire,
            kind=article_kind(article),
        )
        for article in reversed(ordered)
    )
    brief = Brief(thread, articles=refs, outlets=list_outlets(refs), independent=independent_reports(refs))
    return ThreadRecord(brief, ranking.rank(brief, arrived))


def read_members(store: Store, ids: Sequence[str]) -> tuple[dict[str, list[AnnotatedArticle]], set[str]]:
    """Articles of each thread in order of arrival, and ids of the articles declared to be no copies."""
    with store.snapshot():
        ids_by_thread = articles.in_threads(store, ids)
        by_id = {
            member.article.id: member
            for member in articles.members(store, [id_ for ids in ids_by_thread.values() for id_ in ids])
        }
        unfolded = articles.unfolded(store, ids)
    members = {
        thread_id: sorted((by_id[id_] for id_ in ids_by_thread[thread_id]), key=by_arrival)
        for thread_id in ids
        if thread_id in ids_by_thread
    }
    return members, unfolded


def make_rows(
    thread_id: str,
    members: Sequence[AnnotatedArticle],
    config: Config,
    now: datetime,
    unfolded: Collection[str],
    profiles: SourceProfiles = UNKNOWN,
) -> ThreadRows | None:
    """Build a thread and its rows; None without members. Arguments as for `make_record`.

    A thread whose articles could not be analysed is only listed, under the headline of the oldest.
    """
    if any(member.analysis.sentences or not member.article.text for member in members):
        return rows_of(make_record(thread_id, members, config, now, unfolded, profiles))
    return rows_of(headline_record(thread_id, [member.article for member in members], now)) if members else None


def make_thread_with_watch(
    thread_id: str, members: Members, config: Config, now: datetime, kinds: Mapping[str, str] | None = None
) -> Thread:
    """Build a thread; one with news is pinned by the first watch that matches, whose name its title begins with.

    Args:
        thread_id: id of the thread.
        members: its articles in order of arrival, at least one.
        config: settings of titles, and watches.
        now: the time of the refresh.
        kinds: kind of each article, by id, where it is known better than by its form.
    """
    from briefing.threads.labels.labelled_thread import make_thread

    thread = make_thread(thread_id, members, languages=config.output.languages, kinds=kinds)
    watches = config.watch if has_news(members, config, now) else ()
    titles = {stable_id(feed.url): feed.title for feed in config.feeds if feed.title} if watches else {}
    for watch in watches:
        if is_watched(as_query(watch.query, config), thread, members, titles):
            title = watched_title(thread.title, watch.name)
            return replace(thread, title=title, state=replace(thread.state, followed=True), watch=watch.name)
    return thread


def by_arrival(member: AnnotatedArticle) -> tuple[float, float, str]:
    """Sort key: the refresh in which it arrived, then publication time."""
    article = member.article
    arrived = article.refreshed.timestamp() if article.refreshed else 0.0
    return (arrived, article.when.timestamp() if article.when else arrived, article.id)

"""Read access to threads, quotes and articles as stored by the last refresh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Literal

from briefing.config import Config, WatchConfig
from briefing.errors import NotFoundError
from briefing.model import ArticleRef, Brief, KeyQuote
from briefing.newsroom.library import ranking
from briefing.newsroom.library.article_search import as_query
from briefing.newsroom.syncing.sync_status import active_status, sources_health
from briefing.query.nodes import EVERYTHING, Field, Node, plain_words
from briefing.store import Store, articles, deferred, key_values, quotes, related, threads, unfinished_threads
from briefing.store.query_sql import quote_conditions, thread_conditions

if TYPE_CHECKING:
    from briefing.model import AnnotatedArticle, ThreadRow
    from briefing.newsroom.results import Overview
    from briefing.store.article_notes import ArticleState, Reason
    from briefing.store.list_rows import ListedThread


def overview(store: Store) -> Overview:
    """Counts for a header line, and the health of the sources."""
    from briefing.newsroom.results import Overview

    with store.snapshot():
        totals = threads.totals(store)
        arrived = unfinished_threads.all_ready_until(store) or key_values.get(store, key_values.ARRIVED)
        waiting, unready = articles.count_waiting(store), unfinished_threads.count(store)
        return Overview(*totals, sources_health(store), arrived, waiting, unready, active_status(store))


def list_threads(
    store: Store, query: str | Node = "", *, limit: int | None = None, now: datetime | None = None, why: bool = False
) -> list[ThreadRow]:
    """Threads that match a query, most important first; muted ones only if the query mentions them.

    Followed threads come before all others. With `why`, each row has an explanation of its rank.

    Raises:
        QueryError: the query cannot be read.
    """
    return list(each_thread(store, query, limit=limit, now=now, why=why))


def each_thread(
    store: Store, query: str | Node = "", *, limit: int | None = None, now: datetime | None = None, why: bool = False
) -> Iterator[ThreadRow]:
    """Like `list_threads`, read lazily, within one snapshot of the store."""
    now = now or datetime.now(UTC)
    conditions = thread_conditions(store, as_query(query), now)
    with store.snapshot():
        for listed in threads.each_listed(store, conditions, limit=limit):
            row = make_row(listed, now)
            yield replace(row, why=ranking.explain(row, threads.brief(store, row.thread.id), now)) if why else row


def explain_row(store: Store, row: ThreadRow, now: datetime) -> str:
    """One-line explanation of a thread's rank at `now`, which may be later than the row; reads brief and rank."""
    stored_rank = threads.rank(store, row.thread.id)
    row = row if stored_rank is None else replace(row, importance=ranking.importance(stored_rank, now))
    return ranking.explain(row, threads.brief(store, row.thread.id), now)


def idle_watches(store: Store, config: Config, now: datetime | None = None) -> list[WatchConfig]:
    """Watches that match no thread."""
    now = now or datetime.now(UTC)
    queries = [(watch, as_query(watch.query, config)) for watch in config.watch]
    return [
        watch
        for watch, query in queries
        if query == EVERYTHING or not threads.listed(store, thread_conditions(store, query, now), limit=1)
    ]


def open_thread(
    store: Store, name: str, *, now: datetime | None = None, since: datetime | Literal["read"] | None = "read"
) -> Brief:
    """Open the thread with this id, unambiguous id prefix, or these words.

    Of several threads with the words the most important one is opened.

    Args:
        store: the open store.
        name: id, id prefix or words.
        now: the time for which its importance is computed.
        since: lower bound of `.new`, by arrival; `read` for the time it was last read, None for all.

    Raises:
        NotFoundError: there is none, or the prefix is ambiguous.
    """
    from briefing.briefs.since import since_cursor

    now = now or datetime.now(UTC)
    with store.snapshot():
        brief = read_brief(store, find_thread(store, name), now)
    return since_cursor(brief, brief.thread.state.read_until if since == "read" else since)


def is_deferred(store: Store, name: str) -> bool:
    """Whether the thread named as for `open_thread` has no brief yet since its article is deferred.

    Raises:
        NotFoundError: there is none, or the prefix is ambiguous.
    """
    return bool(deferred.sizes(store, [find_thread(store, name)]))


def open_article(store: Store, article_id: str) -> AnnotatedArticle:
    """A stored article with its analysis.

    Raises:
        NotFoundError: there is none with this id.
    """
    article = articles.annotated(store, article_id)
    if article is None:
        raise NotFoundError(f"{article_id}: no article has this id")
    return article


def each_quote(  # noqa: PLR0913 - one parameter for each filter
    store: Store,
    query: str | Node = "",
    *,
    speaker: str = "",
    thread: str = "",
    since: datetime | None = None,
    limit: int | None = None,
    doubtful: bool = False,
    now: datetime | None = None,
) -> Iterator[KeyQuote]:
    """Key quotes by the importance of their thread, then best first, read lazily within one snapshot of the store.

    Args:
        store: the open store.
        query: its bare words match the quote, its speaker, or the thread's title, names or keywords.
        speaker: words that must all occur in the names of the speaker and of whom they speak for.
        thread: only quotes of this thread, named as for `open_thread`; empty for all.
        since: only quotes that arrived later.
        limit: maximum number of quotes; None for all.
        doubtful: whether doubtful quotes follow, in the same order.
        now: reference time of relative spans in the query.

    Raises:
        NotFoundError: there is no such thread.
        QueryError: the query cannot be read.
    """
    with store.snapshot():
        thread_id = find_thread(store, thread) if thread else ""
        conditions = quote_conditions(store, as_query(query), now or datetime.now(UTC))
        listed = partial(quotes.listed, store, conditions, speaker=speaker, thread_id=thread_id, after=since)
        count = 0
        for quote in listed(limit=limit):
            count += 1
            yield quote
        if doubtful:
            yield from listed(limit=None if limit is None else limit - count, doubtful=True)


def find_thread(store: Store, name: str) -> str:
    """Id of the thread named by an id, words, or an id prefix, in this order.

    Words take precedence over prefixes, as many short words are also prefixes of an id, and titles with the words over
    other names and keywords.

    Raises:
        NotFoundError: there is none, or the prefix is ambiguous.
    """
    name = name.strip()
    if thread_id := known_id(store, name):
        return thread_id
    if rows := named_threads(store, name, 1, "title") or named_threads(store, name, 1):
        return rows[0].thread.id
    ids = threads.ids_like(store, name.lower(), 4) if name else []
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise NotFoundError(f"{name}: several threads begin with this ({', '.join(ids)}); type more of the id")
    raise NotFoundError(f"{name or 'empty name'}: no thread has this id or these words; `briefing threads` lists them")


def named_threads(store: Store, words: str, limit: int, field: Field = "any") -> list[ListedThread]:
    """The most important threads with all of these words in title, names or keywords, or in a field; none for no words.

    The words are taken literally, without query syntax.
    """
    query = plain_words(words, field)
    now = datetime.now(UTC)  # no time is asked for
    return threads.listed(store, thread_conditions(store, query, now), limit=limit) if query != EVERYTHING else []


def known_id(store: Store, name: str) -> str:
    """Id of the thread with exactly this id or alias; empty if there is none."""
    id_ = name.strip().lower()
    return id_ if id_ in threads.find(store, [id_]) else threads.successor(store, id_)


def read_brief(store: Store, thread_id: str, now: datetime) -> Brief:
    """The brief of a thread, with the reader's marks, reasons of membership, and its importance at `now`.

    Raises:
        NotFoundError: there is none with this id.
    """
    brief, stored_rank = threads.brief(store, thread_id), threads.rank(store, thread_id)
    if brief is None or stored_rank is None:
        raise NotFoundError(f"{thread_id}: no thread has this id")
    states = articles.states(store, thread_id)
    why = {reason.article_id: reason_line(reason) for reason in articles.reasons(store, thread_id)}
    refs = tuple(_with_state(replace(ref, why=why.get(ref.id, "")), states.get(ref.id)) for ref in brief.articles)
    importance = ranking.importance(stored_rank, now)
    return replace(brief, articles=refs, importance=importance, related=related.read(store, thread_id))


def _with_state(ref: ArticleRef, state: ArticleState | None) -> ArticleRef:
    if state is None:
        return ref
    return replace(
        ref,
        read=state.read,
        starred=state.starred,
        tags=state.tags,
        enclosures=state.enclosures,
        comments=state.comments,
        categories=state.categories,
    )


def reason_line(reason: Reason) -> str:
    """One-line reason why an article is in its thread; empty if not recorded."""
    if reason.merged_at is None or not reason.why:
        return reason.why
    return f"{reason.why} (thread {reason.joined}, since merged: {reason.merged or 'the two proved to be one'})"


def make_row(listed: ListedThread, now: datetime) -> ThreadRow:
    """Row of a thread in a list at `now`."""
    from briefing.model import ThreadRow

    return ThreadRow(
        listed.thread,
        listed.articles,
        listed.outlets,
        listed.unread,
        listed.fresh,
        ranking.importance(listed.rank, now),
        ranking.phase(listed.founded, listed.arrived, now),
        listed.independent,
        listed.copies,
        listed.wire,
        starred=listed.starred,
    )

"""The briefing of what arrived since a point in time, and the cursor of the last delivery."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from briefing.errors import NotFoundError, UsageError
from briefing.model import Briefing, Mention, PendingThread
from briefing.newsroom.library import pending_threads
from briefing.newsroom.library.article_search import as_query
from briefing.newsroom.library.thread_views import read_brief
from briefing.newsroom.syncing.sync_status import sources_health
from briefing.query.nodes import Node
from briefing.query.times import EARLIEST, moment
from briefing.store import Store, deferred, deliveries, key_values, threads, unfinished_threads
from briefing.store.query_sql import thread_conditions

if TYPE_CHECKING:
    from briefing.store.list_rows import ListedThread
    from briefing.store.query_sql import SqlConditions

CURSOR = "daily"
"""Name in `key_values` of the end of the last delivered briefing."""


Start: TypeAlias = datetime | Literal["last"] | None
"""Start of a window: a time, the end of the last delivered briefing, or None for everything stored."""


def parse_start(words: str, now: datetime) -> Start:
    """Parse the start of a window.

    Args:
        words: `last` (the end of the last delivered briefing; everything if there was none), `all`, a span such as
            `90m`, `24h`, `7d` or `2w`, `today`, `yesterday` (from midnight, local time), or an ISO date or time (local
            if without zone).
        now: reference time of spans.

    Raises:
        UsageError: the words are not a valid time.
    """
    word = words.strip().lower()
    if word == "last":
        return "last"
    if word == "all":
        return None
    try:
        start = moment(words, now)
    except ValueError as error:
        raise UsageError(f"--since {words}: say last, 24h, 7d, yesterday, or a date such as 2026-01-31") from error
    return None if start == EARLIEST else start


def start_time(store: Store, start: Start) -> datetime | None:
    """The start of a window as a time, by the stored cursor for `last`; None for everything stored."""
    return key_values.get(store, CURSOR) if start == "last" else start


def parse_since(store: Store, words: str, now: datetime) -> datetime | None:
    """Parse the start of a window and look up the cursor; arguments and errors as for `parse_start`."""
    return start_time(store, parse_start(words, now))


def build_briefing(  # noqa: PLR0913 - one parameter for each thing a briefing depends on
    store: Store,
    *,
    now: datetime | None = None,
    since: datetime | None = None,
    limit: int = 12,
    query: str | Node = "",
    words: int = 80,
    ready_only: bool = False,
    names: int = 0,
    pending: bool = False,
    alone: bool = True,
) -> Briefing:
    """Build the briefing of what arrived after `since`, most important threads first.

    Args:
        store: the open store.
        now: the time of the briefing; the present if None.
        since: start of the window, exclusive, by arrival; None for everything stored.
        limit: maximum number of threads; those left out are counted.
        query: selects threads; its bare words match title, names or keywords.
        words: maximum length in words of what is new in a thread.
        ready_only: end before the first arrival in a thread that is behind, so that the cursor skips nothing. Else
            threads that are behind are included as they are.
        names: maximum number of threads that are named: after `limit`, only with title and counts.
        pending: include threads that earlier briefings have not named: all if they can be named too, else as many as
            `limit` leaves room for, or `names` if nothing arrived.
        alone: whether pending threads make a briefing if nothing arrived.

    Raises:
        QueryError: the query is invalid.
    """
    from briefing.briefs.since import in_window, make_briefing

    now = now or datetime.now(UTC)
    query = as_query(query)
    with store.snapshot():
        conditions = thread_conditions(store, query, now)
        conditions = replace(conditions, sql=f"({conditions.sql}) AND NOT {deferred.IS_DEFERRED}")
        until = unfinished_threads.ready_until(store, since) if ready_only else None
        earlier = pending_threads.read(store) if pending else {}
        own = threads.listed(store, conditions, after=since, until=until, limit=max(limit, names))
        own_count = threads.count(store, conditions, after=since, until=until)
        waiting = _waiting(store, conditions, earlier, since)
        room = max(limit, names) if not own or own_count + len(waiting) <= names else limit
        offered = waiting[: max(0, room - len(own))] if own or alone else []
        listed = [*own, *offered]
        begins = {row.thread.id: earlier[row.thread.id].since if row.thread.id in earlier else since for row in listed}
        briefs = [
            in_window(read_brief(store, row.thread.id, now), begins[row.thread.id], until, words)
            for row in listed[:limit]
        ]
        health = sources_health(store)
    briefing = make_briefing(briefs, health, now=now, since=since, limit=limit)
    also = listed[limit:]
    return replace(
        briefing,
        until=_end(briefing.until, (row.arrived for row in also), until),
        left_out=max(0, own_count + len(offered) - limit),
        query=str(query),
        limit=limit,
        also=tuple(_mention(row, begins[row.thread.id]) for row in also),
        earlier=tuple(earlier[row.thread.id] for row in listed if row.thread.id in earlier),
        waiting=len(waiting) - len(offered),
    )


def _waiting(
    store: Store, conditions: SqlConditions, earlier: Mapping[str, PendingThread], since: datetime | None
) -> list[ListedThread]:
    """Pending threads without news in the window, which begins at the cursor; most important first."""
    if not earlier:
        return []
    rows = threads.listed(store, conditions, among=earlier.keys())
    return [row for row in rows if since is not None and row.arrived <= since]


def _end(covered: datetime | None, arrivals: Iterable[datetime], until: datetime | None) -> datetime | None:
    """The last arrival that a briefing covers, not after `until`."""
    last = max(filter(None, (covered, *arrivals)), default=None)
    return min(last, until) if last and until else last


def _mention(row: ListedThread, since: datetime | None) -> Mention:
    known = since is not None and row.founded <= since
    return Mention(row.thread.id, row.thread.title, row.outlets, row.articles, known)


def count_unready(store: Store) -> int:
    """Number of threads whose briefs are not up to date, because a refresh is running or was interrupted."""
    return unfinished_threads.count(store)


def commit_briefing(store: Store, briefing: Briefing) -> None:
    """Store a delivered briefing and move the cursor of `last` to its end; the cursor never moves back.

    Threads of the window that the briefing does not name stay pending: the next briefings offer them again.
    """
    if briefing.until is None:
        return
    named = [*(brief.thread.id for brief in briefing.briefs), *(mention.id for mention in briefing.also)]
    with store.transaction():
        deliveries.put(store, briefing)
        before = key_values.get(store, CURSOR)
        pending_threads.update(store, named, before, briefing.until, briefing.generated_at)
        if before is None or briefing.until > before:
            key_values.put(store, CURSOR, briefing.until)
    store.sync()


def past_briefing(store: Store, words: str) -> Briefing:
    """A delivered briefing: the last one of a day, or the last one up to a time of that day.

    Args:
        store: the open store.
        words: an ISO date, or an ISO date and time; local if without zone.

    Raises:
        UsageError: the words are not a date.
        NotFoundError: nothing was delivered then; the message gives the last delivery before.
    """
    try:
        when = datetime.fromisoformat(words.strip())
        begin = when.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
        end = when.astimezone(UTC) + timedelta(seconds=1)
        if len(words.strip()) <= len("2026-01-31"):  # a day: the next one begins 23 to 25 hours later
            end = (when + timedelta(days=1)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"--date {words}: give a date such as 2026-01-31, or 2026-01-31T18:00") from error
    if briefing := deliveries.last_between(store, begin, end):
        return briefing
    earlier = deliveries.last_before(store, begin)
    hint = f"the last one before was made at {earlier.astimezone():%Y-%m-%dT%H:%M}" if earlier else "none before either"
    raise NotFoundError(f"--date {words}: no briefing was delivered then ({hint})")

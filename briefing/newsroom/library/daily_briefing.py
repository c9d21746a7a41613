"""The briefing of what came in since a point in time, and the cursor that remembers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from briefing.errors import NotFoundError, UsageError
from briefing.model import Briefing
from briefing.newsroom.library.article_search import as_query
from briefing.newsroom.library.thread_views import read_brief
from briefing.query import EARLIEST, Node, moment
from briefing.store import Store, deliveries, key_values, sources, threads, unfinished_threads
from briefing.store.query_sql import wanted_threads

CURSOR = "daily"
"""Under this name the store keeps how far the reader was briefed."""


def parse_since(store: Store, words: str, now: datetime) -> datetime | None:
    """Return the point in time that `words` mean; None for everything stored.

    Args:
        store: the open store, for the cursor.
        words: `last` (where the last delivered briefing ended; everything if there was none), `all`, a span such
            as `90m`, `24h`, `7d` or `2w`, `today`, `yesterday` (from midnight, local time), or an ISO date or time
            (local where it names no zone).
        now: the time a span is counted back from.

    Raises:
        UsageError: the words mean no time.
    """
    said = words.strip().lower()
    if said == "last":
        return key_values.get(store, CURSOR)
    if said == "all":
        return None
    try:
        at = moment(words, now)
    except ValueError as error:
        raise UsageError(f"--since {words}: say last, 24h, 7d, yesterday, or a date such as 2026-01-31") from error
    return None if at == EARLIEST else at


def build_briefing(  # noqa: PLR0913 - one parameter for each thing a briefing depends on
    store: Store,
    *,
    now: datetime | None = None,
    since: datetime | None = None,
    limit: int = 12,
    query: str | Node = "",
    words: int = 80,
    ready_only: bool = False,
) -> Briefing:
    """Return what came in after `since`, most important threads first.

    Args:
        store: the open store.
        now: the time of the briefing.
        since: start of the window, exclusive, by arrival; None for everything stored.
        limit: how many threads at most; those left out are counted, and not told later.
        query: which threads; its bare words must stand in title, names or keywords.
        words: length of what is new in one thread.
        ready_only: end before the first arrival in a thread that is not made ready, so that the cursor passes nothing
            untold. Else threads that are only listed so far are in it, by their headline.

    Raises:
        QueryError: the query cannot be read.
    """
    from briefing.briefs import in_window, make_briefing

    now = now or datetime.now(UTC)
    asked = as_query(query)
    with store.snapshot():
        wanted = wanted_threads(store, asked, now)
        until = unfinished_threads.ready_until(store, since) if ready_only else None
        listed = threads.listed(store, wanted, after=since, until=until, limit=limit)
        left_out = max(0, threads.count(store, wanted, after=since, until=until) - len(listed))
        briefs = [in_window(read_brief(store, found.thread.id, now), since, until, words) for found in listed]
        health = sources.health(store)
    made = make_briefing(briefs, health, now=now, since=since, limit=limit)
    if until and made.until:
        made = replace(made, until=min(made.until, until))
    return replace(made, left_out=left_out, query=str(asked), limit=limit)


def count_unready(store: Store) -> int:
    """Threads that a refresh has listed, but not made ready: one that is at work, or was interrupted."""
    return unfinished_threads.count(store)


def commit_briefing(store: Store, briefing: Briefing) -> None:
    """Remember that `briefing` was delivered: the next one since `last` starts at its end. Never moves back."""
    if briefing.until is None:
        return
    with store.transaction():
        deliveries.put(store, briefing)
        before = key_values.get(store, CURSOR)
        if before is None or briefing.until > before:
            key_values.put(store, CURSOR, briefing.until)
    store.sync()


def past_briefing(store: Store, words: str) -> Briefing:
    """Return a briefing as it was delivered: the last one of a day, or the last one of it up to a time of the day.

    Args:
        store: the open store.
        words: an ISO date, or an ISO date and time; local where they name no zone.

    Raises:
        UsageError: the words are no date.
        NotFoundError: nothing was delivered then; the message tells when something was.
    """
    try:
        when = datetime.fromisoformat(words.strip())
        begin = when.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
        end = when.astimezone(UTC) + timedelta(seconds=1)
        if len(words.strip()) <= len("2026-01-31"):  # a day: the next one begins 23 to 25 hours later
            end = (when + timedelta(days=1)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"--date {words}: a date such as 2026-01-31 is wanted, or 2026-01-31T18:00") from error
    if found := deliveries.last_between(store, begin, end):
        return found
    earlier = deliveries.last_before(store, begin)
    hint = f"the last one before was made at {earlier.astimezone():%Y-%m-%dT%H:%M}" if earlier else "none before either"
    raise NotFoundError(f"--date {words}: no briefing was delivered then ({hint})")

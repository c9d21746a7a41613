"""Request schedule of feeds: freshness and `Retry-After` from the server, backoff after failures. Pure functions.

The time of the next request is stored with the feed, so that it holds for every later refresh.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus

from briefing.model import FeedSchedule
from briefing.newsroom.ingest.update_plan import failed, succeeded
from briefing.sanitizer import hide_login
from briefing.store.stored_values import SourceState

SLACK = timedelta(minutes=1)
"""Tolerance for a refresh that starts too early, as cron does by seconds."""
HOUR = timedelta(hours=1)
MAX_FRESH = timedelta(minutes=30)
"""Upper bound of the freshness given by `Cache-Control` or the feed's `ttl`."""
FIRST_WAIT = timedelta(minutes=15)
"""Base of the backoff, doubled with every consecutive failure after the first, which causes no wait."""
MAX_PAUSE = timedelta(hours=20)
"""Upper bound of a pause that a feed asks for, so that a run once a day, at about the same time, reads it each day."""
MAX_WAIT = timedelta(hours=24)
"""Upper bound of every wait, including `Retry-After`."""
LEAP = timedelta(days=30)
"""If the last request is longer ago, or in the future, the clock may have been wrong."""
BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
"""HTTP statuses of an overloaded server."""


def is_due(state: SourceState, now: datetime) -> bool:
    """Whether a source is due; a time further ahead than `MAX_WAIT` comes from a wrong clock and is ignored."""
    after = state.ask_after
    return not state.gone and (after is None or after <= now or after > now + MAX_WAIT)


def as_if_unread(state: SourceState, now: datetime) -> SourceState:
    """The state without validators if the clock has jumped since the last request, so that the feed is read completely
    and times set by a wrong clock are corrected."""
    if state.source.kind != "feed" or state.checked is None or -SLACK <= now - state.checked < LEAP:
        return state
    return replace(state, etag="", last_modified="", body_hash="")


def after_success(
    state: SourceState, now: datetime, *, moved_to: str = "", max_age: float | None = None
) -> SourceState:
    """State of a feed after a successful answer, with or without new content.

    Args:
        state: the state before, with the schedule that the feed declares.
        now: the time of the refresh.
        moved_to: target of permanent redirects; empty for none.
        max_age: freshness in seconds according to the server; None if not given.
    """
    schedule = state.schedule or FeedSchedule()
    seconds = max(max_age or 0, 60 * schedule.minutes)
    fresh = timedelta(seconds=min(seconds, MAX_FRESH.total_seconds())) - SLACK
    after = max(now + fresh, _end_of_pause(schedule, now) - SLACK)
    return replace(
        succeeded(state, now),
        moved_to=_moved_to(state, moved_to or state.moved_to),
        ask_after=after if after > now else None,
        gone=False,
    )


def _end_of_pause(schedule: FeedSchedule, now: datetime) -> datetime:
    """The end of the hours and days, after this one, in which a feed asks not to be read; `now` if it has none of them.

    A pause holds for a feed that was read in it only: one that was not read since it began may have news from before.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    for _ in range(MAX_PAUSE // HOUR + 1):
        if hour.hour not in schedule.skip_hours and hour.weekday() not in schedule.skip_days:
            break
        hour += HOUR
    return min(max(hour, now), now + MAX_PAUSE)


def _moved_to(state: SourceState, address: str) -> str:
    """The address to store; none that has a secret, which only the configuration has: it is redirected to each time."""
    return "" if address == state.source.location or address != hide_login(address) else address


def after_failure(
    state: SourceState, now: datetime, reason: str, *, status: int = 0, retry_after: float | None = None
) -> SourceState:
    """State of a feed after a failure.

    The target of a redirect is dropped after its first failure, so that the configured address is requested next.

    Args:
        state: the state before.
        now: the time of the refresh.
        reason: one-line reason.
        status: HTTP status; 0 if there was no answer.
        retry_after: `Retry-After` in seconds; None if not given.
    """
    failed_state = failed(state, now, reason)
    if status == HTTPStatus.GONE and not state.moved_to:
        error = "gone for good, according to its server (HTTP 410); it is no longer requested"
        return replace(failed_state, gone=True, error=error, ask_after=None)
    wait = _wait(failed_state.failures, busy=status in BUSY)
    if retry_after is not None and status in BUSY:
        wait = max(wait, timedelta(seconds=min(retry_after, MAX_WAIT.total_seconds())))
    return replace(failed_state, moved_to="", ask_after=now + wait if wait > SLACK else None)


def postponed(state: SourceState, now: datetime, seconds: float) -> SourceState:
    """State of a feed that was not requested, as its server demands a pause of `seconds`."""
    wait = timedelta(seconds=min(seconds, MAX_WAIT.total_seconds()))
    return replace(state, ask_after=now + wait if wait > SLACK else None)


def _wait(failures: int, *, busy: bool) -> timedelta:
    """Wait after a number of consecutive failures."""
    doublings = failures - 1 + busy
    return min(FIRST_WAIT * 2 ** min(doublings, 10), MAX_WAIT) - SLACK if doublings else timedelta(0)


def without_penalty(before: Sequence[SourceState], after: Sequence[SourceState]) -> list[SourceState]:
    """States of feeds that all failed without an answer: the local network is down, so the failures are not counted.

    Args:
        before: the states of the requested feeds.
        after: their states after the failure, in any order.
    """
    failures = {state.source.id: state.failures for state in before}
    return [replace(s, failures=max(1, failures[s.source.id]), ask_after=None) for s in after]

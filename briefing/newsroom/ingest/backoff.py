"""When a feed is asked, and where: what servers say of it, and patience with feeds that fail. Pure decisions.

How long a feed is left alone is stored with it, so that it holds for every later refresh, by whomever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus

from briefing.newsroom.ingest.update_plan import failed, succeeded
from briefing.store.stored_values import SourceState

SLACK = timedelta(minutes=1)
"""A refresh that comes so much too early, as cron does by seconds, is taken for punctual."""
MAX_FRESH = timedelta(minutes=30)
"""News are not believed to be fresh for longer, whatever `Cache-Control` says."""
FIRST_WAIT = timedelta(minutes=15)
"""Doubled with every failure in a row; a single failure is forgiven."""
MAX_WAIT = timedelta(hours=24)
"""No feed is left alone for longer, whatever it or `Retry-After` says."""
LEAP = timedelta(days=30)
"""Where a feed was asked longer ago, or in the future, a clock may have been wrong."""
BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
"""Answers of a server that wants to be left alone for a while."""


def is_due(state: SourceState, now: datetime) -> bool:
    """Tell whether a source is to be asked; a time out of reach is that of a clock that was put back."""
    after = state.ask_after
    return not state.gone and (after is None or after <= now or after > now + MAX_WAIT)


def as_if_unread(state: SourceState, now: datetime) -> SourceState:
    """A feed to be read as a whole, even if it has not changed, where our clock has leapt since it was asked: what was
    dated or stored by a wrong clock is mended then."""
    if state.source.kind != "feed" or state.checked is None or -SLACK <= now - state.checked < LEAP:
        return state
    return replace(state, etag="", last_modified="", body_hash="")


def heard_from(state: SourceState, now: datetime, *, moved_to: str = "", max_age: float | None = None) -> SourceState:
    """Return the state of a feed that answered, with something new or without.

    Args:
        state: before.
        now: the time of the refresh.
        moved_to: where permanent redirects led this time, empty for nowhere.
        max_age: seconds for which the server says there will be nothing new, None if it does not say.
    """
    fresh = timedelta(seconds=min(max_age or 0, MAX_FRESH.total_seconds())) - SLACK
    return replace(
        succeeded(state, now),
        moved_to=_home(state, moved_to or state.moved_to),
        ask_after=now + fresh if fresh > timedelta(0) else None,
        gone=False,
    )


def _home(state: SourceState, address: str) -> str:
    return "" if address == state.source.location else address


def unheard(
    state: SourceState, now: datetime, reason: str, *, status: int = 0, retry_after: float | None = None
) -> SourceState:
    """Return the state of a feed that could not be read.

    An address that a redirect led to is forgotten with its first failure, so that the configuration's is asked next.

    Args:
        state: before.
        now: the time of the refresh.
        reason: why, in a line.
        status: of the answer, 0 if there was none.
        retry_after: seconds after which the server wants to be asked again, None if it does not say.
    """
    after = failed(state, now, reason)
    if status == HTTPStatus.GONE and not state.moved_to:
        gone = "gone for good, says its server (HTTP 410); it is not asked any more"
        return replace(after, gone=True, error=gone, ask_after=None)
    wait = _wait(after.failures, busy=status in BUSY)
    if retry_after is not None and status in BUSY:
        wait = max(wait, timedelta(seconds=min(retry_after, MAX_WAIT.total_seconds())))
    return replace(after, moved_to="", ask_after=now + wait if wait > SLACK else None)


def put_off(state: SourceState, now: datetime, seconds: float) -> SourceState:
    """Return the state of a feed that was not asked, as its server wants to be left alone for so many seconds."""
    wait = timedelta(seconds=min(seconds, MAX_WAIT.total_seconds()))
    return replace(state, ask_after=now + wait if wait > SLACK else None)


def _wait(failures: int, *, busy: bool) -> timedelta:
    """Return how long to leave a feed alone after so many failures in a row."""
    doublings = failures - 1 + busy
    return min(FIRST_WAIT * 2 ** min(doublings, 10), MAX_WAIT) - SLACK if doublings else timedelta(0)


def forgiven(before: Sequence[SourceState], after: Sequence[SourceState]) -> list[SourceState]:
    """Return the states of feeds that all failed without any answer: it is our network then, and no fault of theirs.

    Args:
        before: the states of the feeds that were asked.
        after: how they did, in any order.
    """
    failures = {state.source.id: state.failures for state in before}
    return [replace(s, failures=max(1, failures[s.source.id]), ask_after=None) for s in after]

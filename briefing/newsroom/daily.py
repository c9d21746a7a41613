"""The briefing of what came in since a point in time, and the cursor that remembers it."""

from __future__ import annotations

from datetime import datetime

from briefing.model import Briefing
from briefing.store import Store


def parse_since(store: Store, words: str, now: datetime) -> datetime | None:
    """Return the point in time that `last`, `24h`, `7d`, `yesterday` or an ISO date or time means; None for all.

    Raises:
        UsageError: the words mean no time.
    """
    raise NotImplementedError


def build_briefing(
    store: Store, *, now: datetime | None = None, since: datetime | None = None, limit: int = 12, query: str = ""
) -> Briefing:
    """Return what came in after `since`, most important threads first."""
    raise NotImplementedError


def commit_briefing(store: Store, briefing: Briefing) -> None:
    """Remember that `briefing` was delivered: the next one since `last` starts at its end."""
    raise NotImplementedError

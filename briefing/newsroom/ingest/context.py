"""Shared state of the steps of a refresh."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.newsroom.ingest.feed_requests import FeedRequests
from briefing.newsroom.processes.pool import Workers
from briefing.newsroom.results import Progress

if TYPE_CHECKING:
    from briefing.config import SeedConfig
    from briefing.web import Fetcher


@dataclass(frozen=True, slots=True)
class RefreshContext:
    """HTTP client, worker pool, clock and progress callback of one refresh."""

    client: Fetcher
    """HTTP client of the refresh."""
    workers: Workers
    """Worker processes that parse feeds and pages."""
    now: datetime
    """The time of the refresh."""
    report: Callable[[Progress], None]
    """Called after every step, in the thread of the refresh."""
    requests: FeedRequests = field(default_factory=FeedRequests)
    """Makes the requests of the configured feeds, with their logins and commands."""
    seeds: tuple[SeedConfig, ...] = ()
    """The configured seeds."""

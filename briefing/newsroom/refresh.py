"""Refresh: from the sources of the configuration to threads that are ready to read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.config import Config
from briefing.newsroom.values import Progress, RefreshReport
from briefing.store import Store

if TYPE_CHECKING:
    from briefing.web import Fetcher


def refresh(
    store: Store,
    config: Config,
    *,
    fetcher: Fetcher | None = None,
    now: datetime | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> RefreshReport:
    """Read all sources and bring the threads up to date."""
    raise NotImplementedError

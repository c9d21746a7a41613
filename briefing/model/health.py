"""Health of the sources at the last refresh, as briefings report it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SourceFailure:
    """A source that could not be read, with the reason."""

    location: str
    """Address or path of the source."""
    reason: str
    """Reason for the reader, one line."""
    title: str = ""
    """Name of the source; empty if unknown."""
    retry_at: datetime | None = None
    """Earliest time of the next request; None for the next refresh."""
    answered: datetime | None = None
    """Time of the last successful answer; None if never or unknown."""


@dataclass(frozen=True, slots=True)
class Health:
    """Health of the sources at the last refresh."""

    ok: int = 0
    """Number of sources that were read or had not changed."""
    failed: tuple[SourceFailure, ...] = ()
    """Sources that could not be read."""
    silent: tuple[SourceFailure, ...] = ()
    """Sources that answer but have had nothing new for long."""
    refreshed: datetime | None = None
    """When the last refresh ended; None if there was none."""
    paused: tuple[SourceFailure, ...] = ()
    """Sources that answered 410 Gone; requested only on demand."""
    moved: tuple[SourceFailure, ...] = ()
    """Sources that have moved permanently; the reason names the new address."""
    read: datetime | None = None
    """When a source was last read; of the feeds, if there are any. None if none ever was."""

"""How the sources did when they were last asked, as a briefing tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SourceFailure:
    """A source that could not be read, with the reason in words."""

    location: str
    """Address or path."""
    reason: str
    """One line for the reader."""
    title: str = ""
    """The source's name, empty if unknown."""
    retry_at: datetime | None = None
    """Not asked again before; None for the next refresh."""
    answered: datetime | None = None
    """When it last did; None if never, and where nobody asked."""


@dataclass(frozen=True, slots=True)
class Health:
    """How the sources did when they were last asked."""

    ok: int = 0
    """Sources that were read or had not changed."""
    failed: tuple[SourceFailure, ...] = ()
    """Sources that could not be read."""
    silent: tuple[SourceFailure, ...] = ()
    """Sources that answer but have brought nothing new for long."""
    refreshed: datetime | None = None
    """When the last refresh ended; None if there was none."""
    paused: tuple[SourceFailure, ...] = ()
    """Sources that are gone for good and asked only by hand."""
    moved: tuple[SourceFailure, ...] = ()
    """Sources that answer at another address than the configuration's; the reason names it."""

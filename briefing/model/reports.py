"""Status of subscriptions, and problems reported by `doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from briefing.model.health import SourceFailure

FeedCondition = Literal["ok", "new", "failing", "gone", "silent"]
Area = Literal["configuration", "store", "feed", "seed", "sync", "state", "article", "thread"]
"""Area of a finding; `state` is what the program keeps for itself, such as its log."""


@dataclass(frozen=True, slots=True)
class FeedReport:
    """Status of a subscription."""

    url: str
    """Address as subscribed to."""
    title: str = ""
    """Title given by the user, else by the feed."""
    tags: tuple[str, ...] = ()
    """Tags that the user gave the feed."""
    condition: FeedCondition = "new"
    """`new`: never asked; `failing`: could not be read; `gone`: its server says so, for good; `silent`: answers but
    has brought nothing new for long."""
    checked: datetime | None = None
    """Time of the last request; None if never."""
    last_success: datetime | None = None
    """Time of the last successful answer; None if never."""
    failures: int = 0
    """Number of consecutive failures."""
    error: str = ""
    """Reason of the last failure; empty after success."""
    moved_to: str = ""
    """Target of permanent redirects, now requested instead; empty if it has not moved."""
    ask_after: datetime | None = None
    """Earliest time of the next request; None for the next refresh."""
    last_entry: datetime | None = None
    """Date of the newest entry; None if there is none."""
    entries: int = 0
    """Number of stored entries."""
    entries_a_week: float = 0.0
    """Average of the last four weeks, or of the time since the first entry."""
    failing_since: datetime | None = None
    """Time of the first of the consecutive failures; None if it is not failing, or if unknown."""
    synced: bool = False
    """Whether it is a subscription of the sync server, not of the configuration."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """Result of a sync."""

    sent: int = 0
    """Number of marks sent to the server."""
    new: int = 0
    """Number of new articles."""
    marked: int = 0
    """Number of articles whose marks were changed as on the server."""
    change: int | None = None
    """Number of that change, for `undo`; None if nothing was changed."""
    pending: int = 0
    """Number of items with a mark that is still to be sent."""
    failure: SourceFailure | None = None
    """Why it has failed; None if it has not."""
    notes: tuple[str, ...] = ()
    """What was left open, one line each."""


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """State of the sync with a server."""

    url: str = ""
    """Address of the server."""
    user: str = ""
    """User name on the server."""
    server: str = ""
    """Name of the server as it gives it; empty before the first sync."""
    tried: datetime | None = None
    """Time of the last attempt; None if never."""
    last_success: datetime | None = None
    """Time of the last sync without error; None if never."""
    failing_since: datetime | None = None
    """Time of the first of the consecutive failures; None if it is not failing."""
    error: str = ""
    """Reason of the last failure; empty after success."""
    ask_after: datetime | None = None
    """Earliest time of the next attempt, by the server's wish; None for the next refresh."""
    feeds: int = 0
    """Number of subscriptions."""
    items: int = 0
    """Number of items of the server that are stored as articles."""
    pending: int = 0
    """Number of items with a mark that is still to be sent."""
    notes: tuple[str, ...] = ()
    """What the last sync has left open, one line each."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem and its remedy."""

    area: Area
    """Area of the problem."""
    subject: str
    """File or address concerned."""
    problem: str
    """Description of the problem, one line."""
    advice: str
    """Remedy for the problem, one line."""
    title: str = ""
    """Name of the source; empty if it has none."""
    since: datetime | None = None
    """Start of the problem; None if unknown."""
    serious: bool = True
    """False if it may be intended by the user."""

"""States of sources; apart from `stored_values`, since the reader starts with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model import FeedSchedule, Source


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source and the result of its last request."""

    source: Source
    """The feed or seed file; its tags and page mode come from the configuration and are not stored."""
    place: int | None = None
    """Position in the configuration, from 0; None if no longer configured."""
    etag: str = ""
    """`ETag` for the next conditional request; empty if the server sent none."""
    last_modified: str = ""
    """`Last-Modified` for the same, verbatim; empty if the server sent none."""
    body_hash: str = ""
    """Hash of the bytes that were last parsed; empty if none were."""
    checked: datetime | None = None
    """Time of the last request."""
    ok: datetime | None = None
    """Time of the last successful answer; None if never."""
    brought: datetime | None = None
    """When it last brought an article that was not stored yet; None if never."""
    failures: int = 0
    """Number of consecutive failures."""
    error: str = ""
    """Reason of the last failure; empty after success."""
    moved_to: str = ""
    """Target of permanent redirects, requested in place of the source's location; empty if it has not moved."""
    ask_after: datetime | None = None
    """Earliest time of the next request, by the server's wish or after repeated failures; None for any time."""
    gone: bool = False
    """Whether the server answered 410 Gone; it is then requested only on demand."""
    from_private: bool | None = None
    """Whether every answer came from loopback or a private network, by the address connected to; None before the first.
    Only then may its pages be fetched from there."""
    own_title: str | None = None
    """Title that the feed gives itself; None until it is parsed."""
    site: str | None = None
    """Registrable domain of its articles, empty if several publishers share it; None until the feed is parsed."""
    outlet: str = ""
    """Name of its publisher, given to its articles; empty until it is known."""
    schedule: FeedSchedule | None = None
    """When it may be read, as it says itself; None if it says nothing."""

"""How subscriptions do, and what is wrong elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FeedCondition = Literal["ok", "new", "failing", "gone", "silent"]
Area = Literal["configuration", "store", "feed", "seed", "state", "article", "thread"]
"""What a finding can be about; `state` is what the program keeps for itself, such as its log."""


@dataclass(frozen=True, slots=True)
class FeedReport:
    """A subscription and how it does."""

    url: str
    """As subscribed to."""
    title: str = ""
    """The user's name for it, else its own."""
    tags: tuple[str, ...] = ()
    """The user's tags."""
    condition: FeedCondition = "new"
    """`new`: never asked; `failing`: could not be read; `gone`: its server says so, for good; `silent`: answers but
    has brought nothing new for long."""
    checked: datetime | None = None
    """When it was last asked; None if never."""
    last_success: datetime | None = None
    """When it last answered; None if never."""
    failures: int = 0
    """Failures in a row."""
    error: str = ""
    """Reason of the last failure, empty after success."""
    moved_to: str = ""
    """The address it is asked at now, where permanent redirects have led; empty if it has not moved."""
    ask_after: datetime | None = None
    """Left alone until then; None for the next refresh."""
    last_entry: datetime | None = None
    """Date of its newest entry; None if there is none."""
    entries: int = 0
    """Entries stored."""
    entries_a_week: float = 0.0
    """On the average of the last four weeks, or of the time since its first entry."""
    failing_since: datetime | None = None
    """When the first of its failures in a row was; None if it does not fail, or where nobody noted it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, and what to do about it."""

    area: Area
    """What it is about."""
    subject: str
    """The file or address."""
    problem: str
    """One line."""
    advice: str
    """What to do, one line."""
    title: str = ""
    """The source's name, empty if it has none."""
    since: datetime | None = None
    """Since when; None where nobody knows."""
    serious: bool = True
    """False for what may be as the user wants it."""

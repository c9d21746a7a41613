"""The row type of thread lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefing.model import Thread


@dataclass(frozen=True, slots=True)
class ListedThread:
    """A thread with the counts shown in lists."""

    thread: Thread
    """With the reader's decisions."""
    articles: int
    """Number of articles in the thread."""
    outlets: int
    """Number of distinct outlets."""
    unread: int
    """Number of unread articles."""
    fresh: int
    """Number of articles that arrived after the thread was last read."""
    rank: float
    """Sort key of lists."""
    founded: datetime
    """Arrival of its first article."""
    arrived: datetime
    """Arrival of its last article."""
    independent: int
    """Number of articles that are not copies of another."""
    copies: int
    """Number of articles that are copies."""
    wire: str
    """The agency that most copies come from."""
    starred: int
    """Number of starred articles."""

"""Threads as the store lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefing.model import Thread


@dataclass(frozen=True, slots=True)
class Listed:
    """A thread as a list needs it."""

    thread: Thread
    """With the reader's decisions."""
    articles: int
    """How many articles it has."""
    outlets: int
    """How many different outlets."""
    unread: int
    """Articles not read yet."""
    fresh: int
    """Articles that arrived after the thread was last read."""
    rank: float
    """What lists are ordered by."""
    founded: datetime
    """Arrival of its first article."""
    arrived: datetime
    """Arrival of its last article."""
    independent: int = 0
    """Articles that repeat no other."""
    copies: int = 0
    """Articles that do."""
    wire: str = ""
    """The agency most of the copies repeat."""
    starred: int = 0
    """Articles that the reader has starred."""

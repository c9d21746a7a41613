"""What the store gives to a reader besides the values of `briefing.model`."""

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


@dataclass(frozen=True, slots=True)
class ArticleState:
    """What the reader has marked of an article."""

    read: bool
    """Whether it was read."""
    starred: bool
    """Whether it is to be kept."""
    tags: tuple[str, ...] = ()
    """Its tags, in the order of the alphabet."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an article is in its thread."""

    article_id: str
    """The article."""
    joined: str
    """The thread it was put in, which may have been merged with another since; empty where nobody noted it."""
    why: str
    """One line, as told when it was put there; empty where nobody noted it."""
    merged: str
    """Why that thread was merged; empty if it was not, or where nobody noted it."""
    merged_at: datetime | None
    """When that thread was merged; None if it was not."""

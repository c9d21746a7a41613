"""What is noted of an article: its marks, and why it is in its thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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

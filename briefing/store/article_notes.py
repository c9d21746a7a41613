"""Per-article records: the reader's marks, what the source gives beside the text, and why it is in its thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model import Enclosure


@dataclass(frozen=True, slots=True)
class ArticleState:
    """The reader's marks on an article, and what its source gives beside the text."""

    read: bool
    """Whether it has been read."""
    starred: bool
    """Whether it is starred."""
    tags: tuple[str, ...] = ()
    """Tags of the article."""
    enclosures: tuple[Enclosure, ...] = ()
    """Files that its source names."""
    comments: str = ""
    """Address of the page with comments; empty if unknown."""
    categories: tuple[str, ...] = ()
    """Categories that its source gives."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an article is in its thread."""

    article_id: str
    """Id of the article."""
    joined: str
    """The thread it was assigned to, possibly merged with another since; empty if not recorded."""
    why: str
    """One line, recorded at the assignment; empty if not recorded."""
    merged: str
    """Why that thread was merged; empty if it was not, or if not recorded."""
    merged_at: datetime | None
    """When that thread was merged; None if it was not."""

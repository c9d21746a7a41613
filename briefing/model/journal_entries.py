"""Marks, their targets, and the entries of the journal of changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

MarkKind = Literal["read", "unread", "star", "unstar", "follow", "unfollow", "mute", "unmute", "tag", "untag"]
"""Marks of articles and threads."""
ChangeKind = MarkKind | Literal["split", "join", "unfold", "sync"]
"""Kinds of journal entries: marks, manual decisions about threads, and the marks of a sync server."""
Via = Literal["tui", "cli", "api", "rule", "sync"]
"""Interface a change was made through."""


@dataclass(frozen=True, slots=True)
class Target:
    """Target of a mark: a thread as it was displayed, or articles."""

    thread_id: str = ""
    """Id of the thread; empty for articles alone."""
    article_ids: tuple[str, ...] = ()
    """Ids of the articles; of a thread those displayed, so that articles that arrived since are not marked."""
    until: datetime | None = None
    """Last arrival displayed of the thread; None if unknown."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A change of state, made and reverted as a whole."""

    number: int
    """Number of the change; increasing, never reused."""
    at: datetime
    """When the change was made."""
    who: str
    """Login name of the user, or name of the rule; empty if unknown."""
    via: Via
    """Interface it was made through."""
    kind: ChangeKind
    """Kind of the recorded change."""
    articles: int
    """Number of changed articles."""
    threads: int
    """Number of changed threads, or of the threads of the changed articles."""
    subject: str = ""
    """Id of the thread or article, or of the first of several."""
    title: str = ""
    """Title of the subject at the time."""
    detail: str = ""
    """The tag; empty for other kinds."""
    undone: datetime | None = None
    """When it was reverted; None if it is in effect."""

"""What can be marked, on what, and the journal of what was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

MarkKind = Literal["read", "unread", "star", "unstar", "follow", "unfollow", "mute", "unmute", "tag", "untag"]
"""What can be done to the state of articles and threads."""
ChangeKind = MarkKind | Literal["split", "join", "unfold"]
"""What the journal holds: marks, and what was decided about threads by hand."""
Via = Literal["tui", "cli", "api", "rule"]
"""Where a change came from."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a mark is put on: a thread as it was on the screen, or articles."""

    thread_id: str = ""
    """The thread; empty where only articles are meant."""
    article_ids: tuple[str, ...] = ()
    """The articles; of a thread those that were shown, so that none that came in meanwhile is marked."""
    until: datetime | None = None
    """Arrival of the newest thing that was shown of the thread; None if nothing says when it arrived."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One change of state, made at once and taken back at once."""

    number: int
    """What it is called; later ones are higher, none is used twice."""
    at: datetime
    """When it was made."""
    who: str
    """Name of the user on this machine, or of the rule; empty if unknown."""
    via: Via
    """Where it came from."""
    kind: ChangeKind
    """What was done."""
    articles: int
    """How many articles it has changed."""
    threads: int
    """How many threads it has changed, or those articles are in."""
    subject: str = ""
    """Id of the thread or article, of the first of several."""
    title: str = ""
    """Title of that, as it was."""
    detail: str = ""
    """The tag; empty for other kinds."""
    undone: datetime | None = None
    """When it was taken back; None if it holds."""

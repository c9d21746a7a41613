"""Threads: articles that tell one story, and what the reader decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ThreadPhase = Literal["new", "growing", "quiet"]


@dataclass(frozen=True, slots=True)
class ThreadState:
    """What the reader decided about a thread."""

    followed: bool = False
    """Pinned, and reported whenever it changes."""
    muted: bool = False
    """Left out of lists and briefings."""
    read_until: datetime | None = None
    """Everything that arrived up to here has been seen; None if never opened."""
    tags: tuple[str, ...] = ()
    """Words that the reader has given it, in the order of the alphabet."""


@dataclass(frozen=True, slots=True)
class Thread:
    """Articles that tell one story."""

    id: str
    """Short and typable, the same for the thread's whole life."""
    title: str
    """Two or three leading names and the matter, or the most central headline."""
    article_ids: tuple[str, ...]
    """In order of publication."""
    names: tuple[str, ...] = ()
    """Leading names, most important first."""
    keywords: tuple[str, ...] = ()
    """Leading words that are not names."""
    first: datetime | None = None
    """Time of the earliest article."""
    last: datetime | None = None
    """Time of the latest article."""
    state: ThreadState = ThreadState()
    """The reader's decisions."""
    watch: str = ""
    """Name of the watch that pins it, empty if none does."""


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread as a list shows it: everything that can be told without opening it."""

    thread: Thread
    """Id, title, names, times and state."""
    articles: int
    """How many articles it has."""
    outlets: int
    """How many different outlets."""
    unread: int
    """Articles not read yet."""
    new: int
    """Articles that arrived after the reader's cursor."""
    importance: float = 0.0
    """Rank; higher is first."""
    phase: ThreadPhase = "quiet"
    """Its place in life."""
    independent: int = 0
    """Articles that repeat no other."""
    copies: int = 0
    """Articles that repeat another."""
    wire: str = ""
    """The agency whose story most of the copies repeat; empty if there is none."""
    why: str = ""
    """One line that explains the rank; empty if it was not asked for."""
    starred: int = 0
    """Articles that the reader has starred."""

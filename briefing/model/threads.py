"""Threads (articles of one story), and the reader's decisions about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ThreadPhase = Literal["new", "growing", "quiet"]


@dataclass(frozen=True, slots=True)
class ThreadState:
    """The reader's decisions about a thread."""

    followed: bool = False
    """Whether it is pinned and reported whenever it changes."""
    muted: bool = False
    """Whether it is left out of lists and briefings."""
    read_until: datetime | None = None
    """Time up to which all arrivals have been seen; None if never opened."""
    tags: tuple[str, ...] = ()
    """The reader's tags, sorted."""


@dataclass(frozen=True, slots=True)
class Thread:
    """Articles of one story."""

    id: str
    """Short id, unchanged for the life of the thread."""
    title: str
    """The headline that most of the newest reports agree on, or names and what they are about."""
    article_ids: tuple[str, ...]
    """Ids of the articles, in order of publication."""
    names: tuple[str, ...] = ()
    """Leading names, most important first."""
    keywords: tuple[str, ...] = ()
    """Leading words other than names."""
    first: datetime | None = None
    """Time of the earliest article."""
    last: datetime | None = None
    """Time of the latest article."""
    state: ThreadState = ThreadState()
    """The reader's decisions about it."""
    watch: str = ""
    """Name of the watch that pins it; empty if none does."""

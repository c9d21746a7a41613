"""Threads in lists."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.model.threads import Thread, ThreadPhase


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread in a list, with everything that is known without opening it."""

    thread: Thread
    """The thread: id, title, names, times and state."""
    articles: int
    """Number of articles in the thread."""
    outlets: int
    """Number of distinct outlets."""
    unread: int
    """Number of unread articles."""
    new: int
    """Number of articles that arrived after the cursor."""
    importance: float = 0.0
    """Rank among the threads, highest first."""
    phase: ThreadPhase = "quiet"
    """Phase of the thread."""
    independent: int = 0
    """Number of independent reports: outlets with an article that repeats no other."""
    copies: int = 0
    """Number of articles that repeat another."""
    wire: str = ""
    """News agency that most copies come from; empty if there is none."""
    why: str = ""
    """Explanation of the rank, one line; empty unless requested."""
    starred: int = 0
    """Number of starred articles."""

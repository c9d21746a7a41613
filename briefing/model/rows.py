"""Threads as lists show them."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.model.threads import Thread, ThreadPhase


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

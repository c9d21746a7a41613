"""What the use cases tell their caller besides the values of `briefing.model`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from briefing.errors import EXIT_NO_SOURCE, EXIT_OK, EXIT_SOME_FAILED
from briefing.model import Citation, Health, KeyQuote, SourceFailure

Stage = Literal["feeds", "pages", "threads", "summaries"]


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a refresh, for a progress bar."""

    stage: Stage
    """What is going on; the stages come in this order."""
    done: int
    """Steps of this stage that are finished."""
    total: int
    """All steps of this stage."""
    detail: str = ""
    """What was just finished: a source, an address or a thread's title."""
    new: int = 0
    """Stage `feeds`: new articles so far."""
    failed: int = 0
    """Stages `feeds` and `pages`: what could not be read so far."""


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh did."""

    sources: int
    """Feeds and seeds that were asked; a folder of seeds counts each file."""
    unchanged: int
    """Sources that have nothing new to say."""
    failed: tuple[SourceFailure, ...]
    """Sources that could not be read, in the order of the configuration."""
    new_articles: int
    """Articles stored for the first time and threaded."""
    updated_articles: int
    """Articles whose text or headline changed."""
    changed_threads: int
    """Threads that were made or made anew."""
    hooks: tuple[SourceFailure, ...] = ()
    """Hooks that failed afterwards."""
    notes: tuple[SourceFailure, ...] = ()
    """Feeds that were read but for a part that came broken; they have not failed."""
    refused: tuple[SourceFailure, ...] = ()
    """Versions of articles that were too bad to be taken; the reason names the article."""
    skipped: tuple[SourceFailure, ...] = ()
    """Articles and threads whose analysis was given up, by address or id, with the reason."""

    @property
    def exit_code(self) -> int:
        """0 if every source was read, 3 if some failed, 4 if none could be read."""
        if not self.sources or len(self.failed) >= self.sources:
            return EXIT_NO_SOURCE
        return EXIT_SOME_FAILED if self.failed else EXIT_OK


@dataclass(frozen=True, slots=True)
class Overview:
    """The counts of a header line."""

    threads: int
    """Threads that are not muted."""
    articles: int
    """Articles stored and threaded."""
    unread: int
    """Those not read yet."""
    quotes: int
    """Key quotes of all threads."""
    health: Health = field(default_factory=Health)
    """State of the sources."""
    arrived: datetime | None = None
    """Arrival of the newest thing stored; None if nothing is."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place where the stored text is not what a quote says."""

    quote: KeyQuote
    """The quote."""
    source: Citation
    """The place."""
    found: str | None
    """What stands there; None if the article is not stored."""

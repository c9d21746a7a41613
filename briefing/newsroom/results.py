"""Results of the use cases, besides the values of `briefing.model`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from briefing.errors import EXIT_NO_SOURCE, EXIT_OK, EXIT_SOME_FAILED
from briefing.model import Citation, Health, KeyQuote, SourceFailure, SyncReport, SyncStatus

Stage = Literal["feeds", "items", "pages", "articles", "threads", "summaries", "regrouped", "analyses"]


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of a refresh, reported after each step."""

    stage: Stage
    """Current stage; the stages run in the order of `Stage`, `articles` and `threads` once a batch."""
    done: int
    """Finished steps of this stage."""
    total: int
    """All steps of this stage."""
    detail: str = ""
    """The item just finished: a source, an address or a thread's title."""
    new: int = 0
    """Stages `feeds` and `items`: new articles so far."""
    failed: int = 0
    """Stages `feeds` and `pages`: failures so far."""
    seconds: float | None = None
    """Stages with a budget of time, `regrouped` and `analyses`: seconds after which they end, whatever is left."""


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """Result of a refresh."""

    sources: int
    """Number of feeds and seed files that were requested or read, and 1 for the sync server."""
    unchanged: int
    """Number of sources without new content."""
    failed: tuple[SourceFailure, ...]
    """Sources that could not be read, in the order of the configuration."""
    new_articles: int
    """Number of new articles that were threaded."""
    updated_articles: int
    """Number of changed articles."""
    changed_threads: int
    """Number of new or changed threads."""
    hooks: tuple[SourceFailure, ...] = ()
    """Hooks that failed after the refresh."""
    notes: tuple[SourceFailure, ...] = ()
    """Feeds that were read except for a broken part; they do not count as failed."""
    refused: tuple[SourceFailure, ...] = ()
    """Article versions rejected as worse than the stored ones; the reason names the article."""
    skipped: tuple[SourceFailure, ...] = ()
    """Articles and threads whose analysis was skipped, by address or id, with the reason."""
    pages: int = 0
    """Number of pages of articles that were requested."""
    failed_pages: tuple[SourceFailure, ...] = ()
    """Pages that could not be fetched, or have no article; the feed's own text is kept."""
    pageless: tuple[SourceFailure, ...] = ()
    """Sources that were read, but whose pages all failed, of at least two."""
    sync: SyncReport | None = None
    """The sync; None if no server is configured. A failure of it is among `failed`."""

    @property
    def exit_code(self) -> int:
        """0 if all sources were read, 3 if some failed, all pages of one, or the sync in part, 4 if none was read."""
        if not self.sources or len(self.failed) >= self.sources:
            return EXIT_NO_SOURCE
        is_partial = self.failed or self.pageless or (self.sync and self.sync.notes)
        return EXIT_SOME_FAILED if is_partial else EXIT_OK


@dataclass(frozen=True, slots=True)
class Overview:
    """The counts of a header line."""

    threads: int
    """Number of threads that are not muted."""
    articles: int
    """Number of threaded articles."""
    unread: int
    """Number of unread articles."""
    quotes: int
    """Number of quotes, without doubtful ones."""
    health: Health = field(default_factory=Health)
    """State of the sources."""
    arrived: datetime | None = None
    """Latest arrival up to which all threads are ready; None if there is none."""
    waiting: int = 0
    """Number of stored articles that are not threaded yet: a refresh is running, or was interrupted."""
    unready: int = 0
    """Number of threads whose summary does not cover all of their articles yet."""
    sync: SyncStatus | None = None
    """State of the sync; None if no server is configured."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A source of a quote whose stored text differs from the quote."""

    quote: KeyQuote
    """The quote with all its citations."""
    source: Citation
    """The citation that differs."""
    stored: str | None
    """The stored text there; None if the article is not stored."""

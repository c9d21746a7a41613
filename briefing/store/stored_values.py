"""Records exchanged between the store and its writers, besides the values of `briefing.model`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from briefing.store.actors import Actor as Actor
from briefing.store.source_states import SourceState as SourceState

if TYPE_CHECKING:
    from briefing.model import Analysis, Article, Brief, KeyQuote, Via
    from briefing.store.skip_records import Skip
    from briefing.threads.clustering.state import ClusterChanges


@dataclass(frozen=True, slots=True)
class Activity:
    """Article counts and dates of a feed."""

    entries: int
    """Number of stored entries."""
    recent: int
    """Number of entries since the requested time."""
    newest: datetime | None
    """Date of the newest entry."""
    oldest: datetime | None
    """Date of the oldest entry."""


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """That a source has said something: what tells a new or changed entry from an old one."""

    key: str
    """Key of the entry within its source."""
    fingerprint: str
    """Hash of the entry's content."""
    article_id: str
    """The article it belongs to."""
    guid: str | None = ""
    """Hash of the feed's identifier; empty if it gives none, None if stored before schema 12 and unknown."""
    address: str = ""
    """The article id derived from the address alone; equal for entries with the same address."""
    title: str = ""
    """Hash of the folded title."""
    published: datetime | None = None
    """Date given by the feed, possibly in the future."""
    refused: str = ""
    """Why the current version was not accepted for the article; empty if it was."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article to be written by a source's update, and then threaded."""

    article: Article
    """New, or with the id of the stored article it replaces, whose arrival and read mark are kept."""
    wants_page: bool = False
    """Whether its page is to be fetched first."""
    arrives: bool = False
    """Whether its arrival time replaces the stored one, which came from a wrong clock."""
    is_new: bool = False
    """Whether it is known that no article with its id is stored."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All writes of one source's update, done in one transaction."""

    state: SourceState
    """The source after the update."""
    entries: tuple[SeenEntry, ...] = ()
    """Entries that are new or changed."""
    drafts: tuple[Draft, ...] = ()
    """New or changed articles."""
    brought: int = 0
    """Number of drafts that are not stored yet."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Old id -> new id of unthreaded articles; applied before the drafts, one of which may have the old id."""
    refused: tuple[str, ...] = ()
    """Title and reason of each rejected article version, one line each; also in `entries`."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """A stored article with the state a refresh needs to decide about an update."""

    article: Article
    """The article as stored."""
    place: int | None
    """Position of its source in the configuration; None if no longer configured."""
    pending: bool
    """Whether it is still to be threaded."""
    wants_page: bool
    """Whether its page is still to be fetched."""
    thread_id: str = ""
    """Id of its thread; empty until it is threaded."""


@dataclass(frozen=True, slots=True)
class RefusedVersion:
    """An article whose newest version was rejected as worse than the stored one."""

    source_id: str
    """Id of its source."""
    title: str
    """Title of the stored version."""
    reason: str
    """Why the newest version was rejected."""


@dataclass(frozen=True, slots=True)
class PendingArticle:
    """An article to be threaded."""

    article: Article
    """The article as stored."""
    thread_id: str
    """Id of its thread; empty for a new article."""


@dataclass(frozen=True, slots=True)
class PendingPage:
    """An article whose page is to be fetched."""

    article: Article
    """The article as stored so far."""
    tries: int = 0
    """Number of failed fetches of its page."""


@dataclass(frozen=True, slots=True)
class ThreadRecord:
    """A thread as it is stored."""

    brief: Brief
    """The brief of the thread, without the reader's state."""
    rank: float
    """Sort key of lists; does not depend on the time of reading."""
    doubtful: tuple[KeyQuote, ...] = ()
    """Doubtful quotes, listed only on demand and not counted."""


@dataclass(frozen=True, slots=True)
class ThreadRows:
    """A `ThreadRecord` as columns."""

    columns: tuple[Any, ...]
    """Columns of the thread; the first two are its id and title."""
    brief: str
    """The brief as JSON."""
    quotes: tuple[tuple[Any, ...], ...]
    """Columns of each quote, without the thread's id."""

    @property
    def id(self) -> str:
        """Id of the thread."""
        return str(self.columns[0])

    @property
    def title(self) -> str:
        """Title of the thread."""
        return str(self.columns[1])


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge of two threads; the new one inherits the reader's decisions."""

    old_id: str
    """Id of the thread that ends and becomes an alias."""
    new_id: str
    """Id of the thread that takes over its articles."""
    reason: str = ""
    """Reason of the merge, one line."""


@dataclass(frozen=True, slots=True)
class Move:
    """The assignment of an article to a thread."""

    article_id: str
    """Id of the article."""
    thread_id: str
    """Id of its thread."""
    reason: str
    """Reason of the assignment, one line."""


@dataclass(frozen=True, slots=True)
class Threading:
    """All writes of threading a batch of articles, done in one transaction."""

    analyses: tuple[Analysis, ...]
    """Analyses of the threaded articles."""
    assigned: Mapping[str, str]
    """Article id -> thread id of every newly assigned article."""
    records: tuple[ThreadRecord, ...]
    """Threads that were made or changed."""
    arrived: datetime
    """Arrival time of the new articles and edits, later than any before."""
    clusters: ClusterChanges | None = None
    """What has changed of what clustering remembers; None if nothing has."""
    merges: tuple[Merge, ...] = ()
    """Merges of threads into older ones."""
    reassigned: Mapping[str, str] = field(default_factory=dict)
    """Article id -> thread id of earlier articles that move to another thread; applied after `merges`."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Article id -> one-line reason of the assignment, for articles in `assigned` and `reassigned`."""
    wires: Mapping[str, str] = field(default_factory=dict)
    """Article id -> news agency of every analysed article."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """Article id -> language of the same articles."""
    touched: tuple[str, ...] = ()
    """Ids of threads whose articles have changed, whether their briefs are up to date or not."""
    skips: tuple[Skip, ...] = ()
    """Articles that could not be analysed; their `analyses` are empty."""
    encoded: Mapping[str, str] = field(default_factory=dict)
    """Complete analyses as JSON, by article id, where available; those in `analyses` may have only names and terms."""


@dataclass(frozen=True, slots=True)
class RenewedAnalysis:
    """A new analysis of a stored article."""

    article_id: str
    """Id of the article."""
    data: str
    """The whole analysis as JSON."""
    language: str
    """ISO 639-1 code; empty if unknown."""
    wire: str
    """News agency that wrote the article; empty if none."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Assignment of values to one field of articles or threads."""

    on: Literal["article", "thread"]
    """Type of the subject."""
    field: str
    """`read`, `starred`, `read_until`, `muted`, `choice`, or `tag:` and a tag."""
    values: Mapping[str, int | None]
    """Id of an article or thread -> value: a boolean as 0 or 1, a time in microseconds since 1970, None for none;
    unknown ids are skipped."""


DecisionKind = Literal["split", "join", "unfold"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A manual decision about threads."""

    at: datetime
    """Time of the decision."""
    who: str
    """Login name of the user; empty if unknown."""
    kind: DecisionKind
    """Kind of the user's decision."""
    data: Mapping[str, Any]
    """Subjects and their previous state, as plain values for JSON (`curation.split_join`)."""
    via: Via = "api"
    """Interface it was made through."""


@dataclass(frozen=True, slots=True)
class DecisionEffects:
    """All writes of a manual decision, or of its reversal, done in one transaction."""

    at: datetime
    """Time of the decision."""
    records: tuple[ThreadRecord, ...] = ()
    """Threads that are new or changed."""
    clusters: ClusterChanges | None = None
    """What has changed of what clustering remembers; None if nothing has."""
    moves: tuple[Move, ...] = ()
    """Articles that move to another thread."""
    merges: tuple[Merge, ...] = ()
    """Merges of threads that the decision causes."""
    parted: tuple[tuple[str, ...], ...] = ()
    """Two groups of article ids whose threads must not be merged again."""
    unfolded: tuple[str, ...] = ()
    """Ids of articles that no longer count as copies."""


@dataclass(frozen=True, slots=True)
class ThreadChoices:
    """The reader's decisions about a thread, as they were."""

    id: str
    """Id of the thread."""
    choice: int | None
    """Whether it was followed (1) or unfollowed (0) by hand; None if watches decide."""
    muted: bool
    """Whether it was muted."""
    read_until: datetime | None = None
    """Time up to which all arrivals had been seen; None if never opened."""


@dataclass(frozen=True, slots=True)
class RestoredState:
    """State restored by the reversal of a decision, besides the threads."""

    folded: tuple[str, ...] = ()
    """Ids of articles that may count as copies again."""
    placed: tuple[Move, ...] = ()
    """Articles with the threads they were first assigned to."""
    threads: tuple[ThreadChoices, ...] = ()
    """Decisions about the threads that exist again."""
    kept: ThreadChoices | None = None
    """Decisions about the remaining thread before others were joined to it, without `read_until`; None if unknown."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Alias -> id of the thread it refers to again."""

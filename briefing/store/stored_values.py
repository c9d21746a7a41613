"""What the store takes from a writer, and gives to one, besides the values of `briefing.model`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from briefing.model import Analysis, Article, Brief, KeyQuote, Source, Via

if TYPE_CHECKING:
    from briefing.store.skips import Skip
    from briefing.threads import ClusterChanges


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source and how it did when it was last asked."""

    source: Source
    """The feed or seed file itself; its tags and page mode are the configuration's and not stored."""
    place: int | None = None
    """Place in the configuration, from 0; None if it is no longer there."""
    etag: str = ""
    """For the next conditional request; empty if the server gave none."""
    last_modified: str = ""
    """The same, as the server wrote it."""
    body_hash: str = ""
    """Of the bytes that were last parsed; empty if none were."""
    checked: datetime | None = None
    """When it was last asked."""
    ok: datetime | None = None
    """When it last answered; None if never."""
    brought: datetime | None = None
    """When it last brought an article that nobody had brought before; None if never."""
    failures: int = 0
    """Failures in a row."""
    error: str = ""
    """The reason of the last failure, empty after success."""
    moved_to: str = ""
    """Where permanent redirects have led; asked in place of the source's location. Empty if it has not moved."""
    ask_after: datetime | None = None
    """Not to be asked before, because the server said so or it fails again and again; None for at any time."""
    gone: bool = False
    """Whether the server said that it is gone for good (410); it is asked only by hand then."""
    from_private: bool | None = None
    """Whether every answer came from loopback or a private network, by the address connected to; None before the first.
    Only then may the pages that it names be there."""


@dataclass(frozen=True, slots=True)
class Activity:
    """What a feed has brought."""

    entries: int
    """Entries stored."""
    recent: int
    """Those of the time asked for."""
    newest: datetime | None
    """Date of the newest."""
    oldest: datetime | None
    """Date of the oldest."""


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """That a source has said something: what tells a new or changed entry from an old one."""

    key: str
    """Identifies the entry within its source."""
    fingerprint: str
    """Hash of what the entry says."""
    article_id: str
    """The article it belongs to."""
    guid: str | None = ""
    """Hash of the feed's identifier, empty where it gives none; None: stored before schema 12, and not known."""
    address: str = ""
    """The id that an article has by its address alone; entries that share the address share it."""
    title: str = ""
    """Hash of the folded title."""
    published: datetime | None = None
    """As the feed dates it, which may be in the future."""
    refused: str = ""
    """Why what it says now was not taken for the article; empty if it was."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as one source's update will write it, to be threaded afterwards."""

    article: Article
    """New, or with the id of the stored one that it replaces; arrival and read mark of a stored one are kept."""
    wants_page: bool = False
    """Whether the page behind it is to be fetched first."""
    arrives: bool = False
    """Whether its arrival replaces that of the stored one, which a wrong clock had given."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that one source's update will write, in one transaction."""

    state: SourceState
    """The source after the update."""
    heard: tuple[SeenEntry, ...] = ()
    """Entries that are new or changed."""
    drafts: tuple[Draft, ...] = ()
    """Articles that are new or changed."""
    brought: int = 0
    """How many of them nobody had brought before."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Old id, new id of articles that are not threaded yet; before the drafts, one of which may have the old id."""
    refused: tuple[str, ...] = ()
    """Titles and reasons, a line each, of versions that were too bad to be taken; they are in `heard` too."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An article in the store with what a refresh must know to decide about it."""

    article: Article
    """As stored."""
    place: int | None
    """Place of the source it is from; None if that is no longer configured."""
    pending: bool
    """Whether it still has to be threaded."""
    wants_page: bool
    """Whether the page behind it is still to be fetched."""
    thread_id: str = ""
    """Its thread, empty until it is threaded."""


@dataclass(frozen=True, slots=True)
class PendingPage:
    """An article whose page is to be fetched."""

    article: Article
    """As stored."""
    tries: int = 0
    """How often its page could not be fetched."""


@dataclass(frozen=True, slots=True)
class ThreadRecord:
    """A thread as the store keeps it."""

    brief: Brief
    """The thread made ready, everything in it that does not depend on the reader."""
    rank: float
    """What lists are ordered by; does not depend on the time of reading."""
    doubtful: tuple[KeyQuote, ...] = ()
    """Quotes that are listed only on demand and count nowhere."""


@dataclass(frozen=True, slots=True)
class ThreadRows:
    """A `ThreadRecord` as columns."""

    columns: tuple[Any, ...]
    """Of the thread, its id and its title first."""
    brief: str
    """As JSON."""
    quotes: tuple[tuple[Any, ...], ...]
    """Columns of each quote but the thread's id."""

    @property
    def id(self) -> str:
        """The thread's id."""
        return str(self.columns[0])

    @property
    def title(self) -> str:
        """The thread's title."""
        return str(self.columns[1])


@dataclass(frozen=True, slots=True)
class Threading:
    """All that threading some articles will write, in one transaction."""

    analyses: tuple[Analysis, ...]
    """Of the articles that were threaded."""
    assigned: tuple[tuple[str, str], ...]
    """Article id, thread id, for every article whose thread is new."""
    records: tuple[ThreadRecord, ...]
    """Threads that were made or changed."""
    arrived: datetime
    """When they become visible to readers: the arrival of new articles and of edits, later than any before."""
    clusters: ClusterChanges | None = None
    """What has changed of what clustering remembers; None if nothing has."""
    moved: tuple[tuple[str, str], ...] = ()
    """Old thread id, new thread id, where threads were merged; the reader's decisions move along."""
    strays: tuple[tuple[str, str], ...] = ()
    """Article id, thread id of earlier articles that belong elsewhere than was thought; holds after `moved`."""
    merged_reasons: tuple[str, ...] = ()
    """For each of `moved` one line that says why."""
    reasons: tuple[tuple[str, str], ...] = ()
    """Article id and one line that says why it is in its thread, for those of `assigned` and `strays`."""
    wires: tuple[tuple[str, str], ...] = ()
    """Article id, agency, for every article whose text was read anew."""
    languages: tuple[tuple[str, str], ...] = ()
    """Article id, language, for the same articles."""
    touched: tuple[str, ...] = ()
    """Threads whose articles are others than before, made ready or not."""
    skips: tuple[Skip, ...] = ()
    """Articles that could not be analysed, whose `analyses` are empty."""
    encoded: Mapping[str, str] = field(default_factory=dict)
    """JSON of analyses, by article, where it is made already; these may lack all but names and terms in `analyses`."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One field of articles or threads, and what it is to be."""

    on: Literal["article", "thread"]
    """What has the field."""
    field: str
    """`read`, `starred`, `read_until`, `muted`, `choice`, or `tag:` and a tag."""
    values: tuple[tuple[str, int | None], ...]
    """Id of an article or thread, and the value: a truth value as 0 or 1, a time in microseconds since 1970, None for
    none; ids that are not stored are passed over."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something."""

    who: str = ""
    """The user's name on this machine, or the rule's; empty if unknown."""
    via: Via = "api"
    """Where the change comes from."""


DecisionKind = Literal["split", "join", "unfold"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the journal of what was decided by hand."""

    at: datetime
    """When."""
    who: str
    """The user's name on this machine; empty if unknown."""
    kind: DecisionKind
    """What was done."""
    data: Mapping[str, Any]
    """What it was done to and how that was before, as plain values for JSON (`curation.split_join`)."""
    via: Via = "api"
    """Where it came from."""


@dataclass(frozen=True, slots=True)
class Shaping:
    """All that one decision by hand will write, or that taking one back will, in one transaction."""

    at: datetime
    """When."""
    records: tuple[ThreadRecord, ...]
    """Threads that were made or changed."""
    clusters: ClusterChanges | None = None
    """What has changed of what clustering remembers; None if nothing has."""
    moved: tuple[tuple[str, str, str], ...] = ()
    """Article id, thread id and why, for articles that go to another thread."""
    merged: tuple[tuple[str, str], ...] = ()
    """Old thread id, new thread id, where whole threads became one."""
    reasons: str = ""
    """Why those did."""
    parted: tuple[tuple[str, ...], ...] = ()
    """Two sides, ids of articles each, whose threads are never to be merged again."""
    unfolded: tuple[str, ...] = ()
    """Articles that from now on repeat no other."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What taking back a decision restores besides threads."""

    folded: tuple[str, ...] = ()
    """Articles that may repeat others again."""
    placed: tuple[tuple[str, str, str], ...] = ()
    """Article id, the thread it was put in, and why."""
    states: tuple[tuple[str, int | None, bool, datetime | None], ...] = ()
    """Thread id; whether it is followed or not by hand, None if watches decide; whether it is muted; read until."""
    inherited: tuple[tuple[str, int | None, bool], ...] = ()
    """Thread id, and the first two of these as they were before others were joined to it."""
    aliases: tuple[tuple[str, str], ...] = ()
    """Id, the thread that answers to it again."""

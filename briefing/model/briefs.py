"""Threads prepared for reading, and briefings of them: what the reader, mail and other programs show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from briefing.model.articles import Enclosure
from briefing.model.days import is_whole_day
from briefing.model.health import Health
from briefing.model.lines import KeyQuote, Line, TimelineEvent
from briefing.model.threads import Thread

SCHEMA = "briefing/1"
"""Version in every JSON document and JSON line."""
REPORTS = frozenset({"", "live"})
"""Kinds of articles that report events; see `threads.article_kinds`."""
SITE_KINDS = frozenset({"blog", "podcast", "series"})
"""Kinds of articles that stand under their site or tag instead of being ranked with the news."""


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """An article in the list of a thread, without its text."""

    id: str
    """Id of the article."""
    title: str
    """Headline on one line."""
    outlet: str
    """Name of the publisher."""
    url: str
    """Address of the page; may be empty."""
    published: datetime | None
    """Publication time; None if unknown."""
    added: datetime | None = None
    """When it was stored; None for an article that is not stored."""
    copy_of: str = ""
    """Id of the article that this one repeats; empty if it is no copy."""
    wire: str = ""
    """News agency of the text; empty if there is none."""
    read: bool = False
    """Whether it was opened or marked as read."""
    why: str = ""
    """Why it was put in its thread, one line; empty if it is not stored or no reason was recorded."""
    starred: bool = False
    """Whether it is starred."""
    tags: tuple[str, ...] = ()
    """The reader's tags, sorted."""
    kind: str = ""
    """What it is if not a report, such as `opinion`, `gallery` or `blog`; empty for a report."""
    enclosures: tuple[Enclosure, ...] = ()
    """Files that the source names beside the text."""
    comments: str = ""
    """Address of the page with comments; empty if unknown."""
    categories: tuple[str, ...] = ()
    """Categories that the source gives, in its words."""

    SHOWN: ClassVar = ("day_only",)

    @property
    def day_only(self) -> bool:
        """Whether `published` is a date without a time of day, the same in every time zone."""
        return is_whole_day(self.published)

    @property
    def is_report(self) -> bool:
        """Whether it reports an event."""
        return self.kind in REPORTS


@dataclass(frozen=True, slots=True)
class RelatedThread:
    """Another event of the same saga."""

    id: str
    """Id of the thread."""
    title: str
    """Its title."""
    score: float
    """What the threads have in common: the information of shared names, places and other topics, in nats."""


@dataclass(frozen=True, slots=True)
class Brief:
    """A thread prepared for reading."""

    thread: Thread
    """The thread: id, title, names and state."""
    lead: tuple[Line, ...] = ()
    """Summary of the thread: the main event and what belongs to it, then what came before; see `Line.part`."""
    new: tuple[Line, ...] = ()
    """Lines that arrived after the cursor, in order of arrival; empty if nothing is new."""
    quotes: tuple[KeyQuote, ...] = ()
    """Key quotes, best first: up to five whose speakers are certain."""
    timeline: tuple[TimelineEvent, ...] = ()
    """Developments by date that are no lines of `lead`, oldest first; empty for a single article."""
    articles: tuple[ArticleRef, ...] = ()
    """Articles of the thread, newest first."""
    outlets: tuple[str, ...] = ()
    """Names of the outlets, most articles first."""
    independent: int = 0
    """Number of independent reports: outlets with an article that repeats no other."""
    copies: int = 0
    """Number of articles that repeat another."""
    importance: float = 0.0
    """Rank within a list, highest first; comparable only within one run."""
    why: str = ""
    """Explanation of the rank, one line."""
    wire: str = ""
    """News agency that most copies come from; empty if there is none."""
    new_outlets: tuple[str, ...] = ()
    """Those of `outlets` without an article before the cursor; empty if all are new."""
    update: tuple[Line, ...] = ()
    """Summary of `new` without what `lead` tells, in order of arrival; empty without a cursor or if nothing is left."""
    other_quotes: tuple[KeyQuote, ...] = ()
    """The other quotes, best first, each with the reason why it is not a key quote."""
    related: tuple[RelatedThread, ...] = ()
    """Other events of the same saga, closest first; empty if the thread is not stored."""
    shortfall: str = ""
    """Why `lead` has at most a fifth of its budget of words, one sentence; empty if it has more."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A thread that a briefing only names."""

    id: str
    """Id of the thread."""
    title: str
    """Title of the thread."""
    outlets: int = 0
    """Number of distinct outlets."""
    articles: int = 0
    """Number of articles."""
    known: bool = False
    """Whether it had articles before the window."""


@dataclass(frozen=True, slots=True)
class PendingThread:
    """A thread whose news no briefing has named."""

    id: str
    """Id of the thread."""
    since: datetime | None = None
    """Start of its window, exclusive; None for everything stored."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing: one value for the reader, the mail and other programs."""

    generated_at: datetime
    """When the briefing was made."""
    since: datetime | None
    """Start of the window, exclusive; None for everything stored."""
    until: datetime | None
    """Last arrival covered, where the next window starts; None if the briefing is empty."""
    briefs: tuple[Brief, ...] = ()
    """Briefs, most important first."""
    health: Health = field(default_factory=Health)
    """Health of the sources."""
    schema: str = SCHEMA
    """Version of the JSON schema."""
    left_out: int = 0
    """Number of threads in the window that `limit` left out of `briefs`."""
    query: str = ""
    """Query that selected the threads; empty for all."""
    limit: int = 0
    """Maximum number of threads requested; 0 if none was."""
    window: str = ""
    """Window as requested, such as `last` or `24h`; empty if none was."""
    also: tuple[Mention, ...] = ()
    """Threads beyond `limit` that are named, most important first; `left_out` counts them too."""
    earlier: tuple[PendingThread, ...] = ()
    """Threads that the briefings before did not name: those of `briefs` and `also`, whose window starts earlier."""
    waiting: int = 0
    """Number of threads that no briefing has named, and nothing arrived in them in this window."""

    def since_of(self, brief: Brief) -> datetime | None:
        """Start of the window of a thread, exclusive; None for everything stored."""
        return next((pending.since for pending in self.earlier if pending.id == brief.thread.id), self.since)

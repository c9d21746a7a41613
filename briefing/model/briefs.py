"""What a reader, a mail or another program is given: threads made ready, and briefings of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from briefing.model.days import is_whole_day
from briefing.model.health import Health
from briefing.model.lines import KeyQuote, Line, TimelineEvent
from briefing.model.threads import Thread

SCHEMA = "briefing/1"
"""The version every JSON document and every JSON line carries."""


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """An article as a thread lists it, without its text."""

    id: str
    """For opening it."""
    title: str
    """Headline."""
    outlet: str
    """Publisher as shown."""
    url: str
    """Address, may be empty."""
    published: datetime | None
    """Its time, None if unknown."""
    added: datetime | None = None
    """When it reached the store; None in memory."""
    copy_of: str = ""
    """Id of the article that this one repeats, else empty."""
    wire: str = ""
    """Agency, else empty."""
    read: bool = False
    """Whether the reader has opened it or marked it."""
    why: str = ""
    """One line on why it is in its thread, as told when it was put there; empty in memory and where nobody noted it."""
    starred: bool = False
    """Whether the reader wants it kept and found again."""
    tags: tuple[str, ...] = ()
    """Words that the reader has given it, in the order of the alphabet."""

    SHOWN: ClassVar = ("day_only",)

    @property
    def day_only(self) -> bool:
        """Whether `published` is a day without a time, the same in every zone."""
        return is_whole_day(self.published)


@dataclass(frozen=True, slots=True)
class Brief:
    """A thread made ready to read."""

    thread: Thread
    """Id, title, names and state."""
    lead: tuple[Line, ...] = ()
    """The summary."""
    new: tuple[Line, ...] = ()
    """What was not known at the cursor, in order of arrival; empty if nothing is new."""
    quotes: tuple[KeyQuote, ...] = ()
    """Key quotes, best first."""
    timeline: tuple[TimelineEvent, ...] = ()
    """Oldest first."""
    articles: tuple[ArticleRef, ...] = ()
    """Newest first."""
    outlets: tuple[str, ...] = ()
    """Names of the outlets, most articles first."""
    independent: int = 0
    """How many independent reports there are."""
    copies: int = 0
    """How many articles repeat another."""
    importance: float = 0.0
    """Rank within a list; higher is first. Comparable only within one run."""
    why: str = ""
    """One line that explains the rank."""
    wire: str = ""
    """The agency whose story most of the copies repeat; empty if there is none."""
    new_outlets: tuple[str, ...] = ()
    """Those of `outlets` that had told nothing at the cursor; empty where all are new."""
    update: tuple[Line, ...] = ()
    """`new` in a few lines, in order of arrival; empty where there was no cursor or nothing is new."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a reader, a cron mail or another program is given: one value for all of them."""

    generated_at: datetime
    """When it was made."""
    since: datetime | None
    """Start of the window, exclusive; None for everything stored."""
    until: datetime | None
    """Arrival of the newest thing told; the next window starts here. None if nothing is told."""
    briefs: tuple[Brief, ...] = ()
    """Most important first."""
    health: Health = field(default_factory=Health)
    """State of the sources."""
    schema: str = SCHEMA
    """Version of this data."""
    left_out: int = 0
    """Threads of the window that are not among `briefs`, as these are at most so many."""
    query: str = ""
    """Which threads were asked for; empty for all."""
    limit: int = 0
    """How many threads were asked for at most; 0 where nobody said so."""
    window: str = ""
    """How `since` was asked for, such as `last` or `24h`; empty where nobody said so."""

"""The configuration, declared once: a frozen dataclass for each section.

The types of the fields are the rules they are checked by, and their docstrings are the documentation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from briefing.version import __version__

FullText = Literal["auto", "always", "never"]
RuleAction = Literal["mute", "star", "read"]
HookEvent = Literal["refresh", "development"]
Kept = Literal["starred", "followed", "tagged", "unread"]
When = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class FetchConfig:
    """`[fetch]`: how the network is used."""

    timeout: float = field(default=20.0, metadata={"min": 0.1, "max": 600})
    """Seconds for one answer, from connecting to the last byte."""
    read_timeout: float = field(default=10.0, metadata={"min": 0.1, "max": 600})
    """Seconds for which a server may be silent."""
    max_body_bytes: int = field(default=10 * 1024 * 1024, metadata={"min": 1024})
    """A larger feed or page is refused."""
    workers: int = field(default=64, metadata={"min": 1, "max": 256})
    """Requests at a time."""
    per_host: int = field(default=4, metadata={"min": 1, "max": 64})
    """Requests at a time to one server."""
    host_delay: float = field(default=0.1, metadata={"min": 0.0, "max": 60})
    """Seconds between the starts of two requests to one server."""
    allow_private: bool = False
    """Whether public feeds may lead to loopback and private networks; a feed that is itself there always may."""
    pages: int = field(default=60, metadata={"min": 0})
    """Full pages to fetch in one refresh, newest entries first."""
    pages_per_host: int = field(default=20, metadata={"min": 0})
    """Those of them that are from one server."""
    user_agent: str = f"briefing/{__version__}"
    """How we name ourselves to servers."""


@dataclass(frozen=True, slots=True)
class ThreadsConfig:
    """`[threads]`: when two articles tell one story."""

    window_days: int = field(default=30, metadata={"min": 1})
    """A thread without news for so many days is closed to new articles."""
    similarity: float = field(default=0.5, metadata={"min": 0.0, "max": 1.0})
    """From 0 (everything is one story) to 1 (nothing is); 0.5 is what was measured best."""


@dataclass(frozen=True, slots=True)
class SummaryConfig:
    """`[summary]`: how summaries are made."""

    method: str = "briefing"
    """`briefing`, or the name of one of sumy's summarizers."""
    article_words: int = field(default=60, metadata={"min": 1})
    """Length of an article's summary."""
    thread_words: int = field(default=120, metadata={"min": 1})
    """Length of a thread's summary."""
    update_words: int = field(default=80, metadata={"min": 1})
    """Length of what is new in a thread that the reader knows."""


@dataclass(frozen=True, slots=True)
class DailyConfig:
    """`[daily]`: the briefing that cron prints."""

    limit: int = field(default=12, metadata={"min": 1})
    """Threads in one briefing."""
    quotes: int = field(default=5, metadata={"min": 0})
    """Key quotes a thread."""
    width: int = field(default=72, metadata={"min": 40, "max": 400})
    """Columns of the text format."""
    mail_to: str = ""
    """Whom `--format mail` is for, several parted by commas; the user of this machine if empty."""
    mail_from: str = ""
    """Whom it is from; the first whom it is for if empty."""
    reader_timeout: float = field(default=60.0, metadata={"min": 0.1, "max": 86400})
    """Seconds to wait until the reader of a pipe has read all; then the briefing is told again by the next run."""
    deliver_timeout: float = field(default=120.0, metadata={"min": 0.1, "max": 86400})
    """Seconds after which the command of `--deliver-to` is killed."""


@dataclass(frozen=True, slots=True)
class OutputConfig:
    """`[output]`: what commands print on a terminal."""

    color: When = "auto"
    """Whether text is coloured: `auto` is on a terminal only, and as `NO_COLOR` and `FORCE_COLOR` say."""
    pager: str = ""
    """Command for text that is longer than the screen; `$PAGER`, else less, if empty. `cat` is none."""


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """`[store]`: what `briefing prune` lets go."""

    keep_days: int = field(default=365, metadata={"min": 0})
    """Threads in which nothing has arrived for so many days go; 0 keeps them for ever."""
    max_megabytes: int = field(default=0, metadata={"min": 0})
    """Then the oldest go until the store is no larger; 0 for no limit."""
    keep: tuple[Kept, ...] = ("starred", "followed", "tagged", "unread")
    """What never goes."""


@dataclass(frozen=True, slots=True)
class TuiConfig:
    """`[tui]`: the reader."""

    theme: str = "textual-dark"
    """Name of a Textual theme."""
    refresh_on_start: bool = True
    """Fetch in the background when the reader opens."""
    quotes: int = field(default=5, metadata={"min": 0})
    """Key quotes a thread."""


@dataclass(frozen=True, slots=True)
class FeedConfig:
    """One `[[feeds]]`."""

    url: str
    """Address of the feed, http or https."""
    title: str = ""
    """Shown as the outlet; the feed's own title if empty."""
    tags: tuple[str, ...] = ()
    """Any words, for queries."""
    full_text: FullText = "auto"
    """`auto` fetches the page when the feed carries only a teaser."""
    selector: str = ""
    """CSS selector of the article on the feed's pages, for sites where it is not found; empty to find it."""


@dataclass(frozen=True, slots=True)
class SeedConfig:
    """One `[[seeds]]`: a file or a folder of files that are read like a feed."""

    path: Path
    """Absolute after loading; relative paths start at the configuration's folder."""


@dataclass(frozen=True, slots=True)
class WatchConfig:
    """One `[[watch]]`: threads to pin and name."""

    name: str
    """What the thread's title begins with."""
    query: str
    """Which threads; without states and times, which change without news."""


@dataclass(frozen=True, slots=True)
class RuleConfig:
    """One `[[rules]]`."""

    query: str
    """Which articles, as `briefing search` finds them."""
    action: RuleAction
    """What happens to them; `mute` is for their thread, where all of its articles are such."""
    name: str = ""
    """What the journal calls it; its number if empty."""


@dataclass(frozen=True, slots=True)
class HookConfig:
    """One `[[hooks]]`: a command that is run when something has come in."""

    on: HookEvent
    """`refresh`: threads that are new or have news; `development`: news of threads that are followed or watched."""
    command: str
    """For `sh -c`; it gets JSON Lines on standard input. If it fails, the last line it printed is told."""
    timeout: float = field(default=30.0, metadata={"min": 0.1, "max": 3600})
    """Seconds after which it is killed."""


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration."""

    fetch: FetchConfig = FetchConfig()
    """How the network is used."""
    threads: ThreadsConfig = ThreadsConfig()
    """When two articles tell one story."""
    summary: SummaryConfig = SummaryConfig()
    """How summaries are made."""
    daily: DailyConfig = DailyConfig()
    """The briefing that cron prints."""
    output: OutputConfig = OutputConfig()
    """What commands print on a terminal."""
    store: StoreConfig = StoreConfig()
    """What is let go."""
    tui: TuiConfig = TuiConfig()
    """The reader."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Name of a command -> key."""
    feeds: tuple[FeedConfig, ...] = ()
    """Subscriptions."""
    seeds: tuple[SeedConfig, ...] = ()
    """Files and folders."""
    watch: tuple[WatchConfig, ...] = ()
    """Threads to pin and name."""
    rules: tuple[RuleConfig, ...] = ()
    """What to do with articles as they arrive."""
    queries: Mapping[str, str] = field(default_factory=dict)
    """Name -> query; `@name` stands for it in others."""
    hooks: tuple[HookConfig, ...] = ()
    """Commands to run after a refresh."""

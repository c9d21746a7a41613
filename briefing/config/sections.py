"""The configuration, declared once: a frozen dataclass for each section.

The types of the fields are the rules they are checked by, and their docstrings are the documentation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from briefing.command_lines import Command
from briefing.secrets import Secret
from briefing.version import __version__

FullText = Literal["auto", "always", "never"]
RuleAction = Literal["mute", "star", "read"]
HookEvent = Literal["refresh", "development"]
Kept = Literal["starred", "followed", "tagged", "unread"]
SyncKind = Literal["greader"]
When = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class FetchConfig:
    """`[fetch]`: how requests are sent to servers."""

    timeout: float = field(default=20.0, metadata={"min": 0.1, "max": 600})
    """Maximum seconds of a request, from connecting to the last byte."""
    read_timeout: float = field(default=10.0, metadata={"min": 0.1, "max": 600})
    """Maximum seconds without data from a server."""
    max_body_bytes: int = field(default=10 * 1024 * 1024, metadata={"min": 1024})
    """Maximum size of a feed or page in bytes."""
    command_timeout: float = field(default=60.0, metadata={"min": 0.1, "max": 3600})
    """Maximum seconds of a feed's `command` or `filter`; then it is killed."""
    workers: int = field(default=64, metadata={"min": 1, "max": 256})
    """Maximum number of parallel requests."""
    per_host: int = field(default=4, metadata={"min": 1, "max": 64})
    """Maximum number of parallel requests to one server."""
    host_delay: float = field(default=0.1, metadata={"min": 0.0, "max": 60})
    """Minimum seconds between the starts of two requests to one server."""
    allow_private: bool = False
    """Whether public feeds may link to loopback and private networks; feeds in such a network always may."""
    pages: int = field(default=60, metadata={"min": 0})
    """Maximum number of article pages fetched in a refresh, newest entries first."""
    pages_per_host: int = field(default=20, metadata={"min": 0})
    """Maximum number of those pages from one server."""
    user_agent: str = f"briefing/{__version__}"
    """User-Agent header of requests."""


@dataclass(frozen=True, slots=True)
class ThreadsConfig:
    """`[threads]`: when articles belong to one story."""

    window_days: int = field(default=30, metadata={"min": 1})
    """Days without new articles after which a thread takes no more; what is older in a feed is analysed on request."""
    similarity: float = field(default=0.5, metadata={"min": 0.0, "max": 1.0})
    """Similarity from which articles belong to one story: 0 (all do) to 1 (none do); 0.5 measured best."""


@dataclass(frozen=True, slots=True)
class SummaryConfig:
    """`[summary]`: length and method of summaries."""

    method: str = "briefing"
    """Summarizer: `briefing`, or one of sumy's."""
    article_words: int = field(default=60, metadata={"min": 1})
    """Maximum words of an article's summary."""
    thread_words: int = field(default=120, metadata={"min": 1})
    """Maximum words of a thread's summary."""
    update_words: int = field(default=80, metadata={"min": 1})
    """Maximum words of the news of a thread that the reader knows."""


@dataclass(frozen=True, slots=True)
class DailyConfig:
    """`[daily]`: the briefing of `briefing daily`."""

    limit: int = field(default=12, metadata={"min": 1})
    """Maximum number of threads in a briefing; others are only named, until 60 are."""
    quotes: int = field(default=5, metadata={"min": 0})
    """Maximum number of key quotes per thread; more than two only with `--full`."""
    width: int = field(default=72, metadata={"min": 40, "max": 400})
    """Columns of the text format."""
    mail_to: str = ""
    """Recipients of `--format mail`, separated by commas; if empty, the current user."""
    mail_from: str = ""
    """Sender of `--format mail`; if empty, the first recipient."""
    reader_timeout: float = field(default=60.0, metadata={"min": 0.1, "max": 86400})
    """Seconds to wait for the reader of a pipe to read everything; after that, the next run repeats the briefing."""
    deliver_timeout: float = field(default=120.0, metadata={"min": 0.1, "max": 86400})
    """Maximum seconds of the command of `--deliver-to`; then it is killed."""


@dataclass(frozen=True, slots=True)
class OutputConfig:
    """`[output]`: output of commands on a terminal, and languages."""

    color: When = "auto"
    """When to colour text; `auto`: on a terminal, unless `NO_COLOR` or `FORCE_COLOR` is set."""
    pager: str = ""
    """Command for text longer than the screen; `cat` for none. If empty, `$PAGER` or less."""
    languages: tuple[str, ...] = ()
    """Languages you read, as codes such as `en`, best first: a thread with articles in several languages has its title
    and summary in the first of these. If empty, in that of most of its articles."""


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """`[store]`: what `briefing prune` deletes."""

    keep_days: int = field(default=365, metadata={"min": 0})
    """Days without arrivals after which threads are deleted; 0 deletes none by age."""
    max_megabytes: int = field(default=0, metadata={"min": 0})
    """Maximum size of the store, for which the oldest threads are deleted; 0 for no limit."""
    keep: tuple[Kept, ...] = ("starred", "followed", "tagged", "unread")
    """Threads that are kept in any case."""


@dataclass(frozen=True, slots=True)
class TuiConfig:
    """`[tui]`: the reader."""

    theme: str = "briefing-dark"
    """`briefing-dark`, `briefing-light` or the name of a Textual theme."""
    refresh_on_start: bool = True
    """Whether to refresh in the background when the reader opens."""
    quotes: int = field(default=5, metadata={"min": 0})
    """Maximum number of key quotes per thread."""


@dataclass(frozen=True, slots=True)
class FeedConfig:
    """One `[[feeds]]`."""

    url: str = ""
    """Address of the feed, http or https. With `command`, what relative links in its output start from; may be left
    out."""
    title: str = ""
    """Name of the outlet; if empty, the feed's own title."""
    tags: tuple[str, ...] = ()
    """Words that queries can select the feed by."""
    full_text: FullText = "auto"
    """When to fetch article pages; `auto`: if the feed has only a teaser."""
    selector: str = ""
    """CSS selector of the article text on the feed's pages; if empty, the text is detected."""
    user: str = ""
    """User name, sent with the password (HTTP basic authentication) to the scheme, host and port of `url` only."""
    password_command: Command | None = None
    """Command whose first line of output is the password or token, such as `pass show news`; a list of words, or text
    that is split into words without a shell."""
    password_file: Path | None = None
    """File whose first line is the password or token; relative paths start at the configuration's folder."""
    headers: Mapping[str, Secret] = field(default_factory=dict, hash=False)
    """Headers of requests to the scheme, host and port of `url`; `{password}` in a value stands for the password:
    `{ Authorization = "Bearer {password}" }`."""
    cookie: Secret | None = None
    """Cookies sent there, as `name=value; name=value`; `{password}` stands for the password."""
    command: Command | None = None
    """Command whose output is read in place of a response: a feed, a page, JSON Lines or text; a list of words, or text
    that is split into words without a shell."""
    filter: Command | None = None
    """Command that gets the bytes of the feed on standard input and prints others in their place."""
    shell: bool = False
    """Whether `command`, `filter` and `password_command`, as texts, are run by `/bin/sh`."""

    def __post_init__(self) -> None:
        """Give the commands to the shell if it is asked for, and a feed of a command its name.

        Raises:
            ValueError: a command for the shell is a list, or there is neither an address nor a command.
        """
        for name in ("command", "filter", "password_command") if self.shell else ():
            if command := getattr(self, name):
                if not isinstance(command.written, str):
                    raise ValueError(f"{name}: must be one text, as shell is true")
                object.__setattr__(self, name, replace(command, shell=True))
        if not self.url and not self.command:
            raise ValueError("url: missing")
        if not self.url and self.command:
            object.__setattr__(self, "url", self.command.location)

    @property
    def has_login(self) -> bool:
        """Whether requests carry more than others do, except for a login in the address."""
        return bool(self.user or self.headers or self.cookie)


@dataclass(frozen=True, slots=True)
class SyncConfig:
    """`[sync]`: a server that has your subscriptions, articles and marks too, such as FreshRSS or Miniflux."""

    url: str = ""
    """Address of its Google Reader API, `https://example.org/api/greader.php` for FreshRSS; if empty, nothing is
    synced."""
    kind: SyncKind = "greader"
    """What the server speaks."""
    user: str = ""
    """User name on the server."""
    password_command: Command | None = None
    """Command that prints the password of its API on the first line, such as `pass show freshrss`."""
    password_file: Path | None = None
    """File with the password on the first line; relative paths start at the configuration's folder."""
    full_text: FullText = "auto"
    """When to fetch article pages; `auto`: if the server has only a teaser."""
    days: int = field(default=30, metadata={"min": 1, "max": 36500})
    """Days back to which the first sync reads what is read already; it reads what is unread or starred at any age."""


@dataclass(frozen=True, slots=True)
class SeedConfig:
    """One `[[seeds]]`: a file, a folder of files or a mailbox, read like a feed."""

    path: Path | None = None
    """Path of the file, folder, mbox file or Maildir; relative paths start at the configuration's folder."""
    imap: str = ""
    """In place of a path, the address of a folder of a mail server: `imaps://imap.example.org/Newsletters`. Nothing is
    changed there."""
    user: str = ""
    """User name on the mail server."""
    password_command: Command | None = None
    """Command whose first line of output is the password on the mail server, such as `pass show mail`."""
    password_file: Path | None = None
    """File whose first line is that password; relative paths start at the configuration's folder."""
    days: int = field(default=30, metadata={"min": 1, "max": 36500})
    """Days back to which the first refresh reads the folder of a mail server."""

    def __post_init__(self) -> None:
        """Check that there is one place.

        Raises:
            ValueError: there is neither a path nor an address, there are both, or no user for an address.
        """
        if bool(self.path) == bool(self.imap):
            raise ValueError("path: missing" if not self.path else "imap: there is a path too; make two seeds of them")
        if self.imap and not self.user:
            raise ValueError("user: missing")

    @property
    def location(self) -> str:
        """What names it: the path, or the address."""
        return str(self.path or self.imap)


@dataclass(frozen=True, slots=True)
class WatchConfig:
    """One `[[watch]]`: threads to pin and label."""

    name: str
    """Label, shown before the titles of the threads."""
    query: str
    """Query that selects the threads; without `is:` and times."""


@dataclass(frozen=True, slots=True)
class RuleConfig:
    """One `[[rules]]`."""

    query: str
    """Query that selects articles, as for `briefing search`."""
    action: RuleAction
    """What to do with them; `mute` mutes a thread if all its articles match."""
    name: str = ""
    """Name in the list of changes; if empty, the rule's number."""


@dataclass(frozen=True, slots=True)
class HookConfig:
    """One `[[hooks]]`: a command to run after a refresh with news."""

    on: HookEvent
    """`refresh`: new threads and threads with news; `development`: only followed and watched threads with news."""
    command: str
    """Shell command; it gets JSON Lines on standard input. If it fails, its last line of output is reported."""
    timeout: float = field(default=30.0, metadata={"min": 0.1, "max": 3600})
    """Maximum seconds of the command; then it is killed."""


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration."""

    fetch: FetchConfig = FetchConfig()
    """How requests are sent to servers."""
    threads: ThreadsConfig = ThreadsConfig()
    """When articles belong to one story."""
    summary: SummaryConfig = SummaryConfig()
    """Length and method of summaries."""
    daily: DailyConfig = DailyConfig()
    """The briefing of `briefing daily`."""
    output: OutputConfig = OutputConfig()
    """Output of commands on a terminal."""
    store: StoreConfig = StoreConfig()
    """What `briefing prune` deletes."""
    tui: TuiConfig = TuiConfig()
    """Settings of the reader."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Key bindings of the reader: name of a command -> key."""
    sync: SyncConfig = SyncConfig()
    """Server with the same subscriptions and marks."""
    feeds: tuple[FeedConfig, ...] = ()
    """Feeds that a refresh reads."""
    seeds: tuple[SeedConfig, ...] = ()
    """Files and folders that are read like feeds."""
    watch: tuple[WatchConfig, ...] = ()
    """Threads to pin and label."""
    rules: tuple[RuleConfig, ...] = ()
    """What to do with articles as they arrive."""
    queries: Mapping[str, str] = field(default_factory=dict)
    """Saved queries: name -> query, used as `@name` in other queries."""
    hooks: tuple[HookConfig, ...] = ()
    """Commands to run after a refresh."""

    @property
    def has_sources(self) -> bool:
        """Whether a refresh reads anything."""
        return bool(self.feeds or self.seeds or self.sync.url)

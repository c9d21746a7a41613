"""Where news comes from and what it says: sources, the entries they bring, and articles."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar, Literal

from briefing.model.days import is_whole_day

SourceKind = Literal["feed", "file", "stdin"]
Origin = Literal["page", "feed", "file"]


EARLIEST, LATEST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)
"""What times of articles are moved to that are beyond: a year before the ends of time every zone and span has room."""


MIDDLE = (3, 9997)
"""First and last of the years of which no time is near the ends."""


def _within_reach(when: datetime) -> datetime:
    return min(max(when, EARLIEST), LATEST) if when.tzinfo else when


def stable_id(text: str, length: int = 12) -> str:
    """Return a short hexadecimal id of `text` that is the same on every machine and in every run."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()[:length]


@dataclass(frozen=True, slots=True)
class Source:
    """Where entries come from: a feed, a file or standard input."""

    id: str
    """Stable hash of `location`."""
    kind: SourceKind
    """What `location` is."""
    location: str
    """The feed's address, the file's absolute path, or `-`."""
    title: str = ""
    """The name shown as the outlet; empty until the user or the feed gives one."""
    tags: tuple[str, ...] = ()
    """The user's tags, in the order of the configuration."""
    full_text: Literal["auto", "always", "never"] = "auto"
    """Whether the page behind an entry is fetched: `auto` when the feed carries only a teaser."""
    selector: str = ""
    """CSS selector of the article on the source's pages; empty where it is to be found."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed or file said of one article, cleaned of control characters but not yet of HTML."""

    source_id: str
    """The `Source` it came from."""
    guid: str
    """The feed's own identifier, else the link, else a hash of the title and content."""
    url: str
    """Absolute http(s) address of the article, or empty."""
    title: str
    """Plain text, one line; may be empty."""
    author: str = ""
    """As the feed writes it."""
    published: datetime | None = None
    """None where the feed gives no date that can be read."""
    summary: str = ""
    """HTML of the teaser."""
    content: str = ""
    """HTML of the full content, empty where the feed carries none."""
    outlet: str = ""
    """Name of the publisher where the feed names another than itself, as aggregators do."""
    language: str = ""
    """ISO 639-1 code that the feed declares; a hint, as many declare what their software came with."""
    has_guid: bool = True
    """Whether `guid` is the feed's own."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a text that lead somewhere else."""

    start: int
    """First code point of the words in the article's text."""
    end: int
    """One past the last."""
    url: str
    """Absolute http or https address."""


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned text with where it came from."""

    id: str
    """Stable hash of the canonical address, of address and title where another article has that, or of the content."""
    url: str
    """Address a reader can open; empty for stdin."""
    title: str
    """Headline, one line."""
    text: str
    """Paragraphs and headings, one a line (blank lines between are allowed). All offsets point into this."""
    outlet: str = ""
    """Name of the publisher as shown, such as `BBC News`."""
    author: str = ""
    """As the source writes it; empty if unknown."""
    published: datetime | None = None
    """When it was published; None where nobody says."""
    fetched: datetime | None = None
    """When briefing first stored it; None for a value made in memory."""
    language: str = ""
    """ISO 639-1 code, empty if unknown."""
    origin: Origin = "file"
    """Whether `text` is from the full page, from the feed's own content or from a file."""
    wire: str = ""
    """The agency a syndicated text is from (`AP`, `Reuters`, ...), else empty."""
    source_id: str = ""
    """The `Source` that brought it; empty for a value made in memory."""
    links: tuple[Link, ...] = ()
    """Where words of the text lead, in their order; they do not overlap."""

    SHOWN: ClassVar = ("day_only",)

    @property
    def day_only(self) -> bool:
        """Whether `published` is a day without a time, the same in every zone."""
        return is_whole_day(self.published)

    def __post_init__(self) -> None:
        if self.published and not MIDDLE[0] <= self.published.year <= MIDDLE[1]:
            object.__setattr__(self, "published", _within_reach(self.published))
        if self.fetched and not MIDDLE[0] <= self.fetched.year <= MIDDLE[1]:
            object.__setattr__(self, "fetched", _within_reach(self.fetched))

    @classmethod
    def from_text(
        cls, text: str, *, title: str = "", published: datetime | None = None, outlet: str = "", url: str = ""
    ) -> Article:
        """Make an article of plain text; the id is that of `url` where given, else of title and text."""
        return cls(stable_id(url or f"{title}\n{text}"), url, title, text, outlet=outlet, published=published)

    @property
    def when(self) -> datetime | None:
        """The time that counts for threads and timelines: publication, else arrival, else None."""
        return self.published or self.fetched

    @property
    def link_numbers(self) -> dict[str, int]:
        """The addresses that the text leads to, numbered from 1 as they come; each has one number."""
        return {url: number for number, url in enumerate(dict.fromkeys(link.url for link in self.links), 1)}


@dataclass(frozen=True, slots=True)
class Document:
    """An article as a filter reads it, before anything is stored."""

    article: Article
    """What it says; the text may be empty where a feed gives only a headline."""
    location: str
    """The file or address it was read from, as the user named it, or `-`; in JSON Lines with `:` and the line."""

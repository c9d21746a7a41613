"""Sources, the entries they publish, and the articles made of these."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar, Literal

from briefing.model.days import is_whole_day

SourceKind = Literal["feed", "synced", "file", "stdin"]
Origin = Literal["page", "feed", "file"]


EARLIEST, LATEST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)
"""Limits of article times; others are clamped, so that zones and spans cannot overflow `datetime`."""


MIDDLE = (3, 9997)
"""First and last year in which no time needs clamping."""


def _within_reach(when: datetime) -> datetime:
    return min(max(when, EARLIEST), LATEST) if when.tzinfo else when


def stable_id(text: str, length: int = 12) -> str:
    """Short hexadecimal hash of `text`, the same on every machine and in every run."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()[:length]


@dataclass(frozen=True, slots=True)
class Source:
    """Where entries come from: a feed, a subscription of the sync server, a file or standard input."""

    id: str
    """Stable hash of `location`."""
    kind: SourceKind
    """Type of `location`."""
    location: str
    """Address of the feed, absolute path of the file, or `-`."""
    title: str = ""
    """Name shown as the outlet; empty until the user or the feed gives one."""
    tags: tuple[str, ...] = ()
    """The user's tags, in the order of the configuration."""
    full_text: Literal["auto", "always", "never"] = "auto"
    """Whether the page of an entry is fetched; `auto`: if the feed has only a teaser."""
    selector: str = ""
    """CSS selector of the article on the source's pages; empty for automatic extraction."""


@dataclass(frozen=True, slots=True)
class FeedSchedule:
    """When a feed may be read, as it says itself."""

    minutes: int = 0
    """Minutes for which what was read stays fresh (`ttl`); 0 if it does not say."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day, in UTC, in which it asks not to be read."""
    skip_days: tuple[int, ...] = ()
    """Days of the week on which it asks not to be read; Monday is 0."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that a source names beside an article, such as the recording of an episode; it is never fetched."""

    url: str
    """Absolute http(s) address."""
    type: str = ""
    """Media type, such as `audio/mpeg`; empty if unknown."""
    length: int | None = None
    """Size in bytes; None if unknown."""
    title: str = ""
    """Title; empty if it has none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as its feed or file gives it, cleaned of control characters but not of HTML."""

    source_id: str
    """Id of its `Source`."""
    guid: str
    """Identifier given by the feed, else the link, else a hash of title and content."""
    url: str
    """Absolute http(s) address of the article; may be empty."""
    title: str
    """Title as plain text on one line; may be empty."""
    author: str = ""
    """Author as the feed gives it."""
    published: datetime | None = None
    """Publication time; None if the feed gives no readable date."""
    summary: str = ""
    """HTML of the teaser."""
    content: str = ""
    """HTML of the full content; empty if the feed has none."""
    outlet: str = ""
    """Name of the publisher if it is not the feed itself, as in aggregators."""
    language: str = ""
    """ISO 639-1 code declared by the feed; only a hint, as many feeds keep their software's default."""
    has_guid: bool = True
    """Whether `guid` was given by the feed."""
    enclosures: tuple[Enclosure, ...] = ()
    """Files that the feed names beside the text."""
    comments: str = ""
    """Absolute http(s) address of the page with comments; empty if the feed names none."""
    categories: tuple[str, ...] = ()
    """Categories that the feed gives, each once."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text."""

    start: int
    """Offset of the first code point of the link text in the article."""
    end: int
    """Offset past its last code point."""
    url: str
    """Absolute http(s) address."""


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned text with its source."""

    id: str
    """Stable hash of the canonical address, of address and title if another article has it too, or of the content."""
    url: str
    """Address of the page; empty for stdin."""
    title: str
    """Headline on one line."""
    text: str
    """Paragraphs and headings, one per line, possibly with blank lines between them. All offsets refer to this text."""
    outlet: str = ""
    """Name of the publisher, such as `BBC News`."""
    author: str = ""
    """Author as the source gives it; empty if unknown."""
    published: datetime | None = None
    """Publication time; None if unknown."""
    fetched: datetime | None = None
    """When it was first stored; None for an article that is not stored."""
    language: str = ""
    """ISO 639-1 code; empty if unknown."""
    origin: Origin = "file"
    """Where `text` comes from: the page, the feed or a file."""
    wire: str = ""
    """News agency of a syndicated text (`AP`, `Reuters`, ...); empty if there is none."""
    source_id: str = ""
    """Id of its `Source`; empty for an article made in memory."""
    links: tuple[Link, ...] = ()
    """Links in the text, in order, without overlaps."""
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

    def __post_init__(self) -> None:
        if self.published and not MIDDLE[0] <= self.published.year <= MIDDLE[1]:
            object.__setattr__(self, "published", _within_reach(self.published))
        if self.fetched and not MIDDLE[0] <= self.fetched.year <= MIDDLE[1]:
            object.__setattr__(self, "fetched", _within_reach(self.fetched))

    @classmethod
    def from_text(
        cls, text: str, *, title: str = "", published: datetime | None = None, outlet: str = "", url: str = ""
    ) -> Article:
        """Make an article of plain text; the id is a hash of `url` if given, else of title and text."""
        return cls(stable_id(url or f"{title}\n{text}"), url, title, text, outlet=outlet, published=published)

    @property
    def when(self) -> datetime | None:
        """Time used for threads and timelines: publication, else arrival, else None."""
        return self.published or self.fetched

    @property
    def refreshed(self) -> datetime | None:
        """Second of its arrival: the same for all articles of a refresh, whose batches are microseconds apart."""
        return self.fetched.replace(microsecond=0) if self.fetched else None

    @property
    def link_numbers(self) -> dict[str, int]:
        """Distinct addresses, numbered from 1: of the links in text order, of the enclosures, and of the comments."""
        urls = (*(link.url for link in self.links), *(each.url for each in self.enclosures), self.comments)
        return {url: number for number, url in enumerate(filter(None, dict.fromkeys(urls)), 1)}


@dataclass(frozen=True, slots=True)
class Document:
    """An article as read by a filter command, not stored."""

    article: Article
    """The article; the text may be empty if a feed gives only a headline."""
    location: str
    """File or address it was read from, as given by the user, or `-`; for JSON Lines with `:` and the line number."""

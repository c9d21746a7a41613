"""What a feed's parser found, before it is cleaned: the one form that all formats are brought to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as it stands in the feed; nothing here is safe to show."""

    guid: str = ""
    """The feed's identifier."""
    guid_is_link: bool = False
    """Whether the identifier is also an address."""
    link: str = ""
    """Address of the article, may be relative."""
    title: str = ""
    """With or without markup."""
    title_is_html: bool = True
    """False where the feed says that it is plain."""
    author: str = ""
    """As it stands."""
    outlet: str = ""
    """Name of the publisher where the feed names another than itself."""
    published: datetime | None = None
    """In UTC."""
    summary: str = ""
    """The teaser."""
    summary_is_html: bool = True
    """False where the feed says that it is plain."""
    content: str = ""
    """The full content."""
    content_is_html: bool = True
    """False where the feed says that it is plain."""


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed as it stands."""

    title: str
    """May hold markup."""
    entries: tuple[RawEntry, ...]
    """In the order of the feed."""
    base: str = ""
    """What relative links start from; empty for the feed's own address."""
    language: str = ""
    """The tag that the feed declares for all it holds; empty where it is looked for in the bytes, or there is none."""
    is_cut: bool = False
    """Whether the end of the feed is missing."""
    has_lost_item: bool = False
    """Whether an item was left out because the feed ends within it."""

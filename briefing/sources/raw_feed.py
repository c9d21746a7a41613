"""Parser output before cleaning: the common form of all feed formats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

NO_WHOLE_ENTRY = "the feed ended early, before the end of its first entry; the next refresh fetches it again"


@dataclass(frozen=True, slots=True)
class RawEnclosure:
    """A file that an entry names, with the values as they stand in the feed."""

    url: str
    """URL, may be relative."""
    type: str = ""
    """Media type."""
    length: str = ""
    """Size in bytes."""
    title: str = ""
    """Title, with or without markup."""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One unsanitized entry as it stands in the feed."""

    guid: str = ""
    """Identifier of the entry within the feed."""
    guid_is_link: bool = False
    """Whether the identifier is also an address."""
    link: str = ""
    """URL of the article, may be relative."""
    title: str = ""
    """Title, with or without markup."""
    title_is_html: bool = True
    """False if the feed declares plain text."""
    author: str = ""
    """Author as the feed writes it."""
    outlet: str = ""
    """Name of the publisher if the feed names another than itself."""
    published: datetime | None = None
    """Time in UTC, or a day (`model.days`)."""
    summary: str = ""
    """Teaser of the article."""
    summary_is_html: bool = True
    """False if the feed declares plain text."""
    content: str = ""
    """Full text, if the feed has it."""
    content_is_html: bool = True
    """False if the feed declares plain text."""
    enclosures: tuple[RawEnclosure, ...] = ()
    """Files that the entry names."""
    comments: str = ""
    """URL of the page with comments, may be relative."""
    categories: tuple[str, ...] = ()
    """Names of categories, with or without markup."""


@dataclass(frozen=True, slots=True)
class RawFeed:
    """An unsanitized feed."""

    title: str
    """Title, which may hold markup."""
    entries: tuple[RawEntry, ...]
    """Entries in feed order."""
    base: str = ""
    """Base URL of relative links; empty for the feed's own URL."""
    language: str = ""
    """Language tag that the feed declares; empty if it is read from the bytes, or there is none."""
    is_cut: bool = False
    """Whether the feed is truncated, so that more may follow."""
    has_lost_item: bool = False
    """Whether an incomplete item was dropped."""

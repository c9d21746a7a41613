"""What a sync server says, and what can be asked of it; the values are not cleaned yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from briefing.errors import EXIT_NO_SOURCE, BriefingError

Mark = Literal["read", "unread", "starred", "unstarred"]
SyncErrorKind = Literal["login", "busy", "unreachable", "protocol"]


class SyncError(BriefingError):
    """A request to a sync server that failed."""

    exit_code = EXIT_NO_SOURCE

    def __init__(self, message: str, kind: SyncErrorKind = "protocol", retry_after: float | None = None) -> None:
        """Take the reason for the user, what failed, and how many seconds the server asks to wait."""
        super().__init__(message)
        self.kind: SyncErrorKind = kind
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class RemoteFeed:
    """A subscription on the server."""

    id: str
    """Id of the subscription, such as `feed/52`."""
    url: str = ""
    """Address of the feed."""
    title: str = ""
    """Title of the feed."""
    site: str = ""
    """Address of the feed's site."""
    folders: tuple[str, ...] = ()
    """Names of its folders."""


@dataclass(frozen=True, slots=True)
class RemoteEnclosure:
    """A file that an item names."""

    url: str
    """Address."""
    type: str = ""
    """Media type."""
    length: str = ""
    """Size in bytes."""


@dataclass(frozen=True, slots=True)
class RemoteItem:
    """An item on the server."""

    id: str
    """Id of the item, always in the same form."""
    feed: str
    """Id of its subscription."""
    url: str = ""
    """Address of the article."""
    title: str = ""
    """Title, which may have markup."""
    author: str = ""
    """Author."""
    html: str = ""
    """Text with markup."""
    published: datetime | None = None
    """Publication time; None if unknown."""
    crawled: datetime | None = None
    """When the server has stored it; None if unknown."""
    read: bool | None = None
    """Whether it is read; None if the server has not said what its states are."""
    starred: bool | None = None
    """Whether it is starred; None in the same case."""
    tags: tuple[str, ...] = ()
    """Labels of the item itself."""
    enclosures: tuple[RemoteEnclosure, ...] = ()
    """Files that it names."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Ids of items in a state."""

    ids: frozenset[str]
    """Ids in the form of `RemoteItem.id`."""
    complete: bool
    """Whether it has all of them: the last page had no continuation, and nothing failed."""


@dataclass(frozen=True, slots=True)
class ItemPage:
    """A page of items."""

    items: tuple[RemoteItem, ...]
    """Items in the order of the server."""
    continuation: str = ""
    """Token of the next page; empty at the end."""


class SyncServer(Protocol):
    """A sync server; every method raises `SyncError` if a request fails."""

    def check(self) -> str:
        """Name and version of the server, and the user, as it gives them."""

    def feeds(self) -> tuple[RemoteFeed, ...]:
        """All subscriptions."""

    def unread(self) -> Listing:
        """Ids of all unread items."""

    def starred(self) -> Listing:
        """Ids of all starred items."""

    def pages(self, since: datetime | None, continuation: str = "") -> Iterator[ItemPage]:
        """Items stored since then, oldest first, a page at a time; continued at the token of an earlier page."""

    def items(self, ids: Sequence[str]) -> tuple[RemoteItem, ...]:
        """These items; those that the server does not have are left out."""

    def mark(self, ids: Sequence[str], mark: Mark) -> None:
        """Set a mark of items that lack it, as some servers toggle it; returns once the server has confirmed it."""

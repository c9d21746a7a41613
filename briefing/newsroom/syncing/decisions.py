"""Decisions of a sync, as pure functions: what to send, and what to conclude from what the server says.

A mark has three values: here, on the server, and what the server was last known to say. The side that differs from the
last has changed. Where both sides have changed they agree, as a mark has only two values; so there is no conflict that
could lose one, and a star set on either side stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from briefing.store.sync_items import FORGOTTEN, Field, MarkedItem
from briefing.sync_servers.values import Listing, Mark, RemoteItem

MARKS: Mapping[tuple[Field, bool], Mark] = {
    ("starred", True): "starred",
    ("starred", False): "unstarred",
    ("read", True): "read",
    ("read", False): "unread",
}
"""Field and value -> the mark that sets it; in the order in which they are sent."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Items that get the same mark in one request."""

    field: Field
    """The mark."""
    value: bool
    """Whether it is set."""
    ids: tuple[str, ...]
    """Ids of the items."""

    @property
    def mark(self) -> Mark:
        """The mark as the server knows it."""
        return MARKS[self.field, self.value]

    def halves(self) -> tuple[Batch, Batch]:
        """The batch as two."""
        middle = len(self.ids) // 2
        return Batch(self.field, self.value, self.ids[:middle]), Batch(self.field, self.value, self.ids[middle:])


@dataclass(frozen=True, slots=True)
class ItemState:
    """What an item itself says of its marks."""

    read: bool
    """Whether it is read."""
    starred: bool
    """Whether it is starred."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the server says in one sync."""

    unread: Listing
    """Ids of the unread items."""
    starred: Listing
    """Ids of the starred items."""
    items: Mapping[str, ItemState] = field(default_factory=dict)
    """Items that came before the listings, by id."""
    checked: Mapping[str, ItemState] = field(default_factory=dict)
    """Items that were asked for after them, by id."""

    def value(self, name: Field, id_: str) -> bool | None:
        """Whether an item is read or starred; None if that cannot be concluded.

        That an item is missing in a listing proves nothing: the listing may be incomplete, or the item be deleted. So
        it counts only together with what the item itself says.
        """
        if item := self.checked.get(id_):
            return _value(item, name)
        listing = self.listing(name)
        if id_ in listing.ids:
            return name == "starred"
        item = self.items.get(id_)
        if item is None or (listing.complete and _is_listed(item, name)):  # it has changed since, or is gone
            return None
        return _value(item, name)

    def listing(self, name: Field) -> Listing:
        """The listing that tells of a mark."""
        return self.unread if name == "read" else self.starred


def _value(item: ItemState, name: Field) -> bool:
    return item.read if name == "read" else item.starred


def _is_listed(item: ItemState, name: Field) -> bool:
    """Whether an item belongs in the listing of a mark: unread, starred."""
    return not item.read if name == "read" else item.starred


@dataclass(frozen=True, slots=True)
class Changes:
    """What the server's marks change here."""

    marks: Mapping[Field, Mapping[str, int]]
    """Field -> article id -> value to set."""
    remote: Mapping[Field, Mapping[str, bool | None]]
    """Field -> item id -> what the server is known to say."""


def batches(pending: Iterable[MarkedItem], size: int) -> list[Batch]:
    """What is to be sent, stars first."""
    ids: dict[tuple[Field, bool], list[str]] = {key: [] for key in MARKS}
    for item in pending:
        if item.starred != item.remote_starred:
            ids["starred", item.starred].append(item.id)
        if item.read != item.remote_read:
            ids["read", item.read].append(item.id)
    return [
        Batch(name, value, tuple(group[start : start + size]))
        for (name, value), group in ids.items()
        for start in range(0, len(group), size)
    ]


def agreed(pending: Iterable[MarkedItem], unread: Listing, starred: Listing) -> dict[Field, dict[str, bool | None]]:
    """Marks that need not be sent, as the server has them already: field -> item id -> value.

    Some servers toggle a mark that is sent a second time. What a complete list lacks counts as read or not starred
    here: if that is because the item is gone, there is nothing to mark.
    """
    settled: dict[Field, dict[str, bool | None]] = {"read": {}, "starred": {}}
    for item in pending:
        for name, here, before in _fields(item):
            listing = unread if name == "read" else starred
            is_listed = item.id in listing.ids
            has_mark = is_listed if name == "starred" else not is_listed
            if (is_listed or listing.complete) and before != here == has_mark:
                settled[name][item.id] = here
    return settled


def changes(items: Iterable[MarkedItem], heard: Heard) -> Changes:
    """What is to be set here, and what the server is known to say afterwards."""
    marks: dict[Field, dict[str, int]] = {"read": {}, "starred": {}}
    remote: dict[Field, dict[str, bool | None]] = {"read": {}, "starred": {}}
    for item in items:
        for name, here, before in _fields(item):
            now = heard.value(name, item.id)
            if now is None or now == before:
                continue
            if now != here and before is None:  # a change from here is on its way
                continue
            remote[name][item.id] = now
            if now != here:
                marks[name][item.article_id] = int(now)
    return Changes(marks, remote)


def doubtful(items: Iterable[MarkedItem], heard: Heard) -> list[str]:
    """Ids of items that a complete listing lacks, and that change here unless that is because they are gone."""
    return [item.id for item in items if item.missed < FORGOTTEN and _is_doubtful(item, heard)]


def _is_doubtful(item: MarkedItem, heard: Heard) -> bool:
    return any(
        heard.listing(name).complete and here == before == (name == "starred") and heard.value(name, item.id) is None
        for name, here, before in _fields(item)
    )


def unknown(listed: Collection[str], known: Collection[str]) -> list[str]:
    """Ids of listed items that are not known yet, the newest first."""
    return sorted(set(listed).difference(known), key=_age, reverse=True)


def grouped(items: Sequence[RemoteItem]) -> dict[str, list[RemoteItem]]:
    """Items by the id of their feed, each item once."""
    groups: dict[str, dict[str, RemoteItem]] = {}
    for item in items:
        groups.setdefault(item.feed, {}).setdefault(item.id, item)
    return {feed: list(group.values()) for feed, group in groups.items()}


def _fields(item: MarkedItem) -> tuple[tuple[Field, bool, bool | None], ...]:
    """The marks of an item: name, value here, value that the server is known to have."""
    return (("read", item.read, item.remote_read), ("starred", item.starred, item.remote_starred))


def _age(id_: str) -> tuple[int, str]:
    """Sort key of ids: servers number their items, in decimal or with the same number of hexadecimal digits."""
    return len(id_), id_

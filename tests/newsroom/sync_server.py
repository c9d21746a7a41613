"""A sync server in memory, with faults on request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from briefing.sync_servers.values import ItemPage, Listing, Mark, RemoteFeed, RemoteItem, SyncError

LONG_AGO = datetime(2026, 2, 1, tzinfo=UTC)


@dataclass
class FakeServer:
    """What it has may be changed between syncs."""

    subscriptions: list[RemoteFeed] = field(default_factory=list)
    stored: dict[str, RemoteItem] = field(default_factory=dict)
    page: int = 10
    calls: list[tuple[str, object]] = field(default_factory=list)
    """Names of the requests, with their main argument."""
    fault: Callable[[str, object], None] = lambda name, argument: None
    """Called before each request; raises what fails."""
    complete: bool = True
    """Whether the listings are complete."""

    def add(
        self,
        number: int,
        title: str,
        text: str = "",
        *,
        at: datetime = LONG_AGO,
        feed: str = "feed/1",
        url: str = "",
        read: bool = False,
        starred: bool = False,
    ) -> str:
        """Store an item; its id."""
        html = f"<p>{text or title + ' was said today.'}</p>"
        url = url or f"https://news.example/{number}"
        self.stored[str(number)] = RemoteItem(
            str(number), feed, url, title, "", html, at, at + timedelta(minutes=1), read, starred
        )
        return str(number)

    def set(self, id_: str, **marks: bool) -> None:
        """Mark an item as another client does."""
        self.stored[id_] = replace(self.stored[id_], **marks)  # type: ignore[arg-type]

    def state(self) -> dict[str, tuple[bool, bool]]:
        """Id -> whether it is read, whether it is starred."""
        return {id_: (bool(item.read), bool(item.starred)) for id_, item in self.stored.items()}

    def _call(self, name: str, argument: object = None) -> None:
        self.calls.append((name, argument))
        self.fault(name, argument)

    def check(self) -> str:
        self._call("check")
        return "fake 1.0, ann"

    def feeds(self) -> tuple[RemoteFeed, ...]:
        self._call("feeds")
        return tuple(self.subscriptions)

    def unread(self) -> Listing:
        self._call("unread")
        return self._listing([item.id for item in self.stored.values() if not item.read])

    def starred(self) -> Listing:
        self._call("starred")
        return self._listing([item.id for item in self.stored.values() if item.starred])

    def _listing(self, ids: list[str]) -> Listing:
        return Listing(frozenset(ids if self.complete else ids[: len(ids) // 2]), self.complete)

    def pages(self, since: datetime | None, continuation: str = "") -> Iterator[ItemPage]:
        items = sorted(self.stored.values(), key=lambda item: (item.crawled or LONG_AGO, int(item.id)))
        items = [item for item in items if since is None or (item.crawled or LONG_AGO) >= since]
        start = int(continuation or 0)
        while True:
            self._call("page", start)
            end = start + self.page
            yield ItemPage(tuple(items[start:end]), str(end) if end < len(items) else "")
            if end >= len(items):
                return
            start = end

    def items(self, ids: Sequence[str]) -> tuple[RemoteItem, ...]:
        self._call("items", tuple(ids))
        return tuple(self.stored[id_] for id_ in ids if id_ in self.stored)

    def mark(self, ids: Sequence[str], mark: Mark) -> None:
        self._call("mark", (mark, tuple(ids)))
        for id_ in ids:
            if id_ in self.stored:
                self.set(id_, **{"starred" if "star" in mark else "read": not mark.startswith("un")})
        self.fault("marked", mark)


def unreachable(name: str, argument: object) -> None:
    raise SyncError("the server cannot be reached", "unreachable")

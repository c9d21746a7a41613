"""A sync server in a file, which outlives the processes that sync with it and can kill them."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.sync_servers.values import ItemPage, Listing, Mark, RemoteFeed, RemoteItem

SCHEMA = "CREATE TABLE item (id INTEGER PRIMARY KEY, read INTEGER NOT NULL, starred INTEGER NOT NULL)"
NEWEST = datetime(2026, 3, 1, tzinfo=UTC)
FEEDS = 40


@dataclass
class SharedServer:
    """Items differ in their number only."""

    path: Path
    page: int = 500
    kill_after: int = 0
    """Number of steps after which it kills the process that asks; 0 for never. A request is two: before, and after."""

    def create(self, states: Sequence[tuple[bool, bool]]) -> None:
        """Make items with these states."""
        with closing(sqlite3.connect(self.path)) as db, db:
            db.execute(SCHEMA)
            db.executemany("INSERT INTO item (read, starred) VALUES (?, ?)", states)

    def state(self) -> dict[str, tuple[bool, bool]]:
        """Id -> whether it is read, whether it is starred."""
        return {str(id_): (bool(read), bool(starred)) for id_, read, starred in self._rows("SELECT * FROM item")}

    def set(self, id_: str, field: str, value: bool) -> None:
        """Mark an item as another client does."""
        self._run(f"UPDATE item SET {field} = ? WHERE id = ?", [(value, id_)])

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[int, int, int]]:
        with closing(sqlite3.connect(self.path)) as db:
            return db.execute(sql, values).fetchall()

    def _run(self, sql: str, values: Sequence[Sequence[object]]) -> None:
        with closing(sqlite3.connect(self.path)) as db, db:
            db.executemany(sql, values)

    def _step(self) -> None:
        self.kill_after -= 1
        if self.kill_after == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def check(self) -> str:
        return "shared"

    def feeds(self) -> tuple[RemoteFeed, ...]:
        self._step()
        return tuple(
            RemoteFeed(f"feed/{n}", f"https://n{n}.example/rss", f"Paper {n}", f"https://n{n}.example/", (f"f{n % 5}",))
            for n in range(FEEDS)
        )

    def unread(self) -> Listing:
        self._step()
        return Listing(frozenset(str(row[0]) for row in self._rows("SELECT * FROM item WHERE NOT read")), True)

    def starred(self) -> Listing:
        self._step()
        return Listing(frozenset(str(row[0]) for row in self._rows("SELECT * FROM item WHERE starred")), True)

    def pages(self, since: datetime | None, continuation: str = "") -> Iterator[ItemPage]:
        after = int(continuation or 0)
        while True:
            self._step()
            rows = self._rows("SELECT * FROM item WHERE id > ? ORDER BY id LIMIT ?", (after, self.page + 1))
            items = tuple(_item(*row) for row in rows[: self.page])
            items = tuple(item for item in items if not since or (item.crawled and item.crawled >= since))
            after = rows[-2][0] if len(rows) > self.page else 0
            yield ItemPage(items, str(after) if after else "")
            self._step()
            if not after:
                return

    def items(self, ids: Sequence[str]) -> tuple[RemoteItem, ...]:
        self._step()
        marks = ", ".join("?" for _ in ids)
        return tuple(_item(*row) for row in self._rows(f"SELECT * FROM item WHERE id IN ({marks})", ids))

    def mark(self, ids: Sequence[str], mark: Mark) -> None:
        self._step()
        field = "starred" if "star" in mark else "read"
        # As Miniflux, it takes away a mark that is set a second time.
        value = "0" if mark.startswith("un") else f"1 - {field}"
        self._run(f"UPDATE item SET {field} = {value} WHERE id = ?", [(id_,) for id_ in ids])
        self._step()


def _item(number: int, read: int, starred: int) -> RemoteItem:
    feed = number % FEEDS
    at = NEWEST - timedelta(hours=number)
    url, title = f"https://n{feed}.example/{number}", f"Report {number} of the council of town {number * 7919 % 9973}"
    return RemoteItem(
        str(number), f"feed/{feed}", url, title, "", f"<p>{title}.</p>", at, at, bool(read), bool(starred)
    )

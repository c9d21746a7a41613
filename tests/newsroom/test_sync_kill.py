"""Marks on both sides, days offline, and syncs that are killed: both sides are equal at the end, as somebody marked.

The syncs run in processes of their own and ask a server on loopback, which takes away a mark that is set twice, as
Miniflux does.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import Config, FetchConfig, SyncConfig
from briefing.model import Target
from briefing.newsroom import mark, open_store, sync, undo
from briefing.store import Store, sync_items
from tests.newsroom.conftest import NOON
from tests.sync_servers.greader_server import BASE, PASSWORD, USER, Answer, Reader, started

FEEDS = 40
CHILD = """
import sys
from datetime import timedelta
from pathlib import Path
from briefing.newsroom import open_store, sync
from briefing.newsroom.processes import pool
from tests.newsroom.conftest import NOON
from tests.newsroom.test_sync_kill import account
pool.PROCESSES = 0
path, url, day = sys.argv[1:]
with open_store(Path(path)) as store:
    print("started", flush=True)
    sync(store, account(url, Path(path).parent), now=NOON + timedelta(days=int(day)))
"""


def account(url: str, folder: Path) -> Config:
    secret = SyncConfig(url + BASE, user=USER, password_file=folder / "secret", full_text="never", days=3650)
    return Config(fetch=FetchConfig(pages=0, host_delay=0, timeout=60, read_timeout=60), sync=secret)


MARKS = {"read": ("read", True), "unread": ("read", False), "star": ("starred", True), "unstar": ("starred", False)}

State = dict[str, tuple[bool, bool]]


@dataclass
class Counts:
    """What has happened."""

    items: int
    here: int = 0
    there: int = 0
    undone: int = 0
    days: int = 0
    kills: int = 0
    wrong: int = 0


@dataclass
class Round:
    """A store, a server, and chance."""

    path: Path
    reader: Reader
    counts: Counts
    chance: random.Random
    day: int = 0

    def states(self) -> State:
        with open_store(self.path) as store:
            return here(store)

    def sync(self) -> bool:
        """Sync in this process; whether it succeeded."""
        with open_store(self.path) as store:
            config = account(self.reader.url, self.path.parent)
            return not sync(store, config, now=NOON + timedelta(days=self.day)).failed

    def kill(self, at_most: float, requests: int) -> None:
        """Start a sync and kill it: when the server gets a request, or at any moment."""
        at_request = self.chance.random() < 0.5
        left = self.chance.randint(1, requests) if at_request else 0
        command = [sys.executable, "-c", CHILD, str(self.path), self.reader.url, str(self.day)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as child:

            def count(name: str, parameters: object) -> None:
                nonlocal left
                left -= 1
                if left == 0:
                    child.kill()

            self.reader.fault = count
            self.reader.is_silent = lambda item: self.chance.random() < 0.2
            assert child.stdout and child.stdout.readline() == b"started\n"
            if not at_request:
                time.sleep(self.chance.uniform(0, at_most))
                child.kill()
            self.counts.kills += child.wait() == -9
        self.reader.fault, self.reader.is_silent = lambda name, parameters: None, lambda item: False
        with open_store(self.path) as store:
            assert store.row("PRAGMA quick_check")[0] == "ok" and store.rows("PRAGMA foreign_key_check") == []

    def there(self) -> State:
        """Marks on the server, by id."""
        with self.reader.lock:
            return {str(number): (item.read, item.starred) for number, item in self.reader.items.items()}

    def mark_here(self, ids: list[str], number: int) -> None:
        """Make marks here, and take some of them back."""
        with open_store(self.path) as store:
            articles = {id_: item.article_id for id_, item in sync_items.marked(store, ids).items()}
            for _ in range(number):
                id_, kind = self.chance.choice(ids), self.chance.choice(list(MARKS))
                done = mark(store, kind, [Target(article_ids=(articles[id_],))], now=NOON)  # type: ignore[arg-type]
                self.counts.here += 1
                if done and self.chance.random() < 0.1:
                    undo(store, Config(), done.number)
                    self.counts.undone += 1

    def mark_there(self, ids: list[str], number: int) -> None:
        """Make marks on the server."""
        for _ in range(number):
            field, value = self.chance.choice(list(MARKS.values()))
            setattr(self.reader.items[int(self.chance.choice(ids))], field, value)
            self.counts.there += 1


def here(store: Store) -> State:
    return {id_: (item.read, item.starred) for id_, item in sync_items.marked(store).items()}


def merged(base: State, ours: State, theirs: State) -> State:
    """What both sides are to be: of each mark the value of the side that has changed it."""
    return {
        id_: tuple(t if o == b else o for b, o, t in zip(base[id_], ours[id_], theirs[id_], strict=True))  # type: ignore[misc]
        for id_ in base
    }


def fill(reader: Reader, items: int, chance: random.Random) -> None:
    """Give the server items that differ in their number only, some of them read or starred."""
    reader.page, reader.toggles = max(items // 20, 5), True
    for number in range(FEEDS):
        reader.feed(number, f"Paper {number}", f"Folder {number % 5}")
    for number in range(1, items + 1):
        title = f"Report {number} of the council of town {number * 7919 % 9973}"
        at = int(NOON.timestamp()) - 3600 * number
        marks = {"read": chance.random() < 0.6, "starred": chance.random() < 0.03}
        reader.add(number, title, f"<p>{title}.</p>", feed=number % FEEDS, published=at, added=at, **marks)


def weeks_offline(reader: Reader, path: Path, items: int, marks: int, days: int, kills: int, at_most: float) -> Counts:
    chance = random.Random(20260301)
    (path / "secret").write_text(PASSWORD)
    fill(reader, items, chance)
    made = Round(path / "briefing.db", reader, Counts(items), chance)
    for _ in range(kills // 5):  # in the first sync
        made.kill(at_most, 40)
    assert made.sync()
    base = made.there()
    assert made.states() == base and len(base) == items
    ids = sorted(base, key=int)
    marked, later = ids[: items // 2], ids[items // 2 :]
    reader.fault = lambda name, parameters: Answer(b"", 502)
    for _ in range(days):
        made.day += 1
        made.mark_here(marked, -(-marks // days))
        made.mark_there(marked, -(-marks // days))
        assert not made.sync()
        made.counts.days += 1
    expected = merged(base, made.states(), made.there())
    while made.counts.kills < kills:
        # What is marked between the kills is marked on one side only.
        one_here, one_there = later.pop(), later.pop()
        before = made.states()
        made.mark_here([one_here], 1)
        made.mark_there([one_there], 1)
        now = made.states()
        assert {id_ for id_ in now if now[id_] != before[id_]} <= {one_here}
        expected |= {one_here: now[one_here], one_there: made.there()[one_there]}
        made.kill(at_most, 12 + items // 300)
    assert made.sync()
    made.counts.wrong = sum(state != expected[id_] for id_, state in made.states().items())
    assert made.states() == made.there() == expected
    with open_store(made.path) as store:
        assert (sync_items.count(store), sync_items.count_pending(store)) == (items, 0)
    return made.counts


@pytest.fixture
def reader() -> Iterator[Reader]:
    with started() as served:
        yield served


def test_sync_that_is_killed_after_days_offline(reader: Reader, tmp_path: Path) -> None:
    counts = weeks_offline(reader, tmp_path, items=40, marks=30, days=3, kills=2, at_most=0.1)
    assert counts.here >= 30 and counts.there >= 30 and counts.kills >= 2 and counts.wrong == 0


@pytest.mark.soak
def test_sync_that_is_killed_50_times_after_30_days_offline(reader: Reader, tmp_path: Path) -> None:
    counts = weeks_offline(reader, tmp_path, items=10_000, marks=2_000, days=30, kills=50, at_most=4.0)
    print(f"\n{counts}")
    assert counts.here >= 2_000 and counts.there >= 2_000 and counts.kills >= 50 and counts.wrong == 0

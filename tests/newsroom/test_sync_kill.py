"""Marks on both sides, days offline, and syncs that are killed: both sides are equal at the end, as somebody marked."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import Config, FetchConfig, SyncConfig
from briefing.model import Target
from briefing.newsroom import mark, open_store, undo
from briefing.newsroom.ingest.pipeline import sync
from briefing.store import Store, sync_items
from briefing.sync_servers.values import SyncError
from tests.newsroom.conftest import NOON
from tests.newsroom.shared_sync_server import SharedServer

CONFIG = Config(
    fetch=FetchConfig(pages=0),
    sync=SyncConfig("https://sync.example/api", user="ann", password_file=Path("/none"), full_text="never", days=3650),
)
CHILD = """
import sys
from datetime import timedelta
from pathlib import Path
from briefing.newsroom import open_store
from briefing.newsroom.ingest.pipeline import sync
from briefing.newsroom.processes import pool
from tests.newsroom.conftest import NOON
from tests.newsroom.shared_sync_server import SharedServer
from tests.newsroom.test_sync_kill import CONFIG
pool.PROCESSES = 0
path, server, kill_after, day = sys.argv[1:]
with open_store(Path(path)) as store:
    print("started", flush=True)
    shared = SharedServer(Path(server), kill_after=int(kill_after))
    sync(store, CONFIG, now=NOON + timedelta(days=int(day)), server=shared)
"""

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


class Offline(SharedServer):
    """The same server when it cannot be reached."""

    def _step(self) -> None:
        raise SyncError("cannot be reached", "unreachable")


@dataclass
class Round:
    """A store, a server, and chance."""

    path: Path
    server: SharedServer
    counts: Counts
    chance: random.Random
    day: int = 0

    def states(self) -> State:
        with open_store(self.path) as store:
            return here(store)

    def sync(self, server: SharedServer | None = None) -> None:
        with open_store(self.path) as store:
            sync(store, CONFIG, now=NOON + timedelta(days=self.day), server=server or self.server)

    def kill(self, at_most: float, steps: int) -> None:
        """Start a sync and kill it: at a request, or at any moment."""
        at_request = self.chance.random() < 0.5
        number = self.chance.randint(1, steps) if at_request else 0
        command = [sys.executable, "-c", CHILD, str(self.path), str(self.server.path), str(number), str(self.day)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as child:
            assert child.stdout and child.stdout.readline() == b"started\n"
            if not at_request:
                time.sleep(self.chance.uniform(0, at_most))
                child.kill()
            self.counts.kills += child.wait() == -9
        with open_store(self.path) as store:
            assert store.row("PRAGMA quick_check")[0] == "ok" and store.rows("PRAGMA foreign_key_check") == []

    def mark_here(self, ids: list[str], number: int) -> None:
        """Make marks here, and take some of them back."""
        with open_store(self.path) as store:
            articles = {id_: item.article_id for id_, item in sync_items.marked(store, ids).items()}
            for _ in range(number):
                id_, kind = self.chance.choice(ids), self.chance.choice(list(MARKS))
                done = mark(store, kind, [Target(article_ids=(articles[id_],))], now=NOON)  # type: ignore[arg-type]
                self.counts.here += 1
                if done and self.chance.random() < 0.1:
                    undo(store, CONFIG, done.number)
                    self.counts.undone += 1

    def mark_there(self, ids: list[str], number: int) -> None:
        """Make marks on the server."""
        for _ in range(number):
            self.server.set(self.chance.choice(ids), *self.chance.choice(list(MARKS.values())))
            self.counts.there += 1


def here(store: Store) -> State:
    return {id_: (item.read, item.starred) for id_, item in sync_items.marked(store).items()}


def merged(base: State, ours: State, theirs: State) -> State:
    """What both sides are to be: of each mark the value of the side that has changed it."""
    return {
        id_: tuple(t if o == b else o for b, o, t in zip(base[id_], ours[id_], theirs[id_], strict=True))  # type: ignore[misc]
        for id_ in base
    }


def weeks_offline(tmp_path: Path, items: int, marks: int, days: int, kills: int, at_most: float) -> Counts:
    chance = random.Random(20260301)
    server = SharedServer(tmp_path / "server.db", page=max(items // 20, 5))
    server.create([(chance.random() < 0.6, chance.random() < 0.03) for _ in range(items)])
    made = Round(tmp_path / "briefing.db", server, Counts(items), chance)
    for _ in range(kills // 5):  # in the first sync
        made.kill(at_most, 40)
    made.sync()
    base = server.state()
    assert made.states() == base and len(base) == items
    ids = sorted(base, key=int)
    marked, later = ids[: items // 2], ids[items // 2 :]
    for _ in range(days):
        made.day += 1
        made.mark_here(marked, -(-marks // days))
        made.mark_there(marked, -(-marks // days))
        made.sync(Offline(server.path))
        made.counts.days += 1
    expected = merged(base, made.states(), server.state())
    while made.counts.kills < kills:
        # What is marked between the kills is marked on one side only.
        one_here, one_there = later.pop(), later.pop()
        before = made.states()
        made.mark_here([one_here], 1)
        made.mark_there([one_there], 1)
        now = made.states()
        assert {id_ for id_ in now if now[id_] != before[id_]} <= {one_here}
        expected |= {one_here: now[one_here], one_there: server.state()[one_there]}
        made.kill(at_most, 12)
    made.sync()
    made.counts.wrong = sum(state != expected[id_] for id_, state in made.states().items())
    assert made.states() == server.state() == expected
    with open_store(made.path) as store:
        assert sync_items.counts(store) == (items, 0)
    return made.counts


def test_sync_that_is_killed_after_days_offline(tmp_path: Path) -> None:
    counts = weeks_offline(tmp_path, items=40, marks=30, days=3, kills=2, at_most=0.1)
    assert counts.here >= 30 and counts.there >= 30 and counts.kills >= 2 and counts.wrong == 0


@pytest.mark.soak
def test_sync_that_is_killed_50_times_after_30_days_offline(tmp_path: Path) -> None:
    counts = weeks_offline(tmp_path, items=10_000, marks=2_000, days=30, kills=50, at_most=3.0)
    print(f"\n{counts}")
    assert counts.here >= 2_000 and counts.there >= 2_000 and counts.kills >= 50 and counts.wrong == 0

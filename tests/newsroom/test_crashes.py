"""Whatever is killed at any moment leaves a whole store, and done again ends where an undisturbed run does."""

from __future__ import annotations

import ctypes
import json
import os
import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from briefing import newsroom
from briefing.config import Config
from briefing.errors import StoreError
from briefing.newsroom.library.daily_briefing import CURSOR
from briefing.store import Store, key_values, schema
from tests import forkserver
from tests.newsroom import crashes, test_kill
from tests.newsroom.content import content
from tests.newsroom.crashes import LATER, feeds_only
from tests.newsroom.site import Site
from tests.newsroom.test_marks import counted, counters
from tests.store.factories import article, with_thread
from tests.store.test_migrations import restored

EVERY_TIME = 1
"""Moments tried in the default run."""
SOAK = 200
"""Moments tried in the long form."""

Content = dict[str, list[tuple[object, ...]]]


def run(job: Callable[..., None], *arguments: object) -> float:
    """Run a job to its end; the seconds it took."""
    began = time.monotonic()
    assert forkserver.call(job, *arguments) == 0
    return time.monotonic() - began


def whole(path: Path) -> Content:
    """Content of a store, after a check of its integrity."""
    with newsroom.open_store(path) as store:
        assert store.row("PRAGMA integrity_check")[0] == "ok"
        assert store.rows("PRAGMA foreign_key_check") == []
        stored, computed = counters(store), counted(store)
        assert stored == computed
        return content(store)


def undated(path: Path) -> Content:
    whole(path)
    with newsroom.open_store(path) as store:
        return content(store, arrivals=False)


@dataclass(frozen=True)
class Crash:
    """A job with its initial store, and how its result is compared."""

    folder: Path
    job: Callable[..., None]
    arguments: tuple[object, ...] = ()
    base: Path | None = None
    look: Callable[[Path], Any] = whole

    def copy(self, name: str) -> Path:
        path = self.folder / name / "briefing.db"
        path.parent.mkdir()
        if self.base:
            shutil.copy(self.base, path)
        return path

    def try_out(self, times: int) -> None:
        """Kill the job at random moments, `times` times, and repeat it after each."""
        path = self.copy("undisturbed")
        seconds = run(self.job, path, *self.arguments)
        undisturbed = self.look(path)
        chance, killed = random.Random(f"{self.job.__name__} {times}"), 0
        for number in range(times):
            path = self.copy(str(number))
            after = chance.uniform(0, seconds)
            killed += forkserver.call(self.job, path, *self.arguments, kill_after=after) == -forkserver.KILL
            if self.base or path.exists():
                whole(path)
            run(self.job, path, *self.arguments)
            assert self.look(path) == undisturbed, f"{self.job.__name__}, moment {number}"
            shutil.rmtree(path.parent)
        assert killed >= times // 4, "it ends before it is killed"


many = pytest.mark.parametrize("times", [EVERY_TIME, pytest.param(SOAK, marks=pytest.mark.soak)], ids=["some", "many"])
"""Runs a test a few times by default, and often with `--soak`."""


@many
def test_refresh(site: Site, tmp_path: Path, times: int) -> None:
    test_kill.fill(site)
    Crash(tmp_path, crashes.refresh, (site.url,), look=undated).try_out(times)


@many
def test_daily_tells_everything_and_remembers_only_what_it_told(site: Site, tmp_path: Path, times: int) -> None:
    test_kill.fill(site)
    log = tmp_path / "told"

    def look(path: Path) -> Any:
        """Content, cursor and delivered threads; nothing else is to be delivered."""
        stored = undated(path)
        with newsroom.open_store(path) as store:
            since = key_values.get(store, CURSOR)
            assert newsroom.build_briefing(store, since=since).briefs == ()
        lines = set(log.read_text().split())
        log.unlink()
        return stored, since is not None, lines

    Crash(tmp_path, crashes.daily, (site.url, log), look=look).try_out(times)


@pytest.fixture(scope="module")
def old_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of which a half is old."""
    path = tmp_path_factory.mktemp("old") / "briefing.db"
    with newsroom.open_store(path) as store:
        for number in range(80):
            when = LATER if number % 2 else LATER.replace(year=LATER.year - 2)
            with_thread(store, f"t{number:02}", article(str(number), arrived=when))
        store.run("UPDATE content SET text = ?", ("All work and no play. " * 2_000,))
        newsroom.mark(store, "star", newsroom.find_targets(store, ["t10"]))
    return path


@many
def test_prune(old_store: Path, tmp_path: Path, times: int) -> None:
    def look(path: Path) -> Content:
        stored = whole(path)
        assert path.stat().st_size < old_store.stat().st_size * 2 / 3
        return stored

    Crash(tmp_path, crashes.prune, base=old_store, look=look).try_out(times)


# Stores of all versions are migrated in `tests/store/test_migrations.py`; here most are left to `make soak`.
@pytest.mark.parametrize(
    "version",
    [
        version
        if version in (1, schema.NEWEST // 2, schema.NEWEST - 1)
        else pytest.param(version, marks=pytest.mark.soak)
        for version in range(1, schema.NEWEST)
    ],
)
@many
def test_migration(tmp_path: Path, version: int, times: int) -> None:
    base = restored(version, tmp_path / "earlier" / "briefing.db")
    raw = sqlite3.connect(base)
    raw.execute("CREATE TABLE heavy AS SELECT 1 AS x FROM json_each(json_array(1, 2, 3)), pragma_compile_options")
    raw.close()

    def look(path: Path) -> Content:
        left = {file.name for file in path.parent.iterdir() if not file.name.endswith(("-wal", "-shm"))}
        # One that is killed between two migrations is completed from there, after another copy.
        assert left <= {path.name, *(f"{path.name}.schema-{n}.bak" for n in range(version, schema.NEWEST))}
        backup = sqlite3.connect(path.with_name(f"{path.name}.schema-{version}.bak"))
        assert backup.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert backup.execute("PRAGMA user_version").fetchone() == (version,)
        backup.close()
        return whole(path)

    Crash(tmp_path, crashes.migrate, base=base, look=look).try_out(1 if times == EVERY_TIME else times // 4)


@many
def test_marks_are_whole_with_their_journal(old_store: Path, tmp_path: Path, times: int) -> None:
    crash = Crash(tmp_path, crashes.marks, base=old_store)
    seconds = run(crashes.marks, crash.copy("undisturbed"), "seed")
    with newsroom.open_store(old_store, readonly=True) as store:
        first = state(store)
    chance = random.Random(times)
    for number in range(times):
        path = crash.copy(str(number))
        forkserver.call(crashes.marks, path, number, kill_after=chance.uniform(0, seconds))
        whole(path)
        with newsroom.open_store(path) as store:
            for change in newsroom.list_changes(store)[:-1]:  # the last of them was there before
                if not change.undone:
                    newsroom.undo(store, Config(), change.number)
            assert state(store) == first
        shutil.rmtree(path.parent)


def state(store: Store) -> list[Any]:
    return [
        *store.rows("SELECT id, read, starred FROM article ORDER BY id"),
        *store.rows("SELECT id, followed, choice, muted, read_until FROM thread ORDER BY id"),
    ]


@pytest.mark.parametrize("spare", [0, 20_000])
def test_files_that_may_not_grow(site: Site, tmp_path: Path, spare: int) -> None:
    """What a full disk does, as far as a limit of the system can play it."""
    test_kill.fill(site)
    config = feeds_only(site.url)
    path, other = tmp_path / "briefing.db", tmp_path / "whole.db"
    undisturbed = test_kill.run(other, config)
    newsroom.open_store(path).close()
    assert forkserver.call(crashes.limited, path, site.url, spare) == 3
    message = path.with_suffix(".error").read_text()
    assert message.startswith(f"{path}: ") and "\n" not in message
    assert "full" in message
    whole(path)
    assert test_kill.run(path, config) == undisturbed


FULL_MESSAGE = "the disk is full; make room there, what was stored before is intact"
NO_DISK = 77
"""Exit code where no small disk can be made."""


def mount_small_disk(folder: Path) -> None:
    """Put a disk of a few megabytes at a folder, for this process only; raises OSError where that is not allowed."""
    new_user, new_mounts, recursive, private = 0x10000000, 0x00020000, 0x4000, 0x40000
    libc = ctypes.CDLL(None, use_errno=True)
    maps = {"setgroups": "deny", "uid_map": f"0 {os.getuid()} 1", "gid_map": f"0 {os.getgid()} 1"}
    if libc.unshare(new_user | new_mounts):
        raise OSError(ctypes.get_errno(), "unshare")
    for name, text in maps.items():
        Path("/proc/self", name).write_text(text)
    for source, place, kind, flags, options in (
        (b"none", b"/", None, recursive | private, None),
        (b"none", bytes(folder), b"tmpfs", 0, b"size=4m"),
    ):
        if libc.mount(source, place, kind, ctypes.c_ulong(flags), options):
            raise OSError(ctypes.get_errno(), "mount")


def refresh_as_the_disk_grows(folder: str, url: str) -> None:
    """Refresh on a disk that is full, with a little more room each time; writes the messages and the content."""
    disk, messages, spare = Path(folder) / "small", [], 0
    disk.mkdir()
    try:
        mount_small_disk(disk)
    except OSError:
        os._exit(NO_DISK)
    while True:
        space, ballast = os.statvfs(disk), disk / "ballast"
        ballast.write_bytes(b"x" * max(space.f_bavail * space.f_bsize - spare, 0))
        try:
            stored = test_kill.run(disk / "briefing.db", feeds_only(url))
            break
        except StoreError as error:
            messages.append(str(error))
        finally:
            ballast.unlink()
        whole(disk / "briefing.db")
        spare += 300_000
    (Path(folder) / "result.json").write_text(json.dumps([messages, stored]))


@pytest.mark.skipif(sys.platform != "linux", reason="no small disk can be made here")
def test_disk_that_is_full(site: Site, tmp_path: Path) -> None:
    """A real one, of a few megabytes, which leaves a little more room each time."""
    test_kill.fill(site)
    undisturbed = test_kill.run(tmp_path / "whole.db", feeds_only(site.url))
    code = forkserver.call(refresh_as_the_disk_grows, tmp_path, site.url)
    if code == NO_DISK:
        pytest.skip("no small disk can be made here")
    assert code == 0
    messages, stored = json.loads((tmp_path / "result.json").read_text())
    assert len(messages) >= 2
    assert {line.partition("briefing.db: ")[2] for line in messages} == {FULL_MESSAGE}
    assert stored == json.loads(json.dumps(undisturbed))

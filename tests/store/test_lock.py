"""One long job at a time; the second is told who holds the store and does not wait."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from briefing.errors import EXIT_LOCKED, StoreError, StoreLockedError
from briefing.store import Store, key_values
from tests.conftest import FileLimit
from tests.store.factories import NOON, hours

HOLDER = """
import sys, time
from datetime import datetime, UTC
from pathlib import Path
from briefing.store import Store
with Store.open(Path(sys.argv[1])) as store, store.writer("refresh", datetime.now(UTC)):
    print("held", flush=True)
    time.sleep(60)
"""


def test_second_writer_is_told_who_holds_it(store: Store, path: Path) -> None:
    with store.writer("refresh", NOON), Store.open(path) as other:
        started = time.monotonic()
        with pytest.raises(StoreLockedError) as caught, other.writer("refresh", NOON):
            pass
        assert time.monotonic() - started < 1
    since = NOON.astimezone().strftime("%H:%M")
    expected = f"another briefing (pid {os.getpid()}, refresh, since {since}) is writing; try again later"
    assert str(caught.value) == expected
    assert caught.value.exit_code == EXIT_LOCKED


def test_lock_is_free_again_after_the_job(store: Store) -> None:
    for _ in range(2):
        with store.writer("refresh", NOON):
            pass


def test_lock_is_free_again_after_an_error(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writer("refresh", NOON):
        _ = 1 / 0
    with store.writer("refresh", NOON):
        pass


def test_lock_of_a_killed_process_is_free(store: Store, path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(StoreLockedError, match=rf"pid {child.pid}, refresh"), store.writer("refresh", NOON):
            pass
        child.kill()
    with store.writer("refresh", NOON):
        pass


def test_holder_that_does_not_say_its_name_is_told_soon(store: Store, path: Path) -> None:
    lock = path.with_name(path.name + ".lock")
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        started = time.monotonic()
        with pytest.raises(StoreLockedError, match=r"^another briefing is writing"), store.writer("refresh", NOON):
            pass
        assert time.monotonic() - started < 2


def test_holder_that_is_about_to_say_its_name_is_named(store: Store, path: Path) -> None:
    with path.with_name(path.name + ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        holder = f'{{"pid": 7, "what": "refresh", "since": "{NOON.isoformat()}"}}'

        def say() -> None:
            held.write(holder)
            held.flush()

        timer = threading.Timer(0.01, say)
        timer.start()
        with pytest.raises(StoreLockedError, match=r"pid 7, refresh"), store.writer("daily", NOON):
            pass
        timer.join()


def test_marks_and_readers_go_on_during_a_long_job(store: Store, path: Path) -> None:
    with store.writer("refresh", NOON), Store.open(path) as other, Store.open(path, readonly=True) as reader:
        key_values.put(other, "daily", hours(1))
        assert key_values.get(reader, "daily") == hours(1)


def test_reader_sees_the_last_finished_transaction(store: Store, path: Path) -> None:
    key_values.put(store, "daily", NOON)
    with Store.open(path, readonly=True) as reader:
        with store.transaction():
            key_values.put(store, "daily", hours(1))
            assert key_values.get(reader, "daily") == NOON
        assert key_values.get(reader, "daily") == hours(1)


def test_snapshot_does_not_change_under_the_reader(store: Store, path: Path) -> None:
    key_values.put(store, "daily", NOON)
    with Store.open(path, readonly=True) as reader:
        with reader.snapshot():
            assert key_values.get(reader, "daily") == NOON
            key_values.put(store, "daily", hours(1))
            assert key_values.get(reader, "daily") == NOON
        assert key_values.get(reader, "daily") == hours(1)


def test_failed_transaction_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction():
        key_values.put(store, "daily", NOON)
        _ = 1 / 0
    assert key_values.get(store, "daily") is None


def test_many_may_make_the_store_at_once(tmp_path: Path) -> None:
    problems: list[BaseException] = []

    def make(path: Path) -> None:
        try:
            Store.open(path).close()
        except BaseException as error:
            problems.append(error)

    for new in range(2):
        makers = [threading.Thread(target=make, args=(tmp_path / str(new) / "briefing.db",)) for _ in range(16)]
        for maker in makers:
            maker.start()
        for maker in makers:
            maker.join()
    assert problems == []


@pytest.mark.parametrize("kind", ["link", "hard link", "pipe", "folder"])
def test_lock_that_another_may_have_planted_is_refused_and_what_is_behind_it_kept(
    store: Store, path: Path, kind: str
) -> None:
    lock, other = path.with_name(path.name + ".lock"), path.with_name("other")
    other.write_text("kept")
    {"link": lambda: lock.symlink_to(other), "hard link": lambda: lock.hardlink_to(other)}.get(
        kind, lambda: os.mkfifo(lock) if kind == "pipe" else lock.mkdir()
    )()
    with pytest.raises(StoreError, match=r"\.lock: cannot lock the store: .*; `briefing doctor`"):
        store.writer("refresh", NOON).__enter__()
    assert other.read_text() == "kept"


def test_a_store_behind_a_link_has_one_lock(store: Store, path: Path, tmp_path: Path) -> None:
    link = tmp_path / "linked.db"
    link.symlink_to(path)
    with (
        store.writer("refresh", NOON),
        Store.open(link) as other,
        pytest.raises(StoreLockedError),
        other.writer("refresh", NOON),
    ):
        pass


def test_lock_holds_where_there_is_no_room_for_a_name(store: Store, path: Path, file_limit: FileLimit) -> None:
    with (
        file_limit(0),
        store.writer("refresh", NOON),
        Store.open(path, readonly=True) as other,
        pytest.raises(StoreLockedError, match=r"^another briefing is writing"),
        other.writer("daily", NOON),
    ):
        pass


def test_lock_is_for_those_that_the_store_is_for(store: Store, path: Path) -> None:
    lock = path.with_name(path.name + ".lock")
    with store.writer("refresh", NOON):
        assert lock.stat().st_mode & 0o777 == 0o600
    path.chmod(0o660)
    lock.unlink()
    before = os.umask(0)
    with store.writer("refresh", NOON):
        assert lock.stat().st_mode & 0o777 == 0o660
    os.umask(before)

"""Findings about the files and folders that the program writes."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from types import SimpleNamespace

import pytest

from briefing.newsroom.maintenance import storage_places
from briefing.newsroom.maintenance.storage_places import FULL, exposure_findings, state_places, store_place


@pytest.fixture(autouse=True)
def disk(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A disk with room, whatever the machine has."""
    disk = SimpleNamespace(f_bavail=FULL, f_frsize=1, f_files=10, f_favail=1, f_flag=0)
    monkeypatch.setattr(os, "statvfs", lambda _: disk)
    return disk


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "briefing.db"
    path.parent.mkdir()
    path.write_bytes(b"x" * 100)
    return path


def refuse(monkeypatch: pytest.MonkeyPatch, *refused: Path) -> list[int]:
    """Make some paths inaccessible; returns the modes that are asked for."""
    modes = []

    def access(path: Path, mode: int) -> bool:
        modes.append(mode)
        return path not in refused

    monkeypatch.setattr(os, "access", access)
    return modes


def problems(store: Path) -> list[tuple[str, str]]:
    return [(Path(finding.subject).name, finding.problem) for finding in store_place(store)]


def test_place_that_can_be_written_has_no_findings(store: Path, tmp_path: Path) -> None:
    assert store_place(store) == store_place(tmp_path / "new" / "deeper" / "briefing.db") == []


def test_folder_in_place_of_a_file_and_the_other_way_round(store: Path) -> None:
    store.with_name("briefing.db.lock").mkdir()
    (finding,) = store_place(store)
    assert (finding.area, finding.problem, finding.serious) == ("store", "is a folder", True)
    assert finding.advice.startswith(f"move it away (`mv {store}.lock ELSEWHERE`), or keep the store elsewhere")
    assert problems(store / "briefing.db") == [("briefing.db", "is no folder")]


def test_odd_kinds_of_files(store: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        try:
            bound.bind(f"{store}-shm")
        except OSError:
            pytest.skip("the path is too long for a socket")
        assert problems(store) == [("briefing.db-shm", "is a socket")]
    (finding,) = state_places([Path("/dev/null")])
    assert (finding.problem, finding.serious, finding.area) == ("is a device", False, "state")
    assert finding.advice == "name a file, or name another folder by $XDG_STATE_HOME"


def test_what_cannot_be_written_is_found_folders_first(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes = refuse(monkeypatch, store, store.parent)
    folder, file = store_place(store)
    assert (folder.subject, file.subject) == (str(store.parent), str(store))
    assert folder.advice.startswith(f"`chmod u+rwx {store.parent}`, or keep")
    assert file.advice.startswith(f"`chmod u+rw {store}`, or keep")
    assert modes == [os.R_OK | os.W_OK | os.X_OK, os.R_OK | os.W_OK]


def test_owner_of_a_file_is_named(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, store)
    owner = store.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 12_345_678)
    (finding,) = store_place(store)
    assert finding.problem == f"cannot be written: it belongs to {storage_places._name(owner)}"
    assert finding.advice.startswith(f"`sudo chown {owner + 12_345_678} {store}`, or keep")


def test_disk_that_is_mounted_for_reading(store: Path, disk: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, store)
    disk.f_flag = os.ST_RDONLY | os.ST_NOSUID
    assert problems(store) == [("briefing.db", "cannot be written: its disk is mounted for reading only")]


@pytest.mark.parametrize(
    ("fields", "problem", "serious"),
    [
        ({"f_bavail": FULL - 1}, "the disk is full: 16 MB are free", True),
        ({"f_bavail": 1, "f_frsize": FULL}, "", False),
        ({"f_bavail": 1_000_000, "f_frsize": 2}, "the disk is full: 2 MB are free", True),
        ({"f_favail": 0}, "the disk is full: it takes no more files", True),
        ({"f_favail": 0, "f_files": 0}, "", False),
    ],
)
def test_space_on_the_disk(
    store: Path, disk: SimpleNamespace, fields: dict[str, int], problem: str, serious: bool
) -> None:
    vars(disk).update(fields)
    assert [(each.problem, each.serious) for each in store_place(store)] == ([(problem, serious)] if problem else [])


def test_store_has_room_for_a_copy(store: Path, disk: SimpleNamespace) -> None:
    for size, is_found in ((FULL, False), (FULL + 1, True)):
        with store.open("wb") as file:
            file.truncate(size)
        expected = [("briefing.db", "16 MB are free on its disk, and it has 16 MB")] if is_found else []
        assert problems(store) == expected
    assert not store_place(store)[0].serious


@pytest.mark.parametrize(
    ("mode", "folder", "is_exposed"),
    [(0o600, 0o755, False), (0o640, 0o710, True), (0o604, 0o701, True), (0o644, 0o700, False), (0o644, 0o744, False)],
)
def test_store_that_others_can_read(store: Path, mode: int, folder: int, is_exposed: bool) -> None:
    store.chmod(mode)
    store.parent.chmod(folder)
    findings = list(exposure_findings(store))
    assert bool(findings) is is_exposed
    assert all(not each.serious and f"chmod go-rwx {store}" in each.advice for each in findings)

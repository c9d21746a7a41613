"""Places where the program writes: whether it can, and what to do where it cannot. Nothing is written to find out."""

from __future__ import annotations

import os
import pwd
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing.files import odd_kind
from briefing.model import Finding
from briefing.model.reports import Area

FULL = 16_000_000
"""Bytes that must be free, or the disk counts as full: a refresh writes more."""


def store_place(store: Path) -> list[Finding]:
    """Why the store cannot be written, or can be read by others: its file and folder, what is beside it, its disk."""
    file = Path(os.path.realpath(store))
    beside = [file.with_name(file.name + suffix) for suffix in ("-wal", "-shm", ".lock", ".daily.lock")]
    other = "or keep the store elsewhere: `--store FILE`, $BRIEFING_STORE"
    found = _closed([store, *beside], "store", other)
    return [*found, *_disk(store)]


def state_places(files: Sequence[Path]) -> list[Finding]:
    """Return why files of the state directory, such as the log, cannot be written; the work is done without them."""
    return _closed(files, "state", "or name another folder by $XDG_STATE_HOME", serious=False)


def _closed(files: Sequence[Path], area: Area, other: str, *, serious: bool = True) -> list[Finding]:
    """Return a finding for each file or folder that is closed, in the order in which they must be opened."""
    folders = dict.fromkeys(_nearest(path.parent) for path in files)
    found = []
    for path in [*folders, *filter(_is_there, files)]:
        if told := _refused(path, folder=path in folders):
            problem, advice = told
            found.append(Finding(area, str(path), problem, f"{advice}, {other}", serious=serious))
    return found


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that is there: in this one it would be made."""
    return next(each for each in (folder, *folder.parents) if _is_there(each))


def _is_there(path: Path) -> bool:
    """Tell whether there is such a file or folder; of what is in a folder that cannot be looked into, nobody knows."""
    try:
        return path.exists()
    except OSError:
        return False


def _refused(path: Path, *, folder: bool) -> tuple[str, str] | None:
    """Return why nothing can be written there and what to do; None if it can."""
    kind = odd_kind(path)
    if folder != (kind == "a folder") or (kind and not folder):
        problem = "is no folder" if folder else f"is {kind}"
        return problem, "name a file" if kind == "a device" else f"move it away (`mv {_quoted(path)} ELSEWHERE`)"
    wanted = os.R_OK | os.W_OK | (os.X_OK if folder else 0)
    if os.access(path, wanted):
        return None
    if os.statvfs(path).f_flag & os.ST_RDONLY:
        return "cannot be written: its disk is mounted for reading only", "mount it for writing"
    owner = path.stat().st_uid
    if owner != os.geteuid():
        mine = f"sudo chown {_name(os.geteuid())} {_quoted(path)}"
        return f"cannot be written: it belongs to {_name(owner)}", f"`{mine}`"
    return "cannot be written: its permissions forbid it", f"`chmod u+rw{'x' * folder} {_quoted(path)}`"


def _disk(store: Path) -> Iterator[Finding]:
    """Yield what is wrong with the room on the store's disk."""
    disk = os.statvfs(_nearest(store.parent))
    free, size = disk.f_bavail * disk.f_frsize, store.stat().st_size if _is_there(store) else 0
    room = "make room there; nothing that is stored is lost, and the next refresh goes on"
    if free < FULL:
        yield Finding("store", str(store), f"the disk is full: {_megabytes(free)} are free", room)
    elif disk.f_files and not disk.f_favail:
        yield Finding("store", str(store), "the disk is full: it takes no more files", room)
    elif free < size:
        problem = f"{_megabytes(free)} are free on its disk, and it has {_megabytes(size)}"
        advice = (
            "make room for a copy, as the next change of the schema makes one; `briefing prune` lets old threads go"
        )
        yield Finding("store", str(store), problem, advice, serious=False)


def shown_to_others(file: Path) -> Iterator[Finding]:
    """Yield that other users can read what is read here; a store may be shared on purpose, so it is left as it is."""
    mode = file.stat().st_mode
    if mode & 0o077 and file.parent.stat().st_mode & 0o011:
        advice = f"`chmod go-rwx {_quoted(file)}`, unless it is shared on purpose"
        yield Finding("store", str(file), "other users of this machine can read it", advice, serious=False)


def _name(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"

"""Checks of the files and folders the program writes, with remedies; nothing is written by the checks."""

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
"""Free bytes below which the disk counts as full: a refresh writes more."""


def store_place(store: Path) -> list[Finding]:
    """Findings about write access to the store's file, folder and companion files, and about disk space."""
    file = Path(os.path.realpath(store))
    beside = [file.with_name(file.name + suffix) for suffix in ("-wal", "-shm", ".lock", ".daily.lock")]
    other = "or keep the store elsewhere: `--store FILE`, $BRIEFING_STORE"
    findings = _access_findings([store, *beside], "store", other)
    return [*findings, *_disk_findings(store)]


def state_places(files: Sequence[Path]) -> list[Finding]:
    """Findings about write access to files of the state directory, such as the log, which are optional."""
    return _access_findings(files, "state", "or name another folder by $XDG_STATE_HOME", serious=False)


def _access_findings(files: Sequence[Path], area: Area, other: str, *, serious: bool = True) -> list[Finding]:
    """A finding for each inaccessible file or folder, folders first."""
    folders = dict.fromkeys(_nearest(path.parent) for path in files)
    findings = []
    for path in [*folders, *filter(_exists, files)]:
        if refusal := _access_problem(path, folder=path in folders):
            problem, advice = refusal
            findings.append(Finding(area, str(path), problem, f"{advice}, {other}", serious=serious))
    return findings


def _nearest(folder: Path) -> Path:
    """The folder, or its nearest existing parent, in which it would be created."""
    return next(each for each in (folder, *folder.parents) if _exists(each))


def _exists(path: Path) -> bool:
    """Whether a file or folder exists; False if its parent is not accessible."""
    try:
        return path.exists()
    except OSError:
        return False


def _access_problem(path: Path, *, folder: bool) -> tuple[str, str] | None:
    """Why a path is not writable, and the remedy; None if it is."""
    kind = odd_kind(path)
    if folder != (kind == "a folder") or (kind and not folder):
        problem = "is no folder" if folder else f"is {kind}"
        return problem, "name a file" if kind == "a device" else f"move it away (`mv {_quoted(path)} ELSEWHERE`)"
    mode = os.R_OK | os.W_OK | (os.X_OK if folder else 0)
    if os.access(path, mode):
        return None
    if os.statvfs(path).f_flag & os.ST_RDONLY:
        return "cannot be written: its disk is mounted for reading only", "mount it for writing"
    owner = path.stat().st_uid
    if owner != os.geteuid():
        mine = f"sudo chown {_name(os.geteuid())} {_quoted(path)}"
        return f"cannot be written: it belongs to {_name(owner)}", f"`{mine}`"
    return "cannot be written: its permissions forbid it", f"`chmod u+rw{'x' * folder} {_quoted(path)}`"


def _disk_findings(store: Path) -> Iterator[Finding]:
    """Findings about the space on the store's disk."""
    disk = os.statvfs(_nearest(store.parent))
    free, size = disk.f_bavail * disk.f_frsize, store.stat().st_size if _exists(store) else 0
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


def exposure_findings(file: Path) -> Iterator[Finding]:
    """Finding that other users can read the store; permissions are not changed, as it may be shared on purpose."""
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

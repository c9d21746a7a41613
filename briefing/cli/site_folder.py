"""The folder of a site: each file replaced atomically, only where it differs, and nothing removed that is not its own.

New content is first written beside the site, then renamed into it, the front page last. A run that is killed thus
leaves a site whose links all lead somewhere.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefing.cli.stdout import OutputError, encode, sync_folder
from briefing.errors import StoreLockedError, UsageError
from briefing.files import check_links, read_file

MANIFEST = ".briefing-site.json"
"""File with the names of all files of the site."""
STAGING = ".briefing-new"
"""Folder of what is not in its place yet."""
SCHEMA = "briefing-site/1"
"""Version of the manifest."""
SYNCS = 8
"""Number of files that are synced at a time: eight times as fast as one after the other."""
_NAME = re.compile(r"(?:stories/[\w-]{1,64}\.html|index\.html|feed\.xml)", re.ASCII)
"""Names of files of a site: nothing else is removed, whatever the manifest says."""
_MOST = 64_000_000
"""Maximum size of a manifest in bytes."""


@dataclass(frozen=True, slots=True)
class SiteChanges:
    """What a run has changed."""

    written: int
    """Number of files that are new or differ."""
    unchanged: int
    """Number of files that were left as they are."""
    removed: int
    """Number of files of earlier runs that were removed."""


class SiteFolder:
    """A folder with a site, or for one."""

    def __init__(self, path: Path) -> None:
        """Name the folder, which need not exist."""
        self._path, self._staging = path, path / STAGING

    def check(self) -> None:
        """Check, before any work, that the folder is one of ours, empty, or not there yet.

        Raises:
            UsageError: it is a file, or has something else in it.
            OutputError: it cannot be read.
        """
        with self._reported():
            check_links(self._path / MANIFEST)
            if not os.path.lexists(self._path):
                return
            if not self._path.is_dir():
                raise UsageError(f"site: {self._path} is not a folder; name a new or an empty one")
            if not self._is_own() and any(each.name != STAGING for each in self._path.iterdir()):
                raise UsageError(
                    f"site: {self._path} has files that `briefing site` did not write; name a new or an empty folder"
                )

    def write(self, names: Sequence[str], contents: Iterable[str]) -> SiteChanges:
        """Write the files of the site, and remove those that earlier runs have written and that are no more.

        Args:
            names: of all files, relative to the folder, in the order in which they appear.
            contents: of the files, in the same order; read one at a time.

        Raises:
            UsageError: the folder has something else in it.
            OutputError: something cannot be written, or another user may have planted a link.
            StoreLockedError: another run writes this site.
        """
        self.check()
        with self._reported(), self._lock():
            self._clear_staging()
            earlier = self._manifest()
            changed = [
                name for name, text in zip(names, contents, strict=True) if self._stage(name, encode(text), earlier)
            ]
            self._sync(changed)
            self._write_manifest({*earlier, *names})  # before the files: what is ours is known after any crash
            (self._path / "stories").mkdir(exist_ok=True)
            for name in changed:
                (self._staging / _flat(name)).replace(self._path / name)
            sync_folder(self._path / "stories")
            sync_folder(self._path)
            gone = [name for name in sorted(earlier.difference(names)) if self._remove(name)]
            self._write_manifest(names)
            self._clear_staging()
            self._staging.rmdir()
        return SiteChanges(len(changed), len(names) - len(changed), len(gone))

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(f"{error.filename or self._path}: cannot write: {error.strerror}") from error

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Hold the folder while the block runs; it is created if missing."""
        self._path.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise StoreLockedError(f"{self._path}: another run writes this site; try again later") from error
            yield
        finally:
            os.close(handle)

    def _is_own(self) -> bool:
        return (self._path / MANIFEST).is_file()

    def _manifest(self) -> frozenset[str]:
        """Names of the files that earlier runs have written."""
        if not self._is_own():
            return frozenset()
        try:
            files = json.loads(read_file(self._path / MANIFEST, _MOST))["files"]
            return frozenset(name for name in files if _NAME.fullmatch(name))
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"site: {self._path / MANIFEST} is damaged; name a new or an empty folder") from error

    def _write_manifest(self, names: Iterable[str]) -> None:
        data = json.dumps({"schema": SCHEMA, "files": sorted(names)}, indent=1) + "\n"
        if not _has(self._path / MANIFEST, data.encode()):
            self._write_new(MANIFEST, data.encode())
            _sync_file(self._staging / MANIFEST)
            (self._staging / MANIFEST).replace(self._path / MANIFEST)
            sync_folder(self._path)

    def _stage(self, name: str, content: bytes, earlier: Collection[str]) -> bool:
        """Write a file beside the site unless it is there already; whether it was written."""
        target = self._path / name
        if not _NAME.fullmatch(name):
            raise OutputError(f"{target}: not a name of a file of a site")
        if _has(target, content):
            return False
        if name not in earlier and os.path.lexists(target):
            raise OutputError(f"{target}: not written by `briefing site`; move it elsewhere")
        self._write_new(_flat(name), content)
        return True

    def _write_new(self, name: str, content: bytes) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
        handle = os.open(self._staging / name, flags, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(content)

    def _sync(self, names: Sequence[str]) -> None:
        """Sync files beside the site, several at a time: a file system writes them together."""
        with ThreadPoolExecutor(SYNCS) as pool:
            for _ in pool.map(lambda name: _sync_file(self._staging / _flat(name)), names):
                pass

    def _clear_staging(self) -> None:
        """Make an empty folder for what is not in its place yet; what a killed run has left in it is removed."""
        if self._staging.is_symlink():
            raise OutputError(f"{self._staging}: is a link; remove it")
        self._staging.mkdir(exist_ok=True)
        for each in self._staging.iterdir():
            each.unlink()

    def _remove(self, name: str) -> bool:
        try:
            (self._path / name).unlink()
        except FileNotFoundError:
            return False
        return True


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _flat(name: str) -> str:
    """Name of a file beside the site."""
    return name.replace("/", ".")


def _has(path: Path, content: bytes) -> bool:
    """Whether a regular file has this content."""
    try:
        status = path.lstat()
        return stat.S_ISREG(status.st_mode) and status.st_size == len(content) and path.read_bytes() == content
    except FileNotFoundError:
        return False

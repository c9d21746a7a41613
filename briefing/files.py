"""Files as the program opens and makes them: private to the user, never behind a planted link, never without a limit.

Refusals are `OSError`s whose `strerror` completes the sentence "cannot read FILE: it ...".
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o600
"""Mode of the files that the program makes for itself."""
PRIVATE_FOLDER = 0o700
"""Mode of the folders that it makes, as the XDG base directory specification wants it."""

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFLNK: "a link",
}


def odd_kind(path: Path) -> str:
    """What stands at `path` if it is no file: a folder, a named pipe, a socket or a device; empty if it is one.

    Raises:
        OSError: nothing is there, or its folder cannot be looked into.
    """
    return _odd_kind(path.stat())


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for the user alone; those that are there keep their mode."""
    missing = []
    for each in (folder, *folder.parents):
        if each.is_dir():
            break
        missing.append(each)
    for each in reversed(missing):
        each.mkdir(PRIVATE_FOLDER, exist_ok=True)


def open_own(path: Path, flags: int, mode: int = PRIVATE) -> int:
    """Open a file that only the program writes, made if it is not there; the handle.

    The file may lie in a folder where others write, so links, hard links and whatever is no file are refused. A mode
    that gives others more than `mode` is narrowed where the file is the user's. Nothing is cut off what is there.

    Raises:
        OSError: it cannot be opened, or is refused.
    """
    safe = os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        handle = os.open(path, flags | safe, mode)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK):  # systems differ
            raise _refusal(path, "is a link") from error
        if error.errno in (errno.ENXIO, errno.EISDIR, errno.ENODEV) and (kind := odd_kind(path)):
            raise _refusal(path, f"is {kind}, not a file") from error
        raise
    try:
        status = os.fstat(handle)
        if kind := _odd_kind(status):
            raise _refusal(path, f"is {kind}, not a file")
        if status.st_nlink > 1:
            raise _refusal(path, "has another name too (a hard link)")
        if status.st_uid == os.geteuid() and status.st_mode & 0o777 & ~mode:
            with suppress(OSError):  # some network drives know no modes
                os.fchmod(handle, mode)
    except BaseException:
        os.close(handle)
        raise
    return handle


def make_private(path: Path) -> None:
    """Make an empty file for the user alone; one that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE))


def read_file(path: Path, limit: int, *, pipes: bool = False) -> bytes:
    """Bytes of a file; it never waits for the other end of a pipe that nobody may open.

    Args:
        path: the file; links are followed, and `/dev/null` is an empty file.
        limit: the most bytes that it may have.
        pipes: whether pipes that are open already, as `/dev/stdin` and `<(command)` of a shell, are read to their end.

    Raises:
        OSError: it cannot be read, is no file, or is larger than `limit`.
    """
    is_pipe = pipes and _is_inherited(path)
    if not is_pipe:
        _check_file(path, path.stat())
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | (0 if is_pipe else os.O_NONBLOCK))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not (is_pipe and stat.S_ISFIFO(status.st_mode)):
            _check_file(path, status)
        body = file.read(limit + 1)
    if len(body) > limit:
        raise OSError(errno.EFBIG, f"it is larger than {limit // 1_000_000} MB", str(path))
    return body


def check_links(path: Path) -> None:
    """Refuse to write through what another user may have planted in a folder where all may write, such as `/tmp`.

    As Linux does with `protected_symlinks` and `protected_fifos`, but on every system, and for each link on the way.

    Raises:
        OSError: a link or pipe on the way belongs neither to the user nor to the owner of its folder.
    """
    waiting = list(path.absolute().parts)[::-1]
    place = Path(waiting.pop())
    for _ in range(1000):  # links may lead in a circle
        if not waiting:
            return
        part = waiting.pop()
        if part == "..":
            place = place.parent
            continue
        try:
            status = (place / part).lstat()
        except OSError:
            return  # nothing is there yet; who opens it says what is wrong
        if _is_planted(place, status):
            raise _refusal(place / part, f"is {_odd_kind(status)} of another user in a folder where all may write")
        if stat.S_ISLNK(status.st_mode):
            target = (place / part).readlink()
            waiting += list(target.parts)[::-1]
            if target.is_absolute():
                place = Path(waiting.pop())
        else:
            place /= part
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


def _is_planted(folder: Path, status: os.stat_result) -> bool:
    """Whether a link or pipe may be another user's trap."""
    if not (stat.S_ISLNK(status.st_mode) or stat.S_ISFIFO(status.st_mode)) or status.st_uid == os.geteuid():
        return False
    shared = folder.stat()
    return bool(shared.st_mode & stat.S_ISVTX and shared.st_mode & stat.S_IWOTH) and status.st_uid != shared.st_uid


def _is_inherited(path: Path) -> bool:
    """Whether a path names what the process had open when it started, and not a file of its own."""
    return str(path) == "/dev/stdin" or os.path.realpath(path.parent) == os.path.realpath("/dev/fd")


def _check_file(path: Path, status: os.stat_result) -> None:
    if (kind := _odd_kind(status)) and not _is_null(status):
        raise _refusal(path, f"is {kind}, not a file")


def _is_null(status: os.stat_result) -> bool:
    return stat.S_ISCHR(status.st_mode) and status.st_rdev == Path(os.devnull).stat().st_rdev


def _odd_kind(status: os.stat_result) -> str:
    return _KINDS.get(stat.S_IFMT(status.st_mode), "")


def _refusal(path: Path, problem: str) -> OSError:
    return OSError(errno.EINVAL, f"it {problem}", str(path))

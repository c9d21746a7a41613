"""Safe file access: private permissions, no links planted by other users, size limits.

Rejected files raise `OSError`s whose `strerror` completes the sentence "cannot read FILE: it ...".
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o600
"""Mode of files that the program creates for itself."""
PRIVATE_FOLDER = 0o700
"""Mode of folders that it creates, as the XDG base directory specification requires."""

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFLNK: "a link",
}


def odd_kind(path: Path) -> str:
    """Kind of a non-regular file: a folder, a named pipe, a socket or a device; empty for a regular file.

    Raises:
        OSError: `path` does not exist, or its folder is not accessible.
    """
    return _odd_kind(path.stat())


def make_folder(folder: Path) -> None:
    """Create a folder and its missing parents, accessible only to the user; existing folders keep their mode."""
    missing = []
    for each in (folder, *folder.parents):
        if each.is_dir():
            break
        missing.append(each)
    for each in reversed(missing):
        each.mkdir(PRIVATE_FOLDER, exist_ok=True)


def open_own(path: Path, flags: int, mode: int = PRIVATE) -> int:
    """Open a file that only the program writes, created if missing; returns the file descriptor.

    The file may be in a folder where others can write, so symbolic links, hard links and non-regular files are refused.
    Permissions beyond `mode` are removed if the user owns the file. The content is not truncated.

    Raises:
        OSError: it cannot be opened, or is refused.
    """
    safe = os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        handle = os.open(path, flags | safe, mode)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK):  # depends on the system
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
            with suppress(OSError):  # some network file systems have no modes
                os.fchmod(handle, mode)
    except BaseException:
        os.close(handle)
        raise
    return handle


def make_private(path: Path) -> None:
    """Create an empty file accessible only to the user; an existing file is left unchanged.

    Raises:
        OSError: it cannot be created.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE))


def read_file(path: Path, limit: int, *, pipes: bool = False) -> bytes:
    """Content of a file; does not block on a named pipe without a writer.

    Args:
        path: the file; links are followed, and `/dev/null` is an empty file.
        limit: maximum size in bytes.
        pipes: whether inherited pipes, such as `/dev/stdin` and a shell's `<(command)`, are read to their end.

    Raises:
        OSError: it cannot be read, is not a regular file, or is larger than `limit`.
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
    """Refuse a path through a link or pipe planted by another user in a world-writable folder such as `/tmp`.

    The rule of Linux's `protected_symlinks` and `protected_fifos`, on every system, for each link of the path.

    Raises:
        OSError: a link or pipe of the path belongs neither to the user nor to the owner of its folder.
    """
    waiting = list(path.absolute().parts)[::-1]
    place = Path(waiting.pop())
    for _ in range(1000):  # links may form a cycle
        if not waiting:
            return
        part = waiting.pop()
        if part == "..":
            place = place.parent
            continue
        try:
            status = (place / part).lstat()
        except OSError:
            return  # does not exist or is not accessible; opening it reports the error
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
    """Whether a link or pipe in a sticky, world-writable folder belongs to neither the user nor the folder's owner."""
    if not (stat.S_ISLNK(status.st_mode) or stat.S_ISFIFO(status.st_mode)) or status.st_uid == os.geteuid():
        return False
    shared = folder.stat()
    return bool(shared.st_mode & stat.S_ISVTX and shared.st_mode & stat.S_IWOTH) and status.st_uid != shared.st_uid


def _is_inherited(path: Path) -> bool:
    """Whether a path names an open file descriptor of this process, such as `/dev/stdin`."""
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

"""The owner of standard output and of `--output` files: bytes are UTF-8 whatever the locale, and delivery is certain.

A function returns only when the bytes have been handed over, so that what follows (the cursor) may count on it.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from briefing.errors import BriefingError
from briefing.files import PRIVATE, check_links


class OutputError(BriefingError):
    """What was made cannot be delivered: a full disk, a folder that is not there."""


class PipeClosedError(BaseException):
    """Nobody reads standard output any more; not an error to tell, and not to be caught by the way."""


class PagerLeftError(BaseException):
    """The user has read enough; ends what is being written, and nothing else."""


_pager: IO[bytes] | None = None
"""Where it goes instead of standard output, while it goes through a pager."""


@contextmanager
def diverted(pager: IO[bytes]) -> Iterator[None]:
    """Let what is written while the block runs go to a pager's input."""
    global _pager
    _pager = pager
    try:
        yield
    finally:
        _pager = None


def write(text: str) -> None:
    """Write to standard output, or the pager before it, and return when it is handed over.

    Raises:
        PipeClosedError: the reader has gone.
        PagerLeftError: the pager has.
        OutputError: it cannot be written.
    """
    check()
    stream = _pager or sys.stdout.buffer
    try:
        stream.write(encode(text))
        stream.flush()
    except BrokenPipeError:
        if _pager:
            raise PagerLeftError from None
        abandon()
        raise PipeClosedError from None
    except OSError as error:
        abandon()
        raise OutputError(f"standard output: {error.strerror}") from error


def write_path(path: Path, text: str = "") -> None:
    """Print a path and what is to be told of it: as it is into a pipe, on a terminal without what could act on it.

    Raises:
        PipeClosedError: the reader has gone.
        OutputError: it cannot be written.
    """
    from briefing.hygiene import clean_line

    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    write(f"{clean_line(str(path)) if on_terminal else path}{text}\n")


def check() -> None:
    """Make sure that there is a standard output.

    Raises:
        OutputError: it was closed from the start.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed")


def check_place(path: Path | None) -> None:
    """Make sure, before any work, that there can be such a file; None and `-` are standard output.

    Raises:
        OutputError: it is a folder, or its folder is not there.
    """
    if path is None or str(path) == "-":
        return
    if path.is_dir() or not (path.exists() or Path(os.path.realpath(path)).parent.is_dir()):
        problem = errno.EISDIR if path.is_dir() else errno.ENOENT
        raise OutputError(f"{path}: cannot write: {os.strerror(problem)}")
    _check_links(path)


def deliver(text: str, path: Path | None, patience: float | None = None, *, private: bool = False) -> bool:
    """Write to a file, at once or not at all; to standard output where `path` is None or `-`.

    Args:
        text: what to write.
        path: the file; one that is there keeps its permissions.
        patience: seconds to wait until the reader of a pipe has taken all (`pipe_drain`); None not to wait.
        private: whether a new file is for the user alone; else it gets the permissions that any new file gets (umask).

    Returns:
        whether the reader has taken all, as far as anybody can tell; it is still there if not.

    Raises:
        PipeClosedError: the reader has gone, and what it left cannot be read any more.
        OutputError: it cannot be written, or another user may have planted a link there.
    """
    if path is None or str(path) == "-":
        write(text)
        return _pager is not None or _is_taken(sys.stdout.fileno(), "standard output", patience)
    _check_links(path)
    try:
        # Through a link to the file behind it; a pipe or a terminal is written to, as it cannot be replaced. A pipe of
        # the shell, `>(command)`, is a link to what has no name.
        if not path.exists() or path.is_file():
            _replace(Path(os.path.realpath(path)), encode(text), PRIVATE if private else 0o666 & ~_umask())
            return True
        with path.open("wb") as special:
            special.write(encode(text))
            special.flush()
            return _is_taken(special.fileno(), str(path), patience)
    except BrokenPipeError:
        raise PipeClosedError from None
    except OSError as error:
        raise OutputError(f"{path}: cannot write: {error.strerror}") from error


def _is_taken(descriptor: int, name: str, patience: float | None) -> bool:
    if patience is None:
        return True
    from briefing.cli.pipe_drain import wait_until_read

    try:
        return wait_until_read(descriptor, patience)
    except BrokenPipeError:
        raise PipeClosedError from None
    except OSError as error:
        raise OutputError(f"{name}: {error.strerror}") from error


def encode(text: str) -> bytes:
    """Return `text` as UTF-8; half a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace")


def is_terminal() -> bool:
    """Tell whether standard output is a terminal that can draw."""
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def columns(default: int) -> int:
    """Return the columns of the terminal; `default` where standard output is none."""
    if sys.stdout is None or not sys.stdout.isatty():
        return default
    import shutil

    return max(shutil.get_terminal_size((80, 24)).columns, 20)


def _check_links(path: Path) -> None:
    try:
        check_links(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot write: {error.filename}: {error.strerror}") from error


def _replace(target: Path, content: bytes, mode: int) -> None:
    """Put a file in the place of `target` in one step, with the permissions it had, or `mode`."""
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), target.stat().st_mode & 0o777 if target.exists() else mode)
        Path(name).replace(target)
        _sync_folder(target.parent)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _sync_folder(folder: Path) -> None:
    """Bring a new name to the disk; where a folder cannot be synced, the system has to."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    umask = os.umask(0o077)
    os.umask(umask)
    return umask


def abandon() -> None:
    """Let what Python flushes at its end go nowhere, as it would complain about the closed pipe again."""
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)

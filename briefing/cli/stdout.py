"""Standard output and `--output` files: always UTF-8, with confirmed delivery.

Functions return only once the bytes are written, so that a delivery can then be recorded.
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
    """The output cannot be written: a full disk, a missing folder."""


class PipeClosedError(BaseException):
    """The reader of standard output has closed it; not reported as an error, and not caught by handlers of errors."""


class PagerLeftError(BaseException):
    """The user has quit the pager; ends only the current output."""


_pager: IO[bytes] | None = None
"""Input of the active pager, used instead of standard output."""


@contextmanager
def diverted(pager: IO[bytes]) -> Iterator[None]:
    """Redirect output to a pager's input while the block runs."""
    global _pager
    _pager = pager
    try:
        yield
    finally:
        _pager = None


def write(text: str) -> None:
    """Write to standard output, or the active pager, and flush.

    Raises:
        PipeClosedError: the reader has closed the pipe.
        PagerLeftError: the user has quit the pager.
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
    """Print a path and a text about it: verbatim into a pipe, without terminal controls on a terminal.

    Raises:
        PipeClosedError: the reader has closed the pipe.
        OutputError: it cannot be written.
    """
    from briefing.sanitizer import clean_line

    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    write(f"{clean_line(str(path)) if on_terminal else path}{text}\n")


def check() -> None:
    """Check that there is a standard output.

    Raises:
        OutputError: it was closed from the start.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed")


def check_place(path: Path | None) -> None:
    """Check, before any work, that a file can be created there; None and `-` are standard output.

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
    """Write to a file atomically; to standard output if `path` is None or `-`.

    Args:
        text: what to write.
        path: the file; one that is there keeps its permissions.
        patience: seconds to wait until the reader of a pipe has read all (`pipe_drain`); None not to wait.
        private: whether a new file is for the user alone; else it gets the permissions that any new file gets (umask).

    Returns:
        whether the reader has read all, as far as can be known; if not, it is still there.

    Raises:
        PipeClosedError: the reader has closed the pipe with data left unread.
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
    """Encode `text` as UTF-8; a lone surrogate becomes a question mark."""
    return text.encode("utf-8", "replace")


def is_terminal() -> bool:
    """Whether standard output is a terminal that supports cursor control."""
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def columns(default: int) -> int:
    """Columns of the terminal; `default` if standard output is none."""
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
    """Replace `target` atomically, with the permissions it had, or `mode`."""
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), target.stat().st_mode & 0o777 if target.exists() else mode)
        Path(name).replace(target)
        sync_folder(target.parent)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Sync a folder, which makes a new name durable; ignored on systems that cannot."""
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
    """Discard Python's flush at exit, which would report the closed pipe again."""
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)

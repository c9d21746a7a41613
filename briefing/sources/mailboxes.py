"""Mailboxes on disk: the messages of a Maildir and of an mbox file that have not been read yet.

Nothing is written, no flag is changed and no lock is taken: a Maildir needs none, and of an mbox file that a message is
just being added to only the whole messages are read.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from briefing.errors import SourceError
from briefing.files import read_file
from briefing.sources.encodings import MAX_BYTES
from briefing.sources.mail_parser import messages_of
from briefing.sources.media_types import HEAD_BYTES, kind_of

SUBFOLDERS = ("cur", "new")
"""Folders of a Maildir with messages; those in `tmp` are not delivered yet."""
SAMPLE_BYTES = 1024
"""Bytes at the beginning of an mbox file, and before the place where reading ended, by which it is known again."""
SETTLED_SECONDS = 10
"""Age of the last change of an mbox file from which its last message is whole, however it ends."""
_PLACE = re.compile(r"mbox ([0-9]{1,15}) ([0-9a-f]{32})")
_MESSAGE_ID = re.compile(rb"^message-id:[ \t\r\n]*(<[^<>\r\n]{1,900}>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MboxMessage:
    """A message in an mbox file."""

    key: str
    """What tells it from the others."""
    body: bytes
    """The message, cut after the largest size that is read."""
    place: str
    """Where the next message begins, see `mbox_messages`."""


def is_maildir(path: Path) -> bool:
    """Whether a path is a Maildir: a folder with `cur` and `new`."""
    return all((path / name).is_dir() for name in SUBFOLDERS)


def is_mbox(path: Path) -> bool:
    """Whether a path is a file of several messages, by its first line or its name; False if it cannot be read."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return kind_of(file.read(HEAD_BYTES), name=path.name) == "mbox"
    except OSError:
        return False


def is_mailbox(path: Path) -> bool:
    """Whether a path is a Maildir or an mbox file."""
    try:
        return is_maildir(path) or is_mbox(path)
    except (OSError, ValueError):
        return False


def maildir_messages(path: Path) -> dict[str, Path]:
    """The delivered messages of a Maildir: unique name, without flags -> file; oldest first by their names.

    Raises:
        SourceError: its folders cannot be read.
    """
    found: dict[str, Path] = {}
    try:
        for subfolder in SUBFOLDERS:
            with os.scandir(path / subfolder) as entries:
                for entry in entries:
                    if not entry.name.startswith(".") and entry.is_file():
                        found[entry.name.partition(":")[0]] = Path(entry.path)
    except OSError as error:
        raise SourceError(f"{path}: cannot read the Maildir: {error.strerror}") from error
    return dict(sorted(found.items()))


def message_bytes(file: Path) -> bytes | None:
    """A message of a Maildir; None if it is gone, or a mail program has just moved it.

    Raises:
        SourceError: it cannot be read, or is too large.
    """
    try:
        return read_file(file, MAX_BYTES)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise SourceError(f"{file}: cannot read the message: {error}") from error


def mbox_messages(path: Path, place: str = "") -> Iterator[MboxMessage]:
    """Messages of an mbox file from a place on, the last one only if it is whole: the file ends with a blank line.

    Args:
        path: the file.
        place: `MboxMessage.place` of the last message that was read; the file is read from its beginning if that does
            not fit it any more, since messages have been removed, or if it is empty.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            start = _start(file, place)
            file.seek(start)
            yield from _messages(file, start)
    except OSError as error:
        raise SourceError(f"{path}: cannot read the mailbox: {error.strerror}") from error


def _messages(file: BinaryIO, start: int) -> Iterator[MboxMessage]:
    lines = _Counted(file, start)
    for body in messages_of(lines):
        if lines.is_at_end and not lines.ends_blank and not _is_settled(file):
            return
        end = lines.size if lines.is_at_end else lines.last_start
        if body.strip():
            yield MboxMessage(message_key(body), body, f"mbox {end} {_known_by(file, end)}")


def _is_settled(file: BinaryIO) -> bool:
    """Whether a file has not been changed for a while."""
    return time.time() - os.fstat(file.fileno()).st_mtime > SETTLED_SECONDS


class _Counted:
    """Lines of a file; knows where the last one began, and whether it was the end of the file."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file = file
        self.size = self.last_start = start
        self.is_at_end = False
        self.ends_blank = True

    def __iter__(self) -> Iterator[bytes]:
        while line := self._file.readline(MAX_BYTES):
            self.last_start, self.size = self.size, self.size + len(line)
            self.ends_blank = line in (b"\n", b"\r\n")
            yield line
        self.is_at_end = True


def message_key(body: bytes) -> str:
    """Key of a message in an mbox file: a hash of its Message-ID, or of all of it if it has none."""
    head = body[:HEAD_BYTES].partition(b"\n\n")[0]
    match = _MESSAGE_ID.search(head)
    return hashlib.blake2b(match[1] if match else body, digest_size=16).hexdigest()


def _start(file: BinaryIO, place: str) -> int:
    match = _PLACE.fullmatch(place)
    if not match or os.fstat(file.fileno()).st_size < int(match[1]):
        return 0
    return int(match[1]) if _known_by(file, int(match[1])) == match[2] else 0


def _known_by(file: BinaryIO, end: int) -> str:
    """Hash of the bytes at the beginning and before `end`."""
    digest = hashlib.blake2b(digest_size=16)
    for start in (0, max(end - SAMPLE_BYTES, 0)):
        digest.update(os.pread(file.fileno(), min(SAMPLE_BYTES, end - start), start))
    return digest.hexdigest()

"""Read-only client of one folder of an IMAP server (RFC 3501), by imaplib.

The folder is opened with EXAMINE and messages are read with BODY.PEEK, so that no flag changes. Answers are hostile:
what a server announces is bounded before it is read.
"""

from __future__ import annotations

import binascii
import imaplib
import re
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

from briefing.config.mail_folders import ImapAddress
from briefing.errors import SourceError
from briefing.sanitizer import clean_line
from briefing.secrets import HIDDEN, Secret

MAX_LITERAL = 64 * 1024 * 1024
"""Maximum size of a literal that is read, in bytes; the client asks for smaller ones."""
RANGE = 50_000
"""Numbers of messages in a request for a list, so that its answer is a line that imaplib accepts."""
SIZES = 500
"""Messages whose sizes are asked for in one request."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_UID = re.compile(rb"\bUID ([0-9]{1,10})\b", re.IGNORECASE)
_SIZE = re.compile(rb"\bRFC822\.SIZE ([0-9]{1,15})\b", re.IGNORECASE)
_ENCODED = re.compile(r"[^\x20-\x7e]+|&")


class ImapFolder:
    """An open folder; every method raises `SourceError` if the server fails."""

    def __init__(self, connection: imaplib.IMAP4, password: Secret) -> None:
        """Take a connection with an open folder; the password is kept out of errors."""
        self._connection = connection
        self._password = password
        self.validity = self._number("UIDVALIDITY")
        """Number that changes when the server numbers the messages anew."""
        self._next = self._number("UIDNEXT")

    def numbers(self, after: int, since: date) -> list[int]:
        """Numbers of the messages after a number that have arrived on that day or later, in order."""
        found: set[int] = set()
        for first in range(after + 1, self._next or after + 2, RANGE):
            last = str(first + RANGE - 1) if self._next else "*"
            day = f"{since.day:02}-{_MONTHS[since.month - 1]}-{since.year}"
            data = self._call("UID", "SEARCH", "UID", f"{first}:{last}", "SINCE", day)
            found.update(int(word) for line in data if line for word in line.split() if word.isdigit())
        return sorted(number for number in found if number > after)

    def sizes(self, numbers: Sequence[int]) -> dict[int, int]:
        """Number -> size in bytes; those that are gone are left out."""
        sizes: dict[int, int] = {}
        for start in range(0, len(numbers), SIZES):
            listed = ",".join(map(str, numbers[start : start + SIZES]))
            for line in self._call("UID", "FETCH", listed, "(RFC822.SIZE)"):
                text = line[0] if isinstance(line, tuple) else line or b""
                if (number := _UID.search(text)) and (size := _SIZE.search(text)):
                    sizes[int(number[1])] = int(size[1])
        return sizes

    def message(self, number: int, most: int) -> bytes | None:
        """The first `most` bytes of a message; None if it is gone."""
        data = self._call("UID", "FETCH", str(number), f"(BODY.PEEK[]<0.{most}>)")
        return next((bytes(part[1]) for part in data if isinstance(part, tuple) and len(part) > 1), None)

    def _number(self, name: str) -> int:
        _, data = self._connection.response(name)
        value = data[0] if data else None
        return int(value) if isinstance(value, bytes) and re.fullmatch(rb"[0-9]{1,10}", value) else 0

    def _call(self, *arguments: str) -> list[Any]:
        with _errors(self._password):
            kind, data = self._connection.uid(*arguments[1:])
        if kind != "OK":
            raise SourceError(f"the mail server refuses `{arguments[1]}`: {_words(data)}")
        return list(data or ())


@contextmanager
def open_folder(
    address: ImapAddress, user: str, password: Secret, *, timeout: float, seconds: float
) -> Iterator[ImapFolder]:
    """Log in and open a folder for reading.

    Args:
        address: where it is.
        user: name of the user.
        password: their password.
        timeout: seconds for each answer.
        seconds: time after which the connection is closed, whatever happens.

    Raises:
        SourceError: the server cannot be reached, refuses the login, offers no encryption or has no such folder.
    """
    with _errors(password):
        connection = _connect(address, timeout)
    timer = threading.Timer(seconds, _cut, [connection])
    timer.daemon = True
    timer.start()
    try:
        with _errors(password):
            _log_in(connection, address, user, password)
            kind, data = connection.select(_quoted(address.folder), readonly=True)
        if kind != "OK":
            raise SourceError(f"there is no folder {address.folder!r} on the mail server: {_words(data)}")
        yield ImapFolder(connection, password)
    finally:
        timer.cancel()
        with suppress(Exception):  # it may have been cut
            connection.logout()
        _cut(connection)


class _Bounded:
    """Refuses literals that are larger than what was asked for."""

    def read(self, size: int) -> bytes:
        """Read a literal; the size is what the server announces."""
        if size > MAX_LITERAL:
            raise imaplib.IMAP4.abort(f"it sends {size:,} bytes at once")
        return super().read(size)  # type: ignore[misc,no-any-return]


class _Plain(_Bounded, imaplib.IMAP4):
    pass


class _Encrypted(_Bounded, imaplib.IMAP4_SSL):
    pass


def _connect(address: ImapAddress, timeout: float) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if address.scheme == "imaps":
        return _Encrypted(address.host, address.port, ssl_context=context, timeout=timeout)
    connection = _Plain(address.host, address.port, timeout=timeout)
    if "STARTTLS" in connection.capabilities:
        connection.starttls(context)
    elif address.host not in _LOOPBACK:
        _cut(connection)
        raise SourceError("the mail server offers no encryption (STARTTLS); use imaps:// if it has that")
    return connection


def _log_in(connection: imaplib.IMAP4, address: ImapAddress, user: str, password: Secret) -> None:
    try:
        if "AUTH=PLAIN" in connection.capabilities:
            connection.authenticate("PLAIN", lambda _: f"\0{user}\0{password.reveal()}".encode())
        else:
            connection.login(user, password.reveal())
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        reason = clean_line(str(error)).replace(password.reveal(), HIDDEN)[:200]
        remedy = "check user and password, and whether it wants an app password"
        raise SourceError(f"the mail server refuses the login ({reason}); {remedy}") from None
    except UnicodeEncodeError:
        raise SourceError("the mail server takes no user or password with letters beyond ASCII") from None


def _cut(connection: imaplib.IMAP4) -> None:
    with suppress(OSError, AttributeError):
        connection.shutdown()


@contextmanager
def _errors(password: Secret) -> Iterator[None]:
    """Turn the errors of imaplib, which may quote an answer, into those of a source."""
    try:
        yield
    except SourceError:
        raise
    except ssl.SSLCertVerificationError as error:
        raise SourceError(f"the certificate of the mail server is not valid: {error.verify_message}") from None
    except TimeoutError:
        raise SourceError("the mail server does not answer in time") from None
    except OSError as error:
        raise SourceError(f"the mail server cannot be reached: {clean_line(error.strerror or str(error))}") from None
    except (imaplib.IMAP4.error, ValueError, IndexError, TypeError, AttributeError) as error:
        reason = clean_line(str(error)).replace(password.reveal(), HIDDEN)[:200]
        raise SourceError(f"the answer of the mail server cannot be read: {reason}") from None


def _words(data: object) -> str:
    """What a server says in an answer, on one line."""
    first = next(iter(data), b"") if isinstance(data, list | tuple) else b""
    return clean_line(first.decode("utf-8", "replace") if isinstance(first, bytes) else "")[:200] or "no reason given"


def _quoted(folder: str) -> str:
    """Name of a folder as a quoted string of modified UTF-7 (RFC 3501, 5.1.3)."""
    encoded = _ENCODED.sub(lambda match: _base64(match[0]), folder)
    return '"' + encoded.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _base64(text: str) -> str:
    if text == "&":
        return "&-"
    packed = binascii.b2a_base64(text.encode("utf-16-be"), newline=False).decode().rstrip("=")
    return f"&{packed.replace('/', ',')}-"

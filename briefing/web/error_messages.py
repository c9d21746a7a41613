"""Error messages of failed requests: one plain line without exception names."""

from __future__ import annotations

import errno
import http.client
import os
import socket
import ssl
from http import HTTPStatus

from urllib3 import exceptions

TIMEOUTS = (TimeoutError, exceptions.TimeoutError)
_ERRNO = {
    errno.ECONNREFUSED: "the server refused the connection",
    errno.ECONNRESET: "the server broke off the connection",
    errno.EPIPE: "the server broke off the connection",
    errno.ENETUNREACH: "the network cannot be reached",
    errno.EHOSTUNREACH: "the server cannot be reached",
    errno.EMFILE: "too many open files; set a lower number of workers",
}
_LOOK_UP = {
    socket.EAI_NONAME: "no such host",
    socket.EAI_AGAIN: "the host cannot be looked up; is there a network?",
}

_BROKEN_OFF = (exceptions.IncompleteRead, exceptions.InvalidChunkLength, http.client.IncompleteRead)
_KINDS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (  # subclasses come before their base
    (TIMEOUTS, "the server did not answer in time"),
    ((http.client.RemoteDisconnected,), "the server closed the connection without an answer"),
    (_BROKEN_OFF, "the answer broke off before its end"),
    ((exceptions.DecodeError,), "the answer cannot be decompressed"),
    ((http.client.HTTPException, exceptions.InvalidHeader), "the answer is not HTTP"),
)


class Refused(exceptions.HTTPError):
    """An address, host or response that is refused; the text is the reason."""


def status_reason(status: int, phrase: str = "") -> str:
    """`HTTP 404 Not Found`; for unknown statuses the server's own phrase, if it is short."""
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "".join(c for c in phrase if c.isprintable())[:40]
    return f"HTTP {status} {phrase}".strip()


def size_reason(limit: int) -> str:
    """Message for a body above a limit in bytes."""
    for unit, size in (("MB", 1024 * 1024), ("kB", 1024)):
        if limit >= size:
            return f"too large: more than {limit / size:.4g} {unit}"
    return f"too large: more than {limit} bytes"


def time_reason(seconds: float, *, answering: bool) -> str:
    """Message for a call that exceeded its time."""
    if answering:
        return f"the server was still sending after {seconds:g} s"
    return f"the server did not answer within {seconds:g} s"


def silence_reason(seconds: float) -> str:
    """Message for a server that sent nothing for too long."""
    return f"the server was silent for {seconds:g} s"


def is_timeout(error: BaseException) -> bool:
    """Whether an error is a timeout."""
    return any(isinstance(cause, TIMEOUTS) for cause in _causes(error))


def is_reset(error: BaseException) -> bool:
    """Whether an error means that the peer closed the connection."""
    return any(isinstance(cause, ConnectionResetError | BrokenPipeError) for cause in _causes(error))


def reason_of(error: BaseException) -> str:
    """Message for a network error; for unknown errors their own text."""
    for cause in _causes(error):
        if (reason := _known(cause)) is not None:
            return reason
    return " ".join(f"{error}".split())[:200] or type(error).__name__


def _causes(error: BaseException) -> list[BaseException]:
    """The causes of an error, the innermost first: urllib3 wraps up to three times."""
    causes: list[BaseException] = []
    unvisited: list[object] = [error]
    while unvisited and len(causes) < 20:
        current = unvisited.pop()
        if isinstance(current, BaseException) and current not in causes:
            causes.append(current)
            unvisited += [*current.args, getattr(current, "reason", None), current.__cause__]
    return causes[::-1]


def _known(error: BaseException) -> str | None:
    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate not valid: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return f"no secure connection: {error.reason or error}"
    if isinstance(error, socket.gaierror):
        return _LOOK_UP.get(error.errno or 0, "the host cannot be looked up")
    if reason := next((reason for kinds, reason in _KINDS if isinstance(error, kinds)), None):
        return reason
    number = error.errno if isinstance(error, OSError) else None
    return None if number is None else _ERRNO.get(number) or os.strerror(number)

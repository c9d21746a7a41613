"""Waits until data written to a pipe or a socket has been read, as far as the system can tell.

| standard output is | Linux | macOS, BSD |
| --- | --- | --- |
| a pipe or FIFO | exact: `FIONREAD`, and `POLLERR` once no reader is left | unknown: `FIONREAD` is 0 for a writer |
| a local socket | exact: `SIOCOUTQ`, and `ECONNRESET` where unread data is discarded | unknown |
| a TCP connection | only that the other host has received it | unknown |

If it is unknown, written data counts as read.
"""

from __future__ import annotations

import errno
import fcntl
import os
import select
import stat
import struct
import termios
import time

FIRST_PAUSE, LONGEST_PAUSE = 1, 50
"""Milliseconds between two polls; pauses grow. A pause ends early when the reader closes."""


def wait_until_read(descriptor: int, seconds: float) -> bool:
    """Wait until the reader has read all; False if it has not after `seconds`, but is still there.

    A regular file is synced to disk instead.

    Raises:
        BrokenPipeError: the reader has closed with data left unread.
        OSError: the file cannot be synced.
    """
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        os.fsync(descriptor)
        return True
    if stat.S_ISFIFO(mode):
        return _wait(descriptor, termios.FIONREAD, seconds)
    if stat.S_ISSOCK(mode):
        taken = _wait(descriptor, termios.TIOCOUTQ, seconds)
        if taken and _has_error(descriptor):  # its unread data is lost, too
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
        return taken
    return True


def _wait(descriptor: int, request: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(descriptor, 0)  # errors only
    end, pause = time.monotonic() + seconds, FIRST_PAUSE
    while True:
        # In this order: data left unread by the last reader is lost.
        gone = any(events & (select.POLLERR | select.POLLHUP) for _, events in poll.poll(0))
        try:
            unread = struct.unpack("i", fcntl.ioctl(descriptor, request, b"\0" * 4))[0]
        except OSError:
            return True  # not supported by the system
        if not unread:
            return True
        if gone:
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
        if time.monotonic() >= end:
            return False
        poll.poll(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def _has_error(descriptor: int) -> bool:
    import socket

    with socket.socket(fileno=os.dup(descriptor)) as connection:
        return connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) != 0

"""Total deadlines: the socket of a call that takes too long is shut down, whatever it is waiting for.

Timeouts of sockets start again with every byte; a server that sends one byte a second would never end. Here a
watch thread ends the whole call, and a stop from outside (Ctrl-C, a consumer that goes away) works the same way.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import socket
import threading
import time
from typing import Literal

Ended = Literal["", "time", "stopped"]


class Call:
    """One request with all its redirects, from the first DNS look-up to the last byte."""

    def __init__(self) -> None:
        self.deadline = float("inf")
        self.ended: Ended = ""
        self.answering = False
        self.peer_is_private = False
        """Whether the server of the last response is on loopback or in a private network."""
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None

    def remaining(self) -> float:
        """Seconds left; at least a millisecond, as a timeout of 0 means non-blocking."""
        return max(0.001, self.deadline - time.monotonic())

    def attach(self, connected: socket.socket) -> None:
        """Register the socket to shut down at the deadline; shuts it down at once if the call has ended."""
        with self._lock:
            self._socket = connected
            if self.ended:
                _shut_down(connected)

    def release(self) -> None:
        """Detach the socket, which goes back to the pool for other calls."""
        with self._lock:
            self._socket = None

    def end(self, why: Ended) -> None:
        """End the call from another thread: blocking operations on its socket return."""
        with self._lock:
            self.ended = self.ended or why
            if self._socket is not None:
                _shut_down(self._socket)


def _shut_down(connected: socket.socket) -> None:
    # The method of the base class: that of SSLSocket would drop the encryption under the reading thread.
    with contextlib.suppress(OSError):
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


class Watch:
    """Ends calls at their deadlines, in one daemon thread that starts with the first call."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._calls: list[tuple[float, int, Call]] = []
        self._numbers = itertools.count()
        self._running = False
        self._closed = False

    def start(self, call: Call, seconds: float) -> None:
        """Start a call with a deadline in `seconds`."""
        call.deadline = time.monotonic() + seconds
        with self._changed:
            heapq.heappush(self._calls, (call.deadline, next(self._numbers), call))
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, name="briefing-deadlines", daemon=True).start()
            self._changed.notify()

    def close(self) -> None:
        """End the thread and all running calls."""
        with self._changed:
            self._closed = True
            for _, _, call in self._calls:
                call.end("stopped")
            self._calls.clear()
            self._changed.notify()

    def _run(self) -> None:
        with self._changed:
            while not self._closed:
                now = time.monotonic()
                while self._calls and self._calls[0][0] <= now:
                    heapq.heappop(self._calls)[2].end("time")
                self._changed.wait(self._calls[0][0] - now if self._calls else None)

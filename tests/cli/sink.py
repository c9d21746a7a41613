"""A mail server on loopback that takes every message and keeps it, as far as RFC 5321 asks of the smallest one."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Sink:
    """What came in."""

    port: int
    recipients: list[str] = field(default_factory=list)
    """As the envelope has them."""
    messages: list[bytes] = field(default_factory=list)
    """As they went over the wire, dots no longer doubled."""


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 sink ready")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self._say("354 go on")
                self._take()
            elif verb == b"RCPT":
                self.server.sink.recipients.append(line.split(b"<")[1].split(b">")[0].decode())  # type: ignore[attr-defined]
                self._say("250 ok")
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self) -> None:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            assert len(line) <= 1000, "RFC 5321, 4.5.3.1.6"
            assert line.endswith(b"\r\n"), "RFC 5321, 2.3.8"
            lines.append(line.removeprefix(b"."))
        self.server.sink.messages.append(b"".join(lines))  # type: ignore[attr-defined]
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@contextmanager
def sink() -> Iterator[Sink]:
    """Serve in a thread."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler) as server:
        server.sink = Sink(server.server_address[1])  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.sink  # type: ignore[attr-defined]
        finally:
            server.shutdown()
            thread.join()

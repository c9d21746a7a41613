"""A server of raw sockets that breaks the rules of HTTP: each path has a script that writes to the connection."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

TLS = Path(__file__).parent / "tls"
TLS_HANDSHAKE = b"\x16"
"""First byte of a TLS connection, here to a port for plain HTTP."""
Script = Callable[[socket.socket], None]


@dataclass
class FaultServer:
    """Scripts by path, and the requests received."""

    host: str = ""
    scheme: str = "http"
    scripts: dict[str, Script] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Whole requests, as they came."""
    at_once: int = 0
    """Requests that wait in `after`."""
    most_at_once: int = 0
    """The most of them there ever were."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    closing: threading.Event = field(default_factory=threading.Event)

    def serve(self, path: str, script: Script | bytes) -> str:
        self.scripts[path] = script if callable(script) else lambda peer: peer.sendall(script)
        return f"{self.scheme}://{self.host}{path}"

    def slowly(self, data: bytes, pause: float = 0.05) -> Script:
        """Send byte by byte until the connection ends."""

        def script(peer: socket.socket) -> None:
            for number in range(len(data)):
                if self.closing.wait(pause):
                    return
                peer.sendall(data[number : number + 1])

        return script

    def forever(self, start: bytes, block: bytes) -> Script:
        def script(peer: socket.socket) -> None:
            peer.sendall(start)
            while not self.closing.is_set():
                peer.sendall(block)

        return script

    def after(self, seconds: float, data: bytes) -> Script:
        def script(peer: socket.socket) -> None:
            with self.lock:
                self.at_once += 1
                self.most_at_once = max(self.most_at_once, self.at_once)
            self.closing.wait(seconds)
            with self.lock:
                self.at_once -= 1
            peer.sendall(data)

        return script


def answer(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


def redirect(target: str, status: str = "302 Found") -> bytes:
    return answer(b"", f"Location: {target}", status=status)


@contextmanager
def serve_faults(*, tls: bool = False) -> Iterator[FaultServer]:
    """Serve scripts on a free port; with `tls` under a certificate that only `tls/authority.pem` vouches for."""
    server = FaultServer()
    listener = socket.create_server(("127.0.0.1", 0), backlog=200)
    server.host = f"127.0.0.1:{listener.getsockname()[1]}"
    context = None
    if tls:
        server.scheme, context = "https", ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(TLS / "server.pem")
    thread = threading.Thread(target=_accept, args=(server, listener, context), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        with contextlib.suppress(OSError):  # wakes the thread, which could accept on the next socket of this number
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(1)


def _accept(server: FaultServer, listener: socket.socket, context: ssl.SSLContext | None) -> None:
    while True:
        try:
            peer, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_talk, args=(server, peer, context), daemon=True).start()


def _talk(server: FaultServer, peer: socket.socket, context: ssl.SSLContext | None) -> None:
    with contextlib.suppress(OSError):
        peer = context.wrap_socket(peer, server_side=True) if context else peer
    with peer, contextlib.suppress(OSError):
        asked = b""
        while b"\r\n\r\n" not in asked:
            if not (more := peer.recv(65536)):
                return
            asked += more
            if asked.startswith(TLS_HANDSHAKE):
                peer.sendall(answer(status="400 Bad Request"))
                return
        path = asked.split(b" ", 2)[1].decode()
        with server.lock:
            server.asked.append(asked.decode("latin-1"))
        script = server.scripts.get(path)
        if script:
            script(peer)
        else:
            peer.sendall(answer(status="404 Not Found"))


def wait_until(done: Callable[[], bool], seconds: float = 3.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if done():
            return True
        time.sleep(0.01)
    return done()

"""A small news site on loopback: feeds with ETags, pages, and a count of its requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

LONG_AGO = datetime(2026, 3, 1, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    """An entry of a feed."""

    path: str
    title: str
    text: str
    published: datetime | None = LONG_AGO


@dataclass
class Site:
    """What the server serves; change it between refreshes."""

    url: str = ""
    bodies: dict[str, bytes] = field(default_factory=dict)
    """Path -> body; a path that is not there is a 404."""
    requests: Counter[tuple[str, int]] = field(default_factory=Counter)
    """(path, status) -> number of requests."""
    lock: Lock = field(default_factory=Lock)

    def feed(self, path: str, title: str, *items: Item) -> str:
        """Serve a feed of these items; its address."""
        inner = "".join(self._item(item) for item in items)
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(title)}</title>{inner}</channel></rss>'
        self.bodies[path] = body.encode()
        return self.url + path

    def page(self, path: str, *paragraphs: str) -> None:
        """Serve an article page."""
        inner = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
        self.bodies[path] = f"<html><body><article><h1>Page</h1>{inner}</article></body></html>".encode()

    def statuses(self) -> Counter[int]:
        """Number of answers by status since the last call."""
        with self.lock:
            counts: Counter[int] = Counter()
            for (_, status), times in self.requests.items():
                counts[status] += times
            self.requests.clear()
            return counts

    def _item(self, item: Item) -> str:
        link = self.url + item.path
        date = f"<pubDate>{format_datetime(item.published)}</pubDate>" if item.published else ""
        return (
            f"<item><title>{escape(item.title)}</title><link>{link}</link><guid>{link}</guid>{date}"
            f"<description>{escape(item.text)}</description></item>"
        )


@contextmanager
def serve() -> Iterator[Site]:
    """Serve a site on a free port while the block runs."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = site.bodies.get(self.path)
            tag = '"' + sha256(body or b"").hexdigest()[:12] + '"'
            status = 404 if body is None else 304 if self.headers.get("If-None-Match") == tag else 200
            with site.lock:
                site.requests[self.path, status] += 1
            content = body if status == 200 and body else b""
            self.send_response(status)
            if status != 404:
                self.send_header("ETag", tag)
            if status != 304:
                self.send_header("Content-Type", "text/xml" if content.startswith(b"<?xml") else "text/html")
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""A server on loopback with the Google Reader API, as FreshRSS and Miniflux offer it (`become_miniflux`).

In tests, `started()` gives a `Reader`, whose items and marks may be read and changed at any time, and whose faults may
be set. As a script it serves what a folder's `state.json` has, for clients in other processes::

    python -m tests.sync_servers.greader_server PORT   # user ann, password "secret word"; GET /state gives its marks
"""

from __future__ import annotations

import json
import secrets
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

STATE = "user/-/state/com.google/"
ITEM = "tag:google.com,2005:reader/item/"
BASE = "/api/greader.php"
USER, PASSWORD = "ann", "secret word"


@dataclass
class Item:
    """An item of a feed; `number` is a signed number of 64 bits."""

    number: int
    feed: int
    title: str
    html: str = ""
    url: str = ""
    published: int = 1_772_366_400
    added: int = 1_772_366_400
    read: bool = False
    starred: bool = False
    author: str = ""

    @property
    def long_id(self) -> str:
        return f"{ITEM}{self.number % 2**64:016x}"


@dataclass
class Answer:
    """What is sent."""

    body: bytes = b"OK"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    declared: int | None = None
    """Length in the header; None for that of the body."""


Fault = Callable[[str, "dict[str, list[str]]"], Answer | None]


@dataclass
class Reader:
    """The state of the server."""

    url: str = ""
    feeds: dict[int, tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)
    """Number -> address, title, folders."""
    items: dict[int, Item] = field(default_factory=dict)
    page: int = 1000
    """Most items and ids of a page, whatever is asked for."""
    fault: Fault = lambda path, parameters: None
    """Called before each request below `/reader/api/0/` with its path and parameters; an answer in place of its own."""
    is_silent: Callable[[Item], bool] = lambda item: False
    """Whether what it says of an item lacks its states."""
    requests: Counter[str] = field(default_factory=Counter)
    """Path -> number of requests."""
    edits: list[tuple[int, str, bool]] = field(default_factory=list)
    """Items, states and whether they were added, in the order of the requests."""
    lock: Any = field(default_factory=Lock)
    base: str = BASE
    toggles: bool = False
    """Whether a mark that is set already is taken away by setting it again, as by some versions of Miniflux."""
    is_miniflux: bool = False
    """Whether it answers as Miniflux, else as FreshRSS, where both differ."""
    _auth: set[str] = field(default_factory=set)
    _tokens: set[str] = field(default_factory=set)

    def feed(self, number: int, title: str = "", *folders: str) -> None:
        """Add a subscription."""
        self.feeds[number] = (f"https://feed{number}.example/rss", title or f"Feed {number}", folders)

    def add(self, number: int, title: str, html: str = "", *, feed: int = 1, **more: Any) -> Item:
        """Add an item."""
        html = html or f"<p>{title} was said today.</p>"
        item = Item(number, feed, title, html, more.pop("url", f"https://news.example/{number % 2**64}"), **more)
        with self.lock:
            self.items[number] = item
        return item

    def marked(self, state: str) -> set[int]:
        """Numbers of the items that are read or starred."""
        with self.lock:
            return {number for number, item in self.items.items() if getattr(item, state)}

    def become_miniflux(self) -> None:
        """Answer as Miniflux: at the root, with continuations that are offsets, and with marks that toggle."""
        self.is_miniflux, self.toggles, self.base = True, True, ""

    def forget_logins(self) -> None:
        """As after a restart: clients have to log in again."""
        self._auth.clear()
        self._tokens.clear()

    def expire_tokens(self) -> None:
        """Tokens for changes are no longer valid, logins are."""
        self._tokens.clear()

    def answer(self, path: str, parameters: dict[str, list[str]], authorization: str) -> Answer:
        """Answer a request; `path` without the base."""
        self.requests[path] += 1
        if path == "/accounts/ClientLogin":
            return self._log_in(parameters)
        if path.startswith("/reader/atom/"):
            return self._atom(unquote(path.removeprefix("/reader/atom/")))
        if not path.startswith("/reader/api/0/"):
            return Answer(b"<html>Not Found</html>", 404)
        name = path.removeprefix("/reader/api/0/")
        if answer := self.fault(name, parameters):
            return answer
        if authorization.removeprefix("GoogleLogin auth=") not in self._auth:
            return self._unauthorized()
        with self.lock:
            return self._dispatch(unquote(name), parameters)

    def _log_in(self, parameters: dict[str, list[str]]) -> Answer:
        if not self.is_miniflux and not parameters.get("Email", [""])[0].replace("-", "").isalnum():
            return Answer(b"Bad Request!", 400)
        if (parameters.get("Email"), parameters.get("Passwd")) != ([USER], [PASSWORD]):
            return self._unauthorized()
        token = f"{USER}/{secrets.token_hex(20)}"
        self._auth.add(token)
        return Answer(f"SID={token}\nLSID=null\nAuth={token}\n".encode())

    def _unauthorized(self) -> Answer:
        return Answer(b'{"error_message":"Access Unauthorized"}' if self.is_miniflux else b"Unauthorized!", 401)

    def _dispatch(self, name: str, parameters: dict[str, list[str]]) -> Answer:
        if name.startswith("stream/contents"):
            return self._contents(name.removeprefix("stream/contents").lstrip("/") or parameters["s"][0], parameters)
        if name in ("edit-tag", "mark-all-as-read"):
            return self._edit(name, parameters)
        if name == "stream/items/ids":
            return self._ids(parameters)
        if name == "stream/items/contents":
            return self._items(parameters)
        if name == "token":
            token = secrets.token_hex(28) + "Z"
            self._tokens.add(token)
            return Answer(f"{token}\n".encode())
        fixed: dict[str, dict[str, Any]] = {
            "user-info": {"userId": USER, "userName": USER, "userProfileId": USER, "userEmail": ""},
            "subscription/list": {"subscriptions": [self._subscription(number) for number in self.feeds]},
            "tag/list": {"tags": [{"id": f"{STATE}starred"}]},
        }
        return _json(fixed[name]) if name in fixed else Answer(b"Not Implemented!", 501)

    def _items(self, parameters: dict[str, list[str]]) -> Answer:
        if self.is_miniflux and parameters.get("T", [""])[0].strip() not in self._tokens:
            return self._unauthorized()
        chosen = [item for id_ in parameters.get("i", []) if (item := self.items.get(_number(id_)))]
        if self.is_miniflux and not chosen:
            return Answer(b'{"error_message":"googlereader: no items returned from the database"}', 400)
        return _json({"id": "items", "items": [self._content(item) for item in chosen]})

    def _ids(self, parameters: dict[str, list[str]]) -> Answer:
        found, continuation = self._stream(parameters["s"][0], parameters)
        refs = [{"id": str(item.number)} for item in found]
        return _json({"itemRefs": refs, **continuation})

    def _contents(self, stream: str, parameters: dict[str, list[str]]) -> Answer:
        if self.is_miniflux:
            return Answer(b"[]", headers={"Content-Type": "application/json"})
        found, continuation = self._stream(stream, parameters)
        items = [self._content(item) for item in found]
        return _json({"id": stream, "updated": 1_772_366_400, "items": items, **continuation})

    def _subscription(self, number: int) -> dict[str, Any]:
        url, title, folders = self.feeds[number]
        if not self.is_miniflux:
            title = title.translate(str.maketrans("&<>?/,;", "＆＜＞？／，；"))
        categories = [{"id": f"user/-/label/{folder}", "label": folder} for folder in folders]
        site = url.removesuffix("/rss")
        return {"id": f"feed/{number}", "title": title, "categories": categories, "url": url, "htmlUrl": site}

    def _stream(self, stream: str, parameters: dict[str, list[str]]) -> tuple[list[Item], dict[str, str]]:
        """Items of a page, and the continuation if there is one."""
        chosen = [item for item in self.items.values() if _is_in(item, stream)]
        chosen = [item for item in chosen if not any(_is_in(item, each) for each in parameters.get("xt", []))]
        chosen = [item for item in chosen if all(_is_in(item, each) for each in parameters.get("it", []))]
        oldest, newest = (int(parameters.get(name, [default])[0]) for name, default in (("ot", "0"), ("nt", "9" * 15)))
        chosen = [item for item in chosen if oldest <= item.added <= newest]
        is_oldest_first = parameters.get("r") == ["o"]
        chosen.sort(key=lambda item: (item.added, item.number), reverse=not is_oldest_first)
        start = 0
        if self.is_miniflux:
            start = int(parameters.get("c", ["0"])[0])
        elif token := parameters.get("c", [""])[0]:
            added, number = map(int, token.split("."))
            later = [((item.added, item.number) > (added, number)) == is_oldest_first for item in chosen]
            last = [(item.added, item.number) == (added, number) for item in chosen]
            start = next((at for at, (is_later, is_last) in enumerate(zip(later, last, strict=True))
                          if is_later and not is_last), len(chosen))  # fmt: skip
        size = min(int(parameters.get("n", ["20"])[0]), self.page)
        page = chosen[start : start + size]
        more = len(chosen) > start + size
        if self.is_miniflux:
            return page, {"continuation": str(start + size)} if more else {}
        return page, {"continuation": f"{page[-1].added}.{page[-1].number}"} if more and page else {}

    def _content(self, item: Item) -> dict[str, Any]:
        url, title, folders = self.feeds.get(item.feed, ("", "", ()))
        wide = str.maketrans("" if self.is_miniflux else "&<>", "" if self.is_miniflux else "＆＜＞")
        states = ["reading-list", *(["read"] if item.read else []), *(["starred"] if item.starred else [])]
        content = {
            "id": item.long_id,
            "crawlTimeMsec": f"{item.added}000",
            "timestampUsec": f"{item.added}000000",
            "published": item.published,
            "title": item.title.translate(wide),
            "canonical": [{"href": item.url}],
            "alternate": [{"href": item.url, "type": "text/html"}],
            "categories": [
                *(f"{self._state}{state}" for state in states),
                *(f"user/{'1' if self.is_miniflux else '-'}/label/{folder}" for folder in folders),
            ],
            "origin": {"streamId": f"feed/{item.feed}", "htmlUrl": url.removesuffix("/rss"), "title": title},
            "summary": {"content": item.html},
            "author": item.author.translate(wide),
        }
        if self.is_silent(item):
            del content["categories"]
        return content

    @property
    def _state(self) -> str:
        """Prefix of states in its answers."""
        return STATE.replace("-", "1", 1) if self.is_miniflux else STATE

    def _atom(self, stream: str) -> Answer:
        """A stream as Atom with Google Reader's categories, which older clients read."""
        category = '<category term="user/-/state/com.google/{0}" scheme="http://www.google.com/reader/" label="{0}"/>'
        with self.lock:
            entries = "".join(
                f"<entry><id>{item.long_id}</id><title>{escape(item.title)}</title>"
                f'<link rel="alternate" href="{escape(item.url)}"/><updated>2026-03-01T12:00:00Z</updated>'
                f"{category.format('read') if item.read else category.format('fresh')}"
                f"{category.format('starred') if item.starred else ''}"
                f'<content type="html">{escape(item.html)}</content></entry>'
                for item in self.items.values()
                if _is_in(item, stream)
            )
        head = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title>'
        return Answer(f"{head}{entries}</feed>".encode(), headers={"Content-Type": "application/atom+xml"})

    def _edit(self, name: str, parameters: dict[str, list[str]]) -> Answer:
        if parameters.get("T", [""])[0].strip() not in self._tokens:
            answer = self._unauthorized()
            return Answer(answer.body, 401, {"X-Reader-Google-Bad-Token": "true"})
        if name == "mark-all-as-read":
            chosen = [item for item in self.items.values() if _is_in(item, parameters["s"][0])]
            changes = [("a", f"{STATE}read")]
        else:
            chosen = [item for id_ in parameters.get("i", []) if (item := self.items.get(_number(id_)))]
            changes = [(key, tag) for key in "ar" for tag in parameters.get(key, [])]
        for key, tag in changes:
            state = tag.rpartition("/")[2]
            if state in ("read", "starred"):
                for item in chosen:
                    value = key == "a" and not (self.toggles and getattr(item, state))
                    setattr(item, state, value)
                    self.edits.append((item.number, state, value))
        return Answer()


def _number(id_: str) -> int:
    number = int(id_.removeprefix(ITEM), 16) if id_.startswith(ITEM) else int(id_) % 2**64
    return number - 2**64 if number >= 2**63 else number


def _is_in(item: Item, stream: str) -> bool:
    kind = stream.rpartition("/")[2]
    if stream.startswith("feed/"):
        return kind == str(item.feed)
    return kind == "reading-list" or (kind == "read" and item.read) or (kind == "starred" and item.starred)


def _json(value: dict[str, Any]) -> Answer:
    return Answer(json.dumps(value).encode(), headers={"Content-Type": "application/json"})


class Server(ThreadingHTTPServer):
    """Says nothing of clients that are killed."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def started(port: int = 0) -> Iterator[Reader]:
    """The server, in threads of this process."""
    reader = Reader()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # headers and body in one packet, for which the client need not wait

        def do_GET(self) -> None:
            self._reply(b"")

        def do_POST(self) -> None:
            self._reply(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

        def _reply(self, body: bytes) -> None:
            parts = urlsplit(self.path)
            parameters: dict[str, list[str]] = {}
            for name, value in [*parse_qsl(parts.query), *parse_qsl(body.decode())]:
                parameters.setdefault(name, []).append(value)
            if parts.path == "/state":
                state = {name: sorted(reader.marked(name)) for name in ("read", "starred")}
                self._send(_json({**state, "edits": len(reader.edits)}))
            elif parts.path.startswith(reader.base + "/"):
                path = parts.path.removeprefix(reader.base)
                self._send(reader.answer(path, parameters, self.headers.get("Authorization", "")))
            else:
                self._send(Answer(b"<html>Not Found</html>", 404))

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            length = len(answer.body) if answer.declared is None else answer.declared
            for name, value in {**answer.headers, "Content-Length": str(length)}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)
            if length != len(answer.body):
                self.close_connection = True

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = Server(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    reader.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield reader
    finally:
        server.shutdown()
        server.server_close()


def main(arguments: Sequence[str]) -> None:
    """Serve two feeds of some items until standard input ends."""
    with started(int(arguments[0]) if arguments else 0) as reader:
        reader.feed(1, "News", "World")
        reader.feed(2, "Blog")
        for number in range(1, 41):
            # Ids beyond 2**63 are negative in the short form.
            signed = number if number % 2 else -number
            reader.add(signed, f"Story {number} of the day", feed=1 + number % 2, added=1_772_366_400 + number)
        print(reader.url + reader.base, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1:])

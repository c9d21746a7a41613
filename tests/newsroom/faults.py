"""Malformed and hostile feeds, which a refresh must survive with all others read."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable

from tests.web.server import FaultServer, Script, answer, redirect

EVIL = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202egnp.exe\u2066\u200b\x00\x08[bold red]markup[/] {{braces}}"
"""Escape sequences, C0 and C1 controls, bidi overrides, invisible characters and the markup of terminals."""

HEAD = '<?xml version="1.0"?>'


def rss(items: str, title: str = "News", doctype: str = "") -> bytes:
    text = f"{HEAD}{doctype}<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"
    return text.encode("utf-8", "surrogatepass")


def item(title: str, link: str = "https://news.example/a", text: str = "Text.", **more: str) -> str:
    fields = {"title": title, "link": link, "description": text, "guid": link, **more}
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in fields.items()) + "</item>"


LAUGHS = "<!DOCTYPE rss [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)
BOMB = gzip.compress(bytes(30_000_000), mtime=0)


def evil_item(link: str) -> str:
    return item(EVIL, link, EVIL, author=EVIL, category=EVIL, pubDate=EVIL)


def failing(server: FaultServer) -> dict[str, Script | bytes]:
    """What cannot be read, by name."""
    return {
        "gzip bomb": answer(BOMB, "Content-Encoding: gzip"),
        "bomb in a bomb": answer(gzip.compress(BOMB, mtime=0), "Content-Encoding: gzip, gzip"),
        "endless body": server.forever(b"HTTP/1.1 200 OK\r\n\r\n", rss(item("x"))),
        "endless chunks": server.forever(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"400\r\n" + b"x" * 1024 + b"\r\n"
        ),
        "endless header": server.forever(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 1024),
        "body a byte at a time": _then(b"HTTP/1.1 200 OK\r\n\r\n", server.slowly(rss(item("x")) * 9, 0.1)),
        "header a byte at a time": server.slowly(answer(rss(item("x"))), 0.1),
        "no answer": server.after(60, b""),
        "hundred megabytes": b"HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n" + b"x" * 100_000,
        "more tags than any feed": answer(rss("<x/>" * 450_000)),
        "web page": answer(b"<html><head><title>Sorry</title></head><body>We moved.</body></html>"),
        "other JSON": answer(b'{"error": "no such feed"}', "Content-Type: application/json"),
        "deep JSON": answer(b'{"items":' + b"[" * 100_000),
        "nothing": answer(b""),
        "binary": answer(bytes(range(256)) * 100, "Content-Type: application/rss+xml"),
        "broken off": b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + rss(item("x")),
        "not gzip": answer(rss(item("x")), "Content-Encoding: gzip"),
        "not HTTP": b"SSH-2.0-OpenSSH_9.6\r\n",
        "closed": b"",
        "gone": answer(status="410 Gone"),
        "busy": answer(b"", "Retry-After: 99999999999", status="503 Busy"),
        "to a file": redirect("file:///etc/passwd"),
        "to a script": redirect("javascript:alert(1)"),
        "to itself": redirect("/to%20itself"),
        "status of its own": answer(b"", status="799 \x1b[31mOdd"),
    }


def odd(server: FaultServer) -> dict[str, Script | bytes]:
    """What can be read more or less, and must do no harm, by name."""
    inside = f"http://{server.host}/inside"
    return {
        "escapes": answer(rss(evil_item("https://news.example/evil"), EVIL)),
        "escapes in Atom": answer(_atom()),
        "escapes in JSON": answer(_json(), "Content-Type: application/feed+json"),
        "markup": answer(
            rss(item("&lt;script&gt;alert(1)&lt;/script&gt; [link=file:///etc/passwd]x[/link]", text="x"))
        ),
        "entity bomb": answer(rss(item("&j;", "https://news.example/bomb"), doctype=LAUGHS + "]>")),
        "external entity": answer(
            rss(item("&x; &y;", "https://news.example/xxe"), doctype=_external("file:///etc/passwd", inside))
        ),
        "external DTD": answer(rss(item("dtd"), doctype=f'<!DOCTYPE rss SYSTEM "{inside}">')),
        "deep": answer(rss(item("deep", "https://news.example/deep", "<b>" * 10_000 + "x"))),
        "deep markup": answer(rss(item("deeper", "https://news.example/deeper", "&lt;div&gt;" * 10_000))),
        "wrong type": answer(rss(item("typed", "https://news.example/typed")), "Content-Type: image/png"),
        "wrong encoding": answer(rss(item("encoded")), "Content-Type: text/xml; charset=klingon"),
        "paths": answer(rss(item("../../etc/passwd", "file:///etc/passwd", guid="../../../tmp/x"), "../../up")),
        "schemes": answer(rss(item("javascript", "javascript:alert(1)") + item("data", "data:text/html,x"))),
        "same guid": answer(rss("".join(item(f"s{n}", f"https://news.example/s{n}", guid="1") for n in range(9)))),
        "long title": answer(rss(item("long " * 200_000, "https://news.example/long"))),
        "header of a stranger": answer(rss(item("tagged")), 'ETag: "a\x01b"', "Last-Modified: \x1b[31m", "Location: x"),
        "strange dates": answer(rss(item("dated", "https://news.example/dated", pubDate="Mon, 99 Foo 99999 25:61:61"))),
        "no end": answer(rss(item("open", "https://news.example/open"))[: -len("</channel></rss>")]),
    }


def _then(start: bytes, script: Script) -> Callable[[socket.socket], None]:
    def both(peer: socket.socket) -> None:
        peer.sendall(start)
        script(peer)

    return both


def _external(file: str, url: str) -> str:
    return f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{file}"><!ENTITY y SYSTEM "{url}">]>'


def _atom() -> bytes:
    entry = (
        f"<title type='html'>{EVIL}</title><id>{EVIL}</id><author><name>{EVIL}</name></author><summary>{EVIL}</summary>"
    )
    link = "<link href='https://news.example/atom'/>"
    text = f"{HEAD}<feed xmlns='http://www.w3.org/2005/Atom'><title>{EVIL}</title><entry>{link}{entry}</entry></feed>"
    return text.encode()


def _json() -> bytes:
    import json

    entry = {
        "id": EVIL,
        "title": EVIL,
        "content_text": EVIL,
        "url": "https://news.example/json",
        "author": {"name": EVIL},
    }
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": EVIL, "items": [entry]}).encode()

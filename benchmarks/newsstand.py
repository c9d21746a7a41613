"""A server of many feeds and pages for benchmarks: the same bytes every time, with ETags, gzip and latency.

Each feed has an address of its own in 127.0.0.0/8, so that limits for one host do not bind. Run as a program it says
its port and serves until its input ends.
"""

from __future__ import annotations

import asyncio
import gzip
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

ITEMS = 30
WORDS = [
    f"{a}{b}{c}" for a in ("har", "bri", "mon", "tel", "cor") for b in ("bo", "da", "li", "ve") for c in ("r", "nt")
]


def host(number: int) -> str:
    return f"127.{1 + number // 62500}.{number // 250 % 250}.{number % 250 + 1}"


def words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count)).capitalize() + "."


@cache
def feed(number: int) -> bytes:
    """A feed of 30 items with teasers of some 60 words, gzipped."""
    chance = random.Random(number)
    items = "".join(
        f"<item><title>{words(chance, 9)}</title><link>http://{host(number)}/{number}/{item}</link>"
        f"<guid>http://{host(number)}/{number}/{item}</guid>"
        f"<pubDate>Sun, 01 Mar 2026 {item % 12:02}:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{words(chance, 40)} {words(chance, 20)}&lt;/p&gt;</description></item>"
        for item in range(ITEMS)
    )
    body = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Feed {number}</title>{items}</channel></rss>"
    return gzip.compress(body.encode(), 1, mtime=0)


class Stand(asyncio.Protocol):
    """Answers each request after the latency, on kept connections."""

    def __init__(self, latency: float) -> None:
        self.latency = latency
        self.waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while b"\r\n\r\n" in self.waiting:
            asked, _, self.waiting = self.waiting.partition(b"\r\n\r\n")
            asyncio.get_running_loop().call_later(self.latency, self.answer, asked)

    def answer(self, asked: bytes) -> None:
        number = int(asked.split(b" ", 2)[1].split(b"/")[1])
        tag = f'"{number}"'.encode()
        if tag in asked:
            answer = b"HTTP/1.1 304 Not Modified\r\nETag: " + tag + b"\r\n\r\n"
        else:
            body = feed(number)
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}"
            answer = head.encode() + b"\r\nETag: " + tag + b"\r\n\r\n" + body
        if not self.transport.is_closing():
            self.transport.write(answer)  # type: ignore[attr-defined]


async def serve(latency: float, feeds: int) -> None:
    for number in range(feeds):
        feed(number)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Stand(latency), "0.0.0.0", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


@contextmanager
def newsstand(feeds: int, latency: float) -> Iterator[list[str]]:
    """Serve in a process apart; the feeds' addresses."""
    command = [sys.executable, __file__, str(latency), str(feeds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin and server.stdout
        port = int(server.stdout.readline())
        yield [f"http://{host(number)}:{port}/{number}" for number in range(feeds)]
        server.stdin.close()


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1]), int(sys.argv[2])))

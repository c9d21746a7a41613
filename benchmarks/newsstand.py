"""A server of many feeds and pages for benchmarks: deterministic content, with ETags, gzip and latency.

Each feed has a separate address in 127.0.0.0/8, so that limits per host have no effect. Items are all of the last
twelve hours (`today`), or as old as those of newspapers and blogs (`spread`): a tenth of the feeds have 20 items a day,
two tenths 3, three tenths one in 3 days, the others one in 30. As a program it prints its port and serves until its
standard input ends.
"""

from __future__ import annotations

import asyncio
import gzip
import itertools
import random
import subprocess
import sys
from bisect import bisect
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from typing import Literal

ITEMS = 30
Ages = Literal["today", "spread"]
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
"""Time at which the feeds are read."""
PACES = (20.0, 3.0, 3.0, 1 / 3, 1 / 3, 1 / 3, 1 / 30, 1 / 30, 1 / 30, 1 / 30)
"""Items a day of every tenth feed, for `spread`."""
SHARED = 0.3
"""Share of items whose story is in other feeds too."""
FREQUENT = """
the of to in and a for that on is with was as at by from it has an are be this its were which have or had not after who
more but their been about than new when over would into up first also two they could one all will out last before year
between during against under people government
"""
FUNCTION_WORDS = tuple(FREQUENT.split())
SOUNDS = [
    a + b for a in ("", "b", "br", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "st", "t", "v") for b in "aeiou"
]
ENDS = ("n", "r", "l", "s", "nt", "rd", "ck", "m", "th", "ng")


def host(number: int) -> str:
    return f"127.{1 + number // 62500}.{number // 250 % 250}.{number % 250 + 1}"


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Function words of English, then 20,000 invented words, with frequencies as in English."""
    chance = random.Random(0)
    made = {"".join(chance.choices(SOUNDS, k=chance.choice((2, 2, 3)))) + chance.choice(ENDS) for _ in range(24_000)}
    names = [*FUNCTION_WORDS, *sorted(made - set(FUNCTION_WORDS))[:20_000]]
    return names, list(itertools.accumulate(1 / (rank + 1) for rank in range(len(names))))


def words(chance: random.Random, count: int) -> list[str]:
    names, sums = vocabulary()
    return [names[bisect(sums, chance.random() * sums[-1])] for _ in range(count)]


def sentence(chance: random.Random, own: list[str], people: list[str], length: int) -> str:
    """A sentence; a fifth of its words are those of its story."""
    sentence = words(chance, length)
    for place in range(4, length, 5):
        sentence[place] = chance.choice(own)
    sentence[chance.randrange(1, length)] = chance.choice(people)
    return " ".join(sentence).capitalize() + "."


def story(number: int) -> tuple[list[str], list[str]]:
    """The words and the people of a story."""
    chance = random.Random(number)
    own = [word for word in words(chance, 60) if word not in FUNCTION_WORDS][:18]
    return own, [f"{a.capitalize()} {b.capitalize()}" for a, b in zip(own[-4::2], own[-3::2], strict=True)]


def published(number: int, place: int, ages: Ages) -> datetime:
    """Date of an item, which is the newest of its feed at place 0."""
    if ages == "today":
        return NOW.replace(hour=place % 12, minute=number % 60)
    return NOW - timedelta(days=(place + number % 97 / 97) / PACES[number % len(PACES)])


def shared_story(chance: random.Random, feeds: int, days: int, ages: Ages) -> int:
    """Number of a story that other feeds have too: few stories are in many feeds, and many in few."""
    stories, skewed = feeds * (6 if ages == "today" else 0.5), chance.random() ** 3
    return 1_000_000 * days + int(stories * skewed)


def item(number: int, place: int, feeds: int, ages: Ages) -> str:
    """An item with a headline and a teaser of about 60 words, every fourth with a quote."""
    chance, at = random.Random(number * ITEMS + place), published(number, place, ages)
    is_shared = chance.random() < SHARED
    days = (NOW - at).days
    own, people = story(shared_story(chance, feeds, days, ages) if is_shared else -1 - number * ITEMS - place)
    link = f"http://{host(number)}/{number}/{place}"
    text = f"{sentence(chance, own, people, 24)} {sentence(chance, own, people, 20)} "
    last = sentence(chance, own, people, 14)
    text += f"\u201c{last[:-1]},\u201d said {people[0]}." if place % 4 == 0 else last
    return (
        f"<item><title>{sentence(chance, own, people, 9)[:-1]}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{format_datetime(at, usegmt=True)}</pubDate>"
        f"<description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
    )


@cache
def feed(number: int, feeds: int, ages: Ages) -> bytes:
    """A feed of 30 items, gzipped."""
    items = "".join(item(number, place, feeds, ages) for place in range(ITEMS))
    body = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Feed {number}</title>{items}</channel></rss>"
    return gzip.compress(body.encode(), 1, mtime=0)


class Stand(asyncio.Protocol):
    """Answers each request after the latency, on persistent connections."""

    def __init__(self, latency: float, feeds: int, ages: Ages) -> None:
        self.latency = latency
        self.feeds = feeds
        self.ages = ages
        self.waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while b"\r\n\r\n" in self.waiting:
            request, _, self.waiting = self.waiting.partition(b"\r\n\r\n")
            asyncio.get_running_loop().call_later(self.latency, self.answer, request)

    def answer(self, request: bytes) -> None:
        number = int(request.split(b" ", 2)[1].split(b"/")[1])
        tag = f'"{number}"'.encode()
        if tag in request:
            answer = b"HTTP/1.1 304 Not Modified\r\nETag: " + tag + b"\r\n\r\n"
        else:
            body = feed(number, self.feeds, self.ages)
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}"
            answer = head.encode() + b"\r\nETag: " + tag + b"\r\n\r\n" + body
        if not self.transport.is_closing():
            self.transport.write(answer)  # type: ignore[attr-defined]


async def serve(latency: float, feeds: int, ages: Ages) -> None:
    for number in range(feeds):
        feed(number, feeds, ages)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Stand(latency, feeds, ages), "0.0.0.0", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


@contextmanager
def newsstand(feeds: int, latency: float, ages: Ages = "today") -> Iterator[list[str]]:
    """Serve in a separate process; gives the addresses of the feeds."""
    command = [sys.executable, __file__, str(latency), str(feeds), ages]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin and server.stdout
        port = int(server.stdout.readline())
        yield [f"http://{host(number)}:{port}/{number}" for number in range(feeds)]
        server.stdin.close()


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1]), int(sys.argv[2]), "spread" if sys.argv[3] == "spread" else "today"))

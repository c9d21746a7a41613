"""WARC files of invented news: events that several outlets report over some days."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2024, 1, 31, tzinfo=UTC)
_SYLLABLES = (
    "ba",
    "cor",
    "del",
    "fin",
    "gra",
    "hol",
    "jun",
    "kel",
    "lom",
    "mar",
    "nor",
    "pel",
    "rov",
    "sil",
    "tam",
    "vor",
)
_NOUNS = (
    "bridge", "harbour", "school", "budget", "strike", "election", "flood", "trial", "museum", "railway", "mine", "dam",
    "hospital", "festival", "tax", "treaty", "airport", "forest", "market", "prison", "stadium", "pipeline", "reactor",
)  # fmt: skip
_VERBS = ("closed", "delayed", "approved", "rejected", "opened", "rebuilt", "sold", "inspected", "damaged", "blocked")


def pages(number: int, seed: int = 1) -> Iterator[tuple[str, datetime, bytes]]:
    """Address, time of capture and bytes of pages, in order of time; four reports of each event."""
    chance = random.Random(seed)
    events = [_event(chance) for _ in range(max(number // 4, 1))]
    for index in range(number):
        when = START + timedelta(minutes=7 * index)
        event = events[index * len(events) // number] if index % 3 else chance.choice(events)
        outlet = chance.randrange(9)
        yield f"https://www.outlet{outlet}.example/news/{seed}-{index}", when, _page(chance, event, outlet)


def _name(chance: random.Random) -> str:
    return "".join(chance.sample(_SYLLABLES, 3)).capitalize()


def _event(chance: random.Random) -> tuple[str, str, str, str, str]:
    verb, noun, other = chance.choice(_VERBS), chance.choice(_NOUNS), chance.choice(_NOUNS)
    return (_name(chance), f"{chance.choice(('Ana', 'Omar', 'Lena'))} {_name(chance)}", noun, other, verb)


def _page(chance: random.Random, event: tuple[str, str, str, str, str], outlet: int) -> bytes:
    town, mayor, noun, other, verb = event
    title = chance.choice(
        (f"{town} {noun} {verb} after dispute over {other}", f"{mayor}: the {noun} of {town} must be {verb}")
    )
    lines = [
        f"The {noun} of {town} was {verb} on Monday, said {mayor}, the mayor of {town}.",
        f"“We will not leave the {other} to chance, and the people of {town} know it,” {mayor} said.",
        f"Some {chance.randrange(20, 900)} residents of {town} met at the {noun} to hear about the {other}.",
        f"The {other} near {town} had been {chance.choice(_VERBS)} two years ago, according to the town's council.",
        f"{mayor} told reporters that a report on the {noun} would follow within {chance.randrange(2, 30)} days.",
    ]
    chance.shuffle(lines)
    text = "".join(f"<p>{line}</p>" for line in lines)
    body = f"<article><h1>{title}</h1>{text}</article>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def record(url: str, when: datetime, body: bytes, content_type: str = "text/html; charset=utf-8") -> bytes:
    """A response record."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {when:%Y-%m-%dT%H:%M:%SZ}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{abs(hash(url)) % 10**12:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def write_warcs(folder: Path, number: int, files: int, seed: int = 1) -> list[Path]:
    """Write pages to WARC files with names and an order as CC-NEWS has them."""
    folder.mkdir(parents=True, exist_ok=True)
    made = list(pages(number, seed))
    size = -(-number // files)
    paths = []
    for index in range(files):
        part = made[index * size : (index + 1) * size]
        path = folder / f"CC-NEWS-{part[0][1]:%Y%m%d%H%M%S}-{index:05}.warc.gz"
        path.write_bytes(compressed(part))
        paths.append(path)
    return paths


def compressed(records: Sequence[tuple[str, datetime, bytes]]) -> bytes:
    """Records, each a member of gzip."""
    return b"".join(gzip.compress(record(*each), mtime=0) for each in records)

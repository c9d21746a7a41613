"""Reads JSON Lines and JSON documents as a stream; `json_records` converts the records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import chain
from typing import BinaryIO

from briefing.sources.encodings import MAX_BYTES, MEGABYTE, decode_as, size_reason
from briefing.sources.feed_parser import documents_of_feed
from briefing.sources.input_context import Origin, Read
from briefing.sources.json_records import article_from_record, records_of

_CHUNK = MEGABYTE
_FEED_HOST = "jsonfeed.org"
_HEAD_CHARS = 1000
_FEED_VERSION = "https://jsonfeed.org/"
_DECODER = json.JSONDecoder(strict=False)


def is_complete(line: bytes) -> bool:
    """Whether a line is a complete or broken value, and not the start of a value that spans several lines."""
    text = decode_as(line, "utf-8").strip()
    if text.startswith("["):
        return False
    try:
        _DECODER.decode(text)
    except json.JSONDecodeError as error:
        return error.pos < len(text)
    except (ValueError, RecursionError):
        return True
    return True


def read_json_lines(stream: BinaryIO, start: bytes, origin: Origin, now: datetime) -> Iterator[Read]:
    """Yield the documents of JSON Lines; an invalid line is a failure with its number.

    Args:
        stream: what follows `start`.
        start: the first lines.
        origin: origin of the input.
        now: the latest time that an entry of a feed can have.
    """
    lines = chain(start.splitlines(keepends=True), iter(lambda: stream.readline(MAX_BYTES + 1), b""))
    for number, line in enumerate(lines, 1):
        yield from _read_line(line, number, stream, origin, now)


def _read_line(line: bytes, number: int, stream: BinaryIO, origin: Origin, now: datetime) -> Iterator[Read]:
    if len(line) > MAX_BYTES and not line.endswith(b"\n"):
        while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
            continue
        yield origin.failure(f"line {number}: {size_reason()}")
    elif line.strip():
        yield from read_json(decode_as(line.removeprefix(b"\xef\xbb\xbf"), "utf-8"), origin, now, number)


def read_json(text: str, origin: Origin, now: datetime, line: int = 0) -> Iterator[Read]:
    """Yield the documents of one JSON value.

    Args:
        text: the value.
        origin: origin of the input.
        now: the latest time that an entry of a feed can have.
        line: its number in JSON Lines, 0 elsewhere.
    """
    where = f"line {line}: " if line else ""
    try:
        value = _DECODER.decode(text)
    except RecursionError:
        yield origin.failure(f"{where}this JSON is nested too deeply")
        return
    except json.JSONDecodeError as error:
        if _FEED_HOST in text[:_HEAD_CHARS]:  # possibly a truncated feed
            yield from documents_of_feed(text.encode("utf-8", "replace"), origin, now)
            return
        place = f"column {error.colno}" if line else f"line {error.lineno}, column {error.colno}"
        yield origin.failure(f"{where}this is not JSON ({error.msg}, {place})")
        return
    except ValueError:
        yield origin.failure(f"{where}this JSON has a number of too many digits")
        return
    if isinstance(value, dict) and str(value.get("version", "")).startswith(_FEED_VERSION):
        yield from documents_of_feed(text.encode("utf-8", "replace"), origin, now)
        return
    records = list(records_of(value))
    if not records:
        yield origin.failure(f"{where}there is no article in it")
    for number, record in enumerate(records, 1):
        at = where if len(records) == 1 else f"{where}record {number}: "
        yield origin.document(partial(article_from_record, record), where=at, line=line, empty=True)

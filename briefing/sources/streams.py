"""Splits a file, a pipe or a response into documents, each as soon as it is read.

JSON Lines and mailboxes are read incrementally, so that memory does not grow with the
stream; everything else is read to its end within a limit. A broken document is a failure value, and the next
one follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import chain
from typing import BinaryIO, Literal

from briefing.errors import SourceError
from briefing.sources.article_files import article_from_bytes, article_from_text
from briefing.sources.encodings import MAX_BYTES, MEGABYTE, charset_of, decode, decode_as, marked_encoding, size_reason
from briefing.sources.input_context import Origin, Read
from briefing.sources.media_types import kind_of

MAX_BLANK_LINES = 1000
_CHUNK = MEGABYTE
_HEADER = "---\ntitle: "
_NEXT = re.compile(r"\n---\n(?=title: )")
"""Separator of texts in the output of `extract`: no paragraph stands directly under a rule."""


def read_stream(stream: BinaryIO, origin: Origin, now: datetime) -> Iterator[Read]:
    """Yield the documents in a stream and a failure for each unreadable part, in order.

    A page, a text, a Markdown file and an e-mail are one document; a feed is one for each entry, a mailbox one for
    each message, JSON one for each record. At most `MAX_BYTES` of a document are held.

    Args:
        stream: binary stream.
        origin: origin of the stream.
        now: the latest time that an entry of a feed can have.
    """
    try:
        start = _start(stream)
        by_line = _by_line(origin, start)
        if by_line == "json":
            from briefing.sources.jsonlines import read_json_lines

            yield from read_json_lines(stream, start, origin, now)
        elif by_line == "mbox":
            yield from _messages(stream, start, origin)
        else:
            yield from _whole(stream, start, origin, now)
    except OSError as error:
        yield origin.failure(f"cannot be read: {error.strerror or error}")


def _start(stream: BinaryIO) -> bytes:
    """The first non-blank line with the blank ones before it, and one more line if it may start a mailbox.

    No more, because reading from a pipe may block.
    """
    start = b""
    for _ in range(MAX_BLANK_LINES):
        line = stream.readline(MAX_BYTES + 1)
        start += line
        if line.strip() or not line or len(start) > MAX_BYTES:
            break
    return start + (stream.readline(_CHUNK) if start.lstrip().startswith(b"From ") else b"")


def _by_line(origin: Origin, start: bytes) -> Literal["json", "mbox", ""]:
    """Format of a line-based stream, else empty; JSON counts if the first line is a complete value."""
    if marked_encoding(start) not in ("", "utf-8-sig") or b"\0" in start[:_CHUNK]:
        return ""
    kind = origin.kind or kind_of(start, name=origin.name, content_type=origin.content_type)
    if kind == "json":
        from briefing.sources.jsonlines import is_complete

        start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
        too_long = len(start) > MAX_BYTES and start.startswith(b"{")
        return "json" if too_long or is_complete(start) else ""
    return "mbox" if kind == "mbox" and len(start) <= MAX_BYTES else ""


def _messages(stream: BinaryIO, start: bytes, origin: Origin) -> Iterator[Read]:
    from briefing.sources.mail_parser import article_from_mail, messages_of

    lines = chain(start.lstrip().splitlines(keepends=True), iter(lambda: stream.readline(_CHUNK), b""))
    for number, body in enumerate(messages_of(lines), 1):
        yield origin.document(partial(article_from_mail, body), where=f"message {number}: ")


def _whole(stream: BinaryIO, start: bytes, origin: Origin, now: datetime) -> Iterator[Read]:
    """Read a single document, a feed or one JSON value to its end."""
    body = start + (stream.read(MAX_BYTES + 1 - len(start)) if len(start) <= MAX_BYTES else b"")
    kind = origin.kind or kind_of(body, name=origin.name, content_type=origin.content_type)
    if len(body) > MAX_BYTES and kind != "email":
        hint = " in one value; write one object a line (jq -c '.[]')" if kind == "json" else ""
        yield origin.failure(size_reason() + hint)
    elif kind == "feed":
        from briefing.sources.feed_parser import documents_of_feed

        yield from documents_of_feed(body, origin, now)
    elif kind == "json":
        yield from _json(body, origin, now)
    elif kind == "text" and (texts := _texts(body)):
        for number, text in enumerate(texts, 1):
            yield origin.document(partial(article_from_text, text), where=f"text {number}: ")
    else:
        yield origin.document(
            partial(article_from_bytes, body, url=origin.url, content_type=origin.content_type, kind=kind)
        )


def _json(body: bytes, origin: Origin, now: datetime) -> Iterator[Read]:
    from briefing.sources.jsonlines import read_json

    try:
        text = decode(body, charset_of(origin.content_type))
    except SourceError as error:
        yield origin.failure(str(error))
        return
    yield from read_json(text.removeprefix("\ufeff"), origin, now)


def _texts(body: bytes) -> list[str]:
    """Texts in the output of `extract` for several inputs; empty for any other text."""
    if not body.startswith(_HEADER.encode()):
        return []
    text = decode_as(body, "")
    starts = [separator.start() + 1 for separator in _NEXT.finditer(text, len(_HEADER))]
    return [text[a:b] for a, b in zip([0, *starts], [*starts, len(text)], strict=True)] if starts else []

"""Splits mailboxes (mboxo and mboxrd) into messages; `mail` parses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefing.sources.mail_parser import MAX_BYTES

_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def messages_of(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the messages of a mailbox, each as soon as the next one begins.

    Messages are cut after `MAX_BYTES`: attachments come last.

    Args:
        lines: with line ends; a long line may come in pieces.
    """
    message: list[bytes] = []
    size, blank, started = 0, True, False
    for line in lines:
        if blank and line.startswith(b"From "):
            if started:
                yield _ESCAPED.sub(rb"\1", b"".join(message))
            size, message, started = 0, [], True
        elif size < MAX_BYTES:
            message.append(line)
            size += len(line)
        blank = not line.strip()
    if started or size:
        yield _ESCAPED.sub(rb"\1", b"".join(message))

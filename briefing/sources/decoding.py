"""Bytes of a file to text, by their byte order mark, else by how they look; what is no text is refused."""

from __future__ import annotations

import codecs
import re

from briefing.errors import SourceError

MAX_BYTES = 10 * 1024 * 1024
"""No text for reading is larger."""
_MARKS = (  # that of UTF-32 starts like that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MAX_CONTROLS = 0.01
"""Share of control characters that a text may have, from terminals and old programs."""


def decode(body: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16, UTF-32 or, what any other bytes can be read as, Windows-1252.

    Raises:
        SourceError: it is too large, or no text; the message says what it is, without the file's name.
    """
    if len(body) > MAX_BYTES:
        raise SourceError(f"too large: more than {MAX_BYTES // (1024 * 1024)} MB")
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    for start, kind in _KINDS:
        if body.startswith(start):
            raise SourceError(f"this is {kind}, not a text, Markdown or HTML file")
    if encoding := _wide(body):
        return body.decode(encoding, "replace")
    if len(_CONTROLS.findall(body)) > MAX_CONTROLS * len(body):
        raise SourceError("this is not a text, Markdown or HTML file but binary data")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _wide(body: bytes) -> str:
    """Return the UTF-16 that a text without mark is in: every second byte of Western text is zero then."""
    sample = body[:4096]
    pairs = len(sample) // 2
    if pairs < 2:
        return ""
    if sample[1::2].count(0) > 0.6 * pairs and sample[::2].count(0) == 0:
        return "utf-16-le"
    if sample[::2].count(0) > 0.6 * pairs and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return ""

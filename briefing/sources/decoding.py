"""Bytes of a file to text: by byte order mark, as UTF-8, by what they declare; what is no text is refused."""

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
    (b"\x1f\x8b", "a gzip archive; unpack it first (gunzip -c)"),
    (b"BZh91AY&SY", "a bzip2 archive; unpack it first (bunzip2 -c)"),
    (b"\xfd7zXZ\x00", "an xz archive; unpack it first (xz -dc)"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive; unpack it first (zstd -dc)"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MAX_CONTROLS = 0.01
"""Share of control characters that a text may have, from terminals and old programs."""
_DECLARED = re.compile(
    rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_HEAD_BYTES = 4096
_KNOWN = re.compile(
    r"(?:ascii|big5|cp\d|euc|gb|hz|iso8859|iso2022|johab|koi8|kz1048|mac|ptcp154|shift|tis|utf-(?:8|16|32))"
)
"""Encodings of text. Python's others are for host names and source code, and some take quadratic time."""
_STATEFUL = ("iso2022", "hz")
"""Encodings that look like ASCII."""
_WESTERN = ("ascii", "iso8859-1")
"""Where these are declared, Windows-1252 is meant, as in browsers."""


def decode(body: bytes, declared: str = "") -> str:
    """Return the text of a file.

    It is read by its byte order mark, else as UTF-8 if it is that, else in the encoding that is declared, from outside
    or in its head as pages do, else as Windows-1252, as which all bytes can be read. UTF-16 is known without a mark.

    Args:
        body: the file.
        declared: the encoding that a server names; one that is not known is passed over.

    Raises:
        SourceError: it is too large, or no text; the message says what it is, without the file's name.
    """
    if len(body) > MAX_BYTES:
        raise SourceError(size_reason())
    for start, kind in _KINDS:
        if body.startswith(start):
            raise SourceError(f"this is {kind}" + ("" if ";" in kind else ", not a text, Markdown or HTML file"))
    if encoding := marked_encoding(body) or _wide(body):
        return body.decode(encoding, "replace")
    if len(_CONTROLS.findall(body)) > MAX_CONTROLS * len(body) and not _stateful(declared):
        raise SourceError("this is not a text, Markdown or HTML file but binary data")
    return decode_as(body, declared or declared_encoding(body))


def decode_as(body: bytes, declared: str) -> str:
    """Return a text without mark: as UTF-8 if it is that, else as declared, else as Windows-1252; never raises."""
    if not _stateful(declared):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return body.decode(_known(declared) or "cp1252", "replace")


def marked_encoding(body: bytes) -> str:
    """Return the encoding that a byte order mark tells; empty without one."""
    return next((encoding for mark, encoding in _MARKS if body.startswith(mark)), "")


def declared_encoding(body: bytes) -> str:
    """Return the encoding that a page or an XML document names in its head; empty if it names none."""
    found = _DECLARED.search(body[:_HEAD_BYTES])
    named = (found[1] or found[2]).decode("ascii", "replace") if found else ""
    # A head that can be read as ASCII is not in an encoding of two bytes a character, whatever it says.
    return "" if named.lower().startswith(("utf-16", "utf-32", "ucs")) else named


def size_reason() -> str:
    """Return the reason for refusing what has more than `MAX_BYTES`."""
    return f"too large: more than {MAX_BYTES // (1024 * 1024)} MB"


def _known(declared: str) -> str:
    """Return Python's name of an encoding of text; empty for any other name."""
    try:
        name = codecs.lookup(declared).name if declared else ""
    except (LookupError, ValueError):
        return ""
    if not _KNOWN.match(name):
        return ""
    return "cp1252" if name in _WESTERN else name


def _stateful(declared: str) -> bool:
    return _known(declared).startswith(_STATEFUL)


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

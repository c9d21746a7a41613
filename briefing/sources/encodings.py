"""Decode bytes to text: by byte order mark, as UTF-8, by declaration, then by detection. Binary data is refused.

A document that is mostly UTF-8 stays UTF-8: each bad sequence becomes U+FFFD, and the rest is read as it is.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from briefing.errors import SourceError

MEGABYTE = 1_048_576
MAX_BYTES = 10 * MEGABYTE
"""Maximum size of a document."""
_MARKS = (  # order matters: the UTF-32 mark starts with that of UTF-16
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
"""Maximum share of control characters in a text; terminals and old programs leave some."""
_XML_DECLARED = re.compile(rb"\A\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_META_DECLARED = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_START = re.compile(r"\A\s*<\?xml\b[^>]{0,500}\?>", re.IGNORECASE)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([^\"';\s]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_HIGH = bytes(range(128, 256))

_KNOWN = re.compile(
    r"(?:ascii|big5|cp\d|euc|gb|hz|iso8859|iso2022|johab|koi8|kz1048|mac|ptcp154|shift|tis|utf-(?:8|16|32))"
)
"""Accepted text encodings. Python's others are for host names and source code, and some take quadratic time."""
_LABELS = {
    "dos-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "logical": "iso8859-8",
    "unicode-1-1-utf-8": "utf-8",
    "windows-949": "cp949",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gbk",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-roman": "mac_roman",
    "x-sjis": "cp932",
    "x-x-big5": "big5",
}
"""Labels defined by https://encoding.spec.whatwg.org/#names-and-labels that Python lacks."""
_WIDE_STARTS = (b"<\0", b"\0<", b"{\0", b"\0{", b"[\0", b"\0[")
_MEANT = {
    "ascii": ("cp1252",),
    "big5": ("cp950", "big5hkscs"),
    "big5hkscs": ("big5hkscs", "cp950"),
    "euc_jp": ("euc_jp", "euc_jis_2004"),
    "euc_kr": ("cp949",),
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "iso8859-1": ("cp1252",),
    "iso8859-9": ("cp1254",),
    "iso8859-11": ("cp874",),
    "shift_jis": ("cp932", "shift_jis_2004"),
    "tis-620": ("cp874",),
}
"""Supersets used for a declared encoding, as in browsers; the first that decodes without errors wins."""
_STATEFUL = ("iso2022", "hz")
"""Encodings whose bytes are all ASCII."""
_DEFAULTS = ("ascii", "iso8859-1", "cp1252")
"""Encodings that servers declare by default; another declaration in the document takes precedence."""
_GUESSED = (
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "iso-8859-2",
    "koi8-r",
    "koi8-u",
    "cp866",
    "cp874",
    "gb18030",
    "big5",
    "cp932",
    "euc-jp",
    "cp949",
)
"""Candidates of the detection for text without a declaration, from the web and from mail."""
_GUESS_BYTES = 100_000
_MIN_CONFIDENCE = 0.02
"""Minimum confidence of a detection; below it there are too few letters, and Windows-1252 is used as the commonest."""
MAX_BAD = 0.001
"""Maximum share of bad bytes in a document declared as UTF-8 that has no other non-ASCII characters."""
_PAIRS = re.compile(rb"\xed([\xa0-\xaf])([\x80-\xbf])\xed([\xb0-\xbf])([\x80-\xbf])")
"""CESU-8: characters beyond U+FFFF encoded as two UTF-16 surrogates."""
_HALVES = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_CUT = re.compile(rb"[a-z][\xc2\xc3](?![\x80-\xbf])|\xe2[\x80-\x82](?![\x80-\xbf])")
"""Mojibake of UTF-8 that does not occur in Western text: `Ã` after a small letter, `â€`."""


def decode(body: bytes, declared: str = "") -> str:
    """Text of a file; see `decode_document`.

    Args:
        body: the file.
        declared: the encoding that a server names; one that is not known is ignored.

    Raises:
        SourceError: it is too large, or no text; the message says what it is, without the file's name.
    """
    if len(body) > MAX_BYTES:
        raise SourceError(size_reason())
    for start, kind in _KINDS:
        if body.startswith(start):
            raise SourceError(f"this is {kind}" + ("" if ";" in kind else ", not a text, Markdown or HTML file"))
    if not marked_encoding(body) and not _wide(body, declared):
        controls = len(_CONTROLS.findall(body))
        if controls > MAX_CONTROLS * len(body) and not _is_stateful(declared):
            raise SourceError("this is not a text, Markdown or HTML file but binary data")
    return decode_document(body, declared)


def decode_document(body: bytes, declared: str = "") -> str:
    """Text of a page, a feed or a file, without its byte order mark; never raises.

    The order: a byte order mark, UTF-16 by its zero bytes, then as `decode_as` by what the server declares, else by
    what the document does. A server's Western default gives way to another encoding that the document declares.
    """
    if mark := marked_encoding(body):
        if mark == "utf-8-sig":
            return decode_as(body.removeprefix(codecs.BOM_UTF8), "utf-8")
        if b"\0" in body[:_HEAD_BYTES] or not _is_utf8(body[2:]):
            return body.decode(mark, "replace")
        body = body[2:]  # wrong byte order mark
    if wide := _wide(body, declared):
        return body.decode(wide, "replace").removeprefix("\ufeff")
    inner = declared_encoding(body)
    if _codecs(inner) and (not _codecs(declared) or _python_name(declared) in _DEFAULTS):
        declared = inner
    return decode_as(body, declared)


def decode_page(body: bytes, content_type: str = "") -> str:
    """Text of a page without its XML declaration, which parsers refuse in decoded text."""
    return _XML_START.sub("", decode_document(body, charset_of(content_type)))


def decode_as(body: bytes, declared: str) -> str:
    """Text of bytes without mark; never raises.

    It is UTF-8 if it is valid, or if it has as many valid characters beyond ASCII as bad sequences (more, if another
    encoding is declared), or if it is declared so and at most a thousandth of it is bad. Else it is in the encoding
    declared, else in the one that its letters look like, else in Windows-1252.
    """
    name = _python_name(declared)
    if name.startswith(_STATEFUL):
        return body.decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text, valid, bad = _as_utf8(body)
    calls_itself = name == "utf-8" and bad <= MAX_BAD * len(body)
    undeclared = name in ("", "utf-8", "ascii")
    if valid + undeclared > bad or calls_itself or (undeclared and _CUT.search(body)):
        return text
    if not undeclared:
        text = _best(body, _codecs(declared))
        if text.count("\ufffd") * 10 <= len(body) - len(body.translate(None, _HIGH)):
            return text
    return _best(body, (_guess(body),))


def marked_encoding(body: bytes) -> str:
    """Encoding given by the byte order mark; empty without one."""
    return next((encoding for mark, encoding in _MARKS if body.startswith(mark)), "")


def declared_encoding(body: bytes) -> str:
    """Encoding declared in the head of an XML document or page; empty if there is none."""
    head = body[:_HEAD_BYTES]
    match = _XML_DECLARED.match(head) or _META_DECLARED.search(head)
    named = match[1].decode("ascii", "replace") if match else ""
    # A head readable as ASCII rules out encodings of two bytes a character, whatever it declares.
    return "" if _is_wide(named) else named


def charset_of(content_type: str) -> str:
    """The charset of a `Content-Type`; empty if it has none."""
    match = _CHARSET.search(content_type)
    return match[1] if match else ""


def size_reason() -> str:
    """Error message for a document of more than `MAX_BYTES`."""
    return f"too large: more than {MAX_BYTES // MEGABYTE} MB"


def _as_utf8(body: bytes) -> tuple[str, int, int]:
    """Text with U+FFFD for each bad sequence; the number of valid characters beyond ASCII, and of bad sequences."""
    body = _HALVES.sub(b"\xef\xbf\xbd", _PAIRS.sub(_joined, body))
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
    return text, len(text) - len(body.translate(None, _HIGH)) - bad, bad


def _joined(pair: re.Match[bytes]) -> bytes:
    high, high_low, low, low_low = (group[0] for group in pair.groups())
    number = 0x10000 + ((high & 0x0F) << 16) + ((high_low & 0x3F) << 10) + ((low & 0x0F) << 6) + (low_low & 0x3F)
    return chr(number).encode("utf-8")


def _best(body: bytes, names: tuple[str, ...]) -> str:
    """Text in the first encoding without decoding errors, else in the first one with U+FFFD for bad bytes."""
    for name in names:
        try:
            return body.decode(name)
        except UnicodeDecodeError:
            continue
    return body.decode(names[0], "replace")


def _guess(body: bytes) -> str:
    """Encoding detected from the letters of a text."""
    import chardet

    start = re.search(rb"[\x80-\xff]", body)
    first = max(0, start.start() - 1000) if start else 0
    guess = chardet.detect(body[first : first + _GUESS_BYTES], include_encodings=_GUESSED)
    names = _codecs(guess["encoding"] or "")
    return names[0] if names and guess["confidence"] >= _MIN_CONFIDENCE else "cp1252"


@lru_cache(maxsize=64)
def _python_name(declared: str) -> str:
    """Python's name of a text encoding; empty for any other label."""
    label = declared.strip().lower()
    try:
        name = codecs.lookup(_LABELS.get(label, label.removeprefix("x-"))).name if label else ""
    except (LookupError, ValueError):
        return ""
    return name if _KNOWN.match(name) and not _is_wide(name) else ""


def _codecs(declared: str) -> tuple[str, ...]:
    """Python codecs to try for a label, the likeliest first; empty for an unknown label."""
    name = _python_name(declared)
    return _MEANT.get(name, (name,) if name else ())


def _is_wide(name: str) -> bool:
    return name.strip().lower().startswith(("utf-16", "utf_16", "utf16", "utf-32", "utf_32", "utf32", "ucs", "unicode"))


def _is_stateful(declared: str) -> bool:
    return _python_name(declared).startswith(_STATEFUL)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _wide(body: bytes, declared: str = "") -> str:
    """UTF-16 or UTF-32 variant of a text without byte order mark, detected by its zero bytes; empty for other texts.

    Markup and JSON begin with ASCII in any language; of other text, unless it is declared so, most must be ASCII.
    """
    sample = body[:_HEAD_BYTES]
    if b"\0" not in sample:
        return ""
    for encoding, first in (("utf-32-le", sample[1:4]), ("utf-32-be", sample[:3])):
        if first == b"\0\0\0" and len(body) > 4 and sample[:4] != b"\0\0\0\0":
            return encoding
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    is_ascii = sample[:2] in _WIDE_STARTS or max(odd, even) > 0.6 * (len(sample) // 2)
    if len(sample) < 4 or not (is_ascii or _is_wide(declared)) or min(odd, even) > 0.1 * max(odd, even):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"

"""Repairs character references of XML and HTML to a form that every parser reads alike. No I/O.

Other ampersands stay text: `AT&T`, `Q&A`, `?a=1&copy=2`. References to halves of UTF-16 characters become the
character, those to no character U+FFFD, those to the controls from 128 to 159 Windows-1252's characters, as in HTML.
Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

REPLACEMENT = "\ufffd"
_REFERENCE = re.compile(r"&(?:#(?:([0-9]++)|[xX]([0-9a-fA-F]++));|([A-Za-z][A-Za-z0-9]*+);)?")
_ODD = re.compile(
    r"&(?!(?:[A-Za-z][A-Za-z0-9]{0,40}+|#(?:0*+(?:3[2-9]|[4-9][0-9]|1[01][0-9]|12[0-6])|[xX]0*+(?:[2-6][0-9a-fA-F]|7[0-9a-eA-E])));)"
)
"""Ampersands that may need repair: all but names and printable ASCII with a semicolon."""
_HTML_FAULT = re.compile(r"&(?![A-Za-z][A-Za-z0-9]*+;)(?:#(?:([0-9]++)|[xX]([0-9a-fA-F]++));|(nbsp)(?![A-Za-z0-9=]))?")
"""Ampersands without a name and semicolon. `nbsp` is the one name that pages often write without its semicolon."""
_TERMINAL = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^<\x07\x1b\n]*(?:\x07|\x1b\\)")
"""Terminal escape sequences, which would lose their first character to `_NOT_XML` and stay as text."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_OPENING = re.compile(r"<!\[CDATA\[|<!--|<\?")
_HTML_OPENING = re.compile(r"<(?:script|style)\b|<!--", re.IGNORECASE)
_CLOSING = {
    "<![cdata[": re.compile("]]>"),
    "<!--": re.compile("-->"),
    "<?": re.compile(r"\?>"),
    "<script": re.compile("</script", re.IGNORECASE),
    "<style": re.compile("</style", re.IGNORECASE),
}
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LINE_ENDS = (9, 10, 13)
MAX_DIGITS = 8
"""Maximum digits of a character reference, without leading zeros."""


def mend_html(html: str) -> str:
    """HTML in which each ampersand is escaped or begins a complete reference; scripts and comments stay as they are."""
    if "&" not in html or not _ODD.search(html):
        return html
    return _mend(html, _HTML_OPENING, _HTML_FAULT, _html_reference)


def mend_xml(text: str, *, entities: bool = False) -> str:
    """Repair XML faults that only concern characters: bare ampersands, HTML's entity names, invalid references.

    Sections of CDATA, comments and processing instructions are left as they are, but for characters that XML forbids.

    Args:
        text: the document.
        entities: whether it defines entities, so that names unknown to HTML are kept.
    """
    reference = _defined_reference if entities else _xml_reference
    text = _mend(text, _XML_OPENING, _REFERENCE, reference)
    return _NOT_XML.sub("", _TERMINAL.sub("", text) if "\x1b" in text else text)


def xml_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between CDATA sections, comments and processing instructions; an unclosed one runs to the end."""
    return _spans(text, _XML_OPENING)


def _spans(text: str, openings: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    while opening := openings.search(text, start):
        yield start, opening.start()
        closing = _CLOSING[opening[0].lower()].search(text, opening.end())
        if closing is None:
            return
        start = closing.end()
    yield start, len(text)


def _mend(text: str, openings: re.Pattern[str], faults: re.Pattern[str], mend: Callable[[re.Match[str]], str]) -> str:
    """Text with the faults in its spans repaired; halves of UTF-16 characters among them are joined or replaced."""
    parts: list[str] = []
    end = 0
    for start, stop in _spans(text, openings):
        if faults.search(text, start, stop):
            parts += (text[end:start], faults.sub(mend, text[start:stop]))
            end = stop
    if not parts:
        return text
    text = "".join((*parts, text[end:]))
    try:
        text.encode("utf-8")  # much faster than a search for halves of characters
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _html_reference(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if decimal or hexadecimal:
        return _character(decimal, hexadecimal)
    return f"&{name};" if name else "&amp;"


def _xml_reference(match: re.Match[str]) -> str:
    name = match[3]
    return (_named(name) or f"&amp;{name};") if name else _html_reference(match)


def _defined_reference(match: re.Match[str]) -> str:
    name = match[3]
    return (_named(name) or match[0]) if name else _html_reference(match)


def _named(name: str) -> str:
    """XML for an HTML entity name; empty for unknown names."""
    if name in _OF_XML:
        return f"&{name};"
    return "".join(_ESCAPED.get(character, character) for character in _names().get(f"{name};", ""))


def _character(decimal: str | None, hexadecimal: str | None) -> str:
    """The character of a number, escaped if it is markup; a surrogate stays one, to be joined later."""
    digits = (decimal or hexadecimal or "").lstrip("0")
    number = int(digits or "0", 10 if decimal else 16) if len(digits) <= MAX_DIGITS else 0
    if number in _LINE_ENDS:
        return f"&#{number};"
    if 128 <= number < 160:
        return bytes((number,)).decode("cp1252", "replace")
    character = chr(number) if 0 < number <= 0x10FFFF else REPLACEMENT
    return _ESCAPED.get(character) or (f"&#{number};" if character in "\"'" else character)


@cache
def _names() -> dict[str, str]:
    from html.entities import html5

    return html5
